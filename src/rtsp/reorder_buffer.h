// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <rtsp/rtp_packet.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace vigie::rtsp {

/// Puts the packets of one sender into the order of their sequence numbers. What comes in order passes at once and
/// uncopied; only while something is missing are packets held, at most so many and so long. Memory is taken once. With
/// Limits{.packets = 1} nothing is ever held: gaps and duplicates of a TCP stream are told the same way.
/// Time is passed in. One owner, any thread.
class ReorderBuffer {
public:
    using Clock = std::chrono::steady_clock;
    struct Limits {
        std::size_t packets = 64; ///< a power of two up to 1,024; others are rounded up
        std::chrono::milliseconds hold{40}; ///< a missing packet is waited for no longer
    };
    struct Ordered {
        RtpPacket packet; ///< payload valid until the next push()
        bool gap = false; ///< packets are missing right before this one
        bool restarted = false; ///< another sender, or one that numbers anew
    };
    struct Counts {
        std::uint64_t passed = 0;
        std::uint64_t missing = 0; ///< given up
        std::uint64_t late = 0; ///< came after they were given up, or twice; dropped
        std::uint64_t restarts = 0;
    };
    /// The largest payload that is held. One above it is never held: what is missing before it is given up.
    static constexpr std::size_t kMaxHeldBytes = 2048;
    /// Numbers further ahead than this, or further back than kMaxMisorder, begin anew once the next one agrees.
    static constexpr int kMaxDropout = 3000;
    static constexpr int kMaxMisorder = 256;

    ReorderBuffer() : ReorderBuffer(Limits{}) { }
    explicit ReorderBuffer(Limits limits);

    /// Then pop() until it answers nothing: what was not taken when the next packet comes is lost, and told as a gap.
    void push(const RtpPacket &packet, Clock::time_point now);
    [[nodiscard]] std::optional<Ordered> pop(Clock::time_point now);
    /// When to call pop() although no packet came; nothing: only after the next push().
    [[nodiscard]] std::optional<Clock::time_point> deadline() const;
    [[nodiscard]] Counts counts() const { return m_counts; }
    /// Forgets everything but the counts: after PLAY or a seek.
    void clear();

private:
    struct Slot {
        RtpPacket packet;
        Clock::time_point arrival;
        bool held = false;
    };
    [[nodiscard]] Slot &slotOf(std::uint16_t sequence) { return m_slots[sequence & (m_slots.size() - 1)]; }
    [[nodiscard]] const Slot &slotOf(std::uint16_t sequence) const
    {
        return m_slots[sequence & (m_slots.size() - 1)];
    }
    void restart(const RtpPacket &packet);
    void forgetDirect();
    void hold(const RtpPacket &packet, Clock::time_point now);
    void dropHeld();
    [[nodiscard]] const Slot *firstHeld() const;
    void skipTo(std::uint16_t sequence);
    [[nodiscard]] Ordered take(const RtpPacket &packet);
    [[nodiscard]] bool isBefore(std::uint16_t one, std::uint16_t other) const;

    std::chrono::milliseconds m_hold;
    std::vector<Slot> m_slots;
    std::vector<std::uint8_t> m_storage; ///< kMaxHeldBytes a slot
    std::optional<RtpPacket> m_direct; ///< not held: still where the caller has it; all held before it go first
    bool m_started = false;
    bool m_gap = false; ///< before m_next
    bool m_restarted = false;
    std::uint32_t m_ssrc = 0;
    std::uint16_t m_next = 0;
    std::size_t m_held = 0;
    std::uint32_t m_suspect = 0; ///< the number that would confirm a jump; above 65,535: none
    Counts m_counts;
};

} // namespace vigie::rtsp
