// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/clip_maker.h>

#include <media/ffmpeg_support.h>

extern "C" {
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
}

namespace vigie::test {
namespace {

using namespace media;

void require(bool condition, const char *what)
{
    if (!condition)
        qFatal("clip maker: %s", what);
}

const AVCodec *encoderOf(VideoCodec codec)
{
    switch (codec) {
    case VideoCodec::H264:
        return avcodec_find_encoder_by_name("libx264");
    case VideoCodec::H265:
        return avcodec_find_encoder_by_name("libx265");
    default:
        return avcodec_find_encoder(AV_CODEC_ID_MJPEG);
    }
}

void paint(AVFrame &frame, int index)
{
    const AVPixFmtDescriptor *shape = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
    const bool wide = shape->comp[0].depth > 8;
    for (int plane = 0; plane < shape->nb_components; ++plane) {
        const int w = plane == 0 ? frame.width : AV_CEIL_RSHIFT(frame.width, shape->log2_chroma_w);
        const int h =
            plane == 0 ? frame.height : AV_CEIL_RSHIFT(frame.height, shape->log2_chroma_h);
        for (int y = 0; y < h; ++y) {
            std::uint8_t *line = frame.data[plane] + std::ptrdiff_t{frame.linesize[plane]} * y;
            for (int x = 0; x < w; ++x) {
                const bool bar = plane == 0 && (x / 8) % 16 == index % 16;
                const int value = bar ? 220 : plane == 0 ? 40 + (x + y) % 120 : 100 + plane * 20;
                if (wide)
                    reinterpret_cast<std::uint16_t *>(line)[x] =
                        static_cast<std::uint16_t>(value * 4);
                else
                    line[x] = static_cast<std::uint8_t>(value);
            }
        }
    }
}

} // namespace

Clip makeClip(const ClipRequest &request)
{
    const AVCodec *codec = encoderOf(request.codec);
    require(codec != nullptr, "no encoder");
    const ff::CodecContextPtr context(avcodec_alloc_context3(codec));
    context->width = request.size.width();
    context->height = request.size.height();
    context->pix_fmt = av_get_pix_fmt(request.pixelFormat.constData());
    context->time_base = {1, 25};
    context->gop_size = request.gop;
    context->keyint_min = request.gop;
    context->max_b_frames = request.bFrames;
    context->thread_count = 1;
    if (!request.colourSpace.isEmpty())
        context->colorspace = static_cast<AVColorSpace>(
            av_color_space_from_name(request.colourSpace.constData()));
    context->strict_std_compliance = FF_COMPLIANCE_UNOFFICIAL;
    if (request.codec != VideoCodec::Mjpeg)
        av_opt_set(context->priv_data, "preset", "ultrafast", 0);
    if (request.codec == VideoCodec::H264)
        av_opt_set(context->priv_data, "x264-params",
                   request.gradual ? "scenecut=0:sliced-threads=0:threads=1:intra-refresh=1"
                                   : "scenecut=0:sliced-threads=0:threads=1",
                   0);
    if (request.codec == VideoCodec::H265) {
        const QByteArray parameters =
            QByteArrayLiteral("log-level=none:scenecut=0:open-gop=0:pools=none:frame-threads=1:"
                              "repeat-headers=1:keyint=")
            + QByteArray::number(request.gop) + ":min-keyint=" + QByteArray::number(request.gop)
            + ":bframes=" + QByteArray::number(request.bFrames) + (request.gradual ? ":intra-refresh=1" : "");
        av_opt_set(context->priv_data, "x265-params", parameters.constData(), 0);
    }
    require(avcodec_open2(context.get(), codec, nullptr) >= 0, "the encoder does not open");
    Clip clip;
    clip.info.codec = request.codec;
    clip.info.transport = QStringLiteral("TEST");
    const ff::PacketPtr packet = ff::makePacket();
    const auto collect = [&] {
        while (avcodec_receive_packet(context.get(), packet.get()) >= 0) {
            clip.units.append(
                QByteArray(reinterpret_cast<const char *>(packet->data), packet->size));
            clip.keys.append((packet->flags & AV_PKT_FLAG_KEY) != 0);
            av_packet_unref(packet.get());
        }
    };
    for (int i = 0; i < request.pictures; ++i) {
        const ff::AvFramePtr frame = ff::makeFrame();
        frame->format = context->pix_fmt;
        frame->width = context->width;
        frame->height = context->height;
        frame->pts = i;
        require(av_frame_get_buffer(frame.get(), 0) >= 0, "no memory");
        paint(*frame, i);
        require(avcodec_send_frame(context.get(), frame.get()) >= 0,
                "the encoder refuses a picture");
        collect();
    }
    avcodec_send_frame(context.get(), nullptr);
    collect();
    require(clip.units.size() == request.pictures, "pictures are missing");
    return clip;
}

QList<QByteArray> nalUnits(const QByteArray &annexB)
{
    const QByteArray code("\0\0\1", 3);
    QList<QByteArray> units;
    for (qsizetype at = annexB.indexOf(code); at >= 0;) {
        const qsizetype begin = at + code.size();
        at = annexB.indexOf(code, begin);
        qsizetype end = at < 0 ? annexB.size() : at;
        while (end > begin && annexB.at(end - 1) == '\0')
            --end;
        units.append(annexB.mid(begin, end - begin));
    }
    return units;
}

media::AccessUnit unitOf(const Clip &clip, qsizetype index)
{
    const qsizetype at = index % clip.units.size();
    media::AccessUnit unit = toUnit(clip.units.at(at), static_cast<int>(index));
    unit.key = clip.keys.at(at);
    return unit;
}

media::AccessUnit toUnit(const QByteArray &bytes, int index)
{
    media::AccessUnit unit;
    unit.bytes = {reinterpret_cast<const std::uint8_t *>(bytes.constData()),
                  static_cast<std::size_t>(bytes.size())};
    unit.pts = std::chrono::milliseconds(40) * index;
    unit.received = std::chrono::steady_clock::now();
    return unit;
}

} // namespace vigie::test
