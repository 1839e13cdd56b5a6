// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/error.h>
#include <media/decoder_slots.h>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/hwcontext.h>
}

#include <memory>

/// Owners of FFmpeg's handles and the translation of its errors. Private to src/media.
namespace vigie::media::ff {

struct PacketDeleter {
    void operator()(AVPacket *packet) const noexcept { av_packet_free(&packet); }
};
struct FrameDeleter {
    void operator()(AVFrame *frame) const noexcept { av_frame_free(&frame); }
};
struct CodecContextDeleter {
    void operator()(AVCodecContext *context) const noexcept { avcodec_free_context(&context); }
};
struct FormatContextDeleter {
    void operator()(AVFormatContext *context) const noexcept { avformat_close_input(&context); }
};
struct BufferRefDeleter {
    void operator()(AVBufferRef *buffer) const noexcept { av_buffer_unref(&buffer); }
};
using PacketPtr = std::unique_ptr<AVPacket, PacketDeleter>;
using AvFramePtr = std::unique_ptr<AVFrame, FrameDeleter>;
using CodecContextPtr = std::unique_ptr<AVCodecContext, CodecContextDeleter>;
using FormatContextPtr = std::unique_ptr<AVFormatContext, FormatContextDeleter>;
using BufferRefPtr = std::unique_ptr<AVBufferRef, BufferRefDeleter>;

/// Throw std::bad_alloc.
[[nodiscard]] PacketPtr makePacket();
[[nodiscard]] AvFramePtr makeFrame();

/// FFmpeg's own words for \p code; never holds a URL.
[[nodiscard]] QString errorText(int code);
/// \p doing: what failed, in English, for the log ("open", "read").
[[nodiscard]] Error toError(int code, const QString &doing);

/// What FFmpeg's RTSP demuxer only says in its log. AVFormatContext::opaque points to one; same
/// thread.
struct DemuxNotes {
    int lostPackets = 0;
    bool redirected = false; ///< the peer named another address; it was not gone to
};

/// The same for its decoders, which also need to know the surfaces they may choose.
/// AVCodecContext::opaque points to one in every decoder of ours, or is null; same thread.
struct DecodeHook {
    int missingReferences = 0;
    AVPixelFormat surface = AV_PIX_FMT_NONE;
    DecoderSlots::Slot *slot = nullptr; ///< where surfaces are accounted for; null: nowhere
    std::size_t surfaces = DecoderSlots::kSurfaces; ///< how many one decoder makes
    bool tenBits = false; ///< a picture of this codec with 10 bits came out right
    const char *refusal = nullptr; ///< why the surfaces were not chosen
};

/// Sends FFmpeg's log to the category vigie.media.ffmpeg, redacted and at most a few lines a
/// second, for the whole process; the first call counts.
void routeLogs();

/// Most that FFmpeg may take at once, in bytes, for the whole process: one plane of the largest
/// picture we show, 16 bits a sample. Without it a peer that never ends a picture, or announces an
/// answer of two gigabytes, is given them.
inline constexpr std::size_t kMaxAllocation = std::size_t{160} << 20U;
void boundMemory();

} // namespace vigie::media::ff
