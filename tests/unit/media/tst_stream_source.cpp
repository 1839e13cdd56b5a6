// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <media/ffmpeg_source.h>

#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

#include <atomic>
#include <mutex>
#include <thread>

using namespace vigie;
using namespace vigie::media;

namespace {

class Never final : public Interrupt {
public:
    [[nodiscard]] bool requested() override { return false; }
};

/// What a session does: it gives every connection a few seconds.
class Deadline final : public Interrupt {
public:
    [[nodiscard]] bool requested() override { return std::chrono::steady_clock::now() > m_end; }

private:
    std::chrono::steady_clock::time_point m_end =
        std::chrono::steady_clock::now() + std::chrono::seconds(2);
};

std::mutex logMutex; // NOLINT: Qt's message handler has no user pointer
QString logged; // NOLINT: logMutex

void keepLog(QtMsgType, const QMessageLogContext &, const QString &text)
{
    const std::scoped_lock lock(logMutex);
    logged += text + QLatin1Char('\n');
}

/// A peer that answers every request with the same text.
class ScriptedPeer {
public:
    explicit ScriptedPeer(QByteArray answer)
    {
        m_thread = std::thread([this, reply = std::move(answer)] {
            QTcpServer server;
            if (!server.listen(QHostAddress(QStringLiteral("127.0.78.200"))))
                return;
            m_port = server.serverPort();
            if (!server.waitForNewConnection(5000))
                return;
            const std::unique_ptr<QTcpSocket> peer(server.nextPendingConnection());
            while (peer->waitForReadyRead(3000)) {
                m_received += peer->readAll();
                const auto at = m_received.lastIndexOf("CSeq: ");
                QByteArray text = reply;
                text.replace("SEQ", m_received.mid(at + 6, m_received.indexOf('\r', at) - at - 6));
                peer->write(text);
                peer->waitForBytesWritten(1000);
            }
        });
        while (m_port == 0)
            std::this_thread::yield();
    }
    ~ScriptedPeer() { join(); }
    [[nodiscard]] quint16 port() const { return m_port; }
    QByteArray join()
    {
        if (m_thread.joinable())
            m_thread.join();
        return m_received;
    }

private:
    std::thread m_thread;
    std::atomic<quint16> m_port = 0;
    QByteArray m_received; // the thread's until join()
};

} // namespace

class TstStreamSource final : public QObject {
    Q_OBJECT
private:
    static SourceRequest request(const QString &url, const Secret *password = nullptr)
    {
        SourceRequest request;
        request.stream.url = QUrl(url);
        request.user = password != nullptr ? QStringLiteral("op:érateur") : QString();
        request.password = password;
        return request;
    }

private Q_SLOTS:
    void refusesWhatIsNotRtsp_data();
    void refusesWhatIsNotRtsp();
    void rtspsIsRefusedBeforeTheFirstPacket();
    void errorsAreTold_data();
    void errorsAreTold();
    void nothingListens();
    void credentialsStayOutOfTheLog();
    void aPasswordFfmpegWouldCutIsRefused();
};

void TstStreamSource::refusesWhatIsNotRtsp_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("a file") << QStringLiteral("file:///etc/passwd");
    QTest::newRow("a web page") << QStringLiteral("http://127.0.78.200/");
    QTest::newRow("nothing") << QString();
    QTest::newRow("no host") << QStringLiteral("rtsp:///main");
}

void TstStreamSource::refusesWhatIsNotRtsp()
{
    QFETCH(QString, url);
    Never never;
    FfmpegSource source;
    const auto info = source.connect(request(url), never);
    QVERIFY(!info);
    QCOMPARE(info.error().code, ErrorCode::InvalidArgument);
}

void TstStreamSource::rtspsIsRefusedBeforeTheFirstPacket()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress(QStringLiteral("127.0.78.200"))));
    Never never;
    FfmpegSource source;
    const auto info = source.connect(
        request(QStringLiteral("rtsps://127.0.78.200:%1/main").arg(server.serverPort())), never);
    QVERIFY(!info);
    QCOMPARE(info.error().code, ErrorCode::NotSupported);
    QVERIFY(!server.waitForNewConnection(50));
}

void TstStreamSource::errorsAreTold_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ErrorCode>("code");
    const auto status = [](const char *text) -> QByteArray {
        return QByteArray("RTSP/1.0 ") + text + "\r\nCSeq: SEQ\r\n\r\n";
    };
    QTest::newRow("401") << status("401 Unauthorized") << ErrorCode::Refused;
    QTest::newRow("403") << status("403 Forbidden") << ErrorCode::Refused;
    QTest::newRow("404") << status("404 Not Found") << ErrorCode::NotFound;
    QTest::newRow("not RTSP at all")
        << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n")
        << ErrorCode::Cancelled; // FFmpeg reads on for ever; the deadline ends it
    const QByteArray audio =
        "v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\ns=x\r\nt=0 0\r\nm=audio 0 RTP/AVP 0\r\n";
    QTest::newRow("only sound")
        << QByteArray(
               "RTSP/1.0 200 OK\r\nCSeq: SEQ\r\nSession: 1\r\nContent-Type: application/sdp\r\n"
               "Content-Length: ")
            + QByteArray::number(audio.size()) + "\r\n\r\n" + audio
        << ErrorCode::NotSupported;
}

void TstStreamSource::errorsAreTold()
{
    QFETCH(QByteArray, answer);
    QFETCH(ErrorCode, code);
    ScriptedPeer peer(answer);
    Deadline deadline;
    FfmpegSource source;
    const auto info = source.connect(
        request(QStringLiteral("rtsp://127.0.78.200:%1/main").arg(peer.port())), deadline);
    source.close();
    QVERIFY(!info);
    QVERIFY2(info.error().code == code, qPrintable(toLogText(info.error())));
}

void TstStreamSource::nothingListens()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress(QStringLiteral("127.0.78.200"))));
    const quint16 port = server.serverPort();
    server.close();
    Never never;
    FfmpegSource source;
    const auto info =
        source.connect(request(QStringLiteral("rtsp://127.0.78.200:%1/main").arg(port)), never);
    QVERIFY(!info);
    QCOMPARE(info.error().code, ErrorCode::Unreachable);
}

void TstStreamSource::credentialsStayOutOfTheLog()
{
    QLoggingCategory::setFilterRules(QStringLiteral("vigie.media.*=true"));
    const auto before = qInstallMessageHandler(keepLog);
    const Secret password = Secret::fromUtf8(QStringLiteral("S3cr3t/@:?"));
    QByteArray received;
    Error error;
    {
        ScriptedPeer peer("RTSP/1.0 401 Unauthorized\r\nCSeq: SEQ\r\n"
                          "WWW-Authenticate: Digest realm=\"x\", nonce=\"00112233\"\r\n\r\n");
        Never never;
        FfmpegSource source;
        const auto info = source.connect(
            request(QStringLiteral("rtsp://127.0.78.200:%1/main").arg(peer.port()), &password),
            never);
        source.close();
        received = peer.join();
        error = info.error();
    }
    qInstallMessageHandler(before);
    QLoggingCategory::setFilterRules({});
    QVERIFY(received.contains("Authorization: Digest")); // it was offered
    QCOMPARE(error.code, ErrorCode::Refused);
    const std::scoped_lock lock(logMutex);
    for (const QString &text : {logged, error.detail}) {
        QVERIFY2(!text.contains(QStringLiteral("S3cr3t")), qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral("rateur")), qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral("00112233")), qPrintable(text));
    }
}

void TstStreamSource::aPasswordFfmpegWouldCutIsRefused()
{
    const Secret password(QByteArray(130, 'x'));
    Never never;
    FfmpegSource source;
    const auto info =
        source.connect(request(QStringLiteral("rtsp://127.0.78.200:9/main"), &password), never);
    QVERIFY(!info);
    QCOMPARE(info.error().code, ErrorCode::NotSupported);
}

VIGIE_TEST(TstStreamSource)
#include "tst_stream_source.moc"
