// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/video_decoder.h>

#include <media/hardware_device.h>

#include <QtCore/QCoreApplication>

extern "C" {
#include <libavutil/pixdesc.h>
}

#include <algorithm>
#include <cstring>

namespace vigie::media {
namespace {

constexpr int kMaxHardwareErrors = 3;
/// Units refused in a row, before the stream passes for one that nobody decodes.
constexpr int kMaxFailures = 50;
/// Streams that are nothing but key frames would leave nothing out.
constexpr auto kBetweenKeys = std::chrono::milliseconds(900);
static_assert(ff::kMaxAllocation > std::size_t{kMaxPictureSide} * kMaxPictureSide * 2,
              "the largest picture must fit what FFmpeg may take");

AVCodecID idOf(VideoCodec codec)
{
    switch (codec) {
    case VideoCodec::H264:
        return AV_CODEC_ID_H264;
    case VideoCodec::H265:
        return AV_CODEC_ID_HEVC;
    case VideoCodec::Mjpeg:
        return AV_CODEC_ID_MJPEG;
    case VideoCodec::Unknown:
        break;
    }
    return AV_CODEC_ID_NONE;
}

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

std::optional<Layout> layoutOf(const AVFrame &picture)
{
    const bool full = picture.color_range == AVCOL_RANGE_JPEG;
    switch (picture.format) {
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
        return Layout{PixelFormat::I420, picture.color_range != AVCOL_RANGE_MPEG, true};
    default:
        return std::nullopt;
    }
}

} // namespace

VideoDecoder::~VideoDecoder() = default;

Result<std::unique_ptr<VideoDecoder>>
VideoDecoder::open(const StreamInfo &info, std::shared_ptr<const HardwareProbe> hardware)
{
    ff::routeLogs();
    std::unique_ptr<VideoDecoder> decoder(new VideoDecoder(info));
    if (hardware && hardware->best() != nullptr && info.codec != VideoCodec::Mjpeg)
        decoder->m_hardware = std::move(hardware);
    if (const Result<> opened = decoder->openContext(); !opened)
        return fail(opened);
    decoder->m_packet = ff::makePacket();
    return decoder;
}

Result<> VideoDecoder::openContext()
{
    const AVCodecID id = idOf(m_info.codec);
    const AVCodec *codec = avcodec_find_decoder(id);
    if (codec == nullptr) {
        return fail(
            ErrorCode::NotSupported,
            QStringLiteral("no decoder for %1").arg(QString::fromLatin1(avcodec_get_name(id))));
    }
    m_context.reset(avcodec_alloc_context3(codec));
    if (!m_context)
        throw std::bad_alloc();
    m_context->opaque = &m_hook;
    m_context->thread_count =
        1; // threads cost 14 % more and one picture of delay each; streams are the parallelism
    m_context->pkt_timebase = {1, 1'000'000};
    m_context->max_pixels = std::int64_t{kMaxPictureSide} * kMaxPictureSide;
    if (!m_info.parameterSets.isEmpty()) {
        const auto size = static_cast<std::size_t>(m_info.parameterSets.size());
        m_context->extradata =
            static_cast<std::uint8_t *>(av_mallocz(size + AV_INPUT_BUFFER_PADDING_SIZE));
        if (m_context->extradata == nullptr)
            throw std::bad_alloc();
        std::memcpy(m_context->extradata, m_info.parameterSets.constData(), size);
        m_context->extradata_size = static_cast<int>(size);
    }
    m_hook.surface = AV_PIX_FMT_NONE;
    if (m_hardware) {
        if (const QString why = takeHardware(codec); !why.isEmpty())
            leaveHardware(why);
    }
    if (const int code = avcodec_open2(m_context.get(), codec, nullptr); code < 0) {
        if (m_hardware) {
            m_context.reset();
            leaveHardware(ff::errorText(code));
            return openContext();
        }
        return tl::unexpected<Error>(ff::toError(code, QStringLiteral("decoder")));
    }
    return {};
}

/// \return why the device does not take this stream; empty: it is set up to
QString VideoDecoder::takeHardware(const AVCodec *codec)
{
    const HardwareProbe::Attempt &best = *m_hardware->best();
    if (m_info.codec == VideoCodec::H265 && !best.usableH265)
        return best.h265Reason;
    const AVPixelFormat surface = ff::surfaceFormat(codec, m_hardware->m_device->type);
    if (surface == AV_PIX_FMT_NONE)
        return QStringLiteral("no hardware decoder for this codec");
    m_slot = m_hardware->m_device->slots->take();
    if (!m_slot)
        return QStringLiteral("all decoders of the device are taken");
    m_hook.surface = surface;
    m_hook.slot = m_slot.get();
    m_hook.noRoom = false;
    m_context->get_format = &VideoDecoder::chooseFormat;
    m_context->hw_device_ctx = av_buffer_ref(m_hardware->m_device->context.get());
    return {};
}

/// Asked once a size: at the start, and when it changes in mid-stream.
AVPixelFormat VideoDecoder::chooseFormat(AVCodecContext *context, const AVPixelFormat *offered)
{
    auto *hook = static_cast<ff::DecodeHook *>(context->opaque);
    const AVPixFmtDescriptor *coded = av_pix_fmt_desc_get(context->sw_pix_fmt);
    const std::size_t sample = coded != nullptr && coded->comp[0].depth > 8 ? 2 : 1;
    const std::size_t surface = static_cast<std::size_t>(context->coded_width)
        * static_cast<std::size_t>(context->coded_height) * 3 / 2 * sample;
    AVPixelFormat software = AV_PIX_FMT_NONE;
    for (const AVPixelFormat *each = offered; *each != AV_PIX_FMT_NONE; ++each) {
        if (*each == hook->surface) {
            if (hook->slot == nullptr || hook->slot->reserve(surface * DecoderSlots::kSurfaces))
                return *each;
            hook->noRoom = true;
        }
        // FFmpeg's own choice would be the device again.
        if ((av_pix_fmt_desc_get(*each)->flags & AV_PIX_FMT_FLAG_HWACCEL) == 0
            && software == AV_PIX_FMT_NONE)
            software = *each;
    }
    return software;
}

void VideoDecoder::leaveHardware(const QString &reason)
{
    m_fallbackReason = reason;
    m_hardware.reset();
    m_onHardware = false;
    m_hardwareErrors = 0;
    m_hook.surface = AV_PIX_FMT_NONE; // not to be chosen again at the next change of size
    m_hook.slot = nullptr;
    m_slot.reset();
}

void VideoDecoder::fallBack(const QString &reason)
{
    m_context.reset(); // its surfaces, before their place is given away
    leaveHardware(reason);
    m_entries.lost();
    if (!openContext()) // the codec opened before; if software now does not, the units are counted
                        // as withheld
        m_context.reset();
}

Result<int> VideoDecoder::decode(const AccessUnit &unit, const Output &output)
{
    m_entries.came(unit);
    if (!m_context || unit.bytes.empty() || unit.bytes.size() > kMaxAccessUnitBytes)
        return 1;
    if (leavesOut(unit))
        return 1;
    if (m_entries.begins(unit))
        avcodec_flush_buffers(m_context.get());
    // Pictures that no recovery point vouches for: FFmpeg keeps them back by itself.
    m_context->flags2 = m_entries.guessed() ? m_context->flags2 | AV_CODEC_FLAG2_SHOW_ALL
                                            : m_context->flags2 & ~AV_CODEC_FLAG2_SHOW_ALL;
    if (av_new_packet(m_packet.get(), static_cast<int>(unit.bytes.size())) < 0)
        throw std::bad_alloc();
    std::memcpy(m_packet->data, unit.bytes.data(), unit.bytes.size());
    m_packet->pts = unit.pts.count();
    m_context->reordered_opaque = unit.received.time_since_epoch().count();
    const int missingBefore = m_hook.missingReferences;
    const int code = avcodec_send_packet(m_context.get(), m_packet.get());
    av_packet_unref(m_packet.get());
    if (m_hook.missingReferences != missingBefore) // what the decoder invented in their place is not shown
        m_entries.missedReference();
    int withheld = 0;
    if (code < 0 && code != AVERROR(EAGAIN)) {
        ++withheld;
        m_entries.lost();
        if (m_hardware && ++m_hardwareErrors >= kMaxHardwareErrors) {
            fallBack(ff::errorText(code));
            return withheld;
        }
        if (++m_failures >= kMaxFailures) {
            return fail(ErrorCode::Protocol,
                        QStringLiteral("the decoder refuses every picture: ") + ff::errorText(code));
        }
    }
    if (m_keysOnly)
        avcodec_send_packet(m_context.get(), nullptr); // what would wait for pictures left out
    Result<int> drained = drain(output);
    if (m_keysOnly && m_context)
        avcodec_flush_buffers(m_context.get());
    if (!drained)
        return drained;
    return withheld + *drained;
}

void VideoDecoder::setEffort(Effort effort)
{
    m_effort = effort;
    m_keysOnly = m_keysOnly || (effort == Effort::KeyFramesOnly && !m_entries.keyless());
}

bool VideoDecoder::leavesOut(const AccessUnit &unit)
{
    const bool keysWanted = m_effort == Effort::KeyFramesOnly && !m_entries.keyless();
    if (m_keysOnly && !keysWanted && m_entries.isEntry(unit)) {
        m_keysOnly = false;
        m_lastKey.reset();
        if (!unit.key)
            m_entries.lost(); // it was decoded from nothing since
    }
    m_context->skip_frame = m_effort == Effort::Full ? AVDISCARD_DEFAULT : AVDISCARD_NONREF;
    if (!m_keysOnly)
        return false;
    if (!unit.key || (m_lastKey && unit.received - *m_lastKey < kBetweenKeys))
        return true;
    m_lastKey = unit.received;
    return false;
}

Result<int> VideoDecoder::drain(const Output &output)
{
    int withheld = 0;
    while (m_context) {
        ff::AvFramePtr picture = ff::makeFrame();
        const int code = avcodec_receive_frame(m_context.get(), picture.get());
        if (code == AVERROR(EAGAIN) || code == AVERROR_EOF)
            break;
        if (code < 0) {
            ++withheld;
            m_entries.lost();
            break;
        }
        const bool unvouched = (picture->flags & AV_FRAME_FLAG_CORRUPT) != 0;
        const bool damaged = picture->decode_error_flags != 0 || (unvouched && !m_entries.guessed());
        m_failures = damaged ? m_failures : 0;
        if (!m_entries.mayShow(picture->key_frame != 0, damaged)) {
            ++withheld;
            continue;
        }
        if (m_hook.surface != AV_PIX_FMT_NONE && picture->format == m_hook.surface) {
            ff::AvFramePtr copy = ff::makeFrame();
            int copied = av_hwframe_transfer_data(copy.get(), picture.get(), 0);
            if (copied >= 0)
                copied = av_frame_copy_props(copy.get(), picture.get());
            if (copied < 0) {
                fallBack(ff::errorText(copied));
                return withheld + 1;
            }
            m_onHardware = true;
            m_hardwareErrors = 0;
            picture = std::move(copy);
        } else if (m_hardware) {
            // The driver took the device and not the stream; FFmpeg went on in software by itself.
            leaveHardware(m_hook.noRoom
                              ? QStringLiteral("no room for the surfaces of this picture size")
                              : QStringLiteral("the hardware does not take this stream"));
        }
        Result<FramePtr> frame = toFrame(std::move(picture));
        if (!frame)
            return fail(frame);
        output(std::move(*frame));
    }
    return withheld;
}

Result<FramePtr> VideoDecoder::toFrame(ff::AvFramePtr picture)
{
    const std::optional<Layout> layout = layoutOf(*picture);
    if (!layout) {
        const char *name = av_get_pix_fmt_name(static_cast<AVPixelFormat>(picture->format));
        return fail(ErrorCode::NotSupported,
                    QStringLiteral("picture format %1").arg(QString::fromLatin1(name)));
    }
    if (picture->width <= 0 || picture->height <= 0 || picture->width > kMaxPictureSide
        || picture->height > kMaxPictureSide) {
        return fail(ErrorCode::NotSupported,
                    QStringLiteral("picture of %1x%2").arg(picture->width).arg(picture->height));
    }
    auto held = std::make_shared<HeldFrame>();
    Frame &frame = held->frame;
    frame.format = layout->format;
    frame.size = {picture->width, picture->height};
    frame.fullRange = layout->fullRange;
    frame.colourSpace = colourSpaceOf(*picture, layout->fullRange);
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
    if (const AVRational aspect = picture->sample_aspect_ratio; aspect.num > 0 && aspect.den > 0)
        frame.pixelAspect = std::clamp(av_q2d(aspect), 0.25, 4.0);
    if (picture->best_effort_timestamp != AV_NOPTS_VALUE)
        frame.pts = std::chrono::microseconds(picture->best_effort_timestamp);
    frame.guessed = m_entries.guessed();
    frame.received = std::chrono::steady_clock::time_point(
        std::chrono::steady_clock::duration(picture->reordered_opaque));
    frame.decoded = std::chrono::steady_clock::now();
    held->picture = std::move(picture);
    return FramePtr(held, &held->frame);
}

QString VideoDecoder::name() const
{
    if (m_onHardware && m_hardware)
        return hardwareName(m_hardware->best()->kind);
    return QCoreApplication::translate("vigie::media", "software (%1)")
        .arg(QString::fromLatin1(avcodec_get_name(idOf(m_info.codec))));
}

QString VideoDecoder::codecName() const
{
    switch (m_info.codec) {
    case VideoCodec::H264:
        return QStringLiteral("H.264");
    case VideoCodec::H265:
        return QStringLiteral("H.265");
    case VideoCodec::Mjpeg:
        return QStringLiteral("MJPEG");
    case VideoCodec::Unknown:
        break;
    }
    return {};
}

} // namespace vigie::media
