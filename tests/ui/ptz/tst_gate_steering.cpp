// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/fake_feed.h>
#include <support/fake_journal.h>
#include <support/fake_ptz.h>
#include <support/fake_vault.h>
#include <support/law_world.h>
#include <support/test_main.h>
#include <ui/ptz/gate_steering.h>

#include <QtCore/QElapsedTimer>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::ptzui;
using namespace vigie::test::law;

namespace {

const Error kSilent{ErrorCode::Unreachable, QStringLiteral("no answer")};

/// The heads that exist now; each is owned by what steers it.
struct Heads {
    class Head final : public test::FakeController {
    public:
        Head(const test::FakeClock &clock, Heads &all) : FakeController(clock), m_all(all) { m_all.alive.append(this); }
        ~Head() override
        {
            m_all.alive.removeOne(this);
            m_all.goneMoving += moving ? 1 : 0;
        }

    private:
        Heads &m_all;
    };
    QList<Head *> alive;
    int goneMoving = 0; ///< let go of while they moved
};

/// Gate, journal and heads on paper, with a clock that runs.
struct Bench {
    test::FakeClock clock;
    test::FakeFeed feed{world()};
    test::FakeVault vault;
    test::FakeJournal journal;
    access::Gate gate{feed, vault, journal, clock};
    Heads heads;
    std::function<void(Heads::Head &)> prepare;
    std::unique_ptr<GateSteeringRights> rights;
    std::unique_ptr<Steering> held;
    std::optional<access::Refusal> refused;
    QObject context;
    QTimer pulse;

    Bench()
    {
        const auto make = [this](const CameraEndpoint &) -> std::unique_ptr<ptz::Controller> {
            auto head = std::make_unique<Heads::Head>(clock, heads);
            if (prepare)
                prepare(*head);
            return head;
        };
        const access::SessionContext session{
            {QStringLiteral("session-1")}, kOperator, QStringLiteral("M-operateur"), kRoom};
        rights = std::make_unique<GateSteeringRights>(SteeringParts{gate, journal, feed, clock, make}, session);
        QObject::connect(&pulse, &QTimer::timeout, &context, [this] {
            clock.advance(std::chrono::milliseconds(10));
            for (const auto &head : QList<Heads::Head *>(heads.alive)) {
                if (heads.alive.contains(head))
                    head->deliver();
            }
        });
        pulse.start(std::chrono::milliseconds(2));
    }
    void ask(const CameraId &camera = kCamera)
    {
        rights->ask(camera, &context, [this](SteeringRights::Outcome outcome) {
            if (auto *yes = std::get_if<std::unique_ptr<Steering>>(&outcome))
                held = std::move(*yes);
            else
                refused = std::get<access::Refusal>(std::move(outcome));
        });
    }
    /// A camera of its own under this session's right, moving.
    Heads::Head *move(const CameraId &camera = kCamera)
    {
        held.reset();
        ask(camera);
        [&] { QTRY_VERIFY(held); }();
        Heads::Head *const head = heads.alive.last();
        held->steer({1.0, 0.0, 0.0});
        [&] { QTRY_VERIFY(head->moving); }();
        return head;
    }
    void suspend()
    {
        Facts facts = feed.copy();
        facts.agrements[kOperator].first().suspendedFrom = clock.now();
        feed.publish(std::move(facts));
    }
};

} // namespace

/// Steering under a grant: nothing moves without one, and nothing goes on moving after it.
class TstGateSteering final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!stop not accepted)"))); }

    void aRefusedPersonGetsNoHead()
    {
        Bench bench;
        bench.suspend();
        bench.ask();
        QTRY_VERIFY(bench.refused);
        QCOMPARE(bench.refused->decision.rows, QList<int>{4});
        QVERIFY(bench.heads.alive.isEmpty());
        QVERIFY(bench.vault.asked.isEmpty());
    }

    void theEndOfTheRightStopsAndNothingMovesAfter()
    {
        Bench bench;
        Heads::Head *const head = bench.move();
        QSignalSpy ended(bench.held.get(), &Steering::ended);
        bench.suspend();
        QCOMPARE(ended.size(), 1);
        QCOMPARE(head->kinds().last(), test::FakeController::Stop);
        const auto moves = head->count(test::FakeController::Move);
        bench.held->steer({1.0, 0.0, 0.0});
        bench.held->recall(QStringLiteral("1"));
        QTRY_VERIFY(bench.heads.alive.isEmpty()); // buried once it stood still
        QCOMPARE(moves, 1);
        QVERIFY(!bench.journal.events().contains(QStringLiteral("preset-recall")));
    }

    void aStopRefusedAfterTheRightIsRepeatedRecordedAndTold_data()
    {
        QTest::addColumn<bool>("byTheGate");
        QTest::newRow("the right was taken") << true;
        QTest::newRow("another tile was selected") << false;
    }
    void aStopRefusedAfterTheRightIsRepeatedRecordedAndTold()
    {
        QFETCH(bool, byTheGate);
        Bench bench;
        bench.prepare = [](Heads::Head &head) { head.failures[test::FakeController::Stop] = {kSilent, kSilent}; };
        const Heads::Head *const head = bench.move();
        QSignalSpy moving(bench.rights.get(), &SteeringRights::leftMoving);
        QSignalSpy still(bench.rights.get(), &SteeringRights::leftStill);
        if (byTheGate)
            bench.suspend();
        else
            bench.held.reset();
        QTRY_COMPARE(moving.size(), 1);
        QCOMPARE(moving.first().first().value<CameraId>(), kCamera);
        QTRY_COMPARE(still.size(), 1);
        QVERIFY(!head->moving);
        QVERIFY(head->count(test::FakeController::Stop) + head->count(test::FakeController::Zero) > 1);
        QTRY_VERIFY(bench.journal.events().contains(journal::eventName(journal::Event::PtzStopFailed)));
    }

    void leavingWaitsForTheStops()
    {
        Bench bench;
        bench.prepare = [](Heads::Head &head) { head.delays[test::FakeController::Stop] = std::chrono::milliseconds(300); };
        const Heads::Head *const head = bench.move();
        bench.held.reset();
        QVERIFY(head->moving);
        bench.rights.reset();
        QVERIFY(bench.heads.alive.isEmpty());
        QCOMPARE(bench.heads.goneMoving, 0);
    }

    void severalHeadsAreWaitedForTogetherThoughTwoNeverAnswer()
    {
        Bench bench;
        const auto deaf = [](Heads::Head &head) {
            for (const auto kind : {test::FakeController::Stop, test::FakeController::Zero, test::FakeController::Status})
                head.failures[kind] = QList<Error>(1000, kSilent);
        };
        bench.prepare = deaf;
        bench.move(kCamera);
        bench.prepare = [](Heads::Head &head) { head.delays[test::FakeController::Stop] = std::chrono::milliseconds(300); };
        bench.move(kAgnetzCamera);
        bench.prepare = deaf;
        bench.move(kCamera);
        bench.held.reset();
        QCOMPARE(bench.heads.alive.size(), 3);
        QElapsedTimer waited;
        waited.start();
        bench.rights.reset();
        QVERIFY(bench.heads.alive.isEmpty());
        QCOMPARE(bench.heads.goneMoving, 2);
        QVERIFY2(waited.elapsed() < 950, qPrintable(QString::number(waited.elapsed())));
    }
};

VIGIE_TEST(TstGateSteering)
#include "tst_gate_steering.moc"
