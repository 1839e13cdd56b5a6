// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres_test.h"
#include "rule_on_server.h"

#include <access/reasons.h>
#include <measure_cases.h>
#include <support/law_chaos.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QTextStream>

using namespace vigie;
using namespace vigie::access;
using namespace vigie::test;

namespace {

constexpr int kCasesOfAnyRun = 20000;
constexpr int kQuestionsOfARegistry = 100;

int casesAsked()
{
    bool given = false;
    const int cases = qEnvironmentVariableIntValue("VIGIE_RULE_CASES", &given);
    return given ? cases : kCasesOfAnyRun;
}

/// What only the gate says, about itself: no registry leads to it.
const QSet<QString> kGateAlone{QStringLiteral("ZoneDataMissing"), QStringLiteral("JournalUnavailable"),
                               QStringLiteral("EndpointUnavailable"), QStringLiteral("SessionMismatch"),
                               QStringLiteral("SessionOver"), QStringLiteral("ServerRefused")};

} // namespace

/// The rule stands in the program (access::decide) and in the server (vigie.decide_at): on every
/// situation of the law table and on registries made by chance both say the same, code by code.
/// VIGIE_RULE_CASES=100000 asks that many instead of a few thousand; VIGIE_RULE_SEED others.
class TstRuleEquality final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        VIGIE_NEED_POSTGRES();
        QHashSeed::setDeterministicGlobalSeed(); // the same registries for the same seed
        VERIFY_RESULT(RuleOnServer::make());
    }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void every_reason_is_known_to_both();
    void every_situation_of_the_law_table();
    void registries_made_by_chance();
};

void TstRuleEquality::every_reason_is_known_to_both()
{
    RuleOnServer server;
    QSet<QString> there;
    auto read = server.database().prepare("SELECT code, check_number, row_number FROM because").value();
    while (read.step().value()) {
        const auto because = becauseFromName(read.text(0));
        QVERIFY2(because, qPrintable(read.text(0)));
        const Reason here = reason(*because);
        QCOMPARE(read.number(1), qint64(here.check));
        QCOMPARE(read.number(2), qint64(here.row));
        there.insert(read.text(0));
    }
    QStringList missing;
    for (int i = 0; i < kBecauseCount; ++i) {
        if (const QString name = becauseName(static_cast<Because>(i)); !there.contains(name))
            missing.append(name);
    }
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char(' '))));
    // A code stands in the rule with its check before it.
    auto coded = server.database()
                     .prepare("SELECT DISTINCT m[1] FROM pg_proc p, regexp_matches(p.prosrc, '''(\\d\\d[A-Z]\\w+)''', 'g') AS m "
                              "WHERE p.pronamespace = 'vigie'::regnamespace")
                     .value();
    int codes = 0;
    while (coded.step().value()) {
        const QString code = coded.text(0);
        const auto because = becauseFromName(code.mid(2));
        QVERIFY2(because, qPrintable(code));
        QCOMPARE(code.left(2).toInt(), static_cast<int>(reason(*because).check));
        ++codes;
    }
    QCOMPARE(codes, kBecauseCount - static_cast<int>(kGateAlone.size()));
}

void TstRuleEquality::every_situation_of_the_law_table()
{
    RuleOnServer server;
    QSet<QString> seen;
    const auto compare = [&](const QByteArray &name, Situation s, const QList<Act> &acts) {
        LawChaos::settle(s.facts);
        if (const auto stored = server.store(s.facts); !stored)
            return toLogText(stored.error());
        QList<Question> questions;
        for (const Act act : acts) {
            Question question{s.request, s.now, s.circumstances};
            question.request.act = act;
            questions.append(question);
            const Decision decision = decide(s.facts, question.request, question.at, question.circumstances);
            for (const Reason &each : decision.reasons + decision.alerts)
                seen.insert(each.code);
        }
        const QString difference = server.difference(s.facts, questions);
        return difference.isEmpty() ? QString() : QString::fromUtf8(name) + QLatin1Char('\n') + difference;
    };
    for (const DecideCase &row : decideCases()) {
        Situation s;
        row.arrange(s);
        const QString difference = compare(row.name, s, {Act::Live, Act::Ptz, Act::Replay, Act::Extract});
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }
    for (const MeasureCase &row : measureCases()) {
        Situation s;
        s.request.act = row.act;
        row.arrange(s);
        const QString difference = compare(row.name, s, {row.act});
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }
    // A check that is lost on either side is a row that fails: each has one.
    QStringList never;
    for (int i = 0; i < kBecauseCount; ++i) {
        const QString name = becauseName(static_cast<Because>(i));
        if (!seen.contains(name) && !kGateAlone.contains(name))
            never.append(name);
    }
    QVERIFY2(never.isEmpty(), qPrintable(QStringLiteral("no row for: ") + never.join(QLatin1Char(' '))));
}

void TstRuleEquality::registries_made_by_chance()
{
    const int cases = casesAsked();
    const int seed = qEnvironmentVariableIntValue("VIGIE_RULE_SEED");
    RuleOnServer server;
    LawChaos chaos(static_cast<quint32>(20261124 + seed));
    QHash<QString, int> seen;
    int asked = 0;
    int allowed = 0;
    QElapsedTimer timer;
    timer.start();
    while (asked < cases) {
        // From what is almost sound, so that what is allowed is compared as well, to what never is.
        registry::Facts facts = chaos.oneIn(2) ? law::world() : chaos.facts();
        chaos.spoil(facts, 1 + chaos.below(6));
        VERIFY_RESULT(server.store(facts));
        QList<Question> questions;
        for (int i = 0; i < kQuestionsOfARegistry; ++i)
            questions.append({chaos.oneIn(3) ? chaos.wildRequest(facts) : chaos.request(facts), chaos.moment(facts),
                              {!chaos.oneIn(50), !chaos.oneIn(50)}});
        const QString difference = server.difference(facts, questions);
        QVERIFY2(difference.isEmpty(), qPrintable(QStringLiteral("case %1\n").arg(asked) + difference));
        for (const Question &question : questions) {
            const Decision decision = decide(facts, question.request, question.at, question.circumstances);
            allowed += decision.allowed;
            for (const Reason &each : decision.reasons + decision.alerts)
                ++seen[each.code];
        }
        asked += kQuestionsOfARegistry;
    }
    QStringList never;
    QStringList counts;
    for (int i = 0; i < kBecauseCount; ++i) {
        const QString name = becauseName(static_cast<Because>(i));
        if (!seen.contains(name) && !kGateAlone.contains(name))
            never.append(name);
        counts.append(QStringLiteral("%1 %2").arg(seen.value(name)).arg(name));
    }
    QTextStream(stdout) << asked << " cases, " << allowed << " allowed, " << timer.elapsed() << " ms\n"
                        << (cases > kCasesOfAnyRun ? counts.join(QLatin1Char('\n')) + QLatin1Char('\n') : QString());
    QVERIFY2(never.isEmpty(), qPrintable(QStringLiteral("never came up: ") + never.join(QLatin1Char(' '))));
    // The dice must not be loaded either way.
    QVERIFY2(allowed > asked / 30 && allowed < asked / 2, qPrintable(QString::number(allowed)));
}

VIGIE_TEST(TstRuleEquality)
#include "tst_rule_equality.moc"
