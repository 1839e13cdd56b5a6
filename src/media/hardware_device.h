// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/ffmpeg_support.h>
#include <media/hardware_probe.h>

/// The FFmpeg side of HardwareProbe. Private to src/media.
namespace vigie::media {

struct HardwareProbe::Device {
    ff::BufferRefPtr context;
    AVHWDeviceType type = AV_HWDEVICE_TYPE_NONE;
};

namespace ff {
/// Pixel format in which \p codec puts out surfaces of \p type; NONE when it cannot.
[[nodiscard]] AVPixelFormat surfaceFormat(const AVCodec *codec, AVHWDeviceType type);
} // namespace ff

} // namespace vigie::media
