// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/ffmpeg_support.h>

#include <core/redact.h>

#include <QtCore/QLoggingCategory>

extern "C" {
#include <libavutil/opt.h>
}

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <initializer_list>
#include <mutex>
#include <new>

namespace vigie::media::ff {
namespace {

Q_LOGGING_CATEGORY(lcFfmpeg, "vigie.media.ffmpeg", QtWarningMsg)

/// At most this many lines at once, refilled by one a second: a camera with a broken encoder
/// complains per picture.
constexpr double kLogBurst = 10.0;

class LogBudget {
public:
    /// \return the number of lines withheld since the last one let through, or -1 to withhold this
    /// one.
    int take()
    {
        const std::scoped_lock lock(m_mutex);
        const auto now = std::chrono::steady_clock::now();
        m_tokens =
            std::min(kLogBurst, m_tokens + std::chrono::duration<double>(now - m_last).count());
        m_last = now;
        if (m_tokens < 1.0) {
            ++m_withheld;
            return -1;
        }
        m_tokens -= 1.0;
        return std::exchange(m_withheld, 0);
    }

private:
    std::mutex m_mutex;
    double m_tokens = kLogBurst; // m_mutex
    std::chrono::steady_clock::time_point m_last = std::chrono::steady_clock::now(); // m_mutex
    int m_withheld = 0; // m_mutex
};

bool startsWith(const char *text, std::initializer_list<const char *> beginnings)
{
    return std::any_of(beginnings.begin(), beginnings.end(), [text](const char *beginning) {
        return std::strncmp(text, beginning, std::strlen(beginning)) == 0;
    });
}

/// The demuxer tells of lost RTP packets, and the H.265 decoder of pictures it must invent, nowhere
/// but here. Only these lines: cameras make FFmpeg complain about much that harms no picture. It is
/// also the only moment at which FFmpeg can be kept from following a redirection, for which it has
/// no option: another camera would see a connection, and our answer to its challenge, without a
/// grant. Nothing can be opened once no protocol is allowed.
void noteEvent(void *source, const char *format)
{
    const AVClass *type = *static_cast<const AVClass **>(source);
    if (type == avformat_get_class() && startsWith(format, {"Status %d: Redirecting"})) {
        auto *context = static_cast<AVFormatContext *>(source);
        av_opt_set(context, "protocol_whitelist", "none", 0);
        if (auto *notes = static_cast<DemuxNotes *>(context->opaque))
            notes->redirected = true;
    }
    if (type == avformat_get_class()
        && startsWith(format, {"RTP: missed", "RTP: dropping old", "RTP: PT="})) {
        if (auto *notes = static_cast<DemuxNotes *>(static_cast<AVFormatContext *>(source)->opaque))
            ++notes->lostPackets;
    } else if (type == avcodec_get_class()
               && startsWith(format, {"Could not find ref with POC", "Frame num gap"})) {
        if (auto *hook = static_cast<DecodeHook *>(static_cast<AVCodecContext *>(source)->opaque))
            ++hook->missingReferences;
    }
}

void logLine(void *source, int level, const char *format, va_list arguments)
{
    if (level <= AV_LOG_DEBUG && source != nullptr) // "Frame num gap" is a debug line
        noteEvent(source, format);
    if (level > AV_LOG_WARNING && !lcFfmpeg().isDebugEnabled())
        return;
    if (level > AV_LOG_VERBOSE) // DEBUG and TRACE hold whole requests with their credentials
        return;
    // C callback without a user pointer: its state can only be static.
    static LogBudget budget;
    const int withheld = budget.take();
    if (withheld < 0)
        return;
    std::array<char, 512> line{};
    int prefix = 1;
    av_log_format_line2(source, level, format, arguments, line.data(),
                        static_cast<int>(line.size()), &prefix);
    QString text = redactedText(QString::fromUtf8(line.data()).trimmed());
    if (withheld > 0)
        text += QStringLiteral(" (+%1)").arg(withheld);
    if (level <= AV_LOG_FATAL)
        qCWarning(lcFfmpeg).noquote() << text;
    else if (level <= AV_LOG_WARNING)
        qCInfo(lcFfmpeg).noquote()
            << text; // what a camera sends wrong is counted in the statistics, not warned of
    else
        qCDebug(lcFfmpeg).noquote() << text;
}

ErrorCode codeOf(int code)
{
    switch (code) {
    case AVERROR_HTTP_UNAUTHORIZED:
    case AVERROR_HTTP_FORBIDDEN:
        return ErrorCode::Refused;
    case AVERROR_HTTP_NOT_FOUND:
    case AVERROR_STREAM_NOT_FOUND:
        return ErrorCode::NotFound;
    case AVERROR(ETIMEDOUT):
        return ErrorCode::TimedOut;
    case AVERROR_EXIT:
        return ErrorCode::Cancelled;
    case AVERROR_EOF:
    case AVERROR(EIO):
    case AVERROR(EPIPE):
    case AVERROR(ENETDOWN):
    case AVERROR(ECONNRESET):
    case AVERROR(ECONNREFUSED):
    case AVERROR(ECONNABORTED):
    case AVERROR(EHOSTUNREACH):
    case AVERROR(ENETUNREACH):
    case AVERROR(ENOTCONN):
        return ErrorCode::Unreachable;
    case AVERROR_DECODER_NOT_FOUND:
    case AVERROR_DEMUXER_NOT_FOUND:
    case AVERROR_PROTOCOL_NOT_FOUND:
    case AVERROR_PATCHWELCOME:
    case AVERROR(ENOSYS):
        return ErrorCode::NotSupported;
    default:
        return ErrorCode::Protocol;
    }
}

} // namespace

PacketPtr makePacket()
{
    PacketPtr packet(av_packet_alloc());
    if (!packet)
        throw std::bad_alloc();
    return packet;
}

AvFramePtr makeFrame()
{
    AvFramePtr frame(av_frame_alloc());
    if (!frame)
        throw std::bad_alloc();
    return frame;
}

QString errorText(int code)
{
    std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
    av_strerror(code, text.data(), text.size());
    return QString::fromUtf8(text.data());
}

Error toError(int code, const QString &doing)
{
    return {codeOf(code), doing + QStringLiteral(": ") + errorText(code)};
}

void routeLogs()
{
    static std::once_flag once;
    std::call_once(once, [] { av_log_set_callback(logLine); });
}

void boundMemory()
{
    static std::once_flag once;
    std::call_once(once, [] { av_max_alloc(kMaxAllocation); });
}

} // namespace vigie::media::ff
