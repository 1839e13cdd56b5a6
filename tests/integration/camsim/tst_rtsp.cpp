// SPDX-License-Identifier: GPL-3.0-or-later
#include "peers.h"

#include <support/simulated_cameras.h>
#include <support/test_main.h>

#include <QtCore/QSet>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

#include <memory>
#include <sys/socket.h>

using namespace vigie::test;

namespace {
const QString kStreet = QStringLiteral("street");
const QString kSub = QStringLiteral("sub");
} // namespace

class TstRtsp final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void streamsAreAsPlanned_data();
    void streamsAreAsPlanned();
    void aWrongPasswordIsRefused();
    void viewersAreCountedUntilTheyLeave_data();
    void viewersAreCountedUntilTheyLeave();
    void everyConnectionIsLogged_data();
    void everyConnectionIsLogged();
    void whoeverWasNotAskedWasNotContacted();

private:
    [[nodiscard]] int viewers(const QString &camera) const
    {
        return m_cameras.state(camera)
            .value(QStringLiteral("viewers"))
            .toObject()
            .value(kSub)
            .toInt(-1);
    }
    SimulatedCameras m_cameras;
};

void TstRtsp::initTestCase()
{
    const QString problem = m_cameras.start();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TstRtsp::streamsAreAsPlanned_data()
{
    QTest::addColumn<QString>("camera");
    QTest::addColumn<QString>("mount");
    QTest::addColumn<QString>("transport");
    QTest::addColumn<QString>("stream");
    const auto row = [](const char *camera, const char *mount, const char *transport,
                        const char *stream) {
        QTest::addRow("%s, %s over %s", camera, mount, transport)
            << QString::fromLatin1(camera) << QString::fromLatin1(mount)
            << QString::fromLatin1(transport) << QString::fromLatin1(stream);
    };
    row("street", "sub", "tcp", "h264,640,360,15/1");
    row("street", "sub", "udp", "h264,640,360,15/1");
    row("street", "main", "tcp", "h264,1280,720,15/1");
    row("market", "sub", "tcp", "hevc,640,360,15/1");
    row("market", "sub", "udp", "hevc,640,360,15/1");
    row("school", "sub", "tcp", "mjpeg,640,360,15/1");
    row("school", "sub", "udp", "mjpeg,640,360,15/1");
    row("dome", "main", "tcp", "h264,1280,720,15/1");
    row("dome", "sub", "udp", "h264,640,360,15/1");
}

void TstRtsp::streamsAreAsPlanned()
{
    QFETCH(QString, camera);
    QFETCH(QString, mount);
    QFETCH(QString, transport);
    QFETCH(QString, stream);
    const qint64 from = monotonicMs();
    const Finished probe = ffprobe(rtspUrl(camera, mount), transport,
                                   {QStringLiteral("-show_entries"),
                                    QStringLiteral("stream=codec_name,width,height,r_frame_rate")});
    QVERIFY2(probe.exitCode == 0, qPrintable(probe.err));
    QCOMPARE(probe.out, stream);
    bool played = false;
    bool hadTransport = false;
    for (const QJsonObject &line : m_cameras.log(camera, QStringLiteral("rtsp"), from)) {
        const QString method = line.value(QStringLiteral("method")).toString();
        if (line.value(QStringLiteral("mount")).toString() != QString(u'/' + mount))
            continue; // the last word of the row before
        hadTransport = hadTransport
            || (method == QLatin1String("SETUP")
                && line.value(QStringLiteral("transport")).toString() == transport);
        played = played
            || (method == QLatin1String("PLAY")
                && line.value(QStringLiteral("auth")).toString() == QLatin1String("ok")
                && !line.value(QStringLiteral("session")).toString().isEmpty());
    }
    QVERIFY(hadTransport && played);
}

void TstRtsp::aWrongPasswordIsRefused()
{
    const qint64 from = monotonicMs();
    const Finished probe =
        ffprobe(rtspUrl(kStreet, kSub, QStringLiteral("wrong")), QStringLiteral("tcp"), {});
    QVERIFY(probe.exitCode != 0);
    QVERIFY2(probe.err.contains(u"401"), qPrintable(probe.err));
    QStringList seen;
    for (const QJsonObject &line : m_cameras.log(kStreet, QStringLiteral("rtsp"), from)) {
        seen.append(QStringLiteral("%1 %2 %3")
                        .arg(line.value(QStringLiteral("method")).toString(),
                             QString::number(line.value(QStringLiteral("status")).toInt()),
                             line.value(QStringLiteral("auth")).toString()));
    }
    QVERIFY2(seen.contains(QStringLiteral("DESCRIBE 401 none")), qPrintable(seen.join(u',')));
    QVERIFY2(seen.contains(QStringLiteral("DESCRIBE 401 refused")), qPrintable(seen.join(u',')));
    QVERIFY(seen.filter(QStringLiteral("SETUP")).isEmpty());
}

void TstRtsp::viewersAreCountedUntilTheyLeave_data()
{
    QTest::addColumn<QString>("transport");
    QTest::addRow("over TCP") << QStringLiteral("tcp");
    QTest::addRow("over UDP") << QStringLiteral("udp");
}

void TstRtsp::viewersAreCountedUntilTheyLeave()
{
    QFETCH(QString, transport);
    const qint64 from = monotonicMs();
    auto first = std::make_unique<Viewer>(rtspUrl(kStreet, kSub), transport);
    Viewer second(rtspUrl(kStreet, kSub), transport);
    QTRY_VERIFY_WITH_TIMEOUT(first->pictures() > 5 && second.pictures() > 5, 15'000);
    QCOMPARE(viewers(kStreet), 2);
    first.reset(); // says TEARDOWN
    QTRY_COMPARE(viewers(kStreet), 1);
    second.kill(); // says nothing
    QTRY_COMPARE(viewers(kStreet), 0);
    QTRY_COMPARE(m_cameras.log(kStreet, QStringLiteral("rtsp-end"), from).size(), 2);
    // A connection of the test before may be closed late: only those opened here count.
    const auto peers = [&](const QString &kind) {
        QSet<QString> all;
        for (const QJsonObject &line : m_cameras.log(kStreet, kind, from))
            all.insert(line.value(QStringLiteral("peer")).toString());
        return all;
    };
    QTRY_COMPARE((peers(QStringLiteral("tcp-close")) & peers(QStringLiteral("tcp"))).size(), 2);
}

void TstRtsp::everyConnectionIsLogged_data()
{
    QTest::addColumn<quint16>("port");
    QTest::addColumn<bool>("reset");
    QTest::addRow("RTSP, closed without a word") << quint16{8554} << false;
    QTest::addRow("RTSP, reset at once") << quint16{8554} << true;
    QTest::addRow("ONVIF, closed without a word") << quint16{8080} << false;
    QTest::addRow("ONVIF, reset at once") << quint16{8080} << true;
}

void TstRtsp::everyConnectionIsLogged()
{
    QFETCH(quint16, port);
    QFETCH(bool, reset);
    constexpr int connections = 20;
    const qint64 from = monotonicMs();
    for (int i = 0; i < connections; ++i) {
        QTcpSocket socket;
        socket.connectToHost(addressOf(kStreet), port);
        QVERIFY(socket.waitForConnected(2000));
        if (reset) {
            const linger now{1, 0};
            QCOMPARE(::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET,
                                  SO_LINGER, &now, sizeof now),
                     0);
        }
        socket.abort();
    }
    QTRY_COMPARE(m_cameras.log(kStreet, QStringLiteral("tcp"), from).size(), connections);
    QTRY_COMPARE(m_cameras.log(kStreet, QStringLiteral("tcp-close"), from).size(), connections);
    for (const QJsonObject &line : m_cameras.log(kStreet, QStringLiteral("tcp"), from))
        QCOMPARE(line.value(QStringLiteral("port")).toInt(), port);
    QTRY_COMPARE(m_cameras.state(kStreet).value(QStringLiteral("rtspConnections")).toInt(), 0);
}

void TstRtsp::whoeverWasNotAskedWasNotContacted()
{
    for (const char *kind : {"tcp", "rtsp", "onvif"})
        QVERIFY(m_cameras.log(QStringLiteral("refused"), QString::fromLatin1(kind)).isEmpty());
}

VIGIE_TEST(TstRtsp)
#include "tst_rtsp.moc"
