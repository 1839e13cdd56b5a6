// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_cases.h"

#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::access;
using namespace vigie::test;

/// The rows of the law table that rest on something decided beside the titles, act by act, by the codes of the reasons.
class TstDecideMeasures final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void situation_data();
    void situation();
};

void TstDecideMeasures::situation_data()
{
    QTest::addColumn<qsizetype>("index");
    for (qsizetype i = 0; i < measureCases().size(); ++i)
        QTest::newRow(measureCases().at(i).name.constData()) << i;
}

void TstDecideMeasures::situation()
{
    QFETCH(qsizetype, index);
    const MeasureCase &row = measureCases().at(index);
    Situation s;
    s.request.act = row.act;
    row.arrange(s);
    s.facts.index();
    const Decision decision = decide(s.facts, s.request, s.now, s.circumstances);
    QStringList found;
    for (const Reason &reason : decision.reasons) {
        found.append(reason.code);
        QVERIFY2(!reason.text.contains(QLatin1Char('%')), qUtf8Printable(reason.text));
        QVERIFY(!reason.basis.isEmpty() && !reason.remedy.isEmpty());
    }
    QCOMPARE(found, row.codes);
    QCOMPARE(decision.allowed, row.codes.isEmpty());
    if (decision.allowed) {
        QCOMPARE(decision.rows, row.rows);
        QVERIFY(!decision.until || *decision.until > s.now);
        QVERIFY(!decision.titles.isEmpty() && !decision.statement.isEmpty());
    }
}

VIGIE_TEST(TstDecideMeasures)
#include "tst_decide_measures.moc"
