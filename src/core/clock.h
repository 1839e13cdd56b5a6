// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/time.h>

namespace vigie {

/// The seam to the machine's clocks. Thread: any.
class Clock {
public:
    virtual ~Clock() = default;
    /// Wall clock, UTC. May jump.
    [[nodiscard]] virtual Instant now() const = 0;
    /// Time since boot, sleep included; never goes backwards. Only differences mean something.
    [[nodiscard]] virtual std::chrono::milliseconds sinceBoot() const = 0;
};

/// CLOCK_REALTIME and CLOCK_BOOTTIME.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
    [[nodiscard]] std::chrono::milliseconds sinceBoot() const override;
};

/// Watches whether the wall clock can be believed: it must advance with the boot clock, and must not stand before
/// something already recorded. Not thread-safe: one owner.
class ClockGuard {
public:
    /// \param tolerance  a step of the wall clock against the boot clock beyond this is a jump
    explicit ClockGuard(const Clock &clock, std::chrono::milliseconds tolerance = std::chrono::seconds(2));

    /// The wall clock must not be before \p floor (the newest journal record). Only ever raises the floor.
    void raiseFloor(Instant floor);
    /// True while the clock is believed. After a step back it becomes true again once the wall clock has caught up
    /// with where it should be; a step forward is believed only after trustAgain() (somebody looked) or when undone.
    [[nodiscard]] bool isTrusted();
    /// Takes the present reading as right; the floor still holds. \return whether the clock is now trusted.
    bool trustAgain();

private:
    const Clock &m_clock;
    std::chrono::milliseconds m_tolerance;
    Instant m_wallOrigin;
    std::chrono::milliseconds m_bootOrigin;
    std::optional<Instant> m_floor;
};

} // namespace vigie
