// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/surface_access.h>

#include <ffnvcodec/dynlink_cuda.h> // before FFmpeg's, which asks for the vendor's own otherwise

extern "C" {
#include <libavutil/hwcontext_cuda.h>
#include <libavutil/hwcontext_drm.h>
#include <libavutil/hwcontext_vaapi.h>
}

#include <span>

namespace vigie::media {
namespace {

constexpr std::uint64_t kLinear = 0; // DRM_FORMAT_MOD_LINEAR

template <typename Context> const Context &deviceOf(const AVFrame &picture)
{
    const auto *frames = reinterpret_cast<const AVHWFramesContext *>(picture.hw_frames_ctx->data);
    return *static_cast<const Context *>(frames->device_ctx->hwctx);
}

std::array<QSize, 2> sizesOf(const Frame &frame)
{
    return {frame.size, QSize((frame.size.width() + 1) / 2, (frame.size.height() + 1) / 2)};
}

std::uint32_t bytesOf(std::size_t plane, const Frame &frame)
{
    return (plane == 0 ? 1U : 2U) * (frame.format == PixelFormat::P010 ? 2U : 1U);
}

/// FFmpeg crops surfaces on the right and below only.
bool isCroppedBefore(const AVFrame &picture)
{
    return picture.crop_left != 0 || picture.crop_top != 0;
}

class VaapiAccess final : public SurfaceAccess {
public:
    Result<Opened> open(const AVFrame &picture, const Frame &frame) const override
    {
        if (isCroppedBefore(picture))
            return fail(ErrorCode::NotSupported, QStringLiteral("cropped on the left or above"));
        // FFmpeg 5.1 exports what the device may still be writing.
        const auto surface = static_cast<VASurfaceID>(reinterpret_cast<std::uintptr_t>(picture.data[3]));
        if (const VAStatus status = vaSyncSurface(deviceOf<AVVAAPIDeviceContext>(picture).display, surface);
            status != VA_STATUS_SUCCESS)
            return fail(ErrorCode::NotSupported, QStringLiteral("sync: ") + QString::fromUtf8(vaErrorStr(status)));
        Opened opened;
        opened.mapping = ff::makeFrame();
        opened.mapping->format = AV_PIX_FMT_DRM_PRIME;
        if (const int code = av_hwframe_map(opened.mapping.get(), &picture, AV_HWFRAME_MAP_READ); code < 0)
            return tl::unexpected<Error>(ff::toError(code, QStringLiteral("export")));
        const auto planes = planesOf(*reinterpret_cast<const AVDRMFrameDescriptor *>(opened.mapping->data[0]), frame);
        if (!planes)
            return fail(planes);
        opened.planes = *planes;
        return opened;
    }
    Result<ff::AvFramePtr> copy(const AVFrame &picture) const override { return copyFromDevice(picture); }
};

class CudaAccess final : public SurfaceAccess {
public:
    /// Nothing to wait for: decoder and importer use the context's one default stream.
    Result<Opened> open(const AVFrame &picture, const Frame &frame) const override
    {
        const auto &device = deviceOf<AVCUDADeviceContext>(picture);
        if (isCroppedBefore(picture) || device.stream != nullptr)
            return fail(ErrorCode::NotSupported, QStringLiteral("cropped on the left or above, or another stream"));
        Opened opened;
        opened.kind = DeviceSurface::Kind::Cuda;
        opened.context = device.cuda_ctx;
        const auto sizes = sizesOf(frame);
        for (std::size_t i = 0; i < opened.planes.size(); ++i) {
            SurfacePlane &plane = opened.planes[i];
            plane.size = sizes[i];
            plane.address = reinterpret_cast<std::uintptr_t>(picture.data[i]);
            plane.pitch = static_cast<std::uint32_t>(picture.linesize[i]);
            if (plane.address == 0 || plane.pitch < static_cast<std::uint32_t>(plane.size.width()) * bytesOf(i, frame))
                return fail(ErrorCode::NotSupported, QStringLiteral("the surface lacks a plane"));
        }
        return opened;
    }
    Result<ff::AvFramePtr> copy(const AVFrame &picture) const override { return copyFromDevice(picture); }
};

} // namespace

std::shared_ptr<const SurfaceAccess> makeSurfaceAccess(AVHWDeviceType type)
{
    if (type == AV_HWDEVICE_TYPE_VAAPI)
        return std::make_shared<VaapiAccess>();
    if (type == AV_HWDEVICE_TYPE_CUDA)
        return std::make_shared<CudaAccess>();
    return nullptr;
}

Result<ff::AvFramePtr> copyFromDevice(const AVFrame &picture)
{
    ff::AvFramePtr copy = ff::makeFrame();
    int code = av_hwframe_transfer_data(copy.get(), &picture, 0);
    if (code >= 0)
        code = av_frame_copy_props(copy.get(), &picture);
    if (code < 0)
        return tl::unexpected<Error>(ff::toError(code, QStringLiteral("copy back")));
    return copy;
}

Result<std::array<SurfacePlane, 2>> planesOf(const AVDRMFrameDescriptor &exported, const Frame &frame)
{
    const auto refused = [](const char *why) { return fail(ErrorCode::NotSupported, QString::fromLatin1(why)); };
    if (exported.nb_layers < 1 || exported.nb_layers > AV_DRM_MAX_PLANES || exported.nb_objects < 1
        || exported.nb_objects > AV_DRM_MAX_PLANES)
        return refused("the export is empty");
    std::array<SurfacePlane, 2> planes;
    const auto sizes = sizesOf(frame);
    std::size_t count = 0;
    for (const AVDRMLayerDescriptor &layer : std::span(exported.layers, static_cast<std::size_t>(exported.nb_layers))) {
        if (layer.nb_planes < 1 || layer.nb_planes > AV_DRM_MAX_PLANES)
            return refused("the export is empty");
        for (const AVDRMPlaneDescriptor &part : std::span(layer.planes, static_cast<std::size_t>(layer.nb_planes))) {
            if (count == planes.size())
                return refused("compressed or split memory");
            if (part.object_index < 0 || part.object_index >= exported.nb_objects || part.offset < 0 || part.pitch < 0)
                return refused("the export contradicts itself");
            const AVDRMObjectDescriptor &object = exported.objects[part.object_index];
            SurfacePlane &plane = planes[count];
            plane.size = sizes[count];
            plane.fd = object.fd;
            plane.offset = static_cast<std::uint32_t>(part.offset);
            plane.pitch = static_cast<std::uint32_t>(part.pitch);
            plane.modifier = object.format_modifier;
            const std::uint64_t line = std::uint64_t{static_cast<std::uint32_t>(plane.size.width())} * bytesOf(count, frame);
            const std::uint64_t lines = static_cast<std::uint32_t>(plane.size.height());
            const std::uint64_t end = plane.offset + std::uint64_t{plane.pitch} * (lines - 1) + line;
            // How much a tiled plane takes, only its driver knows.
            if (plane.fd < 0 || plane.pitch < line || (plane.modifier == kLinear && object.size != 0 && end > object.size))
                return refused("the export contradicts itself");
            ++count;
        }
    }
    if (count != planes.size())
        return refused("the export lacks a plane");
    return planes;
}

} // namespace vigie::media
