// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/clock.h>
#include <support/fake_clock.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace std::chrono_literals;

class TstClockGuard final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_clock_that_walks_is_believed()
    {
        test::FakeClock clock;
        ClockGuard guard(clock);
        for (int i = 0; i < 1000; ++i) {
            clock.advance(500ms);
            QVERIFY(guard.isTrusted());
        }
    }
    void small_corrections_are_believed_and_do_not_add_up()
    {
        test::FakeClock clock;
        ClockGuard guard(clock);
        for (int i = 0; i < 1000; ++i) {
            clock.advance(60s);
            clock.step(20ms);
            QVERIFY(guard.isTrusted());
        }
    }
    void an_hour_back_is_not_believed_until_caught_up()
    {
        test::FakeClock clock;
        ClockGuard guard(clock);
        QVERIFY(guard.isTrusted());
        clock.step(-1h);
        QVERIFY(!guard.isTrusted());
        clock.advance(10min);
        QVERIFY(!guard.isTrusted());
        clock.step(1h);
        QVERIFY(guard.isTrusted());
    }
    void a_jump_forward_needs_somebody_who_looks()
    {
        test::FakeClock clock;
        ClockGuard guard(clock);
        clock.step(1h);
        QVERIFY(!guard.isTrusted());
        clock.advance(2h);
        QVERIFY(!guard.isTrusted());
        QVERIFY(guard.trustAgain());
        QVERIFY(guard.isTrusted());
    }
    void sleep_is_no_jump()
    {
        test::FakeClock clock;
        ClockGuard guard(clock);
        clock.advance(8h); // the boot clock counts sleep
        QVERIFY(guard.isTrusted());
    }
    void nothing_before_the_newest_record_is_believed()
    {
        test::FakeClock clock;
        ClockGuard guard(clock);
        guard.raiseFloor(clock.now() + 1h);
        QVERIFY(!guard.isTrusted());
        QVERIFY(!guard.trustAgain());
        guard.raiseFloor(clock.now()); // a floor is only ever raised
        QVERIFY(!guard.isTrusted());
        clock.advance(1h);
        QVERIFY(guard.isTrusted());
    }
    void the_edges_of_the_tolerance()
    {
        test::FakeClock clock;
        ClockGuard guard(clock, 2s);
        clock.step(2s);
        QVERIFY(guard.isTrusted());
        clock.step(-2001ms);
        QVERIFY(!guard.isTrusted());
    }
    void the_machine_has_both_clocks()
    {
        const SystemClock clock;
        const auto first = clock.sinceBoot();
        QVERIFY(first > 0ms);
        QVERIFY(clock.sinceBoot() >= first);
        QVERIFY(clock.now() > Instant(std::chrono::sys_days(std::chrono::year(2024) / 1 / 1)));
    }
};

VIGIE_TEST(TstClockGuard)
#include "tst_clock_guard.moc"
