// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

namespace vigie::rtsp {

/// The header extension of an ONVIF replay (Streaming Specification, profile 0xABAC).
struct ReplayHeader {
    std::chrono::system_clock::time_point captured; ///< from its NTP time
    bool cleanPoint = false; ///< C: a decoder can begin here
    bool endOfSection = false; ///< E: the recording has a gap after this
    bool discontinuity = false; ///< D: the recording had a gap before this
    bool last = false; ///< T: the last of the requested range
    std::uint8_t sequence = 0; ///< CSeq of the PLAY it answers, low byte
};

/// An RTP packet (RFC 3550 5.1), read in place: \c payload points into the bytes it was read from.
struct RtpPacket {
    std::uint8_t payloadType = 0;
    bool marker = false;
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0;
    std::uint32_t ssrc = 0;
    std::optional<ReplayHeader> replay;
    /// JPEG markers of the ONVIF extension 0xFFD8, without SOI: for pictures RFC 2435 cannot say. Usually empty.
    std::span<const std::uint8_t> jpegHeader;
    std::span<const std::uint8_t> payload; ///< without padding; may be empty
};

/// \return Protocol: not RTP version 2, or lengths that do not fit
[[nodiscard]] Result<RtpPacket> readRtp(std::span<const std::uint8_t> bytes);

} // namespace vigie::rtsp
