// SPDX-License-Identifier: GPL-3.0-or-later
#include <camsim/event_log.h>
#include <camsim/faults.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie::camsim;

class TstFaults final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFaultHasItsOwnName();
    void unknownNamesAreNone_data();
    void unknownNamesAreNone();
    void endsWithItsTime();
    void othersStay();
};

void TstFaults::everyFaultHasItsOwnName()
{
    QSet<QString> names;
    for (int i = 0; i < kFaultCount; ++i) {
        const auto fault = static_cast<Fault>(i);
        QVERIFY(!faultName(fault).isEmpty());
        names.insert(faultName(fault));
        QCOMPARE(faultFromName(faultName(fault)), std::optional(fault));
    }
    QCOMPARE(names.size(), kFaultCount);
}

void TstFaults::unknownNamesAreNone_data()
{
    QTest::addColumn<QString>("name");
    QTest::addRow("empty") << QString();
    QTest::addRow("none, which clears") << QStringLiteral("none");
    QTest::addRow("capitals") << QStringLiteral("Stall");
    QTest::addRow("a made-up one") << QStringLiteral("explode");
}

void TstFaults::unknownNamesAreNone()
{
    QFETCH(QString, name);
    QVERIFY(!faultFromName(name));
}

void TstFaults::endsWithItsTime()
{
    FaultSet faults;
    const qint64 from = monotonicMs();
    faults.set(Fault::Stall, 1);
    QVERIFY(faults.isActive(Fault::Stall));
    QTRY_VERIFY_WITH_TIMEOUT(!faults.isActive(Fault::Stall), 3000);
    QVERIFY(monotonicMs() - from >= 1000);
}

void TstFaults::othersStay()
{
    FaultSet faults;
    faults.set(Fault::Corrupt, 0);
    faults.set(Fault::Slow, 0);
    QCOMPARE(faults.activeNames(),
             QStringList({QStringLiteral("corrupt"), QStringLiteral("slow")}));
    QVERIFY(!faults.isActive(Fault::Stall));
    faults.clearAll();
    QVERIFY(faults.activeNames().isEmpty());
}

VIGIE_TEST(TstFaults)
#include "tst_faults.moc"
