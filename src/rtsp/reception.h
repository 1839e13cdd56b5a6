// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <rtsp/rtcp.h>
#include <rtsp/rtp_packet.h>

#include <chrono>
#include <cstdint>
#include <optional>

namespace vigie::rtsp {

/// How well one sender is received: RFC 3550 A.1 (sequence numbers), A.3 (loss), A.8 (jitter), and the report block
/// that tells the sender. Every packet as it came off the wire, before any reordering. Time is passed in. One owner,
/// any thread.
class Reception {
public:
    using Clock = std::chrono::steady_clock;
    /// \param clockRate  Hz, not 0
    explicit Reception(std::uint32_t clockRate) : m_clockRate(clockRate) { }

    /// A new SSRC, or a jump that the next packet confirms, begins anew.
    void take(const RtpPacket &packet, Clock::time_point arrival);
    void takeSenderReport(const SenderReport &report, Clock::time_point arrival);

    /// \return nothing before the first packet. Begins the next interval of fractionLost.
    [[nodiscard]] std::optional<ReportBlock> report(Clock::time_point now);

    [[nodiscard]] std::uint64_t received() const { return m_received; }
    /// Packets that never came, since the sender began; duplicates do not hide losses below 0.
    [[nodiscard]] std::uint64_t lost() const;
    /// Interarrival jitter, smoothed over some 16 packets.
    [[nodiscard]] std::chrono::microseconds jitter() const;
    [[nodiscard]] std::uint32_t extendedHighest() const { return m_cycles + m_highest; }

private:
    void begin(const RtpPacket &packet);
    [[nodiscard]] bool placeSequence(const RtpPacket &packet);
    void updateJitter(std::uint32_t timestamp, Clock::time_point arrival);
    [[nodiscard]] std::uint64_t expected() const;

    std::uint32_t m_clockRate;
    bool m_started = false;
    std::uint32_t m_ssrc = 0;
    std::uint16_t m_highest = 0;
    std::uint32_t m_cycles = 0; ///< counted in 65,536
    std::uint32_t m_base = 0;
    std::uint32_t m_suspect = 0; ///< the number that would confirm a jump; above 65,535: none
    std::uint64_t m_received = 0;
    std::uint64_t m_expectedBefore = 0;
    std::uint64_t m_receivedBefore = 0;
    std::optional<Clock::time_point> m_lastArrival;
    std::uint32_t m_lastTimestamp = 0;
    double m_jitter = 0.0; ///< in units of the RTP clock
    std::uint32_t m_lastSr = 0;
    std::optional<Clock::time_point> m_lastSrArrival;
};

} // namespace vigie::rtsp
