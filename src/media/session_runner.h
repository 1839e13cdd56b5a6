// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/session.h>
#include <media/video_decoder.h>

#include <condition_variable>
#include <mutex>
#include <random>
#include <stop_token>
#include <vector>

namespace vigie::media {

/// The time between two attempts: doubles from 0.5 s to 15 s, each with up to a fifth of jitter
/// either way so that a wall does not knock in step; starts again once pictures came. A refused
/// password waits 15 s at once: cameras lock accounts after a few tries.
class Backoff {
public:
    using Milliseconds = std::chrono::milliseconds;
    static constexpr Milliseconds kFirst{500};
    static constexpr Milliseconds kLast{15'000};

    explicit Backoff(std::uint32_t seed) : m_random(seed) { }
    void played() { m_next = kFirst; }
    [[nodiscard]] Milliseconds next(ErrorCode why);

private:
    std::minstd_rand m_random;
    Milliseconds m_next = kFirst;
};

/// What a session does on its thread: connect, read, decode, present, and again. Private to
/// src/media.
class SessionRunner final : private Interrupt {
public:
    using Clock = std::chrono::steady_clock;

    /// \p changed is called on the runner's thread after the state changed.
    SessionRunner(SessionOptions options, std::function<void()> changed);
    // session's thread
    void run(const std::stop_token &stop);
    // any thread
    [[nodiscard]] SessionStats stats() const;
    /// For the owner, after the thread ended.
    void markStopped();

private:
    // session's thread
    [[nodiscard]] Error attempt(StreamSource &source);
    void onPicture(FramePtr frame, const VideoDecoder &decoder);
    void lose(const Error &why);
    void watch(Clock::time_point now);
    [[nodiscard]] bool requested() override;
    [[nodiscard]] Error timedOutOr(Error error) const;

    const SessionOptions m_options;
    const std::function<void()> m_changed;
    const Clock::time_point m_started = Clock::now();
    std::stop_token m_stop;
    Clock::time_point m_deadline;
    bool m_timedOut = false;
    bool m_awaitsKey = false;
    bool m_playedThisTime = false;
    std::optional<Clock::time_point> m_lastPicture;

    mutable std::mutex m_mutex;
    SessionStats m_stats; // m_mutex
    std::vector<Clock::time_point> m_recent; // m_mutex; arrival of the pictures of the last 2 s
    std::mutex m_waitMutex;
    std::condition_variable_any m_wake; // m_waitMutex; only a stop request wakes it
};

} // namespace vigie::media
