// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <rtsp/rtp_packet.h>

#include <QtCore/QByteArray>
#include <QtCore/QList>

namespace vigie::test {

inline std::span<const std::uint8_t> bytesOf(const QByteArray &bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
}

inline QByteArray toArray(std::span<const std::uint8_t> bytes)
{
    return QByteArray(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size()));
}

inline QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}

/// A packet of payload type 96, version 2, without options.
QByteArray rtpBytes(std::uint16_t sequence, std::uint32_t timestamp, bool marker, const QByteArray &payload,
                    std::uint32_t ssrc = 0x5eed);

/// A packet by its fields; \p payload must outlive it.
inline rtsp::RtpPacket packetOf(std::uint16_t sequence, std::uint32_t timestamp, bool marker, const QByteArray &payload,
                                std::uint32_t ssrc = 0x5eed)
{
    return {.payloadType = 96,
            .marker = marker,
            .sequence = sequence,
            .timestamp = timestamp,
            .ssrc = ssrc,
            .payload = bytesOf(payload)};
}

/// The packets of data/NAME.rtp. \return empty: no such file
QList<QByteArray> recordedPackets(const QString &name);

} // namespace vigie::test
