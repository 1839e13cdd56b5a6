// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clip_store.h"
#include "media_source.h"

#include <gst/app/gstappsrc.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace vigie::camsim {

class ClipFeeder;

/// When the key frames of the cameras come.
enum class Phases {
    Start, ///< a stream begins with one when it is first watched
    Spread, ///< by one clock for all cameras, each at another moment, from the first key frame on
    Aligned, ///< the same, all at the same instant, as after a power cut
};

/// Where a clip that has been running since the machine started stands.
struct ClockPlace {
    size_t picture = 0; ///< the next key frame
    std::chrono::nanoseconds wait{0}; ///< until it is due
};
/// \param phases  Spread or Aligned; \param number of the camera; \param running since the machine started
[[nodiscard]] ClockPlace clockPlace(const Clip &clip, Phases phases, int number, std::chrono::nanoseconds running);

/// One clip running in a loop into one appsrc. Picture times go on over the end of the clip.
class ClipPlayback final : public MediaSource, public std::enable_shared_from_this<ClipPlayback> {
public:
    /// \param number  of the camera: with Phases::Start the first GOP is cut short after a number of pictures made of
    ///                it, so that cameras watched from the same moment do not all send their key frames together
    ClipPlayback(ClipFeeder &feeder, GstAppSrc *source, std::shared_ptr<const Clip> clip, Phases phases,
                 int number);
    ~ClipPlayback() override;

    void play() override;
    void pause() override;
    void requestKeyFrame() override { m_keyWanted = true; }

private:
    friend class ClipFeeder;
    using SteadyClock = std::chrono::steady_clock;
    void onNeedData(); // streaming thread of the appsrc
    void push(GstClockTime pts);
    [[nodiscard]] SteadyClock::time_point due() const;
    void pushDue(); // feeder thread
    void joinClock();

    ClipFeeder &m_feeder;
    GstPtr<GstAppSrc> m_source;
    std::shared_ptr<const Clip> m_clip;
    const Phases m_phases;
    const int m_number;
    int m_phase; ///< pictures until the first GOP is cut short; negative: no more
    std::atomic<bool> m_keyWanted{false};
    std::atomic<bool> m_prerolled{false};
    // feeder mutex from here on, once playing
    size_t m_next = 0;
    qint64 m_pushed = 0;
    SteadyClock::time_point m_start;
    GstClockTime m_startPts = 0;
    bool m_playing = false;
};

/// Paces every clip of the process from one thread.
class ClipFeeder {
public:
    ClipFeeder();
    ~ClipFeeder() = default; // the jthread stops and joins

private:
    friend class ClipPlayback;
    void run(const std::stop_token &stop);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::vector<ClipPlayback *> m_playing; // m_mutex; each removes itself in pause()
    std::jthread m_thread; // last: starts when everything else is there
};

} // namespace vigie::camsim
