// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/frame.h>

#include <vector>

namespace vigie::render {

/// Colours of a picture as the shaders and libyuv need them: R = y*(Y-yOffset) + …; the one table
/// both paths use.
struct YuvMatrix {
    double yScale, yOffset, rv, gu, gv, bu;
};
[[nodiscard]] YuvMatrix yuvMatrix(media::ColourSpace space, bool fullRange);

/// Planes of 8 bits, wherever they come from.
struct YuvPlanes {
    std::array<const std::uint8_t *, 3> data;
    std::array<int, 3> strides;
};

/// Makes colours (libyuv). Keeps its scratch memory. One owner, any thread.
class YuvColours {
public:
    /// Writes \p size pixels of BGRA from \p planes, which are of \p format, in \p frame's colour space and range.
    bool convert(const media::Frame &frame, media::PixelFormat format, const YuvPlanes &planes, QSize size,
                 std::uint8_t *pixels, int stride);

private:
    void stretchBlue(media::PixelFormat format, YuvPlanes &planes, QSize size, int factor);
    std::vector<std::uint8_t> m_scratch;
};

} // namespace vigie::render
