// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/picture_rate.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace vigie::media {
namespace {

using namespace std::chrono_literals;
constexpr auto kWindow = 2s;
constexpr auto kShortest = 500ms;
constexpr std::size_t kMost = 512; ///< 256 pictures a second

template <typename Events> auto firstInside(const Events &events, PictureRate::TimePoint now)
{
    return std::find_if(events.cbegin(), events.cend(),
                        [&](const auto &event) { return event.at > now - kWindow; });
}

} // namespace

void PictureRate::add(TimePoint now, std::size_t bytes)
{
    const auto before = std::exchange(m_last, now);
    if (!std::exchange(m_begun, true) || now - before > kWindow) // a pause ends as an opening does
        return;
    while (!m_events.empty() && (m_events.front().at < now - kWindow || m_events.size() >= kMost))
        m_events.pop_front();
    m_events.push_back({now, bytes});
}

double PictureRate::perSecond(TimePoint now) const
{
    const auto first = firstInside(m_events, now);
    const auto count = std::distance(first, m_events.cend());
    if (count < 2 || now - first->at < kShortest)
        return 0.0;
    return (static_cast<double>(count) - 0.5)
        / std::chrono::duration<double>(now - first->at).count();
}

double PictureRate::kbps(TimePoint now) const
{
    const auto first = firstInside(m_events, now);
    if (first == m_events.cend() || now - first->at < kShortest)
        return 0.0;
    // The first one's bytes were on their way before the window began.
    const auto bytes =
        std::accumulate(std::next(first), m_events.cend(), std::size_t{0},
                        [](std::size_t sum, const Event &event) { return sum + event.bytes; });
    return static_cast<double>(bytes) * 8e-3
        / std::chrono::duration<double>(now - first->at).count();
}

} // namespace vigie::media
