// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/ffmpeg_support.h>
#include <media/stream_source.h>

#include <optional>

namespace vigie::media {

/// StreamSource over FFmpeg's RTSP demuxer: TCP interleaved (also Auto) or UDP, Basic and MD5
/// Digest. FFmpeg 5.1 costs one picture interval of delay (its parser waits for the next picture's
/// start) and cannot check the certificate of an rtsps:// peer (its demuxer passes no option to
/// TLS): such an address is refused unless the request allows an unverified peer.
class FfmpegSource final : public StreamSource {
public:
    FfmpegSource();
    ~FfmpegSource() override;

    [[nodiscard]] Result<StreamInfo> connect(const SourceRequest &request,
                                             Interrupt &interrupt) override;
    [[nodiscard]] Result<AccessUnit> next() override;
    void close() override;

private:
    static int interruptCallback(void *self);
    /// A transport stream inside RTP says only in its packets what it holds.
    [[nodiscard]] Result<> awaitStreams();
    [[nodiscard]] Result<StreamInfo> describe(const QString &transport);

    Interrupt *m_interrupt = nullptr; // not touched once closed
    std::optional<std::chrono::steady_clock::time_point>
        m_closing; ///< set while close() runs: its deadline
    ff::DemuxNotes m_notes;
    ff::FormatContextPtr m_context;
    ff::PacketPtr m_packet;
    int m_stream = -1;
    int m_lossesSeen = 0;
};

} // namespace vigie::media
