// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <media/device_surface.h>
#include <media/ffmpeg_support.h>

struct AVDRMFrameDescriptor;

namespace vigie::media {

/// The way into the memory of one kind of device. Any thread. Private to src/media.
class SurfaceAccess {
public:
    struct Opened {
        DeviceSurface::Kind kind = DeviceSurface::Kind::DmaBuf;
        std::array<SurfacePlane, 2> planes;
        void *context = nullptr;
        ff::AvFramePtr mapping; ///< what the planes live as long as, besides the picture; may be null
    };

    SurfaceAccess() = default;
    virtual ~SurfaceAccess() = default;
    SurfaceAccess(const SurfaceAccess &) = delete;
    SurfaceAccess &operator=(const SurfaceAccess &) = delete;

    /// Waits until the device has written \p picture, which \p frame describes.
    [[nodiscard]] virtual Result<Opened> open(const AVFrame &picture, const Frame &frame) const = 0;
    /// \p picture in system memory.
    [[nodiscard]] virtual Result<ff::AvFramePtr> copy(const AVFrame &picture) const = 0;
};

/// VAAPI (as DMA buffers) and CUDA; null for the others.
[[nodiscard]] std::shared_ptr<const SurfaceAccess> makeSurfaceAccess(AVHWDeviceType type);

/// From the device into system memory, with all that is known of it.
[[nodiscard]] Result<ff::AvFramePtr> copyFromDevice(const AVFrame &picture);

/// What a driver exported, checked: two planes of the size of \p frame, inside their buffers.
/// \return NotSupported for compressed or otherwise split memory
[[nodiscard]] Result<std::array<SurfacePlane, 2>> planesOf(const AVDRMFrameDescriptor &exported, const Frame &frame);

} // namespace vigie::media
