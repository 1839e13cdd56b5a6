// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <render/picture_plan.h>
#include <render/yuv_colours.h>

#include <vector>

namespace vigie::render {

/// Makes a fisheye's picture straight on the CPU: a table says for each pixel shown where it lies in the picture
/// (in 128ths), worked out when the look, a size or the lens changes and followed for
/// every picture, bilinear. What the lens does not see is black. One owner, one thread at a time.
class Dewarper {
public:
    /// As FrameScaler::convert; \p look has a dewarp.
    bool convert(const media::Frame &frame, const PictureLook &look, std::uint8_t *pixels, int stride, QRect where);
    /// Tables worked out since the start.
    [[nodiscard]] int tables() const { return m_tables; }

private:
    /// In 128ths of a luma pixel; x below zero: unseen.
    struct Place {
        std::int32_t x, y;
    };
    void work(const media::Frame &frame, const PictureLook &look, QSize size);
    void follow(const media::Frame &frame, QSize size);

    PictureLook m_look;
    QSize m_size, m_picture;
    double m_pixelAspect = 0.0;
    std::vector<Place> m_places; ///< for each pixel shown
    std::vector<std::uint8_t> m_scratch; ///< I420 of the size shown
    YuvPlanes m_planes{};
    YuvColours m_colours;
    int m_tables = 0;
};

} // namespace vigie::render
