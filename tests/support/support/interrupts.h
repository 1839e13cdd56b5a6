// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <net/interrupt.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>

namespace vigie::test {

/// Lets every call wait as long as it wants to.
class NeverInterrupt final : public net::Interrupt {
public:
    [[nodiscard]] bool requested() override { return false; }
};

/// Gives up when a condition is met, or after a time; and knows how long ago that was.
class InterruptWhen final : public net::Interrupt {
public:
    using Clock = std::chrono::steady_clock;
    explicit InterruptWhen(std::function<bool()> enough, std::chrono::milliseconds atMost = std::chrono::seconds(10))
        : m_enough(std::move(enough)), m_end(Clock::now() + atMost)
    {
    }
    [[nodiscard]] bool requested() override
    {
        if (!m_since && (m_enough() || Clock::now() > m_end))
            m_since = Clock::now();
        return m_since.has_value();
    }
    /// Since it gave up; negative when it has not.
    [[nodiscard]] std::chrono::milliseconds elapsed() const
    {
        return m_since ? std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - *m_since)
                       : std::chrono::milliseconds(-1);
    }

private:
    std::function<bool()> m_enough;
    Clock::time_point m_end;
    std::optional<Clock::time_point> m_since;
};

/// Given up by another thread, which wakes the wait. Any thread.
class WakingInterrupt final : public net::Interrupt {
public:
    [[nodiscard]] bool requested() override
    {
        ++m_looks;
        m_looks.notify_all();
        return m_requested;
    }
    [[nodiscard]] const net::Waker *waker() const override { return &m_waker; }
    void request()
    {
        m_requested = true;
        wake();
    }
    void wake() { m_waker.wake(); }
    void awaitLook() const { m_looks.wait(0); } ///< until it was asked for the first time
    [[nodiscard]] int looks() const { return m_looks; }

private:
    net::Waker m_waker;
    std::atomic<bool> m_requested = false;
    std::atomic<int> m_looks = 0;
};

} // namespace vigie::test
