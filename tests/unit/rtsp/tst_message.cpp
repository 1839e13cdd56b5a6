// SPDX-License-Identifier: GPL-3.0-or-later
#include "packets.h"

#include <rtsp/message.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::rtsp;

namespace {

const QByteArray kOk = "RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n";

QByteArray frame(int channel, const QByteArray &payload)
{
    QByteArray bytes("$");
    bytes.append(static_cast<char>(channel));
    bytes.append(static_cast<char>(payload.size() >> 8)).append(static_cast<char>(payload.size() & 0xff));
    return bytes + payload;
}

/// Looks like RTP, so that it is credible after garbage.
QByteArray rtpFrame(int channel, int sequence, qsizetype bytes = 100)
{
    return frame(channel, test::rtpBytes(static_cast<std::uint16_t>(sequence), 0, true, QByteArray(bytes, 'r')));
}

QString toText(const MessageReader::Item &item)
{
    if (const auto *message = std::get_if<Message>(&item))
        return message->isResponse() ? QString::number(message->status) : QString::fromLatin1(message->method);
    const auto &taken = std::get<InterleavedFrame>(item);
    return QStringLiteral("$%1:%2").arg(taken.channel).arg(taken.payload.size());
}

/// Everything in \p bytes, fed in pieces of \p step; ends with "failed" where it fails.
QString readAll(MessageReader &reader, const QByteArray &bytes, qsizetype step)
{
    QStringList items;
    for (qsizetype at = 0; at < bytes.size();) {
        at += reader.append(QByteArrayView(bytes).sliced(at, std::min(step, bytes.size() - at)));
        for (;;) {
            const auto item = reader.next();
            if (!item)
                return (items << QStringLiteral("failed")).join(QLatin1Char(' '));
            if (!*item)
                break;
            items.append(toText(**item));
        }
    }
    return items.join(QLatin1Char(' '));
}

} // namespace

class TstMessage final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAResponse();
    void readsARequestOfTheServers();
    void takesAStreamApart_data();
    void takesAStreamApart();
    void skipsGarbageBetweenFrames_data();
    void skipsGarbageBetweenFrames();
    void failsCleanly_data();
    void failsCleanly();
    void payloadsLieInTheBuffer();
    void memoryIsBounded();
    void writesARequest();
    void nothingAddsALine_data();
    void nothingAddsALine();
    void answersTheServer();
};

void TstMessage::readsAResponse()
{
    MessageReader reader;
    reader.append("RTSP/1.0 401 Unauthorized\r\n"
                  "CSeq: 3\r\n"
                  "WWW-Authenticate: Digest realm=\"cam\",\r\n"
                  "  nonce=\"1\"\r\n"
                  "www-authenticate: Basic realm=\"cam\"\r\n"
                  "words without a colon\r\n"
                  "Empty:\r\n"
                  "Content-Length: 4\r\n\r\nbody");
    const auto item = reader.next();
    QVERIFY(item && *item);
    const auto &message = std::get<Message>(**item);
    QCOMPARE(message.status, 401);
    QCOMPARE(message.reason, QByteArray("Unauthorized"));
    QCOMPARE(message.cseq(), 3);
    QCOMPARE(message.headersNamed("WWW-Authenticate"),
             (QList<QByteArray>{"Digest realm=\"cam\", nonce=\"1\"", "Basic realm=\"cam\""}));
    QCOMPARE(message.header("empty"), QByteArray());
    QCOMPARE(message.body, QByteArray("body"));
    QCOMPARE(message.headers.size(), 5);
    QVERIFY(!*reader.next());
}

void TstMessage::readsARequestOfTheServers()
{
    MessageReader reader;
    reader.append("ANNOUNCE rtsp://192.0.2.5/live RTSP/1.0\r\nCSeq: 9\r\nSession: 4\r\n\r\n");
    const auto item = reader.next();
    QVERIFY(item && *item);
    const auto &message = std::get<Message>(**item);
    QVERIFY(!message.isResponse());
    QCOMPARE(message.method, QByteArray("ANNOUNCE"));
    QCOMPARE(message.uri, QByteArray("rtsp://192.0.2.5/live"));
    QCOMPARE(message.cseq(), 9);
}

void TstMessage::takesAStreamApart_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("items");
    QTest::newRow("an answer") << kOk << QStringLiteral("200");
    QTest::newRow("two answers and a frame") << kOk + kOk + rtpFrame(0, 1) << QStringLiteral("200 200 $0:112");
    QTest::newRow("an answer between frames") << rtpFrame(0, 1) + kOk + rtpFrame(1, 2) << QStringLiteral("$0:112 200 $1:112");
    QTest::newRow("an empty frame") << frame(0, {}) + kOk << QStringLiteral("$0:0 200");
    QTest::newRow("the largest frame") << frame(255, QByteArray(65'535, 'x')) + kOk << QStringLiteral("$255:65535 200");
    QTest::newRow("the largest body") << "RTSP/1.0 200 OK\r\nContent-Length: 65536\r\n\r\n" + QByteArray(65'536, 'b') + kOk
                                      << QStringLiteral("200 200");
    QTest::newRow("a body that looks like a frame") << "RTSP/1.0 200 OK\r\nContent-Length: 4\r\n\r\n$$$$" + kOk
                                                    << QStringLiteral("200 200");
    QTest::newRow("LF alone") << QByteArray("RTSP/1.0 200 OK\nCSeq: 1\n\n") + kOk << QStringLiteral("200 200");
    QTest::newRow("no reason") << QByteArray("RTSP/1.0 200\r\n\r\n") << QStringLiteral("200");
    QTest::newRow("line breaks between messages") << "\r\n\r\n" + kOk + "\r\n" + rtpFrame(0, 1) + "\n" + kOk
                                                  << QStringLiteral("200 $0:112 200");
    QTest::newRow("requests of the server") << QByteArray("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n"
                                                          "SET_PARAMETER rtsp://c/s RTSP/1.0\r\nCSeq: 2\r\n\r\n"
                                                          "REDIRECT rtsp://c/s RTSP/1.0\r\nCSeq: 3\r\n\r\n")
                                            << QStringLiteral("OPTIONS SET_PARAMETER REDIRECT");
    QTest::newRow("64 headers") << "RTSP/1.0 200 OK\r\n" + QByteArray("A: b\r\n").repeated(64) + "\r\n" << QStringLiteral("200");
    QTest::newRow("the same length said twice") << QByteArray("RTSP/1.0 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nb")
                                                << QStringLiteral("200");
}

void TstMessage::takesAStreamApart()
{
    QFETCH(const QByteArray, bytes);
    for (const qsizetype step : {qsizetype{1}, qsizetype{3}, qsizetype{1460}, bytes.size()}) {
        MessageReader reader;
        QTEST(readAll(reader, bytes, step), "items");
        QCOMPARE(reader.skipped(), std::uint64_t{0});
    }
}

void TstMessage::skipsGarbageBetweenFrames_data()
{
    QTest::addColumn<QByteArray>("garbage");
    QTest::newRow("zero bytes") << QByteArray(37, '\0');
    QTest::newRow("a few letters") << QByteArray("xyz");
    QTest::newRow("capital letters") << QByteArray("GARBAGE ");
    QTest::newRow("what looks like a request") << QByteArray("NOT A REQUEST\r\n");
    QTest::newRow("dollars") << QByteArray("\xff$$$$$$");
    QTest::newRow("the end of a frame that was cut") << QByteArray(1000, '\xa5');
    QTest::newRow("a frame of a channel nobody uses") << QByteArray("\xff") + rtpFrame(77, 1).left(60);
}

void TstMessage::skipsGarbageBetweenFrames()
{
    QFETCH(const QByteArray, garbage);
    const QByteArray bytes = kOk + rtpFrame(0, 1) + garbage + rtpFrame(0, 2) + rtpFrame(1, 3) + garbage + kOk + rtpFrame(0, 4);
    for (const qsizetype step : {qsizetype{1}, qsizetype{7}, bytes.size()}) {
        MessageReader reader;
        reader.setHighestChannel(1);
        QCOMPARE(readAll(reader, bytes, step), QStringLiteral("200 $0:112 $0:112 $1:112 200 $0:112"));
        QCOMPARE(reader.skipped(), static_cast<std::uint64_t>(2 * garbage.size()));
    }
}

void TstMessage::failsCleanly_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("a web server") << QByteArray("HTTP/1.1 200 OK\r\n\r\n");
    QTest::newRow("something else altogether") << QByteArray("\x16\x03\x01\x02");
    QTest::newRow("a status that is none") << QByteArray("RTSP/1.0 9999 OK\r\n\r\n");
    QTest::newRow("65 headers") << "RTSP/1.0 200 OK\r\n" + QByteArray("A: b\r\n").repeated(65) + "\r\n";
    QTest::newRow("a header over 16 KiB") << "RTSP/1.0 200 OK\r\nA: " + QByteArray(17'000, 'b');
    QTest::newRow("a first line without end") << "RTSP/1.0 200 " + QByteArray(17'000, 'O');
    QTest::newRow("a body over 64 KiB") << QByteArray("RTSP/1.0 200 OK\r\nContent-Length: 65537\r\n\r\n");
    QTest::newRow("a negative body") << QByteArray("RTSP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n");
    QTest::newRow("two lengths that differ") << QByteArray("RTSP/1.0 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n");
    QTest::newRow("garbage without end") << kOk + QByteArray(300 * 1024, '\xa5');
}

void TstMessage::failsCleanly()
{
    QFETCH(const QByteArray, bytes);
    for (const qsizetype step : {qsizetype{11}, qsizetype{4096}}) {
        MessageReader reader;
        QVERIFY(readAll(reader, bytes, step).endsWith(QLatin1String("failed")));
        const auto again = reader.next();
        QVERIFY2(!again, "and stays failed");
        QCOMPARE(again.error().code, ErrorCode::Protocol);
    }
}

void TstMessage::payloadsLieInTheBuffer()
{
    MessageReader reader;
    const QByteArray bytes = rtpFrame(0, 1) + rtpFrame(0, 2);
    const std::span<char> room = reader.room();
    QVERIFY(static_cast<qsizetype>(room.size()) >= bytes.size());
    std::copy(bytes.begin(), bytes.end(), room.begin());
    reader.filled(bytes.size());
    const auto first = reader.next();
    const auto second = reader.next();
    const auto payloadOf = [](const auto &item) { return std::get<InterleavedFrame>(**item).payload; };
    QVERIFY(static_cast<const void *>(payloadOf(first).data()) == room.data() + 4);
    QVERIFY2(payloadOf(second).data() == payloadOf(first).data() + 116, "both at once");
}

void TstMessage::memoryIsBounded()
{
    MessageReader reader;
    const QByteArray bytes(4096, '$'); // frames of 9,252 bytes, never taken
    qsizetype taken = 0;
    for (int i = 0; i < 100; ++i)
        taken += reader.append(bytes);
    QCOMPARE(taken, MessageReader::kMostBytes);
    while (const auto item = reader.next()) {
        if (!*item)
            break;
    }
    QVERIFY(!reader.room().empty());
}

void TstMessage::writesARequest()
{
    const auto bytes = writeRequest("SETUP", "rtsp://192.0.2.5/live/track1", 4,
                                    {{"Transport", "RTP/AVP/TCP;unicast;interleaved=0-1"}, {"User-Agent", "Vigie"}});
    QVERIFY(bytes);
    QCOMPARE(*bytes, QByteArray("SETUP rtsp://192.0.2.5/live/track1 RTSP/1.0\r\nCSeq: 4\r\n"
                                "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nUser-Agent: Vigie\r\n\r\n"));
    MessageReader reader;
    reader.append(*writeRequest("SET_PARAMETER", "*", 5, {}, "x: 1\r\n"));
    const auto item = reader.next();
    QVERIFY(item && *item);
    QCOMPARE(std::get<Message>(**item).body, QByteArray("x: 1\r\n"));
}

void TstMessage::nothingAddsALine_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("uri");
    QTest::addColumn<Header>("header");
    const Header good{"Session", "1"};
    QTest::newRow("a line break in the address") << QByteArray("PLAY") << QByteArray("rtsp://c/\r\nX: 1") << good;
    QTest::newRow("a space in the address") << QByteArray("PLAY") << QByteArray("rtsp://c/ RTSP/1.0") << good;
    QTest::newRow("a zero byte in the address") << QByteArray("PLAY") << QByteArray("rtsp://c/\0", 10) << good;
    QTest::newRow("no address") << QByteArray("PLAY") << QByteArray() << good;
    QTest::newRow("no method") << QByteArray() << QByteArray("*") << good;
    QTest::newRow("a method of two words") << QByteArray("PLAY *") << QByteArray("*") << good;
    QTest::newRow("a line break in a value") << QByteArray("PLAY") << QByteArray("*") << Header{"Session", "1\r\nX: 1"};
    QTest::newRow("a line feed alone in a value") << QByteArray("PLAY") << QByteArray("*") << Header{"Session", "1\nX: 1"};
    QTest::newRow("a line break in a name") << QByteArray("PLAY") << QByteArray("*") << Header{"A\r\nB", "1"};
    QTest::newRow("no name") << QByteArray("PLAY") << QByteArray("*") << Header{"", "1"};
    QTest::newRow("a value over 16 KiB") << QByteArray("PLAY") << QByteArray("*") << Header{"A", QByteArray(17'000, 'a')};
}

void TstMessage::nothingAddsALine()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, uri);
    QFETCH(const Header, header);
    const auto bytes = writeRequest(method, uri, 1, {header});
    QVERIFY(!bytes);
    QCOMPARE(bytes.error().code, ErrorCode::InvalidArgument);
}

void TstMessage::answersTheServer()
{
    QCOMPARE(*writeResponse(501, "Not Implemented", 7), QByteArray("RTSP/1.0 501 Not Implemented\r\nCSeq: 7\r\n\r\n"));
    QVERIFY(!writeResponse(200, "OK\r\nX: 1", 7));
    QVERIFY(!writeResponse(99, "OK", 7));
}

VIGIE_TEST(TstMessage)
#include "tst_message.moc"
