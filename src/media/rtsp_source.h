// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/stream_source.h>
#include <rtsp/client.h>

namespace vigie::media {

/// StreamSource over our own RTSP client: TCP interleaved, TLS or UDP; a picture is handed out the moment its last packet
/// was read.
class RtspSource final : public StreamSource {
public:
    [[nodiscard]] Result<StreamInfo> connect(const SourceRequest &request, Interrupt &interrupt) override;
    [[nodiscard]] Result<AccessUnit> next() override;
    [[nodiscard]] PeerStats peer() const override;
    void close() override;

private:
    rtsp::Client m_client;
    rtsp::Picture m_picture; ///< the last one that was handed out
};

} // namespace vigie::media
