// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/playout_delay.h>

#include <algorithm>

namespace vigie::media {
namespace {

using namespace std::chrono_literals;
using Micros = PlayoutDelay::Micros;

constexpr auto kHold = 5s;
constexpr double kShrinkPerSecond = 0.02; ///< seconds

} // namespace

Micros PlayoutDelay::update(Micros jitter, Micros burst, Micros interval, TimePoint now)
{
    const bool held = m_current > 0us;
    const Micros shows = held ? interval / 3 : interval / 2;
    const auto upTo = [shows](Micros needed, Micros most) { return needed < shows ? 0us : std::min(needed, most); };
    const Micros wanted = std::max(upTo(jitter, kMost), upTo(burst, std::min(interval, kMostForBursts)));
    const auto passed = now - m_updated;
    m_updated = now;
    if (wanted >= m_current) {
        if (wanted > m_current)
            m_grew = now;
        m_current = wanted;
    } else if (now - m_grew >= kHold) {
        const double seconds = std::min(std::chrono::duration<double>(passed).count(), 1.0);
        m_current -= Micros(static_cast<Micros::rep>(seconds * kShrinkPerSecond * 1e6));
        m_current = std::max(m_current, wanted);
        if (m_current < interval / 3)
            m_current = 0us;
    }
    return m_current;
}

} // namespace vigie::media
