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

} // namespace

VideoDecoder::~VideoDecoder() = default;

Result<std::unique_ptr<VideoDecoder>>
VideoDecoder::open(const StreamInfo &info, std::shared_ptr<const HardwareProbe> hardware, const SurfaceUse &surfaces)
{
    ff::routeLogs();
    std::unique_ptr<VideoDecoder> decoder(new VideoDecoder(info));
    decoder->m_surfaces = surfaces;
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
    m_hook.refusal = nullptr;
    m_hook.tenBits = m_info.codec == VideoCodec::H265 && best.usableTenBits;
    m_hook.surfaces = DecoderSlots::kSurfaces;
    m_context->get_format = &VideoDecoder::chooseFormat;
    m_context->hw_device_ctx = av_buffer_ref(m_hardware->m_device->context.get());
    auto access = makeSurfaceAccess(m_hardware->m_device->type);
    if (access && (m_surfaces.eightBits || m_surfaces.tenBits)) {
        m_lender = std::make_unique<SurfaceLender>(std::move(access), m_surfaces);
        m_hook.surfaces += SurfaceLender::kMostHeld;
        m_context->extra_hw_frames = SurfaceLender::kMostHeld;
    }
    return {};
}

/// Asked once a size: at the start, and when it changes in mid-stream.
AVPixelFormat VideoDecoder::chooseFormat(AVCodecContext *context, const AVPixelFormat *offered)
{
    auto *hook = static_cast<ff::DecodeHook *>(context->opaque);
    const AVPixFmtDescriptor *coded = av_pix_fmt_desc_get(context->sw_pix_fmt);
    const bool tenBits = coded != nullptr && coded->comp[0].depth > 8;
    const std::size_t surface = static_cast<std::size_t>(context->coded_width)
        * static_cast<std::size_t>(context->coded_height) * 3 / 2 * (tenBits ? 2 : 1);
    AVPixelFormat software = AV_PIX_FMT_NONE;
    for (const AVPixelFormat *each = offered; *each != AV_PIX_FMT_NONE; ++each) {
        if (*each == hook->surface) {
            if (tenBits && !hook->tenBits)
                hook->refusal = "the hardware does not decode 10 bits of this codec right";
            else if (hook->slot == nullptr || hook->slot->reserve(surface * hook->surfaces))
                return *each;
            else
                hook->refusal = "no room for the surfaces of this picture size";
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
    m_lender.reset();
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
            m_hardwareErrors = 0;
            if (FramePtr lent = m_lender ? m_lender->lend(*picture, m_entries.guessed()) : nullptr) {
                m_onHardware = true;
                output(std::move(lent));
                continue;
            }
            Result<ff::AvFramePtr> copy = copyFromDevice(*picture);
            if (!copy) {
                fallBack(copy.error().detail);
                return withheld + 1;
            }
            m_onHardware = true;
            ++m_copies;
            picture = std::move(*copy);
        } else if (m_hardware) {
            // The driver took the device and not the stream; FFmpeg went on in software by itself.
            leaveHardware(QString::fromLatin1(m_hook.refusal != nullptr ? m_hook.refusal
                                                                        : "the hardware does not take this stream"));
        }
        Result<FramePtr> frame = m_maker.make(std::move(picture), m_entries.guessed());
        if (!frame)
            return fail(frame);
        output(std::move(*frame));
    }
    return withheld;
}

CopyReason VideoDecoder::copyReason() const
{
    if (!m_onHardware)
        return CopyReason::Processor;
    if (m_lender)
        return m_lender->reason();
    return m_surfaces.switchedOff ? CopyReason::SwitchedOff : CopyReason::NotProven;
}

std::int64_t VideoDecoder::copies() const
{
    return m_copies + (m_lender ? m_lender->downloads() : 0);
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
