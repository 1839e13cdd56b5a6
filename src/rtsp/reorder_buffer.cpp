// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/reorder_buffer.h>

#include <algorithm>
#include <bit>
#include <utility>

namespace vigie::rtsp {
namespace {

constexpr std::size_t kMostPackets = 1024;
constexpr std::uint32_t kNoSuspect = 0x1'0000;

} // namespace

ReorderBuffer::ReorderBuffer(Limits limits) :
    m_hold(limits.hold),
    m_slots(std::bit_ceil(std::clamp<std::size_t>(limits.packets, 1, kMostPackets))),
    m_storage(m_slots.size() > 1 ? m_slots.size() * kMaxHeldBytes : 0),
    m_suspect(kNoSuspect)
{
}

void ReorderBuffer::clear()
{
    dropHeld();
    m_direct.reset();
    m_started = false;
    m_gap = false;
    m_restarted = false;
    m_suspect = kNoSuspect;
}

void ReorderBuffer::dropHeld()
{
    for (Slot &slot : m_slots)
        slot.held = false;
    m_held = 0;
}

void ReorderBuffer::restart(const RtpPacket &packet)
{
    if (m_started) {
        m_restarted = true;
        m_gap = true;
        ++m_counts.restarts;
    }
    dropHeld();
    m_started = true;
    m_suspect = kNoSuspect;
    m_ssrc = packet.ssrc;
    m_next = packet.sequence;
}

void ReorderBuffer::push(const RtpPacket &packet, Clock::time_point now)
{
    if (m_direct) // nobody took it
        forgetDirect();
    if (!m_started || packet.ssrc != m_ssrc)
        restart(packet);
    int ahead = static_cast<std::int16_t>(packet.sequence - m_next);
    if (ahead < -kMaxMisorder || ahead > kMaxDropout) {
        if (packet.sequence != m_suspect) {
            m_suspect = (packet.sequence + 1U) % 0x1'0000U;
            ++m_counts.late;
            return;
        }
        restart(packet);
        ahead = 0;
    }
    m_suspect = kNoSuspect;
    if (ahead < 0) {
        ++m_counts.late;
        return;
    }
    const std::size_t bytes = packet.payload.size() + packet.jpegHeader.size();
    const auto slots = static_cast<int>(m_slots.size());
    if (ahead == 0 || ahead >= slots || bytes > kMaxHeldBytes)
        m_direct = packet;
    else
        hold(packet, now);
}

void ReorderBuffer::forgetDirect()
{
    ++m_counts.missing;
    if (m_direct->sequence != m_next)
        dropHeld();
    m_next = static_cast<std::uint16_t>(m_direct->sequence + 1);
    m_gap = true;
    m_direct.reset();
}

void ReorderBuffer::hold(const RtpPacket &packet, Clock::time_point now)
{
    Slot &slot = slotOf(packet.sequence);
    if (slot.held) {
        ++m_counts.late; // the same once more
        return;
    }
    std::uint8_t *const bytes = m_storage.data() + (packet.sequence & (m_slots.size() - 1)) * kMaxHeldBytes;
    std::uint8_t *const behind = std::copy(packet.payload.begin(), packet.payload.end(), bytes);
    std::copy(packet.jpegHeader.begin(), packet.jpegHeader.end(), behind);
    slot.packet = packet;
    slot.packet.payload = {bytes, packet.payload.size()};
    slot.packet.jpegHeader = {behind, packet.jpegHeader.size()};
    slot.arrival = now;
    slot.held = true;
    ++m_held;
}

const ReorderBuffer::Slot *ReorderBuffer::firstHeld() const
{
    if (m_held == 0)
        return nullptr;
    auto sequence = m_next;
    while (!slotOf(sequence).held)
        ++sequence;
    return &slotOf(sequence);
}

void ReorderBuffer::skipTo(std::uint16_t sequence)
{
    m_counts.missing += static_cast<std::uint16_t>(sequence - m_next);
    m_gap = m_gap || sequence != m_next;
    m_next = sequence;
}

ReorderBuffer::Ordered ReorderBuffer::take(const RtpPacket &packet)
{
    ++m_next;
    ++m_counts.passed;
    return {.packet = packet, .gap = std::exchange(m_gap, false), .restarted = std::exchange(m_restarted, false)};
}

std::optional<ReorderBuffer::Ordered> ReorderBuffer::pop(Clock::time_point now)
{
    const Slot *const held = firstHeld();
    const bool heldFirst = held && (!m_direct || isBefore(held->packet.sequence, m_direct->sequence));
    if (heldFirst) {
        // What is missing before it is waited for, unless the packet in hand needs the room.
        if (held->packet.sequence != m_next && !m_direct && now < held->arrival + m_hold)
            return std::nullopt;
        skipTo(held->packet.sequence);
        slotOf(m_next).held = false;
        --m_held;
        return take(held->packet);
    }
    if (!m_direct)
        return std::nullopt;
    skipTo(m_direct->sequence);
    const RtpPacket packet = *std::exchange(m_direct, std::nullopt);
    return take(packet);
}

std::optional<ReorderBuffer::Clock::time_point> ReorderBuffer::deadline() const
{
    const Slot *const held = firstHeld();
    return held ? std::optional(held->arrival + m_hold) : std::nullopt;
}

bool ReorderBuffer::isBefore(std::uint16_t one, std::uint16_t other) const
{
    return static_cast<std::uint16_t>(one - m_next) < static_cast<std::uint16_t>(other - m_next);
}

} // namespace vigie::rtsp
