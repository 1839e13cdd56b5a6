// SPDX-License-Identifier: GPL-3.0-or-later
#include "packets.h"

#include <QtCore/QFile>
#include <QtCore/QtEndian>

namespace vigie::test {

QByteArray rtpBytes(std::uint16_t sequence, std::uint32_t timestamp, bool marker, const QByteArray &payload,
                    std::uint32_t ssrc)
{
    QByteArray bytes(12, '\0');
    bytes[0] = static_cast<char>(0x80);
    bytes[1] = static_cast<char>(marker ? 0x80 | 96 : 96);
    qToBigEndian(sequence, bytes.data() + 2);
    qToBigEndian(timestamp, bytes.data() + 4);
    qToBigEndian(ssrc, bytes.data() + 8);
    return bytes + payload;
}

QList<QByteArray> recordedPackets(const QString &name)
{
    QFile file(QStringLiteral(RTSP_DATA "/") + name + QStringLiteral(".rtp"));
    QList<QByteArray> packets;
    if (!file.open(QIODevice::ReadOnly))
        return packets;
    const QByteArray all = file.readAll();
    for (qsizetype at = 0; at + 2 <= all.size();) {
        const auto length = qFromBigEndian<quint16>(all.constData() + at);
        packets.append(all.mid(at + 2, length));
        at += 2 + length;
    }
    return packets;
}

} // namespace vigie::test
