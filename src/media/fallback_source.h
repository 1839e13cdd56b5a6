// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/stream_source.h>

#include <functional>
#include <memory>

namespace vigie::media {

/// Tries one way to the stream and, when that cannot do what the peer offers (NotSupported), another one, once a
/// connection; never with a password, which the first alone knows how to keep.
class FallbackSource final : public StreamSource {
public:
    using Make = std::function<std::unique_ptr<StreamSource>()>;
    FallbackSource(std::unique_ptr<StreamSource> first, Make second);

    [[nodiscard]] Result<StreamInfo> connect(const SourceRequest &request, Interrupt &interrupt) override;
    [[nodiscard]] Result<AccessUnit> next() override { return m_source->next(); }
    [[nodiscard]] PeerStats peer() const override { return m_source->peer(); }
    void close() override { m_source->close(); }

private:
    std::unique_ptr<StreamSource> m_source;
    Make m_second; ///< empty once used
};

/// The way to a stream of that address: our own client for rtsp:// and rtsps://, with FFmpeg's demuxer behind it for
/// what only that understands (video inside an MPEG transport stream); FFmpeg's for anything else.
[[nodiscard]] std::unique_ptr<StreamSource> makeStreamSource(const StreamEndpoint &stream);

} // namespace vigie::media
