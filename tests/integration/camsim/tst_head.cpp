// SPDX-License-Identifier: GPL-3.0-or-later
#include "peers.h"

#include <camsim/clock_code.h>
#include <support/simulated_cameras.h>
#include <support/test_main.h>

#include <QtCore/QJsonArray>
#include <QtTest/QTest>

#include <cmath>

using namespace vigie::test;

namespace {
const QString kDome = QStringLiteral("dome");
const QString kSub = QStringLiteral("sub");

QByteArray moveBody(double pan, const QByteArray &timeout)
{
    return "<tptz:ContinuousMove><tptz:ProfileToken>main</tptz:ProfileToken><tptz:Velocity>"
           "<tt:PanTilt x=\""
        + QByteArray::number(pan) + "\" y=\"0\"/></tptz:Velocity><tptz:Timeout>" + timeout
        + "</tptz:Timeout></tptz:ContinuousMove>";
}

bool ptz(const QByteArray &body)
{
    return call(kDome, "ptz_service", body).status == 200;
}

const QByteArray kStop = "<tptz:Stop><tptz:ProfileToken>main</tptz:ProfileToken></tptz:Stop>";
const QByteArray kToStart =
    "<tptz:AbsoluteMove><tptz:ProfileToken>main</tptz:ProfileToken><tptz:Position>"
    "<tt:PanTilt x=\"0\" y=\"0\"/><tt:Zoom x=\"0\"/></tptz:Position></tptz:AbsoluteMove>";
} // namespace

class TstHead final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void movingChangesPositionAndPicture();
    void aMoveEndsByItsTimeout();
    void aHeadThatIgnoresTimeouts();
    void aHeadThatRefusesToStop();
    void presetsAreReached();
    void nonsenseDoesNotMoveIt_data();
    void nonsenseDoesNotMoveIt();
    void encodesOnlyWhileWatched();
    void theClockIsReadable();

private:
    [[nodiscard]] QJsonObject head() const
    {
        return m_cameras.state(kDome).value(QStringLiteral("ptz")).toObject();
    }
    [[nodiscard]] double pan() const { return head().value(QStringLiteral("pan")).toDouble(-9); }
    [[nodiscard]] bool isMoving() const
    {
        return head().value(QStringLiteral("moving")).toBool(true);
    }
    SimulatedCameras m_cameras;
};

void TstHead::initTestCase()
{
    const QString problem = m_cameras.start();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TstHead::cleanup()
{
    QVERIFY(m_cameras.fault({}, QStringLiteral("none")));
    QVERIFY(ptz(kStop) && ptz(kToStart));
    QTRY_VERIFY(!isMoving());
}

void TstHead::movingChangesPositionAndPicture()
{
    Viewer viewer(rtspUrl(kDome, kSub));
    QTRY_VERIFY_WITH_TIMEOUT(viewer.pictures() > 10, 15'000);
    const QByteArray before = viewer.picture();
    int seen = viewer.pictures();
    QTRY_VERIFY(viewer.pictures() > seen + 15);
    // Standing, the scene stays; coding alone makes some difference.
    QVERIFY2(difference(before, viewer.picture()) < 4.0,
             qPrintable(QString::number(difference(before, viewer.picture()))));

    const qint64 from = monotonicMs();
    QVERIFY(ptz(moveBody(0.5, "PT20S")));
    QTRY_VERIFY(pan() > 0.2);
    QVERIFY(isMoving());
    QVERIFY(call(kDome, "ptz_service", "<tptz:GetStatus/>").body.contains("MOVING"));
    QTRY_VERIFY(difference(before, viewer.picture()) > 15.0);
    QVERIFY(ptz(kStop));
    QVERIFY(!isMoving());
    const double stopped = pan();
    seen = viewer.pictures();
    QTRY_VERIFY(viewer.pictures() > seen + 15); // what was under way has arrived
    const QByteArray after = viewer.picture();
    seen = viewer.pictures();
    QTRY_VERIFY(viewer.pictures() > seen + 15);
    QCOMPARE(pan(), stopped);
    QVERIFY(difference(after, viewer.picture()) < 4.0);

    const auto starts = m_cameras.log(kDome, QStringLiteral("ptz-start"), from);
    const auto stops = m_cameras.log(kDome, QStringLiteral("ptz-stop"), from);
    QCOMPARE(starts.size(), 1);
    QCOMPARE(starts[0].value(QStringLiteral("velocity")).toArray(), (QJsonArray{0.5, 0, 0}));
    QCOMPARE(stops.size(), 1);
    QCOMPARE(stops[0].value(QStringLiteral("cause")).toString(), QStringLiteral("stop"));
}

void TstHead::aMoveEndsByItsTimeout()
{
    const qint64 from = monotonicMs();
    QVERIFY(ptz(moveBody(-0.5, "PT0.6S")));
    QTRY_COMPARE(m_cameras.log(kDome, QStringLiteral("ptz-start"), from).size(), 1);
    const QJsonObject start = m_cameras.log(kDome, QStringLiteral("ptz-start"), from).first();
    // The way home of the test before may have been logged as ended just now.
    const auto stops = [&] {
        QList<QJsonObject> lines = m_cameras.log(kDome, QStringLiteral("ptz-stop"), from);
        lines.removeIf([&](const QJsonObject &line) {
            return SimulatedCameras::at(line) <= SimulatedCameras::at(start);
        });
        return lines;
    };
    QTRY_COMPARE(stops().size(), 1);
    const QJsonObject stop = stops().first();
    QCOMPARE(stop.value(QStringLiteral("cause")).toString(), QStringLiteral("end"));
    const qint64 took = SimulatedCameras::at(stop) - SimulatedCameras::at(start);
    QVERIFY2(took >= 599 && took < 1500, qPrintable(QString::number(took)));
    QVERIFY(std::abs(pan() + 0.15) < 0.01); // 0.25 units a second, 0.6 s, however late the log
}

void TstHead::aHeadThatIgnoresTimeouts()
{
    QVERIFY(m_cameras.fault(kDome, QStringLiteral("ignore-timeout")));
    QVERIFY(ptz(moveBody(0.5, "PT0.1S")));
    QTRY_VERIFY(pan() > 0.25); // a second later
    QVERIFY(isMoving());
}

void TstHead::aHeadThatRefusesToStop()
{
    QVERIFY(m_cameras.fault(kDome, QStringLiteral("refuse-stop")));
    QVERIFY(ptz(moveBody(0.2, "PT20S")));
    QCOMPARE(call(kDome, "ptz_service", kStop).status, 500);
    QVERIFY(isMoving());
    QVERIFY(ptz(moveBody(0, "PT1S"))); // what is left to a client
    QVERIFY(!isMoving());
}

void TstHead::presetsAreReached()
{
    const auto with = [](const char *operation, const QByteArray &token) {
        return QByteArray("<tptz:" + QByteArray(operation)
                          + "><tptz:ProfileToken>main</tptz:ProfileToken><tptz:PresetToken>" + token
                          + "</tptz:PresetToken></tptz:" + operation + '>');
    };
    QVERIFY(ptz(with("GotoPreset", "4"))); // 0.75, two more seconds than the others
    QTRY_VERIFY(!isMoving());
    QVERIFY(std::abs(pan() - 0.75) < 0.001);
    const QByteArray answer =
        call(kDome, "ptz_service",
             "<tptz:SetPreset><tptz:ProfileToken>main</tptz:ProfileToken>"
             "<tptz:PresetName>Gare &lt;nord&gt;</tptz:PresetName></tptz:SetPreset>")
            .body;
    const QByteArray element = "<tptz:PresetToken>";
    const auto at = answer.indexOf(element) + element.size();
    const QByteArray token = answer.mid(at, answer.indexOf('<', at) - at);
    QVERIFY(!token.isEmpty());
    QVERIFY(call(kDome, "ptz_service", "<tptz:GetPresets/>")
                .body.contains("<tt:Name>Gare &lt;nord&gt;</tt:Name>"));
    QVERIFY(ptz(with("RemovePreset", token)));
    const HttpAnswer gone = call(kDome, "ptz_service", with("GotoPreset", token));
    QVERIFY(gone.status == 400 && gone.body.contains("ter:NoToken"));
}

void TstHead::nonsenseDoesNotMoveIt_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addRow("faster than fast") << moveBody(1.5, "PT1S");
    QTest::addRow("no number") << moveBody(std::nan(""), "PT1S");
    QTest::addRow("no duration") << moveBody(0.5, "soon");
    QTest::addRow("another profile") << moveBody(0.5, "PT1S").replace(">main<", ">third<");
    QTest::addRow("zoom below nothing")
        << QByteArray("<tptz:AbsoluteMove><tptz:Position><tt:Zoom x=\"-0.5\"/></tptz:Position>"
                      "</tptz:AbsoluteMove>");
}

void TstHead::nonsenseDoesNotMoveIt()
{
    QFETCH(QByteArray, body);
    QCOMPARE(call(kDome, "ptz_service", body).status, 400);
    QVERIFY(!isMoving());
}

void TstHead::encodesOnlyWhileWatched()
{
    const qint64 from = monotonicMs();
    const auto count = [this, from](const char *kind) {
        return m_cameras.log(kDome, QString::fromLatin1(kind), from).size();
    };
    QVERIFY(ptz(moveBody(0.5, "PT0.2S"))); // steering is not watching
    QTRY_VERIFY(!isMoving());
    QCOMPARE(count("encode"), 0);
    {
        Viewer first(rtspUrl(kDome, kSub));
        Viewer second(rtspUrl(kDome, kSub));
        QTRY_VERIFY_WITH_TIMEOUT(first.pictures() > 15 && second.pictures() > 15, 15'000);
        QCOMPARE(count("encode"), 1); // one encoder for both, none for /main
        first.kill();
        const int seen = second.pictures();
        QTRY_VERIFY(second.pictures() > seen + 10);
        QCOMPARE(count("encode-end"), 0);
    }
    QTRY_COMPARE(count("encode-end"), 1);
    const QJsonObject end = m_cameras.log(kDome, QStringLiteral("encode-end"), from).first();
    QCOMPARE(end.value(QStringLiteral("mount")).toString(), QStringLiteral("/sub"));
    QVERIFY(end.value(QStringLiteral("pictures")).toInt() > 15);
}

void TstHead::theClockIsReadable()
{
    SimulatedCameras clocks;
    const QString problem =
        clocks.start({QStringLiteral("--clock"), QStringLiteral("--cameras"), QStringLiteral("2"),
                      QStringLiteral("--fps"), QStringLiteral("25"), QStringLiteral("--bind-base"),
                      QStringLiteral("127.0.83.0")});
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QString url = rtspUrl(QStringLiteral("market"), kSub); // H.265 without a clock
    Viewer viewer(url.replace(QStringLiteral("127.0.82."), QStringLiteral("127.0.83.")));
    int last = 0;
    int64_t newest = 0;
    for (int read = 0; read < 20; ++read) {
        QTRY_VERIFY_WITH_TIMEOUT(viewer.pictures() > last, 15'000);
        last = viewer.pictures();
        const QByteArray picture = viewer.picture();
        const auto instant =
            vigie::camsim::readClockCode(reinterpret_cast<const uint8_t *>(picture.constData()),
                                         Viewer::kWidth, Viewer::kWidth, Viewer::kHeight);
        QVERIFY(instant);
        QVERIFY(*instant > newest && *instant <= monotonicMs());
        newest = *instant;
    }
    QVERIFY(monotonicMs() - newest < 2000);
}

VIGIE_TEST(TstHead)
#include "tst_head.moc"
