// SPDX-License-Identifier: GPL-3.0-or-later
#include "dewarper.h"

#include "plane_shape.h"

#include <render/lens_map.h>

#include <algorithm>
#include <cmath>

namespace vigie::render {
namespace {

constexpr int kBits = 6;
constexpr int kOne = 1 << kBits;
/// The lens is asked at every eighth pixel; in between the way is straight to a twentieth of a pixel.
constexpr int kGrid = 8;
constexpr std::uint32_t kUnseen = 0xffffffffU;

/// From the middle of a luma pixel to the middle of a chroma one, both in 64ths.
int chromaPlace(int luma, bool halved)
{
    return halved ? (luma + kOne / 2) / 2 - kOne / 2 : luma;
}

/// A line from the four corners of each of its pixels. Written so that compilers make vectors of it: 16 bits all the way.
void blend(const std::uint8_t *fetched, const std::uint8_t *right, const std::uint8_t *down, std::uint8_t *to, int width)
{
    const std::uint8_t *a = fetched;
    const std::uint8_t *b = fetched + width;
    const std::uint8_t *c = fetched + 2 * std::ptrdiff_t{width};
    const std::uint8_t *d = fetched + 3 * std::ptrdiff_t{width};
    for (int x = 0; x < width; ++x) {
        const auto fx = static_cast<std::int16_t>(right[x]);
        const auto above = static_cast<std::int16_t>((a[x] << kBits) + static_cast<std::int16_t>(b[x] - a[x]) * fx);
        const auto below = static_cast<std::int16_t>((c[x] << kBits) + static_cast<std::int16_t>(d[x] - c[x]) * fx);
        const auto apart = static_cast<std::int16_t>(below - above);
        const auto weight = static_cast<std::int16_t>(down[x] << 9); // 63 at most: within 16 bits
        const auto part = static_cast<std::int16_t>((apart * weight) >> 16); // half of what is wanted
        to[x] = static_cast<std::uint8_t>((above + 2 * part + kOne / 2) >> kBits);
    }
}

} // namespace

void Dewarper::Table::resize(QSize size)
{
    const auto pixels = static_cast<std::size_t>(size.width()) * static_cast<std::size_t>(size.height());
    at.resize(pixels);
    right.resize(pixels);
    down.resize(pixels);
}

void Dewarper::put(Table &table, std::size_t index, const Plane &plane, Place place)
{
    if (place.x < 0) {
        table.at[index] = kUnseen;
        table.right[index] = table.down[index] = 0;
        return;
    }
    // The last of a line or column is fetched as the neighbour of the one before it.
    const auto split = [](int where, int pixels) {
        where = std::clamp(where, 0, (pixels - 1) * kOne);
        const int whole = std::min(where >> kBits, std::max(pixels - 2, 0));
        return std::pair(whole, std::min(where - whole * kOne, kOne - 1));
    };
    const auto [column, fx] = split(place.x, plane.size.width());
    const auto [line, fy] = split(place.y, plane.size.height());
    table.at[index] = static_cast<std::uint32_t>(line) * static_cast<std::uint32_t>(plane.stride)
        + static_cast<std::uint32_t>(column * plane.step);
    table.right[index] = static_cast<std::uint8_t>(fx);
    table.down[index] = static_cast<std::uint8_t>(fy);
}

void Dewarper::work(const media::Frame &frame, const PictureLook &look, QSize size)
{
    if (look == m_look && size == m_size && frame.size == m_picture && frame.pixelAspect == m_pixelAspect
        && frame.format == m_format && frame.strides == m_strides)
        return;
    m_look = look;
    m_size = size;
    m_picture = frame.size;
    m_pixelAspect = frame.pixelAspect;
    m_format = frame.format;
    m_strides = frame.strides;
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
    const Plane luma{nullptr, frame.strides[0], 1, frame.size};
    m_luma.resize(size);
    m_blue.resize(chromaSize(media::PixelFormat::I420, size));
    const bool alike = isSemiPlanar(frame.format) || frame.strides[1] == frame.strides[2];
    m_red.resize(alike ? QSize(0, 0) : chromaSize(media::PixelFormat::I420, size));
    m_places.resize(2 * static_cast<std::size_t>(size.width()));
    const auto squared = [](double value) { return value * value; };
    ask(below, 0);
    for (int y = 0; y < size.height(); ++y) {
        if (y % kGrid == 0) {
            above.swap(below);
            ask(below, y + kGrid);
        }
        const double down = static_cast<double>(y % kGrid) / kGrid;
        Place *place = m_places.data() + (y % 2) * std::ptrdiff_t{size.width()};
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
                const double place64 = std::clamp((fraction * pixels - 0.5) * kOne, 0.0, (pixels - 1.0) * kOne);
                return static_cast<std::int32_t>(place64 + 0.5); // positive: no rounding function
            };
            place[x] = {fixed(px, frame.size.width()), fixed(py, frame.size.height())};
        }
        const std::size_t from = static_cast<std::size_t>(y) * static_cast<std::size_t>(size.width());
        for (int x = 0; x < size.width(); ++x)
            put(m_luma, from + static_cast<std::size_t>(x), luma, place[x]);
        if (y % 2 == 1 || y + 1 == size.height())
            workChroma(frame, m_places.data(), place, y / 2);
    }
}

/// \p first and \p second: the two lines of pixels that share a line of colours.
void Dewarper::workChroma(const media::Frame &frame, const Place *first, const Place *second, int line)
{
    const QSize sourceChroma = chromaSize(frame.format, frame.size);
    const bool halvedX = sourceChroma.width() < frame.size.width();
    const bool halvedY = sourceChroma.height() < frame.size.height();
    const Plane blue{nullptr, frame.strides[1], isSemiPlanar(frame.format) ? 2 : 1, sourceChroma};
    const Plane red{nullptr, frame.strides[2], 1, sourceChroma};
    const int width = chromaSize(media::PixelFormat::I420, m_size).width();
    for (int x = 0; x < width; ++x) {
        // The middle of four pixels lies between two that face each other.
        Place a = first[2 * x];
        Place b = second[std::min(2 * x + 1, m_size.width() - 1)];
        if (a.x < 0)
            a = b;
        if (b.x < 0)
            b = a;
        const Place middle = a.x < 0 ? a
                                     : Place{std::max(0, chromaPlace((a.x + b.x) / 2, halvedX)),
                                             std::max(0, chromaPlace((a.y + b.y) / 2, halvedY))};
        const std::size_t index = static_cast<std::size_t>(line) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
        put(m_blue, index, blue, middle);
        if (!m_red.at.empty())
            put(m_red, index, red, middle);
    }
}

void Dewarper::followPlane(const Table &table, const Plane &plane, std::uint8_t black, std::uint8_t *to, int stride, QSize size)
{
    const int width = size.width();
    m_fetched.resize(4 * static_cast<std::size_t>(width));
    std::uint8_t *a = m_fetched.data();
    std::uint8_t *b = a + width;
    std::uint8_t *c = b + width;
    std::uint8_t *d = c + width;
    const std::ptrdiff_t right = plane.size.width() > 1 ? plane.step : 0;
    const std::ptrdiff_t below = plane.size.height() > 1 ? plane.stride : 0;
    for (int line = 0; line < size.height(); ++line) {
        const std::size_t from = static_cast<std::size_t>(line) * static_cast<std::size_t>(width);
        const std::uint32_t *at = table.at.data() + from;
        for (int x = 0; x < width; ++x) {
            if (at[x] == kUnseen) {
                a[x] = b[x] = c[x] = d[x] = black;
                continue;
            }
            const std::uint8_t *corner = plane.data + at[x];
            a[x] = corner[0];
            b[x] = corner[right];
            c[x] = corner[below];
            d[x] = corner[below + right];
        }
        blend(a, table.right.data() + from, table.down.data() + from, to + std::ptrdiff_t{stride} * line, width);
    }
}

void Dewarper::follow(const media::Frame &frame, QSize size)
{
    const int lumaStride = (size.width() + 31) & ~31;
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
    followPlane(m_luma, {frame.planes[0], frame.strides[0], 1, frame.size}, frame.fullRange ? 0 : 16, y, lumaStride, size);
    const QSize sourceChroma = chromaSize(frame.format, frame.size);
    const bool pairs = isSemiPlanar(frame.format);
    const Plane blue{frame.planes[1], frame.strides[1], pairs ? 2 : 1, sourceChroma};
    const Plane red = pairs ? Plane{frame.planes[1] + 1, frame.strides[1], 2, sourceChroma}
                            : Plane{frame.planes[2], frame.strides[2], 1, sourceChroma};
    followPlane(m_blue, blue, 128, u, chromaStride, chroma);
    followPlane(m_red.at.empty() ? m_blue : m_red, red, 128, v, chromaStride, chroma);
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
