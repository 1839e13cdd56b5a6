// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <scripted_server.h>

#include <core/endpoint.h>

#include <chrono>
#include <functional>
#include <optional>

namespace vigie::test {

/// An RTSP server that sends coded pictures over TCP exactly as the test says: what no camera's settings allow.
class ClipServer {
public:
    struct Picture {
        QByteArray unit; ///< Annex B
        quint32 timestamp = 0; ///< RTP, 90 kHz
        std::chrono::milliseconds at{0}; ///< since PLAY
        bool torn = false; ///< its last packet but one never comes
    };
    /// What one connection gets.
    struct Broadcast {
        VideoCodec codec = VideoCodec::H264; ///< as the description says; H.264 or H.265
        /// Picture \p index from 0 on; empty: nothing more comes, the connection stands. Server's thread.
        std::function<std::optional<Picture>(int index)> picture;
    };
    /// \param broadcast  of connection \p nth, from 1 on; server's thread  \param address  loopback
    ClipServer(std::function<Broadcast(int nth)> broadcast, const QString &address);

    [[nodiscard]] QUrl url() const { return QUrl(m_server.url()); }
    [[nodiscard]] int connections() const { return m_server.connections(); }

private:
    ScriptedServer m_server;
};

} // namespace vigie::test
