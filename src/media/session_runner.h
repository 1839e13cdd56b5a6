// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/governor_seat.h>
#include <media/kept_units.h>
#include <media/live_pace.h>
#include <media/paced_sink.h>
#include <media/picture_rate.h>
#include <media/session.h>
#include <media/thread_load.h>
#include <media/video_decoder.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace vigie::media {

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
    void setImportance(Importance importance) { m_importance = importance; }
    void setPaused(bool paused)
    {
        m_paused = paused;
        if (!paused)
            m_waker.wake(); // what is kept becomes a picture at once, although nothing comes from the network
    }
    /// For the owner, after the thread ended.
    void markStopped();

private:
    enum class Show { Each, Newest };

    // session's thread
    [[nodiscard]] Error attempt(StreamSource &source);
    [[nodiscard]] Result<> onUnit(const AccessUnit &unit);
    /// Keeps \p unit undecoded.
    [[nodiscard]] Result<> keep(const AccessUnit &unit);
    /// Decodes what is kept, and presents the newest only.
    [[nodiscard]] Result<> catchUp();
    [[nodiscard]] Result<> decodeKept();
    [[nodiscard]] Result<> decode(const AccessUnit &unit, Show show);
    void onPicture(FramePtr frame, Show show);
    void present(FramePtr frame);
    void foundAgain();
    void report(Clock::time_point now);
    void lose(const Error &why);
    void watch(Clock::time_point now);
    [[nodiscard]] bool requested() override;
    [[nodiscard]] const net::Waker *waker() const override { return &m_waker; }
    [[nodiscard]] Error timedOutOr(Error error) const;

    const SessionOptions m_options;
    const std::function<void()> m_changed;
    const Clock::time_point m_started = Clock::now();
    const std::shared_ptr<PacedSink> m_sink;
    std::atomic<Importance> m_importance;
    std::atomic<bool> m_paused = false;
    const net::Waker m_waker; ///< of the wait for the network

    std::stop_token m_stop;
    Clock::time_point m_deadline;
    Clock::time_point m_asked; ///< when the source was asked for the next unit
    bool m_timedOut = false;
    bool m_playedThisTime = false;
    std::optional<Clock::time_point> m_lastPicture;
    std::optional<Clock::time_point> m_lastSign; ///< a picture, or a unit of which none is due
    ThreadLoad *m_load = nullptr; ///< lives in run()
    GovernorSeat *m_seat = nullptr; ///< lives in run()
    LivePace m_pace; // m_mutex to change it; read without it on the session's thread
    std::unique_ptr<VideoDecoder> m_decoder; ///< of this connection
    KeptUnits m_kept;
    bool m_behind = false; ///< what comes is kept until it is live again
    bool m_wasPaused = false;
    std::optional<Error> m_failed; ///< while the source was waited for
    FramePtr m_newest; ///< decoded and not presented yet

    mutable std::mutex m_mutex;
    SessionStats m_stats; // m_mutex
    PictureRate m_pictures; // m_mutex
    PictureRate m_units; // m_mutex
    std::mutex m_waitMutex;
    std::condition_variable_any m_wake; // m_waitMutex; only a stop request wakes it
};

} // namespace vigie::media
