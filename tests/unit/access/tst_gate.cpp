// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/gate.h>
#include <support/fake_feed.h>
#include <support/fake_journal.h>
#include <support/fake_vault.h>
#include <support/law_world.h>
#include <support/test_main.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::access;
using namespace vigie::test;
using namespace vigie::test::law;

namespace {

const SessionContext kSession{
    {QStringLiteral("session-1")}, kOperator, QStringLiteral("M-operateur"), kRoom};

Request ask(const CameraId &camera = kCamera, Act act = Act::Live)
{
    return {kOperator, act, camera, kRoom, QString(), {}, false};
}

/// The gate on fakes, and what its callers got.
struct House {
    FakeClock clock;
    FakeFeed feed{world()};
    FakeVault vault;
    FakeJournal journal;
    Gate gate{feed, vault, journal, clock};
    QObject context;
    std::vector<std::unique_ptr<Grant>> grants;
    std::vector<Refusal> refusals;

    void request(const Request &request, const SessionContext &session = kSession)
    {
        gate.request(session, request, &context,
                     [this](Outcome outcome) { take(std::move(outcome)); });
    }
    void take(Outcome outcome)
    {
        if (auto *grant = std::get_if<std::unique_ptr<Grant>>(&outcome))
            grants.push_back(std::move(*grant));
        else
            refusals.push_back(std::get<Refusal>(std::move(outcome)));
    }
    [[nodiscard]] std::size_t answers() const { return grants.size() + refusals.size(); }
    /// A live grant for \p camera, the journal emptied of its beginning.
    Grant &granted(const Request &wanted = ask())
    {
        const auto before = answers();
        request(wanted);
        [&] { QTRY_COMPARE(answers(), before + 1); }();
        [&] { QVERIFY(!grants.empty()); }();
        journal.written.clear();
        journal.units.clear();
        return *grants.back();
    }
    void change(const std::function<void(Facts &)> &what)
    {
        Facts facts = feed.copy();
        what(facts);
        feed.publish(std::move(facts));
    }
    void suspend(const PersonId &person)
    {
        change([&](Facts &facts) { facts.agrements[person].first().suspendedFrom = kNow; });
    }
};

/// Notes when a grant ends, and what was true at that moment.
struct Watch {
    explicit Watch(Grant &grant)
    {
        QObject::connect(&grant, &Grant::ended, &context,
                         [this, &grant](EndCause why, const Decision &how) {
                             ++count;
                             cause = why;
                             decision = how;
                             liveThen = grant.isLive();
                             endpointThen = !grant.endpoint().streams.isEmpty();
                         });
    }
    QObject context;
    int count = 0;
    EndCause cause = EndCause::ByUser;
    Decision decision;
    bool liveThen = true;
    bool endpointThen = false;
};

} // namespace

class TstGate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    // asking
    void grantCarriesTheEndpoint();
    void refusalNeverAsksTheVault();
    void noGrantBeforeTheRecordIsDurable();
    void oneTurnIsOneRecordUnit();
    void nothingIsAnsweredFromInsideTheCall();
    void rightLostWhileTheRecordIsWritten();
    void sessionEndedWhileTheRecordIsWritten();
    void journalThatFailsRefusesEverything();
    void vaultThatFails_data();
    void vaultThatFails();
    void noRegistryAtAll();
    void unreachableRegistryRefusesAtOnce();
    void untrustedClockRefusesAtOnce();
    void somebodyElsesSession();
    void contextGoneBeforeTheTurnEnds();
    void contextGoneWhileTheRecordIsWritten();
    void answerNobodyKeepsIsGivenBack();
    // ending
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
    void ptzHasItsOwnRecords();
    // looking
    void previewLeavesNoTrace();
    void rightsMayHaveChangedAtABoundary();
    void twentyFiveTilesAreCheap();
};

void TstGate::grantCarriesTheEndpoint()
{
    House house;
    house.request(ask());
    QTRY_COMPARE(house.grants.size(), std::size_t(1));
    const Grant &grant = *house.grants.front();
    QVERIFY(grant.isLive());
    QVERIFY(grant.decision().allowed);
    QCOMPARE(grant.endpoint().camera, kCamera);
    QCOMPARE(grant.endpoint().streams.size(), 2);
    QCOMPARE(grant.decision().authority, QStringLiteral("Maire de Beauvais"));
    QCOMPARE(house.gate.liveGrants(), 1);
    QCOMPARE(house.journal.events(), QStringList{QStringLiteral("live-begin")});
    const journal::Entry &entry = house.journal.written.first();
    QCOMPARE(entry.decision, QStringLiteral("allow"));
    QCOMPARE(entry.matricule, QStringLiteral("M-operateur"));
    QCOMPARE(entry.camera, kCamera);
    QCOMPARE(entry.commune, kBeauvais);
    QCOMPARE(entry.post, kRoom);
    QCOMPARE(entry.session, kSession.session);
    QCOMPARE(entry.rows, QList<int>{1});
    QCOMPARE(entry.registryVersion, 1);
    QVERIFY(!entry.details.value(QStringLiteral("grant")).toString().isEmpty());
    // Neither address nor password may stand in a record.
    const QByteArray text = QJsonDocument(entry.details).toJson();
    QVERIFY(!text.contains("rtsp") && !text.contains("password"));
}

void TstGate::refusalNeverAsksTheVault()
{
    House house;
    house.request(ask(kCreilCamera));
    QTRY_COMPARE(house.refusals.size(), std::size_t(1));
    const Refusal &refusal = house.refusals.front();
    QCOMPARE(refusal.decision.rows, QList<int>{10});
    QVERIFY(!refusal.error);
    QVERIFY(house.vault.asked.isEmpty());
    QCOMPARE(house.journal.events(), QStringList{QStringLiteral("refusal")});
    QCOMPARE(house.journal.written.first().decision, QStringLiteral("refuse"));
    QCOMPARE(house.journal.written.first().rows, QList<int>{10});
    const auto reasons =
        house.journal.written.first().details.value(QStringLiteral("reasons")).toArray();
    QCOMPARE(reasons.at(0).toObject().value(QStringLiteral("text")).toString(),
             QStringLiteral("Commune de Creil hors habilitation"));
}

void TstGate::noGrantBeforeTheRecordIsDurable()
{
    House house;
    house.journal.hold();
    house.request(ask());
    QTRY_COMPARE(house.journal.queued(), 1);
    QCoreApplication::processEvents();
    QCOMPARE(house.answers(), std::size_t(0));
    QVERIFY(house.vault.asked.isEmpty());
    house.journal.release();
    QCOMPARE(house.grants.size(), std::size_t(1));
    QCOMPARE(house.vault.asked, QList<CameraId>{kCamera});
}

void TstGate::oneTurnIsOneRecordUnit()
{
    House house;
    for (int i = 0; i < 8; ++i) {
        house.request(ask(kCamera));
        house.request(ask(kCreilCamera));
    }
    QTRY_COMPARE(house.answers(), std::size_t(16));
    QCOMPARE(house.grants.size(), std::size_t(8));
    QCOMPARE(house.journal.units, QList<qsizetype>{16});
}

void TstGate::nothingIsAnsweredFromInsideTheCall()
{
    House house;
    house.request(ask());
    house.request(ask(kCreilCamera));
    QCOMPARE(house.answers(), std::size_t(0));
    QCOMPARE(house.journal.queued(), 0);
    QTRY_COMPARE(house.answers(), std::size_t(2));
}

void TstGate::rightLostWhileTheRecordIsWritten()
{
    House house;
    house.journal.hold();
    house.request(ask());
    QTRY_COMPARE(house.journal.queued(), 1);
    house.suspend(kOperator);
    house.journal.release();
    QTRY_COMPARE(house.refusals.size(), std::size_t(1));
    QVERIFY(house.grants.empty());
    QCOMPARE(house.refusals.front().decision.rows, QList<int>{4});
    QVERIFY(house.vault.asked.isEmpty());
    QTRY_COMPARE(house.journal.events(),
                 QStringList({QStringLiteral("live-begin"), QStringLiteral("refusal")}));
    QCOMPARE(house.journal.written.at(1).details.value(QStringLiteral("grant")),
             house.journal.written.at(0).details.value(QStringLiteral("grant")));
}

void TstGate::sessionEndedWhileTheRecordIsWritten()
{
    House house;
    house.journal.hold();
    house.request(ask());
    QTRY_COMPARE(house.journal.queued(), 1);
    house.gate.endSession(kSession.session, EndCause::SignedOut);
    house.journal.release();
    QTRY_COMPARE(house.refusals.size(), std::size_t(1));
    QCOMPARE(house.refusals.front().error->code, ErrorCode::Cancelled);
    QVERIFY(!house.refusals.front().decision.allowed);
    QVERIFY(house.vault.asked.isEmpty());
    QTRY_COMPARE(house.journal.written.size(), 2);
}

void TstGate::journalThatFailsRefusesEverything()
{
    House house;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("did not take a record")));
    house.journal.error = Error{ErrorCode::DiskFull, QStringLiteral("no space")};
    house.request(ask());
    house.request(ask(kCreilCamera));
    QTRY_COMPARE(house.refusals.size(), std::size_t(2));
    for (const Refusal &refusal : house.refusals) {
        QCOMPARE(refusal.error->code, ErrorCode::DiskFull);
        QVERIFY(!refusal.decision.allowed);
        QCOMPARE(refusal.decision.rows.first(), 46);
    }
    QVERIFY(house.vault.asked.isEmpty());
    QVERIFY(!house.gate.preview(kSession, ask()).allowed);
}

void TstGate::vaultThatFails_data()
{
    QTest::addColumn<int>("code");
    for (const ErrorCode code :
         {ErrorCode::NotFound, ErrorCode::Corrupt, ErrorCode::KeychainLocked, ErrorCode::Io})
        QTest::newRow(errorCodeName(code).toLatin1().constData()) << static_cast<int>(code);
}

void TstGate::vaultThatFails()
{
    QFETCH(int, code);
    House house;
    house.vault.error = Error{static_cast<ErrorCode>(code), QStringLiteral("sealed")};
    house.request(ask());
    QTRY_COMPARE(house.refusals.size(), std::size_t(1));
    QCOMPARE(static_cast<int>(house.refusals.front().error->code), code);
    QVERIFY(!house.refusals.front().decision.allowed);
    QCOMPARE(house.gate.liveGrants(), 0);
    QTRY_COMPARE(house.journal.events(),
                 QStringList({QStringLiteral("live-begin"), QStringLiteral("refusal")}));
    QCOMPARE(house.journal.written.at(1).details.value(QStringLiteral("error")).toString(),
             errorCodeName(static_cast<ErrorCode>(code)));
}

void TstGate::noRegistryAtAll()
{
    House house;
    house.feed.forget();
    house.request(ask());
    QTRY_COMPARE(house.refusals.size(), std::size_t(1));
    QCOMPARE(house.refusals.front().decision.rows, QList<int>{46});
    QVERIFY(house.vault.asked.isEmpty());
}

void TstGate::unreachableRegistryRefusesAtOnce()
{
    House house;
    house.feed.setUnreachableSince(house.clock.sinceBoot());
    QVERIFY(!house.gate.circumstances().registryReachable);
    house.request(ask());
    QTRY_COMPARE(house.refusals.size(), std::size_t(1));
    QCOMPARE(house.refusals.front().decision.rows, QList<int>{46});
    QVERIFY(house.journal.events().contains(QStringLiteral("registry-unreachable")));
}

void TstGate::untrustedClockRefusesAtOnce()
{
    House house;
    house.clock.step(-std::chrono::hours(1));
    house.request(ask());
    QTRY_COMPARE(house.refusals.size(), std::size_t(1));
    QCOMPARE(house.refusals.front().decision.rows.first(), 46);
    QVERIFY(house.vault.asked.isEmpty());
    QVERIFY(house.journal.events().contains(QStringLiteral("clock-untrusted")));
}

void TstGate::somebodyElsesSession()
{
    House house;
    SessionContext other = kSession;
    other.person = kMayor;
    house.request(ask(), other);
    QTRY_COMPARE(house.refusals.size(), std::size_t(1));
    QCOMPARE(house.refusals.front().decision.rows.first(), 32);
}

void TstGate::contextGoneBeforeTheTurnEnds()
{
    House house;
    auto context = std::make_unique<QObject>();
    bool called = false;
    house.gate.request(kSession, ask(), context.get(), [&](Outcome) { called = true; });
    context.reset();
    house.request(ask()); // something to wait for
    QTRY_COMPARE(house.answers(), std::size_t(1));
    QVERIFY(!called);
    QCOMPARE(house.journal.written.size(), 1);
}

void TstGate::contextGoneWhileTheRecordIsWritten()
{
    House house;
    auto context = std::make_unique<QObject>();
    bool called = false;
    house.journal.hold();
    house.gate.request(kSession, ask(), context.get(), [&](Outcome) { called = true; });
    QTRY_COMPARE(house.journal.queued(), 1);
    context.reset();
    house.journal.release();
    QTRY_COMPARE(house.journal.events(),
                 QStringList({QStringLiteral("live-begin"), QStringLiteral("live-end")}));
    QVERIFY(!called);
    QVERIFY(house.vault.asked.isEmpty());
    QCOMPARE(house.gate.liveGrants(), 0);
}

void TstGate::answerNobodyKeepsIsGivenBack()
{
    House house;
    int answers = 0;
    house.gate.request(kSession, ask(), &house.context, [&](const Outcome &) { ++answers; });
    QTRY_COMPARE(house.journal.events(),
                 QStringList({QStringLiteral("live-begin"), QStringLiteral("live-end")}));
    QCOMPARE(answers, 1);
    QCOMPARE(house.gate.liveGrants(), 0);
}

void TstGate::suspensionEndsInTheSameTurn()
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

void TstGate::expiryAtTheInstantForeseen()
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

void TstGate::timerComesAtTheBoundary()
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

void TstGate::endOfDuty()
{
    House house;
    Watch watch(house.granted());
    house.change([](Facts &f) { f.duties[kOperator].clear(); });
    QCOMPARE(watch.count, 1);
    QCOMPARE(watch.cause, EndCause::RightLost);
    QCOMPARE(watch.decision.rows, QList<int>{23});
}

void TstGate::presence()
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

void TstGate::graceOfAnUnreachableRegistry()
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

void TstGate::expiryWithinTheGrace()
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

void TstGate::clockSetBack()
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

void TstGate::recordFromTheFuture()
{
    House house;
    Watch watch(house.granted());
    house.journal.newestRecord = kNow + std::chrono::hours(1);
    house.gate.recheck();
    QCOMPARE(watch.cause, EndCause::ClockUntrusted);
    QVERIFY(!house.gate.trustClock());
}

void TstGate::journalStopsWriting()
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

void TstGate::failedRecordOfAnEndEndsTheOthers()
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

void TstGate::journalWritesAgain()
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

void TstGate::givenBackByTheUser()
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

void TstGate::signOut()
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

void TstGate::ownerLetsGoInsideEnded()
{
    House house;
    Grant &grant = house.granted();
    connect(&grant, &Grant::ended, &house.context, [&] { house.grants.clear(); });
    house.suspend(kOperator);
    QVERIFY(house.grants.empty());
    QTRY_COMPARE(house.journal.events(), QStringList{QStringLiteral("curtain")});
}

void TstGate::ownerLetsGoOfAnotherInsideEnded()
{
    House house;
    Grant &grant = house.granted();
    house.granted(ask(kAgnetzCamera));
    connect(&grant, &Grant::ended, &house.context, [&] { house.grants.pop_back(); });
    house.suspend(kOperator);
    QCOMPARE(house.gate.liveGrants(), 0);
    QTRY_COMPARE(house.journal.written.size(), 2);
}

void TstGate::gateGoesFirst()
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

void TstGate::longerTitleIsADecisionChange()
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

void TstGate::ptzHasItsOwnRecords()
{
    House house;
    house.request(ask(kCamera, Act::Ptz));
    QTRY_COMPARE(house.grants.size(), std::size_t(1));
    house.grants.clear();
    QTRY_COMPARE(house.journal.events(),
                 QStringList({QStringLiteral("ptz-begin"), QStringLiteral("ptz-end")}));
}

void TstGate::previewLeavesNoTrace()
{
    House house;
    QVERIFY(house.gate.preview(kSession, ask()).allowed);
    QCOMPARE(house.gate.preview(kSession, ask(kCreilCamera)).rows, QList<int>{10});
    QCoreApplication::processEvents();
    QVERIFY(house.journal.written.isEmpty());
    QVERIFY(house.vault.asked.isEmpty());
}

void TstGate::rightsMayHaveChangedAtABoundary()
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

void TstGate::twentyFiveTilesAreCheap()
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

VIGIE_TEST(TstGate)
#include "tst_gate.moc"
