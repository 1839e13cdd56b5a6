// SPDX-License-Identifier: GPL-3.0-or-later
#include "gate_house.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QSignalSpy>

using namespace vigie;
using namespace vigie::access;
using namespace vigie::test;
using namespace vigie::test::law;

/// How grants end, and what may be seen without asking.
class TstGateEnding : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void suspensionEndsInTheSameTurn();
    void expiryAtTheInstantForeseen();
    void timerComesAtTheBoundary();
    void endOfDuty();
    void presence();
    void graceOfAnUnreachableRegistry();
    void expiryWithinTheGrace();
    void clockSetBack();
    void recordFromTheFuture();
    void journalStopsWriting();
    void failedRecordOfAnEndEndsTheOthers();
    void journalWritesAgain();
    void givenBackByTheUser();
    void signOut();
    void ownerLetsGoInsideEnded();
    void ownerLetsGoOfAnotherInsideEnded();
    void gateGoesFirst();
    void longerTitleIsADecisionChange();
    void masksComeWithTheRightAndFollowTheRegistry();
    void ownerLetsGoWhenMasksChange();
    void ptzHasItsOwnRecords();
    void previewLeavesNoTrace();
    void rightsMayHaveChangedAtABoundary();
    void twentyFiveTilesAreCheap();
};

void TstGateEnding::suspensionEndsInTheSameTurn()
{
    House house;
    Grant &grant = house.granted();
    Watch watch(grant);
    house.clock.advance(std::chrono::milliseconds(1500));
    house.suspend(kOperator); // no event loop in between
    QCOMPARE(watch.count, 1);
    QCOMPARE(watch.cause, EndCause::RightLost);
    QCOMPARE(watch.decision.rows, QList<int>{4});
    QVERIFY(!watch.liveThen);
    QVERIFY(watch.endpointThen); // still there for whoever closes the connection
    QVERIFY(grant.endpoint().streams.isEmpty()); // and wiped once they have
    QVERIFY(grant.endpoint().password.isEmpty());
    QVERIFY(!grant.decision().allowed);
    QCOMPARE(house.gate.liveGrants(), 0);
    QTRY_COMPARE(house.journal.events(), QStringList{QStringLiteral("curtain")});
    const journal::Entry &entry = house.journal.written.first();
    QCOMPARE(entry.details.value(QStringLiteral("cause")).toString(), QStringLiteral("right-lost"));
    QCOMPARE(entry.details.value(QStringLiteral("duration_ms")).toInt(), 1500);
    QCOMPARE(entry.rows, QList<int>{4});
    house.suspend(kOperator);
    house.grants.clear();
    QCoreApplication::processEvents();
    QCOMPARE(watch.count, 1);
    QCOMPARE(house.journal.written.size(), 1);
}

void TstGateEnding::expiryAtTheInstantForeseen()
{
    House house;
    house.change([](Facts &f) {
        f.duties[kOperator].clear();
        f.duties[kOperator].append({QStringLiteral("d"), kOperator, kRoom, {}, false});
        f.agrements[kOperator].first().validity.until = day(2026, 11, 24);
    });
    Grant &grant = house.granted();
    Watch watch(grant);
    const Instant midnight = *instantFromIso(QStringLiteral("2026-11-24T23:00:00Z"));
    QCOMPARE(*grant.decision().until, midnight);
    house.clock.advance(midnight - house.clock.now() - std::chrono::milliseconds(1));
    house.gate.recheck();
    QCOMPARE(watch.count, 0);
    QVERIFY(grant.isLive());
    house.clock.advance(std::chrono::milliseconds(1));
    house.gate.recheck();
    QCOMPARE(watch.count, 1);
    QCOMPARE(watch.cause, EndCause::Expired);
    QCOMPARE(watch.decision.rows, QList<int>{5});
}

void TstGateEnding::timerComesAtTheBoundary()
{
    // The gate's own timer, on the machine's clock: the end comes by itself, at its instant and not
    // a tick later.
    SystemClock clock;
    FakeFeed feed{world()};
    FakeVault vault;
    FakeJournal journal;
    Facts facts = feed.copy();
    const auto beginning = clock.now();
    const auto end = beginning + std::chrono::milliseconds(400);
    for (auto &list : facts.duties) {
        for (Duty &duty : list)
            duty.during = {beginning - std::chrono::hours(1), end};
    }
    for (auto &list : facts.agrements)
        list.first().validity = {};
    for (auto &list : facts.habilitations)
        list.first().validity = {};
    for (auto &convention : facts.conventions)
        convention.validity = {};
    for (auto &system : facts.systems)
        system.validity = {};
    for (auto &convention : facts.conventions) {
        for (auto &party : convention.parties) {
            party.accordCommune = day(2020, 1, 1);
            party.accordMembres = day(2020, 1, 1);
        }
    }
    feed.publish(std::move(facts));
    Gate gate(feed, vault, journal, clock);
    std::unique_ptr<Grant> grant;
    QObject context;
    gate.request(kSession, ask(), &context, [&](Outcome outcome) {
        if (auto *granted = std::get_if<std::unique_ptr<Grant>>(&outcome))
            grant = std::move(*granted);
    });
    QTRY_VERIFY(grant);
    std::optional<Instant> endedAt;
    connect(grant.get(), &Grant::ended, &context, [&] { endedAt = clock.now(); });
    QTRY_VERIFY_WITH_TIMEOUT(endedAt, 2000);
    QVERIFY(*endedAt >= end);
    // Generous for a busy machine, and still far below the one-second tick.
    QVERIFY2(*endedAt - end < std::chrono::milliseconds(250),
             qPrintable(QString::number((*endedAt - end).count())));
}

void TstGateEnding::endOfDuty()
{
    House house;
    Watch watch(house.granted());
    house.change([](Facts &f) { f.duties[kOperator].clear(); });
    QCOMPARE(watch.count, 1);
    QCOMPARE(watch.cause, EndCause::RightLost);
    QCOMPARE(watch.decision.rows, QList<int>{23});
}

void TstGateEnding::presence()
{
    House house;
    Grant &grant = house.granted();
    Watch watch(grant);
    house.gate.setPresence(kSession.session, {kPolice}, false); // may see Beauvais too
    QCOMPARE(watch.count, 0);
    house.gate.setPresence({QStringLiteral("another")}, {kTechnician}, true);
    QCOMPARE(watch.count, 0);
    house.gate.setPresence(kSession.session, {kTechnician}, false);
    QCOMPARE(watch.count, 1);
    QCOMPARE(watch.decision.rows, QList<int>{41});
    QTRY_COMPARE(house.journal.written.size(), 1);
    QCOMPARE(house.journal.written.first()
                 .details.value(QStringLiteral("present"))
                 .toArray()
                 .at(0)
                 .toString(),
             kTechnician.value);
    QVERIFY(!house.gate.preview(kSession, ask()).allowed);
    house.gate.setPresence(kSession.session, {}, false);
    QVERIFY(house.gate.preview(kSession, ask()).allowed);
    Watch second(house.granted());
    house.gate.setPresence(kSession.session, {}, true);
    QCOMPARE(second.count, 1);
    QCOMPARE(second.decision.rows, QList<int>{41});
}

void TstGateEnding::graceOfAnUnreachableRegistry()
{
    House house;
    house.change([](Facts &f) {
        f.parameters.graceSeconds = 600;
    }); // never more than a minute, whatever it says
    Watch watch(house.granted());
    QSignalSpy circumstances(&house.gate, &Gate::circumstancesChanged);
    house.feed.setUnreachableSince(house.clock.sinceBoot());
    QCOMPARE(circumstances.size(), 1);
    house.clock.advance(std::chrono::milliseconds(59999));
    house.gate.recheck();
    QCOMPARE(watch.count, 0);
    house.clock.advance(std::chrono::milliseconds(1));
    house.gate.recheck();
    QCOMPARE(watch.count, 1);
    QCOMPARE(watch.cause, EndCause::RegistryUnreachable);
    QCOMPARE(watch.decision.rows, QList<int>{46});
    house.feed.setUnreachableSince(std::nullopt);
    QCOMPARE(circumstances.size(), 2);
    QVERIFY(house.granted().isLive());
}

void TstGateEnding::expiryWithinTheGrace()
{
    House house;
    house.change([](Facts &f) {
        f.agrements[kOperator].first().suspendedFrom = kNow + std::chrono::seconds(10);
    });
    Watch watch(house.granted());
    house.feed.setUnreachableSince(house.clock.sinceBoot());
    house.clock.advance(std::chrono::seconds(10));
    house.gate.recheck();
    QCOMPARE(watch.count, 1);
    QCOMPARE(watch.cause, EndCause::Expired);
    QCOMPARE(watch.decision.rows, QList<int>{4});
}

void TstGateEnding::clockSetBack()
{
    House house;
    Watch watch(house.granted());
    house.clock.step(-std::chrono::hours(1));
    house.gate.recheck();
    QCOMPARE(watch.count, 1);
    QCOMPARE(watch.cause, EndCause::ClockUntrusted);
    QVERIFY(!house.gate.circumstances().clockTrusted);
    house.clock.step(std::chrono::hours(1));
    house.gate.recheck();
    QVERIFY(house.gate.circumstances().clockTrusted);
    house.clock.step(std::chrono::minutes(5)); // forward: believed only once somebody looked
    house.gate.recheck();
    QVERIFY(!house.gate.circumstances().clockTrusted);
    QVERIFY(house.gate.trustClock());
    QVERIFY(house.gate.circumstances().clockTrusted);
}

void TstGateEnding::recordFromTheFuture()
{
    House house;
    Watch watch(house.granted());
    house.journal.newestRecord = kNow + std::chrono::hours(1);
    house.gate.recheck();
    QCOMPARE(watch.cause, EndCause::ClockUntrusted);
    QVERIFY(!house.gate.trustClock());
}

void TstGateEnding::journalStopsWriting()
{
    House house;
    Watch first(house.granted());
    Watch second(house.granted(ask(kAgnetzCamera)));
    Q_EMIT house.journal.writableChanged(false);
    QCOMPARE(first.count, 1);
    QCOMPARE(second.count, 1);
    QCOMPARE(second.cause, EndCause::JournalFailed);
    QCOMPARE(second.decision.rows, QList<int>{46});
    QCOMPARE(house.gate.liveGrants(), 0);
}

void TstGateEnding::failedRecordOfAnEndEndsTheOthers()
{
    House house;
    house.granted();
    Watch watch(house.granted(ask(kAgnetzCamera)));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("did not take a record")));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("did not take a record")));
    house.journal.error = Error{ErrorCode::Io, QStringLiteral("gone")};
    house.grants.erase(house.grants.begin());
    QTRY_COMPARE(watch.count, 1);
    QCOMPARE(watch.cause, EndCause::JournalFailed);
}

void TstGateEnding::journalWritesAgain()
{
    House house;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("did not take a record")));
    house.journal.error = Error{ErrorCode::DiskFull, QStringLiteral("no space")};
    house.request(ask());
    QTRY_COMPARE(house.refusals.size(), std::size_t(1));
    house.journal.error.reset();
    house.request(ask()); // a durable record proves that it writes again
    QTRY_COMPARE(house.grants.size(), std::size_t(1));
    QVERIFY(house.gate.preview(kSession, ask()).allowed);
}

void TstGateEnding::givenBackByTheUser()
{
    House house;
    house.granted();
    house.clock.advance(std::chrono::seconds(42));
    house.grants.clear();
    QCOMPARE(house.gate.liveGrants(), 0);
    QTRY_COMPARE(house.journal.events(), QStringList{QStringLiteral("live-end")});
    QCOMPARE(house.journal.written.first().details.value(QStringLiteral("cause")).toString(),
             QStringLiteral("by-user"));
    QCOMPARE(house.journal.written.first().details.value(QStringLiteral("duration_ms")).toInt(),
             42000);
}

void TstGateEnding::signOut()
{
    House house;
    Watch mine(house.granted());
    SessionContext other = kSession;
    other.session = {QStringLiteral("session-2")};
    house.request(ask(), other);
    QTRY_COMPARE(house.grants.size(), std::size_t(2));
    Watch theirs(*house.grants.back());
    house.journal.written.clear();
    house.gate.endSession(kSession.session, EndCause::SignedOut);
    QCOMPARE(mine.count, 1);
    QCOMPARE(mine.cause, EndCause::SignedOut);
    QCOMPARE(theirs.count, 0);
    QTRY_COMPARE(house.journal.events(), QStringList{QStringLiteral("live-end")});
}

void TstGateEnding::ownerLetsGoInsideEnded()
{
    House house;
    Grant &grant = house.granted();
    connect(&grant, &Grant::ended, &house.context, [&] { house.grants.clear(); });
    house.suspend(kOperator);
    QVERIFY(house.grants.empty());
    QTRY_COMPARE(house.journal.events(), QStringList{QStringLiteral("curtain")});
}

void TstGateEnding::ownerLetsGoOfAnotherInsideEnded()
{
    House house;
    Grant &grant = house.granted();
    house.granted(ask(kAgnetzCamera));
    connect(&grant, &Grant::ended, &house.context, [&] { house.grants.pop_back(); });
    house.suspend(kOperator);
    QCOMPARE(house.gate.liveGrants(), 0);
    QTRY_COMPARE(house.journal.written.size(), 2);
}

void TstGateEnding::gateGoesFirst()
{
    FakeClock clock;
    FakeFeed feed{world()};
    FakeVault vault;
    FakeJournal journal;
    auto gate = std::make_unique<Gate>(feed, vault, journal, clock);
    std::unique_ptr<Grant> grant;
    QObject context;
    gate->request(kSession, ask(), &context, [&](Outcome outcome) {
        grant = std::get<std::unique_ptr<Grant>>(std::move(outcome));
    });
    QTRY_VERIFY(grant);
    Watch watch(*grant);
    gate.reset();
    QCOMPARE(watch.count, 1);
    QVERIFY(!grant->isLive());
    grant.reset();
    QTRY_COMPARE(journal.events(),
                 QStringList({QStringLiteral("live-begin"), QStringLiteral("live-end")}));
}

void TstGateEnding::masksComeWithTheRightAndFollowTheRegistry()
{
    House house;
    const auto mask = [](double x) {
        return PrivacyMask{PrivacyMask::Style::Filled, {{x, 0.1}, {0.9, 0.1}, {0.5, 0.9}}};
    };
    house.change([&](Facts &facts) { facts.cameras[kCamera].masks = {mask(0.1)}; });
    Grant &grant = house.granted();
    QCOMPARE(grant.camera().masks, QList<PrivacyMask>{mask(0.1)});
    QSignalSpy changed(&grant, &Grant::cameraChanged);
    QSignalSpy decided(&grant, &Grant::decisionChanged);
    house.change([&](Facts &facts) { facts.cameras[kCamera].masks.append(mask(0.2)); });
    QCOMPARE(changed.size(), 1); // in the same turn
    QCOMPARE(grant.camera().masks.size(), 2);
    house.change([&](Facts &facts) { facts.cameras[kAgnetzCamera].masks = {mask(0.3)}; });
    QCOMPARE(changed.size(), 1); // another camera's
    QCOMPARE(decided.size(), 0);
    house.feed.setUnreachableSince(house.clock.sinceBoot());
    house.gate.recheck();
    QCOMPARE(grant.camera().masks.size(), 2); // the last facts known hold
}

void TstGateEnding::ownerLetsGoWhenMasksChange()
{
    House house;
    Grant &grant = house.granted();
    connect(&grant, &Grant::cameraChanged, this, [&] { house.grants.clear(); });
    house.change([&](Facts &facts) {
        facts.cameras[kCamera].masks = {{PrivacyMask::Style::Filled, {{0, 0}, {1, 0}, {1, 1}}}};
        for (auto &title : facts.agrements[kOperator])
            title.lastEnquiry.reset(); // the decision changes as well
    });
    QCOMPARE(house.gate.liveGrants(), 0);
}

void TstGateEnding::longerTitleIsADecisionChange()
{
    House house;
    Grant &grant = house.granted();
    QSignalSpy changed(&grant, &Grant::decisionChanged);
    house.gate.recheck();
    QCOMPARE(changed.size(), 0);
    house.change([](Facts &f) {
        for (Duty &duty : f.duties[kOperator])
            duty.during.until = kNow + std::chrono::hours(6);
    });
    QCOMPARE(changed.size(), 1);
    QCOMPARE(*grant.decision().until, kNow + std::chrono::hours(6));
    QVERIFY(grant.isLive());
}

void TstGateEnding::ptzHasItsOwnRecords()
{
    House house;
    house.request(ask(kCamera, Act::Ptz));
    QTRY_COMPARE(house.grants.size(), std::size_t(1));
    house.grants.clear();
    QTRY_COMPARE(house.journal.events(),
                 QStringList({QStringLiteral("ptz-begin"), QStringLiteral("ptz-end")}));
}

void TstGateEnding::previewLeavesNoTrace()
{
    House house;
    QVERIFY(house.gate.preview(kSession, ask()).allowed);
    QCOMPARE(house.gate.preview(kSession, ask(kCreilCamera)).rows, QList<int>{10});
    QCoreApplication::processEvents();
    QVERIFY(house.journal.written.isEmpty());
    QVERIFY(house.vault.asked.isEmpty());
}

void TstGateEnding::rightsMayHaveChangedAtABoundary()
{
    House house;
    house.request(ask(kCreilCamera)); // refused: the person is followed all the same
    QTRY_COMPARE(house.answers(), std::size_t(1));
    house.gate.recheck();
    QSignalSpy changed(&house.gate, &Gate::rightsMayHaveChanged);
    house.clock.advance(std::chrono::hours(4) - std::chrono::milliseconds(1));
    house.gate.recheck();
    QCOMPARE(changed.size(), 0);
    house.clock.advance(std::chrono::milliseconds(1)); // end of duty
    house.gate.recheck();
    QCOMPARE(changed.size(), 1);
    house.gate.recheck();
    QCOMPARE(changed.size(), 1);
}

void TstGateEnding::twentyFiveTilesAreCheap()
{
    House house;
    for (int i = 0; i < 25; ++i)
        house.request(ask(i % 2 == 0 ? kCamera : kAgnetzCamera));
    QTRY_COMPARE(house.grants.size(), std::size_t(25));
    QBENCHMARK
    {
        house.gate.recheck();
    }
    QCOMPARE(house.gate.liveGrants(), 25);
}

VIGIE_TEST(TstGateEnding)
#include "tst_gate_ending.moc"
