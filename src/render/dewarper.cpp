// SPDX-License-Identifier: GPL-3.0-or-later
#include "dewarper.h"

#include "plane_shape.h"

#include <render/lens_map.h>

#include <algorithm>
#include <cmath>

namespace vigie::render {
namespace {

constexpr int kBits = 7;
constexpr int kOne = 1 << kBits;
/// The lens is asked at every eighth pixel; in between the way is straight to a twentieth of a pixel.
constexpr int kGrid = 8;

struct Plane {
    const std::uint8_t *data;
    int stride, step;
    QSize size;
};

/// \p x and \p y in 128ths of a pixel of the plane, clamped to it.
std::uint8_t sample(const Plane &plane, int x, int y)
{
    x = std::clamp(x, 0, (plane.size.width() - 1) * kOne);
    y = std::clamp(y, 0, (plane.size.height() - 1) * kOne);
    const int column = x >> kBits;
    const int line = y >> kBits;
    const int right = column + 1 < plane.size.width() ? plane.step : 0;
    const int fx = x & (kOne - 1);
    const int fy = y & (kOne - 1);
    const std::uint8_t *upper = plane.data + std::ptrdiff_t{plane.stride} * line + column * plane.step;
    const std::uint8_t *lower = line + 1 < plane.size.height() ? upper + plane.stride : upper;
    const int above = upper[0] * (kOne - fx) + upper[right] * fx;
    const int below = lower[0] * (kOne - fx) + lower[right] * fx;
    return static_cast<std::uint8_t>((above * (kOne - fy) + below * fy + (1 << (2 * kBits - 1))) >> (2 * kBits));
}

/// From the middle of a luma pixel to the middle of a chroma one, both in 128ths.
int chromaPlace(int luma, bool halved)
{
    return halved ? (luma + kOne / 2) / 2 - kOne / 2 : luma;
}

} // namespace

void Dewarper::work(const media::Frame &frame, const PictureLook &look, QSize size)
{
    if (look == m_look && size == m_size && frame.size == m_picture && frame.pixelAspect == m_pixelAspect)
        return;
    m_look = look;
    m_size = size;
    m_picture = frame.size;
    m_pixelAspect = frame.pixelAspect;
    ++m_tables;
    const LensMap map(look, size, frame.size, frame.pixelAspect);
    const int columns = (size.width() + kGrid - 1) / kGrid + 1;
    std::vector<LensMap::Point> above(static_cast<std::size_t>(columns));
    std::vector<LensMap::Point> below(static_cast<std::size_t>(columns));
    const auto ask = [&](std::vector<LensMap::Point> &line, int y) {
        for (int column = 0; column < columns; ++column)
            line[static_cast<std::size_t>(column)] =
                map.at({(column * kGrid + 0.5) / size.width(), (y + 0.5) / size.height()});
    };
    m_places.resize(static_cast<std::size_t>(size.width()) * static_cast<std::size_t>(size.height()));
    const auto squared = [](double value) { return value * value; };
    ask(below, 0);
    for (int y = 0; y < size.height(); ++y) {
        if (y % kGrid == 0) {
            above.swap(below);
            ask(below, y + kGrid);
        }
        const double down = static_cast<double>(y % kGrid) / kGrid;
        Place *place = m_places.data() + std::ptrdiff_t{size.width()} * y;
        for (int x = 0; x < size.width(); ++x) {
            const auto at = static_cast<std::size_t>(x / kGrid);
            const double right = static_cast<double>(x % kGrid) / kGrid;
            const auto between = [&](double LensMap::Point::*axis) {
                const double upper = above[at].*axis + (above[at + 1].*axis - above[at].*axis) * right;
                const double lower = below[at].*axis + (below[at + 1].*axis - below[at].*axis) * right;
                return upper + (lower - upper) * down;
            };
            const double px = between(&LensMap::Point::x);
            const double py = between(&LensMap::Point::y);
            const bool seen = squared((px - map.centre().x()) / map.radius().width())
                    + squared((py - map.centre().y()) / map.radius().height())
                <= 1.0;
            // The picture may hold less than the whole circle.
            if (!seen || px < 0.0 || py < 0.0 || px > 1.0 || py > 1.0) {
                place[x] = {-1, -1};
                continue;
            }
            const auto fixed = [](double fraction, int pixels) {
                const double place128 = std::clamp((fraction * pixels - 0.5) * kOne, 0.0, (pixels - 1.0) * kOne);
                return static_cast<std::int32_t>(place128 + 0.5); // positive: no rounding function
            };
            place[x] = {fixed(px, frame.size.width()), fixed(py, frame.size.height())};
        }
    }
}

void Dewarper::follow(const media::Frame &frame, QSize size)
{
    const int width = size.width();
    const int lumaStride = (width + 31) & ~31;
    const QSize chroma = chromaSize(media::PixelFormat::I420, size);
    const int chromaStride = (chroma.width() + 31) & ~31;
    const auto bytes = [](int stride, int lines) {
        return static_cast<std::size_t>(stride) * static_cast<std::size_t>(lines);
    };
    const std::size_t luma = bytes(lumaStride, size.height());
    const std::size_t plane = bytes(chromaStride, chroma.height());
    m_scratch.resize(luma + 2 * plane);
    std::uint8_t *y = m_scratch.data();
    std::uint8_t *u = y + luma;
    std::uint8_t *v = u + plane;
    m_planes = {{y, u, v}, {lumaStride, chromaStride, chromaStride}};
    const std::uint8_t black = frame.fullRange ? 0 : 16;
    const Plane source{frame.planes[0], frame.strides[0], 1, frame.size};
    const Place *places = m_places.data();
    for (int line = 0; line < size.height(); ++line) {
        const Place *place = places + std::ptrdiff_t{width} * line;
        std::uint8_t *to = y + std::ptrdiff_t{lumaStride} * line;
        for (int x = 0; x < width; ++x)
            to[x] = place[x].x < 0 ? black : sample(source, place[x].x, place[x].y);
    }
    const QSize sourceChroma = chromaSize(frame.format, frame.size);
    const bool halvedX = sourceChroma.width() < frame.size.width();
    const bool halvedY = sourceChroma.height() < frame.size.height();
    const bool pairs = isSemiPlanar(frame.format);
    const Plane blue{frame.planes[1], frame.strides[1], pairs ? 2 : 1, sourceChroma};
    const Plane red = pairs ? Plane{frame.planes[1] + 1, frame.strides[1], 2, sourceChroma}
                            : Plane{frame.planes[2], frame.strides[2], 1, sourceChroma};
    for (int line = 0; line < chroma.height(); ++line) {
        const Place *first = places + std::ptrdiff_t{width} * (2 * line);
        const Place *second = places + std::ptrdiff_t{width} * std::min(2 * line + 1, size.height() - 1);
        for (int x = 0; x < chroma.width(); ++x) {
            // The middle of four pixels lies between two that face each other.
            Place a = first[2 * x];
            Place b = second[std::min(2 * x + 1, width - 1)];
            const std::ptrdiff_t at = std::ptrdiff_t{chromaStride} * line + x;
            if (a.x < 0)
                a = b;
            if (b.x < 0)
                b = a;
            if (a.x < 0) {
                u[at] = v[at] = 128;
                continue;
            }
            const int px = chromaPlace((a.x + b.x) / 2, halvedX);
            const int py = chromaPlace((a.y + b.y) / 2, halvedY);
            u[at] = sample(blue, px, py);
            v[at] = sample(red, px, py);
        }
    }
}

bool Dewarper::convert(const media::Frame &frame, const PictureLook &look, std::uint8_t *pixels, int stride,
                       QRect where)
{
    if (where.isEmpty() || !look.dewarp || !hasPlanes(frame) || isTenBits(frame.format))
        return false;
    work(frame, look, where.size());
    follow(frame, where.size());
    std::uint8_t *first = pixels + static_cast<std::ptrdiff_t>(where.y()) * stride + where.x() * 4;
    return m_colours.convert(frame, media::PixelFormat::I420, m_planes, where.size(), first, stride);
}

} // namespace vigie::render
