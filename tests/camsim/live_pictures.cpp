// SPDX-License-Identifier: GPL-3.0-or-later
#include "live_pictures.h"

#include "clock_code.h"

#include <gst/video/video.h>

#include <condition_variable>

namespace vigie::camsim {

namespace {
constexpr guint64 kMaxQueued = 3; // pictures the encoder has not taken yet
} // namespace

LivePictures::LivePictures(GstAppSrc *source, const Camera &camera, std::unique_ptr<Scene> scene,
                           Options options)
    : m_source(static_cast<GstAppSrc *>(gst_object_ref(source))),
      m_camera(camera),
      m_scene(std::move(scene)),
      m_options(options)
{
    const CapsPtr caps(gst_caps_new_simple(
        "video/x-raw", "format", G_TYPE_STRING, "I420", "width", G_TYPE_INT, options.size.width(),
        "height", G_TYPE_INT, options.size.height(), "framerate", GST_TYPE_FRACTION, options.fps, 1,
        "pixel-aspect-ratio", GST_TYPE_FRACTION, 1, 1, nullptr));
    gst_app_src_set_caps(source, caps.get());
    GstAppSrcCallbacks callbacks{};
    callbacks.need_data = [](GstAppSrc *, guint, gpointer self) {
        static_cast<LivePictures *>(self)->onNeedData();
    };
    gst_app_src_set_callbacks(source, &callbacks, this, nullptr);
}

LivePictures::~LivePictures()
{
    pause();
    GstAppSrcCallbacks none{};
    gst_app_src_set_callbacks(m_source.get(), &none, nullptr, nullptr);
}

QByteArray LivePictures::encoder(QSize size, int fps)
{
    const int kbit = std::max(400, size.width() * size.height() * fps / 7000);
    return QByteArrayLiteral(
               "x264enc speed-preset=ultrafast tune=zerolatency threads=1 bframes=0 bitrate=")
        + QByteArray::number(kbit) + " key-int-max=" + QByteArray::number(2 * fps)
        + " ! video/x-h264,stream-format=avc,alignment=au,profile=constrained-baseline";
}

void LivePictures::onNeedData()
{
    if (!m_prerolled.exchange(true))
        push(0);
}

void LivePictures::play()
{
    const std::scoped_lock lock(m_mutex);
    if (m_thread.joinable())
        return;
    GstClockTime start = gst_element_get_current_running_time(GST_ELEMENT(m_source.get()));
    if (!GST_CLOCK_TIME_IS_VALID(start))
        start = 0;
    m_pushed = 0;
    m_camera.log("encode", {{QStringLiteral("mount"), m_options.mount}});
    m_thread = std::jthread([this, start](const std::stop_token &stop) { run(stop, start); });
}

void LivePictures::pause()
{
    const std::scoped_lock lock(m_mutex);
    if (!m_thread.joinable())
        return;
    m_thread = {}; // stops and joins, within one picture
    m_camera.log("encode-end",
                 {{QStringLiteral("mount"), m_options.mount},
                  {QStringLiteral("pictures"), m_pushed.load()}});
}

void LivePictures::requestKeyFrame()
{
    gst_element_send_event(
        GST_ELEMENT(m_source.get()),
        gst_video_event_new_downstream_force_key_unit(GST_CLOCK_TIME_NONE, GST_CLOCK_TIME_NONE,
                                                      GST_CLOCK_TIME_NONE, TRUE, 0));
}

void LivePictures::push(GstClockTime pts)
{
    const QSize size = m_options.size;
    GstVideoInfo info;
    gst_video_info_set_format(&info, GST_VIDEO_FORMAT_I420, static_cast<guint>(size.width()),
                              static_cast<guint>(size.height()));
    GstBuffer *buffer = gst_buffer_new_allocate(nullptr, GST_VIDEO_INFO_SIZE(&info), nullptr);
    GstMapInfo map;
    gst_buffer_map(buffer, &map, GST_MAP_WRITE);
    const I420View view{map.data + GST_VIDEO_INFO_PLANE_OFFSET(&info, 0),
                        map.data + GST_VIDEO_INFO_PLANE_OFFSET(&info, 1),
                        map.data + GST_VIDEO_INFO_PLANE_OFFSET(&info, 2),
                        GST_VIDEO_INFO_PLANE_STRIDE(&info, 0),
                        GST_VIDEO_INFO_PLANE_STRIDE(&info, 1),
                        size.width(),
                        size.height()};
    const qint64 captured = monotonicMs();
    const PtzHead *head = m_camera.ptz();
    m_scene->paint(view, head ? head->position(captured) : m_options.fixedView, captured);
    if (m_options.timeCode)
        drawClockCode(view.y, view.strideY, view.width, view.height, captured);
    gst_buffer_unmap(buffer, &map);
    GST_BUFFER_PTS(buffer) = pts;
    GST_BUFFER_DURATION(buffer) = GST_SECOND / static_cast<GstClockTime>(m_options.fps);
    gst_app_src_push_buffer(m_source.get(), buffer);
}

void LivePictures::run(const std::stop_token &stop, GstClockTime startPts)
{
    const auto start = std::chrono::steady_clock::now();
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    for (qint64 n = 1; !stop.stop_requested(); ++n) {
        const qint64 offset = n * 1000000000LL / m_options.fps;
        wake.wait_until(lock, stop, start + std::chrono::nanoseconds(offset), [] { return false; });
        if (!stop.stop_requested()
            && gst_app_src_get_current_level_buffers(m_source.get()) < kMaxQueued) {
            push(startPts + static_cast<GstClockTime>(offset));
            ++m_pushed;
        }
    }
}

} // namespace vigie::camsim
