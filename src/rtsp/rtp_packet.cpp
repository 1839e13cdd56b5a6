// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/rtp_packet.h>

#include <rtsp/byte_reader.h>
#include <rtsp/ntp.h>

namespace vigie::rtsp {
namespace {

constexpr std::size_t kFixedHeader = 12;
// ONVIF Streaming Specification, 6.3: the second one where frames are re-encoded or skipped.
constexpr std::uint16_t kReplay = 0xabac;
constexpr std::uint16_t kReplayOther = 0xabad;
constexpr std::uint16_t kJpeg = 0xffd8;
constexpr std::size_t kReplayBytes = 12;

std::optional<ReplayHeader> readReplay(Bytes extension)
{
    const auto captured = timeOfNtp(read64(extension, 0));
    if (!captured)
        return std::nullopt;
    const std::uint8_t flags = extension[8];
    return ReplayHeader{.captured = *captured,
                        .cleanPoint = (flags & 0x80) != 0,
                        .endOfSection = (flags & 0x40) != 0,
                        .discontinuity = (flags & 0x20) != 0,
                        .last = (flags & 0x10) != 0,
                        .sequence = extension[9]};
}

void readExtension(RtpPacket &packet, std::uint16_t profile, Bytes extension)
{
    if ((profile == kReplay || profile == kReplayOther) && extension.size() >= kReplayBytes) {
        packet.replay = readReplay(extension);
        // A JPEG extension follows it as an extension of its own (6.3.2).
        extension = extension.subspan(kReplayBytes);
        if (extension.size() < 4)
            return;
        profile = read16(extension, 0);
        const std::size_t length = std::size_t{read16(extension, 2)} * 4;
        extension = extension.subspan(4);
        if (length > extension.size())
            return;
        extension = extension.first(length);
    }
    if (profile == kJpeg)
        packet.jpegHeader = extension;
}

} // namespace

Result<RtpPacket> readRtp(Bytes bytes)
{
    if (bytes.size() < kFixedHeader || (bytes[0] >> 6) != 2)
        return fail(ErrorCode::Protocol, QStringLiteral("not an RTP packet"));
    RtpPacket packet{.payloadType = static_cast<std::uint8_t>(bytes[1] & 0x7f),
                     .marker = (bytes[1] & 0x80) != 0,
                     .sequence = read16(bytes, 2),
                     .timestamp = read32(bytes, 4),
                     .ssrc = read32(bytes, 8)};
    std::size_t from = kFixedHeader + std::size_t{4} * (bytes[0] & 0x0fU);
    std::size_t to = bytes.size();
    if ((bytes[0] & 0x20) != 0) {
        const std::size_t padding = bytes[to - 1];
        if (padding == 0 || padding > to - kFixedHeader)
            return fail(ErrorCode::Protocol, QStringLiteral("RTP padding that does not fit"));
        to -= padding;
    }
    if ((bytes[0] & 0x10) != 0) {
        if (from + 4 > to)
            return fail(ErrorCode::Protocol, QStringLiteral("an RTP header extension that does not fit"));
        const std::uint16_t profile = read16(bytes, from);
        const std::size_t length = std::size_t{read16(bytes, from + 2)} * 4;
        from += 4;
        if (from + length > to)
            return fail(ErrorCode::Protocol, QStringLiteral("an RTP header extension that does not fit"));
        readExtension(packet, profile, bytes.subspan(from, length));
        from += length;
    }
    if (from > to)
        return fail(ErrorCode::Protocol, QStringLiteral("an RTP header that does not fit"));
    packet.payload = bytes.subspan(from, to - from);
    return packet;
}

} // namespace vigie::rtsp
