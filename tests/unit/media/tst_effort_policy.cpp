// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <media/effort_policy.h>

#include <QtTest/QTest>

using namespace vigie::media;
using namespace std::chrono_literals;

class TstEffortPolicy final : public QObject {
    Q_OBJECT
private:
    /// A machine that has room for so many pixels a second at Full; each step costs less.
    struct Machine {
        EffortPolicy policy;
        EffortPolicy::TimePoint now{1'000s};
        std::map<int, DecodeLoad> loads;
        std::map<int, Importance> importance;
        double room = 1e9;
        int changes = 0;

        int add(Importance rank, double pixels)
        {
            const int id = policy.add(rank);
            loads[id] = {.lag = 5ms, .interval = 40ms, .pixelsPerSecond = pixels};
            importance[id] = rank;
            return id;
        }
        [[nodiscard]] double used() const
        {
            double sum = 0.0;
            for (const auto &[id, load] : loads) {
                const double share[] = {1.0, 0.9, 0.9, 0.1}; // NOLINT(modernize-avoid-c-arrays)
                sum += load.decodes ? load.pixelsPerSecond
                                 * share[static_cast<std::size_t>(policy.effort(id))]
                                    : 0.0;
            }
            return sum;
        }
        /// \p seconds of the machine's life, a tenth at a time.
        void run(double seconds)
        {
            for (int i = 0; i < static_cast<int>(seconds * 10); ++i) {
                now += 100ms;
                const auto lag = used() > room ? 400ms : 5ms;
                for (auto &[id, load] : loads) {
                    load.lag = lag;
                    policy.update(id, load, importance[id], now);
                }
                changes += policy.evaluate(now) ? 1 : 0;
            }
        }
    };

private Q_SLOTS:
    void nothingIsTakenWhileTheMachineKeepsUp();
    void aShortPeakTakesNothing();
    void theOrderIsTheStatedOne();
    void theLargestOfTheLeastImportantGoesFirst();
    void onlyAsMuchAsNeeded();
    void roomThatComesBackIsGivenBack();
    void aStepThatDoesNotHoldIsTriedLessAndLessOften();
    void whoIsShortOfNetworkIsNotDegradedForIt();
    void hiddenOnesCostNothingAndAreNoMeasure();
    void theSmallerStreamInPlaceOfALargeOneIsNoRoom();
    void whoSaysNothingIsNoMeasure();
};

void TstEffortPolicy::nothingIsTakenWhileTheMachineKeepsUp()
{
    Machine machine;
    for (int i = 0; i < 16; ++i)
        machine.add(Importance::Visible, 1e6);
    machine.run(600);
    QCOMPARE(machine.changes, 0);
}

void TstEffortPolicy::aShortPeakTakesNothing()
{
    Machine machine;
    machine.add(Importance::Visible, 1e6);
    machine.run(5);
    machine.room = 0.0;
    machine.run(0.4);
    machine.room = 1e9;
    machine.run(5);
    QCOMPARE(machine.changes, 0);
}

void TstEffortPolicy::theOrderIsTheStatedOne()
{
    Machine machine;
    const int background = machine.add(Importance::Background, 1e6);
    const int visible = machine.add(Importance::Visible, 1e6);
    const int selected = machine.add(Importance::Selected, 1e6);
    machine.room = 0.0; // never enough
    QList<QPair<int, Effort>> steps;
    std::map<int, Effort> before;
    for (int i = 0; i < 400; ++i) {
        machine.run(0.1);
        for (const int id : {background, visible, selected}) {
            if (machine.policy.effort(id) != before[id])
                steps.append({id, machine.policy.effort(id)});
            before[id] = machine.policy.effort(id);
        }
    }
    const QList<QPair<int, Effort>> expected{{background, Effort::SkipNonReference},
                                             {visible, Effort::SkipNonReference},
                                             {background, Effort::LowerStream},
                                             {visible, Effort::LowerStream},
                                             {background, Effort::KeyFramesOnly},
                                             {visible, Effort::KeyFramesOnly},
                                             {selected, Effort::SkipNonReference},
                                             {selected, Effort::LowerStream},
                                             {selected, Effort::KeyFramesOnly}};
    QVERIFY(steps == expected);
}

void TstEffortPolicy::theLargestOfTheLeastImportantGoesFirst()
{
    Machine machine;
    const int small = machine.add(Importance::Visible, 1e6);
    const int large = machine.add(Importance::Visible, 8e6);
    machine.room = 0.0;
    while (machine.changes == 0)
        machine.run(0.1);
    QCOMPARE(machine.policy.effort(large), Effort::SkipNonReference);
    QCOMPARE(machine.policy.effort(small), Effort::Full);
}

void TstEffortPolicy::onlyAsMuchAsNeeded()
{
    Machine machine;
    for (int i = 0; i < 16; ++i)
        machine.add(Importance::Visible, 1e6);
    machine.room = 15.5e6; // 5 of 16 without what no other picture needs
    machine.run(60);
    int degraded = 0;
    for (const auto &[id, member] : machine.policy.members()) {
        QVERIFY(member.effort <= Effort::SkipNonReference);
        degraded += member.effort == Effort::Full ? 0 : 1;
    }
    QVERIFY2(degraded >= 5 && degraded <= 8, qPrintable(QString::number(degraded)));
}

void TstEffortPolicy::roomThatComesBackIsGivenBack()
{
    Machine machine;
    for (int i = 0; i < 16; ++i)
        machine.add(Importance::Visible, 1e6);
    machine.room = 5e6;
    machine.run(120);
    QVERIFY(machine.used() <= machine.room);
    machine.room = 1e9;
    machine.run(1'800);
    for (const auto &[id, member] : machine.policy.members())
        QCOMPARE(member.effort, Effort::Full);
}

void TstEffortPolicy::aStepThatDoesNotHoldIsTriedLessAndLessOften()
{
    Machine machine;
    machine.add(Importance::Visible, 10e6);
    machine.room = 9.5e6; // fits with SkipNonReference, and not without
    machine.run(60);
    const int first = machine.changes;
    machine.run(60);
    const int second = machine.changes - first;
    machine.run(3'600);
    machine.changes = 0;
    machine.run(600);
    QVERIFY2(first >= 3, qPrintable(QString::number(first)));
    QVERIFY2(second < first, qPrintable(QString::number(second)));
    // Two changes each two minutes, as the bound says.
    QVERIFY2(machine.changes >= 6 && machine.changes <= 12,
             qPrintable(QString::number(machine.changes)));
}

void TstEffortPolicy::whoIsShortOfNetworkIsNotDegradedForIt()
{
    Machine machine;
    const int id = machine.add(Importance::Background, 1e6);
    machine.loads[id].starved = true;
    machine.run(600);
    QCOMPARE(machine.policy.effort(id), Effort::Full);
}

void TstEffortPolicy::hiddenOnesCostNothingAndAreNoMeasure()
{
    Machine machine;
    const int hidden = machine.add(Importance::Hidden, 1e6);
    const int shown = machine.add(Importance::Visible, 1e6);
    machine.loads[hidden].decodes = false;
    machine.room = 0.5e6;
    machine.run(30);
    QCOMPARE(machine.policy.effort(hidden), Effort::Full);
    QCOMPARE(machine.policy.effort(shown), Effort::KeyFramesOnly);
    machine.loads[shown].decodes = false;
    machine.run(60);
    QCOMPARE(machine.policy.effort(shown), Effort::Full); // nothing to be short of
}

void TstEffortPolicy::theSmallerStreamInPlaceOfALargeOneIsNoRoom()
{
    EffortPolicy policy;
    const int main = policy.add(Importance::Visible);
    EffortPolicy::TimePoint now{1'000s};
    while (policy.effort(main) < Effort::LowerStream) {
        now += 100ms;
        policy.update(main, {.lag = 500ms, .interval = 40ms}, Importance::Visible, now);
        policy.evaluate(now);
    }
    const int sub = policy.add(Importance::Visible);
    policy.remove(main);
    QCOMPARE(policy.effort(sub), Effort::LowerStream);
    QCOMPARE(policy.effort(policy.add(Importance::Selected)), Effort::Full);
}

void TstEffortPolicy::whoSaysNothingIsNoMeasure()
{
    EffortPolicy policy;
    EffortPolicy::TimePoint now{1'000s};
    const int stuck = policy.add(Importance::Visible);
    const int other = policy.add(Importance::Visible);
    policy.update(stuck, {.lag = 500ms, .interval = 40ms}, Importance::Visible, now);
    now += EffortPolicy::kStale + 1ms;
    for (int i = 0; i < 100; ++i, now += 100ms) {
        policy.update(other, {.lag = 5ms, .interval = 40ms}, Importance::Visible, now);
        QVERIFY(!policy.evaluate(now));
    }
}

VIGIE_TEST(TstEffortPolicy)
#include "tst_effort_policy.moc"
