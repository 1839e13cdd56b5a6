// SPDX-License-Identifier: GPL-3.0-or-later
#include "plane_shape.h"

namespace vigie::render {

QSize chromaSize(media::PixelFormat format, QSize luma)
{
    const int w = (luma.width() + 1) / 2;
    const int h = (luma.height() + 1) / 2;
    switch (format) {
    case media::PixelFormat::I420:
    case media::PixelFormat::Nv12:
    case media::PixelFormat::I010:
    case media::PixelFormat::P010:
        return {w, h};
    case media::PixelFormat::I422:
        return {w, luma.height()};
    case media::PixelFormat::I444:
        return luma;
    }
    return {};
}

bool isSemiPlanar(media::PixelFormat format)
{
    return format == media::PixelFormat::Nv12 || format == media::PixelFormat::P010;
}

bool isTenBits(media::PixelFormat format)
{
    return format == media::PixelFormat::I010 || format == media::PixelFormat::P010;
}

bool hasPlanes(const media::Frame &frame)
{
    return !frame.size.isEmpty() && frame.planes[0] != nullptr && frame.planes[1] != nullptr
        && (frame.planes[2] != nullptr || isSemiPlanar(frame.format));
}

} // namespace vigie::render
