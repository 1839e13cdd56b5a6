// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QtCore/QByteArray>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace vigie::rtsp {

/// What a receiver says about one sender (RFC 3550 6.4.1).
struct ReportBlock {
    std::uint32_t ssrc = 0; ///< of the sender it is about
    std::uint8_t fractionLost = 0; ///< of 256, since the report before
    std::int32_t cumulativeLost = 0; ///< 24 bits; negative where packets came twice
    std::uint32_t extendedHighest = 0; ///< sequence number, with its cycles above
    std::uint32_t jitter = 0; ///< in units of the RTP clock
    std::uint32_t lastSr = 0; ///< middle 32 bits of the NTP time of the last sender report; 0: none yet
    std::uint32_t delaySinceLastSr = 0; ///< 1/65,536 s
    bool operator==(const ReportBlock &) const = default;
};

/// The sender's clock, said twice: as wall clock and as RTP timestamp.
struct SenderReport {
    std::uint32_t ssrc = 0;
    std::uint64_t ntp = 0; ///< see timeOfNtp(); 0: the camera has no wall clock
    std::uint32_t rtpTimestamp = 0;
    std::uint32_t packets = 0;
    std::uint32_t octets = 0;
    bool operator==(const SenderReport &) const = default;
};

/// What we use of one compound RTCP packet.
struct RtcpReport {
    std::optional<SenderReport> sender;
    std::vector<ReportBlock> blocks; ///< of the SR and RR in it
    QByteArray cname; ///< of SDES
    bool bye = false; ///< the sender leaves
};

/// Reads SR, RR, SDES and BYE; skips other types (APP, feedback, XR).
/// \return Protocol: not RTCP version 2, lengths that do not fit, over kMaxRtcpBytes
[[nodiscard]] Result<RtcpReport> readRtcp(std::span<const std::uint8_t> bytes);
inline constexpr std::size_t kMaxRtcpBytes = 4096;

/// RR + SDES(CNAME), as a receiver owes it to the sender.
/// \param blocks  31 at most are said  \param cname  cut to 255 bytes
[[nodiscard]] QByteArray makeReceiverReport(std::uint32_t ourSsrc, std::span<const ReportBlock> blocks,
                                            const QByteArray &cname);
/// RR + SDES + BYE.
[[nodiscard]] QByteArray makeBye(std::uint32_t ourSsrc, const QByteArray &cname);

} // namespace vigie::rtsp
