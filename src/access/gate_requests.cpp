// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/gate_p.h>

#include <QtCore/QUuid>

#include <algorithm>

namespace vigie::access {

void Gate::request(const SessionContext &session, const Request &request, QObject *context,
                   Callback callback)
{
    auto asked = std::make_shared<Asked>();
    asked->session = session;
    asked->request = request;
    asked->context = context;
    asked->callback = std::move(callback);
    if (d->waiting.isEmpty())
        QMetaObject::invokeMethod(
            this, [this] { d->recordWaiting(); }, Qt::QueuedConnection);
    d->waiting.append(std::move(asked));
    d->follow(session);
}

/// Decides what was asked in the turn that ended and records all of it as one unit.
void Gate::Private::recordWaiting()
{
    QList<AskedPtr> batch = std::exchange(waiting, {});
    // Whoever asked is gone: nothing was decided, nothing was shown.
    batch.removeIf([](const AskedPtr &asked) { return !asked->context; });
    if (batch.isEmpty())
        return;
    updateCircumstances();
    const auto facts = feed.facts();
    QList<journal::Entry> entries;
    for (const AskedPtr &asked : batch) {
        const Request request = effective(asked->session, asked->request);
        asked->decision = decideNow(asked->session, request, known);
        if (asked->cancelled)
            asked->decision = refusedAlso(std::move(asked->decision), Because::SessionOver);
        if (asked->decision.allowed) {
            asked->number = QUuid::createUuid().toString(QUuid::WithoutBraces);
            entries.append(
                beginEntry(facts.get(), {asked->session, request, asked->decision, asked->number, clock.now()}));
        } else {
            entries.append(
                refusalEntry(facts.get(), {asked->session, request, asked->decision, {}, clock.now()}));
        }
    }
    recording.append(batch);
    journal.append(std::move(entries), q,
                   [this, batch](const Result<> &recorded) { settle(batch, recorded); });
}

void Gate::Private::settle(const QList<AskedPtr> &batch, const Result<> &recorded)
{
    noteJournal(recorded);
    updateCircumstances();
    QList<journal::Entry> followUps;
    QList<AskedPtr> passed; // on to the server
    for (const AskedPtr &asked : batch) {
        if (!recorded) {
            const Decision refused = refusedAlso(asked->decision, Because::JournalUnavailable);
            // Its beginning may become durable yet: what comes after it says that nothing was shown.
            if (recorded.error().code == ErrorCode::TimedOut && !asked->number.isEmpty()) {
                const Request request = effective(asked->session, asked->request);
                followUps.append(refusalEntry(feed.facts().get(),
                                              {asked->session, request, refused, asked->number, clock.now()},
                                              recorded.error()));
            }
            refuse(*asked, refused, recorded.error());
        } else if (asked->number.isEmpty()) {
            refuse(*asked, asked->decision,
                   asked->cancelled ? std::optional(Error{ErrorCode::Cancelled, {}})
                                    : std::nullopt);
        } else if (auto decision = mayOpen(*asked, followUps)) {
            asked->decision = *std::move(decision);
            if (door)
                passed.append(asked);
            else
                open(*asked, vault->endpoint(asked->request.camera), followUps);
        }
    }
    // Until here, so that a session which ends in one of the answers ends the others as well.
    recording.removeIf([&](const AskedPtr &asked) { return batch.contains(asked) && !passed.contains(asked); });
    append(std::move(followUps));
    askServer(passed);
    schedule();
}

/// The beginning stands in the journal. Decides once more, because a right may have been taken
/// meanwhile. \return the decision that allows; nothing when it was refused, which is then said
std::optional<Decision> Gate::Private::mayOpen(Asked &asked, QList<journal::Entry> &followUps)
{
    if (!asked.context) {
        followUps.append(endEntry(feed.facts().get(),
                                  {asked.session, effective(asked.session, asked.request),
                                   asked.decision, asked.number, clock.now()},
                                  EndCause::ByUser, std::chrono::milliseconds(0)));
        return std::nullopt;
    }
    Decision decision = decideNow(asked.session, effective(asked.session, asked.request), known);
    if (asked.cancelled) {
        refuseAfterAll(asked, refusedAlso(std::move(decision), Because::SessionOver),
                       Error{ErrorCode::Cancelled, {}}, followUps);
        return std::nullopt;
    }
    if (!decision.allowed) {
        refuseAfterAll(asked, decision, std::nullopt, followUps);
        return std::nullopt;
    }
    return decision;
}

void Gate::Private::refuseAfterAll(Asked &asked, const Decision &decision,
                                   const std::optional<Error> &error,
                                   QList<journal::Entry> &followUps)
{
    const Request request = effective(asked.session, asked.request);
    followUps.append(refusalEntry(feed.facts().get(),
                                  {asked.session, request, decision, asked.number, clock.now()}, error));
    refuse(asked, decision, error);
}

/// asked.decision allows, now; the address is there, or is not.
void Gate::Private::open(Asked &asked, Result<CameraEndpoint> endpoint,
                         QList<journal::Entry> &followUps, std::optional<Instant> serverUntil)
{
    if (endpoint && endpoint->camera != asked.request.camera)
        endpoint =
            fail(ErrorCode::Corrupt, QStringLiteral("the vault answered for another camera"));
    if (!endpoint) {
        tellServerOfEnd(asked.number, EndCause::RightLost, {});
        refuseAfterAll(asked, refusedAlso(asked.decision, Because::EndpointUnavailable),
                       endpoint.error(), followUps);
        return;
    }
    std::unique_ptr<Grant> grant(new Grant);
    grant->m_session = asked.session;
    grant->m_request = asked.request;
    grant->m_decision = asked.decision;
    grant->m_endpoint = std::move(*endpoint);
    grant->m_camera = feed.facts()->cameras.value(asked.request.camera);
    grant->m_number = asked.number;
    grant->m_since = clock.sinceBoot();
    grant->m_serverUntil = serverUntil;
    grant->m_company = asked.company;
    grant->m_live = true;
    grant->m_gate = q;
    grants.append(grant.get());
    answer(asked, std::move(grant));
}

void Gate::Private::answer(Asked &asked, Outcome outcome) const
{
    // A grant nobody takes is given back by its destructor.
    if (asked.context && asked.callback)
        std::exchange(asked.callback, {})(std::move(outcome));
}

void Gate::Private::refuse(Asked &asked, Decision decision, std::optional<Error> error) const
{
    answer(asked, Refusal{std::move(decision), std::move(error)});
}

} // namespace vigie::access
