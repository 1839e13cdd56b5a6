// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/decoder_slots.h>
#include <media/ffmpeg_support.h>
#include <media/hardware_probe.h>

/// The FFmpeg side of HardwareProbe. Private to src/media.
namespace vigie::media {

struct HardwareProbe::Device {
    Device(ff::BufferRefPtr opened, AVHWDeviceType kind) : context(std::move(opened)), type(kind) { }
    const ff::BufferRefPtr context;
    const AVHWDeviceType type;
    const std::shared_ptr<DecoderSlots> slots = std::make_shared<DecoderSlots>();
};

namespace ff {
/// Pixel format in which \p codec puts out surfaces of \p type; NONE when it cannot.
[[nodiscard]] AVPixelFormat surfaceFormat(const AVCodec *codec, AVHWDeviceType type);
} // namespace ff

} // namespace vigie::media
