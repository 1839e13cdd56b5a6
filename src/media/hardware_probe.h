// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <media/frame.h>

#include <QtCore/QList>
#include <QtCore/QString>

#include <future>
#include <memory>

namespace vigie::media {

enum class HardwareKind { Vaapi, Cuda, Vdpau, Vulkan };

/// "VA-API", "NVDEC", "VDPAU", "Vulkan".
[[nodiscard]] QString hardwareName(HardwareKind kind);

/// Which hardware decoder this machine really has: each candidate had to decode one embedded H.264
/// picture into a surface of its own format, and that surface, copied back, had to show the right
/// picture. A device that opens proves nothing (VDPAU's va_gl opens and then refuses). Run once at
/// start, by the composition root, and handed to the sessions; sessions share its device. Immutable
/// after run(); any thread.
class HardwareProbe {
public:
    struct Attempt {
        HardwareKind kind;
        bool usable = false;
        QString reason; ///< why not, technical; empty when usable
        bool usableH265 = false; ///< an H.265 picture of ours came out right as well
        QString h265Reason;
        bool usableTenBits = false; ///< the same for H.265 of 10 bits
        QString tenBitsReason;
    };

    /// Tries all; takes tens of milliseconds, or a second where a driver has to wake a device.
    /// Blocking.
    [[nodiscard]] static std::shared_ptr<const HardwareProbe> run();
    /// run() on a thread of its own, which nobody waits for at the program's end: a driver may hang.
    [[nodiscard]] static std::shared_future<std::shared_ptr<const HardwareProbe>> begin();
    /// Takes the word of a device that opens, for all codecs, without the test picture: what follows
    /// when a driver breaks its word can be tried that way. \return null: it does not open
    [[nodiscard]] static std::shared_ptr<const HardwareProbe> unproven(HardwareKind kind);
    ~HardwareProbe();
    HardwareProbe(const HardwareProbe &) = delete;
    HardwareProbe &operator=(const HardwareProbe &) = delete;

    [[nodiscard]] const QList<Attempt> &attempts() const { return m_attempts; }
    /// The first usable one, in the order of HardwareKind; null when there is none.
    [[nodiscard]] const Attempt *best() const;
    /// A colourful test picture decoded by best() and left on the device, Nv12 or P010. Blocking; any thread.
    /// \return NotSupported: there is none, or it cannot be handed on
    [[nodiscard]] Result<FramePtr> testSurface(bool tenBits) const;

private:
    friend class VideoDecoder;
    HardwareProbe();
    struct Device;
    std::unique_ptr<Device> m_device; ///< of best()
    QList<Attempt> m_attempts;
};

} // namespace vigie::media
