// SPDX-License-Identifier: GPL-3.0-or-later
#include "rtsp_camera.h"

#include <random>

namespace vigie::camsim {

namespace {
struct Probe {
    const Camera &camera;
    std::mt19937 random; // the same damage in every run of one camera
};

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
    if (faults.isActive(Fault::Stall))
        return GST_PAD_PROBE_DROP;
    if (faults.isActive(Fault::NoKeyFrame)
        && !GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT))
        return GST_PAD_PROBE_DROP;
    if (faults.isActive(Fault::Corrupt)) {
        GstBuffer *copy = gst_buffer_copy_deep(buffer); // the clip's own bytes stay whole
        damage(copy, probe->random);
        gst_buffer_unref(buffer);
        info->data = copy;
    }
    return GST_PAD_PROBE_OK;
}
} // namespace

void addFaultProbe(GstPad *pad, const Camera &camera)
{
    const auto seed = static_cast<unsigned>(qHash(camera.plan().id, 1));
    gst_pad_add_probe(pad, GST_PAD_PROBE_TYPE_BUFFER, onBuffer,
                      new Probe{camera, std::mt19937(seed)},
                      [](gpointer data) { delete static_cast<Probe *>(data); });
}

} // namespace vigie::camsim
