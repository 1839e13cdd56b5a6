// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/device_surface.h>
#include <render/cuda_importer.h>
#include <render/dmabuf_importer.h>

#include <QtCore/QStringList>

#include <atomic>
#include <map>

namespace vigie::test {

/// A surface whose device is this machine's memory: as a file descriptor (DmaBuf) or by address (Cuda).
class MemorySurface final : public media::DeviceSurface {
public:
    /// \p frame: Nv12 or P010
    MemorySurface(media::FramePtr frame, Kind kind);
    ~MemorySurface() override;
    Kind kind() const override { return m_kind; }
    const std::array<media::SurfacePlane, 2> &planes() const override { return m_planes; }
    void *context() const override;
    media::FramePtr download() const override;
    void refuse(const QString &why) const override { refusals.append(why); }

    bool deviceLost = false;
    mutable std::atomic<int> downloads = 0;
    mutable QStringList refusals;

private:
    const media::FramePtr m_frame;
    const Kind m_kind;
    std::array<media::SurfacePlane, 2> m_planes;
    int m_fd = -1;
};

struct OnDevice {
    std::shared_ptr<MemorySurface> surface;
    media::FramePtr frame; ///< what a decoder hands on
};
[[nodiscard]] OnDevice onDevice(const media::FramePtr &frame,
                                media::DeviceSurface::Kind kind = media::DeviceSurface::Kind::DmaBuf);

/// An EGL that imports the descriptors of MemorySurface, in the current context.
struct MemoryEgl {
    enum class Fault { None, Refuses, RaisesAnError, SwapsChroma, ForgetsThePitch, ShowsNothing };
    Fault fault = Fault::None;
    bool modifiers = true;
    int alive = 0; ///< images made and not destroyed
    int made = 0;
    std::map<std::int32_t, std::int32_t> last; ///< attributes of the last image
    [[nodiscard]] render::EglFunctions functions();
    [[nodiscard]] render::ImporterMaker maker();
};

/// A CUDA that copies from MemorySurface's addresses.
struct MemoryCuda {
    bool refusesTextures = false;
    bool refusesCopies = false;
    int registered = 0; ///< and not unregistered
    int registrations = 0;
    int copies = 0;
    int entered = 0; ///< and not left
    [[nodiscard]] render::ImporterMaker maker();
};

} // namespace vigie::test
