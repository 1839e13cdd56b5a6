// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <net/socket_handle.h>

#include <poll.h>

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace vigie::rtsp {

/// Two UDP ports of ours, one after the other: RTP on the even one, RTCP on the odd. Takes packets from the peer's host
/// alone, whatever port they leave from: cameras rarely keep to the ports they announce. One owner, any thread; never
/// blocks.
class UdpPair {
public:
    enum class Kind : std::size_t { Rtp, Rtcp };
    using Bytes = std::span<const std::uint8_t>;

    /// \param local, peer  numeric: both ends of the control connection \return Io
    [[nodiscard]] static Result<UdpPair> open(const QString &local, const QString &peer);

    [[nodiscard]] quint16 rtpPort() const { return m_rtpPort; }
    /// The peer's ports, from its answer; 0 where it named none: then they are where its packets come from.
    void setPeerPorts(quint16 rtp, quint16 rtcp);
    /// Sends a packet that means nothing from either port, so that firewalls on the way let the answers in.
    void punch();
    /// What has come, at most a few dozen packets a call: call until it is empty. Valid until the next call.
    [[nodiscard]] std::span<const Bytes> receive(Kind kind);
    /// Lost silently where the network does not take it, as on the way.
    void sendRtcp(Bytes packet);
    [[nodiscard]] std::array<pollfd, 2> wanted() const;
    /// Packets from another host, dropped.
    [[nodiscard]] std::int64_t foreign() const { return m_foreign; }

private:
    struct Port {
        net::SocketHandle socket;
        net::SocketAddress peer; ///< port 0: not known yet
    };
    UdpPair() = default;
    [[nodiscard]] Port &port(Kind kind) { return m_ports[static_cast<std::size_t>(kind)]; }

    std::array<Port, 2> m_ports;
    quint16 m_rtpPort = 0;
    std::int64_t m_foreign = 0;
    std::unique_ptr<std::uint8_t[]> m_memory; // untouched pages cost nothing
    std::vector<Bytes> m_received;
};

} // namespace vigie::rtsp
