// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/decode_bursts.h>

#include <algorithm>

namespace vigie::media {
namespace {

using namespace std::chrono_literals;

constexpr auto kRemembered = 10s;
/// What is late so shortly after the first is late because of it.
constexpr auto kOneBurst = 500ms;

} // namespace

void DecodeBursts::add(Micros lag, Micros interval, TimePoint now)
{
    while (!m_bursts.empty() && now - m_bursts.front().begin > kRemembered)
        m_bursts.pop_front();
    if (interval <= 0us || lag < interval / 3) // not worth holding anything for
        return;
    if (!m_bursts.empty() && now - m_bursts.back().begin < kOneBurst)
        m_bursts.back().worst = std::max(m_bursts.back().worst, lag);
    else
        m_bursts.push_back({now, lag});
}

DecodeBursts::Micros DecodeBursts::lag(TimePoint now) const
{
    Micros worst{0};
    Micros second{0};
    for (const Burst &burst : m_bursts) {
        if (now - burst.begin > kRemembered)
            continue;
        second = std::max(second, std::min(worst, burst.worst));
        worst = std::max(worst, burst.worst);
    }
    return second;
}

} // namespace vigie::media
