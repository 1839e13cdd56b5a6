// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/reception.h>

#include <algorithm>
#include <cmath>

namespace vigie::rtsp {
namespace {

// RFC 3550 A.1
constexpr std::uint16_t kMaxDropout = 3000;
constexpr std::uint16_t kMaxMisorder = 100;
constexpr std::uint32_t kCycle = 65'536;
constexpr std::uint32_t kNoSuspect = kCycle;
/// No jitter we tell is larger: a clock that jumps would spoil it for minutes.
constexpr double kLongestTransit = 10.0; // s

} // namespace

void Reception::begin(const RtpPacket &packet)
{
    m_started = true;
    m_ssrc = packet.ssrc;
    m_highest = packet.sequence;
    m_base = packet.sequence;
    m_cycles = 0;
    m_suspect = kNoSuspect;
    m_received = 0;
    m_expectedBefore = 0;
    m_receivedBefore = 0;
    m_lastArrival.reset();
    m_jitter = 0.0;
}

bool Reception::placeSequence(const RtpPacket &packet)
{
    const auto ahead = static_cast<std::uint16_t>(packet.sequence - m_highest);
    if (ahead < kMaxDropout) {
        if (packet.sequence < m_highest)
            m_cycles += kCycle;
        m_highest = packet.sequence;
    } else if (ahead <= kCycle - kMaxMisorder) {
        if (packet.sequence != m_suspect) {
            m_suspect = (packet.sequence + 1U) % kCycle;
            return false;
        }
        begin(packet); // two in a row: the sender numbers anew
    }
    return true;
}

void Reception::take(const RtpPacket &packet, Clock::time_point arrival)
{
    if (!m_started || packet.ssrc != m_ssrc) {
        begin(packet);
        m_lastSrArrival.reset();
        m_lastSr = 0;
    } else if (!placeSequence(packet)) {
        return;
    }
    ++m_received;
    updateJitter(packet.timestamp, arrival);
}

void Reception::updateJitter(std::uint32_t timestamp, Clock::time_point arrival)
{
    // Packets of one picture share a timestamp: only its first says when it was sent.
    if (m_lastArrival && timestamp == m_lastTimestamp)
        return;
    if (m_lastArrival) {
        const double apart = std::chrono::duration<double>(arrival - *m_lastArrival).count();
        const double said = static_cast<double>(static_cast<std::int32_t>(timestamp - m_lastTimestamp)) / m_clockRate;
        const double difference = std::abs(apart - said);
        if (difference <= kLongestTransit)
            m_jitter += (difference * m_clockRate - m_jitter) / 16.0;
    }
    m_lastArrival = arrival;
    m_lastTimestamp = timestamp;
}

void Reception::takeSenderReport(const SenderReport &report, Clock::time_point arrival)
{
    if (m_started && report.ssrc != m_ssrc)
        return;
    m_lastSr = static_cast<std::uint32_t>(report.ntp >> 16);
    m_lastSrArrival = arrival;
}

std::uint64_t Reception::expected() const
{
    return m_started ? std::uint64_t{extendedHighest() - m_base} + 1 : 0;
}

std::uint64_t Reception::lost() const
{
    const std::uint64_t all = expected();
    return all > m_received ? all - m_received : 0;
}

std::chrono::microseconds Reception::jitter() const
{
    return std::chrono::microseconds(std::llround(m_jitter * 1e6 / m_clockRate));
}

std::optional<ReportBlock> Reception::report(Clock::time_point now)
{
    if (!m_started)
        return std::nullopt;
    ReportBlock block;
    block.ssrc = m_ssrc;
    block.extendedHighest = extendedHighest();
    block.jitter = static_cast<std::uint32_t>(m_jitter);
    const std::uint64_t all = expected();
    block.cumulativeLost = static_cast<std::int32_t>(
        std::clamp(static_cast<std::int64_t>(all - m_received), std::int64_t{-0x80'0000}, std::int64_t{0x7f'ffff}));
    const auto expectedNow = static_cast<std::int64_t>(all - m_expectedBefore);
    const auto lostNow = expectedNow - static_cast<std::int64_t>(m_received - m_receivedBefore);
    if (expectedNow > 0 && lostNow > 0)
        block.fractionLost = static_cast<std::uint8_t>(std::min(lostNow * 256 / expectedNow, std::int64_t{255}));
    m_expectedBefore = all;
    m_receivedBefore = m_received;
    if (m_lastSrArrival && m_lastSr != 0) {
        block.lastSr = m_lastSr;
        const double since = std::chrono::duration<double>(now - *m_lastSrArrival).count();
        block.delaySinceLastSr = static_cast<std::uint32_t>(std::clamp(since * 65'536.0, 0.0, 4'294'967'295.0));
    }
    return block;
}

} // namespace vigie::rtsp
