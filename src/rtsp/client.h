// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/endpoint.h>
#include <net/interrupt.h>
#include <rtsp/picture.h>

#include <chrono>
#include <memory>
#include <optional>

namespace vigie::rtsp {

/// Where to connect and as whom.
struct Target {
    QUrl url; ///< rtsp:// or rtsps://; user info in it is not used
    QString user;
    const Secret *password = nullptr; ///< null or empty: no credentials are offered; outlives the connection
    RtpTransport transport = RtpTransport::Auto; ///< rtsps:// is TCP whatever stands here
    bool unverifiedTlsAllowed = false;
    bool onvifReplay = false; ///< "Require: onvif-replay": a recording, with its instants in the packets
};

/// What a PLAY asks for. Nothing set: from where it is (live: now).
struct Play {
    QByteArray range; ///< value of Range, "npt=12.5-" or "clock=20261124T220000Z-"
    std::optional<double> scale; ///< 2: twice as fast, negative: backwards
    std::optional<bool> rateControl; ///< ONVIF: false: as fast as the network takes it
    bool immediate = false; ///< ONVIF: a PLAY while playing jumps at once
};

/// What the peer says it sends.
struct Offer {
    VideoCodec codec = VideoCodec::Unknown;
    QByteArray parameterSets; ///< Annex B; empty: in band
    QByteArray range; ///< of the description, as written; empty: live
    QString transport; ///< "TCP", "UDP", "TLS"
};

/// One RTSP 1.0 session with one video stream of one peer (RFC 2326, ONVIF Streaming Specification). Sound and back
/// channels are never set up. It keeps the session alive, reports reception, answers the peer's own requests and goes
/// nowhere but to the host and port it was given. Every call blocks its thread, and returns within 50 ms of the
/// interrupt. Bounded: what MessageReader keeps, 16 MiB of pictures not yet asked for, 64 KiB not yet sent. One owner,
/// any thread. No secret stands in the errors.
class Client {
public:
    Client();
    ~Client(); ///< closes
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    /// Connects and plays. \p interrupt is asked until close().
    /// \return Refused (401, 403, the certificate), NotFound, Unreachable, TimedOut, NotSupported (no stream we can
    /// decode: the detail names the codec; no transport), Protocol, InvalidArgument (the address), Cancelled
    [[nodiscard]] Result<Offer> open(const Target &target, const Play &play, net::Interrupt &interrupt);
    /// Blocks for the next picture; handed out the moment its last packet was read. Its bytes are the caller's.
    /// \return Unreachable (the peer closed or said BYE), TimedOut (no packet for 10 s of playing), Protocol, Cancelled
    [[nodiscard]] Result<Picture> next();
    /// Asks again, for another place or pace; nothing from before comes out of next() after it.
    /// \return as open(); the session stands unless Unreachable, Protocol or Cancelled
    [[nodiscard]] Result<> play(const Play &play);
    /// next() then waits, keeping the session alive, until play().
    [[nodiscard]] Result<> pause();
    [[nodiscard]] PacketCounts counts() const;
    /// Says TEARDOWN, although the interrupt has fired, for 30 ms at most; safe without open() and twice.
    void close();

private:
    struct Session;
    [[nodiscard]] Result<Offer> attempt(const Target &target, RtpTransport transport, const Play &play,
                                        net::Interrupt &interrupt);
    std::unique_ptr<Session> d; ///< null: not connected
    bool m_otherTransportMayDo = false; ///< why the last attempt failed
};

} // namespace vigie::rtsp
