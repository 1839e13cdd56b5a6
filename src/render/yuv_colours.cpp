// SPDX-License-Identifier: GPL-3.0-or-later
#include <render/yuv_colours.h>

#include "plane_shape.h"

#include <libyuv/convert_argb.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace vigie::render {
namespace {

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

/// libyuv's coefficients end at 2.0 (six bits behind the point, eight in all): the blue of U in limited range needs more
/// in BT.709 (2.112) and BT.2020 (2.142). U is stretched by that much instead, less what would be wrong in green then.
/// In 256ths; 256: nothing to do (BT.601's 2.017 is wrong by less than two).
int blueStretch(const media::Frame &frame)
{
    if (frame.fullRange)
        return 256;
    switch (frame.colourSpace) {
    case media::ColourSpace::Bt709:
        return 269;
    case media::ColourSpace::Bt2020:
        return 273;
    case media::ColourSpace::Bt601:
        break;
    }
    return 256;
}

/// U away from its middle, in 16 bits, which hold all of it. In blocks of a length the compiler knows, so that it takes
/// eight at a time.
class Stretch {
public:
    Stretch(int factor, bool pairs)
    {
        for (std::size_t i = 0; i < m_times.size(); ++i)
            m_times[i] = static_cast<std::int16_t>(pairs && i % 2 != 0 ? 0 : factor - 256);
    }
    void row(const std::uint8_t *from, std::uint8_t *to, int width) const
    {
        int x = 0;
        for (; x + kBlock <= width; x += kBlock)
            block(from + x, to + x, kBlock);
        block(from + x, to + x, static_cast<std::size_t>(width - x));
    }

private:
    static constexpr int kBlock = 32;
    using Bytes = std::array<std::uint8_t, kBlock>;
    void block(const std::uint8_t *from, std::uint8_t *to, std::size_t count) const
    {
        Bytes in{};
        Bytes out;
        std::memcpy(in.data(), from, count);
        for (std::size_t i = 0; i < in.size(); ++i) {
            const auto value = static_cast<std::int16_t>(in[i]);
            const auto away = static_cast<std::int16_t>((value - 128) * m_times[i] + 128);
            const auto stretched = static_cast<std::int16_t>(value + static_cast<std::int16_t>(away >> 8));
            out[i] = static_cast<std::uint8_t>(std::clamp(stretched, std::int16_t{0}, std::int16_t{255}));
        }
        std::memcpy(to, out.data(), count);
    }
    std::array<std::int16_t, kBlock> m_times{};
};

bool toRgb(media::PixelFormat format, const YuvPlanes &in, const libyuv::YuvConstants *matrix, QSize size,
           std::uint8_t *pixels, int stride)
{
    const auto &p = in.data;
    const auto &s = in.strides;
    switch (format) {
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
        break; // made 8 bits before (PictureMasker)
    }
    return false;
}

} // namespace

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

void YuvColours::stretchBlue(media::PixelFormat format, YuvPlanes &planes, QSize size, int factor)
{
    const QSize chroma = chromaSize(format, size);
    const bool pairs = isSemiPlanar(format);
    const int width = chroma.width() * (pairs ? 2 : 1);
    const int stride = (width + 31) & ~31;
    m_scratch.resize(static_cast<std::size_t>(stride) * static_cast<std::size_t>(chroma.height()));
    const Stretch stretch(factor, pairs);
    for (int y = 0; y < chroma.height(); ++y)
        stretch.row(planes.data[1] + std::ptrdiff_t{planes.strides[1]} * y, m_scratch.data() + std::ptrdiff_t{stride} * y, width);
    planes.data[1] = m_scratch.data();
    planes.strides[1] = stride;
}

bool YuvColours::convert(const media::Frame &frame, media::PixelFormat format, const YuvPlanes &planes, QSize size,
                         std::uint8_t *pixels, int stride)
{
    YuvPlanes in = planes;
    if (const int factor = blueStretch(frame); factor != 256)
        stretchBlue(format, in, size, factor);
    return toRgb(format, in, constantsOf(frame), size, pixels, stride);
}

} // namespace vigie::render
