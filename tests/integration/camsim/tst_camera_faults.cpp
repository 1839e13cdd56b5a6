// SPDX-License-Identifier: GPL-3.0-or-later
#include "peers.h"

#include <support/simulated_cameras.h>
#include <support/test_main.h>

#include <QtCore/QJsonArray>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

using namespace vigie::test;

namespace {
const QString kStreet = QStringLiteral("street");
const QString kMarket = QStringLiteral("market");
const QString kDome = QStringLiteral("dome");
const QString kSub = QStringLiteral("sub");
const QString kTcp = QStringLiteral("tcp");

/// Whether the next 40 packets, more than a group of pictures, of \p camera hold a key frame; empty
/// if there are none.
std::optional<bool> hasKeyFrame(const QString &camera)
{
    const Finished probe = ffprobe(rtspUrl(camera, kSub), kTcp,
                                   {QStringLiteral("-analyzeduration"), QStringLiteral("500000"),
                                    QStringLiteral("-show_entries"), QStringLiteral("packet=flags"),
                                    QStringLiteral("-read_intervals"), QStringLiteral("%+#40")});
    if (!probe.out.contains(u'_'))
        return std::nullopt;
    return probe.out.contains(u'K');
}

bool isReachable(const QString &camera, quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(addressOf(camera), port);
    return socket.waitForConnected(1000);
}
} // namespace

class TstCameraFaults final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup() { QVERIFY(m_cameras.fault({}, QStringLiteral("none"))); }
    void refusesThePassword();
    void stalls_data();
    void stalls();
    void answersWhoComesDuringAStall();
    void drops();
    void corrupts();
    void sendsNoKeyFrame_data();
    void sendsNoKeyFrame();
    void vanishesAndComesBack_data();
    void vanishesAndComesBack();
    void answersSlowly();
    void wishesThatCannotBe_data();
    void wishesThatCannotBe();
    void saysWhatIsWrong();

private:
    SimulatedCameras m_cameras;
};

void TstCameraFaults::initTestCase()
{
    const QString problem = m_cameras.start();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TstCameraFaults::refusesThePassword()
{
    QVERIFY(m_cameras.fault(kStreet, QStringLiteral("refuse-password")));
    const Finished refused = ffprobe(rtspUrl(kStreet, kSub), kTcp, {});
    QVERIFY2(refused.exitCode != 0 && refused.err.contains(u"401"), qPrintable(refused.err));
    const HttpAnswer answer = call(kStreet, "media_service", "<trt:GetProfiles/>");
    QVERIFY(answer.status == 400 && answer.body.contains("NotAuthorized"));
    QCOMPARE(ffprobe(rtspUrl(kMarket, kSub), kTcp, {}).exitCode, 0); // the others let in
    QVERIFY(m_cameras.fault(kStreet, QStringLiteral("none")));
    QCOMPARE(ffprobe(rtspUrl(kStreet, kSub), kTcp, {}).exitCode, 0);
}

void TstCameraFaults::stalls_data()
{
    QTest::addColumn<QString>("camera");
    QTest::addColumn<QString>("transport");
    QTest::addRow("a clip over TCP") << kStreet << kTcp;
    QTest::addRow("a clip over UDP") << kStreet << QStringLiteral("udp");
    QTest::addRow("a head over TCP") << kDome << kTcp;
}

void TstCameraFaults::stalls()
{
    QFETCH(QString, camera);
    QFETCH(QString, transport);
    Viewer viewer(rtspUrl(camera, kSub), transport);
    Viewer other(rtspUrl(kMarket, kSub));
    QTRY_VERIFY_WITH_TIMEOUT(viewer.pictures() > 10 && other.pictures() > 10, 15'000);
    QVERIFY(m_cameras.fault(camera, QStringLiteral("stall")));
    QTRY_VERIFY(viewer.msSincePicture() > 1500);
    QVERIFY(viewer.isRunning());
    QCOMPARE(m_cameras.state(camera).value(QStringLiteral("rtspConnections")).toInt(), 1);
    QVERIFY(other.msSincePicture() < 1000);
    const int before = viewer.pictures();
    QVERIFY(m_cameras.fault(camera, QStringLiteral("none")));
    QTRY_VERIFY(viewer.pictures() > before + 5);
}

void TstCameraFaults::answersWhoComesDuringAStall()
{
    // As real ones do: the session stands, only pictures do not come.
    QVERIFY(m_cameras.fault(kStreet, QStringLiteral("stall")));
    const qint64 from = monotonicMs();
    Viewer viewer(rtspUrl(kStreet, kSub));
    const auto isPlaying = [this, from] {
        const auto lines = m_cameras.log(kStreet, QStringLiteral("rtsp"), from);
        return !lines.isEmpty()
            && lines.last().value(QStringLiteral("method")).toString() == QLatin1String("PLAY")
            && lines.last().value(QStringLiteral("status")).toInt() == 200;
    };
    QTRY_VERIFY(isPlaying());
    QTRY_VERIFY(viewer.msSincePicture() > 2000);
    QCOMPARE(viewer.pictures(), 0);
    QVERIFY(m_cameras.fault(kStreet, QStringLiteral("none")));
    QTRY_VERIFY_WITH_TIMEOUT(viewer.pictures() > 5, 15'000);
}

void TstCameraFaults::drops()
{
    Viewer viewer(rtspUrl(kStreet, kSub));
    QTRY_VERIFY_WITH_TIMEOUT(viewer.pictures() > 5, 15'000);
    const qint64 from = monotonicMs();
    QVERIFY(m_cameras.fault(kStreet, QStringLiteral("drop")));
    QTRY_COMPARE(m_cameras.log(kStreet, QStringLiteral("tcp-close"), from).size(), 1);
    QTRY_VERIFY(!viewer.isRunning());
    QCOMPARE(ffprobe(rtspUrl(kStreet, kSub), kTcp, {}).exitCode, 0); // once only
}

void TstCameraFaults::corrupts()
{
    Viewer viewer(rtspUrl(kStreet, kSub));
    QTRY_VERIFY_WITH_TIMEOUT(viewer.pictures() > 10, 15'000);
    (void)viewer.complaints(); // joining amid a GOP
    const int before = viewer.pictures();
    QTRY_VERIFY(viewer.pictures() > before + 40);
    QCOMPARE(viewer.complaints(), QByteArray());
    QVERIFY(m_cameras.fault(kStreet, QStringLiteral("corrupt")));
    QByteArray complaints;
    QTRY_VERIFY_WITH_TIMEOUT((complaints += viewer.complaints()).contains("error while decoding"),
                             10'000);
    QVERIFY(viewer.isRunning());
}

void TstCameraFaults::sendsNoKeyFrame_data()
{
    QTest::addColumn<QString>("camera");
    QTest::addRow("H.264 clip") << kStreet;
    QTest::addRow("H.265 clip") << kMarket;
    QTest::addRow("head") << kDome;
}

void TstCameraFaults::sendsNoKeyFrame()
{
    QFETCH(QString, camera);
    QCOMPARE(hasKeyFrame(camera), std::optional(true));
    QVERIFY(m_cameras.fault(camera, QStringLiteral("no-key-frame"), 60));
    QCOMPARE(hasKeyFrame(camera), std::optional(false));
}

void TstCameraFaults::vanishesAndComesBack_data()
{
    QTest::addColumn<QString>("transport");
    QTest::addRow("watched over TCP") << kTcp;
    QTest::addRow("watched over UDP") << QStringLiteral("udp");
}

void TstCameraFaults::vanishesAndComesBack()
{
    QFETCH(QString, transport);
    Viewer viewer(rtspUrl(kStreet, kSub), transport);
    QTRY_VERIFY_WITH_TIMEOUT(viewer.pictures() > 5, 15'000);
    QVERIFY(m_cameras.fault(kStreet, QStringLiteral("vanish"), 2));
    QVERIFY(!isReachable(kStreet, 8554));
    QVERIFY(!isReachable(kStreet, 8080));
    QTRY_VERIFY(!viewer.isRunning() || viewer.msSincePicture() > 1000);
    QVERIFY(isReachable(kMarket, 8554));
    QTRY_VERIFY(isReachable(kStreet, 8554) && isReachable(kStreet, 8080));
    QCOMPARE(ffprobe(rtspUrl(kStreet, kSub), kTcp, {}).exitCode, 0);
}

void TstCameraFaults::answersSlowly()
{
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(call(kStreet, "device_service", "<tds:GetDeviceInformation/>").status, 200);
    QVERIFY(timer.elapsed() < 1000);
    QVERIFY(m_cameras.fault(kStreet, QStringLiteral("slow")));
    timer.start();
    QCOMPARE(call(kStreet, "device_service", "<tds:GetDeviceInformation/>").status, 200);
    QVERIFY(timer.elapsed() >= 1000);
}

void TstCameraFaults::wishesThatCannotBe_data()
{
    QTest::addColumn<QString>("camera");
    QTest::addColumn<QString>("fault");
    QTest::addColumn<int>("seconds");
    QTest::addRow("unknown fault") << kStreet << QStringLiteral("explode") << 0;
    QTest::addRow("no fault") << kStreet << QString() << 0;
    QTest::addRow("unknown camera") << QStringLiteral("nowhere") << QStringLiteral("stall") << 0;
    QTest::addRow("ended before it begins") << kStreet << QStringLiteral("stall") << -1;
    QTest::addRow("for a year") << kStreet << QStringLiteral("stall") << 31'536'000;
}

void TstCameraFaults::wishesThatCannotBe()
{
    QFETCH(QString, camera);
    QFETCH(QString, fault);
    QFETCH(int, seconds);
    QVERIFY(!m_cameras.fault(camera, fault, seconds));
    QVERIFY(m_cameras.state(kStreet).value(QStringLiteral("faults")).toArray().isEmpty());
}

void TstCameraFaults::saysWhatIsWrong()
{
    const qint64 from = monotonicMs();
    QVERIFY(m_cameras.fault(kStreet, QStringLiteral("corrupt"), 1));
    QVERIFY(m_cameras.fault(kStreet, QStringLiteral("slow")));
    QCOMPARE(m_cameras.state(kStreet).value(QStringLiteral("faults")).toArray().size(), 2);
    QTRY_COMPARE(m_cameras.state(kStreet).value(QStringLiteral("faults")).toArray().size(), 1);
    QStringList logged;
    for (const QJsonObject &line : m_cameras.log(kStreet, QStringLiteral("fault"), from))
        logged.append(line.value(QStringLiteral("fault")).toString());
    logged.removeAll(QStringLiteral("none")); // of the test before, in the same millisecond
    QCOMPARE(logged, QStringList({QStringLiteral("corrupt"), QStringLiteral("slow")}));
}

VIGIE_TEST(TstCameraFaults)
#include "tst_camera_faults.moc"
