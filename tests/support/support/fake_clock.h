// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>

namespace vigie::test {

/// A clock that stands still until it is moved. advance() moves wall and boot together; step() only the wall.
class FakeClock final : public Clock {
public:
    explicit FakeClock(Instant start = Instant(std::chrono::milliseconds(1795514400000))) // 2026-11-24T10:00:00Z
        : m_now(start)
    {
    }
    [[nodiscard]] Instant now() const override { return m_now; }
    [[nodiscard]] std::chrono::milliseconds sinceBoot() const override { return m_boot; }
    void advance(std::chrono::milliseconds by) { m_now += by; m_boot += by; }
    void step(std::chrono::milliseconds by) { m_now += by; }
    void set(Instant now) { m_now = now; }

private:
    Instant m_now;
    std::chrono::milliseconds m_boot{1000000};
};

} // namespace vigie::test
