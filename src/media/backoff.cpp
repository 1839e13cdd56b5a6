// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/backoff.h>

#include <algorithm>

namespace vigie::media {

Backoff::Milliseconds Backoff::next(ErrorCode why)
{
    if (why == ErrorCode::Refused || why == ErrorCode::NotSupported
        || why == ErrorCode::InvalidArgument)
        m_next = kLast;
    std::uniform_real_distribution<double> jitter(0.8, 1.2);
    const double wait = static_cast<double>(m_next.count()) * jitter(m_random);
    m_next = std::min(m_next * 2, kLast);
    return Milliseconds(static_cast<Milliseconds::rep>(wait));
}

} // namespace vigie::media
