// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/frame.h>

#include <QtCore/QRect>

#include <cstdint>
#include <vector>

namespace vigie::render {

/// Where a picture of \p frame's shape stands inside \p target: centred, aspect kept (pixel aspect
/// included). A difference of shape under 1 % is stretched away rather than shown as a hair line.
/// Empty when either is.
[[nodiscard]] QRect letterbox(QSize frame, double pixelAspect, QSize target);

/// Colours of a picture as the shaders and libyuv need them: R = y*(Y-yOffset) + …; the one table
/// both paths use.
struct YuvMatrix {
    double yScale, yOffset, rv, gu, gv, bu;
};
[[nodiscard]] YuvMatrix yuvMatrix(media::ColourSpace space, bool fullRange);

/// Scales and converts pictures on the CPU (libyuv): YUV planes to the target size first, then
/// colours, since a wall's tiles are smaller than its pictures. Keeps its scratch memory. One
/// owner, any thread.
class FrameScaler {
public:
    /// Writes \p frame into \p where of the BGRA picture at \p pixels (\p stride bytes a line).
    /// Touches nothing outside. \return false, nothing written, for a frame without planes or an
    /// empty rectangle.
    bool convert(const media::Frame &frame, std::uint8_t *pixels, int stride, QRect where);

private:
    std::vector<std::uint8_t> m_scratch;
};

} // namespace vigie::render
