// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/paris_time.h>
#include <support/law_chaos.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::access;
using namespace vigie::test;
using namespace vigie::test::law;

namespace {

constexpr int kRounds = 8000;

} // namespace

/// What must hold for whatever the registry says.
class TstDecideProperties : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void everyAnswerIsComplete();
    void sameQuestionSameAnswer();
    void lessOnRecordNeverMeansMore();
    void untilIsRight();
    void nothingChangesBeforeTheNextBoundary();
    void anEmptyRegistryRefusesEverything();
};

void TstDecideProperties::everyAnswerIsComplete()
{
    LawChaos chaos(1);
    int allowed = 0;
    for (int i = 0; i < kRounds; ++i) {
        const Facts facts = chaos.facts();
        const Request request = chaos.request(facts);
        const Decision decision =
            decide(facts, request, kNow, {!chaos.oneIn(30), !chaos.oneIn(30)});
        if (decision.allowed) {
            ++allowed;
            QVERIFY(!decision.authority.isEmpty() && !decision.statement.isEmpty());
            QVERIFY(decision.reasons.isEmpty() && !decision.titles.isEmpty()
                    && !decision.basis.isEmpty());
            QVERIFY(!decision.rows.isEmpty());
            QVERIFY(!decision.until || *decision.until > kNow);
            QVERIFY(request.act != Act::Extract);
        } else {
            QVERIFY(!decision.reasons.isEmpty() && !decision.rows.isEmpty());
            QVERIFY(decision.authority.isEmpty() && !decision.until && decision.titles.isEmpty());
        }
    }
    // The dice must not be loaded either way.
    QVERIFY2(allowed > kRounds / 20 && allowed < kRounds / 2, qPrintable(QString::number(allowed)));
}

void TstDecideProperties::sameQuestionSameAnswer()
{
    LawChaos chaos(2);
    for (int i = 0; i < kRounds / 10; ++i) {
        const Facts facts = chaos.facts();
        Facts other = facts;
        other.persons.detach();
        other.habilitations.detach();
        const Request request = chaos.request(facts);
        const Decision first = decide(facts, request, kNow);
        QCOMPARE(decide(facts, request, kNow), first);
        QCOMPARE(decide(other, request, kNow), first);
    }
}

void TstDecideProperties::lessOnRecordNeverMeansMore()
{
    LawChaos chaos(3);
    for (int i = 0; i < kRounds; ++i) {
        Facts facts = chaos.facts();
        const Request request = chaos.request(facts);
        if (decide(facts, request, kNow).allowed)
            continue;
        const QString what = chaos.removeSomething(facts);
        QVERIFY2(!decide(facts, request, kNow).allowed, qPrintable(what));
    }
}

void TstDecideProperties::untilIsRight()
{
    LawChaos chaos(4);
    int seen = 0;
    for (int i = 0; i < kRounds; ++i) {
        const Facts facts = chaos.facts();
        const Request request = chaos.request(facts);
        const Decision decision = decide(facts, request, kNow);
        if (!decision.allowed || !decision.until)
            continue;
        ++seen;
        const auto span = *decision.until - kNow;
        QVERIFY(decide(facts, request, *decision.until - std::chrono::milliseconds(1)).allowed);
        QVERIFY(decide(facts, request, kNow + span / 2).allowed);
        QVERIFY(decide(facts, request, kNow + span / 3).allowed);
        QVERIFY(decide(facts, request, *decision.until) != decision);
    }
    QVERIFY(seen > 200);
}

void TstDecideProperties::nothingChangesBeforeTheNextBoundary()
{
    LawChaos chaos(5);
    for (int i = 0; i < kRounds; ++i) {
        const Facts facts = chaos.facts();
        Request request = chaos.request(facts);
        request.present.clear();
        const Decision decision = decide(facts, request, kNow);
        const auto next = nextBoundary(facts, request.person, kNow);
        if (!next)
            continue;
        QVERIFY(*next > kNow);
        QCOMPARE(decide(facts, request, *next - std::chrono::milliseconds(1)), decision);
        if (decision.until)
            QVERIFY(*next <= *decision.until);
    }
}

void TstDecideProperties::anEmptyRegistryRefusesEverything()
{
    LawChaos chaos(6);
    const Facts some = world();
    const Facts none;
    for (int i = 0; i < 1000; ++i) {
        const Decision decision = decide(none, chaos.request(some), kNow);
        QVERIFY(!decision.allowed && !decision.reasons.isEmpty());
    }
    QVERIFY(!decide(none, {}, kNow).allowed);
}

VIGIE_TEST(TstDecideProperties)
#include "tst_decide_properties.moc"
