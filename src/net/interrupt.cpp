// SPDX-License-Identifier: GPL-3.0-or-later
#include <net/interrupt.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace vigie::net {
namespace {

constexpr std::chrono::milliseconds kLongestWait{50}; ///< between two looks at the interrupt

} // namespace

Result<bool> waitFor(std::span<pollfd> sockets, Deadline until, Interrupt &interrupt)
{
    using namespace std::chrono;
    while (true) {
        if (interrupt.requested())
            return fail(ErrorCode::Cancelled, QStringLiteral("interrupted"));
        const auto left = ceil<milliseconds>(until - steady_clock::now());
        const auto wait = std::clamp(left, milliseconds(0), kLongestWait);
        const int ready =
            ::poll(sockets.data(), static_cast<nfds_t>(sockets.size()), static_cast<int>(wait.count()));
        if (ready > 0)
            return true;
        if (ready < 0 && errno != EINTR)
            return fail(ErrorCode::Io, QStringLiteral("poll: ") + QString::fromUtf8(std::strerror(errno)));
        if (left <= milliseconds(0))
            return false;
    }
}

} // namespace vigie::net
