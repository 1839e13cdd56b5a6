// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/frame.h>

/// How the planes of each format lie in memory; the one place that knows. Private to src/render.
namespace vigie::render {

/// Chroma pixels a luma picture of \p luma has.
[[nodiscard]] QSize chromaSize(media::PixelFormat format, QSize luma);
/// Both chroma samples of a pixel stand side by side in one plane.
[[nodiscard]] bool isSemiPlanar(media::PixelFormat format);
[[nodiscard]] bool isTenBits(media::PixelFormat format);
/// Has every plane its format has; false for an empty frame.
[[nodiscard]] bool hasPlanes(const media::Frame &frame);

} // namespace vigie::render
