// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/rolling_least.h>

#include <optional>

namespace vigie::media {

/// The time from capture to arrival by the camera's own sender reports. The camera's clock and ours
/// need not agree, and nothing in the stream tells by how much. So, over the last minute:
/// - the least difference seen lies between 0 and 0.5 s: the clocks pass for set, and what is told
///   is the whole delay, wrong by as much as the clocks are;
/// - else the least difference is taken for the clocks' and taken away: what is told is the delay
///   beyond the least one, which itself (encoder and shortest way) stays unknown.
/// Pure. Private to src/media.
class CaptureDelay {
public:
    using Micros = std::chrono::microseconds;
    using TimePoint = std::chrono::steady_clock::time_point;
    using SystemTime = std::chrono::system_clock::time_point;

    /// \p arrivedWall: \p arrived by the wall clock
    void add(SystemTime captured, SystemTime arrivedWall, TimePoint arrived);
    /// Of the last picture added; empty: none since restart()
    [[nodiscard]] std::optional<Micros> delay() const;
    [[nodiscard]] bool clocksAgree() const;
    void restart() { *this = {}; }

    static constexpr Micros kAgrees{500'000};

private:
    RollingLeast m_least{std::chrono::seconds(60)};
    Micros m_last{0};
};

} // namespace vigie::media
