// SPDX-License-Identifier: GPL-3.0-or-later
#include <render/frame_scaler.h>

#include <libyuv/convert_argb.h>
#include <libyuv/scale.h>

#include <algorithm>
#include <cmath>

namespace vigie::render {
namespace {

struct Planes {
    std::array<const std::uint8_t *, 3> data;
    std::array<int, 3> strides;
};

int half(int value)
{
    return (value + 1) / 2;
}

const libyuv::YuvConstants *constantsOf(const media::Frame &frame)
{
    switch (frame.colourSpace) {
    case media::ColourSpace::Bt709:
        return frame.fullRange ? &libyuv::kYuvF709Constants : &libyuv::kYuvH709Constants;
    case media::ColourSpace::Bt2020:
        return frame.fullRange ? &libyuv::kYuvV2020Constants : &libyuv::kYuv2020Constants;
    case media::ColourSpace::Bt601:
        break;
    }
    return frame.fullRange ? &libyuv::kYuvJPEGConstants : &libyuv::kYuvI601Constants;
}

QSize chromaSize(media::PixelFormat format, QSize luma)
{
    switch (format) {
    case media::PixelFormat::I420:
    case media::PixelFormat::Nv12:
    case media::PixelFormat::I010:
    case media::PixelFormat::P010:
        return {half(luma.width()), half(luma.height())};
    case media::PixelFormat::I422:
        return {half(luma.width()), luma.height()};
    case media::PixelFormat::I444:
        return luma;
    }
    return {};
}

/// Scales \p frame into \p scratch. libyuv's box filter turns itself into bilinear where less than
/// half is taken away, and has fast paths for 3/4, 1/2, 3/8 and 1/4, which are the ratios of a
/// wall.
bool scale(const media::Frame &frame, QSize size, std::vector<std::uint8_t> &scratch, Planes &out)
{
    const QSize chroma = chromaSize(frame.format, size);
    const bool semiPlanar = frame.format == media::PixelFormat::Nv12;
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

bool colour(const media::Frame &frame, const Planes &in, QSize size, std::uint8_t *pixels,
            int stride)
{
    const libyuv::YuvConstants *matrix = constantsOf(frame);
    const auto &p = in.data;
    const auto &s = in.strides;
    switch (frame.format) {
    case media::PixelFormat::Nv12:
        return libyuv::NV12ToARGBMatrix(p[0], s[0], p[1], s[1], pixels, stride, matrix,
                                        size.width(), size.height())
            == 0;
    case media::PixelFormat::I420:
        return libyuv::I420ToARGBMatrix(p[0], s[0], p[1], s[1], p[2], s[2], pixels, stride, matrix,
                                        size.width(), size.height())
            == 0;
    case media::PixelFormat::I422:
        return libyuv::I422ToARGBMatrix(p[0], s[0], p[1], s[1], p[2], s[2], pixels, stride, matrix,
                                        size.width(), size.height())
            == 0;
    case media::PixelFormat::I444:
        return libyuv::I444ToARGBMatrix(p[0], s[0], p[1], s[1], p[2], s[2], pixels, stride, matrix,
                                        size.width(), size.height())
            == 0;
    case media::PixelFormat::I010:
    case media::PixelFormat::P010:
        break; // no decoder of ours puts them out yet
    }
    return false;
}

} // namespace

QRect letterbox(QSize frame, double pixelAspect, QSize target)
{
    if (frame.isEmpty() || target.isEmpty())
        return {};
    const double shape = frame.width() * pixelAspect / frame.height();
    const double room = static_cast<double>(target.width()) / target.height();
    if (std::abs(shape / room - 1.0) < 0.01)
        return {QPoint(0, 0), target};
    QSize size = target;
    if (shape > room)
        size.setHeight(
            std::clamp(static_cast<int>(std::lround(target.width() / shape)), 1, target.height()));
    else
        size.setWidth(
            std::clamp(static_cast<int>(std::lround(target.height() * shape)), 1, target.width()));
    return {QPoint((target.width() - size.width()) / 2, (target.height() - size.height()) / 2),
            size};
}

YuvMatrix yuvMatrix(media::ColourSpace space, bool fullRange)
{
    double kr = 0.299;
    double kb = 0.114;
    switch (space) {
    case media::ColourSpace::Bt601:
        break;
    case media::ColourSpace::Bt709:
        kr = 0.2126;
        kb = 0.0722;
        break;
    case media::ColourSpace::Bt2020:
        kr = 0.2627;
        kb = 0.0593;
        break;
    }
    const double kg = 1.0 - kr - kb;
    const double yScale = fullRange ? 1.0 : 255.0 / 219.0;
    const double chroma = fullRange ? 1.0 : 255.0 / 224.0;
    return {yScale,
            fullRange ? 0.0 : 16.0 / 255.0,
            2.0 * (1.0 - kr) * chroma,
            2.0 * (1.0 - kb) * kb / kg * chroma,
            2.0 * (1.0 - kr) * kr / kg * chroma,
            2.0 * (1.0 - kb) * chroma};
}

bool FrameScaler::convert(const media::Frame &frame, std::uint8_t *pixels, int stride, QRect where)
{
    const bool semiPlanar = frame.format == media::PixelFormat::Nv12;
    if (where.isEmpty() || frame.size.isEmpty() || frame.planes[0] == nullptr
        || frame.planes[1] == nullptr || (frame.planes[2] == nullptr && !semiPlanar))
        return false;
    std::uint8_t *first = pixels + static_cast<std::ptrdiff_t>(where.y()) * stride + where.x() * 4;
    Planes planes{frame.planes, frame.strides};
    if (where.size() != frame.size && !scale(frame, where.size(), m_scratch, planes))
        return false;
    return colour(frame, planes, where.size(), first, stride);
}

} // namespace vigie::render
