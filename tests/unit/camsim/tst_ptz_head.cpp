// SPDX-License-Identifier: GPL-3.0-or-later
#include <camsim/ptz_head.h>
#include <support/test_main.h>

#include <QtTest/QTest>

#include <cmath>

using namespace vigie::camsim;

namespace {

constexpr qint64 kStart = 1'000'000;
// As the header promises: 90°/s of 180° and 45°/s of 42° to a unit, 1x to 8x in 3 s.
constexpr double kPanPerSecond = 0.5;
constexpr double kTiltPerSecond = 45.0 / 42.0;
constexpr double kZoomPerSecond = 1.0 / 3.0;

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-6;
}

/// The same direction, however often round.
bool sameDirection(double a, double b)
{
    return near(std::remainder(a - b, 2.0), 0.0);
}

bool isMoving(const PtzHead &head, qint64 now)
{
    return head.isPanTiltMoving(now) || head.isZoomMoving(now);
}

} // namespace

class TstPtzHead final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void movesAtTheSpeedAsked_data();
    void movesAtTheSpeedAsked();
    void panGoesAllRound();
    void tiltAndZoomHaveEndStops();
    void aMoveEndsByItsTimeout();
    void withoutTimeoutItGoesOn();
    void aNewMoveReplacesTheOld();
    void stopsWhatIsNamed_data();
    void stopsWhatIsNamed();
    void arrivesOnTheTarget_data();
    void arrivesOnTheTarget();
    void presetsAreKeptReplacedAndRemoved();
    void homeIsWhereItWasSet();
};

void TstPtzHead::movesAtTheSpeedAsked_data()
{
    QTest::addColumn<PtzVelocity>("velocity");
    QTest::addColumn<PtzPosition>("after");
    QTest::addRow("standing") << PtzVelocity{} << PtzPosition{};
    QTest::addRow("right") << PtzVelocity{1, 0, 0} << PtzPosition{kPanPerSecond, 0, 0};
    QTest::addRow("left, slowly") << PtzVelocity{-0.2, 0, 0} << PtzPosition{-0.1, 0, 0};
    QTest::addRow("up") << PtzVelocity{0, 0.5, 0} << PtzPosition{0, kTiltPerSecond / 2, 0};
    QTest::addRow("closer") << PtzVelocity{0, 0, 1} << PtzPosition{0, 0, kZoomPerSecond};
    QTest::addRow("all at once") << PtzVelocity{0.5, -0.5, 0.5}
                                 << PtzPosition{0.25, -kTiltPerSecond / 2, kZoomPerSecond / 2};
    QTest::addRow("faster than it can") << PtzVelocity{7, 0, 0} << PtzPosition{0.5, 0, 0};
}

void TstPtzHead::movesAtTheSpeedAsked()
{
    QFETCH(PtzVelocity, velocity);
    QFETCH(PtzPosition, after);
    PtzHead head;
    head.continuousMove(velocity, 60'000, kStart);
    const PtzPosition at = head.position(kStart + 1000);
    QVERIFY2(near(at.pan, after.pan), qPrintable(QString::number(at.pan)));
    QVERIFY2(near(at.tilt, after.tilt), qPrintable(QString::number(at.tilt)));
    QVERIFY2(near(at.zoom, after.zoom), qPrintable(QString::number(at.zoom)));
    // Asked about the past it says where it started, not where it would have come from.
    QVERIFY(near(head.position(kStart - 500).pan, 0));
}

void TstPtzHead::panGoesAllRound()
{
    PtzHead head;
    head.continuousMove({1, 0, 0}, 0, kStart);
    // 4 s a turn; after 2.5 s it looks out on the other side and comes back from the left.
    QVERIFY(near(head.position(kStart + 2500).pan, -0.75));
    QVERIFY(near(head.position(kStart + 4000).pan, 0.0));
    for (qint64 ms = 0; ms < 60'000; ms += 7) {
        const double pan = head.position(kStart + ms).pan;
        QVERIFY(pan >= -1.0 && pan <= 1.0);
        QVERIFY(sameDirection(pan, static_cast<double>(ms) / 2000.0));
    }
    QVERIFY(head.isPanTiltMoving(kStart + 3'600'000));
    QVERIFY(!head.endsAtMs(kStart)); // never by itself

    head.continuousMove({-1, 0, 0}, 0, kStart + 4000);
    QVERIFY(near(head.position(kStart + 6500).pan, 0.75));
}

void TstPtzHead::tiltAndZoomHaveEndStops()
{
    PtzHead head;
    head.continuousMove({0, 1, 1}, 0, kStart);
    QVERIFY(head.isPanTiltMoving(kStart + 900));
    QVERIFY(!head.isPanTiltMoving(kStart + 1000)); // 42° up after 0.933 s
    QVERIFY(head.isZoomMoving(kStart + 2900));
    QVERIFY(!head.isZoomMoving(kStart + 3001));
    const PtzPosition at = head.position(kStart + 10'000);
    QVERIFY(near(at.tilt, 1.0) && near(at.zoom, 1.0));
    const auto end = head.endsAtMs(kStart);
    QVERIFY(end && *end >= kStart + 3000 && *end <= kStart + 3002);

    head.continuousMove({0, -1, -1}, 0, kStart + 10'000);
    const PtzPosition low = head.position(kStart + 20'000);
    QVERIFY(near(low.tilt, -1.0) && near(low.zoom, 0.0));
}

void TstPtzHead::aMoveEndsByItsTimeout()
{
    PtzHead head;
    head.continuousMove({0.5, 0, 0.1}, 1500, kStart);
    QVERIFY(isMoving(head, kStart + 1499));
    QVERIFY(!isMoving(head, kStart + 1500));
    QCOMPARE(head.endsAtMs(kStart), std::optional<qint64>(kStart + 1500));
    QVERIFY(near(head.position(kStart + 1500).pan, 0.375));
    QVERIFY(near(head.position(kStart + 90'000).pan, 0.375));
    QVERIFY(!head.endsAtMs(kStart + 1500));
    // Sent again before its end, as a held stick does, it ends by the later time-out.
    head.continuousMove({0.5, 0, 0}, 1500, kStart + 2000);
    head.continuousMove({0.5, 0, 0}, 1500, kStart + 3000);
    QVERIFY(isMoving(head, kStart + 4400));
    QVERIFY(!isMoving(head, kStart + 4500));
}

void TstPtzHead::withoutTimeoutItGoesOn()
{
    PtzHead head;
    head.continuousMove({0.01, 0, 0}, 0, kStart);
    QVERIFY(isMoving(head, kStart + 10 * PtzHead::kDefaultTimeoutMs));
}

void TstPtzHead::aNewMoveReplacesTheOld()
{
    PtzHead head;
    head.continuousMove({1, 0, 0}, 0, kStart);
    head.continuousMove({0, 0, 0}, 0, kStart + 400); // how cameras without Stop are stopped
    QVERIFY(!isMoving(head, kStart + 400));
    QVERIFY(near(head.position(kStart + 9000).pan, 0.2));
}

void TstPtzHead::stopsWhatIsNamed_data()
{
    QTest::addColumn<bool>("panTilt");
    QTest::addColumn<bool>("zoom");
    QTest::addRow("both") << true << true;
    QTest::addRow("the head only") << true << false;
    QTest::addRow("the zoom only") << false << true;
    QTest::addRow("nothing") << false << false;
}

void TstPtzHead::stopsWhatIsNamed()
{
    QFETCH(bool, panTilt);
    QFETCH(bool, zoom);
    PtzHead head;
    head.continuousMove({0.2, 0.2, 0.2}, 60'000, kStart);
    head.stop(panTilt, zoom, kStart + 500);
    QCOMPARE(head.isPanTiltMoving(kStart + 501), !panTilt);
    QCOMPARE(head.isZoomMoving(kStart + 501), !zoom);
    const PtzPosition then = head.position(kStart + 500);
    const PtzPosition later = head.position(kStart + 1500);
    QCOMPARE(near(then.pan, later.pan), panTilt);
    QCOMPARE(near(then.tilt, later.tilt), panTilt);
    QCOMPARE(near(then.zoom, later.zoom), zoom);
}

void TstPtzHead::arrivesOnTheTarget_data()
{
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::addColumn<double>("speed");
    QTest::addColumn<qint64>("takesMs");
    QTest::addRow("to the right") << 0.0 << 0.5 << 1.0 << qint64{1000};
    QTest::addRow("where it stands") << 0.25 << 0.25 << 1.0 << qint64{0};
    QTest::addRow("over the seam, to the right") << 0.9 << -0.9 << 1.0 << qint64{400};
    QTest::addRow("over the seam, to the left") << -0.75 << 0.75 << 1.0 << qint64{1000};
    QTest::addRow("relative, beyond the seam") << 0.9 << 1.3 << 1.0 << qint64{800};
    QTest::addRow("at half speed") << 0.0 << 0.5 << 0.5 << qint64{2000};
    QTest::addRow("no slower than a twentieth") << 0.0 << 0.025 << 0.0 << qint64{1000};
}

void TstPtzHead::arrivesOnTheTarget()
{
    QFETCH(double, from);
    QFETCH(double, to);
    QFETCH(double, speed);
    QFETCH(qint64, takesMs);
    PtzHead head;
    head.moveTo({from, 0, 0}, 1, kStart - 10'000);
    QVERIFY(sameDirection(head.position(kStart).pan, from));
    head.moveTo({to, 0, 0}, speed, kStart);
    QCOMPARE(isMoving(head, kStart + takesMs / 2), takesMs > 0);
    QVERIFY(!isMoving(head, kStart + takesMs + 1)); // a millisecond for rounding up
    QVERIFY(takesMs < 10 || isMoving(head, kStart + takesMs - 5));
    QVERIFY(sameDirection(head.position(kStart + takesMs + 1).pan, to));
}

void TstPtzHead::presetsAreKeptReplacedAndRemoved()
{
    PtzHead head;
    const auto before = head.presets().size();
    head.moveTo({0.3, 0.1, 0.5}, 1, kStart);
    const QString token = head.setPreset({}, QStringLiteral("Gare"), kStart + 60'000);
    QCOMPARE(head.presets().size(), before + 1);
    QVERIFY(near(head.preset(token)->pan, 0.3));
    head.moveTo({-0.3, 0, 0}, 1, kStart + 60'000);
    QCOMPARE(head.setPreset(token, {}, kStart + 120'000), token);
    QCOMPARE(head.presets().size(), before + 1);
    QCOMPARE(head.presets().last().name, QStringLiteral("Gare"));
    QVERIFY(near(head.preset(token)->pan, -0.3));
    QVERIFY(head.removePreset(token));
    QVERIFY(!head.removePreset(token));
    QVERIFY(!head.preset(token));
    QVERIFY(head.setPreset({}, {}, kStart) != token); // a token is never given twice
}

void TstPtzHead::homeIsWhereItWasSet()
{
    PtzHead head;
    QVERIFY(near(head.home().pan, 0));
    head.moveTo({0.4, -0.2, 0.1}, 1, kStart);
    head.setHome(kStart + 60'000);
    QVERIFY(near(head.home().pan, 0.4) && near(head.home().tilt, -0.2));
}

VIGIE_TEST(TstPtzHead)
#include "tst_ptz_head.moc"
