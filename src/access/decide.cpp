// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/decide.h>

#include <access/checks.h>
#include <core/paris_time.h>

namespace vigie::access {
namespace {

template <typename Key, typename Value>
const Value *lookUp(const QHash<Key, Value> &hash, const Key &key)
{
    const auto found = hash.constFind(key);
    return found == hash.cend() ? nullptr : &*found;
}

/// The order of the checks, and each row once.
QList<int> rowsOf(const QList<Reason> &reasons)
{
    QList<int> rows;
    for (const Reason &reason : reasons) {
        if (!rows.contains(reason.row))
            rows.append(reason.row);
    }
    return rows;
}

Decision refusal(QList<Reason> reasons)
{
    std::stable_sort(reasons.begin(), reasons.end(),
                     [](const Reason &a, const Reason &b) { return a.check < b.check; });
    Decision decision;
    decision.rows = rowsOf(reasons);
    decision.reasons = std::move(reasons);
    return decision;
}

/// Check 1: somebody, by name, and a console that can verify.
Findings checkSession(const registry::Person *person, const Circumstances &circumstances)
{
    Findings findings;
    if (!circumstances.registryReachable)
        findings.fail(Because::RegistryUnreachable);
    if (!circumstances.clockTrusted)
        findings.fail(Because::ClockUntrusted);
    if (!person)
        findings.fail(Because::PersonUnknown);
    else if (person->disabled)
        findings.fail(Because::AccountDisabled);
    else if (person->sharedAccount)
        findings.fail(Because::SharedAccount);
    return findings;
}

/// What looking back rests on: the requisition it serves, the age of the images. \return the rows that apply
QList<int> joinImages(Findings &all, const Inquiry &inquiry, const registry::Person &person)
{
    QList<int> rows;
    const Act act = inquiry.request.act;
    if (act != Act::Replay && act != Act::Extract)
        return rows;
    if (act == Act::Extract) {
        rows.append(24); // the requisition itself was asked for with the titles
    } else if (!inquiry.request.requisition.isNull()) {
        Findings served = checkRequisition(inquiry, person);
        if (served.holds()) {
            rows.append(24);
            all.join(std::move(served));
        }
    }
    RetentionFindings age = checkRetention(inquiry, person);
    if (age.frozen)
        rows.append(27);
    all.join(std::move(age));
    return rows;
}

} // namespace

Inquiry::Inquiry(const registry::Facts &all, const Request &asked, Instant at)
    : facts(all),
      request(asked),
      now(at),
      camera(lookUp(all.cameras, asked.camera)),
      post(lookUp(all.posts, asked.post))
{
    if (camera) {
        if (const auto *site = lookUp(all.sites, camera->site))
            commune = lookUp(all.communes, site->commune);
        if (!camera->system.isNull())
            system = lookUp(all.systems, camera->system);
    }
    if (!asked.motive.isEmpty())
        purpose = motivePurpose(asked.motive);
}

Decision decide(const registry::Facts &facts, const Request &request, Instant now,
                const Circumstances &circumstances)
{
    if (!paris::isAvailable())
        return refusal({reason(Because::ZoneDataMissing)});
    const Inquiry inquiry(facts, request, now);
    const auto *person = lookUp(facts.persons, request.person);

    Findings all = checkSession(person, circumstances);
    QString authority;
    if (inquiry.commune)
        authority = inquiry.commune->authority.isEmpty() ? mayorText(inquiry.commune->name)
                                                         : inquiry.commune->authority;
    if (inquiry.camera && authority.isEmpty())
        all.fail(Because::PlaceUnknown);

    Standing own;
    // A shared account cannot hold a personal title: asking for each would only be noise.
    own.excluded = !person || person->disabled;
    if (person && !person->disabled && !person->sharedAccount) {
        own = standing(inquiry, *person, request.act);
    } else if (person) {
        if (auto excluded = exclusion(inquiry, *person)) {
            all.add(*std::move(excluded));
            own.excluded = true;
        }
    }
    const bool excluded = own.excluded;
    const bool needsDuty = own.needsDuty;
    all.join(std::move(static_cast<Findings &>(own))); // rows, basis and statement stay
    all.join(checkAuthorisation(inquiry));
    all.join(checkBlocks(inquiry));
    all.join(checkAlert(inquiry));
    if (!excluded) {
        all.join(checkMotive(inquiry, *person));
        all.join(checkDuty(inquiry, *person, needsDuty));
        all.join(checkPresence(inquiry));
        all.join(checkMasks(inquiry, *person));
        own.rows.append(joinImages(all, inquiry, *person));
    }
    if (!all.holds())
        return refusal(std::move(all.reasons));

    Decision decision;
    decision.allowed = true;
    decision.until = all.until;
    decision.authority = authority;
    decision.statement =
        own.opening.isEmpty() ? own.closing : underAuthority(own.opening, authority) + own.closing;
    decision.basis = own.basis;
    decision.rows = own.rows;
    decision.rows.append(rowsOf(all.alerts));
    decision.alerts = std::move(all.alerts);
    decision.titles = std::move(all.titles);
    return decision;
}

} // namespace vigie::access
