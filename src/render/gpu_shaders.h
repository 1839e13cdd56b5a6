// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>

class QOpenGLContext;

/// The shaders of GpuTileRenderer in the four dialects it runs on. Private to src/render.
namespace vigie::render {

/// What differs between OpenGL 2.1, 3.3 core, ES 2 and ES 3.
struct GpuDialect {
    bool modern = false; ///< in/out instead of attribute/varying
    bool redTextures = false; ///< R8/RG8 instead of LUMINANCE/LUMINANCE_ALPHA
    bool rowLength = false;
    QByteArray header;
};
[[nodiscard]] GpuDialect dialectOf(const QOpenGLContext &context);

/// How the fragment shader finds its place in the picture.
enum class ShaderMode { Flat = 0, View = 1, Strip = 2 };

[[nodiscard]] QByteArray vertexShader(const GpuDialect &dialect);
/// The formulas are LensMap's, YuvMatrix's and Watermark::blend's.
[[nodiscard]] QByteArray fragmentShader(const GpuDialect &dialect);

} // namespace vigie::render
