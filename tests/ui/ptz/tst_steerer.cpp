// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_steering.h"

#include <support/test_main.h>

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::ptzui;

namespace {

const CameraId kDome{QStringLiteral("cam-03")};
const CameraId kOther{QStringLiteral("cam-06")};
const ptz::Vector kRight{1.0, 0.0, 0.0};

struct Desk {
    test::FakeSteeringRights rights;
    Steerer steerer{rights};

    void hold()
    {
        steerer.setTarget(kDome, true);
        steerer.steer(Hand::Stick, kRight);
        QTRY_COMPARE(steerer.state(), Steerer::State::Held);
    }
};

} // namespace

class TstSteerer final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)"))); }

    void nothingIsAskedBeforeTheFirstMovement()
    {
        Desk desk;
        QCOMPARE(desk.steerer.state(), Steerer::State::NoCamera);
        desk.steerer.setTarget(kDome, true);
        QCOMPARE(desk.steerer.state(), Steerer::State::Ready);
        QCOMPARE(desk.rights.asks, 0);
        desk.steerer.steer(Hand::Stick, {});
        QCOMPARE(desk.rights.asks, 0);
        desk.steerer.steer(Hand::Stick, kRight);
        QCOMPARE(desk.steerer.state(), Steerer::State::Asking);
        desk.steerer.steer(Hand::Stick, {0.5, 0.0, 0.0});
        QTRY_COMPARE(desk.steerer.state(), Steerer::State::Held);
        QCOMPARE(desk.rights.asks, 1);
        // The newest velocity, at the speed chosen.
        QCOMPARE(desk.rights.log.last(), QStringLiteral("steer 0.35 0.00 0.00"));
    }

    void whoLetsGoWhileTheGateIsAskedDoesNotMove()
    {
        Desk desk;
        desk.steerer.setTarget(kDome, true);
        desk.steerer.steer(Hand::Stick, kRight);
        desk.steerer.release(Hand::Stick);
        QTRY_COMPARE(desk.steerer.state(), Steerer::State::Held);
        QVERIFY(desk.rights.isStill());
        QVERIFY(desk.rights.log.filter(QStringLiteral("steer")).isEmpty());
    }

    void aFixedCameraOrNoRightIgnoresHands()
    {
        Desk desk;
        desk.steerer.setTarget(kDome, false);
        QCOMPARE(desk.steerer.state(), Steerer::State::Fixed);
        desk.steerer.steer(Hand::Keyboard, kRight);
        desk.rights.decision.allowed = false;
        desk.rights.decision.reasons = {{access::Check::Operation, 28, QStringLiteral("Élu : pas de pilotage"), {}, {}}};
        desk.steerer.setTarget(kOther, true);
        QCOMPARE(desk.steerer.state(), Steerer::State::NoRight);
        desk.steerer.steer(Hand::Keyboard, kRight);
        QCOMPARE(desk.rights.asks, 0);
        QCOMPARE(desk.steerer.decision().reasons.size(), 1);
    }

    void aRefusalAfterAYesInPreviewIsShown()
    {
        Desk desk;
        desk.steerer.setTarget(kDome, true);
        desk.steerer.steer(Hand::Stick, kRight);
        desk.rights.decision.allowed = false;
        desk.rights.decision.reasons = {{access::Check::Duty, 23, QStringLiteral("Hors service"), {}, {}}};
        QTRY_COMPARE(desk.steerer.state(), Steerer::State::NoRight);
        QVERIFY(desk.rights.log.isEmpty());
    }

    void handsAddUpAndEachLetsGoForItself()
    {
        Desk desk;
        desk.hold();
        desk.steerer.steer(Hand::Keyboard, {0.0, 1.0, 0.0});
        QCOMPARE(desk.rights.log.last(), QStringLiteral("steer 0.70 0.70 0.00"));
        desk.steerer.release(Hand::Stick);
        QCOMPARE(desk.rights.log.last(), QStringLiteral("steer 0.00 0.70 0.00"));
        desk.steerer.release(Hand::Keyboard);
        QCOMPARE(desk.rights.log.last(), QStringLiteral("release"));
        QVERIFY(!desk.steerer.isMoving());
    }

    void everyWayOfLettingGoStops_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("the hand opens") << 0;
        QTest::newRow("all hands open") << 1;
        QTest::newRow("another tile") << 2;
        QTest::newRow("the tile is emptied") << 3;
    }
    void everyWayOfLettingGoStops()
    {
        QFETCH(int, way);
        Desk desk;
        desk.hold();
        QVERIFY(!desk.rights.isStill());
        switch (way) {
        case 0: desk.steerer.release(Hand::Stick); break;
        case 1: desk.steerer.releaseAll(ptz::ReleaseReason::FocusLost); break;
        case 2: desk.steerer.setTarget(kOther, true); break;
        case 3: desk.steerer.setTarget({}, false); break;
        default: break;
        }
        QVERIFY(desk.rights.isStill());
        if (way >= 2)
            QCOMPARE(desk.rights.log.last(), QStringLiteral("gone"));
    }

    void closingTheConsoleStops()
    {
        test::FakeSteeringRights rights;
        {
            Steerer steerer(rights);
            steerer.setTarget(kDome, true);
            steerer.steer(Hand::Joystick, kRight);
            QTRY_COMPARE(steerer.state(), Steerer::State::Held);
        }
        QVERIFY(rights.isStill());
        QCOMPARE(rights.log.last(), QStringLiteral("gone"));
    }

    void anEndedRightLetsGoOfEverything()
    {
        Desk desk;
        desk.hold();
        desk.rights.decision = {};
        desk.rights.decision.reasons = {{access::Check::Suspension, 4, QStringLiteral("Agrément suspendu"), {}, {}}};
        Q_EMIT desk.rights.held->ended(access::EndCause::RightLost, desk.rights.decision);
        QCOMPARE(desk.steerer.state(), Steerer::State::NoRight);
        QVERIFY(!desk.steerer.isMoving());
        desk.steerer.steer(Hand::Stick, kRight);
        QCOMPARE(desk.rights.asks, 1);
        QTRY_COMPARE(desk.rights.log.last(), QStringLiteral("gone"));
    }

    void anUnconfirmedStopIsSaidUntilOneIsConfirmed()
    {
        Desk desk;
        desk.hold();
        desk.steerer.releaseAll(ptz::ReleaseReason::FocusLost);
        Q_EMIT desk.rights.held->stopFailed(Error{ErrorCode::TimedOut, {}});
        QVERIFY(desk.steerer.isStopUnconfirmed());
        Q_EMIT desk.rights.held->stopConfirmed();
        QVERIFY(!desk.steerer.isStopUnconfirmed());
    }

    void presetsAreReadOnceAndRecalled()
    {
        Desk desk;
        desk.steerer.setTarget(kDome, true);
        QVERIFY(!desk.steerer.arePresetsKnown());
        desk.steerer.requestPresets();
        QTRY_COMPARE(desk.steerer.presets().size(), 2);
        desk.steerer.recall(QStringLiteral("2"));
        QCOMPARE(desk.rights.log.last(), QStringLiteral("recall 2"));
        desk.steerer.setTarget(kOther, true);
        QVERIFY(desk.steerer.presets().isEmpty());
        desk.steerer.setTarget(kDome, true);
        QCOMPARE(desk.steerer.presets().size(), 2);
        // A recall asks for the right first.
        desk.steerer.recall(QStringLiteral("1"));
        QTRY_COMPARE(desk.rights.log.last(), QStringLiteral("recall 1"));
    }

    void anIdleCameraIsGivenBack()
    {
        Desk desk;
        desk.hold();
        desk.steerer.releaseAll(ptz::ReleaseReason::FocusLost);
        QTRY_COMPARE_WITH_TIMEOUT(desk.rights.log.last(), QStringLiteral("gone"), 7000);
        QCOMPARE(desk.steerer.state(), Steerer::State::Ready);
    }
};

VIGIE_TEST(TstSteerer)
#include "tst_steerer.moc"
