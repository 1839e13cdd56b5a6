// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/gate_p.h>

namespace vigie::access {
namespace {

/// What the server refused, in the words of the table. What only it knows (a day, a name) it keeps.
Decision refusedByServer(const QStringList &codes)
{
    Decision decision;
    for (const QString &code : codes) {
        const auto because = becauseFromName(code);
        Reason added = because ? reason(*because) : reason(Because::ServerRefused, code);
        added.text.replace(QStringLiteral("%1"), QStringLiteral("…")).replace(QStringLiteral("%2"), QStringLiteral("…"));
        decision.reasons.append(added);
        if (!decision.rows.contains(added.row))
            decision.rows.append(added.row);
    }
    return decision.reasons.isEmpty() ? refusedAlso({}, Because::RegistryUnreachable) : decision;
}

} // namespace

/// What was allowed here is asked of the server, all of it in one round trip.
void Gate::Private::askServer(const QList<AskedPtr> &passed)
{
    if (passed.isEmpty())
        return;
    QList<DepartmentDoor::Ask> asks;
    for (const AskedPtr &asked : passed) {
        asks.append({asked->session, effective(asked->session, asked->request), asked->number});
        asked->company = asks.constLast().request.present;
    }
    door->open(std::move(asks), q, [this, passed](Result<std::vector<DepartmentDoor::Verdict>> verdicts) {
        settleWithServer(passed, std::move(verdicts));
    });
}

void Gate::Private::settleWithServer(const QList<AskedPtr> &passed,
                                     Result<std::vector<DepartmentDoor::Verdict>> verdicts)
{
    updateCircumstances();
    QList<journal::Entry> followUps;
    for (qsizetype i = 0; i < passed.size(); ++i) {
        Asked &asked = *passed.at(i);
        if (!verdicts) {
            refuseAfterAll(asked, refusedAlso(asked.decision, Because::RegistryUnreachable),
                           verdicts.error(), followUps);
            continue;
        }
        DepartmentDoor::Verdict &verdict = (*verdicts)[static_cast<std::size_t>(i)];
        if (!verdict.allowed) {
            refuseAfterAll(asked, refusedByServer(verdict.codes), std::nullopt, followUps);
            continue;
        }
        // While the server was asked, something may have changed here.
        auto decision = mayOpen(asked, followUps);
        if (!decision) {
            tellServerOfEnd(asked.number, asked.context ? EndCause::RightLost : EndCause::ByUser, {});
            continue;
        }
        asked.decision = *std::move(decision);
        open(asked,
             verdict.endpoint ? Result<CameraEndpoint>(std::move(*verdict.endpoint))
                              : fail(ErrorCode::Corrupt, QStringLiteral("the server gave no usable address")),
             followUps, verdict.until);
    }
    recording.removeIf([&](const AskedPtr &asked) { return passed.contains(asked); });
    append(std::move(followUps));
    // A change told while these were on their way found none of them.
    askServerAgain();
    schedule();
}

/// Whether live grants may go on. One question at a time: what changes meanwhile asks once more.
void Gate::Private::askServerAgain()
{
    if (!door || grants.isEmpty())
        return;
    if (serverAsked) {
        serverToAsk = true;
        return;
    }
    QList<DepartmentDoor::Company> views;
    QStringList numbers;
    for (const Grant *grant : std::as_const(grants)) {
        const Request request = effective(grant->m_session, grant->m_request);
        views.append({grant->m_number, request.present, request.visitorMode});
        numbers.append(grant->m_number);
    }
    serverAsked = true;
    QList<QList<PersonId>> company;
    for (const auto &view : std::as_const(views))
        company.append(view.present);
    door->decide(std::move(views), q, [this, numbers, company](const Result<std::vector<DepartmentDoor::Verdict>> &verdicts) {
        serverAsked = false;
        applyVerdicts(numbers, company, verdicts);
        if (std::exchange(serverToAsk, false))
            askServerAgain();
    });
}

void Gate::Private::askServerAtItsEnd()
{
    const Instant now = clock.now();
    const bool over = std::any_of(grants.cbegin(), grants.cend(), [&](const Grant *grant) {
        return grant->m_serverUntil && now >= *grant->m_serverUntil;
    });
    if (over && !serverAsked)
        askServerAgain();
}

/// A server that does not answer is unreachable, which has its own end (graceIsOver). One that answers anything but a
/// verdict (whoever is connected is nobody any more) lets nothing go on.
void Gate::Private::applyVerdicts(const QStringList &numbers, const QList<QList<PersonId>> &company,
                                  const Result<std::vector<DepartmentDoor::Verdict>> &verdicts)
{
    if (!verdicts
        && (verdicts.error().code == ErrorCode::Unreachable || verdicts.error().code == ErrorCode::TimedOut))
        return;
    QList<Ending> endings;
    for (Grant *grant : std::as_const(grants)) {
        const auto at = numbers.indexOf(grant->m_number);
        if (at < 0)
            continue;
        if (!verdicts) {
            endings.append({grant, EndCause::RegistryUnreachable, refusedAlso({}, Because::RegistryUnreachable)});
            continue;
        }
        const DepartmentDoor::Verdict &verdict = (*verdicts)[static_cast<std::size_t>(at)];
        if (verdict.allowed) {
            grant->m_serverUntil = verdict.until;
            grant->m_company = company.at(at);
        } else {
            endings.append({grant, EndCause::RightLost, refusedByServer(verdict.codes)});
        }
    }
    end(std::move(endings));
    schedule();
}

void Gate::Private::tellServerOfEnd(const QString &number, EndCause cause, std::chrono::milliseconds life) const
{
    if (door)
        door->close({{number, cause, life}});
}

/// Facts and doors are one server's: it can be reached when both can.
std::optional<std::chrono::milliseconds> Gate::Private::unreachableSince() const
{
    const auto facts = feed.unreachableSince();
    const auto asked = door ? door->unreachableSince() : std::nullopt;
    if (!facts || !asked)
        return facts ? facts : asked;
    return std::min(*facts, *asked);
}

} // namespace vigie::access
