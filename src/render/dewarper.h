// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <render/picture_plan.h>
#include <render/yuv_colours.h>

#include <vector>

namespace vigie::render {

/// Makes a fisheye's picture straight on the CPU: tables say for each pixel shown, and for each 2x2 of its colours, where it
/// lies in the picture (in 64ths), worked out when the look, a size or the lens changes and followed for every picture,
/// bilinear, a line at a time: four fetches a pixel, then arithmetic on whole lines. What the lens does not see is black.
/// One owner, one thread at a time.
class Dewarper {
public:
    /// As FrameScaler::convert; \p look has a dewarp.
    bool convert(const media::Frame &frame, const PictureLook &look, std::uint8_t *pixels, int stride, QRect where);
    /// Tables worked out since the start.
    [[nodiscard]] int tables() const { return m_tables; }

private:
    /// Where the pixels of one plane shown are fetched, line after line.
    struct Table {
        std::vector<std::uint32_t> at; ///< bytes from the plane's begin to the upper left of four; kUnseen: black
        std::vector<std::uint8_t> right, down; ///< 64ths from there
        void resize(QSize size);
    };
    /// A place in a plane, in 64ths of its pixels; x below zero: unseen.
    struct Place {
        std::int32_t x, y;
    };
    /// How a plane of the picture lies in memory.
    struct Plane {
        const std::uint8_t *data = nullptr;
        int stride = 0, step = 1;
        QSize size;
    };
    void work(const media::Frame &frame, const PictureLook &look, QSize size);
    void workChroma(const media::Frame &frame, const Place *first, const Place *second, int line);
    static void put(Table &table, std::size_t index, const Plane &plane, Place place);
    void follow(const media::Frame &frame, QSize size);
    void followPlane(const Table &table, const Plane &plane, std::uint8_t black, std::uint8_t *to, int stride, QSize size);

    PictureLook m_look;
    QSize m_size, m_picture;
    std::array<int, 3> m_strides{};
    media::PixelFormat m_format{};
    double m_pixelAspect = 0.0;
    Table m_luma, m_blue;
    Table m_red; ///< empty: the same as m_blue
    std::vector<Place> m_places; ///< of two lines shown
    std::vector<std::uint8_t> m_fetched; ///< four corners of every pixel of a line, corner after corner
    std::vector<std::uint8_t> m_scratch; ///< I420 of the size shown
    YuvPlanes m_planes{};
    YuvColours m_colours;
    int m_tables = 0;
};

} // namespace vigie::render
