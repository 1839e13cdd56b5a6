// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/frame.h>
#include <render/picture_plan.h>
#include <render/surface_importer.h>
#include <render/watermark.h>

#include <QtCore/QRect>
#include <QtGui/QColor>

#include <memory>

namespace vigie::render {

/// Draws YUV pictures with OpenGL: planes become textures (one set a tile, kept between pictures),
/// colours are made in the fragment shader with the same matrices as the CPU path. Runs on
/// OpenGL 2.1, 3.3 core, ES 2 and ES 3. One context, current in every call, the last one included.
class GpuTileRenderer {
public:
    explicit GpuTileRenderer(ImporterMaker importers = makeSurfaceImporter);
    ~GpuTileRenderer(); ///< release() was called, or initialize() never

    /// \return false: the shaders do not compile here; error() says why.
    [[nodiscard]] bool initialize();
    [[nodiscard]] QString error() const;
    /// Makes \p frame, of 8 bits a sample, the picture of tile \p id. The frame is not kept, but for its surface: that is
    /// shown where it lies, or refused and downloaded at once where this fails, so that no picture is lost.
    void upload(int id, const media::Frame &frame);
    /// Whether tile \p id shows a surface where it lies.
    [[nodiscard]] bool isImported(int id) const;
    /// Why the last surface that was not could not be; technical.
    [[nodiscard]] QString refusal() const;
    /// Forgets the picture of \p id.
    void remove(int id);
    [[nodiscard]] bool has(int id) const;
    /// Paints tile \p id letterboxed into \p rect of a surface of \p viewport pixels (both from the
    /// top left), looked at as \p look says, under \p watermark (null: none); nothing outside is
    /// touched; without a picture nothing is.
    void draw(int id, QRect rect, QSize viewport, const PictureLook &look = {},
              const Watermark *watermark = nullptr);
    /// Frees everything in the context.
    void release();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace vigie::render
