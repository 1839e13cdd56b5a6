// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/checks.h>
#include <access/validity.h>

namespace vigie::access {
namespace {

/// L252-6, L252-7: over with the event, and after four months whatever it says (row 16).
void checkProvisional(Findings &findings, const registry::System &system, const QString &number,
                      Instant now)
{
    if (!system.provisional)
        return;
    // One that does not say when it began may be years old.
    std::optional<Instant> end = system.eventEnds;
    if (system.validity.from) {
        const Instant fourMonths = provisionalEnd(*system.validity.from);
        end = end ? std::min(*end, fourMonths) : fourMonths;
    } else {
        end = Instant::min();
    }
    checkStop(findings, end, now, [&] { return reason(Because::ProvisionalOver, number); });
}

} // namespace

Instant provisionalEnd(Date from)
{
    Date end = from + std::chrono::months(4);
    if (!end.ok())
        end = end.year() / end.month() / std::chrono::last;
    return paris::startOf(end);
}

Findings checkAuthorisation(const Inquiry &inquiry)
{
    Findings findings;
    const registry::System *system = inquiry.system;
    if (!inquiry.camera) {
        findings.fail(Because::CameraUnknown);
    } else if (!system) {
        findings.fail(Because::CameraNotCovered);
    } else {
        const QString number =
            system->authorisationNumber.isEmpty() ? system->id.value : system->authorisationNumber;
        if (system->authorisationNumber.isEmpty())
            findings.fail(Because::AuthorisationNumberMissing);
        checkValidity(findings, system->validity, inquiry.now,
                      {Because::AuthorisationExpired, Because::AuthorisationNotBegun});
        checkProvisional(findings, *system, number, inquiry.now);
        if (!system->cameras.contains(inquiry.camera->id))
            findings.fail(Because::CameraNotListed, number);
        if (system->purposes.isEmpty())
            findings.fail(Because::NoPurposeAuthorised, number);
        else if (inquiry.purpose.value_or(0) != 0 && !system->purposes.contains(*inquiry.purpose))
            findings.fail(Because::PurposeNotAuthorised, number, QString::number(*inquiry.purpose));
    }
    if (!inquiry.request.motive.isEmpty() && !inquiry.purpose)
        findings.fail(Because::MotiveUnknown);
    return findings;
}

Findings checkMotive(const Inquiry &inquiry, const registry::Person &person)
{
    Findings findings;
    const QString &motive = inquiry.request.motive;
    // An unknown motive has been refused as such already.
    // What is replayed for a requisition has its motive in it (row 24).
    if (inquiry.request.act == Act::Replay && (motive.isEmpty() || inquiry.purpose == 0)
        && (inquiry.request.requisition.isNull() || !checkRequisition(inquiry, person).holds()))
        findings.fail(Because::MotiveRequired);
    return findings;
}

Findings checkDuty(const Inquiry &inquiry, const registry::Person &person, bool needsDuty)
{
    Findings findings;
    const registry::Facts &facts = inquiry.facts;
    if (!inquiry.post) {
        findings.fail(Because::PostUnknown);
    } else {
        const QString &name =
            inquiry.post->name.isEmpty() ? inquiry.post->id.value : inquiry.post->name;
        if (!inquiry.post->registered)
            findings.fail(Because::PostUnregistered, name);
        if (!inquiry.post->secured)
            findings.fail(Because::PostUnsecured, name);
        const bool communal = person.category == registry::Category::AgentTerritorial
            || person.category == registry::Category::PoliceMunicipale;
        if (inquiry.post->kind == registry::PostKind::GuestSeat && communal && inquiry.commune
            && person.employerCommune != inquiry.commune->insee)
            findings.fail(Because::GuestElsewhere);
    }
    if (!needsDuty)
        return findings;
    BestOf<> here;
    bool locked = false;
    std::optional<Instant> locksAt;
    QString elsewhere;
    if (const auto duties = facts.duties.constFind(person.id); duties != facts.duties.cend()) {
        for (const registry::Duty &duty : *duties) {
            const bool now = duty.during.contains(inquiry.now);
            // A seat is locked or it is not: of two duties at it that disagree, locked holds.
            if (duty.locked && duty.post == inquiry.request.post && !duty.during.isEmpty()) {
                locked = locked || now;
                if (duty.during.from && *duty.during.from > inquiry.now
                    && (!locksAt || *duty.during.from < *locksAt))
                    locksAt = duty.during.from;
            }
            if (!now)
                continue;
            if (duty.post != inquiry.request.post) {
                const auto post = facts.posts.constFind(duty.post);
                elsewhere = post == facts.posts.cend() ? duty.post.value : post->name;
                continue;
            }
            Findings candidate;
            candidate.endsAt(duty.during.until);
            here.offer(std::move(candidate));
        }
    }
    if (locked)
        findings.fail(Because::SeatLocked);
    else if (!here.isEmpty())
        findings.join(here.take());
    else if (!elsewhere.isEmpty())
        findings.fail(Because::OnDutyElsewhere, elsewhere);
    else
        findings.fail(Because::OffDuty);
    findings.endsAt(locksAt);
    return findings;
}

Findings checkPresence(const Inquiry &inquiry)
{
    Findings findings;
    if (inquiry.request.visitorMode)
        findings.fail(Because::VisitorPresent);
    if (inquiry.request.present.isEmpty())
        return findings;
    // People present are asked about looking, whatever is done; their own motive, duty and company
    // are not theirs here.
    Inquiry looking(inquiry);
    looking.purpose.reset();
    QStringList unentitled;
    for (const PersonId &id : inquiry.request.present) {
        if (id == inquiry.request.person)
            continue;
        const auto person = inquiry.facts.persons.constFind(id);
        if (person == inquiry.facts.persons.cend()) {
            unentitled.append(id.value.isEmpty() ? QStringLiteral("inconnue") : id.value);
            continue;
        }
        const Standing theirs = standing(looking, *person, Act::Live);
        if (person->disabled || person->sharedAccount || !theirs.holds())
            unentitled.append(person->matricule.isEmpty() ? id.value : person->matricule);
        else
            findings.endsAt(theirs.until);
    }
    if (!unentitled.isEmpty()) {
        unentitled.removeDuplicates();
        findings.fail(Because::UnentitledPresent, unentitled.join(QStringLiteral(", ")));
    }
    return findings;
}

} // namespace vigie::access
