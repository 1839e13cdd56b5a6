// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/fake_clock.h>
#include <support/test_main.h>
#include <ui/shell/end_warnings.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::shell;
using namespace std::chrono_literals;

/// Thirty, fifteen and five minutes before pictures are cut, once each.
class TstEndWarnings final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachTimeIsSaidOnce()
    {
        EndWarnings warnings;
        QList<int> said;
        const Instant end = m_now + 40min;
        for (auto passed = 0s; passed <= 41min; passed += 1s) {
            if (const auto warning = warnings.look({end, end}, kMinutes, m_now + passed)) {
                said.append(warning->minutes);
                QCOMPARE(warning->end, end);
                QCOMPARE(warning->pictures, 2);
            }
        }
        QCOMPARE(said, (QList<int>{30, 15, 5}));
    }
    void whoComesLateIsToldOnce()
    {
        EndWarnings warnings;
        const auto warning = warnings.look({m_now + 11min + 20s, m_now + 8h}, kMinutes, m_now);
        QVERIFY(warning.has_value());
        QCOMPARE(warning->minutes, 12);
        QCOMPARE(warning->pictures, 1);
        QVERIFY(!warnings.look({m_now + 11min + 20s}, kMinutes, m_now + 1s));
    }
    void anEndThatMovedIsAnother()
    {
        EndWarnings warnings;
        QVERIFY(warnings.look({m_now + 14min}, kMinutes, m_now).has_value());
        QVERIFY(!warnings.look({m_now + 2h}, kMinutes, m_now + 1min)); // prolonged
        QVERIFY(warnings.look({m_now + 16min}, kMinutes, m_now + 2min).has_value());
        QVERIFY(!warnings.look({m_now + 14min}, kMinutes, m_now + 3min)); // and back: said before
    }
    void nothingIsSaidWithoutAnEnd()
    {
        EndWarnings warnings;
        QVERIFY(!warnings.look({}, kMinutes, m_now));
        QVERIFY(!warnings.look({m_now - 1min}, kMinutes, m_now));
        QVERIFY(!warnings.look({m_now + 1min}, {}, m_now));
    }

private:
    const QList<int> kMinutes{5, 30, 15};
    const Instant m_now = test::FakeClock().now();
};

VIGIE_TEST(TstEndWarnings)
#include "tst_end_warnings.moc"
