// SPDX-License-Identifier: GPL-3.0-or-later
#include "../ptz/fake_steering.h"
#include "../wall/oise_facts.h"

#include <support/test_main.h>
#include <ui/ptz/steerer.h>
#include <ui/shell/panorama_steering.h>

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::shell;
using ptzui::Hand;

namespace {

const CameraId kHall{QStringLiteral("cam-01")};
const CameraId kDome{QStringLiteral("cam-02")};

registry::Facts facts()
{
    registry::Facts facts = test::oiseFacts();
    facts.cameras[kHall].panorama = Panorama{};
    return facts;
}

} // namespace

/// The same hands, inside a panorama: nothing is asked and nothing moves but the picture.
class TstPanoramaSteering final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void aPanoramaIsTurnedWithoutAskingTheGate();
    void aDomeAsksTheRightsBehind();
};

void TstPanoramaSteering::aPanoramaIsTurnedWithoutAskingTheGate()
{
    test::FixedFacts registry{facts()};
    test::FakeSteeringRights behind;
    PanoramaSteering steering(behind, registry);
    ptzui::Steerer steerer(steering);
    QSignalSpy turned(&steering, &PanoramaSteering::turned);
    steerer.setSpeed(1.0);
    steerer.setTarget(kHall, steering.isPanorama(kHall));
    QVERIFY(steerer.canSteer());
    steerer.steer(Hand::Joystick, {0.5, -0.25, 0.0});
    QTRY_VERIFY(!turned.isEmpty());
    QCOMPARE(turned.last().at(0).value<CameraId>(), kHall);
    QVERIFY(turned.last().at(1).toDouble() > 0.0 && turned.last().at(2).toDouble() < 0.0);
    steerer.release(Hand::Joystick);
    QCOMPARE(turned.last().at(1).toDouble(), 0.0);
    QCOMPARE(turned.last().at(2).toDouble(), 0.0);
    steerer.steer(Hand::Keyboard, {1.0, 0.0, 0.0});
    steerer.setTarget({}, false); // another tile is selected: it stops
    QCOMPARE(turned.last().at(1).toDouble(), 0.0);
    QCOMPARE(behind.asks, 0);
}

void TstPanoramaSteering::aDomeAsksTheRightsBehind()
{
    test::FixedFacts registry{facts()};
    test::FakeSteeringRights behind;
    PanoramaSteering steering(behind, registry);
    ptzui::Steerer steerer(steering);
    QSignalSpy turned(&steering, &PanoramaSteering::turned);
    steerer.setTarget(kDome, true);
    steerer.steer(Hand::Joystick, {1.0, 0.0, 0.0});
    QTRY_COMPARE(behind.asks, 1);
    QVERIFY(turned.isEmpty());
    QVERIFY(!steering.isPanorama(kDome));
}

VIGIE_TEST(TstPanoramaSteering)
#include "tst_panorama_steering.moc"
