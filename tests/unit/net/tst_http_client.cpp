// SPDX-License-Identifier: GPL-3.0-or-later
#include <net/http_client.h>
#include <support/test_main.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QRegularExpression>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::net;
using namespace std::chrono_literals;

namespace {

/// A device that answers each request with the bytes it was told, whatever they are.
class RawServer final : public QTcpServer {
public:
    QByteArray answer;
    QByteArray seen;
    int connections = 0;
    int requests = 0;
    bool closeAfter = false;
    QUrl url() const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1/onvif/device_service").arg(serverPort()));
    }

    RawServer()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            ++connections;
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this,
                    [this, socket, pending = QByteArray()]() mutable {
                        pending += socket->readAll();
                        if (!pending.endsWith("</end>"))
                            return;
                        seen = pending;
                        pending.clear();
                        ++requests;
                        socket->write(answer);
                        if (closeAfter)
                            socket->disconnectFromHost();
                    });
        });
    }
};

QByteArray http(const QByteArray &status, const QByteArray &body, const QByteArray &headers = {})
{
    return QByteArray("HTTP/1.1 ") + status + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n"
        + headers + "\r\n" + body;
}

} // namespace

class TstHttpClient final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }
    void faultsAreAnswersToo_data();
    void faultsAreAnswersToo();
    void sendsWhatItWasGiven();
    void keepsOneConnection();
    void failuresHaveNames_data();
    void failuresHaveNames();
    void aDrippingDeviceIsCutOff();
    void nobodyThereIsUnreachable();
    void mayBeDestroyedByTheOneItTells();
    void tellsNobodyOnceGone();

private:
    std::optional<Result<HttpAnswer>> post(RawServer &server,
                                           std::chrono::milliseconds limit = 2000ms);
    HttpClient m_client;
};

std::optional<Result<HttpAnswer>> TstHttpClient::post(RawServer &server,
                                                      std::chrono::milliseconds limit)
{
    std::optional<Result<HttpAnswer>> got;
    m_client.post(server.url(), "application/soap+xml; charset=utf-8", "<end></end>", "Digest x",
                  limit, [&got](const Result<HttpAnswer> &answer) { got = answer; });
    (void)QTest::qWaitFor([&got] { return got.has_value(); }, 5000);
    return got;
}

void TstHttpClient::faultsAreAnswersToo_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("challenges");
    QTest::addRow("200") << QByteArray("200 OK") << QByteArray() << 200 << 0;
    QTest::addRow("400 with a fault") << QByteArray("400 Bad Request") << QByteArray() << 400 << 0;
    QTest::addRow("500 with a fault")
        << QByteArray("500 Internal Server Error") << QByteArray() << 500 << 0;
    QTest::addRow("401 with Digest")
        << QByteArray("401 Unauthorized")
        << QByteArray("WWW-Authenticate: Digest realm=\"r\", nonce=\"n\"\r\n") << 401 << 1;
    QTest::addRow("401 with SHA-256 alone")
        << QByteArray("401 Unauthorized")
        << QByteArray("WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", algorithm=SHA-256\r\n")
        << 401 << 1;
    QTest::addRow("401 without a word")
        << QByteArray("401 Unauthorized") << QByteArray() << 401 << 0;
}

void TstHttpClient::faultsAreAnswersToo()
{
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, headers);
    RawServer server;
    server.answer = http(status, "<fault/>", headers);
    const auto got = post(server);
    QVERIFY(got && *got);
    QTEST((*got)->status, "code");
    QCOMPARE((*got)->body, QByteArray("<fault/>"));
    QTEST(static_cast<int>((*got)->challenges.size()), "challenges");
    QCOMPARE(server.requests, 1); // Qt must not answer a challenge by itself
}

void TstHttpClient::sendsWhatItWasGiven()
{
    RawServer server;
    server.answer = http("200 OK", "x");
    QVERIFY(post(server));
    QVERIFY(server.seen.startsWith("POST /onvif/device_service HTTP/1.1\r\n"));
    QVERIFY(server.seen.contains("Content-Type: application/soap+xml; charset=utf-8\r\n"));
    QVERIFY(server.seen.contains("Authorization: Digest x\r\n"));
    QVERIFY(server.seen.contains("Accept-Encoding: identity\r\n"));
}

void TstHttpClient::keepsOneConnection()
{
    RawServer server;
    server.answer = http("200 OK", "x");
    for (int i = 0; i < 5; ++i)
        QVERIFY(post(server));
    QCOMPARE(server.requests, 5);
    QCOMPARE(server.connections, 1);
}

void TstHttpClient::failuresHaveNames_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("close");
    QTest::addColumn<ErrorCode>("code");
    QTest::addRow("silence, then closed") << QByteArray() << true << ErrorCode::Unreachable;
    QTest::addRow("never answers") << QByteArray() << false << ErrorCode::TimedOut;
    QTest::addRow("stops in mid-answer")
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<half") << false
        << ErrorCode::TimedOut;
    QTest::addRow("cut off in mid-answer")
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<half") << true
        << ErrorCode::Unreachable;
    QTest::addRow("redirect") << http("302 Found", "", "Location: http://127.0.0.1:1/\r\n") << false
                              << ErrorCode::Protocol;
    QTest::addRow("3 MiB announced")
        << http("200 OK", QByteArray(3 * 1024 * 1024, 'x')) << false << ErrorCode::Protocol;
    QTest::addRow("3 MiB unannounced") << QByteArray("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
                                                     + QByteArray(3 * 1024 * 1024, 'x'))
                                       << true << ErrorCode::Protocol;
    QTest::addRow("not HTTP") << QByteArray("RTSP/1.0 400 Bad Request\r\n\r\n") << true
                              << ErrorCode::Unreachable;
}

void TstHttpClient::failuresHaveNames()
{
    QFETCH(QByteArray, answer);
    QFETCH(bool, close);
    QFETCH(ErrorCode, code);
    RawServer server;
    server.answer = answer;
    server.closeAfter = close;
    const auto got = post(server, code == ErrorCode::TimedOut ? 300ms : 2000ms);
    QVERIFY(got && !*got);
    if (qstrcmp(QTest::currentDataTag(), "not HTTP") == 0)
        QVERIFY(got->error().code == ErrorCode::Unreachable
                || got->error().code == ErrorCode::Protocol);
    else
        QCOMPARE(got->error().code, code);
}

void TstHttpClient::aDrippingDeviceIsCutOff()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    QTimer drip;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        socket->write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        connect(&drip, &QTimer::timeout, socket, [socket] { socket->write("x"); });
        drip.start(20);
    });
    std::optional<Result<HttpAnswer>> got;
    QElapsedTimer timer;
    timer.start();
    m_client.post(QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(server.serverPort())), "text/xml",
                  "x", {}, 400ms, [&got](const Result<HttpAnswer> &answer) { got = answer; });
    QTRY_VERIFY(got);
    QVERIFY(!*got);
    QCOMPARE(got->error().code, ErrorCode::TimedOut);
    QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
}

void TstHttpClient::nobodyThereIsUnreachable()
{
    RawServer server;
    const QUrl url = server.url();
    server.close();
    std::optional<Result<HttpAnswer>> got;
    m_client.post(QUrl(url.toString().replace(QStringLiteral("http://"),
                                              QStringLiteral("http://vigie:geheim@"))),
                  "text/xml", "x", {}, 2000ms,
                  [&got](const Result<HttpAnswer> &answer) { got = answer; });
    QTRY_VERIFY(got);
    QVERIFY(!*got);
    QCOMPARE(got->error().code, ErrorCode::Unreachable);
    QVERIFY(!got->error().detail.contains(QStringLiteral("geheim")));
}

void TstHttpClient::mayBeDestroyedByTheOneItTells()
{
    RawServer server;
    server.answer = http("200 OK", "x");
    auto client = std::make_unique<HttpClient>();
    bool told = false;
    client->post(server.url(), "text/xml", "<end></end>", {}, 2000ms,
                 [&](const Result<HttpAnswer> &) {
                     client.reset();
                     told = true;
                 });
    QTRY_VERIFY(told);
    QVERIFY(!client);
}

void TstHttpClient::tellsNobodyOnceGone()
{
    RawServer server;
    server.answer = http("200 OK", "x");
    auto client = std::make_unique<HttpClient>();
    bool told = false;
    client->post(server.url(), "text/xml", "<end></end>", {}, 2000ms,
                 [&told](const Result<HttpAnswer> &) { told = true; });
    client.reset();
    QVERIFY(post(server)); // a whole exchange later
    QVERIFY(!told);
}

VIGIE_TEST(TstHttpClient)
#include "tst_http_client.moc"
