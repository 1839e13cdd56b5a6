// SPDX-License-Identifier: GPL-3.0-or-later
#include "drive_bench.h"

#include <support/test_main.h>

#include <QtCore/QLoggingCategory>
#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::ptz;
using namespace std::chrono_literals;
using Head = test::FakeController;
using test::DriveBench;

namespace {

QList<Error> times(int count, ErrorCode code)
{
    return QList<Error>(count, Error{code, QStringLiteral("scripted")});
}

} // namespace

/// Every way of letting go.
class TstDriveStops final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Refused stops are the point here; the log would hold nothing else.
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("vigie.ptz.warning=false")); }
    void everyReasonStopsAtOnce_data();
    void everyReasonStopsAtOnce();
    void stopDoesNotWaitForTheMove();
    void aLateMoveIsStoppedAgain_data();
    void aLateMoveIsStoppedAgain();
    void noMoveAfterStopUntilPressedAgain();
    void pressedAgainWhileTheStopIsUnderWay();
    void pressedAndLetGoWhileTheStopIsUnderWay();
    void aVoidedMoveIsNoFailure();
    void refusedStops_data();
    void refusedStops();
    void aHeadThatMovesOnIsReported();
    void aHeadWithoutStatusIsBelieved();
    void anOldStatusProvesNothing();
    void nothingToStop();
    void goneWhileMoving();
    void shutdownWaitsForTheAnswer();
    void shutdownGivesUpInTime();
    void whateverHappensItStandsStill();
};

void TstDriveStops::everyReasonStopsAtOnce_data()
{
    QTest::addColumn<ReleaseReason>("reason");
    QTest::addColumn<QString>("name");
    QTest::addRow("stick let go") << ReleaseReason::Released << QStringLiteral("released");
    QTest::addRow("window in the background")
        << ReleaseReason::FocusLost << QStringLiteral("focus-lost");
    QTest::addRow("stick unplugged") << ReleaseReason::Unplugged << QStringLiteral("unplugged");
    QTest::addRow("right ended") << ReleaseReason::GrantEnded << QStringLiteral("grant-ended");
    QTest::addRow("another tile") << ReleaseReason::TileChanged << QStringLiteral("tile-changed");
    QTest::addRow("exit") << ReleaseReason::Exit << QStringLiteral("exit");
}

void TstDriveStops::everyReasonStopsAtOnce()
{
    QFETCH(ReleaseReason, reason);
    DriveBench b;
    b.drive.setVelocity({1, 0, 0});
    b.run(120);
    const auto at = b.now();
    b.drive.release(reason);
    QCOMPARE(b.head.sent.last().kind, Head::Stop);
    QCOMPARE(b.head.sent.last().at, at);
    QCOMPARE(b.released.value(0).value(0).value<ReleaseReason>(), reason);
    QTEST(releaseReasonName(reason), "name");
    b.run(200);
    QVERIFY(!b.head.moving);
    QVERIFY(!b.drive.mayMove());
    QCOMPARE(b.confirmed.size(), 1);
    QCOMPARE(b.stopFailed.size(), 0);
    QCOMPARE(b.head.sent.last().kind, Head::Status); // asked, not assumed
}

void TstDriveStops::stopDoesNotWaitForTheMove()
{
    DriveBench b;
    b.head.delays[Head::Move] = 1500ms;
    b.drive.setVelocity({1, 0, 0});
    b.run(50);
    b.drive.release(ReleaseReason::Released);
    QCOMPARE(b.head.kinds(), (QList{Head::Move, Head::Stop}));
}

void TstDriveStops::aLateMoveIsStoppedAgain_data()
{
    QTest::addColumn<int>("moveMs");
    QTest::addColumn<int>("stopMs");
    QTest::addRow("move lands 60 ms after the stop") << 100 << 10;
    QTest::addRow("move lands a second after the stop") << 1100 << 10;
    QTest::addRow("both late, stop first") << 900 << 600;
    QTest::addRow("both late, move first") << 600 << 900;
    QTest::addRow("together") << 300 << 300;
}

void TstDriveStops::aLateMoveIsStoppedAgain()
{
    QFETCH(int, moveMs);
    QFETCH(int, stopMs);
    DriveBench b;
    b.head.delays[Head::Move] = std::chrono::milliseconds(moveMs);
    b.head.delays[Head::Stop] = std::chrono::milliseconds(stopMs);
    b.drive.setVelocity({1, 0, 0});
    b.run(30);
    b.drive.release(ReleaseReason::Released);
    b.run(std::max(0, moveMs - 40));
    QCOMPARE(b.confirmed.size(), 0); // never before the last move is accounted for
    b.run(3000);
    QVERIFY(!b.head.moving);
    QCOMPARE(b.confirmed.size(), 1);
    QCOMPARE(b.head.count(Head::Move), 1);
    QCOMPARE(b.head.count(Head::Stop), 2);
}

void TstDriveStops::noMoveAfterStopUntilPressedAgain()
{
    DriveBench b;
    b.drive.setVelocity({0.5, 0, 0});
    b.run(40);
    b.drive.setVelocity({0.9, 0, 0}); // waits for its 100 ms
    b.run(10);
    b.drive.release(ReleaseReason::Released);
    b.run(3000);
    QCOMPARE(b.head.count(Head::Move), 1);
    b.drive.setVelocity({0.2, 0, 0});
    QCOMPARE(b.head.count(Head::Move), 2);
    QCOMPARE(b.head.sent.last().velocity, (Vector{0.2, 0, 0}));
}

void TstDriveStops::pressedAgainWhileTheStopIsUnderWay()
{
    DriveBench b;
    b.head.delays[Head::Stop] = 200ms;
    b.drive.setVelocity({1, 0, 0});
    b.run(100);
    b.drive.release(ReleaseReason::Released);
    b.run(50);
    b.drive.setVelocity({-1, 0, 0});
    QCOMPARE(b.head.count(Head::Move), 1); // the stop would overtake it
    b.run(200);
    QCOMPARE(b.head.count(Head::Move), 2);
    QVERIFY(b.head.moving);
    b.run(1000);
    QVERIFY(b.head.moving);
    b.drive.release(ReleaseReason::Released);
    b.run(500);
    QVERIFY(!b.head.moving);
}

void TstDriveStops::pressedAndLetGoWhileTheStopIsUnderWay()
{
    DriveBench b;
    b.head.delays[Head::Stop] = 200ms;
    b.drive.setVelocity({1, 0, 0});
    b.run(100);
    b.drive.release(ReleaseReason::Released);
    b.drive.setVelocity({-1, 0, 0});
    b.run(50);
    b.drive.release(ReleaseReason::Released);
    b.run(1000);
    QCOMPARE(b.head.count(Head::Move), 1);
    QVERIFY(!b.head.moving);
    QCOMPARE(b.confirmed.size(), 1);
}

void TstDriveStops::aVoidedMoveIsNoFailure()
{
    DriveBench b;
    b.head.delays[Head::Move] = 100ms;
    b.head.failures[Head::Move] = times(1, ErrorCode::Cancelled);
    b.drive.setVelocity({1, 0, 0});
    b.run(20);
    b.drive.release(ReleaseReason::Released);
    b.drive.setVelocity({1, 0, 0});
    b.run(200);
    QCOMPARE(b.moveFailed.size(), 0);
    QCOMPARE(b.head.count(Head::Move), 2); // at once, not 500 ms later
}

void TstDriveStops::refusedStops_data()
{
    QTest::addColumn<int>("stopsRefused");
    QTest::addColumn<int>("zerosRefused");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QList<Head::Kind>>("sequence");
    QTest::addColumn<bool>("stands");
    using K = QList<Head::Kind>;
    QTest::addRow("once: asked again")
        << 1 << 0 << ErrorCode::InvalidArgument << K{Head::Stop, Head::Stop} << true;
    QTest::addRow("always: a zero velocity stops it")
        << 99 << 0 << ErrorCode::InvalidArgument << K{Head::Stop, Head::Stop, Head::Zero} << true;
    QTest::addRow("knows no Stop: zero at once")
        << 99 << 0 << ErrorCode::NotSupported << K{Head::Stop, Head::Zero} << true;
    QTest::addRow("not reached twice")
        << 2 << 0 << ErrorCode::Unreachable << K{Head::Stop, Head::Stop, Head::Zero} << true;
    QTest::addRow("zero refused once too")
        << 2 << 1 << ErrorCode::InvalidArgument << K{Head::Stop, Head::Stop, Head::Zero, Head::Stop}
        << true;
    QTest::addRow("everything refused")
        << 99 << 99 << ErrorCode::Refused
        << K{Head::Stop, Head::Stop, Head::Zero, Head::Stop, Head::Zero,
             Head::Stop, Head::Zero, Head::Stop, Head::Zero, Head::Stop}
        << false;
}

void TstDriveStops::refusedStops()
{
    QFETCH(int, stopsRefused);
    QFETCH(int, zerosRefused);
    QFETCH(ErrorCode, code);
    QFETCH(QList<Head::Kind>, sequence);
    QFETCH(bool, stands);
    DriveBench b;
    b.drive.setVelocity({1, 0, 0});
    b.run(100);
    b.head.failures[Head::Stop] = times(stopsRefused, code);
    b.head.failures[Head::Zero] = times(zerosRefused, code);
    b.drive.release(ReleaseReason::Released);
    b.run(10'000);
    auto kinds = b.head.kinds();
    kinds.removeAll(Head::Status);
    QCOMPARE(kinds.mid(1), sequence);
    QCOMPARE(!b.head.moving, stands);
    QCOMPARE(b.drive.mayMove(), !stands);
    QCOMPARE(b.confirmed.size(), stands ? 1 : 0);
    QVERIFY(
        !b.stopFailed.isEmpty()); // the operator and the journal hear of it, even when it ends well
    QCOMPARE(b.stopFailed.first().value(0).value<Error>().code, code);
}

void TstDriveStops::aHeadThatMovesOnIsReported()
{
    DriveBench b;
    b.head.ignoresStop = true;
    b.drive.setVelocity({1, 0, 0});
    b.run(100);
    b.drive.release(ReleaseReason::Released);
    b.run(2000);
    QCOMPARE(b.stopFailed.size(), 1);
    QCOMPARE(b.confirmed.size(), 0);
    QVERIFY(b.head.count(Head::Stop) + b.head.count(Head::Zero) >= 2);
    b.head.ignoresStop = false; // it hears again
    b.run(3000);
    QVERIFY(!b.head.moving);
    QCOMPARE(b.confirmed.size(), 1);
}

void TstDriveStops::aHeadWithoutStatusIsBelieved()
{
    for (const auto code :
         {ErrorCode::NotSupported, ErrorCode::InvalidArgument, ErrorCode::Protocol}) {
        DriveBench b;
        b.head.failures[Head::Status] = times(99, code);
        b.drive.setVelocity({1, 0, 0});
        b.drive.release(ReleaseReason::Released);
        b.run(500);
        QCOMPARE(b.confirmed.size(), 1);
        QCOMPARE(b.stopFailed.size(), 0);
    }
    DriveBench b;
    b.head.saysStatus = false;
    b.drive.setVelocity({1, 0, 0});
    b.drive.release(ReleaseReason::Released);
    b.run(500);
    QCOMPARE(b.confirmed.size(), 1);
}

void TstDriveStops::anOldStatusProvesNothing()
{
    DriveBench b;
    b.head.delays[Head::Status] = 400ms;
    b.drive.setVelocity({1, 0, 0});
    b.run(100);
    b.drive.release(ReleaseReason::Released);
    b.run(50); // the status is being asked for
    b.drive.setVelocity({1, 0, 0});
    b.run(100);
    b.head.ignoresStop = true;
    b.drive.release(ReleaseReason::Released);
    b.head.moving = false; // what the old question will see …
    b.run(300);
    b.head.moving = true; // … is not what is
    QCOMPARE(b.confirmed.size(), 0);
}

void TstDriveStops::nothingToStop()
{
    DriveBench b;
    b.drive.release(ReleaseReason::FocusLost);
    b.drive.shutdown(10ms);
    QVERIFY(b.head.sent.isEmpty());
    QCOMPARE(b.released.size(), 0);
}

void TstDriveStops::goneWhileMoving()
{
    test::FakeClock clock;
    Head head(clock);
    {
        Drive drive(head, clock, Drive::Ticking::Manual);
        drive.setVelocity({1, 0, 0});
    }
    QCOMPARE(head.kinds(), (QList{Head::Move, Head::Stop}));
    head.deliver(); // answers find nobody
    QVERIFY(!head.moving);
}

void TstDriveStops::shutdownWaitsForTheAnswer()
{
    DriveBench b;
    b.head.delays[Head::Stop] = 30ms;
    b.drive.setVelocity({1, 0, 0});
    b.run(20);
    QTimer time;
    connect(&time, &QTimer::timeout, this, [&b] { b.run(5); });
    time.start(1);
    b.drive.shutdown(5s);
    QVERIFY(!b.head.moving);
    QVERIFY(!b.drive.mayMove());
    b.drive.setVelocity({1, 0, 0});
    QCOMPARE(b.head.count(Head::Move), 1);
}

void TstDriveStops::shutdownGivesUpInTime()
{
    DriveBench b;
    b.head.delays[Head::Stop] = 1h;
    b.drive.setVelocity({1, 0, 0});
    QElapsedTimer timer;
    timer.start();
    b.drive.shutdown(100ms);
    QVERIFY2(timer.elapsed() >= 90 && timer.elapsed() < 1500,
             qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(b.head.sent.last().kind, Head::Stop);
}

void TstDriveStops::whateverHappensItStandsStill()
{
    for (quint32 seed = 1; seed <= 300; ++seed) {
        QRandomGenerator random(seed);
        DriveBench b;
        for (int step = 0; step < 60; ++step) {
            for (const auto kind : {Head::Move, Head::Stop, Head::Zero, Head::Status})
                b.head.delays[kind] = std::chrono::milliseconds(
                    random.bounded(4) == 0 ? random.bounded(900) : random.bounded(60));
            if (random.bounded(8) == 0)
                b.head.failures[random.bounded(2) == 0 ? Head::Stop : Head::Move].append(
                    {ErrorCode::TimedOut, {}});
            if (random.bounded(2) == 0)
                b.drive.setVelocity({random.bounded(2.0) - 1.0, random.bounded(2.0) - 1.0, 0});
            else
                b.drive.release(ReleaseReason::Released);
            b.run(random.bounded(300));
        }
        const auto moves = b.head.count(Head::Move);
        b.drive.close(ReleaseReason::Exit);
        b.run(15'000);
        QVERIFY2(!b.head.moving, qPrintable(QString::number(seed)));
        QVERIFY2(!b.drive.mayMove(), qPrintable(QString::number(seed)));
        QCOMPARE(b.head.count(Head::Move), moves);
    }
}

VIGIE_TEST(TstDriveStops)
#include "tst_drive_stops.moc"
