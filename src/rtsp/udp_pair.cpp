// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/udp_pair.h>

#include <netinet/in.h>

#include <cstring>

namespace vigie::rtsp {
namespace {

constexpr int kMostTries = 64; ///< for two free ports side by side
constexpr unsigned kAtOnce = 32;
constexpr std::size_t kLargestPacket = 9216; ///< a jumbo frame; who sends more, in fragments, loses it
/// Half a second of a picture of 4 Mb/s, and a whole key picture of 4K; the kernel may give less.
constexpr int kReceiveBuffer = 2 << 20;
/// RTP version 2 without a payload; RTCP: an empty receiver report.
constexpr std::array<std::uint8_t, 12> kNothingRtp{0x80};
constexpr std::array<std::uint8_t, 8> kNothingRtcp{0x80, 0xc9, 0, 1};

net::SocketHandle bound(net::SocketAddress &address)
{
    net::SocketHandle socket(::socket(address.family(), SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket.isOpen() || ::bind(socket.get(), address.get(), address.size()) != 0)
        return {};
    ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVBUF, &kReceiveBuffer, sizeof kReceiveBuffer);
    socklen_t size = sizeof(sockaddr_storage);
    ::getsockname(socket.get(), address.get(), &size);
    return socket;
}

} // namespace

Result<UdpPair> UdpPair::open(const QString &local, const QString &peer)
{
    const auto from = net::SocketAddress::of(local, 0);
    const auto to = net::SocketAddress::of(peer, 0);
    if (!from || !to)
        return fail(ErrorCode::Io, QStringLiteral("the connection has no address"));
    for (int i = 0; i < kMostTries; ++i) {
        net::SocketAddress first = *from;
        net::SocketHandle rtp = bound(first);
        if (!rtp.isOpen() || first.port() % 2 != 0)
            continue;
        net::SocketAddress second = *from;
        second.setPort(static_cast<quint16>(first.port() + 1));
        net::SocketHandle rtcp = bound(second);
        if (!rtcp.isOpen())
            continue;
        UdpPair pair;
        pair.m_rtpPort = first.port();
        pair.port(Kind::Rtp) = {std::move(rtp), *to};
        pair.port(Kind::Rtcp) = {std::move(rtcp), *to};
        pair.m_memory = std::make_unique_for_overwrite<std::uint8_t[]>(kAtOnce * kLargestPacket);
        pair.m_received.reserve(kAtOnce);
        return pair;
    }
    return fail(ErrorCode::Io, QStringLiteral("no two UDP ports side by side: ") + net::lastSystemError());
}

void UdpPair::setPeerPorts(quint16 rtp, quint16 rtcp)
{
    port(Kind::Rtp).peer.setPort(rtp);
    port(Kind::Rtcp).peer.setPort(rtcp);
}

void UdpPair::punch()
{
    const Port &rtp = port(Kind::Rtp);
    if (rtp.peer.port() != 0) {
        ::sendto(rtp.socket.get(), kNothingRtp.data(), kNothingRtp.size(), MSG_NOSIGNAL, rtp.peer.get(),
                 rtp.peer.size());
    }
    sendRtcp(kNothingRtcp);
}

void UdpPair::sendRtcp(Bytes packet)
{
    const Port &rtcp = port(Kind::Rtcp);
    if (rtcp.peer.port() != 0) {
        ::sendto(rtcp.socket.get(), packet.data(), packet.size(), MSG_NOSIGNAL, rtcp.peer.get(), rtcp.peer.size());
    }
}

std::span<const UdpPair::Bytes> UdpPair::receive(Kind kind)
{
    Port &own = port(kind);
    m_received.clear();
    std::array<mmsghdr, kAtOnce> messages{};
    std::array<iovec, kAtOnce> places{};
    std::array<net::SocketAddress, kAtOnce> sources;
    for (unsigned i = 0; i < kAtOnce; ++i) {
        places[i] = {m_memory.get() + i * kLargestPacket, kLargestPacket};
        messages[i].msg_hdr.msg_iov = &places[i];
        messages[i].msg_hdr.msg_iovlen = 1;
        messages[i].msg_hdr.msg_name = sources[i].get();
        messages[i].msg_hdr.msg_namelen = sizeof(sockaddr_storage);
    }
    const int count = ::recvmmsg(own.socket.get(), messages.data(), kAtOnce, MSG_DONTWAIT, nullptr);
    for (int i = 0; i < count; ++i) {
        const auto at = static_cast<unsigned>(i);
        if (!sources[at].sameHost(own.peer)) {
            ++m_foreign;
            continue;
        }
        if (own.peer.port() == 0)
            own.peer.setPort(sources[at].port());
        if ((messages[at].msg_hdr.msg_flags & MSG_TRUNC) == 0)
            m_received.emplace_back(m_memory.get() + at * kLargestPacket, messages[at].msg_len);
    }
    return m_received;
}

std::array<pollfd, 2> UdpPair::wanted() const
{
    return {pollfd{m_ports[0].socket.get(), POLLIN, 0}, pollfd{m_ports[1].socket.get(), POLLIN, 0}};
}

} // namespace vigie::rtsp
