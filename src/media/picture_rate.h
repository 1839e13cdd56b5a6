// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>

namespace vigie::media {

/// How often something came, and how much of it, over the last 2 s or, when the second came later,
/// since then: a tile that has just opened must not look slow, nor fast by its first picture, which waited for what the
/// camera or the decoder keeps back and has the next ones on its heels. Pure. Private to src/media.
class PictureRate {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    void add(TimePoint now, std::size_t bytes = 0);
    void clear()
    {
        m_events.clear();
        m_begun = false;
    }
    /// A second; 0: too early to tell. Now lies half an interval after the last one, on average.
    [[nodiscard]] double perSecond(TimePoint now) const;
    /// 1,000 bits a second of what add() was told; 0: too early to tell.
    [[nodiscard]] double kbps(TimePoint now) const;

private:
    struct Event {
        TimePoint at;
        std::size_t bytes;
    };
    std::deque<Event> m_events; ///< from the second on
    bool m_begun = false;
    TimePoint m_last;
};

} // namespace vigie::media
