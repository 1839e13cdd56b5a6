// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/frame_maker.h>

extern "C" {
#include <libavutil/pixdesc.h>
}

#include <algorithm>
#include <optional>

namespace vigie::media {
namespace {

static_assert(ff::kMaxAllocation > std::size_t{kMaxPictureSide} * kMaxPictureSide * 2,
              "the largest picture must fit what FFmpeg may take");

/// What the stream says, else by habit: MJPEG and standard definition are BT.601, the rest BT.709.
ColourSpace colourSpaceOf(const AVFrame &picture, bool fullRange)
{
    switch (picture.colorspace) {
    case AVCOL_SPC_BT709:
        return ColourSpace::Bt709;
    case AVCOL_SPC_BT2020_NCL:
    case AVCOL_SPC_BT2020_CL: // shown with the matrix of the other; no camera is known to send it
        return ColourSpace::Bt2020;
    case AVCOL_SPC_UNSPECIFIED:
        return !fullRange && picture.height >= 720 ? ColourSpace::Bt709 : ColourSpace::Bt601;
    default:
        return ColourSpace::Bt601;
    }
}

/// A frame and the FFmpeg picture whose planes it shows, in one allocation.
struct HeldFrame {
    Frame frame;
    ff::AvFramePtr picture;
};

struct Layout {
    PixelFormat format;
    bool fullRange;
    bool grey;
};

std::optional<Layout> layoutOf(AVPixelFormat format, AVColorRange range)
{
    const bool full = range == AVCOL_RANGE_JPEG;
    switch (format) {
    case AV_PIX_FMT_YUV420P:
        return Layout{PixelFormat::I420, full, false};
    case AV_PIX_FMT_YUVJ420P:
        return Layout{PixelFormat::I420, true, false};
    case AV_PIX_FMT_YUV422P:
        return Layout{PixelFormat::I422, full, false};
    case AV_PIX_FMT_YUVJ422P:
        return Layout{PixelFormat::I422, true, false};
    case AV_PIX_FMT_YUV444P:
        return Layout{PixelFormat::I444, full, false};
    case AV_PIX_FMT_YUVJ444P:
        return Layout{PixelFormat::I444, true, false};
    case AV_PIX_FMT_NV12:
        return Layout{PixelFormat::Nv12, full, false};
    case AV_PIX_FMT_YUV420P10LE:
        return Layout{PixelFormat::I010, full, false};
    case AV_PIX_FMT_P010LE:
        return Layout{PixelFormat::P010, full, false};
    case AV_PIX_FMT_GRAY8: // night mode of some MJPEG cameras; JPEG grey is full range
        return Layout{PixelFormat::I420, range != AVCOL_RANGE_MPEG, true};
    default:
        return std::nullopt;
    }
}

Result<Layout> fillIn(Frame &frame, const AVFrame &picture, AVPixelFormat format)
{
    const std::optional<Layout> layout = layoutOf(format, picture.color_range);
    if (!layout) {
        const char *name = av_get_pix_fmt_name(format);
        return fail(ErrorCode::NotSupported, QStringLiteral("picture format %1").arg(QString::fromLatin1(name)));
    }
    if (picture.width <= 0 || picture.height <= 0 || picture.width > kMaxPictureSide
        || picture.height > kMaxPictureSide) {
        return fail(ErrorCode::NotSupported,
                    QStringLiteral("picture of %1x%2").arg(picture.width).arg(picture.height));
    }
    frame.format = layout->format;
    frame.size = {picture.width, picture.height};
    frame.fullRange = layout->fullRange;
    frame.colourSpace = colourSpaceOf(picture, layout->fullRange);
    if (const AVRational aspect = picture.sample_aspect_ratio; aspect.num > 0 && aspect.den > 0)
        frame.pixelAspect = std::clamp(av_q2d(aspect), 0.25, 4.0);
    if (picture.best_effort_timestamp != AV_NOPTS_VALUE)
        frame.pts = std::chrono::microseconds(picture.best_effort_timestamp);
    frame.received = std::chrono::steady_clock::time_point(
        std::chrono::steady_clock::duration(picture.reordered_opaque));
    frame.decoded = std::chrono::steady_clock::now();
    return *layout;
}

} // namespace

Result<FramePtr> FrameMaker::make(ff::AvFramePtr picture, bool guessed)
{
    auto held = std::make_shared<HeldFrame>();
    Frame &frame = held->frame;
    const Result<Layout> layout = fillIn(frame, *picture, static_cast<AVPixelFormat>(picture->format));
    if (!layout)
        return fail(layout);
    for (std::size_t plane = 0; plane < frame.planes.size(); ++plane) {
        frame.planes[plane] = picture->data[plane];
        frame.strides[plane] = picture->linesize[plane];
    }
    if (layout->grey) {
        const int stride = (picture->width + 1) / 2;
        const qsizetype bytes = qsizetype{stride} * ((picture->height + 1) / 2);
        if (m_greySize != bytes) {
            auto chroma = std::make_shared<QByteArray>(bytes, char(-128));
            m_grey = std::shared_ptr<const void>(chroma, chroma->constData());
            m_greySize = bytes;
        }
        frame.planes[1] = frame.planes[2] = static_cast<const std::uint8_t *>(m_grey.get());
        frame.strides[1] = frame.strides[2] = stride;
        frame.owner = m_grey;
    }
    frame.guessed = guessed;
    held->picture = std::move(picture);
    return FramePtr(held, &held->frame);
}

Result<Frame> FrameMaker::describe(const AVFrame &picture)
{
    const auto format = picture.hw_frames_ctx != nullptr
        ? reinterpret_cast<const AVHWFramesContext *>(picture.hw_frames_ctx->data)->sw_format
        : static_cast<AVPixelFormat>(picture.format);
    Frame frame;
    if (const Result<Layout> layout = fillIn(frame, picture, format); !layout)
        return fail(layout);
    if (frame.format != PixelFormat::Nv12 && frame.format != PixelFormat::P010)
        return fail(ErrorCode::NotSupported, QStringLiteral("surface of another format"));
    return frame;
}

} // namespace vigie::media
