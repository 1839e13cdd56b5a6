// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QSize>

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>

namespace vigie::media {

/// I420 … Nv12: 8 bits a sample. I010 (planar) and P010 (semi-planar): 4:2:0, 10 bits in 16-bit
/// little-endian words, in the low bits of I010 and in the high bits of P010.
enum class PixelFormat { I420, I422, I444, Nv12, I010, P010 };
/// The matrix between YUV and RGB; Bt2020 is the one of non-constant luminance.
enum class ColourSpace { Bt601, Bt709, Bt2020 };

class DeviceSurface;

/// One decoded picture, immutable and shared: whoever holds the pointer may read it on any thread. In system memory; only
/// who allowed it (SessionOptions::surfaces) also gets pictures that are still on the device.
struct Frame {
    PixelFormat format = PixelFormat::I420;
    QSize size; ///< luma pixels, after cropping
    std::array<const std::uint8_t *, 3> planes{};
    std::array<int, 3> strides{}; ///< bytes
    std::shared_ptr<const DeviceSurface> surface; ///< set: there are no planes, DeviceSurface::download() makes them
    bool fullRange = false;
    ColourSpace colourSpace = ColourSpace::Bt601;
    double pixelAspect = 1.0; ///< width of a pixel divided by its height, 0.25 … 4
    /// Of a stream that never says where a picture is whole: it may hold remains of what was before.
    bool guessed = false;
    std::chrono::microseconds pts{0}; ///< of the stream, unwrapped, from an arbitrary origin
    std::chrono::steady_clock::time_point received; ///< when the source had the whole picture
    std::chrono::steady_clock::time_point decoded;
    std::shared_ptr<const void>
        owner; ///< keeps the planes alive (what holds the frame may do so as well)
};
using FramePtr = std::shared_ptr<const Frame>;

/// Where a session puts its pictures: in order, on the session's thread or on the one that paces
/// held pictures, never on both at once. Must not block and must not call back into the session.
class FrameSink {
public:
    virtual ~FrameSink() = default;
    virtual void present(FramePtr frame) = 0;
};

} // namespace vigie::media
