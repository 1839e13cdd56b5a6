// SPDX-License-Identifier: GPL-3.0-or-later
#include "clip_store.h"

#include <QtCore/QFileInfo>

#include <gst/app/gstappsink.h>

namespace vigie::camsim {

namespace {
constexpr size_t kMaxFrames = 3600;

const char *pipelineTail(Codec codec)
{
    switch (codec) {
    case Codec::H264:
        return "qtdemux ! h264parse ! video/x-h264,stream-format=avc,alignment=au";
    case Codec::H265:
        return "qtdemux ! h265parse ! video/x-h265,stream-format=hvc1,alignment=au";
    case Codec::Mjpeg:
        break;
    }
    return "avidemux ! jpegparse ! image/jpeg";
}
} // namespace

Result<> ClipStore::load(const StreamPlan &stream)
{
    if (stream.clip.isEmpty() || m_clips.contains(stream.clip))
        return {};
    const QString path = m_folder + u'/' + stream.clip;
    if (!QFileInfo(path).isReadable())
        return fail(ErrorCode::NotFound, path + u" (make it with tests/camsim/make_clips.sh)");
    const QString launch =
        QStringLiteral("filesrc name=file ! %1 ! appsink name=out sync=false max-buffers=64")
            .arg(QString::fromLatin1(pipelineTail(stream.codec)));
    const GstPtr<GstElement> pipeline(gst_parse_launch(launch.toUtf8().constData(), nullptr));
    if (!pipeline)
        return fail(ErrorCode::NotSupported,
                    QStringLiteral(
                        "GStreamer cannot read %1: is gstreamer1.0-plugins-{good,bad} installed?")
                        .arg(codecName(stream.codec)));
    const GstPtr<GstElement> file(gst_bin_get_by_name(GST_BIN(pipeline.get()), "file"));
    const GstPtr<GstElement> sink(gst_bin_get_by_name(GST_BIN(pipeline.get()), "out"));
    g_object_set(file.get(), "location", path.toUtf8().constData(), nullptr);
    gst_element_set_state(pipeline.get(), GST_STATE_PLAYING);
    auto clip = std::make_shared<Clip>();
    clip->fps = stream.fps;
    while (clip->frames.size() < kMaxFrames) {
        GstSample *sample = gst_app_sink_try_pull_sample(GST_APP_SINK(sink.get()), 5 * GST_SECOND);
        if (!sample)
            break;
        if (!clip->caps)
            clip->caps.reset(gst_caps_ref(gst_sample_get_caps(sample)));
        GstBuffer *buffer = gst_sample_get_buffer(sample);
        const bool key = !GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT);
        clip->frames.push_back({BufferPtr(gst_buffer_copy_deep(buffer)), key});
        clip->keyFrames += key ? 1 : 0;
        gst_sample_unref(sample);
    }
    const bool atEnd = gst_app_sink_is_eos(GST_APP_SINK(sink.get()));
    gst_element_set_state(pipeline.get(), GST_STATE_NULL);
    if (!atEnd || clip->frames.empty() || !clip->frames.front().key)
        return fail(ErrorCode::Corrupt, path + u": no clip, or it does not start with a key frame");
    m_clips.insert(stream.clip, std::move(clip));
    return {};
}

} // namespace vigie::camsim
