// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace vigie::media {

/// How long pictures are held so that neither the network's jitter nor bursts of key frames show as jerks: not at all
/// while both are under half a picture interval (a third, to let go again), else as long as one picture in twenty needs
/// for the network, 300 ms at most, and as the bursts need for the decoder, one interval and 100 ms at most: nothing is
/// ever held for more than the picture after it. Grows at once; shrinks by 20 ms a second, not before 5 s after it grew.
/// Pure. Private to src/media.
class PlayoutDelay {
public:
    using Micros = std::chrono::microseconds;
    using TimePoint = std::chrono::steady_clock::time_point;
    static constexpr Micros kMost{300'000};
    static constexpr Micros kMostForBursts{100'000};

    /// \param jitter, interval  of LagMeter; \param burst  of DecodeBursts
    Micros update(Micros jitter, Micros burst, Micros interval, TimePoint now);
    [[nodiscard]] Micros current() const { return m_current; }
    void restart() { *this = {}; }

private:
    Micros m_current{0};
    TimePoint m_grew{};
    TimePoint m_updated{};
};

} // namespace vigie::media
