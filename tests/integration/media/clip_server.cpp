// SPDX-License-Identifier: GPL-3.0-or-later
#include <clip_server.h>

#include <media/clip_maker.h>

#include <QtCore/QDeadlineTimer>
#include <QtCore/QtEndian>
#include <QtNetwork/QTcpSocket>

#include <algorithm>

namespace vigie::test {
namespace {

constexpr qsizetype kPacket = 1200;

QByteArray header(quint16 sequence, quint32 timestamp, bool marker)
{
    QByteArray bytes(12, '\0');
    bytes[0] = char(0x80);
    bytes[1] = static_cast<char>(marker ? 0xe0 : 0x60);
    qToBigEndian(sequence, bytes.data() + 2);
    qToBigEndian(timestamp, bytes.data() + 4);
    qToBigEndian(quint32{0x84848484}, bytes.data() + 8);
    return bytes;
}

/// RFC 6184 and RFC 7798: whole units, or fragments.
QList<QByteArray> payloads(const QByteArray &unit, VideoCodec codec)
{
    if (unit.size() <= kPacket)
        return {unit};
    const bool avc = codec == VideoCodec::H264;
    const qsizetype head = avc ? 1 : 2;
    const int type = avc ? unit.at(0) & 0x1f : (unit.at(0) >> 1) & 0x3f;
    QList<QByteArray> all;
    for (qsizetype at = head; at < unit.size(); at += kPacket) {
        const bool last = at + kPacket >= unit.size();
        QByteArray payload;
        if (avc)
            payload.append(static_cast<char>((unit.at(0) & 0xe0) | 28));
        else
            payload.append(static_cast<char>((unit.at(0) & 0x81) | (49 << 1))).append(unit.at(1));
        payload.append(static_cast<char>((at == head ? 0x80 : 0) | (last ? 0x40 : 0) | type));
        all.append(payload + unit.mid(at, kPacket));
    }
    return all;
}

QByteArray description(VideoCodec codec)
{
    return "v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\ns=x\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 "
        + QByteArray(codec == VideoCodec::H264 ? "H264" : "H265")
        + "/90000\r\na=fmtp:96 packetization-mode=1\r\na=control:track1\r\n";
}

void send(QTcpSocket &peer, const ClipServer::Broadcast &broadcast)
{
    quint16 sequence = 100;
    const auto begin = std::chrono::steady_clock::now();
    for (int index = 0; peer.state() == QTcpSocket::ConnectedState; ++index) {
        const std::optional<ClipServer::Picture> picture = broadcast.picture(index);
        if (!picture)
            return;
        // What the client says is left to lie: it only ends the wait early.
        while (peer.state() == QTcpSocket::ConnectedState && std::chrono::steady_clock::now() < begin + picture->at) {
            const auto left = begin + picture->at - std::chrono::steady_clock::now();
            peer.waitForReadyRead(static_cast<int>(std::max<qint64>(1, left / std::chrono::milliseconds(1))));
        }
        QList<QByteArray> all;
        for (const QByteArray &unit : nalUnits(picture->unit))
            all += payloads(unit, broadcast.codec);
        for (qsizetype i = 0; i < all.size(); ++i) {
            const QByteArray packet = header(sequence++, picture->timestamp, i + 1 == all.size()) + all.at(i);
            if (!picture->torn || i + 2 != all.size())
                peer.write(interleaved(0, packet));
        }
        while (peer.bytesToWrite() > 0 && peer.waitForBytesWritten(1000)) { }
    }
}

RtspScript scriptOf(const std::function<ClipServer::Broadcast(int)> &broadcast)
{
    RtspScript script;
    script.answer = [broadcast](const RtspRequest &request) -> std::optional<QByteArray> {
        if (request.method != "DESCRIBE")
            return std::nullopt;
        return rtspAnswer("200 OK", {}, description(broadcast(request.nth).codec));
    };
    script.after = [broadcast](QTcpSocket &peer, const RtspRequest &request) {
        if (request.method == "PLAY")
            send(peer, broadcast(request.nth));
    };
    return script;
}

} // namespace

ClipServer::ClipServer(std::function<Broadcast(int nth)> broadcast, const QString &address)
    : m_server(scriptOf(broadcast), address)
{
}

} // namespace vigie::test
