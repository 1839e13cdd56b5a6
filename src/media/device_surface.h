// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/frame.h>

#include <QtCore/QSize>
#include <QtCore/QString>

#include <array>
#include <cstdint>
#include <memory>

namespace vigie::media {

/// One plane of a surface, in the device's memory.
struct SurfacePlane {
    QSize size; ///< pixels; of chroma, both samples make one
    std::uint32_t pitch = 0; ///< bytes
    int fd = -1; ///< DmaBuf: the surface's own, not to be closed
    std::uint32_t offset = 0; ///< DmaBuf: bytes
    std::uint64_t modifier = 0; ///< DmaBuf: how the memory is tiled (DRM_FORMAT_MOD_*)
    std::uint64_t address = 0; ///< Cuda
};

/// A decoded picture where the decoder left it: luma, then chroma by pairs, both 8 bits a sample or both 10 in the high
/// bits of 16 (its Frame says Nv12 or P010). While it lives the decoder does not write there; few may live at a time, so
/// nobody keeps one for longer than its picture is shown. Immutable but for what is said here; any thread.
class DeviceSurface {
public:
    enum class Kind { DmaBuf, Cuda };

    virtual ~DeviceSurface() = default;
    DeviceSurface(const DeviceSurface &) = delete;
    DeviceSurface &operator=(const DeviceSurface &) = delete;

    [[nodiscard]] virtual Kind kind() const = 0;
    [[nodiscard]] virtual const std::array<SurfacePlane, 2> &planes() const = 0;
    /// Cuda: the CUcontext of the addresses; else null.
    [[nodiscard]] virtual void *context() const { return nullptr; }
    /// The same picture in system memory. Copied by the first who asks, who waits for the device; the others get the same
    /// frame. \return null: the device failed
    [[nodiscard]] virtual FramePtr download() const = 0;
    /// Who cannot show it tells its decoder, which copies from its next picture on and does not try again.
    /// \param why  technical
    virtual void refuse(const QString &why) const = 0;

protected:
    DeviceSurface() = default;
};

/// What may go from the decoder to the screen without a copy on this machine: only what a test picture proved.
struct SurfaceUse {
    bool eightBits = false;
    bool tenBits = false;
    bool switchedOff = false; ///< by the setting
};

/// Why a picture goes through system memory on its way from a hardware decoder to the screen.
enum class CopyReason {
    None, ///< it does not
    Processor, ///< it was decoded there
    SwitchedOff,
    NotProven, ///< the test picture did not come out right, or was not tried
    Refused, ///< it failed in mid-stream; not tried again before the stream is opened anew
    Held, ///< as many surfaces as the decoder can spare are still held
};

} // namespace vigie::media
