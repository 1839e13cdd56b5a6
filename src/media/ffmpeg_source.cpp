// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/ffmpeg_source.h>

#include <net/name_lookup.h>

#include <QtCore/QScopeGuard>

#include <algorithm>
#include <utility>

namespace vigie::media {
namespace {

constexpr int kMaxAuthBytes = 127; // FFmpeg 5.1 cuts what is longer, silently
constexpr int kMaxStreams = 16; ///< a camera describes four at most
constexpr std::int64_t kSocketTimeoutUs = 5'000'000;
/// How long an out-of-order RTP packet is waited for (UDP).
constexpr int kReorderDelayUs = 60'000;
/// How long a transport stream may take to say what is in it (twice a second as a rule).
constexpr std::chrono::seconds kDiscovery{3};
/// Longest time TEARDOWN may take to be handed to the kernel.
constexpr std::chrono::milliseconds kGoodbye{40};

VideoCodec codecOf(AVCodecID id)
{
    switch (id) {
    case AV_CODEC_ID_H264:
        return VideoCodec::H264;
    case AV_CODEC_ID_HEVC:
        return VideoCodec::H265;
    case AV_CODEC_ID_MJPEG:
        return VideoCodec::Mjpeg;
    default:
        return VideoCodec::Unknown;
    }
}

/// User info and numeric host put into the address, percent-encoded; FFmpeg takes credentials no
/// other way.
Result<QByteArray> addressWithCredentials(const SourceRequest &request, const QString &host)
{
    QUrl url = request.stream.url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
    url.setHost(host);
    QByteArray text = url.toEncoded();
    const bool hasPassword = request.password != nullptr && !request.password->isEmpty();
    if (request.user.isEmpty() && !hasPassword)
        return text;
    QByteArray auth = QUrl::toPercentEncoding(request.user) + ':';
    if (hasPassword)
        auth += request.password->revealBytes().toPercentEncoding();
    if (auth.size() > kMaxAuthBytes)
        return fail(ErrorCode::NotSupported,
                    QStringLiteral("user name and password are too long for FFmpeg"));
    const qsizetype at = text.indexOf("://") + 3;
    text.insert(at, auth + '@');
    return text;
}

void wipe(QByteArray &bytes)
{
    volatile char *at = bytes.data();
    for (qsizetype i = 0; i < bytes.size(); ++i)
        at[i] = 0;
}

} // namespace

FfmpegSource::FfmpegSource()
{
    ff::routeLogs();
    ff::boundMemory();
}

FfmpegSource::~FfmpegSource()
{
    close();
}

int FfmpegSource::interruptCallback(void *self)
{
    auto *source = static_cast<FfmpegSource *>(self);
    if (source->m_closing)
        return std::chrono::steady_clock::now() > *source->m_closing ? 1 : 0;
    return source->m_interrupt->requested() ? 1 : 0;
}

Result<StreamInfo> FfmpegSource::connect(const SourceRequest &request, Interrupt &interrupt)
{
    close();
    m_interrupt = &interrupt;
    m_notes = {};
    m_lossesSeen = 0;
    const QString scheme = request.stream.url.scheme();
    const bool tls = scheme == QLatin1String("rtsps");
    if (!tls && scheme != QLatin1String("rtsp"))
        return fail(ErrorCode::InvalidArgument, QStringLiteral("not an RTSP address"));
    if (tls && !request.unverifiedTlsAllowed) {
        return fail(ErrorCode::NotSupported,
                    QStringLiteral("rtsps: FFmpeg %1 cannot check the camera's certificate")
                        .arg(QString::fromLatin1(av_version_info())));
    }
    // Always numeric: FFmpeg's own lookup cannot be interrupted. The name would serve TLS only to check the peer, which
    // is not done here.
    const Result<QStringList> hosts = net::resolveHost(request.stream.url.host(), interrupt);
    if (!hosts)
        return fail(hosts);
    Result<QByteArray> address = addressWithCredentials(request, hosts->first());
    if (!address)
        return fail(address);
    const auto wiped = qScopeGuard([&] { wipe(*address); });

    AVFormatContext *context = avformat_alloc_context();
    if (context == nullptr)
        throw std::bad_alloc();
    context->interrupt_callback = {&FfmpegSource::interruptCallback, this};
    context->opaque = &m_notes;
    context->flags |= AVFMT_FLAG_NOBUFFER;
    context->max_delay = kReorderDelayUs;
    context->max_streams = kMaxStreams;
    const bool udp = !tls && request.stream.transport == RtpTransport::Udp;
    AVDictionary *options = nullptr;
    const auto freed = qScopeGuard([&] { av_dict_free(&options); });
    av_dict_set(&options, "rtsp_transport", udp ? "udp" : "tcp", 0);
    av_dict_set(&options, "allowed_media_types", "video", 0);
    av_dict_set(&options, "user_agent", "Vigie", 0);
    av_dict_set_int(&options, "timeout", kSocketTimeoutUs, 0);
    // Nothing but RTSP: a peer's redirection must not make us open a file or a web page.
    av_dict_set(&options, "protocol_whitelist", tls ? "tls,tcp,rtp,udp" : "tcp,rtp,udp", 0);
    if (udp)
        av_dict_set_int(&options, "buffer_size", 1 << 20, 0);
    const int opened =
        avformat_open_input(&context, address->constData(), av_find_input_format("rtsp"), &options);
    if (opened < 0 && interrupt.requested()) // FFmpeg's own code then says anything
        return fail(ErrorCode::Cancelled, QStringLiteral("interrupted"));
    if (m_notes.redirected)
        return fail(ErrorCode::Protocol, QStringLiteral("the peer redirects to another address"));
    if (opened < 0) // the context is freed
        return tl::unexpected<Error>(ff::toError(opened, QStringLiteral("open")));
    m_context.reset(context);
    if (const Result<> found = awaitStreams(); !found)
        return fail(found);
    return describe(tls       ? QStringLiteral("TLS")
                        : udp ? QStringLiteral("UDP")
                              : QStringLiteral("TCP"));
}

Result<> FfmpegSource::awaitStreams()
{
    m_packet = ff::makePacket();
    const auto until = std::chrono::steady_clock::now() + kDiscovery;
    const auto hasVideo = [this] {
        return std::any_of(m_context->streams, m_context->streams + m_context->nb_streams, [](const AVStream *each) {
            return codecOf(each->codecpar->codec_id) != VideoCodec::Unknown;
        });
    };
    while ((m_context->ctx_flags & AVFMTCTX_NOHEADER) != 0 && !hasVideo()
           && std::chrono::steady_clock::now() < until) {
        av_packet_unref(m_packet.get());
        const int code = av_read_frame(m_context.get(), m_packet.get());
        if (m_interrupt->requested())
            return fail(ErrorCode::Cancelled, QStringLiteral("interrupted"));
        if (code < 0 && code != AVERROR(EAGAIN))
            return tl::unexpected<Error>(ff::toError(code, QStringLiteral("read")));
    }
    return {};
}

Result<StreamInfo> FfmpegSource::describe(const QString &transport)
{
    QString unknown;
    for (unsigned i = 0; i < m_context->nb_streams; ++i) {
        AVStream *stream = m_context->streams[i];
        const AVCodecParameters &parameters = *stream->codecpar;
        const VideoCodec codec = codecOf(parameters.codec_id);
        if (m_stream < 0 && parameters.codec_type == AVMEDIA_TYPE_VIDEO
            && codec != VideoCodec::Unknown) {
            m_stream = static_cast<int>(i);
            continue;
        }
        if (parameters.codec_type == AVMEDIA_TYPE_VIDEO)
            unknown = QString::fromLatin1(avcodec_get_name(parameters.codec_id));
        stream->discard = AVDISCARD_ALL;
    }
    if (m_stream < 0) {
        return fail(ErrorCode::NotSupported,
                    unknown.isEmpty() ? QStringLiteral("the peer offers no video")
                                      : QStringLiteral("video codec %1").arg(unknown));
    }
    const AVCodecParameters &parameters = *m_context->streams[m_stream]->codecpar;
    StreamInfo info;
    info.codec = codecOf(parameters.codec_id);
    info.transport = transport;
    if (parameters.extradata != nullptr && parameters.extradata_size > 0
        && parameters.extradata_size <= (1 << 16)) {
        info.parameterSets = QByteArray(reinterpret_cast<const char *>(parameters.extradata),
                                        parameters.extradata_size);
    }
    return info;
}

Result<AccessUnit> FfmpegSource::next()
{
    if (!m_context)
        return fail(ErrorCode::Internal, QStringLiteral("next() without connect()"));
    while (true) {
        av_packet_unref(m_packet.get());
        const int code = av_read_frame(m_context.get(), m_packet.get());
        if (m_interrupt->requested())
            return fail(ErrorCode::Cancelled, QStringLiteral("interrupted"));
        if (code == AVERROR(EAGAIN))
            continue;
        if (code == AVERROR_EOF)
            return fail(ErrorCode::Unreachable, QStringLiteral("the peer ended the stream"));
        if (code < 0)
            return tl::unexpected<Error>(ff::toError(code, QStringLiteral("read")));
        if (m_packet->stream_index != m_stream || m_packet->size <= 0)
            continue;
        if (static_cast<std::size_t>(m_packet->size) > kMaxAccessUnitBytes)
            return fail(ErrorCode::Protocol,
                        QStringLiteral("coded picture of %1 bytes").arg(m_packet->size));
        AccessUnit unit;
        unit.bytes = {m_packet->data, static_cast<std::size_t>(m_packet->size)};
        const std::int64_t stamp = m_packet->pts != AV_NOPTS_VALUE ? m_packet->pts : m_packet->dts;
        if (stamp != AV_NOPTS_VALUE) {
            unit.pts = std::chrono::microseconds(
                av_rescale_q(stamp, m_context->streams[m_stream]->time_base, {1, 1'000'000}));
        }
        unit.received = std::chrono::steady_clock::now();
        unit.key = (m_packet->flags & AV_PKT_FLAG_KEY) != 0;
        unit.afterLoss = std::exchange(m_lossesSeen, m_notes.lostPackets) != m_notes.lostPackets
            || (m_packet->flags & AV_PKT_FLAG_CORRUPT) != 0;
        return unit;
    }
}

void FfmpegSource::close()
{
    // Sends TEARDOWN without waiting for an answer. It must go out although the interrupt has
    // fired: with UDP a camera that hears nothing goes on sending for a minute.
    m_closing = std::chrono::steady_clock::now() + kGoodbye;
    m_packet.reset();
    m_context.reset();
    m_closing.reset();
    m_stream = -1;
}

} // namespace vigie::media
