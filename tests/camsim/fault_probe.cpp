// SPDX-License-Identifier: GPL-3.0-or-later
#include "rtsp_camera.h"

#include <random>

namespace vigie::camsim {

namespace {
struct Probe {
    const Camera &camera;
    Codec codec;
    std::mt19937 random; // the same damage in every run of one camera
    bool isFirst = true; // streaming thread
};

/// An access unit without a picture (a delimiter alone, behind its length). The server answers no
/// DESCRIBE before the stream has begun: a camera that shows nothing still has to begin.
/// \return null for MJPEG, which has no such thing
GstBuffer *emptyUnit(Codec codec)
{
    static constexpr std::array<guint8, 6> h264{0, 0, 0, 2, 0x09, 0xf0};
    static constexpr std::array<guint8, 7> h265{0, 0, 0, 3, 0x46, 0x01, 0x50};
    switch (codec) {
    case Codec::H264:
        return gst_buffer_new_memdup(h264.data(), h264.size());
    case Codec::H265:
        return gst_buffer_new_memdup(h265.data(), h265.size());
    case Codec::Mjpeg:
        break;
    }
    return nullptr;
}

/// What becomes of a picture that a fault keeps back.
GstPadProbeReturn keepBack(GstPadProbeInfo *info, Codec codec, bool isFirst)
{
    if (!isFirst)
        return GST_PAD_PROBE_DROP;
    GstBuffer *empty = emptyUnit(codec);
    if (!empty)
        return GST_PAD_PROBE_OK;
    auto *buffer = static_cast<GstBuffer *>(info->data);
    gst_buffer_copy_into(empty, buffer, GST_BUFFER_COPY_TIMESTAMPS, 0, static_cast<gsize>(-1));
    GST_BUFFER_FLAG_SET(empty, GST_BUFFER_FLAG_DELTA_UNIT);
    gst_buffer_unref(buffer);
    info->data = empty;
    return GST_PAD_PROBE_OK;
}

/// Flips bytes in the second half of a picture: length fields and headers stand in the first.
void damage(GstBuffer *buffer, std::mt19937 &random)
{
    GstMapInfo map;
    if (!gst_buffer_map(buffer, &map, GST_MAP_READWRITE))
        return;
    if (map.size > 64) {
        const size_t count = 1 + map.size / 1500;
        for (size_t i = 0; i < count; ++i) {
            const size_t at = map.size / 2 + random() % (map.size / 2);
            map.data[at] = static_cast<guint8>(map.data[at] ^ (1U + random() % 255U));
        }
    }
    gst_buffer_unmap(buffer, &map);
}

GstPadProbeReturn onBuffer(GstPad *, GstPadProbeInfo *info, gpointer data)
{
    auto *probe = static_cast<Probe *>(data);
    const FaultSet &faults = probe->camera.faults();
    auto *buffer = static_cast<GstBuffer *>(info->data);
    const bool isFirst = std::exchange(probe->isFirst, false);
    const bool isKey = !GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT);
    if (faults.isActive(Fault::Stall) || (faults.isActive(Fault::NoKeyFrame) && isKey))
        return keepBack(info, probe->codec, isFirst);
    if (faults.isActive(Fault::Corrupt)) {
        GstBuffer *copy = gst_buffer_copy_deep(buffer); // the clip's own bytes stay whole
        damage(copy, probe->random);
        gst_buffer_unref(buffer);
        info->data = copy;
    }
    return GST_PAD_PROBE_OK;
}
} // namespace

void addFaultProbe(GstPad *pad, const Camera &camera, Codec codec)
{
    const auto seed = static_cast<unsigned>(qHash(camera.plan().id, 1));
    gst_pad_add_probe(pad, GST_PAD_PROBE_TYPE_BUFFER, onBuffer,
                      new Probe{camera, codec, std::mt19937(seed)},
                      [](gpointer data) { delete static_cast<Probe *>(data); });
}

} // namespace vigie::camsim
