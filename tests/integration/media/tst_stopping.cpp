// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <cameras.h>

#include <QtCore/QElapsedTimer>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::media;

/// stop() returns within 200 ms whatever the thread is blocked on.
class TstStopping final : public QObject {
    Q_OBJECT
private:
    test::Cameras m_cameras;

    static void stopInTime(Session &session)
    {
        QElapsedTimer timer;
        timer.start();
        session.stop();
        const qint64 took = timer.elapsed();
        qInfo() << "stopped in" << took << "ms";
        QVERIFY(took < 200);
        QCOMPARE(session.stats().state, SessionState::Stopped);
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString why = m_cameras.start();
        QVERIFY2(why.isEmpty(), qPrintable(why));
    }
    void cleanup() { QVERIFY(m_cameras.fault({}, QStringLiteral("none"))); }

    void whileTheCameraNeverAnswers_data();
    void whileTheCameraNeverAnswers();
    void whileNoRouteAnswers();
    void whileTheNameIsLookedUp();
    void whilePlaying_data();
    void whilePlaying();
    void whileStalled_data();
    void whileStalled();
    void whileWaitingForTheNextAttempt();
};

void TstStopping::whileTheCameraNeverAnswers_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::newRow("to the first request") << QStringLiteral("rtsp");
    QTest::newRow("to the TLS handshake") << QStringLiteral("rtsps");
}

void TstStopping::whileTheCameraNeverAnswers()
{
    QFETCH(QString, scheme);
    QTcpServer silent; // accepts in the kernel, says nothing
    QVERIFY(silent.listen(QHostAddress(QStringLiteral("127.0.78.201"))));
    SessionOptions options = test::Cameras::options(QStringLiteral("h264"));
    options.stream.url =
        QUrl(QStringLiteral("%1://127.0.78.201:%2/sub").arg(scheme).arg(silent.serverPort()));
    Session session;
    session.start(std::move(options));
    QVERIFY(silent.waitForNewConnection(3000));
    const std::unique_ptr<QTcpSocket> peer(silent.nextPendingConnection());
    QVERIFY(peer->waitForReadyRead(3000)); // the request is here, the session waits for its answer
    QCOMPARE(session.stats().state, SessionState::Connecting);
    stopInTime(session);
}

void TstStopping::whileNoRouteAnswers()
{
    // RFC 5737 test network: no host is there; packets vanish or an error comes at once, both are
    // fine.
    SessionOptions options = test::Cameras::options(QStringLiteral("h264"));
    options.stream.url = QUrl(QStringLiteral("rtsp://192.0.2.1:554/sub"));
    Session session;
    session.start(std::move(options));
    QTRY_COMPARE(session.stats().received, 0);
    stopInTime(session);
}

void TstStopping::whileTheNameIsLookedUp()
{
    SessionOptions options = test::Cameras::options(QStringLiteral("h264"));
    options.stream.url = QUrl(QStringLiteral("rtsp://camera.invalid:554/sub"));
    Session session;
    session.start(std::move(options));
    stopInTime(session);
}

void TstStopping::whilePlaying_data()
{
    QTest::addColumn<RtpTransport>("transport");
    QTest::newRow("TCP") << RtpTransport::Tcp;
    QTest::newRow("UDP") << RtpTransport::Udp;
}

void TstStopping::whilePlaying()
{
    QFETCH(RtpTransport, transport);
    Session session;
    session.start(test::Cameras::options(QStringLiteral("h264"), transport));
    QTRY_COMPARE(session.stats().state, SessionState::Playing);
    stopInTime(session);
}

void TstStopping::whileStalled_data()
{
    whilePlaying_data();
}

void TstStopping::whileStalled()
{
    QFETCH(RtpTransport, transport);
    Session session;
    session.start(test::Cameras::options(QStringLiteral("h264"), transport));
    QTRY_COMPARE(session.stats().state, SessionState::Playing);
    QVERIFY(m_cameras.fault(QStringLiteral("h264"), QStringLiteral("stall")));
    QTRY_COMPARE(session.stats().state, SessionState::Lost);
    stopInTime(session);
}

void TstStopping::whileWaitingForTheNextAttempt()
{
    SessionOptions options = test::Cameras::options(QStringLiteral("h264"));
    options.password = Secret(QByteArrayLiteral("wrong"));
    Session session;
    session.start(std::move(options));
    QTRY_COMPARE(session.stats().state, SessionState::Lost);
    stopInTime(session);
}

VIGIE_TEST(TstStopping)
#include "tst_stopping.moc"
