// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <rtsp_rooms.h>

#include <net/digest.h>

#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::rtsp;
using namespace std::chrono_literals;

/// Servers that play, each in its own way.
class TstBends final : public QObject {
    Q_OBJECT
private:
    /// The three pictures of the default script come out, whole and in order.
    static void playsThree(test::RtspScript script, const Target &base = {}, const QString &path = QStringLiteral("/live"))
    {
        if (script.media.isEmpty() && script.beforePlayAnswer.isEmpty())
            script.media = test::mediaOf(1, 3);
        const test::ScriptedServer server(std::move(script));
        Target target = base;
        target.url = QUrl(server.url(path));
        target.transport = RtpTransport::Tcp;
        test::InterruptWhen late([] { return false; });
        Client client;
        const auto offer = client.open(target, {}, late);
        QVERIFY2(offer, offer ? "" : qPrintable(toLogText(offer.error())));
        QCOMPARE(offer->codec, VideoCodec::H264);
        QVERIFY(offer->parameterSets.startsWith(QByteArray::fromHex("00000001")));
        for (int i = 1; i <= 3; ++i) {
            const auto picture = client.next();
            QVERIFY2(picture, picture ? "" : qPrintable(toLogText(picture.error())));
            QCOMPARE(test::fillOf(*picture), static_cast<char>('a' + i));
            QCOMPARE(picture->coded.key, i == 1);
            QCOMPARE(picture->pts, std::chrono::microseconds(40'000) * (i - 1));
        }
        client.close();
        QTRY_COMPARE(server.requests("TEARDOWN").size(), 1);
        // Neither sound nor a back channel was asked for.
        QCOMPARE(server.requests("SETUP").size(), 1);
    }

private Q_SLOTS:
    void isPlayed_data();
    void isPlayed();
    void tracksAreAskedForWhereTheyAre_data();
    void tracksAreAskedForWhereTheyAre();
    void sessionsAreKeptAlive_data();
    void sessionsAreKeptAlive();
    void digestIsSpoken_data();
    void digestIsSpoken();
    void basicInTheOpenIsRefused();
    void redirectionsOnTheSpotAreFollowed_data();
    void redirectionsOnTheSpotAreFollowed();
    void errorsAreTold_data();
    void errorsAreTold();
};

void TstBends::isPlayed_data()
{
    QTest::addColumn<test::RtspScript>("script");
    const auto row = [](const char *name, auto bend) {
        test::RtspScript script;
        bend(script);
        QTest::newRow(name) << script;
    };
    using Script = test::RtspScript;
    row("as it should be", [](Script &) {});
    row("no Session at all", [](Script &s) { s.session.clear(); });
    row("a Session with a time-out", [](Script &s) { s.session = "abc;timeout=30"; });
    row("no Transport in the answer", [](Script &s) { s.transport.clear(); });
    row("other channels than asked for", [](Script &s) {
        s.transport = "RTP/AVP/TCP;unicast;interleaved=4-5";
        s.media = test::mediaOf(1, 3, 4);
    });
    row("other channels than announced", [](Script &s) { s.media = test::mediaOf(1, 3, 2); });
    row("sound that nobody asked for comes first", [](Script &s) {
        QByteArray sound = test::rtpPicture(1, 1, false, 's');
        sound[1] = 0; // payload type 0
        s.media = test::interleaved(2, sound) + test::mediaOf(1, 3);
    });
    row("pictures before the answer to PLAY", [](Script &s) { s.beforePlayAnswer = test::mediaOf(1, 3); });
    row("pictures before and after it", [](Script &s) {
        s.beforePlayAnswer = test::mediaOf(1, 1);
        QByteArray rest = test::mediaOf(1, 3);
        s.media = rest.mid(s.beforePlayAnswer.size());
    });
    row("pictures without markers", [](Script &s) {
        for (int i = 1; i <= 4; ++i)
            s.media += test::interleaved(0, test::rtpPicture(static_cast<quint16>(i), static_cast<quint32>(i) * 3600,
                                                             i == 1, static_cast<char>('a' + i), false));
    });
    row("CSeq always 1", [](Script &s) {
        s.answer = [](const test::RtspRequest &r) -> std::optional<QByteArray> {
            if (r.method == "DESCRIBE")
                return test::rtspAnswer("200 OK", {}, Script::defaultDescription()).replace("SEQ", "1");
            if (r.method == "SETUP" || r.method == "PLAY")
                return test::rtspAnswer("200 OK", "Session: 1\r\n").replace("SEQ", "1");
            return std::nullopt;
        };
    });
    row("no CSeq", [](Script &s) {
        s.answer = [](const test::RtspRequest &r) -> std::optional<QByteArray> {
            return r.method == "PLAY" ? std::optional(QByteArray("RTSP/1.0 200 OK\r\nSession: 8484\r\n\r\n"))
                                      : std::nullopt;
        };
    });
    row("lines that end with LF alone, names in capitals", [](Script &s) {
        s.answer = [](const test::RtspRequest &r) -> std::optional<QByteArray> {
            return r.method == "SETUP"
                ? std::optional(QByteArray("RTSP/1.0 200 OK\nCSEQ: SEQ\nSESSION: 8484\n"
                                           "TRANSPORT: RTP/AVP/TCP;interleaved=0-1\n\n"))
                : std::nullopt;
        };
    });
    row("an answer in two halves, and a provisional one before it", [](Script &s) {
        s.answer = [](const test::RtspRequest &r) -> std::optional<QByteArray> {
            return r.method == "PLAY" ? std::optional(QByteArray()) : std::nullopt;
        };
        s.after = [](QTcpSocket &peer, const test::RtspRequest &r) {
            if (r.method != "PLAY")
                return;
            const QByteArray head = "RTSP/1.0 100 Continue\r\nCSeq: " + r.header("cseq") + "\r\n\r\n";
            const QByteArray text = "RTSP/1.0 200 OK\r\nCSeq: " + r.header("cseq") + "\r\n\r\n";
            for (const QByteArray &part : QByteArrayList{head, text.left(12), text.mid(12) + test::mediaOf(1, 3).left(50),
                                                         test::mediaOf(1, 3).mid(50)}) {
                peer.write(part);
                peer.waitForBytesWritten(1000);
            }
        };
        s.media = "x"; // goes with a usual answer alone
    });
    row("the server asks as well", [](Script &s) {
        s.media = "OPTIONS * RTSP/1.0\r\nCSeq: 900\r\n\r\n" + test::mediaOf(1, 1)
            + "SET_PARAMETER rtsp://x RTSP/1.0\r\nCSeq: 901\r\nContent-Length: 3\r\n\r\na=b"
            + test::mediaOf(1, 3).mid(test::mediaOf(1, 1).size());
    });
}

void TstBends::isPlayed()
{
    QFETCH(test::RtspScript, script);
    playsThree(script);
}

void TstBends::tracksAreAskedForWhereTheyAre_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("contentBase"); // after "rtsp://host:port"
    QTest::addColumn<QByteArray>("session"); // a=control of the description
    QTest::addColumn<QByteArray>("setUp");
    QTest::addColumn<QByteArray>("play");
    const auto row = [](const char *name, const char *path, const char *base, const char *session, const char *setUp,
                        const char *play) {
        QTest::newRow(name) << QString::fromLatin1(path) << QByteArray(base) << QByteArray(session)
                            << QByteArray(setUp) << QByteArray(play);
    };
    row("no Content-Base", "/live", "", "*", "/live/track1", "/live");
    row("Content-Base with a slash", "/live", "/live/", "*", "/live/track1", "/live/");
    row("Content-Base without", "/live", "/other", "*", "/other/track1", "/other");
    row("a query", "/cam?channel=1&subtype=0", "", "*", "/cam?channel=1&subtype=0/track1", "/cam?channel=1&subtype=0");
    row("the session has a control of its own", "/live", "/live/", "all", "/live/track1", "/live/all");
}

void TstBends::tracksAreAskedForWhereTheyAre()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, contentBase);
    QFETCH(QByteArray, session);
    test::RtspScript script;
    script.description.replace("a=control:*", QByteArray("a=control:" + session));
    script.media = test::mediaOf(1, 1);
    // The port is not known before the server runs: 127.0.84.200:0 stands for it.
    if (!contentBase.isEmpty())
        script.contentBase = "rtsp://camera.example" + contentBase;
    const test::ScriptedServer server(std::move(script));
    test::InterruptWhen late([] { return false; });
    Client client;
    QVERIFY(client.open(test::targetOf(server.url(path)), {}, late));
    const QByteArray origin =
        contentBase.isEmpty() ? server.url(QString()).toLatin1() : QByteArray("rtsp://camera.example");
    QFETCH(QByteArray, setUp);
    QFETCH(QByteArray, play);
    QCOMPARE(server.requests("SETUP").first().uri, QByteArray(origin + setUp));
    QCOMPARE(server.requests("PLAY").first().uri, QByteArray(origin + play));
}

void TstBends::sessionsAreKeptAlive_data()
{
    QTest::addColumn<QByteArray>("publicMethods");
    QTest::addColumn<QByteArray>("parameterStatus");
    QTest::addColumn<QByteArray>("by");
    QTest::newRow("by GET_PARAMETER where it is offered")
        << QByteArray("OPTIONS, GET_PARAMETER") << QByteArray("200 OK") << QByteArray("GET_PARAMETER");
    QTest::newRow("by OPTIONS where it is not") << QByteArray("OPTIONS") << QByteArray("200 OK") << QByteArray("OPTIONS");
    QTest::newRow("by OPTIONS where it was a promise only")
        << QByteArray("GET_PARAMETER") << QByteArray("501 Not Implemented") << QByteArray("OPTIONS");
}

void TstBends::sessionsAreKeptAlive()
{
    QFETCH(QByteArray, publicMethods);
    QFETCH(QByteArray, parameterStatus);
    QFETCH(QByteArray, by);
    test::RtspScript script;
    script.session = "8484;timeout=5"; // the shortest that is believed: a sign every 2 s
    script.answer = [=](const test::RtspRequest &request) -> std::optional<QByteArray> {
        if (request.method == "OPTIONS")
            return test::rtspAnswer("200 OK", "Public: " + publicMethods + "\r\n");
        if (request.method == "GET_PARAMETER")
            return test::rtspAnswer(parameterStatus);
        return std::nullopt;
    };
    const test::ScriptedServer server(std::move(script));
    const auto signs = [&] {
        const auto all = server.requests(by);
        return by == "OPTIONS" ? all.size() - 1 : all.size(); // the first one asks what there is
    };
    test::InterruptWhen twice([&] { return signs() >= 2; }, 15s);
    Client client;
    QVERIFY(client.open(test::targetOf(server.url()), {}, twice));
    QVERIFY(!client.next()); // there are no pictures; the interrupt ends it
    QVERIFY(signs() >= 2);
    QCOMPARE(server.requests(by).last().header("session"), QByteArray("8484"));
}

void TstBends::digestIsSpoken_data()
{
    QTest::addColumn<QByteArray>("algorithm");
    QTest::addColumn<int>("renewedAt"); // the request from which on the nonce is another
    QTest::addColumn<bool>("stale");
    QTest::newRow("MD5") << QByteArray("MD5") << 99 << false;
    QTest::newRow("SHA-256") << QByteArray("SHA-256") << 99 << false;
    QTest::newRow("the nonce is too old at SETUP") << QByteArray("MD5") << 3 << true;
    QTest::newRow("a new nonce at PLAY, without a word") << QByteArray("SHA-256") << 4 << false;
}

void TstBends::digestIsSpoken()
{
    QFETCH(QByteArray, algorithm);
    QFETCH(int, renewedAt);
    QFETCH(bool, stale);
    const Secret password(QByteArrayLiteral("Sésame \"ouvre\""));
    auto seen = std::make_shared<int>(0);
    test::RtspScript script;
    script.media = test::mediaOf(1, 3);
    script.answer = [=, &password](const test::RtspRequest &request) -> std::optional<QByteArray> {
        ++*seen;
        const QByteArray nonce = *seen >= renewedAt ? "second" : "first";
        const QByteArray header = request.header("authorization");
        const QByteArray offer = "Digest realm=\"cam\", nonce=\"" + nonce + "\", algorithm=" + algorithm
            + ", qop=\"auth\"" + (stale ? ", stale=true" : "");
        const auto field = [&](const QByteArray &name) {
            const auto at = header.indexOf(QByteArray(' ' + name + '=')) + name.size() + 2;
            return header.mid(at).split(',').first().replace('"', "");
        };
        const auto challenge = net::strongestDigest({offer});
        const QByteArray expected = net::digestAuthorization(*challenge, "op", password, request.method, request.uri,
                                                             field("nc").toUInt(nullptr, 16), field("cnonce"));
        if (header.isEmpty() || header != expected)
            return test::rtspAnswer("401 Unauthorized", "WWW-Authenticate: " + offer + "\r\n");
        return std::nullopt;
    };
    const test::ScriptedServer server(std::move(script));
    Target target = test::targetOf(server.url());
    target.user = QStringLiteral("op");
    target.password = &password;
    test::InterruptWhen late([] { return false; });
    Client client;
    const auto offer = client.open(target, {}, late);
    QVERIFY2(offer, offer ? "" : qPrintable(toLogText(offer.error())));
    QVERIFY(client.next());
    client.close();
    QVERIFY(server.requests("TEARDOWN").last().header("authorization").contains("nc="));
    QVERIFY(!server.sawText("same"));
}

void TstBends::basicInTheOpenIsRefused()
{
    const Secret password(QByteArrayLiteral("S3cr3t"));
    test::RtspScript script;
    script.answer = [](const test::RtspRequest &) {
        return test::rtspAnswer("401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"\r\n");
    };
    const test::ScriptedServer server(std::move(script));
    Target target = test::targetOf(server.url());
    target.user = QStringLiteral("op");
    target.password = &password;
    test::InterruptWhen late([] { return false; });
    Client client;
    const auto offer = client.open(target, {}, late);
    QVERIFY(!offer);
    QCOMPARE(offer.error().code, ErrorCode::Refused);
    QVERIFY(offer.error().detail.contains(QStringLiteral("Basic")));
    QVERIFY(!server.sawText("Authorization"));
}

void TstBends::redirectionsOnTheSpotAreFollowed_data()
{
    QTest::addColumn<int>("times");
    QTest::addColumn<QString>("to"); // empty: the same host and port
    QTest::addColumn<bool>("plays");
    QTest::newRow("once") << 1 << QString() << true;
    QTest::newRow("twice") << 2 << QString() << true;
    QTest::newRow("for ever") << 1000 << QString() << false;
    QTest::newRow("to another host") << 1 << QStringLiteral("rtsp://127.0.84.210:8554") << false;
    QTest::newRow("to another port") << 1 << QStringLiteral("rtsp://127.0.84.200:1") << false;
    QTest::newRow("to nowhere") << 1 << QStringLiteral("-") << false;
}

void TstBends::redirectionsOnTheSpotAreFollowed()
{
    QFETCH(int, times);
    QFETCH(QString, to);
    QFETCH(bool, plays);
    test::RtspScript script;
    script.media = test::mediaOf(1, 1);
    script.answer = [=](const test::RtspRequest &request) -> std::optional<QByteArray> {
        if (request.method != "DESCRIBE" || request.nth > times)
            return std::nullopt;
        const QByteArray location = to == QLatin1String("-") ? QByteArray() : to.toLatin1() + "/moved";
        return test::rtspAnswer("302 Moved Temporarily", "Location: " + location + "\r\n");
    };
    const test::ScriptedServer server(std::move(script));
    test::InterruptWhen late([] { return false; });
    Client client;
    const auto offer = client.open(test::targetOf(server.url()), {}, late);
    QCOMPARE(offer.has_value(), plays);
    if (plays) {
        QVERIFY(server.requests("SETUP").first().uri.endsWith("/moved/track1"));
    } else {
        QCOMPARE(offer.error().code, ErrorCode::Protocol);
        QVERIFY(server.connections() <= 3);
    }
}

void TstBends::errorsAreTold_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ErrorCode>("code");
    const auto row = [](const char *name, const char *method, const QByteArray &answer, ErrorCode code) {
        QTest::newRow(name) << QByteArray(method) << answer << code;
    };
    row("a password is asked for", "DESCRIBE", test::rtspAnswer("401 Unauthorized"), ErrorCode::Refused);
    row("no right", "DESCRIBE", test::rtspAnswer("403 Forbidden"), ErrorCode::Refused);
    row("no such stream", "DESCRIBE", test::rtspAnswer("404 Not Found"), ErrorCode::NotFound);
    row("too many viewers", "SETUP", test::rtspAnswer("453 Not Enough Bandwidth"), ErrorCode::Unreachable);
    row("out of order", "PLAY", test::rtspAnswer("500 Internal Server Error"), ErrorCode::Protocol);
    row("no way of sending", "SETUP", test::rtspAnswer("461 Unsupported Transport"), ErrorCode::NotSupported);
    row("multicast although not asked for", "SETUP",
        test::rtspAnswer("200 OK", "Session: 1\r\nTransport: RTP/AVP;multicast;port=5000-5001\r\n"),
        ErrorCode::NotSupported);
    row("another protocol", "DESCRIBE", "SSH-2.0-OpenSSH_9.2\r\n\r\n", ErrorCode::Protocol);
    row("a web server", "DESCRIBE", "HTTP/1.1 200 OK\r\nCSeq: SEQ\r\n\r\n", ErrorCode::Protocol);
    row("a description that is none", "DESCRIBE", test::rtspAnswer("200 OK", {}, "<html></html>"), ErrorCode::Protocol);
    row("only sound", "DESCRIBE",
        test::rtspAnswer("200 OK", {}, "v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\ns=x\r\nt=0 0\r\nm=audio 0 RTP/AVP 0\r\n"),
        ErrorCode::NotSupported);
    row("a codec nobody knows", "DESCRIBE",
        test::rtspAnswer("200 OK", {},
                         "v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\ns=x\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\n"
                         "a=rtpmap:96 VP8/90000\r\n"),
        ErrorCode::NotSupported);
    row("a session that no request can repeat", "SETUP", test::rtspAnswer("200 OK", "Session: ;\r\n"),
        ErrorCode::Protocol);
}

void TstBends::errorsAreTold()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, answer);
    QFETCH(ErrorCode, code);
    test::RtspScript script;
    script.answer = [=](const test::RtspRequest &request) {
        return request.method == method ? std::optional(answer) : std::nullopt;
    };
    const test::ScriptedServer server(std::move(script));
    test::InterruptWhen late([] { return false; });
    Client client;
    const auto offer = client.open(test::targetOf(server.url()), {}, late);
    QVERIFY(!offer);
    QVERIFY2(offer.error().code == code, qPrintable(toLogText(offer.error())));
}

VIGIE_TEST(TstBends)
#include "tst_bends.moc"
