// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/process_memory.h>
#include <support/test_main.h>

#include <rtsp_rooms.h>

#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

#include <atomic>

using namespace vigie;
using namespace vigie::rtsp;
using namespace std::chrono_literals;

/// Servers that mean harm, or are broken: what they can do is end their own stream.
class TstHostileServer final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isGivenUpInTime_data();
    void isGivenUpInTime();
    void isLeftAtOnce_data();
    void isLeftAtOnce();
    void aFloodTakesNoMemory_data();
    void aFloodTakesNoMemory();
    void theEndOfTheStreamIsTold_data();
    void theEndOfTheStreamIsTold();
    void teardownIsSentAfterTheInterrupt();
};

void TstHostileServer::isGivenUpInTime_data()
{
    QTest::addColumn<QByteArray>("answer"); // to DESCRIBE
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("no answer at all") << QByteArray() << ErrorCode::TimedOut;
    QTest::newRow("half an answer") << QByteArray("RTSP/1.0 200 OK\r\nCSe") << ErrorCode::TimedOut;
    QTest::newRow("a head whose body never comes")
        << QByteArray("RTSP/1.0 200 OK\r\nCSeq: SEQ\r\nContent-Length: 500\r\n\r\nv=0") << ErrorCode::TimedOut;
    QTest::newRow("a body of two gigabytes")
        << QByteArray("RTSP/1.0 200 OK\r\nCSeq: SEQ\r\nContent-Length: 2147483647\r\n\r\n") << ErrorCode::Protocol;
    QTest::newRow("a body of less than nothing")
        << QByteArray("RTSP/1.0 200 OK\r\nCSeq: SEQ\r\nContent-Length: -5\r\n\r\n") << ErrorCode::Protocol;
    QTest::newRow("a line without end") << QByteArray("RTSP/1.0 200 OK\r\nX: " + QByteArray(200'000, 'x'))
                                        << ErrorCode::Protocol;
    QTest::newRow("headers without end")
        << QByteArray("RTSP/1.0 200 OK\r\n" + QByteArray("X: y\r\n").repeated(20'000)) << ErrorCode::Protocol;
    QTest::newRow("only provisional answers")
        << QByteArray("RTSP/1.0 100 Continue\r\nCSeq: SEQ\r\n\r\n").repeated(1000) << ErrorCode::Protocol;
    QTest::newRow("questions, questions")
        << QByteArray("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n").repeated(1000) << ErrorCode::Protocol;
    QTest::newRow("sent to another address")
        << QByteArray("REDIRECT * RTSP/1.0\r\nCSeq: 1\r\nLocation: rtsp://127.0.84.210/\r\n\r\n") << ErrorCode::Unreachable;
}

void TstHostileServer::isGivenUpInTime()
{
    QFETCH(QByteArray, answer);
    QFETCH(ErrorCode, code);
    test::RtspScript script;
    script.answer = [=](const test::RtspRequest &request) {
        return request.method == "DESCRIBE" ? std::optional(answer) : std::nullopt;
    };
    const test::ScriptedServer server(std::move(script));
    test::InterruptWhen late([] { return false; }, 20s);
    Client client;
    const auto offer = client.open(test::targetOf(server.url()), {}, late);
    QVERIFY(!offer);
    QVERIFY2(offer.error().code == code, qPrintable(toLogText(offer.error())));
    QVERIFY(late.elapsed() < 0ms); // by itself
}

void TstHostileServer::isLeftAtOnce_data()
{
    QTest::addColumn<QByteArray>("silentAt"); // the request that gets no answer; empty: silent while playing
    QTest::addColumn<RtpTransport>("transport");
    QTest::newRow("while it does not describe") << QByteArray("DESCRIBE") << RtpTransport::Tcp;
    QTest::newRow("while it does not set up") << QByteArray("SETUP") << RtpTransport::Udp;
    QTest::newRow("while it does not play") << QByteArray("PLAY") << RtpTransport::Tcp;
    QTest::newRow("while it plays nothing") << QByteArray("nothing") << RtpTransport::Tcp;
    QTest::newRow("while nothing comes over UDP") << QByteArray("nothing") << RtpTransport::Udp;
    QTest::newRow("while it does not answer our leave") << QByteArray("TEARDOWN") << RtpTransport::Tcp;
}

void TstHostileServer::isLeftAtOnce()
{
    QFETCH(QByteArray, silentAt);
    QFETCH(RtpTransport, transport);
    using Clock = std::chrono::steady_clock;
    const QByteArray last = silentAt == "DESCRIBE" || silentAt == "SETUP" ? silentAt : QByteArray("PLAY");
    auto least = Clock::duration::max(); // of some: what the machine does beside is not ours
    for (int round = 0; round < 5; ++round) {
        test::WakingInterrupt interrupt;
        std::atomic<Clock::time_point> asked{Clock::time_point()};
        test::RtspScript script;
        if (transport == RtpTransport::Udp)
            script.transport = "RTP/AVP;unicast;server_port=5000-5001";
        script.answer = [=](const test::RtspRequest &request) {
            return request.method == silentAt ? std::optional(QByteArray()) : std::nullopt;
        };
        script.after = [&, last](QTcpSocket &, const test::RtspRequest &request) {
            if (request.method != last)
                return;
            asked = Clock::now();
            interrupt.request();
        };
        const test::ScriptedServer server(std::move(script));
        Client client;
        const auto offer = client.open(test::targetOf(server.url(), transport), {}, interrupt);
        if (offer)
            QVERIFY(!client.next());
        else
            QCOMPARE(offer.error().code, ErrorCode::Cancelled);
        client.close();
        least = std::min(least, Clock::now() - asked.load());
    }
    QVERIFY2(least < 50ms, qPrintable(QString::number(least / 1us)));
}

void TstHostileServer::aFloodTakesNoMemory_data()
{
    QTest::addColumn<QByteArray>("unit"); // sent again and again
    QTest::addColumn<bool>("beforePlay"); // in place of the answer to PLAY
    const QByteArray endless = test::rtpPicture(7, 1, true, 'x', false);
    QTest::newRow("pictures nobody asks for") << test::mediaOf(1, 50) << true;
    QTest::newRow("one packet, again and again") << test::interleaved(0, endless) << false;
    QTest::newRow("channels nobody set up") << test::interleaved(9, QByteArray(60'000, 'x')) << false;
    QTest::newRow("noise instead of packets") << test::interleaved(0, QByteArray(60'000, 'x')) << false;
    QByteArray growing; // one picture that never ends
    for (int i = 0; i < 65'536; ++i)
        growing += test::interleaved(0, test::rtpPicture(static_cast<quint16>(i), 1, true, 'x', false));
    QTest::newRow("a picture without end") << growing << false;
}

void TstHostileServer::aFloodTakesNoMemory()
{
    if (test::kSanitized)
        QSKIP("the sanitizer's own memory hides what is measured");
    QFETCH(QByteArray, unit);
    QFETCH(bool, beforePlay);
    constexpr qint64 kFlood = qint64{96} << 20U;
    auto sent = std::make_shared<std::atomic<qint64>>(0);
    test::RtspScript script;
    script.answer = [=](const test::RtspRequest &request) {
        return request.method == "PLAY" && beforePlay ? std::optional(QByteArray()) : std::nullopt;
    };
    script.after = [=](QTcpSocket &peer, const test::RtspRequest &request) {
        while (request.method == "PLAY" && *sent < kFlood) {
            peer.write(unit);
            while (peer.bytesToWrite() > 0 && peer.waitForBytesWritten(1000)) { }
            if (peer.state() != QTcpSocket::ConnectedState)
                return;
            *sent += unit.size();
        }
    };
    const qint64 before = test::peakMegabytes();
    const test::ScriptedServer server(std::move(script));
    test::InterruptWhen enough([&] { return *sent >= kFlood; }, 30s);
    Client client;
    if (client.open(test::targetOf(server.url()), {}, enough)) {
        while (true) {
            const auto picture = client.next();
            if (!picture)
                break;
            QVERIFY(picture->coded.bytes.size() <= kMaxPictureBytes);
        }
    }
    client.close();
    qInfo() << "sent" << (*sent >> 20U) << "MiB, peak grew by" << test::peakMegabytes() - before << "MiB";
    QVERIFY(*sent > (qint64{1} << 20U)); // it was read, not merely refused
    QVERIFY(test::peakMegabytes() - before < 128);
}

void TstHostileServer::theEndOfTheStreamIsTold_data()
{
    QTest::addColumn<QByteArray>("last"); // after the only picture; empty: the connection is closed
    QTest::newRow("the connection is closed") << QByteArray();
    QTest::newRow("BYE") << test::interleaved(1, QByteArray::fromHex("80c90001" "84848484" "81cb0001" "84848484"));
    QTest::newRow("sent to another address") << QByteArray("REDIRECT * RTSP/1.0\r\nCSeq: 1\r\n\r\n");
}

void TstHostileServer::theEndOfTheStreamIsTold()
{
    QFETCH(QByteArray, last);
    test::RtspScript script;
    script.media = test::mediaOf(1, 1) + last;
    script.after = [=](QTcpSocket &peer, const test::RtspRequest &request) {
        if (request.method == "PLAY" && last.isEmpty())
            peer.disconnectFromHost();
    };
    const test::ScriptedServer server(std::move(script));
    test::InterruptWhen late([] { return false; });
    Client client;
    QVERIFY(client.open(test::targetOf(server.url()), {}, late));
    QVERIFY(client.next()); // what came before the end is not lost
    const auto end = client.next();
    QVERIFY(!end);
    QVERIFY2(end.error().code == ErrorCode::Unreachable, qPrintable(toLogText(end.error())));
}

void TstHostileServer::teardownIsSentAfterTheInterrupt()
{
    const test::ScriptedServer server{test::RtspScript()};
    test::InterruptWhen playing([&] { return !server.requests("PLAY").isEmpty(); });
    Client client;
    if (client.open(test::targetOf(server.url()), {}, playing))
        QVERIFY(!client.next());
    QVERIFY(playing.elapsed() >= 0ms);
    client.close();
    QTRY_COMPARE(server.requests("TEARDOWN").size(), 1);
    QCOMPARE(server.requests("TEARDOWN").first().header("session"), QByteArray("8484"));
    QTRY_VERIFY(server.left());
    client.close(); // twice is as once
}

VIGIE_TEST(TstHostileServer)
#include "tst_hostile_server.moc"
