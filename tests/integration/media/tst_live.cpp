// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <cameras.h>

#include <QtCore/QElapsedTimer>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::media;
using namespace std::chrono_literals;

namespace {

/// A line between the console and a camera that can be held: what is sent meanwhile comes afterwards, all at once.
class HeldLine final : public QObject {
public:
    explicit HeldLine(const QUrl &camera)
    {
        connect(&m_server, &QTcpServer::newConnection, this, [this, camera] {
            m_console = m_server.nextPendingConnection();
            m_camera = new QTcpSocket(m_console);
            m_camera->connectToHost(camera.host(), static_cast<quint16>(camera.port()));
            connect(m_console, &QTcpSocket::readyRead, m_camera,
                    [this] { m_camera->write(m_console->readAll()); });
            connect(m_camera, &QTcpSocket::readyRead, m_console, [this] { forward(); });
        });
    }
    [[nodiscard]] bool listen() { return m_server.listen(QHostAddress(QStringLiteral("127.0.78.211"))); }
    [[nodiscard]] QUrl through(QUrl url) const
    {
        url.setHost(m_server.serverAddress().toString());
        url.setPort(m_server.serverPort());
        return url;
    }
    void hold(bool held)
    {
        m_held = held;
        forward();
    }

private:
    void forward()
    {
        if (!m_held)
            m_console->write(m_camera->readAll());
    }
    QTcpServer m_server;
    QTcpSocket *m_console = nullptr;
    QTcpSocket *m_camera = nullptr;
    bool m_held = false;
};

} // namespace

/// Live is the present, whatever the line and the wall did meanwhile.
class TstLive final : public QObject {
    Q_OBJECT
private:
    test::Cameras m_cameras;
    std::shared_ptr<test::CountingSink> m_sink;

    SessionOptions options(const QString &camera)
    {
        SessionOptions options = test::Cameras::options(camera, RtpTransport::Tcp);
        options.sink = m_sink = std::make_shared<test::CountingSink>();
        return options;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString why = m_cameras.start();
        QVERIFY2(why.isEmpty(), qPrintable(why));
    }
    void cleanup() { QVERIFY(m_cameras.fault({}, QStringLiteral("none"))); }

    void aLineThatWasHeldIsNotPlayedLate();
    void aStreamWithoutKeyPicturesSaysSoAndComesBack();
    void aHiddenTileIsBackBeforeTheNextKeyPicture();
    void aCameraInOrderIsShownAtOnce();
};

void TstLive::aLineThatWasHeldIsNotPlayedLate()
{
    SessionOptions wanted = options(QStringLiteral("h264"));
    HeldLine line(wanted.stream.url);
    QVERIFY(line.listen());
    wanted.stream.url = line.through(wanted.stream.url);
    Session session;
    session.start(std::move(wanted));
    QTRY_VERIFY_WITH_TIMEOUT(m_sink->count > 30, 15'000);
    QCOMPARE(session.stats().skippedToLive, 0);
    line.hold(true);
    QTRY_COMPARE_WITH_TIMEOUT(session.stats().state, SessionState::Lost, 5'000);
    QCOMPARE(session.stats().shortage, Shortage::Network);
    QElapsedTimer held;
    held.start();
    QTRY_VERIFY_WITH_TIMEOUT(held.elapsed() > 1'000, 5'000); // 2.5 s of pictures by now
    const SessionStats before = session.stats();
    const int shown = m_sink->count;
    line.hold(false);
    QTRY_COMPARE_WITH_TIMEOUT(session.stats().state, SessionState::Playing, 3'000);
    QTRY_VERIFY_WITH_TIMEOUT(session.stats().received > before.received + 30, 5'000);
    QVERIFY(session.stats().skippedToLive >= 1);
    QVERIFY2(m_sink->count - shown < 30, qPrintable(QString::number(m_sink->count - shown)));
    QTRY_VERIFY(session.stats().delay && *session.stats().delay < 400ms);
    QCOMPARE(session.stats().reconnects, 0); // the connection was good all the time
    QCOMPARE(session.stats().effort, Effort::Full);
}

void TstLive::aStreamWithoutKeyPicturesSaysSoAndComesBack()
{
    Session session;
    session.start(options(QStringLiteral("h264")));
    QTRY_COMPARE_WITH_TIMEOUT(session.stats().state, SessionState::Playing, 10'000);
    QVERIFY(m_cameras.fault(QStringLiteral("h264"), QStringLiteral("no-key-frame")));
    QTRY_COMPARE_WITH_TIMEOUT(session.stats().state, SessionState::Lost, 15'000);
    QCOMPARE(session.stats().lastError->code, ErrorCode::Protocol);
    QVERIFY(m_cameras.fault(QStringLiteral("h264"), QStringLiteral("none")));
    QTRY_COMPARE_WITH_TIMEOUT(session.stats().state, SessionState::Playing, 15'000);
}

void TstLive::aHiddenTileIsBackBeforeTheNextKeyPicture()
{
    Session session;
    session.start(options(QStringLiteral("longgop"))); // a key picture every 20 s
    QTRY_VERIFY_WITH_TIMEOUT(m_sink->count > 5, 30'000);
    session.setPaused(true);
    const std::int64_t received = session.stats().received;
    QTRY_VERIFY(session.stats().received > received + 1);
    const std::int64_t decoded = session.stats().decoded;
    QTRY_VERIFY_WITH_TIMEOUT(session.stats().received > received + 30, 10'000);
    QVERIFY(session.stats().decoded == decoded
            || session.stats().decoded > decoded + 200); // more than are kept: a burst
    const int shown = m_sink->count;
    session.setPaused(false);
    QTRY_VERIFY_WITH_TIMEOUT(m_sink->count > shown, 1'000);
    QCOMPARE(session.stats().state, SessionState::Playing);
    QCOMPARE(session.stats().dropped, 0);
}

void TstLive::aCameraInOrderIsShownAtOnce()
{
    Session session;
    session.start(options(QStringLiteral("hd")));
    QTRY_VERIFY_WITH_TIMEOUT(m_sink->count > 100, 20'000);
    const SessionStats stats = session.stats();
    QVERIFY(stats.delay);
    qInfo() << "delay" << stats.delay->count() << "ms, held" << stats.buffered.count() << "ms, from the camera"
            << stats.delayFromCamera;
    QVERIFY(*stats.delay < 400ms);
    QVERIFY(stats.kbps > 500.0);
    QCOMPARE(stats.effort, Effort::Full);
    QCOMPARE(stats.skippedToLive, 0);
}

VIGIE_TEST(TstLive)
#include "tst_live.moc"
