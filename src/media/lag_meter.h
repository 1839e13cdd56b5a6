// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/rolling_least.h>

#include <array>
#include <optional>

namespace vigie::media {

/// How late pictures are, told from their stream time and the moment they were at hand. The least
/// difference between the two over the last 10 s is the base; what a picture has more than that is
/// its lag. So the base follows two clocks that drift apart, and a queue in front of us that has
/// stood for longer than that cannot be seen from here. Stream times that jump start a new base;
/// while they stand still nothing is known. Pure. Private to src/media.
class LagMeter {
public:
    using Micros = std::chrono::microseconds;
    using TimePoint = std::chrono::steady_clock::time_point;

    struct Lag {
        Micros arrival{0}; ///< over the base
        Micros processor{0}; ///< of it: this thread was busy or waited for a processor
        [[nodiscard]] Micros network() const { return arrival - processor; }
    };

    /// \param busy  how long before \p received the picture may have been at hand: since the thread
    ///              last waited for the network. \return empty: the stream's times tell nothing
    [[nodiscard]] std::optional<Lag> arrived(Micros pts, TimePoint received, Micros busy);
    /// The lag of a picture that had \p pts and was there at \p at; empty as above.
    [[nodiscard]] std::optional<Micros> lagOf(Micros pts, TimePoint at) const;
    /// When the picture would be at hand with no lag at all; empty as above.
    [[nodiscard]] std::optional<TimePoint> expected(Micros pts) const;
    /// Between two pictures, by their stream times, smoothed; 0: not known yet.
    [[nodiscard]] Micros interval() const { return m_interval; }
    /// The network's lag that one picture in twenty exceeds, over the last 64. A pause so long that
    /// its pictures are skipped is not in it.
    [[nodiscard]] Micros jitter() const { return m_jitter; }
    void restart(); ///< new connection

    /// Beyond this a picture is no longer live.
    static constexpr Micros kNotLive{400'000};

private:
    void beginAt(Micros pts, TimePoint received, Micros difference);
    [[nodiscard]] bool jumped(Micros pts, Micros difference) const;
    void note(Micros network);

    RollingLeast m_least{std::chrono::seconds(10)};
    std::optional<Micros> m_base; ///< m_least, once there is one
    Micros m_newest{0}; ///< largest stream time since the base began
    int m_notNewer = 0; ///< pictures in a row that brought no larger stream time
    Lag m_last;
    Micros m_interval{0};
    static constexpr std::size_t kSamples = 64;
    std::array<Micros, kSamples> m_samples{};
    std::size_t m_sampleCount = 0;
    bool m_afterPause = false;
    Micros m_jitter{0};
};

} // namespace vigie::media
