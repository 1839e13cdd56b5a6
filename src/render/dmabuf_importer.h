// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <render/surface_importer.h>

#include <cstdint>
#include <optional>
#include <vector>

/// DMA buffers as textures: EGL_EXT_image_dma_buf_import. Private to src/render.
namespace vigie::render {

/// What is asked of EGL; nothing links it, since it may not be there.
struct EglFunctions {
    /// \p attributes as eglCreateImageKHR() wants them, EGL_NONE included. \return null: refused
    std::function<void *(const std::vector<std::int32_t> &attributes)> createImage;
    std::function<void(void *image)> destroyImage;
    /// The texture bound to GL_TEXTURE_2D shows \p image from now on, also when that is destroyed.
    std::function<void(void *image)> showInTexture;
    bool modifiers = false; ///< tiled memory can be named
};

/// \return none, and \p why: not a context of EGL, or one that cannot import
[[nodiscard]] std::optional<EglFunctions> eglOfCurrentContext(QString &why);

/// Every picture is imported anew: an export has no name by which an older import of it could be known for certain, and
/// a wrong picture is worth more trouble than tens of microseconds. So nothing is kept that would need a bound.
class DmaBufImporter final : public SurfaceImporter {
public:
    explicit DmaBufImporter(EglFunctions egl) : m_egl(std::move(egl)) { }
    [[nodiscard]] QString import(const media::DeviceSurface &surface, media::PixelFormat format,
                                 const PlaneTextures &textures) override;
    void forget(const PlaneTextures & /*textures*/) override { }

private:
    const EglFunctions m_egl;
};

} // namespace vigie::render
