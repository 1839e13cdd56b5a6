// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/receiver.h>

#include <net/digest.h>

#include <QtCore/QRandomGenerator>

#include <utility>

namespace vigie::rtsp {
namespace {

/// Pictures that nobody asked for yet (a slow decoder, packets that come before the answer to PLAY).
constexpr qsizetype kMostReadyBytes = kMaxPictureBytes;
constexpr std::size_t kMostReady = 256;

} // namespace

Receiver::Receiver(const SdpMedia &video, bool inOrder)
    : m_video(video),
      m_reception(video.clockRate),
      m_reorder(inOrder ? ReorderBuffer::Limits{.packets = 1} : ReorderBuffer::Limits{}),
      m_timeline(video.clockRate),
      m_depacketizer(makeDepacketizer(video.codec, video.parameterSets)),
      m_ssrc(QRandomGenerator::system()->generate()),
      m_cname(net::makeClientNonce())
{
}

bool Receiver::isRtcp(Bytes bytes)
{
    return bytes.size() >= 8 && bytes[1] >= 192 && bytes[1] <= 223;
}

bool Receiver::isNamed(Bytes bytes) const
{
    const Result<RtpPacket> packet = readRtp(bytes);
    return packet && packet->payloadType == m_video.payloadType;
}

bool Receiver::takeRtp(Bytes bytes, Clock::time_point now)
{
    const Result<RtpPacket> packet = readRtp(bytes);
    if (!packet)
        return false;
    // The type the description names; another one only from a peer that never uses that.
    m_payloadTypeSeen = m_payloadTypeSeen || packet->payloadType == m_video.payloadType;
    if (m_payloadTypeSeen && packet->payloadType != m_video.payloadType)
        return false;
    const bool first = !m_lastPacket;
    m_lastPacket = now;
    if (m_discarding || isOfBefore(*packet, now))
        return true;
    m_reception.take(*packet, now);
    const auto ahead = static_cast<std::int16_t>(packet->sequence - m_highest);
    const std::uint64_t late = m_reorder.counts().late;
    m_reorder.push(*packet, now);
    if (first || ahead > 0 || ahead < -ReorderBuffer::kMaxMisorder)
        m_highest = packet->sequence;
    else if (ahead < 0 && m_reorder.counts().late == late)
        ++m_reordered;
    order(now);
    return true;
}

bool Receiver::isOfBefore(const RtpPacket &packet, Clock::time_point now)
{
    if (!m_beginning.replay && !m_beginning.sequence)
        return false;
    const bool begins = m_beginning.replay
        ? packet.replay && packet.replay->sequence == *m_beginning.replay
        : static_cast<std::int16_t>(packet.sequence - *m_beginning.sequence) >= 0;
    if (!begins && now < m_believedUntil)
        return true;
    m_beginning = {};
    return false;
}

void Receiver::order(Clock::time_point now)
{
    while (const auto ordered = m_reorder.pop(now)) {
        auto coded = m_depacketizer->push(ordered->packet, ordered->gap || ordered->restarted);
        for (; coded; coded = m_depacketizer->take())
            keep(std::move(*coded), now);
    }
}

void Receiver::keep(CodedPicture coded, Clock::time_point now)
{
    Picture picture;
    picture.pts = m_timeline.place(coded.timestamp, now).at;
    picture.received = now;
    if (!coded.captured)
        coded.captured = m_timeline.captured(coded.timestamp);
    coded.afterLoss = std::exchange(m_afterLoss, false) || coded.afterLoss;
    m_readyBytes += coded.bytes.size();
    picture.coded = std::move(coded);
    m_ready.push_back(std::move(picture));
    while (m_ready.size() > 1 && (m_ready.size() > kMostReady || m_readyBytes > kMostReadyBytes)) {
        m_readyBytes -= m_ready.front().coded.bytes.size();
        m_ready.pop_front();
        m_ready.front().coded.afterLoss = true;
    }
}

std::optional<Picture> Receiver::next()
{
    if (m_ready.empty())
        return std::nullopt;
    Picture picture = std::move(m_ready.front());
    m_ready.pop_front();
    m_readyBytes -= picture.coded.bytes.size();
    return picture;
}

void Receiver::onTime(Clock::time_point now)
{
    order(now);
}

void Receiver::takeRtcp(Bytes bytes, Clock::time_point now)
{
    const Result<RtcpReport> report = readRtcp(bytes);
    if (!report)
        return;
    if (report->sender) {
        m_reception.takeSenderReport(*report->sender, now);
        m_timeline.takeSenderReport(*report->sender);
    }
    m_bye = m_bye || (report->bye && !m_discarding);
}

void Receiver::discard()
{
    m_discarding = true;
    m_ready.clear();
    m_readyBytes = 0;
}

void Receiver::begin(const Beginning &beginning, Clock::time_point now)
{
    m_discarding = false;
    m_bye = false;
    m_beginning = beginning;
    m_believedUntil = now + kBelieved;
    m_lastPacket.reset();
    m_reorder.clear();
    m_depacketizer = makeDepacketizer(m_video.codec, m_video.parameterSets); // without half a picture from before
    m_afterLoss = true;
}

QByteArray Receiver::report(Clock::time_point now)
{
    const std::optional<ReportBlock> block = m_reception.report(now);
    return block ? makeReceiverReport(m_ssrc, {&*block, 1}, m_cname) : QByteArray();
}

PacketCounts Receiver::counts() const
{
    const ReorderBuffer::Counts ordered = m_reorder.counts();
    return {static_cast<std::int64_t>(m_reception.received()), static_cast<std::int64_t>(ordered.missing), m_reordered,
            m_reception.jitter()};
}

} // namespace vigie::rtsp
