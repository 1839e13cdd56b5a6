// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace vigie::media {

/// Tells whether the calling thread waited for the network or for a processor. The kernel counts
/// what it ran (CLOCK_THREAD_CPUTIME_ID) and how long it stood in the run queue
/// (/proc/thread-self/schedstat, second figure); what is left of the time that passed, it slept.
/// Where schedstat cannot be read, waiting for a processor passes for sleep: then a shortage is
/// seen only while units are at hand. One thread: the one that makes it. Private to src/media.
class ThreadLoad {
public:
    using TimePoint = std::chrono::steady_clock::time_point;
    using Micros = std::chrono::microseconds;

    ThreadLoad();
    ~ThreadLoad();
    ThreadLoad(const ThreadLoad &) = delete;
    ThreadLoad &operator=(const ThreadLoad &) = delete;

    /// After a call that may have slept. \return how long the thread has been at work, or ready to
    /// be, since it last slept: what it got now may have been at hand all that time
    Micros busySince(TimePoint now);
    /// It stood still that long for a turn at a processor (DecodeTurns), which the kernel takes for sleep.
    void queuedFor(std::chrono::nanoseconds time) { m_turns += time; }
    /// Whether it slept before the last busySince().
    [[nodiscard]] bool slept() const { return m_slept; }

private:
    [[nodiscard]] std::chrono::nanoseconds queued() const;

    int m_file = -1;
    TimePoint m_at;
    std::chrono::nanoseconds m_ran{0};
    std::chrono::nanoseconds m_queued{0};
    std::chrono::nanoseconds m_turns{0};
    Micros m_busy{0};
    bool m_slept = true;
};

} // namespace vigie::media
