// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_cases.h"

#include <access/findings.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::access;
using namespace vigie::test;

namespace {

/// Of the gate, not of the rule: its own tests ask for them.
bool isOfTheGate(Because because)
{
    switch (because) {
    case Because::ZoneDataMissing:
    case Because::JournalUnavailable:
    case Because::EndpointUnavailable:
    case Because::SessionMismatch:
    case Because::SessionOver:
    case Because::ServerRefused:
    case Because::EnquiryTooOld: // alerts
    case Because::EnquiryUnknown:
    case Because::DerogationInUse:
        return true;
    default:
        return false;
    }
}

/// What a named test looks at in an answer.
QString answerTo(const std::function<void(Situation &)> &arrange, Act act)
{
    Situation s;
    s.request.act = act;
    arrange(s);
    s.facts.index();
    const Decision decision = decide(s.facts, s.request, s.now, s.circumstances);
    QStringList words{decision.allowed ? QStringLiteral("yes") : QStringLiteral("no")};
    for (const int row : decision.rows)
        words.append(QString::number(row));
    return words.join(QLatin1Char(' '));
}

struct Named {
    QByteArray name;
    std::function<void(Situation &)> arrange;
    Act act;
    QString answer;
};

QList<Named> allNamed()
{
    QList<Named> all;
    for (const DecideCase &one : decideCases()) {
        for (const Act act : {Act::Live, Act::Ptz, Act::Replay, Act::Extract})
            all.append({one.name + ": " + actName(act).toUtf8(), one.arrange, act, {}});
    }
    for (const MeasureCase &one : measureCases())
        all.append({one.name, one.arrange, one.act, {}});
    for (Named &named : all)
        named.answer = answerTo(named.arrange, named.act);
    return all;
}

} // namespace

/// Each check of the rule is switched off in turn: at least one named situation must then be let through that is not, or
/// be answered by other rows. The sources of the rule are built into this program with that switch.
class TstRuleMutations final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void cleanup() { mutation().clear(); }
    void a_check_that_is_off_is_missed_data();
    void a_check_that_is_off_is_missed();
};

void TstRuleMutations::a_check_that_is_off_is_missed_data()
{
    QTest::addColumn<QString>("code");
    for (int i = 0; i < kBecauseCount; ++i) {
        const auto because = static_cast<Because>(i);
        if (!isOfTheGate(because))
            QTest::newRow(qUtf8Printable(becauseName(because))) << becauseName(because);
    }
}

void TstRuleMutations::a_check_that_is_off_is_missed()
{
    static const QList<Named> named = allNamed();
    QFETCH(QString, code);
    mutation() = code;
    int missing = 0;
    int letThrough = 0;
    for (const Named &one : named) {
        const QString answer = answerTo(one.arrange, one.act);
        if (answer == one.answer)
            continue;
        ++missing;
        letThrough += answer.startsWith(QLatin1String("yes")) ? 1 : 0;
    }
    QVERIFY2(missing > 0, "no named situation notices");
    QVERIFY2(letThrough > 0, "no named situation rests on this check alone");
}

VIGIE_TEST(TstRuleMutations)
#include "tst_rule_mutations.moc"
