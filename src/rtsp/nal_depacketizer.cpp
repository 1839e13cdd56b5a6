// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/bit_reader.h>
#include <rtsp/nal_depacketizer.h>

#include <algorithm>
#include <array>

namespace vigie::rtsp {
namespace {

constexpr std::uint8_t kStart = 0x80; // of a fragment's control byte, the same in both standards
constexpr std::uint8_t kEnd = 0x40;
constexpr int kRecoveryPoint = 6; // SEI payload type, the same in both standards
constexpr std::size_t kLookedAt = 24; // bytes of a unit, enough for the head of a slice

} // namespace

void NalDepacketizer::read(const RtpPacket &packet, bool gap)
{
    m_packet = &packet;
    if (gap) {
        m_unitOpen = false;
        m_justMarked = false;
        if (m_picture.isOpen())
            m_picture.breakUp();
        else
            m_picture.noteLoss();
    }
    if (m_picture.isOpen() && packet.timestamp != m_picture.timestamp()) {
        if (m_unitOpen) // its end never came
            breakPicture();
        if (m_slices || m_picture.isBroken())
            closePicture();
        else
            m_picture.retime(packet);
    }
    if (!packet.payload.empty())
        readPayload(packet.payload);
    m_justMarked = false;
    if (packet.marker && m_picture.isOpen() && (m_slices || m_picture.isBroken()) && !m_markersLie) {
        m_markersSeen = true;
        m_justMarked = true;
        m_markedTimestamp = packet.timestamp;
        closePicture();
    }
    m_packet = nullptr;
}

void NalDepacketizer::openPicture()
{
    m_picture.open(*m_packet);
    m_sets.beginPicture();
    m_units = 0;
    m_slices = false;
    m_randomAccess = false;
    m_recoveryPoint.reset();
    m_sequenceSet = false;
    m_allIntra = true;
    m_setsGo = 0;
}

void NalDepacketizer::closePicture()
{
    endUnit(); // some cameras forget the last fragment's end
    const bool key = isKey();
    m_picture.close(key, key && m_recoveryPoint ? 0 : m_recoveryPoint);
}

/// Old cameras have no IDR: intra pictures with an SPS of their own are where they begin.
bool NalDepacketizer::isKey() const
{
    return m_randomAccess || m_recoveryPoint == 0 || (m_sequenceSet && m_allIntra);
}

void NalDepacketizer::breakPicture()
{
    m_unitOpen = false;
    if (!m_picture.isOpen())
        openPicture();
    m_picture.breakUp();
}

void NalDepacketizer::beginUnit(Bytes header, Bytes rest)
{
    endUnit();
    std::array<std::uint8_t, kLookedAt> head{};
    const std::size_t fromHeader = std::min(header.size(), head.size());
    const std::size_t fromRest = std::min(rest.size(), head.size() - fromHeader);
    std::copy_n(rest.begin(), fromRest, std::copy_n(header.begin(), fromHeader, head.begin()));
    m_unit = look(Bytes(head).first(fromHeader + fromRest));
    if (m_unit.damaged) { // nothing it says can be believed
        breakPicture();
        return;
    }
    const bool trusted = m_markersSeen && !m_markersLie;
    if (m_picture.isOpen() && m_slices && !trusted && (m_unit.firstSlice || m_unit.prefix))
        closePicture(); // the timestamp stands still
    if (!m_picture.isOpen())
        openPicture();
    if (++m_units > kMaxUnits) {
        breakPicture();
        return;
    }
    m_unitOpen = true;
    if (m_unit.drop)
        return;
    if (m_unit.slice)
        beginSlice(m_unit);
    m_picture.append(kStartCode);
    m_unitAt = m_picture.size();
    m_picture.append(header);
    m_picture.append(rest);
}

void NalDepacketizer::beginSlice(const Unit &unit)
{
    m_randomAccess = m_randomAccess || unit.randomAccess;
    m_allIntra = m_allIntra && unit.intra;
    if (m_slices)
        return;
    m_slices = true;
    if (!unit.firstSlice) {
        // Its beginning is lost; or it went out with the packet before, whose marker meant only a slice.
        m_markersLie = m_markersLie || (m_justMarked && m_markedTimestamp == m_packet->timestamp);
        m_picture.breakUp();
        return;
    }
    if (isKey() || m_recoveryPoint)
        m_picture.insert(m_setsGo, m_sets.missing());
}

void NalDepacketizer::continueUnit(Bytes bytes)
{
    if (!m_unitOpen) {
        breakPicture();
        return;
    }
    if (!m_unit.drop)
        m_picture.append(bytes);
}

void NalDepacketizer::endUnit()
{
    if (!std::exchange(m_unitOpen, false) || m_unit.drop || m_picture.isBroken())
        return;
    const Bytes unit = m_picture.from(m_unitAt);
    m_sets.remember(unit);
    m_sequenceSet = m_sequenceSet || m_unit.sequenceSet;
    if (m_unit.enhancement)
        m_recoveryPoint = m_recoveryPoint ? m_recoveryPoint : recoveryPoint(unit);
    if (m_unit.delimiter && m_units == 1)
        m_setsGo = m_picture.size();
}

void NalDepacketizer::wholeUnit(Bytes unit)
{
    beginUnit({}, unit);
    endUnit();
}

void NalDepacketizer::readAggregate(Bytes rest)
{
    while (rest.size() >= 2) {
        const std::size_t length = read16(rest, 0);
        rest = rest.subspan(2);
        if (length > rest.size() || (length > 0 && !mayBeAggregated(rest.first(length)))) {
            breakPicture();
            return;
        }
        if (length > 0)
            wholeUnit(rest.first(length));
        rest = rest.subspan(length);
    }
}

void NalDepacketizer::readFragment(Bytes header, std::uint8_t control, Bytes data)
{
    if ((control & kStart) != 0)
        beginUnit(header, data);
    else
        continueUnit(data);
    if ((control & kEnd) != 0)
        endUnit();
}

std::optional<int> NalDepacketizer::recoveryPoint(Bytes unit) const
{
    // Types and sizes run on in bytes of 255 (H.264 7.3.2.3.1).
    std::size_t at = headerBytes();
    const auto number = [&] {
        std::size_t value = 0;
        while (at < unit.size() && unit[at] == 0xff)
            value += unit[at++];
        return at < unit.size() ? value + unit[at++] : value;
    };
    while (at + 2 < unit.size()) {
        const bool isOne = number() == kRecoveryPoint;
        const std::size_t size = number();
        if (isOne && size > 0 && at < unit.size())
            return untilWhole(BitReader(unit.subspan(at)).ue());
        if (isOne)
            return std::nullopt;
        at += size;
    }
    return std::nullopt;
}

} // namespace vigie::rtsp
