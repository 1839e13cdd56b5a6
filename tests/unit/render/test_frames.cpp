// SPDX-License-Identifier: GPL-3.0-or-later
#include <test_frames.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

namespace vigie::test {
namespace {

constexpr int kPadding = 13;

} // namespace

std::array<std::uint8_t, 3> yuvOf(const QColor &colour, bool fullRange, media::ColourSpace space)
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
    const auto sample = [](double value) {
        return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
    };
    if (fullRange)
        return {sample(255.0 * y), sample(128.0 + 255.0 * cb), sample(128.0 + 255.0 * cr)};
    return {sample(16.0 + 219.0 * y), sample(128.0 + 224.0 * cb), sample(128.0 + 224.0 * cr)};
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

int distance(QRgb a, QRgb b)
{
    return std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)),
                     std::abs(qBlue(a) - qBlue(b))});
}

} // namespace vigie::test
