// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/endpoint.h>
#include <core/result.h>
#include <net/interrupt.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

namespace vigie::media {

/// A session's takes longer than others when it has kept pictures to decode: there is nothing to read
/// meanwhile.
using Interrupt = net::Interrupt;

/// Where to connect and as whom. \c password outlives the call of connect().
struct SourceRequest {
    StreamEndpoint stream;
    QString user;
    const Secret *password = nullptr; ///< null or empty: no credentials are offered
    /// rtsps:// without checking who answers. Off: a source that cannot check refuses before the
    /// first packet.
    bool unverifiedTlsAllowed = false;
};

/// What the peer says it sends, before the first access unit.
struct StreamInfo {
    VideoCodec codec = VideoCodec::Unknown;
    QByteArray parameterSets; ///< as the decoder takes them (Annex B or avcC/hvcC); may be empty:
                              ///< then in band
    QString transport; ///< "TCP", "UDP", "TLS"
};

/// One coded picture.
struct AccessUnit {
    std::span<const std::uint8_t>
        bytes; ///< valid until the next call on the source; at most kMaxAccessUnitBytes
    std::chrono::microseconds pts{0}; ///< unwrapped, from an arbitrary origin
    std::chrono::steady_clock::time_point received; ///< when the source had it whole
    /// By the camera's own clock (RTCP sender report, ONVIF replay); empty until it told.
    std::optional<std::chrono::system_clock::time_point> captured;
    bool afterLoss =
        false; ///< something before it never came: pictures that refer to it are damaged
    bool key = false; ///< a decoder can begin here
    /// A decoder that begins here shows whole pictures from that many on: the recovery point of a gradual refresh. Empty:
    /// no such point. 0: it is a key as well.
    std::optional<int> wholeAfter = std::nullopt;
};
inline constexpr std::size_t kMaxAccessUnitBytes = 16U << 20U;

/// What a source knows of the way its packets took; all 0 where it cannot tell (FFmpeg's demuxer).
struct PeerStats {
    std::int64_t packets = 0; ///< RTP packets of the stream that arrived
    std::int64_t lost = 0; ///< that never came, or too late to be put in order
    std::int64_t reordered = 0; ///< that came after a later one and were put in order
    std::chrono::microseconds jitter{0}; ///< RFC 3550 6.4.1: mean deviation between arrivals
};

/// One connection to one stream. The seam between the network and the decoder: our own RTSP
/// client, FFmpeg's demuxer for what it does not know, a script in the tests. Thread: one, the session's. Every call
/// returns within 200 ms of Interrupt::requested() turning true.
class StreamSource {
public:
    virtual ~StreamSource() = default;
    /// \return Refused (401, 403), NotFound, Unreachable, TimedOut, NotSupported (no stream we can
    /// decode; the detail names the codec), Protocol, InvalidArgument (the URL), Cancelled
    /// (interrupted)
    [[nodiscard]] virtual Result<StreamInfo> connect(const SourceRequest &request,
                                                     Interrupt &interrupt) = 0;
    /// Blocks for the next picture. \return Unreachable (the peer closed), TimedOut, Protocol,
    /// Cancelled (interrupted)
    [[nodiscard]] virtual Result<AccessUnit> next() = 0;
    [[nodiscard]] virtual PeerStats peer() const { return {}; }
    /// Says good-bye and frees everything; safe without connect() and twice.
    virtual void close() = 0;
};

} // namespace vigie::media
