// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <render/picture_plan.h>
#include <render/yuv_colours.h>

#include <QtCore/QRect>

#include <array>
#include <cstdint>
#include <vector>

namespace vigie::render {

/// Scales and converts pictures on the CPU (libyuv): YUV planes to the target size first, then
/// colours, since a wall's tiles are smaller than its pictures. Keeps its scratch memory. One
/// owner, any thread.
class FrameScaler {
public:
    /// Writes \p crop (fractions of the picture) of \p frame into \p where of the BGRA picture at
    /// \p pixels (\p stride bytes a line). Touches nothing outside. Right to one pixel of \p where.
    /// \return false, nothing written, for a frame without planes or of more than 8 bits, or an
    /// empty rectangle.
    bool convert(const media::Frame &frame, std::uint8_t *pixels, int stride, QRect where,
                 const QRectF &crop = {0.0, 0.0, 1.0, 1.0});

private:
    bool cropped(const media::Frame &frame, QSize size, const QRectF &crop, YuvPlanes &planes);
    bool scale(media::Frame frame, QSize size, YuvPlanes &planes);
    std::array<std::vector<std::uint8_t>, 2> m_scratch; ///< in turn, where a picture is halved first
    YuvColours m_colours;
};

} // namespace vigie::render
