// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/device_surface.h>

#include <QtGui/qopengl.h>

#include <array>
#include <functional>
#include <memory>

namespace vigie::render {

/// Textures of a surface's planes: one channel of luma, two of chroma.
using PlaneTextures = std::array<GLuint, 2>;

/// Makes textures show surfaces that never left the device. One context, current in every call, the last one included.
class SurfaceImporter {
public:
    SurfaceImporter() = default;
    virtual ~SurfaceImporter() = default;
    SurfaceImporter(const SurfaceImporter &) = delete;
    SurfaceImporter &operator=(const SurfaceImporter &) = delete;

    /// Makes \p textures show \p surface, which lives at least until the next import() or forget() of them.
    /// \param format  Nv12 or P010. \return why not, technical: the textures are not to be drawn then. Empty: done
    [[nodiscard]] virtual QString import(const media::DeviceSurface &surface, media::PixelFormat format,
                                         const PlaneTextures &textures) = 0;
    /// \p textures are about to be deleted.
    virtual void forget(const PlaneTextures &textures) = 0;
};

/// Makes the importer for the current context; null, and \p why, where there is no way.
using ImporterMaker =
    std::function<std::unique_ptr<SurfaceImporter>(media::DeviceSurface::Kind kind, QString &why)>;

/// DMA buffers by EGL, CUDA by its OpenGL interoperability.
[[nodiscard]] std::unique_ptr<SurfaceImporter> makeSurfaceImporter(media::DeviceSurface::Kind kind, QString &why);

} // namespace vigie::render
