// SPDX-License-Identifier: GPL-3.0-or-later
#include "drive_bench.h"

#include <support/test_main.h>

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <cmath>

using namespace vigie;
using namespace vigie::ptz;
using namespace std::chrono_literals;
using Head = test::FakeController;
using test::DriveBench;

/// What is sent while the head is held.
class TstDrive final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }
    void aPressIsSentAtOnce();
    void atMostTenASecondAndTheNewestWins_data();
    void atMostTenASecondAndTheNewestWins();
    void heldStillIsRepeated();
    void oneMoveAtATime();
    void sameVelocityAgainSendsNothing();
    void outOfRangeIsClamped();
    void zeroIsRelease();
    void failuresAreToldOnceAPress();
    void aSilentStickIsLetGo();
    void aStickThatSpeaksIsKept();
    void aPointerMayBeSilent();
    void closedForGood();
};

void TstDrive::aPressIsSentAtOnce()
{
    DriveBench b;
    b.drive.setVelocity({0.5, 0, 0});
    QCOMPARE(b.head.kinds(), QList{Head::Move});
    QCOMPARE(b.head.sent.first().at, b.now());
    QVERIFY(b.drive.isHeld() && b.drive.mayMove());
}

void TstDrive::atMostTenASecondAndTheNewestWins_data()
{
    QTest::addColumn<int>("everyMs");
    QTest::addColumn<int>("latencyMs");
    QTest::addRow("stick at 200 Hz, quick camera") << 5 << 0;
    QTest::addRow("stick at 100 Hz, 60 ms camera") << 10 << 60;
    QTest::addRow("stick at 60 Hz, 250 ms camera") << 15 << 250;
    QTest::addRow("stick at 5 Hz") << 200 << 20;
}

void TstDrive::atMostTenASecondAndTheNewestWins()
{
    QFETCH(int, everyMs);
    QFETCH(int, latencyMs);
    DriveBench b;
    b.head.delays[Head::Move] = std::chrono::milliseconds(latencyMs);
    Vector last;
    for (int t = 0; t < 3000; t += everyMs) {
        last = {0.1 + 0.8 * t / 3000.0, 0, 0};
        b.drive.setVelocity(last);
        b.run(everyMs);
    }
    b.run(400);
    QVERIFY2(b.head.count(Head::Move) <= 35, qPrintable(QString::number(b.head.count(Head::Move))));
    for (qsizetype i = 1; i < b.head.sent.size(); ++i)
        QVERIFY(b.head.sent.at(i).at - b.head.sent.at(i - 1).at >= Drive::kLeastInterval);
    QCOMPARE(b.head.sent.last().velocity, last);
}

void TstDrive::heldStillIsRepeated()
{
    DriveBench b;
    b.drive.setVelocity({0, 1, 0});
    b.run(2600);
    QCOMPARE(b.head.count(Head::Move),
             6); // 0, 0.5 … 2.5 s: well within the camera's time-out of 1 s
    for (qsizetype i = 1; i < b.head.sent.size(); ++i)
        QCOMPARE(b.head.sent.at(i).at - b.head.sent.at(i - 1).at, Drive::kResend);
}

void TstDrive::oneMoveAtATime()
{
    DriveBench b;
    b.head.delays[Head::Move] = 1500ms;
    b.drive.setVelocity({0.1, 0, 0});
    b.run(300);
    b.drive.setVelocity({0.2, 0, 0});
    b.run(300);
    b.drive.setVelocity({0.3, 0, 0});
    b.run(800);
    QCOMPARE(b.head.count(Head::Move), 1);
    b.run(200);
    QCOMPARE(b.head.count(Head::Move), 2);
    QCOMPARE(b.head.sent.last().velocity, (Vector{0.3, 0, 0})); // 0.2 was overtaken
}

void TstDrive::sameVelocityAgainSendsNothing()
{
    DriveBench b;
    for (int i = 0; i < 40; ++i) {
        b.drive.setVelocity({0.4, 0, 0});
        b.run(10);
    }
    QCOMPARE(b.head.count(Head::Move), 1);
}

void TstDrive::outOfRangeIsClamped()
{
    DriveBench b;
    b.drive.setVelocity({7, std::nan(""), -3});
    QCOMPARE(b.head.sent.last().velocity, (Vector{1, 0, -1}));
    DriveBench nothing;
    nothing.drive.setVelocity({std::nan(""), 0, 0});
    QVERIFY(nothing.head.sent.isEmpty());
}

void TstDrive::zeroIsRelease()
{
    DriveBench b;
    b.drive.setVelocity({1, 0, 0});
    b.drive.setVelocity({});
    QCOMPARE(b.head.kinds(), (QList{Head::Move, Head::Stop}));
    QCOMPARE(b.released.size(), 1);
}

void TstDrive::failuresAreToldOnceAPress()
{
    DriveBench b;
    for (int i = 0; i < 20; ++i)
        b.head.failures[Head::Move].append({ErrorCode::Unreachable, {}});
    b.drive.setVelocity({1, 0, 0});
    b.run(3000);
    QCOMPARE(b.moveFailed.size(), 1);
    QVERIFY(b.head.count(Head::Move) >= 5); // it goes on trying while held
    b.drive.release(ReleaseReason::Released);
    b.run(500);
    b.drive.setVelocity({1, 0, 0});
    b.run(500);
    QCOMPARE(b.moveFailed.size(), 2);
}

void TstDrive::aSilentStickIsLetGo()
{
    DriveBench b;
    b.drive.setVelocity({1, 0, 0}, Source::Polled);
    b.run(250);
    QVERIFY(b.drive.isHeld());
    b.run(50);
    QVERIFY(!b.drive.isHeld());
    QCOMPARE(b.released.value(0).value(0).value<ReleaseReason>(), ReleaseReason::Unplugged);
    QCOMPARE(b.head.count(Head::Stop), 1);
    b.run(500);
    QVERIFY(!b.head.moving);
}

void TstDrive::aStickThatSpeaksIsKept()
{
    DriveBench b;
    for (int i = 0; i < 30; ++i) {
        b.drive.setVelocity({1, 0, 0}, Source::Polled);
        b.run(100);
    }
    QVERIFY(b.drive.isHeld());
    QCOMPARE(b.head.count(Head::Stop), 0);
}

void TstDrive::aPointerMayBeSilent()
{
    DriveBench b;
    b.drive.setVelocity({1, 0, 0});
    b.run(5000);
    QVERIFY(b.drive.isHeld());
}

void TstDrive::closedForGood()
{
    DriveBench b;
    b.drive.setVelocity({1, 0, 0});
    b.drive.close(ReleaseReason::GrantEnded);
    b.drive.setVelocity({1, 0, 0});
    b.run(2000);
    QCOMPARE(b.head.count(Head::Move), 1);
    QCOMPARE(b.released.value(0).value(0).value<ReleaseReason>(), ReleaseReason::GrantEnded);
    QCOMPARE(b.confirmed.size(), 1);
}

VIGIE_TEST(TstDrive)
#include "tst_drive.moc"
