// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/capture_delay.h>
#include <media/decode_bursts.h>
#include <media/effort_policy.h>
#include <media/lag_meter.h>
#include <media/playout_delay.h>

namespace vigie::media {

/// How live one session is: how late its pictures are and by whose fault, whether what waits is to
/// be skipped, and when a picture is to be shown. Pure: time is an argument. Private to src/media.
class LivePace {
public:
    using Micros = std::chrono::microseconds;
    using TimePoint = std::chrono::steady_clock::time_point;

    void restart(); ///< new connection
    /// \param busy, slept  of ThreadLoad: units that came without sleep were at hand
    void arrived(const AccessUnit &unit, Micros busy, bool slept);
    /// The unit that arrived last was decoded at \p now.
    void decoded(TimePoint now);
    void decodedNothing() { m_decodeLag = {}; } ///< paused

    /// The unit that arrived last is no longer live, and more of them wait.
    [[nodiscard]] bool behind() const;
    /// The unit that arrived last is live again, or nothing waits behind it.
    [[nodiscard]] bool caughtUp() const;

    [[nodiscard]] DecodeLoad load(QSize picture, TimePoint now) const;
    [[nodiscard]] Shortage shortage(TimePoint now) const;
    /// Between two units, before it is an event: twice the pictures' interval, \p least at least.
    [[nodiscard]] Micros patience(Micros least) const;

    /// When to show a picture; empty: as soon as it is decoded.
    [[nodiscard]] std::optional<TimePoint> due(const Frame &frame) const;
    [[nodiscard]] Micros held() const { return m_playout.current(); }
    /// From capture to ready, as SessionStats::delay says.
    [[nodiscard]] std::optional<Micros> delay(const Frame &frame) const;
    [[nodiscard]] bool delayFromCamera() const { return m_capture.delay().has_value(); }

private:
    [[nodiscard]] bool starved(TimePoint now) const;

    LagMeter m_meter;
    DecodeBursts m_bursts;
    PlayoutDelay m_playout;
    CaptureDelay m_capture;
    std::optional<LagMeter::Lag> m_lag; ///< of the last unit
    Micros m_busy{0}; ///< at the last unit
    int m_atHand = 0; ///< units in a row that had not to be waited for
    std::optional<TimePoint> m_arrived; ///< the last unit
    std::optional<TimePoint> m_measured; ///< decoded() before
    Micros m_decodeLag{0};
    std::optional<TimePoint> m_starved; ///< last sign of it
};

} // namespace vigie::media
