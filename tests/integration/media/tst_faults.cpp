// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <cameras.h>

#include <QtCore/QElapsedTimer>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::media;

class TstFaults final : public QObject {
    Q_OBJECT
private:
    test::Cameras m_cameras;
    std::shared_ptr<test::CountingSink> m_sink;

    void play(Session &session, const QString &camera, RtpTransport transport = RtpTransport::Tcp)
    {
        m_sink = std::make_shared<test::CountingSink>();
        SessionOptions options = test::Cameras::options(camera, transport);
        options.sink = m_sink;
        session.start(std::move(options));
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString why = m_cameras.start();
        QVERIFY2(why.isEmpty(), qPrintable(why));
    }
    void cleanup() { QVERIFY(m_cameras.fault({}, QStringLiteral("none"))); }

    void aWrongPasswordIsRefused();
    void aCameraThatDisappearsIsLostAndComesBack();
    void aStalledCameraIsLostWithinTwoSecondsAndComesBack();
    void aDroppedConnectionComesBack();
    void damagedPacketsHarmNothing_data();
    void damagedPacketsHarmNothing();
};

void TstFaults::aWrongPasswordIsRefused()
{
    SessionOptions options = test::Cameras::options(QStringLiteral("h264"));
    options.password = Secret(QByteArrayLiteral("wrong"));
    options.sink = m_sink = std::make_shared<test::CountingSink>();
    Session session;
    session.start(std::move(options));
    QTRY_COMPARE(session.stats().state, SessionState::Lost);
    QCOMPARE(session.stats().lastError->code, ErrorCode::Refused);
    QCOMPARE(m_sink->count.load(), 0);
}

void TstFaults::aCameraThatDisappearsIsLostAndComesBack()
{
    Session session;
    play(session, QStringLiteral("h264"));
    QTRY_COMPARE(session.stats().state, SessionState::Playing);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(m_cameras.fault(QStringLiteral("h264"), QStringLiteral("vanish"), 3));
    QTRY_COMPARE_WITH_TIMEOUT(session.stats().state, SessionState::Lost, 3000);
    qInfo() << "lost after" << timer.elapsed()
            << "ms:" << toLogText(session.stats().lastError.value_or(Error{}));
    QVERIFY(timer.elapsed() < 2000);
    QTRY_COMPARE_WITH_TIMEOUT(session.stats().state, SessionState::Playing, 12'000);
    QVERIFY(session.stats().reconnects >= 1);
}

void TstFaults::aStalledCameraIsLostWithinTwoSecondsAndComesBack()
{
    Session session;
    play(session, QStringLiteral("h264"));
    QTRY_COMPARE(session.stats().state, SessionState::Playing);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(m_cameras.fault(QStringLiteral("h264"), QStringLiteral("stall")));
    QTRY_COMPARE_WITH_TIMEOUT(session.stats().state, SessionState::Lost, 3000);
    qInfo() << "lost after" << timer.elapsed() << "ms";
    QVERIFY(timer.elapsed() < 2000);
    QVERIFY(m_cameras.fault(QStringLiteral("h264"), QStringLiteral("none")));
    QTRY_COMPARE_WITH_TIMEOUT(session.stats().state, SessionState::Playing, 5000);
    QCOMPARE(session.stats().reconnects, 0); // on the same connection
}

void TstFaults::aDroppedConnectionComesBack()
{
    Session session;
    play(session, QStringLiteral("h265"));
    QTRY_COMPARE(session.stats().state, SessionState::Playing);
    QVERIFY(m_cameras.fault(QStringLiteral("h265"), QStringLiteral("drop")));
    QTRY_VERIFY_WITH_TIMEOUT(session.stats().reconnects >= 1, 4000);
    QTRY_COMPARE_WITH_TIMEOUT(session.stats().state, SessionState::Playing, 4000);
}

void TstFaults::damagedPacketsHarmNothing_data()
{
    QTest::addColumn<QString>("camera");
    QTest::addColumn<RtpTransport>("transport");
    QTest::newRow("H.264 over TCP") << QStringLiteral("h264") << RtpTransport::Tcp;
    QTest::newRow("H.265 over UDP") << QStringLiteral("h265") << RtpTransport::Udp;
    QTest::newRow("MJPEG over TCP") << QStringLiteral("mjpeg") << RtpTransport::Tcp;
}

void TstFaults::damagedPacketsHarmNothing()
{
    QFETCH(QString, camera);
    QFETCH(RtpTransport, transport);
    Session session;
    play(session, camera, transport);
    QTRY_COMPARE(session.stats().state, SessionState::Playing);
    QVERIFY(m_cameras.fault(camera, QStringLiteral("corrupt")));
    const std::int64_t before = session.stats().received;
    QTRY_VERIFY_WITH_TIMEOUT(
        session.stats().received > before + 60 || session.stats().reconnects > 0, 10'000);
    qInfo() << "received" << session.stats().received - before << "withheld"
            << session.stats().dropped;
    QVERIFY(m_cameras.fault(camera, QStringLiteral("none")));
    QTRY_COMPARE_WITH_TIMEOUT(session.stats().state, SessionState::Playing, 10'000);
    const int count = m_sink->count;
    QTRY_VERIFY(m_sink->count > count + 30);
}

VIGIE_TEST(TstFaults)
#include "tst_faults.moc"
