// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide_cases.h"

#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::access;
using namespace vigie::test;

/// Every situation of the law table, once for each act: who is allowed, which rows say no, in the
/// order of the checks.
class TstDecide : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void situation_data();
    void situation();
};

void TstDecide::situation_data()
{
    QTest::addColumn<qsizetype>("index");
    QTest::addColumn<int>("act");
    for (qsizetype i = 0; i < decideCases().size(); ++i) {
        for (const Act act : {Act::Live, Act::Ptz, Act::Replay, Act::Extract}) {
            const QByteArray name = decideCases().at(i).name + ": " + actName(act).toUtf8();
            QTest::newRow(name.constData()) << i << static_cast<int>(act);
        }
    }
}

void TstDecide::situation()
{
    QFETCH(qsizetype, index);
    QFETCH(int, act);
    const DecideCase &row = decideCases().at(index);
    Situation s;
    s.request.act = static_cast<Act>(act);
    row.arrange(s);
    s.facts.index();

    const Decision decision = decide(s.facts, s.request, s.now, s.circumstances);

    QList<int> expected = row.before;
    const int operation = row.operation[static_cast<std::size_t>(act)];
    if (operation != 0 && !expected.contains(operation))
        expected.append(operation);
    for (const int after : row.after) {
        if (!expected.contains(after))
            expected.append(after);
    }
    if (expected.isEmpty()) {
        QVERIFY2(decision.allowed, qUtf8Printable(decision.reasons.value(0).text));
        QCOMPARE(decision.rows, row.allowed);
        QVERIFY(decision.reasons.isEmpty());
        QVERIFY(!decision.authority.isEmpty());
        QVERIFY(!decision.statement.isEmpty());
        QVERIFY(!decision.basis.isEmpty());
        QVERIFY(!decision.titles.isEmpty());
        if (!row.text.isEmpty())
            QVERIFY2(decision.statement.contains(row.text), qUtf8Printable(decision.statement));
        return;
    }
    QVERIFY(!decision.allowed);
    QCOMPARE(decision.rows, expected);
    QVERIFY(!decision.reasons.isEmpty());
    for (qsizetype i = 0; i < decision.reasons.size(); ++i) {
        const Reason &reason = decision.reasons.at(i);
        QVERIFY(!reason.text.isEmpty() && !reason.basis.isEmpty() && !reason.remedy.isEmpty());
        QVERIFY2(!reason.text.contains(QLatin1Char('%')), qUtf8Printable(reason.text));
        QVERIFY2(!reason.text.contains(QLatin1Char('\'')), qUtf8Printable(reason.text));
        if (i > 0)
            QVERIFY2(decision.reasons.at(i - 1).check <= reason.check, "the order of the checks");
    }
    if (!row.before.isEmpty() || !row.after.isEmpty()) {
        QStringList texts;
        for (const Reason &reason : decision.reasons)
            texts.append(reason.text);
        QVERIFY2(texts.join(QLatin1Char('\n')).contains(row.text),
                 qUtf8Printable(texts.join(QLatin1Char('\n'))));
    }
}

VIGIE_TEST(TstDecide)
#include "tst_decide.moc"
