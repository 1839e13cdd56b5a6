// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/checks.h>
#include <access/validity.h>

namespace vigie::access {
namespace {

using registry::Agrement;
using registry::Habilitation;
using registry::MiseADisposition;

struct AgrementFindings : Findings {
    QString jointNumber; ///< of an agrement jointly issued for several departements (row 8)
};

struct TerritoryFindings : Findings {
    bool lent = false; ///< rests on a mise a disposition (row 11)
    bool derogated = false; ///< rests on a derogation (row 40)
    std::optional<Date> lentUntil;
};

void checkEnquiry(Findings &findings, const Agrement &agrement, const Inquiry &inquiry)
{
    if (!agrement.lastEnquiry)
        findings.alerts.append(reason(Because::EnquiryUnknown));
    else if (inquiry.now >= enquiryDue(*agrement.lastEnquiry, inquiry.facts.parametersAt(inquiry.now)))
        findings.alerts.append(
            reason(Because::EnquiryTooOld, paris::dayText(*agrement.lastEnquiry)));
}

/// An agrement in principle never ends, so that an older one often stands open beside the one in use.
/// It gives nothing back while another of the same departement is suspended (row 4): the suspension
/// is of the person.
void checkSuspensionOfOthers(Findings &findings, const Agrement &agrement,
                             const QList<Agrement> &all, const Inquiry &inquiry)
{
    for (const Agrement &other : all) {
        if (other.id == agrement.id || other.refused || !inquiry.commune
            || !other.departments.contains(inquiry.commune->department))
            continue;
        // What is over, or withdrawn, cannot be suspended any more.
        Interval inForce = paris::interval(other.validity);
        if (other.withdrawnOn) {
            const Instant withdrawn = paris::startOf(*other.withdrawnOn);
            inForce.until = inForce.until ? std::min(*inForce.until, withdrawn) : withdrawn;
        }
        std::optional<Instant> from = other.suspendedFrom;
        std::optional<Instant> until = other.suspendedUntil;
        if (!from && !until)
            continue;
        if (inForce.from && (!from || *from < *inForce.from))
            from = inForce.from;
        if (inForce.until && (!until || *inForce.until < *until))
            until = inForce.until;
        checkSuspension(findings, from, until, inquiry.now, Because::AgrementSuspended);
    }
}

AgrementFindings judge(const Agrement &agrement, const QList<Agrement> &all, const Inquiry &inquiry)
{
    AgrementFindings findings;
    if (agrement.number.isEmpty())
        findings.fail(Because::AgrementNumberMissing);
    if (agrement.refused)
        findings.fail(Because::AgrementRefused);
    if (agrement.withdrawnOn) {
        checkStop(findings, paris::startOf(*agrement.withdrawnOn), inquiry.now, [&] {
            return reason(Because::AgrementWithdrawn, paris::dayText(*agrement.withdrawnOn));
        });
    }
    checkValidity(findings, agrement.validity, inquiry.now,
                  {Because::AgrementExpired, Because::AgrementNotBegun});
    checkSuspension(findings, agrement.suspendedFrom, agrement.suspendedUntil, inquiry.now,
                    Because::AgrementSuspended);
    if (findings.holds())
        checkSuspensionOfOthers(findings, agrement, all, inquiry);
    if (inquiry.commune) {
        const QString &department = inquiry.commune->department;
        if (department.isEmpty() || !agrement.departments.contains(department))
            findings.failElsewhere(Because::OutsideDepartment,
                                   department.isEmpty() ? QStringLiteral("?") : department);
    }
    checkEnquiry(findings, agrement, inquiry);
    if (agrement.departments.size() > 1)
        findings.jointNumber = agrement.number;
    findings.titles.append(agrement.id);
    return findings;
}

Findings judge(const MiseADisposition &loan, const registry::Commune &commune, Instant now)
{
    Findings findings;
    const QString place = communeText(commune.name);
    if (!loan.isSigned)
        findings.fail(Because::LoanUnsigned, place);
    checkStop(findings, loan.denouncedAt, now, [&] {
        return reason(Because::LoanDenounced, place, paris::dateTimeText(*loan.denouncedAt));
    });
    checkValidity(findings, loan.validity, now, {Because::LoanEnded, Because::LoanNotBegun}, place);
    checkHours(findings, loan.hours, now, Because::LoanOutsideHours, place);
    findings.titles.append(loan.id);
    return findings;
}

/// The habilitation itself, without its scope.
TerritoryFindings judge(const Habilitation &habilitation, const registry::Person &person,
                        Instant now)
{
    TerritoryFindings findings;
    checkValidity(findings, habilitation.validity, now,
                  {Because::HabilitationExpired, Because::HabilitationNotBegun});
    if (habilitation.employer.isEmpty() || habilitation.employer != person.employer)
        findings.fail(Because::EmployerChanged,
                      person.employer.isNull() ? QStringLiteral("?") : person.employer);
    checkHours(findings, habilitation.hours, now, Because::OutsideHours);
    checkSuspension(findings, habilitation.suspendedFrom, habilitation.suspendedUntil, now,
                    Because::HabilitationSuspended);
    findings.titles.append(habilitation.id);
    return findings;
}

/// Mutual aid: an act, somebody who answers for it, a second person beside them, an end (row 40).
TerritoryFindings judge(const registry::Derogation &derogation, const Inquiry &inquiry)
{
    TerritoryFindings findings;
    findings.derogated = true;
    const PersonId &person = derogation.person;
    if (derogation.reference.isEmpty() || derogation.responsible.isNull()
        || derogation.responsible == person || derogation.second.isNull()
        || derogation.second == person || !derogation.during.until)
        findings.fail(Because::DerogationIncomplete);
    const QString name = derogation.reference.isEmpty() ? derogation.id.value : derogation.reference;
    checkSpan(findings, derogation.during, inquiry.now, Because::DerogationOver, name);
    if (derogation.second == person || !isThere(inquiry, derogation.second))
        findings.fail(Because::DerogationUnseconded);
    const auto responsible = inquiry.facts.persons.constFind(derogation.responsible);
    findings.alerts.append(reason(Because::DerogationInUse, name,
                                  responsible == inquiry.facts.persons.cend()
                                      ? derogation.responsible.value + QStringLiteral("")
                                      : responsible->matricule));
    findings.titles.append(derogation.id);
    return findings;
}

/// An habilitation whose scope holds the commune, or any habilitation and a mise a disposition to
/// the commune.
TerritoryFindings checkHabilitation(const Inquiry &inquiry, const registry::Person &person)
{
    BestOf<TerritoryFindings> best;
    const auto found = inquiry.facts.habilitations.constFind(person.id);
    const auto loans = inquiry.facts.misesADisposition.constFind(person.id);
    if (found != inquiry.facts.habilitations.cend()) {
        for (const Habilitation &habilitation : *found) {
            if (habilitation.kind != registry::HabilitationKind::Agent)
                continue;
            TerritoryFindings base = judge(habilitation, person, inquiry.now);
            if (!inquiry.commune || habilitation.communes.contains(inquiry.commune->insee)) {
                best.offer(std::move(base));
                continue;
            }
            bool lentHere = false;
            if (loans != inquiry.facts.misesADisposition.cend()) {
                for (const MiseADisposition &loan : *loans) {
                    if (loan.commune != inquiry.commune->insee)
                        continue;
                    TerritoryFindings lent = base;
                    lent.join(judge(loan, *inquiry.commune, inquiry.now));
                    lent.lent = true;
                    lent.lentUntil = loan.validity.until;
                    best.offer(std::move(lent));
                    lentHere = true;
                }
            }
            if (!lentHere) {
                base.failElsewhere(Because::OutsideHabilitation,
                                   communeText(inquiry.commune->name));
                best.offer(std::move(base));
            }
        }
    }
    if (inquiry.commune && !best.holds()) {
        for (const registry::Derogation &derogation : inquiry.facts.derogations.value(person.id)) {
            if (derogation.communes.contains(inquiry.commune->insee))
                best.offer(judge(derogation, inquiry));
        }
    }
    if (best.isEmpty()) {
        TerritoryFindings none;
        if (inquiry.commune)
            none.fail(Because::OutsideHabilitation, communeText(inquiry.commune->name));
        else
            none.fail(Because::OutsideHabilitation, QStringLiteral("Toute commune"));
        return none;
    }
    return best.take();
}

Findings judge(const registry::Convention &convention, const registry::Convention::Party &party,
               const registry::Commune &commune, Instant now)
{
    Findings findings;
    const QString name =
        convention.reference.isEmpty() ? convention.id.value : convention.reference;
    checkValidity(findings, convention.validity, now,
                  {Because::ConventionExpired, Because::ConventionNotBegun}, name);
    checkStop(findings, convention.denouncedAt, now, [&] {
        return reason(Because::ConventionDenounced, name,
                      paris::dateTimeText(*convention.denouncedAt));
    });
    checkHours(findings, party.relay, now, Because::RelayNotNow, name);
    // An accord dated in the future is not yet given.
    if (!party.accordCommune || now < paris::startOf(*party.accordCommune))
        findings.fail(Because::AccordCommuneMissing, communeText(commune.name));
    if (!party.accordMembres || now < paris::startOf(*party.accordMembres))
        findings.fail(Because::AccordMembersMissing, name);
    findings.titles.append(convention.id);
    return findings;
}

} // namespace

Instant enquiryDue(Date lastEnquiry, const registry::LegalParameters &parameters)
{
    Date anniversary = lastEnquiry + std::chrono::years(parameters.enquiryYears);
    if (!anniversary.ok()) // 29 February: the day before 1 March
        anniversary = anniversary.year() / anniversary.month() / std::chrono::last;
    return paris::endOf(anniversary);
}

Findings checkMutualisation(const Inquiry &inquiry, const registry::Person &person)
{
    const registry::Facts &facts = inquiry.facts;
    const registry::Commune &commune = *inquiry.commune;
    BestOf<> best;
    // In an office of the commune, its own agents and those lent to it see its images without any
    // mutualisation.
    if (inquiry.post && inquiry.post->kind == registry::PostKind::CommuneOffice) {
        if (person.employerCommune == commune.insee)
            return {};
        if (const auto loans = facts.misesADisposition.constFind(person.id);
            loans != facts.misesADisposition.cend()) {
            for (const MiseADisposition &loan : *loans) {
                Findings lent = judge(loan, commune, inquiry.now);
                if (loan.commune == commune.insee && lent.holds())
                    best.offer(std::move(lent));
            }
        }
    }
    const auto ids = facts.conventionsByCommune.constFind(commune.insee);
    if (ids != facts.conventionsByCommune.cend()) {
        for (const TitleId &id : *ids) {
            const auto convention = facts.conventions.constFind(id);
            if (convention == facts.conventions.cend()
                || convention->kind != registry::ConventionKind::Mutualisation)
                continue;
            for (const auto &party : convention->parties) {
                if (party.commune == commune.insee)
                    best.offer(judge(*convention, party, commune, inquiry.now));
            }
        }
    }
    if (best.isEmpty()) {
        Findings none;
        none.fail(Because::ConventionMissing, communeText(commune.name));
        return none;
    }
    return best.take();
}

Standing agentStanding(const Inquiry &inquiry, const registry::Person &person, Act act)
{
    static const QStringList kBasis{QStringLiteral("L132-14-1"), QStringLiteral("R253-3")};
    static const QStringList kLentBasis{QStringLiteral("L132-14-1"), QStringLiteral("R253-3"),
                                        QStringLiteral("L132-14")};
    Standing standing;
    standing.rows = {1};

    BestOf<AgrementFindings> agrement;
    if (const auto found = inquiry.facts.agrements.constFind(person.id);
        found != inquiry.facts.agrements.cend()) {
        for (const Agrement &candidate : *found)
            agrement.offer(judge(candidate, *found, inquiry));
    }
    if (agrement.isEmpty()) {
        standing.fail(Because::AgrementMissing);
    } else {
        AgrementFindings chosen = agrement.take();
        if (!chosen.jointNumber.isEmpty()) {
            standing.rows.append(8);
            standing.closing = QStringLiteral(" — agrément conjoint n°\u00a0") % chosen.jointNumber;
        }
        standing.join(std::move(chosen));
    }

    TerritoryFindings territory = checkHabilitation(inquiry, person);
    if (territory.lent) {
        standing.rows.append(11);
        standing.closing += territory.lentUntil
            ? QString(QStringLiteral(" — mis à disposition jusqu’au ")
                      % paris::dayText(*territory.lentUntil))
            : QStringLiteral(" — mis à disposition");
    }
    standing.basis = territory.lent ? kLentBasis : kBasis;
    const bool derogated = territory.derogated;
    standing.join(std::move(territory));

    // A derogation is for what no convention foresaw.
    if (inquiry.commune && !derogated)
        standing.join(checkMutualisation(inquiry, person));
    if (inquiry.purpose == 4)
        standing.fail(Because::JudicialAct);
    if (act == Act::Extract)
        standing.join(checkRequisition(inquiry, person));
    standing.opening = QStringLiteral("Visionnage sous l’autorité exclusive");
    return standing;
}

} // namespace vigie::access
