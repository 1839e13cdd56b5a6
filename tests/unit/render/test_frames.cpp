// SPDX-License-Identifier: GPL-3.0-or-later
#include <test_frames.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

namespace vigie::test {
namespace {

constexpr int kPadding = 13;

/// In steps of 8 bits, unrounded.
std::array<double, 3> exactYuv(const QColor &colour, bool fullRange, media::ColourSpace space)
{
    using media::ColourSpace;
    const double kr = space == ColourSpace::Bt709 ? 0.2126
        : space == ColourSpace::Bt2020            ? 0.2627
                                                  : 0.299;
    const double kb = space == ColourSpace::Bt709 ? 0.0722
        : space == ColourSpace::Bt2020            ? 0.0593
                                                  : 0.114;
    const double r = colour.redF();
    const double g = colour.greenF();
    const double b = colour.blueF();
    const double y = kr * r + (1.0 - kr - kb) * g + kb * b;
    const double cb = (b - y) / (2.0 * (1.0 - kb));
    const double cr = (r - y) / (2.0 * (1.0 - kr));
    if (fullRange)
        return {255.0 * y, 128.0 + 255.0 * cb, 128.0 + 255.0 * cr};
    return {16.0 + 219.0 * y, 128.0 + 224.0 * cb, 128.0 + 224.0 * cr};
}

} // namespace

std::array<std::uint8_t, 3> yuvOf(const QColor &colour, bool fullRange, media::ColourSpace space)
{
    const auto exact = exactYuv(colour, fullRange, space);
    std::array<std::uint8_t, 3> samples{};
    for (std::size_t i = 0; i < 3; ++i)
        samples[i] = static_cast<std::uint8_t>(std::clamp(std::lround(exact[i]), 0L, 255L));
    return samples;
}

media::FramePtr twoColours(const FrameRequest &request, const QColor &left, const QColor &right)
{
    using media::PixelFormat;
    const bool semiPlanar = request.format == PixelFormat::Nv12;
    const int w = request.size.width();
    const int h = request.size.height();
    const int chromaW = request.format == PixelFormat::I444 ? w : (w + 1) / 2;
    const int chromaH = request.format == PixelFormat::I444 || request.format == PixelFormat::I422
        ? h
        : (h + 1) / 2;
    const int lumaStride = w + kPadding;
    const int chromaStride = chromaW * (semiPlanar ? 2 : 1) + kPadding;
    const auto l = yuvOf(left, request.fullRange, request.colourSpace);
    const auto r = yuvOf(right, request.fullRange, request.colourSpace);
    auto bytes = std::make_shared<std::vector<std::uint8_t>>(
        static_cast<std::size_t>(lumaStride * h + 2 * chromaStride * chromaH), std::uint8_t{0xd7});
    auto frame = std::make_shared<media::Frame>();
    frame->format = request.format;
    frame->size = request.size;
    frame->fullRange = request.fullRange;
    frame->colourSpace = request.colourSpace;
    std::uint8_t *at = bytes->data();
    frame->planes[0] = at;
    frame->strides[0] = lumaStride;
    for (int y = 0; y < h; ++y, at += lumaStride) {
        for (int x = 0; x < w; ++x)
            at[x] = x < w / 2 ? l[0] : r[0];
    }
    for (std::size_t plane = 1; plane < (semiPlanar ? 2U : 3U); ++plane) {
        frame->planes[plane] = at;
        frame->strides[plane] = chromaStride;
        for (int y = 0; y < chromaH; ++y, at += chromaStride) {
            for (int x = 0; x < chromaW; ++x) {
                const auto &side = x < chromaW / 2 ? l : r;
                if (semiPlanar) {
                    at[2 * x] = side[1];
                    at[2 * x + 1] = side[2];
                } else {
                    at[x] = side[plane];
                }
            }
        }
    }
    frame->owner = bytes;
    return frame;
}

media::FramePtr oneColour(const FrameRequest &request, const QColor &colour)
{
    return twoColours(request, colour, colour);
}

media::FramePtr painted(const FrameRequest &request, const std::function<QColor(int x, int y)> &colourAt)
{
    using media::PixelFormat;
    const PixelFormat format = request.format;
    const bool pairs = format == PixelFormat::Nv12 || format == PixelFormat::P010;
    const bool tenBits = format == PixelFormat::I010 || format == PixelFormat::P010;
    const int right = format == PixelFormat::I444 ? 0 : 1;
    const int down = format == PixelFormat::I444 || format == PixelFormat::I422 ? 0 : 1;
    const int w = request.size.width();
    const int h = request.size.height();
    const int chromaW = (w + right) >> right;
    const int chromaH = (h + down) >> down;
    const int sample = tenBits ? 2 : 1;
    const int lumaStride = (w + kPadding) * sample;
    const int chromaStride = (chromaW * (pairs ? 2 : 1) + kPadding) * sample;
    auto bytes = std::make_shared<std::vector<std::uint8_t>>(
        static_cast<std::size_t>(lumaStride * h + 2 * chromaStride * chromaH), std::uint8_t{0xd7});
    auto frame = std::make_shared<media::Frame>();
    frame->format = format;
    frame->size = request.size;
    frame->fullRange = request.fullRange;
    frame->colourSpace = request.colourSpace;
    std::uint8_t *planes[3] = {bytes->data(), bytes->data() + lumaStride * h,
                               bytes->data() + lumaStride * h + chromaStride * chromaH};
    for (std::size_t i = 0; i < (pairs ? 2U : 3U); ++i) {
        frame->planes[i] = planes[i];
        frame->strides[i] = i == 0 ? lumaStride : chromaStride;
    }
    const auto put = [&](std::uint8_t *line, int at, double value) {
        if (!tenBits) {
            line[at] = static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
            return;
        }
        const auto word = std::clamp(std::lround(value * 4.0), 0L, 1023L) << (format == PixelFormat::P010 ? 6 : 0);
        line[2 * at] = static_cast<std::uint8_t>(word & 0xff);
        line[2 * at + 1] = static_cast<std::uint8_t>(word >> 8);
    };
    for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x)
            put(planes[0] + lumaStride * y, x,
                exactYuv(colourAt(x, y), request.fullRange, request.colourSpace)[0]);
    }
    for (int y = 0; y < chromaH; ++y) {
        for (int x = 0; x < chromaW; ++x) {
            double u = 0.0;
            double v = 0.0;
            int count = 0;
            for (int ly = y << down; ly < std::min((y << down) + 1 + down, h); ++ly) {
                for (int lx = x << right; lx < std::min((x << right) + 1 + right, w); ++lx, ++count) {
                    const auto yuv = exactYuv(colourAt(lx, ly), request.fullRange, request.colourSpace);
                    u += yuv[1];
                    v += yuv[2];
                }
            }
            std::uint8_t *const blue = planes[1] + chromaStride * y;
            put(blue, pairs ? 2 * x : x, u / count);
            put(pairs ? blue : planes[2] + chromaStride * y, pairs ? 2 * x + 1 : x, v / count);
        }
    }
    frame->owner = bytes;
    return frame;
}

int distance(QRgb a, QRgb b)
{
    return std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)),
                     std::abs(qBlue(a) - qBlue(b))});
}

} // namespace vigie::test
