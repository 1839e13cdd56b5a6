// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/process_memory.h>
#include <support/test_main.h>

#include <media/ffmpeg_source.h>

#include <QtCore/QElapsedTimer>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

#include <atomic>
#include <functional>
#include <thread>

using namespace vigie;
using namespace vigie::media;

namespace {

constexpr char kAddress[] = "127.0.83.1";
constexpr char kElsewhere[] = "127.0.83.2";

/// Gives up when a condition is met, or after five seconds.
class Until final : public Interrupt {
public:
    explicit Until(std::function<bool()> enough) : m_enough(std::move(enough)) { }
    [[nodiscard]] bool requested() override
    {
        if (!m_requested && (m_timer.hasExpired(5000) || m_enough())) {
            m_requested = true;
            m_timer.restart();
        }
        return m_requested;
    }
    /// Since it gave up; -1 when it has not.
    [[nodiscard]] qint64 elapsed() const { return m_requested ? m_timer.elapsed() : -1; }

private:
    static QElapsedTimer started()
    {
        QElapsedTimer timer;
        timer.start();
        return timer;
    }
    std::function<bool()> m_enough;
    QElapsedTimer m_timer = started();
    bool m_requested = false;
};

/// A peer that answers each request with what \c answer makes of it, then sends \c flood again and
/// again after PLAY.
class Peer {
public:
    struct Script {
        std::function<QByteArray(const QByteArray &method, const QByteArray &sequence)> answer;
        QByteArray flood;
        qint64 floodBytes = 0;
    };
    explicit Peer(Script script)
    {
        m_thread = std::thread([this, given = std::move(script)] { serve(given); });
        while (m_port == 0)
            std::this_thread::yield();
    }
    ~Peer()
    {
        m_done = true;
        m_thread.join();
    }
    Peer(const Peer &) = delete;
    Peer &operator=(const Peer &) = delete;
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] bool answered() const { return m_answered; }
    [[nodiscard]] qint64 sent() const { return m_sent; }

private:
    void serve(const Script &script)
    {
        QTcpServer server;
        server.listen(QHostAddress(QLatin1StringView(kAddress)));
        m_port = server.serverPort();
        if (!server.waitForNewConnection(5000))
            return;
        const std::unique_ptr<QTcpSocket> peer(server.nextPendingConnection());
        QByteArray received;
        while (!m_done && peer->state() == QTcpSocket::ConnectedState) {
            if (!peer->waitForReadyRead(20))
                continue;
            received += peer->readAll();
            while (received.contains("\r\n\r\n")) {
                const QByteArray request = received.left(received.indexOf("\r\n\r\n"));
                received.remove(0, request.size() + 4);
                const QByteArray method = request.left(request.indexOf(' '));
                const auto at = request.indexOf("CSeq: ") + 6;
                peer->write(script.answer(method, request.mid(at).split('\r').first()));
                peer->waitForBytesWritten(1000);
                m_answered = true;
                if (method == "PLAY")
                    sendFlood(*peer, script);
            }
        }
    }
    void sendFlood(QTcpSocket &peer, const Script &script)
    {
        while (!m_done && m_sent < script.floodBytes) {
            peer.write(script.flood);
            if (!peer.waitForBytesWritten(1000))
                return;
            m_sent += script.flood.size();
        }
    }
    std::atomic<quint16> m_port = 0;
    std::atomic<bool> m_done = false;
    std::atomic<bool> m_answered = false;
    std::atomic<qint64> m_sent = 0;
    std::thread m_thread; // the last: it uses the others
};

QByteArray reply(const QByteArray &sequence, const QByteArray &more = {},
                 const QByteArray &body = {})
{
    QByteArray text = "RTSP/1.0 200 OK\r\nCSeq: " + sequence + "\r\n" + more;
    if (!body.isEmpty())
        text += "Content-Type: application/sdp\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n";
    return QByteArray(text + "\r\n" + body);
}

QByteArray sdp(const QByteArray &rtpmap)
{
    return QByteArray(
        "v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\ns=x\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 "
        + rtpmap + "\r\na=control:track1\r\n");
}

/// What a camera answers that describes \p description and plays.
Peer::Script camera(const QByteArray &description)
{
    return {[description](const QByteArray &method, const QByteArray &sequence) {
                if (method == "OPTIONS")
                    return reply(sequence, "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n");
                if (method == "DESCRIBE")
                    return reply(sequence, {}, description);
                return reply(sequence,
                             "Session: 83\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n");
            },
            {},
            0};
}

SourceRequest requestTo(quint16 port)
{
    SourceRequest request;
    request.stream.url =
        QUrl(QStringLiteral("rtsp://%1:%2/main").arg(QLatin1StringView(kAddress)).arg(port));
    return request;
}

} // namespace

/// What a peer may do that is no camera of ours, or one in other hands.
class TstHostilePeer final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aCodecWeDoNotKnowIsNamed_data();
    void aCodecWeDoNotKnowIsNamed();
    void noRouteIsUnreachable_data();
    void noRouteIsUnreachable();
    void isLeftInTime_data();
    void isLeftInTime();
    void isNotFollowedElsewhere_data();
    void isNotFollowedElsewhere();
    void aPictureWithoutEndTakesNoMemory_data();
    void aPictureWithoutEndTakesNoMemory();
};

void TstHostilePeer::aCodecWeDoNotKnowIsNamed_data()
{
    QTest::addColumn<QByteArray>("rtpmap");
    QTest::addColumn<QString>("named");
    QTest::newRow("VP8") << QByteArray("VP8/90000") << QStringLiteral("vp8");
    QTest::newRow("MPEG-4 of an old camera")
        << QByteArray("MP4V-ES/90000") << QStringLiteral("mpeg4");
    QTest::newRow("a maker's own") << QByteArray("X-SMARTCODEC/90000") << QStringLiteral("video");
    QTest::newRow("a name with a line break in it")
        << QByteArray("X\rY/90000") << QStringLiteral("video");
}

void TstHostilePeer::aCodecWeDoNotKnowIsNamed()
{
    QFETCH(QByteArray, rtpmap);
    QFETCH(QString, named);
    const Peer peer(camera(sdp(rtpmap)));
    Until timeOut([] { return false; });
    FfmpegSource source;
    const auto info = source.connect(requestTo(peer.port()), timeOut);
    source.close();
    QVERIFY(!info);
    QCOMPARE(info.error().code, ErrorCode::NotSupported);
    QVERIFY2(info.error().detail.contains(named), qPrintable(info.error().detail));
    QVERIFY(!info.error().detail.contains(u'\r'));
}

void TstHostilePeer::noRouteIsUnreachable_data()
{
    QTest::addColumn<QString>("host");
    // A connection to a broadcast or multicast address has no route, whatever the machine's network
    // is.
    QTest::newRow("no route") << QStringLiteral("127.255.255.255");
    QTest::newRow("no route, multicast") << QStringLiteral("224.0.0.1");
    QTest::newRow("a name nobody knows") << QStringLiteral("camera.invalid");
}

void TstHostilePeer::noRouteIsUnreachable()
{
    QFETCH(QString, host);
    SourceRequest request;
    request.stream.url = QUrl(QStringLiteral("rtsp://%1:554/main").arg(host));
    Until timeOut([] { return false; });
    FfmpegSource source;
    const auto info = source.connect(request, timeOut);
    QVERIFY(!info);
    QVERIFY2(info.error().code == ErrorCode::Unreachable, qPrintable(toLogText(info.error())));
}

void TstHostilePeer::isLeftInTime_data()
{
    QTest::addColumn<QByteArray>("answer"); // SEQ becomes the number of the request
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("half a status line") << QByteArray("RTSP/1.0 20");
    QTest::newRow("a header without end")
        << QByteArray("RTSP/1.0 200 OK\r\nX: ") + QByteArray(1'000'000, 'x');
    QTest::newRow("headers without end")
        << QByteArray("RTSP/1.0 200 OK\r\n") + QByteArray("X-Header: x\r\n").repeated(100'000);
    QTest::newRow("an answer of two gigabytes, announced")
        << QByteArray("RTSP/1.0 200 OK\r\nCSeq: SEQ\r\nContent-Type: application/sdp\r\n"
                      "Content-Length: 2147483646\r\n\r\nv=0\r\n");
    QTest::newRow("another number each time") << QByteArray("RTSP/1.0 200 OK\r\nCSeq: 77\r\n\r\n");
    QTest::newRow("interleaved data for ever")
        << QByteArray(QByteArray("$\x05\xff\xff", 4) + QByteArray(65535, '$')).repeated(20);
    QTest::newRow("zero bytes") << QByteArray(100'000, '\0');
}

void TstHostilePeer::isLeftInTime()
{
    QFETCH(QByteArray, answer);
    const qint64 before = test::peakMegabytes();
    const Peer peer({[answer](const QByteArray &, const QByteArray &sequence) {
                         return QByteArray(answer).replace("SEQ", sequence);
                     },
                     {},
                     0});
    QElapsedTimer read;
    Until enough([&] { // a little after it was all said
        if (peer.answered() && !read.isValid())
            read.start();
        return read.isValid() && read.hasExpired(300);
    });
    FfmpegSource source;
    const auto info = source.connect(requestTo(peer.port()), enough);
    source.close();
    QVERIFY(!info);
    QVERIFY2(enough.elapsed() < 200, qPrintable(QString::number(enough.elapsed())));
    QVERIFY(test::kSanitized || test::peakMegabytes() - before < 100);
}

void TstHostilePeer::isNotFollowedElsewhere_data()
{
    QTest::addColumn<QByteArray>("scheme");
    QTest::addColumn<QByteArray>("method");
    QTest::newRow("to another camera, at once") << QByteArray("rtsp") << QByteArray("OPTIONS");
    QTest::newRow("to another camera, when asked what it shows")
        << QByteArray("rtsp") << QByteArray("DESCRIBE");
    QTest::newRow("to a web page") << QByteArray("http") << QByteArray("DESCRIBE");
    QTest::newRow("to another camera, over TLS") << QByteArray("rtsps") << QByteArray("DESCRIBE");
}

void TstHostilePeer::isNotFollowedElsewhere()
{
    QFETCH(QByteArray, scheme);
    QFETCH(QByteArray, method);
    QTcpServer elsewhere;
    QVERIFY(elsewhere.listen(QHostAddress(QLatin1StringView(kElsewhere))));
    const QByteArray target =
        scheme + "://" + kElsewhere + ":" + QByteArray::number(elsewhere.serverPort()) + "/main";
    const Peer peer({[&](const QByteArray &asked, const QByteArray &sequence) {
                         if (asked != method)
                             return reply(sequence);
                         return QByteArray("RTSP/1.0 302 Moved\r\nCSeq: " + sequence
                                           + "\r\nLocation: " + target + "\r\n\r\n");
                     },
                     {},
                     0});
    QElapsedTimer read;
    Until enough([&] {
        if (peer.answered() && !read.isValid())
            read.start();
        return read.isValid() && read.hasExpired(1000);
    });
    FfmpegSource source;
    const Secret password = Secret::fromUtf8(QStringLiteral("Tr0is-Mots"));
    SourceRequest request = requestTo(peer.port());
    request.user = QStringLiteral("vigie");
    request.password = &password;
    const auto info = source.connect(request, enough);
    source.close();
    QVERIFY(!info);
    QVERIFY2(info.error().code == ErrorCode::Protocol, qPrintable(toLogText(info.error())));
    QVERIFY(info.error().detail.contains(QStringLiteral("redirect")));
    QVERIFY(!info.error().detail.contains(QStringLiteral("Tr0is")));
    // No grant for it: not one packet.
    QVERIFY(!elsewhere.waitForNewConnection(50));
}

void TstHostilePeer::aPictureWithoutEndTakesNoMemory_data()
{
    QTest::addColumn<QByteArray>("rtpmap");
    QTest::addColumn<QByteArray>("payload");
    // The middle of a fragmented slice, again and again (RFC 6184 FU-A, RFC 7798 FU), and a JPEG
    // scan.
    QTest::newRow("H.264") << QByteArray("H264/90000") << QByteArray("\x7c\x05", 2);
    QTest::newRow("H.265") << QByteArray("H265/90000") << QByteArray("\x62\x01\x13", 3);
    QTest::newRow("MJPEG") << QByteArray("JPEG/90000")
                           << QByteArray("\x00\x00\x00\x00\x01\x50\x50\x50", 8);
}

void TstHostilePeer::aPictureWithoutEndTakesNoMemory()
{
    QFETCH(QByteArray, rtpmap);
    QFETCH(QByteArray, payload);
    if (test::kSanitized)
        QSKIP("a sanitizer's own memory hides it");
    constexpr qint64 kFlood = qint64{768} << 20U;
    constexpr qsizetype kPacket = 32'000;
    QByteArray flood;
    for (int number = 0; number < 64; ++number) {
        QByteArray packet("\x80\x60\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01", 12);
        packet[3] = static_cast<char>(number);
        packet += payload + QByteArray(kPacket, 'z');
        flood += '$';
        flood += '\0';
        flood += static_cast<char>(packet.size() >> 8);
        flood += static_cast<char>(packet.size() & 0xff);
        flood += packet;
    }
    Peer::Script script = camera(sdp(rtpmap));
    script.flood = flood;
    script.floodBytes = kFlood;
    const qint64 before = test::peakMegabytes();
    const Peer peer(script);
    Until enough([&] { return peer.sent() >= kFlood; });
    FfmpegSource source;
    const auto info = source.connect(requestTo(peer.port()), enough);
    QVERIFY2(info, info ? "" : qPrintable(toLogText(info.error())));
    while (!enough.requested()) {
        const auto unit = source.next();
        if (unit)
            QVERIFY(unit->bytes.size() <= kMaxAccessUnitBytes);
    }
    source.close();
    qInfo() << "sent" << (peer.sent() >> 20) << "MiB, peak grew by" << test::peakMegabytes() - before
            << "MiB";
    QVERIFY(peer.sent() > kFlood / 4); // it was read, not merely refused
    QVERIFY2(test::peakMegabytes() - before < 400, qPrintable(QString::number(test::peakMegabytes() - before)));
}

VIGIE_TEST(TstHostilePeer)
#include "tst_hostile_peer.moc"
