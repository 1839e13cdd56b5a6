// SPDX-License-Identifier: GPL-3.0-or-later
#include <scripted_server.h>

#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslKey>
#include <QtNetwork/QSslSocket>
#include <QtNetwork/QTcpServer>

#include <algorithm>
#include <memory>

namespace vigie::test {
namespace {

QByteArray bigEndian(quint32 value, int bytes)
{
    QByteArray text;
    for (int i = bytes - 1; i >= 0; --i)
        text.append(static_cast<char>(value >> (8 * i)));
    return text;
}

/// Hands out sockets that can be encrypted.
class Listener final : public QTcpServer {
public:
    std::unique_ptr<QSslSocket> takeNext() { return std::move(m_next); }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        m_next = std::make_unique<QSslSocket>();
        m_next->setSocketDescriptor(descriptor);
    }

private:
    std::unique_ptr<QSslSocket> m_next;
};

} // namespace

QByteArray rtpPicture(quint16 sequence, quint32 timestamp, bool key, char fill, bool marker)
{
    QByteArray packet;
    packet.append(char(0x80)).append(static_cast<char>(marker ? 0xe0 : 0x60)); // payload type 96
    packet += bigEndian(sequence, 2) + bigEndian(timestamp, 4) + bigEndian(0x84848484, 4);
    packet.append(char(key ? 0x65 : 0x41)).append(char(0x88)); // a slice that begins with the first macroblock
    return packet.append(QByteArray(200, fill));
}

QByteArray interleaved(char channel, const QByteArray &packet)
{
    return QByteArray(1, '$').append(channel) + bigEndian(static_cast<quint32>(packet.size()), 2) + packet;
}

QByteArray rtspAnswer(const QByteArray &status, const QByteArray &more, const QByteArray &body)
{
    QByteArray text = "RTSP/1.0 " + status + "\r\nCSeq: SEQ\r\n" + more;
    if (!body.isEmpty()) {
        text += "Content-Type: application/sdp\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    }
    return QByteArray(text + "\r\n" + body);
}

QByteArray RtspScript::defaultDescription()
{
    return "v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\ns=x\r\nt=0 0\r\na=control:*\r\n"
           "m=audio 0 RTP/AVP 0\r\na=control:sound\r\n"
           "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
           "a=fmtp:96 packetization-mode=1;sprop-parameter-sets=Z0LAHtkDxWhAAAADAEAAAAwDxYuS,aMuMsg==\r\n"
           "a=control:track1\r\n"
           "m=audio 0 RTP/AVP 0\r\na=sendonly\r\na=control:back\r\n";
}

ScriptedServer::ScriptedServer(RtspScript script, QString address)
    : m_script(std::move(script)), m_address(std::move(address)), m_thread([this] { serve(); })
{
    while (m_port == 0)
        std::this_thread::yield();
}

ScriptedServer::~ScriptedServer()
{
    m_done = true;
    m_thread.join();
}

QString ScriptedServer::url(const QString &path) const
{
    return QStringLiteral("%1://%2:%3%4")
        .arg(m_script.certificate.isEmpty() ? QStringLiteral("rtsp") : QStringLiteral("rtsps"), m_address)
        .arg(m_port)
        .arg(path);
}

QList<RtspRequest> ScriptedServer::requests(const QByteArray &method) const
{
    const std::scoped_lock lock(m_mutex);
    QList<RtspRequest> found;
    std::copy_if(m_requests.cbegin(), m_requests.cend(), std::back_inserter(found),
                 [&](const RtspRequest &each) { return method.isEmpty() || each.method == method; });
    return found;
}

bool ScriptedServer::sawText(const QByteArray &text) const
{
    const std::scoped_lock lock(m_mutex);
    return m_received.contains(text);
}

void ScriptedServer::serve()
{
    Listener server;
    if (!server.listen(QHostAddress(m_address)))
        qFatal("the scripted server cannot listen");
    m_port = server.serverPort();
    while (!m_done) {
        if (!server.waitForNewConnection(20))
            continue;
        const std::unique_ptr<QSslSocket> peer = server.takeNext();
        ++m_connections;
        m_left = false;
        if (!m_script.certificate.isEmpty()) {
            peer->setLocalCertificate(QSslCertificate(m_script.certificate));
            peer->setPrivateKey(QSslKey(m_script.key, QSsl::Ec));
            peer->setPeerVerifyMode(QSslSocket::VerifyNone);
            peer->startServerEncryption();
            if (!peer->waitForEncrypted(5000)) {
                m_left = true;
                continue;
            }
        }
        talk(*peer);
        m_left = true;
    }
}

void ScriptedServer::talk(QTcpSocket &peer)
{
    QByteArray pending;
    while (!m_done && peer.state() == QTcpSocket::ConnectedState) {
        if (!peer.waitForReadyRead(20) && peer.bytesAvailable() == 0)
            continue;
        const QByteArray bytes = peer.readAll();
        {
            const std::scoped_lock lock(m_mutex);
            m_received += bytes;
        }
        pending += bytes;
        while (!pending.isEmpty()) {
            if (pending.startsWith('$')) { // RTCP of the client's
                const auto at = [&](qsizetype i) { return static_cast<quint8>(pending.at(i)); };
                if (pending.size() < 4 || pending.size() < 4 + at(2) * 256 + at(3))
                    break;
                pending.remove(0, 4 + at(2) * 256 + at(3));
                continue;
            }
            const qsizetype end = pending.indexOf("\r\n\r\n");
            if (end < 0)
                break;
            const QByteArray text = pending.left(end);
            pending.remove(0, end + 4);
            onRequest(peer, text);
        }
    }
}

void ScriptedServer::onRequest(QTcpSocket &peer, const QByteArray &text)
{
    RtspRequest request;
    const QList<QByteArray> lines = text.split('\n');
    const QList<QByteArray> first = lines.first().trimmed().split(' ');
    request.method = first.value(0);
    request.uri = first.value(1);
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    {
        const std::scoped_lock lock(m_mutex);
        for (const RtspRequest &each : std::as_const(m_requests))
            request.nth += each.method == request.method ? 1 : 0;
        m_requests.append(request);
    }
    std::optional<QByteArray> answer = m_script.answer ? m_script.answer(request) : std::nullopt;
    if (!answer)
        answer = usualAnswer(request);
    answer->replace("SEQ", request.header("cseq"));
    const bool plays = request.method == "PLAY" && answer->contains(" 200 ");
    if (plays)
        peer.write(m_script.beforePlayAnswer);
    peer.write(*answer);
    if (plays)
        peer.write(m_script.media);
    peer.flush();
    if (m_script.after)
        m_script.after(peer, request);
}

QByteArray ScriptedServer::usualAnswer(const RtspRequest &request) const
{
    if (request.method == "OPTIONS")
        return rtspAnswer("200 OK", "Public: OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, GET_PARAMETER, TEARDOWN\r\n");
    if (request.method == "DESCRIBE") {
        const QByteArray base =
            m_script.contentBase.isEmpty() ? QByteArray() : QByteArray("Content-Base: " + m_script.contentBase + "\r\n");
        return rtspAnswer("200 OK", base, m_script.description);
    }
    QByteArray more;
    if (request.method == "SETUP" && !m_script.transport.isEmpty())
        more += "Transport: " + m_script.transport + "\r\n";
    if (!m_script.session.isEmpty())
        more += "Session: " + m_script.session + "\r\n";
    return rtspAnswer("200 OK", more);
}

} // namespace vigie::test
