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
                beginEntry(facts.get(), {asked->session, request, asked->decision, asked->number}));
        } else {
            entries.append(
                refusalEntry(facts.get(), {asked->session, request, asked->decision, {}}));
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
    for (const AskedPtr &asked : batch) {
        if (!recorded)
            refuse(*asked, refusedAlso(asked->decision, Because::JournalUnavailable),
                   recorded.error());
        else if (asked->number.isEmpty())
            refuse(*asked, asked->decision,
                   asked->cancelled ? std::optional(Error{ErrorCode::Cancelled, {}})
                                    : std::nullopt);
        else
            open(*asked, followUps);
    }
    // Until here, so that a session which ends in one of the answers ends the others as well.
    recording.removeIf([&](const AskedPtr &asked) { return batch.contains(asked); });
    append(std::move(followUps));
    schedule();
}

/// The beginning stands in the journal. Decides once more, because a right may have been taken
/// meanwhile, and only then fetches the address.
void Gate::Private::open(Asked &asked, QList<journal::Entry> &followUps)
{
    const auto facts = feed.facts();
    const Request request = effective(asked.session, asked.request);
    if (!asked.context) {
        followUps.append(endEntry(facts.get(),
                                  {asked.session, request, asked.decision, asked.number},
                                  EndCause::ByUser, std::chrono::milliseconds(0)));
        return;
    }
    const auto refuseAfterAll = [&](const Decision &decision, const std::optional<Error> &error) {
        followUps.append(
            refusalEntry(facts.get(), {asked.session, request, decision, asked.number}, error));
        refuse(asked, decision, error);
    };
    Decision decision = decideNow(asked.session, request, known);
    if (asked.cancelled) {
        refuseAfterAll(refusedAlso(std::move(decision), Because::SessionOver),
                       Error{ErrorCode::Cancelled, {}});
        return;
    }
    if (!decision.allowed) {
        refuseAfterAll(decision, std::nullopt);
        return;
    }
    auto endpoint = vault.endpoint(asked.request.camera);
    if (endpoint && endpoint->camera != asked.request.camera)
        endpoint =
            fail(ErrorCode::Corrupt, QStringLiteral("the vault answered for another camera"));
    if (!endpoint) {
        refuseAfterAll(refusedAlso(std::move(decision), Because::EndpointUnavailable),
                       endpoint.error());
        return;
    }
    std::unique_ptr<Grant> grant(new Grant);
    grant->m_session = asked.session;
    grant->m_request = asked.request;
    grant->m_decision = std::move(decision);
    grant->m_endpoint = std::move(*endpoint);
    grant->m_camera = facts->cameras.value(asked.request.camera);
    grant->m_number = asked.number;
    grant->m_since = clock.sinceBoot();
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
