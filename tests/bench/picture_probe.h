// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/frame.h>
#include <media/rolling_least.h>

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>

namespace vigie::bench {

/// Stands between a session and its feed and counts what comes through, and what comes late: more than one picture
/// interval after the best that the stream has done in the last 3 s, by its own time stamps, when the picture is ready
/// to be painted; or more than two after the best it has ever done, so that what a session holds on purpose (one
/// interval at most) is delay, and falling behind bit by bit is not. Any thread.
class PictureProbe final : public media::FrameSink {
public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;

    /// \p next may be null.
    explicit PictureProbe(std::shared_ptr<media::FrameSink> next, Clock now = std::chrono::steady_clock::now)
        : m_next(std::move(next)), m_now(std::move(now))
    {
    }

    void present(media::FramePtr frame) override;

    struct Counts {
        std::int64_t pictures = 0;
        std::int64_t late = 0;
    };
    [[nodiscard]] Counts counts() const;
    /// Pictures that the source had whole after that instant.
    void countFrom(std::chrono::steady_clock::time_point instant);
    [[nodiscard]] std::int64_t sinceInstant() const;

private:
    using Micros = std::chrono::microseconds;
    void judge(Micros pts, std::chrono::steady_clock::time_point ready);

    const std::shared_ptr<media::FrameSink> m_next; ///< null: counted only
    const Clock m_now;
    mutable std::mutex m_mutex;
    Counts m_counts; // m_mutex
    std::chrono::steady_clock::time_point m_from; // m_mutex
    std::int64_t m_sinceInstant = 0; // m_mutex
    std::optional<Micros> m_lastPts; // session's thread, like those below
    std::optional<Micros> m_best; ///< least difference between ready and time stamp
    media::RollingLeast m_recent{std::chrono::seconds(3)}; ///< the same of the last while
    Micros m_interval{0};
};

} // namespace vigie::bench
