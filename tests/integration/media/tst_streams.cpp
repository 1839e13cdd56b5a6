// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/process_memory.h>
#include <support/test_main.h>

#include <cameras.h>

#include <QtCore/QElapsedTimer>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::media;

class TstStreams final : public QObject {
    Q_OBJECT
private:
    test::Cameras m_cameras;

private Q_SLOTS:
    void initTestCase()
    {
        const QString why = m_cameras.start();
        QVERIFY2(why.isEmpty(), qPrintable(why));
    }
    void playsAtFullRate_data();
    void playsAtFullRate();
    void anUnknownPathIsNotFound();
    void sixteenSessionsStopQuickly();
};

void TstStreams::playsAtFullRate_data()
{
    QTest::addColumn<QString>("camera");
    QTest::addColumn<RtpTransport>("transport");
    QTest::addColumn<QString>("codec");
    QTest::addColumn<double>("fps");
    const auto row = [](const char *name, const char *camera, RtpTransport transport,
                        const char *codec, double fps) {
        QTest::newRow(name) << QString::fromLatin1(camera) << transport
                            << QString::fromLatin1(codec) << fps;
    };
    row("H.264 over TCP", "h264", RtpTransport::Tcp, "H.264", 15.0);
    row("H.264 over UDP", "h264", RtpTransport::Udp, "H.264", 15.0);
    row("H.265 over TCP", "h265", RtpTransport::Tcp, "H.265", 15.0);
    row("H.265 over UDP", "h265", RtpTransport::Udp, "H.265", 15.0);
    row("MJPEG over TCP", "mjpeg", RtpTransport::Tcp, "MJPEG", 15.0);
    row("MJPEG over UDP", "mjpeg", RtpTransport::Udp, "MJPEG", 15.0);
    row("transport not said: TCP", "h264", RtpTransport::Auto, "H.264", 15.0);
    row("a key picture every 20 s", "longgop", RtpTransport::Tcp, "H.264", 15.0);
    row("1080p25", "hd", RtpTransport::Tcp, "H.264", 25.0);
}

void TstStreams::playsAtFullRate()
{
    QFETCH(QString, camera);
    QFETCH(RtpTransport, transport);
    QFETCH(QString, codec);
    QFETCH(double, fps);
    const auto sink = std::make_shared<test::CountingSink>();
    SessionOptions options = test::Cameras::options(camera, transport);
    options.sink = sink;
    Session session;
    session.start(std::move(options));
    QTRY_COMPARE_WITH_TIMEOUT(session.stats().state, SessionState::Playing, 25'000);
    const SessionStats first = session.stats();
    QCOMPARE(first.codec, codec);
    QCOMPARE(first.transport,
             transport == RtpTransport::Udp ? QStringLiteral("UDP") : QStringLiteral("TCP"));
    qInfo() << "first picture after" << first.firstPicture->count() << "ms";
    QElapsedTimer timer;
    timer.start();
    const int before = sink->count;
    QTRY_VERIFY_WITH_TIMEOUT(sink->count >= before + static_cast<int>(4 * fps), 6000);
    const double seen = (sink->count - before) * 1000.0 / static_cast<double>(timer.elapsed());
    const double slack = test::kSanitized ? 0.6 : 0.95;
    QVERIFY2(seen > fps * slack, qPrintable(QString::number(seen)));
    QCOMPARE(session.stats().dropped, 0);
    QCOMPARE(session.stats().reconnects, 0);
    QCOMPARE(sink->fullRange.load(), camera == QLatin1String("mjpeg"));
    QElapsedTimer stopping;
    stopping.start();
    session.stop();
    QVERIFY2(stopping.elapsed() < 200, qPrintable(QString::number(stopping.elapsed())));
}

void TstStreams::anUnknownPathIsNotFound()
{
    SessionOptions options = test::Cameras::options(QStringLiteral("h264"));
    options.stream.url.setPath(QStringLiteral("/nowhere"));
    Session session;
    session.start(std::move(options));
    QTRY_COMPARE(session.stats().state, SessionState::Lost);
    QCOMPARE(session.stats().lastError->code, ErrorCode::NotFound);
}

void TstStreams::sixteenSessionsStopQuickly()
{
    std::vector<std::unique_ptr<Session>> sessions;
    for (int i = 0; i < 16; ++i) {
        sessions.push_back(std::make_unique<Session>());
        SessionOptions options = test::Cameras::options(QStringLiteral("h264"));
        options.sink = std::make_shared<test::CountingSink>();
        sessions.back()->start(std::move(options));
    }
    for (const auto &session : sessions)
        QTRY_COMPARE_WITH_TIMEOUT(session->stats().state, SessionState::Playing, 10'000);
    QElapsedTimer timer;
    timer.start();
    for (const auto &session : sessions)
        session->requestStop();
    for (const auto &session : sessions)
        session->stop();
    qInfo() << "sixteen stopped in" << timer.elapsed() << "ms";
    QVERIFY(timer.elapsed() < 300);
}

VIGIE_TEST(TstStreams)
#include "tst_streams.moc"
