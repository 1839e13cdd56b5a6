// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/hardware_probe.h>

#include <media/hardware_device.h>
#include <media/surface_lender.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <span>
#include <thread>

namespace vigie::media {
namespace {

// NOLINTBEGIN(modernize-avoid-c-arrays): length from the initialiser
constexpr std::uint8_t kTestPictureH264[] = {
#include "test_picture_h264.inc"
};
constexpr std::uint8_t kTestPictureH265[] = {
#include "test_picture_h265.inc"
};
constexpr std::uint8_t kTestBars[] = {
#include "test_picture_bars.inc"
};
constexpr std::uint8_t kTestBarsTenBits[] = {
#include "test_picture_bars10.inc"
};
// NOLINTEND(modernize-avoid-c-arrays)
constexpr int kWidth = 320;
constexpr int kHeight = 192;
constexpr int kWhite = 235;
constexpr int kGrey = 126;

AVHWDeviceType typeOf(HardwareKind kind)
{
    switch (kind) {
    case HardwareKind::Vaapi:
        return AV_HWDEVICE_TYPE_VAAPI;
    case HardwareKind::Cuda:
        return AV_HWDEVICE_TYPE_CUDA;
    case HardwareKind::Vdpau:
        return AV_HWDEVICE_TYPE_VDPAU;
    case HardwareKind::Vulkan: // decodes from FFmpeg 6.1 on; until then its decoders offer no surface
        return AV_HWDEVICE_TYPE_VULKAN;
    }
    return AV_HWDEVICE_TYPE_NONE;
}

/// \p code: below zero when there is no such device
ff::BufferRefPtr openDevice(HardwareKind kind, int &code)
{
    AVBufferRef *raw = nullptr;
    code = av_hwdevice_ctx_create(&raw, typeOf(kind), nullptr, nullptr, 0);
    return ff::BufferRefPtr(raw);
}

AVPixelFormat onlySurfaces(AVCodecContext *context, const AVPixelFormat *offered)
{
    const AVPixelFormat wanted = static_cast<const ff::DecodeHook *>(context->opaque)->surface;
    for (; *offered != AV_PIX_FMT_NONE; ++offered) {
        if (*offered == wanted)
            return wanted;
    }
    return AV_PIX_FMT_NONE;
}

/// \return empty when \p picture, in system memory, shows the embedded test picture
QString compare(const AVFrame &picture)
{
    if (picture.width != kWidth || picture.height != kHeight || picture.data[0] == nullptr)
        return QStringLiteral("the picture has another size");
    const auto luma = [&](int x, int y) {
        return int(picture.data[0][y * picture.linesize[0] + x]);
    };
    for (const int y : {8, kHeight / 2, kHeight - 8}) {
        if (std::abs(luma(kWidth / 4, y) - kWhite) > 6
            || std::abs(luma(kWidth * 3 / 4, y) - kGrey) > 6)
            return QStringLiteral("the picture has wrong colours");
    }
    return {};
}

/// The same of the picture of 10 bits.
QString compareTenBits(const AVFrame &picture)
{
    if (picture.width != kWidth || picture.height != kHeight || picture.data[0] == nullptr
        || picture.format != AV_PIX_FMT_P010LE)
        return QStringLiteral("the picture has another size or format");
    struct Sample {
        int x, luma;
    };
    for (const auto &[x, luma] : {Sample{70, 579}, Sample{130, 841}, Sample{190, 164}}) {
        const std::uint8_t *at = picture.data[0] + std::ptrdiff_t{kHeight / 2} * picture.linesize[0] + std::ptrdiff_t{x} * 2;
        if (std::abs((at[0] | at[1] << 8) / 64 - luma) > 8)
            return QStringLiteral("the picture has wrong colours");
    }
    return {};
}

/// \p picture as a surface of \p device; the detail of an error is the whole reason.
Result<ff::AvFramePtr> decodeOn(AVBufferRef *device, AVHWDeviceType type, AVCodecID id,
                                std::span<const std::uint8_t> picture)
{
    const auto failed = [](const char *doing, int code) {
        return fail(ErrorCode::NotSupported, QString::fromLatin1(doing) + QStringLiteral(": ") + ff::errorText(code));
    };
    const AVCodec *codec = avcodec_find_decoder(id);
    const AVPixelFormat surface =
        codec != nullptr ? ff::surfaceFormat(codec, type) : AV_PIX_FMT_NONE;
    if (surface == AV_PIX_FMT_NONE)
        return fail(ErrorCode::NotSupported, QStringLiteral("FFmpeg was built without it"));
    ff::DecodeHook hook;
    hook.surface = surface; // outlives the context
    const ff::CodecContextPtr context(avcodec_alloc_context3(codec));
    context->opaque = &hook;
    context->get_format = onlySurfaces;
    context->thread_count = 1;
    context->hw_device_ctx = av_buffer_ref(device);
    if (const int code = avcodec_open2(context.get(), codec, nullptr); code < 0)
        return failed("decoder", code);
    const ff::PacketPtr packet = ff::makePacket();
    if (av_new_packet(packet.get(), static_cast<int>(picture.size())) < 0)
        return fail(ErrorCode::NotSupported, QStringLiteral("no memory"));
    std::memcpy(packet->data, picture.data(), picture.size());
    packet->flags |= AV_PKT_FLAG_KEY;
    if (const int code = avcodec_send_packet(context.get(), packet.get()); code < 0)
        return failed("decode", code);
    avcodec_send_packet(context.get(), nullptr);
    ff::AvFramePtr frame = ff::makeFrame();
    if (const int code = avcodec_receive_frame(context.get(), frame.get()); code < 0)
        return failed("decode", code);
    if (frame->format != surface)
        return fail(ErrorCode::NotSupported, QStringLiteral("decoded in software instead"));
    return frame;
}

/// \return empty when \p device decodes \p picture in hardware
QString tryDevice(AVBufferRef *device, AVHWDeviceType type, AVCodecID id,
                  std::span<const std::uint8_t> picture)
{
    const Result<ff::AvFramePtr> surface = decodeOn(device, type, id, picture);
    if (!surface)
        return surface.error().detail;
    const Result<ff::AvFramePtr> copy = copyFromDevice(**surface);
    return copy ? compare(**copy) : copy.error().detail;
}

QString tryTenBits(AVBufferRef *device, AVHWDeviceType type)
{
    const Result<ff::AvFramePtr> surface = decodeOn(device, type, AV_CODEC_ID_HEVC, kTestBarsTenBits);
    if (!surface)
        return surface.error().detail;
    const Result<ff::AvFramePtr> copy = copyFromDevice(**surface);
    return copy ? compareTenBits(**copy) : copy.error().detail;
}

} // namespace

AVPixelFormat ff::surfaceFormat(const AVCodec *codec, AVHWDeviceType type)
{
    for (int i = 0;; ++i) {
        const AVCodecHWConfig *config = avcodec_get_hw_config(codec, i);
        if (config == nullptr)
            return AV_PIX_FMT_NONE;
        if ((config->methods & AV_CODEC_HW_CONFIG_METHOD_HW_DEVICE_CTX) != 0
            && config->device_type == type)
            return config->pix_fmt;
    }
}

QString hardwareName(HardwareKind kind)
{
    switch (kind) {
    case HardwareKind::Vaapi:
        return QStringLiteral("VA-API");
    case HardwareKind::Cuda:
        return QStringLiteral("NVDEC");
    case HardwareKind::Vdpau:
        return QStringLiteral("VDPAU");
    case HardwareKind::Vulkan:
        return QStringLiteral("Vulkan");
    }
    return {};
}

HardwareProbe::HardwareProbe() = default;
HardwareProbe::~HardwareProbe() = default;

std::shared_ptr<const HardwareProbe> HardwareProbe::run()
{
    ff::routeLogs();
    const std::shared_ptr<HardwareProbe> probe(new HardwareProbe);
    for (const HardwareKind kind : {HardwareKind::Vaapi, HardwareKind::Cuda, HardwareKind::Vdpau,
                                    HardwareKind::Vulkan}) {
        Attempt attempt{kind};
        int code = 0;
        ff::BufferRefPtr device = openDevice(kind, code);
        const auto attemptWith = [&](AVCodecID id, std::span<const std::uint8_t> picture) {
            return code < 0 ? QStringLiteral("device: ") + ff::errorText(code)
                            : tryDevice(device.get(), typeOf(kind), id, picture);
        };
        attempt.reason = attemptWith(AV_CODEC_ID_H264, kTestPictureH264);
        attempt.usable = attempt.reason.isEmpty();
        attempt.h265Reason = attemptWith(AV_CODEC_ID_HEVC, kTestPictureH265);
        attempt.usableH265 = attempt.h265Reason.isEmpty();
        attempt.tenBitsReason = attempt.usableH265 ? tryTenBits(device.get(), typeOf(kind)) : attempt.h265Reason;
        attempt.usableTenBits = attempt.tenBitsReason.isEmpty();
        if (attempt.usable && !probe->m_device)
            probe->m_device = std::make_unique<Device>(std::move(device), typeOf(kind));
        probe->m_attempts.append(attempt);
    }
    return probe;
}

std::shared_future<std::shared_ptr<const HardwareProbe>> HardwareProbe::begin()
{
    std::packaged_task<std::shared_ptr<const HardwareProbe>()> task(&HardwareProbe::run);
    std::shared_future<std::shared_ptr<const HardwareProbe>> found = task.get_future().share();
    std::thread(std::move(task)).detach();
    return found;
}

Result<FramePtr> HardwareProbe::testSurface(bool tenBits) const
{
    const auto access = m_device ? makeSurfaceAccess(m_device->type) : nullptr;
    if (!access)
        return fail(ErrorCode::NotSupported, QStringLiteral("no decoder whose surfaces can be handed on"));
    const auto decoded = tenBits
        ? decodeOn(m_device->context.get(), m_device->type, AV_CODEC_ID_HEVC, kTestBarsTenBits)
        : decodeOn(m_device->context.get(), m_device->type, AV_CODEC_ID_H264, kTestBars);
    if (!decoded)
        return fail(decoded);
    SurfaceLender lender(access, {true, true, false});
    FramePtr lent = lender.lend(**decoded);
    if (!lent)
        return fail(ErrorCode::NotSupported, lender.refusal().isEmpty() ? QStringLiteral("another format") : lender.refusal());
    if ((lent->format == PixelFormat::P010) != tenBits)
        return fail(ErrorCode::NotSupported, QStringLiteral("another format"));
    return lent;
}

std::shared_ptr<const HardwareProbe> HardwareProbe::unproven(HardwareKind kind)
{
    ff::routeLogs();
    int code = 0;
    ff::BufferRefPtr device = openDevice(kind, code);
    if (code < 0)
        return nullptr;
    const std::shared_ptr<HardwareProbe> probe(new HardwareProbe);
    probe->m_device = std::make_unique<Device>(std::move(device), typeOf(kind));
    probe->m_attempts.append({kind, true, {}, true, {}, true, {}});
    return probe;
}

const HardwareProbe::Attempt *HardwareProbe::best() const
{
    for (const Attempt &attempt : m_attempts) {
        if (attempt.usable)
            return &attempt;
    }
    return nullptr;
}

} // namespace vigie::media
