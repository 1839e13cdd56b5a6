// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <rtsp/depacketizer.h>
#include <rtsp/picture.h>
#include <rtsp/reception.h>
#include <rtsp/reorder_buffer.h>
#include <rtsp/sdp.h>
#include <rtsp/timeline.h>

#include <deque>
#include <memory>
#include <optional>
#include <span>

namespace vigie::rtsp {

/// One video stream: packets in, pictures with their times out. Time is passed in. One owner, any thread.
class Receiver {
public:
    using Clock = std::chrono::steady_clock;
    using Bytes = std::span<const std::uint8_t>;

    /// \param video  of a codec that is known  \param inOrder  the network keeps the order (TCP): nothing is waited for
    Receiver(const SdpMedia &video, bool inOrder);

    /// \p bytes are RTP of the type the description names.
    [[nodiscard]] bool isNamed(Bytes bytes) const;
    /// \return false: not a packet of this stream
    bool takeRtp(Bytes bytes, Clock::time_point now);
    void takeRtcp(Bytes bytes, Clock::time_point now);
    /// \p bytes look like RTCP, on whatever channel they came (RFC 5761 4).
    [[nodiscard]] static bool isRtcp(Bytes bytes);
    /// For what was waited for until deadline().
    void onTime(Clock::time_point now);
    [[nodiscard]] std::optional<Clock::time_point> deadline() const { return m_reorder.deadline(); }
    /// The oldest picture that is whole.
    [[nodiscard]] std::optional<Picture> next();

    /// From here on what comes belongs to something that is not wanted any more, until begin().
    void discard();
    [[nodiscard]] bool isDiscarding() const { return m_discarding; }
    /// What the answer to a PLAY tells of the first packet that belongs to it.
    struct Beginning {
        std::optional<std::uint8_t> replay; ///< ReplayHeader::sequence
        std::optional<std::uint16_t> sequence; ///< of RTP-Info
    };
    /// Peers that tell it wrongly cost kBelieved of pictures, no more.
    void begin(const Beginning &beginning, Clock::time_point now);
    static constexpr std::chrono::milliseconds kBelieved{1000};

    /// A receiver report; empty before the first packet.
    [[nodiscard]] QByteArray report(Clock::time_point now);
    [[nodiscard]] PacketCounts counts() const;
    [[nodiscard]] bool hasBye() const { return m_bye; } ///< the sender leaves
    [[nodiscard]] std::optional<Clock::time_point> lastPacket() const { return m_lastPacket; }

private:
    [[nodiscard]] bool isOfBefore(const RtpPacket &packet, Clock::time_point now);
    void order(Clock::time_point now);
    void keep(CodedPicture coded, Clock::time_point now);

    const SdpMedia m_video;
    bool m_payloadTypeSeen = false;
    Reception m_reception;
    ReorderBuffer m_reorder;
    Timeline m_timeline;
    std::unique_ptr<Depacketizer> m_depacketizer;
    std::deque<Picture> m_ready;
    qsizetype m_readyBytes = 0;
    bool m_afterLoss = false; ///< the next picture to be kept is
    std::uint32_t m_ssrc; ///< ours
    QByteArray m_cname;
    std::optional<Clock::time_point> m_lastPacket;
    std::uint16_t m_highest = 0;
    std::int64_t m_reordered = 0;
    bool m_bye = false;
    bool m_discarding = false;
    Beginning m_beginning;
    Clock::time_point m_believedUntil;
};

} // namespace vigie::rtsp
