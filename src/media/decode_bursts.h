// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>

namespace vigie::media {

/// How late the decoder is with pictures that come in bursts: where all cameras of a wall send their key frames at one
/// instant (a power cut restarted them together), the last of them is ready when all the others are. Once is an
/// accident; what comes again within 10 s is how the wall is. Pure. Private to src/media.
class DecodeBursts {
public:
    using Micros = std::chrono::microseconds;
    using TimePoint = std::chrono::steady_clock::time_point;

    /// \param lag  from at hand to decoded, of one picture; \param interval  between two, 0: unknown
    void add(Micros lag, Micros interval, TimePoint now);
    /// Of the second worst burst of the last 10 s; 0: there were not two.
    [[nodiscard]] Micros lag(TimePoint now) const;
    /// Bursts that are not forgotten yet: 21 at most.
    [[nodiscard]] std::size_t remembered() const { return m_bursts.size(); }
    void restart() { *this = {}; }

private:
    struct Burst {
        TimePoint begin;
        Micros worst;
    };
    std::deque<Burst> m_bursts; ///< oldest first
};

} // namespace vigie::media
