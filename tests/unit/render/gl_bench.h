// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <render/gpu_tile_renderer.h>

#include <QtGui/QImage>
#include <QtGui/QOffscreenSurface>
#include <QtGui/QOpenGLContext>

#include <memory>

namespace vigie::test {

/// One OpenGL context at a time, current between begin() and end(), and pictures drawn in it.
class GlBench {
public:
    /// The four the renderer knows, by name.
    [[nodiscard]] static QList<std::pair<const char *, QSurfaceFormat>> dialects();
    /// False where this platform makes no such context.
    [[nodiscard]] bool begin(const QSurfaceFormat &format);
    void end();
    /// \p frame uploaded and drawn into \p tile of a picture of \p size; magenta elsewhere.
    [[nodiscard]] static QImage drawn(render::GpuTileRenderer &renderer, const media::Frame &frame, QSize size,
                                      QRect tile, const render::PictureLook &look = {},
                                      const render::Watermark *watermark = nullptr);

private:
    std::unique_ptr<QOffscreenSurface> m_surface;
    std::unique_ptr<QOpenGLContext> m_context;
};

} // namespace vigie::test
