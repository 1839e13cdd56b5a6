// SPDX-License-Identifier: GPL-3.0-or-later
#include <render/frame_scaler.h>

#include "plane_shape.h"

#include <libyuv/scale.h>

#include <algorithm>
#include <cmath>

namespace vigie::render {
namespace {

/// Whether \p from is halved before it is scaled to \p to. libyuv's box filter turns itself into bilinear where less than
/// half is taken away and has fast paths for 3/4, 1/2, 3/8 and 1/4; anything else of more than a half it sums up column by
/// column, at several times the price of halving first.
bool isHalvedFirst(QSize from, QSize to)
{
    if (from.width() % 4 != 0 || from.height() % 4 != 0) // the chroma would not halve evenly
        return false;
    const auto is = [&](int ours, int theirs) { return from * theirs == to * ours; };
    return from.width() >= 2 * to.width() && from.height() >= 2 * to.height() && !is(2, 1) && !is(4, 1) && !is(8, 3);
}

/// Scales \p frame into \p scratch, in one step.
bool scaleOnce(const media::Frame &frame, QSize size, std::vector<std::uint8_t> &scratch, YuvPlanes &out)
{
    const QSize chroma = chromaSize(frame.format, size);
    const bool semiPlanar = isSemiPlanar(frame.format);
    const int lumaStride = (size.width() + 31) & ~31;
    const int chromaStride = (chroma.width() * (semiPlanar ? 2 : 1) + 31) & ~31;
    const std::size_t lumaBytes =
        static_cast<std::size_t>(lumaStride) * static_cast<std::size_t>(size.height());
    const std::size_t chromaBytes =
        static_cast<std::size_t>(chromaStride) * static_cast<std::size_t>(chroma.height());
    scratch.resize(lumaBytes + chromaBytes * (semiPlanar ? 1 : 2));
    std::uint8_t *y = scratch.data();
    std::uint8_t *u = y + lumaBytes;
    std::uint8_t *v = semiPlanar ? nullptr : u + chromaBytes;
    out = {{y, u, v}, {lumaStride, chromaStride, semiPlanar ? 0 : chromaStride}};
    const auto &p = frame.planes;
    const auto &s = frame.strides;
    const int w = frame.size.width();
    const int h = frame.size.height();
    switch (frame.format) {
    case media::PixelFormat::Nv12:
        return libyuv::NV12Scale(p[0], s[0], p[1], s[1], w, h, y, lumaStride, u, chromaStride,
                                 size.width(), size.height(), libyuv::kFilterBox)
            == 0;
    case media::PixelFormat::I420:
        return libyuv::I420Scale(p[0], s[0], p[1], s[1], p[2], s[2], w, h, y, lumaStride, u,
                                 chromaStride, v, chromaStride, size.width(), size.height(),
                                 libyuv::kFilterBox)
            == 0;
    case media::PixelFormat::I422:
        return libyuv::I422Scale(p[0], s[0], p[1], s[1], p[2], s[2], w, h, y, lumaStride, u,
                                 chromaStride, v, chromaStride, size.width(), size.height(),
                                 libyuv::kFilterBox)
            == 0;
    case media::PixelFormat::I444:
        return libyuv::I444Scale(p[0], s[0], p[1], s[1], p[2], s[2], w, h, y, lumaStride, u,
                                 chromaStride, v, chromaStride, size.width(), size.height(),
                                 libyuv::kFilterBox)
            == 0;
    case media::PixelFormat::I010:
    case media::PixelFormat::P010:
        break; // no decoder of ours puts them out yet
    }
    return false;
}

/// The part of \p frame that begins at \p area, whose corner is even.
media::Frame part(const media::Frame &frame, QRect area)
{
    media::Frame result = frame;
    const QSize chroma = chromaSize(frame.format, frame.size);
    const int right = chroma.width() < frame.size.width() ? 1 : 0;
    const int down = chroma.height() < frame.size.height() ? 1 : 0;
    const int pairs = isSemiPlanar(frame.format) ? 2 : 1;
    result.size = area.size();
    result.planes[0] += std::ptrdiff_t{frame.strides[0]} * area.y() + area.x();
    for (std::size_t i = 1; i < 3; ++i) {
        if (result.planes[i] != nullptr)
            result.planes[i] += std::ptrdiff_t{frame.strides[i]} * (area.y() >> down)
                + (area.x() >> right) * pairs;
    }
    return result;
}

/// One axis of a crop: even luma pixels around it, how long they become, and where the crop begins in that.
struct Axis {
    int first, length, scaled, offset;
};

Axis axis(double from, double part, int pixels, int target)
{
    const double start = std::clamp(from, 0.0, 1.0) * pixels;
    const double end = std::clamp(from + part, 0.0, 1.0) * pixels;
    const double scale = target / std::max(end - start, 1e-3);
    Axis result{};
    result.first = std::clamp(static_cast<int>(std::floor(start)) & ~1, 0, std::max(pixels - 2, 0) & ~1);
    result.length = std::min((static_cast<int>(std::ceil(end)) + 1) & ~1, pixels) - result.first;
    result.offset = static_cast<int>(std::lround((start - result.first) * scale / 2.0)) * 2;
    result.scaled =
        std::max(static_cast<int>(std::lround(result.length * scale)), result.offset + target);
    return result;
}

} // namespace

bool FrameScaler::convert(const media::Frame &frame, std::uint8_t *pixels, int stride, QRect where,
                          const QRectF &crop)
{
    if (where.isEmpty() || !hasPlanes(frame) || isTenBits(frame.format))
        return false;
    std::uint8_t *first = pixels + static_cast<std::ptrdiff_t>(where.y()) * stride + where.x() * 4;
    YuvPlanes planes{frame.planes, frame.strides};
    if (crop != QRectF(0.0, 0.0, 1.0, 1.0)) {
        if (!cropped(frame, where.size(), crop, planes))
            return false;
    } else if (where.size() != frame.size && !scale(frame, where.size(), planes)) {
        return false;
    }
    return m_colours.convert(frame, frame.format, planes, where.size(), first, stride);
}

bool FrameScaler::scale(media::Frame frame, QSize size, YuvPlanes &planes)
{
    std::size_t next = 0;
    for (; isHalvedFirst(frame.size, size); next = 1 - next) {
        const QSize half = frame.size / 2;
        if (!scaleOnce(frame, half, m_scratch[next], planes))
            return false;
        frame.size = half;
        frame.planes = planes.data;
        frame.strides = planes.strides;
    }
    return scaleOnce(frame, size, m_scratch[next], planes);
}

/// A little more than the crop is scaled, so that it may begin between two pixels: a slow pan would jump by whole ones.
bool FrameScaler::cropped(const media::Frame &frame, QSize size, const QRectF &crop, YuvPlanes &planes)
{
    const Axis x = axis(crop.x(), crop.width(), frame.size.width(), size.width());
    const Axis y = axis(crop.y(), crop.height(), frame.size.height(), size.height());
    if (x.length <= 0 || y.length <= 0)
        return false;
    media::Frame scaled = part(frame, {x.first, y.first, x.length, y.length});
    const QSize whole(x.scaled, y.scaled);
    if (whole != scaled.size) {
        if (!scale(scaled, whole, planes))
            return false;
        scaled.planes = planes.data;
        scaled.strides = planes.strides;
        scaled.size = whole;
    }
    const media::Frame shown = part(scaled, {QPoint(x.offset, y.offset), size});
    planes = {shown.planes, shown.strides};
    return true;
}

} // namespace vigie::render
