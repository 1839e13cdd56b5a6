// SPDX-License-Identifier: GPL-3.0-or-later
#include "clip_feeder.h"

#include <algorithm>
#include <cmath>

namespace vigie::camsim {

using namespace std::chrono_literals;

namespace {
constexpr double kGoldenRatio = 0.6180339887498949; ///< multiples of it spread evenly over [0, 1)
}

ClockPlace clockPlace(const Clip &clip, Phases phases, int number, std::chrono::nanoseconds running)
{
    const double interval = 1.0 / clip.fps;
    const auto size = static_cast<qint64>(clip.frames.size());
    const double share = phases == Phases::Spread ? number * kGoldenRatio : 0.0;
    const double shift = (share - std::floor(share)) * static_cast<double>(size) * interval;
    const double seconds = std::chrono::duration<double>(running).count() + shift;
    auto picture = static_cast<qint64>(std::floor(seconds / interval)) + 1;
    while (!clip.frames[static_cast<size_t>(picture % size)].key)
        ++picture;
    const double wait = static_cast<double>(picture) * interval - seconds;
    return {static_cast<size_t>(picture % size), std::chrono::nanoseconds(std::llround(wait * 1e9))};
}

ClipPlayback::ClipPlayback(ClipFeeder &feeder, GstAppSrc *source, std::shared_ptr<const Clip> clip,
                           Phases phases, int number)
    : m_feeder(feeder),
      m_source(static_cast<GstAppSrc *>(gst_object_ref(source))),
      m_clip(std::move(clip)),
      m_phases(phases),
      m_number(number),
      m_phase(phases == Phases::Start ? 1 + (number * 7) % (2 * m_clip->fps - 1) : -1)
{
    gst_app_src_set_caps(source, m_clip->caps.get());
    GstAppSrcCallbacks callbacks{};
    callbacks.need_data = [](GstAppSrc *, guint, gpointer self) {
        static_cast<ClipPlayback *>(self)->onNeedData();
    };
    gst_app_src_set_callbacks(source, &callbacks, this, nullptr);
}

ClipPlayback::~ClipPlayback()
{
    pause();
    GstAppSrcCallbacks none{};
    gst_app_src_set_callbacks(m_source.get(), &none, nullptr, nullptr);
}

void ClipPlayback::onNeedData()
{
    if (!m_prerolled.exchange(true))
        push(0); // a key frame: the SDP needs the stream to have started
}

void ClipPlayback::play()
{
    const std::scoped_lock lock(m_feeder.m_mutex);
    if (m_playing)
        return;
    m_playing = true;
    m_start = SteadyClock::now();
    m_pushed = 0;
    m_startPts = gst_element_get_current_running_time(GST_ELEMENT(m_source.get()));
    if (!GST_CLOCK_TIME_IS_VALID(m_startPts))
        m_startPts = 0;
    if (m_phases != Phases::Start)
        joinClock();
    m_feeder.m_playing.push_back(this);
    m_feeder.m_wake.notify_one();
}

void ClipPlayback::pause()
{
    const std::scoped_lock lock(m_feeder.m_mutex);
    std::erase(m_feeder.m_playing, this);
    m_playing = false;
}

void ClipPlayback::joinClock()
{
    const ClockPlace place = clockPlace(*m_clip, m_phases, m_number, m_start.time_since_epoch());
    m_next = place.picture;
    const auto lead = place.wait - std::chrono::nanoseconds(1'000'000'000LL / m_clip->fps); // due() adds one interval
    m_start += lead;
    m_startPts += static_cast<GstClockTime>(std::max<qint64>(0, lead.count()));
}

ClipPlayback::SteadyClock::time_point ClipPlayback::due() const
{
    return m_start + std::chrono::nanoseconds((m_pushed + 1) * 1000000000LL / m_clip->fps);
}

void ClipPlayback::push(GstClockTime pts)
{
    const auto &frames = m_clip->frames;
    const bool jump = m_keyWanted.exchange(false) || m_phase == 0;
    if (m_phase >= 0)
        --m_phase;
    if (jump && m_clip->keyFrames > 1) {
        while (!frames[m_next].key)
            m_next = (m_next + 1) % frames.size();
    }
    GstBuffer *buffer = gst_buffer_copy(frames[m_next].data.get()); // shares the bytes
    m_next = (m_next + 1) % frames.size();
    GST_BUFFER_PTS(buffer) = pts;
    GST_BUFFER_DTS(buffer) = pts;
    GST_BUFFER_DURATION(buffer) = GST_SECOND / static_cast<GstClockTime>(m_clip->fps);
    gst_app_src_push_buffer(m_source.get(), buffer);
}

void ClipPlayback::pushDue()
{
    ++m_pushed;
    push(m_startPts + static_cast<GstClockTime>(m_pushed * 1000000000LL / m_clip->fps));
}

ClipFeeder::ClipFeeder() : m_thread([this](const std::stop_token &stop) { run(stop); }) { }

void ClipFeeder::run(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        const auto now = std::chrono::steady_clock::now();
        auto next = now + 1h;
        for (ClipPlayback *playback : m_playing) {
            if (playback->due() <= now)
                playback->pushDue(); // appsrc only queues: this does not block
            next = std::min(next, playback->due());
        }
        if (next > now)
            m_wake.wait_until(lock, stop, next, [this, count = m_playing.size()] {
                return m_playing.size() != count;
            });
    }
}

} // namespace vigie::camsim
