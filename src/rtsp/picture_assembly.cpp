// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/picture_assembly.h>

#include <rtsp/depacketizer.h>

#include <algorithm>
#include <cstring>

namespace vigie::rtsp {
namespace {

constexpr qsizetype kLeastExpected = 2048;

QByteArrayView viewOf(Bytes bytes)
{
    return {bytes.data(), static_cast<qsizetype>(bytes.size())};
}

std::optional<std::chrono::system_clock::time_point> capturedOf(const RtpPacket &packet)
{
    return packet.replay ? std::optional(packet.replay->captured) : std::nullopt;
}

} // namespace

Bytes PictureAssembly::from(qsizetype at) const
{
    return Bytes(reinterpret_cast<const std::uint8_t *>(m_bytes.constData()), static_cast<std::size_t>(m_bytes.size()))
        .subspan(static_cast<std::size_t>(at));
}

void PictureAssembly::open(const RtpPacket &packet)
{
    reset();
    m_open = true;
    retime(packet);
    if (m_bytes.capacity() == 0) // the last one was handed out
        m_bytes.reserve(std::max(m_expected, kLeastExpected) + kPicturePadding);
}

void PictureAssembly::retime(const RtpPacket &packet)
{
    m_timestamp = packet.timestamp;
    m_captured = capturedOf(packet);
}

bool PictureAssembly::takes(Bytes bytes)
{
    if (m_broken)
        return false;
    if (m_bytes.size() + static_cast<qsizetype>(bytes.size()) <= kMaxPictureBytes)
        return true;
    breakUp();
    return false;
}

void PictureAssembly::append(Bytes bytes)
{
    if (takes(bytes))
        m_bytes.append(viewOf(bytes));
}

void PictureAssembly::insert(qsizetype at, Bytes bytes)
{
    if (takes(bytes))
        m_bytes.insert(at, viewOf(bytes));
}

void PictureAssembly::breakUp()
{
    m_broken = true;
    m_loss = true;
    m_bytes.resize(0);
}

void PictureAssembly::close(bool key, std::optional<int> wholeAfter)
{
    if (m_open && !m_broken && !m_bytes.isEmpty()) {
        const qsizetype size = m_bytes.size();
        m_bytes.append(kPicturePadding, '\0');
        m_bytes.resize(size);
        // A key picture's size is remembered for some pictures, not for a whole GOP.
        m_expected = std::max(size, m_expected - m_expected / 4);
        if (m_waiting.size() == Depacketizer::kMaxWaiting) { // nobody takes them
            m_waiting.pop_front();
            m_waiting.front().afterLoss = true;
        }
        m_waiting.push_back({.bytes = std::exchange(m_bytes, {}),
                             .timestamp = m_timestamp,
                             .key = key,
                             .wholeAfter = wholeAfter,
                             .afterLoss = std::exchange(m_loss, false),
                             .captured = m_captured});
    }
    reset();
}

void PictureAssembly::reset()
{
    m_open = false;
    m_broken = false;
    m_bytes.resize(0);
}

std::optional<CodedPicture> PictureAssembly::take()
{
    if (m_waiting.empty())
        return std::nullopt;
    auto picture = std::move(m_waiting.front());
    m_waiting.pop_front();
    return picture;
}

} // namespace vigie::rtsp
