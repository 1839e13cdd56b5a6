// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/rtcp.h>

#include <rtsp/byte_reader.h>

#include <QtCore/QtEndian>

#include <algorithm>

namespace vigie::rtsp {
namespace {

enum PacketType : std::uint8_t { SenderReportType = 200, ReceiverReportType = 201, SdesType = 202, ByeType = 203 };
constexpr std::size_t kBlockBytes = 24;
constexpr std::size_t kSenderInfoBytes = 20;
constexpr std::size_t kMaxBlocks = 31;
constexpr std::uint8_t kCname = 1;

ReportBlock readBlock(Bytes bytes)
{
    ReportBlock block;
    block.ssrc = read32(bytes, 0);
    block.fractionLost = bytes[4];
    const std::uint32_t lost = read32(bytes, 4) & 0xff'ffffU;
    block.cumulativeLost = static_cast<std::int32_t>(lost) - ((lost & 0x80'0000U) != 0 ? 0x100'0000 : 0);
    block.extendedHighest = read32(bytes, 8);
    block.jitter = read32(bytes, 12);
    block.lastSr = read32(bytes, 16);
    block.delaySinceLastSr = read32(bytes, 20);
    return block;
}

/// \param body  behind the common header \return false: shorter than it says
bool readReports(RtcpReport &report, std::uint8_t type, std::size_t count, Bytes body)
{
    std::size_t at = 4;
    if (type == SenderReportType) {
        if (body.size() < at + kSenderInfoBytes)
            return false;
        report.sender = SenderReport{.ssrc = read32(body, 0),
                                     .ntp = read64(body, 4),
                                     .rtpTimestamp = read32(body, 12),
                                     .packets = read32(body, 16),
                                     .octets = read32(body, 20)};
        at += kSenderInfoBytes;
    }
    if (body.size() < at + count * kBlockBytes)
        return false;
    for (; count > 0; --count, at += kBlockBytes)
        report.blocks.push_back(readBlock(body.subspan(at, kBlockBytes)));
    return true;
}

/// The CNAME of the first chunk that has one. A cut SDES is no reason to give up the report before it.
void readSdes(RtcpReport &report, Bytes body)
{
    std::size_t at = 4; // behind the SSRC of the first chunk
    while (at + 2 <= body.size() && body[at] != 0) {
        const std::size_t length = body[at + 1];
        if (at + 2 + length > body.size())
            return;
        if (body[at] == kCname && report.cname.isEmpty())
            report.cname = QByteArray(reinterpret_cast<const char *>(body.data()) + at + 2,
                                      static_cast<qsizetype>(length));
        at += 2 + length;
    }
}

void append32(QByteArray &out, std::uint32_t value)
{
    const quint32 big = qToBigEndian(value);
    out.append(reinterpret_cast<const char *>(&big), sizeof big);
}

/// Header of a packet that holds \p body bytes behind it.
void appendHeader(QByteArray &out, std::size_t count, PacketType type, std::size_t body)
{
    append32(out, (2U << 30) | (static_cast<std::uint32_t>(count) << 24) | (std::uint32_t{type} << 16)
                      | static_cast<std::uint32_t>(body / 4));
}

void appendSdes(QByteArray &out, std::uint32_t ssrc, const QByteArray &cname)
{
    const QByteArray name = cname.left(255);
    // At least one zero ends the items, more fill the word.
    const qsizetype padding = 4 - (2 + name.size()) % 4;
    appendHeader(out, 1, SdesType, static_cast<std::size_t>(4 + 2 + name.size() + padding));
    append32(out, ssrc);
    out.append(static_cast<char>(kCname)).append(static_cast<char>(name.size())).append(name);
    out.append(padding, '\0');
}

} // namespace

Result<RtcpReport> readRtcp(Bytes bytes)
{
    if (bytes.size() > kMaxRtcpBytes)
        return fail(ErrorCode::Protocol, QStringLiteral("an RTCP packet of %1 bytes").arg(bytes.size()));
    if (bytes.size() < 4)
        return fail(ErrorCode::Protocol, QStringLiteral("not an RTCP packet"));
    RtcpReport report;
    while (!bytes.empty()) {
        if (bytes.size() < 4 || (bytes[0] >> 6) != 2)
            return fail(ErrorCode::Protocol, QStringLiteral("not an RTCP packet"));
        const std::size_t length = (std::size_t{read16(bytes, 2)} + 1) * 4;
        if (length > bytes.size())
            return fail(ErrorCode::Protocol, QStringLiteral("an RTCP length that does not fit"));
        Bytes body = bytes.subspan(4, length - 4);
        if ((bytes[0] & 0x20) != 0) {
            const std::size_t padding = body.empty() ? 0 : body.back();
            if (padding == 0 || padding > body.size())
                return fail(ErrorCode::Protocol, QStringLiteral("RTCP padding that does not fit"));
            body = body.first(body.size() - padding);
        }
        const std::size_t count = bytes[0] & 0x1f;
        switch (bytes[1]) {
        case SenderReportType:
        case ReceiverReportType:
            if (!readReports(report, bytes[1], count, body))
                return fail(ErrorCode::Protocol, QStringLiteral("an RTCP report shorter than it says"));
            break;
        case SdesType:
            readSdes(report, body);
            break;
        case ByeType:
            report.bye = true;
            break;
        default:
            break;
        }
        bytes = bytes.subspan(length);
    }
    return report;
}

QByteArray makeReceiverReport(std::uint32_t ourSsrc, std::span<const ReportBlock> blocks, const QByteArray &cname)
{
    blocks = blocks.first(std::min(blocks.size(), kMaxBlocks));
    QByteArray out;
    appendHeader(out, blocks.size(), ReceiverReportType, 4 + blocks.size() * kBlockBytes);
    append32(out, ourSsrc);
    for (const ReportBlock &block : blocks) {
        append32(out, block.ssrc);
        const std::int32_t lost = std::clamp(block.cumulativeLost, -0x80'0000, 0x7f'ffff);
        append32(out, (std::uint32_t{block.fractionLost} << 24) | (static_cast<std::uint32_t>(lost) & 0xff'ffffU));
        append32(out, block.extendedHighest);
        append32(out, block.jitter);
        append32(out, block.lastSr);
        append32(out, block.delaySinceLastSr);
    }
    appendSdes(out, ourSsrc, cname);
    return out;
}

QByteArray makeBye(std::uint32_t ourSsrc, const QByteArray &cname)
{
    QByteArray out = makeReceiverReport(ourSsrc, {}, cname);
    appendHeader(out, 1, ByeType, 4);
    append32(out, ourSsrc);
    return out;
}

} // namespace vigie::rtsp
