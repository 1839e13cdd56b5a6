// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/gate.h>

#include <access/gate_p.h>

#include <QtCore/QLoggingCategory>

#include <algorithm>

namespace vigie::access {
namespace {

Q_LOGGING_CATEGORY(lcGate, "vigie.access.gate", QtInfoMsg)

constexpr std::chrono::milliseconds kLongestWait{1000};
constexpr std::chrono::milliseconds kLongestGrace{60000};

} // namespace

QString endCauseName(EndCause cause)
{
    switch (cause) {
    case EndCause::ByUser:
        return QStringLiteral("by-user");
    case EndCause::Expired:
        return QStringLiteral("expired");
    case EndCause::RightLost:
        return QStringLiteral("right-lost");
    case EndCause::RegistryUnreachable:
        return QStringLiteral("registry-unreachable");
    case EndCause::ClockUntrusted:
        return QStringLiteral("clock-untrusted");
    case EndCause::JournalFailed:
        return QStringLiteral("journal-failed");
    case EndCause::SignedOut:
        return QStringLiteral("signed-out");
    }
    return {};
}

Grant::~Grant()
{
    if (m_live && m_gate)
        m_gate->d->giveBack(*this);
}

Gate::Private::Private(registry::FactsFeed &factsFeed, journal::Journal &theJournal, const Clock &theClock)
    : feed(factsFeed), journal(theJournal), clock(theClock), guard(theClock)
{
}

Gate::Gate(registry::FactsFeed &feed, registry::EndpointVault &vault, journal::Journal &journal,
           const Clock &clock, QObject *parent)
    : Gate(std::make_unique<Private>(feed, journal, clock), parent)
{
    d->vault = &vault;
}

Gate::Gate(registry::FactsFeed &feed, DepartmentDoor &door, journal::Journal &journal, const Clock &clock,
           QObject *parent)
    : Gate(std::make_unique<Private>(feed, journal, clock), parent)
{
    d->door = &door;
    connect(&door, &DepartmentDoor::changed, this, [this] { d->askServerAgain(); });
    connect(&door, &DepartmentDoor::reachabilityChanged, this, &Gate::recheck);
    recheck();
}

Gate::Gate(std::unique_ptr<Private> made, QObject *parent) : QObject(parent), d(std::move(made))
{
    d->q = this;
    auto &feed = d->feed;
    auto &journal = d->journal;
    connect(&feed, &registry::FactsFeed::changed, this, [this] {
        d->boundaries.clear();
        recheck();
        Q_EMIT rightsMayHaveChanged();
    });
    connect(&feed, &registry::FactsFeed::reachabilityChanged, this, &Gate::recheck);
    connect(&journal, &journal::Journal::writableChanged, this, [this](bool writable) {
        if (writable)
            d->journalWritable = true;
        else
            d->journalFailed();
    });
    d->timer.setTimerType(Qt::PreciseTimer);
    d->timer.setSingleShot(true);
    connect(&d->timer, &QTimer::timeout, this, &Gate::recheck);
    d->updateCircumstances();
    d->schedule();
}

Gate::~Gate()
{
    QList<Ending> endings;
    for (Grant *grant : std::as_const(d->grants))
        endings.append({grant, EndCause::SignedOut, grant->m_decision});
    d->end(std::move(endings));
}

void Gate::recheck()
{
    d->updateCircumstances();
    QList<Ending> endings;
    // A listener of decisionChanged() may let go of any grant: a copy, and each looked at only
    // while it is there.
    QList<QPointer<Grant>> all;
    for (Grant *grant : std::as_const(d->grants))
        all.append(grant);
    for (const auto &grant : std::as_const(all)) {
        if (!grant || !grant->m_live)
            continue;
        if (auto ending = d->redecide(*grant))
            endings.append(*std::move(ending));
    }
    d->end(std::move(endings));
    d->askServerAtItsEnd();
    const bool passed = d->passBoundaries();
    d->schedule();
    if (passed)
        Q_EMIT rightsMayHaveChanged();
}

void Gate::endSession(const SessionId &session, EndCause cause)
{
    for (const auto *list : {&d->waiting, &d->recording}) {
        for (const AskedPtr &asked : *list)
            asked->cancelled = asked->cancelled || asked->session.session == session;
    }
    QList<Ending> endings;
    for (Grant *grant : std::as_const(d->grants)) {
        if (grant->m_session.session == session)
            endings.append({grant, cause, grant->m_decision});
    }
    d->presence.remove(session);
    d->persons.remove(session);
    d->end(std::move(endings));
}

void Gate::setPresence(const SessionId &session, const QList<PersonId> &present, bool visitorMode)
{
    d->presence.insert(session, {present, visitorMode});
    recheck();
    d->askServerAgain();
    Q_EMIT rightsMayHaveChanged();
}

Decision Gate::preview(const SessionContext &session, const Request &request) const
{
    Decision decision = d->decideNow(session, d->effective(session, request), d->known);
    return d->journalWritable ? decision
                              : refusedAlso(std::move(decision), Because::JournalUnavailable);
}

Circumstances Gate::circumstances() const
{
    return d->known;
}

bool Gate::trustClock()
{
    const bool trusted = d->guard.trustAgain();
    recheck();
    return trusted;
}

const Clock &Gate::clock() const
{
    return d->clock;
}

int Gate::liveGrants() const
{
    return static_cast<int>(d->grants.size());
}

Request Gate::Private::effective(const SessionContext &session, Request request) const
{
    const auto declared = presence.constFind(session.session);
    if (declared == presence.cend())
        return request;
    for (const PersonId &person : declared->present) {
        if (!request.present.contains(person))
            request.present.append(person);
    }
    request.visitorMode = request.visitorMode || declared->visitorMode;
    return request;
}

Request Gate::Private::decidedHere(Request request) const
{
    if (door)
        request.present.clear();
    return request;
}

Decision Gate::Private::decideNow(const SessionContext &session, const Request &request,
                                  const Circumstances &circumstances) const
{
    const auto facts = feed.facts();
    if (!facts)
        return refusedAlso({}, Because::RegistryUnreachable);
    Decision decision = decide(*facts, decidedHere(request), clock.now(), circumstances);
    if (request.person != session.person || request.post != session.post)
        decision = refusedAlso(std::move(decision), Because::SessionMismatch);
    return decision;
}

/// Masks drawn while somebody looks cover at once.
void Gate::Private::followCamera(Grant &grant) const
{
    const auto facts = feed.facts();
    if (!facts)
        return; // what was masked stays masked
    const auto camera = facts->cameras.constFind(grant.m_request.camera);
    if (camera == facts->cameras.constEnd() || *camera == grant.m_camera)
        return;
    grant.m_camera = *camera;
    Q_EMIT grant.cameraChanged();
}

/// What is to become of a live grant; nothing while it may go on.
std::optional<Ending> Gate::Private::redecide(Grant &grant)
{
    if (!journalWritable)
        return Ending{&grant, EndCause::JournalFailed,
                      refusedAlso({}, Because::JournalUnavailable)};
    if (!known.clockTrusted)
        return Ending{&grant, EndCause::ClockUntrusted, refusedAlso({}, Because::ClockUntrusted)};
    if (graceIsOver())
        return Ending{&grant, EndCause::RegistryUnreachable,
                      refusedAlso({}, Because::RegistryUnreachable)};
    // During the grace period the last facts known still hold; of whoever came to the post since, none is known.
    const Request request = effective(grant.m_session, grant.m_request);
    if (door && !known.registryReachable && request.present != grant.m_company)
        return Ending{&grant, EndCause::RegistryUnreachable, refusedAlso({}, Because::RegistryUnreachable)};
    Decision decision = decideNow(grant.m_session, request, {});
    if (!decision.allowed) {
        const bool foreseen = grant.m_decision.until && clock.now() >= *grant.m_decision.until;
        return Ending{&grant, foreseen ? EndCause::Expired : EndCause::RightLost,
                      std::move(decision)};
    }
    if (grant.m_serverUntil && *grant.m_serverUntil > clock.now()
        && (!decision.until || *grant.m_serverUntil < *decision.until))
        decision.until = grant.m_serverUntil;
    const bool differs = decision != grant.m_decision;
    grant.m_decision = std::move(decision);
    const QPointer<Grant> there(&grant); // a listener may let go of it
    followCamera(grant);
    if (differs && there)
        Q_EMIT grant.decisionChanged();
    return std::nullopt;
}

/// Curtains first: every grant is told before anything is recorded; then one unit of records.
void Gate::Private::end(QList<Ending> endings)
{
    QList<journal::Entry> entries;
    const auto facts = feed.facts();
    for (const Ending &ending : std::as_const(endings)) {
        Grant *grant = ending.grant;
        if (!grant || !grant->m_live)
            continue;
        entries.append(endEntry(facts.get(),
                                {grant->m_session, effective(grant->m_session, grant->m_request),
                                 ending.decision, grant->m_number, clock.now()},
                                ending.cause, lifeOf(*grant)));
        tellServerOfEnd(grant->m_number, ending.cause, lifeOf(*grant));
        grant->m_live = false;
        grants.removeOne(grant);
        if (!ending.decision.allowed)
            grant->m_decision = ending.decision;
        Q_EMIT grant->ended(ending.cause, ending.decision);
        if (ending.grant) // its owner may have let go of it just now
            ending.grant->m_endpoint = {};
    }
    append(std::move(entries));
}

void Gate::Private::giveBack(Grant &grant)
{
    tellServerOfEnd(grant.m_number, EndCause::ByUser, lifeOf(grant));
    grant.m_live = false;
    grants.removeOne(&grant);
    append({endEntry(feed.facts().get(),
                     {grant.m_session, effective(grant.m_session, grant.m_request),
                      grant.m_decision, grant.m_number, clock.now()},
                     EndCause::ByUser, lifeOf(grant))});
}

void Gate::Private::append(QList<journal::Entry> entries)
{
    if (entries.isEmpty())
        return;
    journal.append(std::move(entries), q,
                   [this](const Result<> &recorded) { noteJournal(recorded); });
}

/// What cannot be recorded cannot be shown. A record that is durable proves that the journal writes
/// (again).
void Gate::Private::noteJournal(const Result<> &recorded)
{
    if (recorded) {
        journalWritable = true;
        return;
    }
    qCWarning(lcGate) << "the journal did not take a record:" << toLogText(recorded.error());
    journalFailed();
}

void Gate::Private::journalFailed()
{
    journalWritable = false;
    q->recheck();
}

void Gate::Private::follow(const SessionContext &session)
{
    persons.insert(session.session, session.person);
}

void Gate::Private::updateCircumstances()
{
    if (const auto newest = journal.newest())
        guard.raiseFloor(*newest);
    Circumstances now;
    now.registryReachable = !unreachableSince() && feed.facts();
    now.clockTrusted = guard.isTrusted();
    const Circumstances before = std::exchange(known, now);
    QList<journal::Entry> entries;
    const auto record = [&](journal::Event event) {
        journal::Entry entry;
        entry.event = event;
        entries.append(entry);
    };
    if (before.registryReachable && !now.registryReachable)
        record(journal::Event::RegistryUnreachable);
    if (before.clockTrusted && !now.clockTrusted)
        record(journal::Event::ClockUntrusted);
    append(std::move(entries));
    if (before.registryReachable != now.registryReachable
        || before.clockTrusted != now.clockTrusted)
        Q_EMIT q->circumstancesChanged();
}

std::chrono::milliseconds Gate::Private::grace() const
{
    const auto facts = feed.facts();
    const std::chrono::milliseconds asked =
        std::chrono::seconds(facts ? facts->parametersAt(clock.now()).graceSeconds : 0);
    return std::clamp(asked, std::chrono::milliseconds(0), kLongestGrace);
}

bool Gate::Private::graceIsOver() const
{
    const auto since = unreachableSince();
    return since && clock.sinceBoot() - *since >= grace();
}

bool Gate::Private::passBoundaries()
{
    const auto facts = feed.facts();
    if (!facts)
        return false;
    const Instant now = clock.now();
    bool passed = false;
    for (const PersonId &person : std::as_const(persons)) {
        const auto next = boundaries.constFind(person);
        const bool over = next != boundaries.cend() && *next && now >= **next;
        passed = passed || over;
        if (over || next == boundaries.cend())
            boundaries.insert(person, nextBoundary(*facts, person, now));
    }
    return passed;
}

/// The precise instant of the next foreseeable change; and at least once a second, because wall
/// clocks drift.
void Gate::Private::schedule()
{
    std::chrono::milliseconds wait = kLongestWait;
    const Instant now = clock.now();
    const auto sooner = [&](const std::optional<Instant> &at) {
        if (at)
            wait = std::min(wait, std::max(*at - now, std::chrono::milliseconds(1)));
    };
    for (const Grant *grant : std::as_const(grants))
        sooner(grant->m_decision.until);
    for (const auto &boundary : std::as_const(boundaries))
        sooner(boundary);
    if (const auto since = unreachableSince(); since && !grants.isEmpty())
        sooner(now + (*since + grace() - clock.sinceBoot()));
    timer.start(wait);
}

std::chrono::milliseconds Gate::Private::lifeOf(const Grant &grant) const
{
    return clock.sinceBoot() - grant.m_since;
}

} // namespace vigie::access
