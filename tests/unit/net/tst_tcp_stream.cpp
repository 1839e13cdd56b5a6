// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <net/byte_stream.h>
#include <net/name_lookup.h>
#include <support/interrupts.h>

#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

#include <array>

using namespace vigie;
using namespace vigie::net;
using namespace std::chrono_literals;

class TstTcpStream final : public QObject {
    Q_OBJECT
private:
    static Deadline in(std::chrono::milliseconds time) { return std::chrono::steady_clock::now() + time; }

private Q_SLOTS:
    void namesBecomeAddresses_data();
    void namesBecomeAddresses();
    void aLookupIsGivenUp();
    void theFirstAddressThatAnswersIsTaken();
    void nobodyListens();
    void aSilentAddressLeavesTimeForTheNext();
    void connectingIsGivenUp();
    void bytesGoBothWays();
    void aPeerThatIsGoneDoesNotKillTheProgram();
};

void TstTcpStream::namesBecomeAddresses_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("first"); // empty: an error
    QTest::newRow("an address is itself") << QStringLiteral("127.0.84.1") << QStringLiteral("127.0.84.1");
    QTest::newRow("IPv6 as well") << QStringLiteral("::1") << QStringLiteral("::1");
    QTest::newRow("this machine, IPv4 first") << QStringLiteral("localhost") << QStringLiteral("127.0.0.1");
    QTest::newRow("a name nobody has") << QStringLiteral("camera.invalid") << QString();
    QTest::newRow("no name at all") << QString() << QString();
    QTest::newRow("longer than a name may be") << QString(300, QLatin1Char('x')) << QString();
}

void TstTcpStream::namesBecomeAddresses()
{
    QFETCH(QString, host);
    QFETCH(QString, first);
    test::NeverInterrupt never;
    const auto found = resolveHost(host, never);
    QCOMPARE(found.has_value(), !first.isEmpty());
    if (found)
        QCOMPARE(found->first(), first);
    else
        QVERIFY(found.error().code == ErrorCode::Unreachable || found.error().code == ErrorCode::InvalidArgument);
}

void TstTcpStream::aLookupIsGivenUp()
{
    test::InterruptWhen atOnce([] { return true; });
    const auto found = resolveHost(QStringLiteral("camera.invalid"), atOnce);
    QVERIFY(atOnce.elapsed() < 200ms);
    QVERIFY(!found); // Cancelled, or the resolver was faster
}

void TstTcpStream::theFirstAddressThatAnswersIsTaken()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress(QStringLiteral("127.0.84.2"))));
    test::NeverInterrupt never;
    const auto stream = connectTcp({QStringLiteral("127.0.84.3"), QStringLiteral("127.0.84.2")}, server.serverPort(),
                                   in(5s), never);
    QVERIFY(stream);
    QCOMPARE((*stream)->peerAddress(), QStringLiteral("127.0.84.2"));
}

void TstTcpStream::nobodyListens()
{
    test::NeverInterrupt never;
    const auto stream = connectTcp({QStringLiteral("127.0.84.3")}, 9, in(5s), never);
    QVERIFY(!stream);
    QCOMPARE(stream.error().code, ErrorCode::Unreachable);
}

void TstTcpStream::aSilentAddressLeavesTimeForTheNext()
{
    // A full backlog: the kernel drops what comes, as a host that is switched off does.
    QTcpServer silent;
    silent.setListenBacklogSize(0);
    QVERIFY(silent.listen(QHostAddress(QStringLiteral("127.0.84.3"))));
    std::array<QTcpSocket, 4> fill;
    for (QTcpSocket &each : fill)
        each.connectToHost(silent.serverAddress(), silent.serverPort());
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress(QStringLiteral("127.0.84.2")), silent.serverPort()));
    silent.pauseAccepting();
    QVERIFY(fill.front().waitForConnected(3000));
    test::NeverInterrupt never;
    const auto stream = connectTcp({QStringLiteral("127.0.84.3"), QStringLiteral("127.0.84.2")}, server.serverPort(),
                                   in(1s), never);
    QVERIFY2(stream, stream ? "" : qPrintable(toLogText(stream.error())));
    QCOMPARE((*stream)->peerAddress(), QStringLiteral("127.0.84.2"));
}

void TstTcpStream::connectingIsGivenUp()
{
    test::InterruptWhen soon([] { return false; }, 100ms);
    // RFC 5737 test network: packets vanish, or an error comes at once.
    const auto stream = connectTcp({QStringLiteral("192.0.2.1")}, 554, in(5s), soon);
    QVERIFY(!stream);
    QVERIFY(soon.elapsed() < 200ms);
}

void TstTcpStream::bytesGoBothWays()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress(QStringLiteral("127.0.84.2"))));
    test::NeverInterrupt never;
    const auto stream = connectTcp({QStringLiteral("127.0.84.2")}, server.serverPort(), in(5s), never);
    QVERIFY(stream);
    QVERIFY(server.waitForNewConnection(3000));
    QTcpSocket *peer = server.nextPendingConnection();
    std::array<char, 16> bytes{};
    QCOMPARE((*stream)->read(bytes).value_or(99U), 0U); // nothing yet, and no waiting
    QCOMPARE((*stream)->write(std::span("salut", 5)).value_or(0U), 5U);
    QVERIFY(peer->waitForReadyRead(3000));
    QCOMPARE(peer->readAll(), QByteArray("salut"));
    peer->write("bonjour");
    QVERIFY(peer->waitForBytesWritten(3000));
    pollfd ready = (*stream)->wanted(false);
    QCOMPARE(waitFor({&ready, 1}, in(3s), never).value_or(false), true);
    QCOMPARE((*stream)->read(bytes).value_or(0U), 7U);
    peer->disconnectFromHost();
    ready = (*stream)->wanted(false);
    QCOMPARE(waitFor({&ready, 1}, in(3s), never).value_or(false), true);
    const auto end = (*stream)->read(bytes);
    QVERIFY(!end);
    QCOMPARE(end.error().code, ErrorCode::Unreachable);
}

void TstTcpStream::aPeerThatIsGoneDoesNotKillTheProgram()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress(QStringLiteral("127.0.84.2"))));
    test::NeverInterrupt never;
    const auto stream = connectTcp({QStringLiteral("127.0.84.2")}, server.serverPort(), in(5s), never);
    QVERIFY(stream);
    QVERIFY(server.waitForNewConnection(3000));
    delete server.nextPendingConnection();
    const auto lost = [&] { return !(*stream)->write(std::span("salut", 5)); };
    QTRY_VERIFY(lost()); // the first bytes still go; the answer to them is a reset
}

VIGIE_TEST(TstTcpStream)
#include "tst_tcp_stream.moc"
