// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <certificates.h>
#include <rtsp_rooms.h>

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QSslSocket>
#include <QtNetwork/QTcpServer>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::rtsp;
using namespace std::chrono_literals;

/// rtsps://: who answers is checked before the first word.
class TstTls final : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    test::Authority m_known;
    test::Authority m_unknown;

    test::RtspScript script(const test::Identity &identity) const
    {
        test::RtspScript script;
        script.media = test::mediaOf(1, 400); // more than one TLS record
        script.certificate = identity.certificate;
        script.key = identity.key;
        return script;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!QSslSocket::supportsSsl())
            QSKIP("Qt has no TLS here: the server of this test cannot run");
        // The client trusts what the system trusts, and this is how a system is told; before its first connection.
        QFile file(m_folder.filePath(QStringLiteral("authorities.pem")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(m_known.certificate());
        qputenv("SSL_CERT_FILE", file.fileName().toLocal8Bit());
        qputenv("SSL_CERT_DIR", m_folder.path().toLocal8Bit());
    }
    void whoAnswersIsChecked_data();
    void whoAnswersIsChecked();
    void namesAreChecked_data();
    void namesAreChecked();
    void basicIsAllowed();
    void aPlainServerIsNone();
    void aSilentServerIsLeft();
};

void TstTls::whoAnswersIsChecked_data()
{
    QTest::addColumn<bool>("known");
    QTest::addColumn<QByteArray>("subject");
    QTest::addColumn<int>("fromDay");
    QTest::addColumn<int>("toDay");
    QTest::addColumn<bool>("unverifiedAllowed");
    QTest::addColumn<bool>("plays");
    const QByteArray right("IP:127.0.84.200");
    QTest::newRow("the right one") << true << right << -1 << 2 << false << true;
    QTest::newRow("signed by somebody else") << false << right << -1 << 2 << false << false;
    QTest::newRow("of another host") << true << QByteArray("IP:127.0.84.201") << -1 << 2 << false << false;
    QTest::newRow("of a name where an address is asked for") << true << QByteArray("DNS:camera.example") << -1 << 2 << false << false;
    QTest::newRow("expired yesterday") << true << right << -5 << -1 << false << false;
    QTest::newRow("not valid before tomorrow") << true << right << 1 << 5 << false << false;
    QTest::newRow("signed by somebody else, which is allowed") << false << right << -1 << 2 << true << true;
    QTest::newRow("expired, which is allowed") << true << right << -5 << -1 << true << true;
}

void TstTls::whoAnswersIsChecked()
{
    QFETCH(bool, known);
    QFETCH(QByteArray, subject);
    QFETCH(int, fromDay);
    QFETCH(int, toDay);
    QFETCH(bool, unverifiedAllowed);
    QFETCH(bool, plays);
    const test::Authority &authority = known ? m_known : m_unknown;
    const test::ScriptedServer server(script(authority.issue(subject, fromDay, toDay)));
    Target target = test::targetOf(server.url(), RtpTransport::Udp); // TCP all the same
    target.unverifiedTlsAllowed = unverifiedAllowed;
    test::InterruptWhen late([] { return false; });
    Client client;
    const auto offer = client.open(target, {}, late);
    QVERIFY2(offer.has_value() == plays, offer ? "it plays" : qPrintable(toLogText(offer.error())));
    if (!plays) {
        QCOMPARE(offer.error().code, ErrorCode::Refused);
        QVERIFY(offer.error().detail.startsWith(QStringLiteral("certificate: ")));
        QVERIFY(server.requests().isEmpty()); // not a word was said
        return;
    }
    QCOMPARE(offer->transport, QStringLiteral("TLS"));
    for (int i = 1; i <= 400; ++i) {
        const auto picture = client.next();
        QVERIFY2(picture, picture ? "" : qPrintable(toLogText(picture.error())));
        QCOMPARE(test::fillOf(*picture), static_cast<char>('a' + i % 26));
    }
    client.close();
    QTRY_COMPARE(server.requests("TEARDOWN").size(), 1);
}

void TstTls::namesAreChecked_data()
{
    QTest::addColumn<QByteArray>("subject");
    QTest::addColumn<bool>("plays");
    QTest::newRow("its name") << QByteArray("DNS:localhost") << true;
    QTest::newRow("another name") << QByteArray("DNS:camera.example") << false;
    QTest::newRow("an address where a name is asked for") << QByteArray("IP:127.0.0.1") << false;
}

void TstTls::namesAreChecked()
{
    QFETCH(QByteArray, subject);
    QFETCH(bool, plays);
    const test::ScriptedServer server(script(m_known.issue(subject)), QStringLiteral("127.0.0.1"));
    test::InterruptWhen late([] { return false; });
    Client client;
    const auto offer =
        client.open(test::targetOf(QStringLiteral("rtsps://localhost:%1/live").arg(server.port())), {}, late);
    QVERIFY2(offer.has_value() == plays, offer ? "it plays" : qPrintable(toLogText(offer.error())));
}

void TstTls::basicIsAllowed()
{
    const Secret password(QByteArrayLiteral("S3cr3t"));
    test::RtspScript asking = script(m_known.issue("IP:127.0.84.200"));
    asking.answer = [](const test::RtspRequest &request) -> std::optional<QByteArray> {
        if (request.header("authorization") == "Basic b3A6UzNjcjN0")
            return std::nullopt;
        return test::rtspAnswer("401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"\r\n");
    };
    const test::ScriptedServer server(std::move(asking));
    Target target = test::targetOf(server.url());
    target.user = QStringLiteral("op");
    target.password = &password;
    test::InterruptWhen late([] { return false; });
    Client client;
    const auto offer = client.open(target, {}, late);
    QVERIFY2(offer, offer ? "" : qPrintable(toLogText(offer.error())));
    QVERIFY(client.next());
}

void TstTls::aPlainServerIsNone()
{
    const test::ScriptedServer server{test::RtspScript()};
    QString url = server.url();
    url.replace(QStringLiteral("rtsp:"), QStringLiteral("rtsps:"));
    test::InterruptWhen soon([&] { return false; }, 2s);
    Client client;
    const auto offer = client.open(test::targetOf(url), {}, soon);
    QVERIFY(!offer); // it may also wait for more of a request that is none
    QVERIFY(server.requests().isEmpty());
}

void TstTls::aSilentServerIsLeft()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress(QStringLiteral("127.0.84.200"))));
    test::InterruptWhen soon([] { return false; }, 300ms);
    Client client;
    const auto offer = client.open(
        test::targetOf(QStringLiteral("rtsps://127.0.84.200:%1/live").arg(silent.serverPort())), {}, soon);
    client.close();
    QVERIFY(soon.elapsed() < 200ms);
    QVERIFY(!offer);
    QCOMPARE(offer.error().code, ErrorCode::Cancelled);
}

VIGIE_TEST(TstTls)
#include "tst_tls.moc"
