// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/checks.h>
#include <access/validity.h>

namespace vigie::access {
namespace {

using registry::Category;
using registry::Habilitation;
using registry::HabilitationKind;

/// The best of the person's habilitations of \p kind, as \p judge sees them; what \p missing says
/// when there is none.
template <typename Candidate, typename Judge>
Candidate bestHabilitation(const Inquiry &inquiry, const registry::Person &person,
                           HabilitationKind kind, Because missing, Judge judge)
{
    BestOf<Candidate> best;
    const auto found = inquiry.facts.habilitations.constFind(person.id);
    if (found != inquiry.facts.habilitations.cend()) {
        for (const Habilitation &habilitation : *found) {
            if (habilitation.kind == kind)
                best.offer(judge(habilitation));
        }
    }
    if (best.isEmpty()) {
        Candidate none;
        none.fail(missing);
        return none;
    }
    return best.take();
}

struct PoliceFindings : Findings {
    bool shared = false; ///< by a convention under L512-1/-2 (row 22)
};

void checkPoliceConvention(Findings &findings, const Inquiry &inquiry, const TitleId &id)
{
    const auto convention = inquiry.facts.conventions.constFind(id);
    const bool concerned = convention != inquiry.facts.conventions.cend()
        && convention->kind == registry::ConventionKind::PolicePluricommunale
        && std::any_of(convention->parties.cbegin(), convention->parties.cend(),
                       [&](const auto &party) { return party.commune == inquiry.commune->insee; });
    if (!concerned) {
        QString place = communeText(inquiry.commune->name);
        place[0] = place.at(0).toLower();
        findings.fail(Because::PoliceConventionUnknown, place);
        return;
    }
    const QString name =
        convention->reference.isEmpty() ? convention->id.value : convention->reference;
    const Interval valid = paris::interval(convention->validity);
    if (valid.until && inquiry.now >= *valid.until) {
        findings.fail(Because::PoliceConventionOver, name,
                      QStringLiteral("échue le ") + paris::dayText(*convention->validity.until));
    } else if (valid.from && inquiry.now < *valid.from) {
        findings.fail(Because::PoliceConventionOver, name,
                      QStringLiteral("en vigueur à compter du ")
                          + paris::dayText(*convention->validity.from));
    }
    findings.endsAt(valid.until);
    checkStop(findings, convention->denouncedAt, inquiry.now, [&] {
        return reason(Because::PoliceConventionOver, name,
                      QStringLiteral("dénoncée le ")
                          + paris::dateTimeText(*convention->denouncedAt));
    });
    findings.titles.append(convention->id);
}

PoliceFindings judgePolice(const Habilitation &habilitation, const Inquiry &inquiry,
                           const registry::Person &person)
{
    PoliceFindings findings;
    checkValidity(findings, habilitation.validity, inquiry.now,
                  {Because::HabilitationExpired, Because::HabilitationNotBegun});
    if (habilitation.employer.isEmpty() || habilitation.employer != person.employer)
        findings.fail(Because::PoliceEmployerChanged,
                      person.employer.isNull() ? QStringLiteral("?") : person.employer);
    checkHours(findings, habilitation.hours, inquiry.now, Because::OutsideHours);
    checkSuspension(findings, habilitation.suspendedFrom, habilitation.suspendedUntil, inquiry.now,
                    Because::HabilitationSuspended);
    findings.titles.append(habilitation.id);
    findings.shared = !habilitation.convention.isNull();
    if (!inquiry.commune)
        return findings;
    if (!habilitation.communes.contains(inquiry.commune->insee))
        findings.failElsewhere(Because::OutsidePoliceTerritory, communeText(inquiry.commune->name));
    else if (findings.shared)
        checkPoliceConvention(findings, inquiry, habilitation.convention);
    return findings;
}

Findings judgeMandate(const Habilitation &mandate, const Inquiry &inquiry)
{
    Findings findings;
    checkValidity(findings, mandate.validity, inquiry.now,
                  {Because::MandateExpired, Because::MandateNotBegun});
    checkHours(findings, mandate.hours, inquiry.now, Because::OutsideHours);
    checkSuspension(findings, mandate.suspendedFrom, mandate.suspendedUntil, inquiry.now,
                    Because::MandateSuspended);
    if (inquiry.commune && !mandate.communes.contains(inquiry.commune->insee))
        findings.failElsewhere(Because::OutsideMandate, communeText(inquiry.commune->name));
    findings.titles.append(mandate.id);
    return findings;
}

struct DesignationFindings : Findings {
    QString designatedBy;
};

DesignationFindings judgeDesignation(const Habilitation &designation, const Inquiry &inquiry)
{
    DesignationFindings findings;
    findings.designatedBy = designation.designatedBy;
    if (designation.designatedBy.isEmpty())
        findings.fail(Because::DesignatorMissing);
    checkValidity(findings, designation.validity, inquiry.now,
                  {Because::HabilitationExpired, Because::HabilitationNotBegun});
    checkHours(findings, designation.hours, inquiry.now, Because::OutsideHours);
    checkSuspension(findings, designation.suspendedFrom, designation.suspendedUntil, inquiry.now,
                    Because::HabilitationSuspended);
    // Recipients see what the arrete gives their service; a designation may say less (decision
    // 0006).
    if (inquiry.commune && !designation.communes.isEmpty()
        && !designation.communes.contains(inquiry.commune->insee))
        findings.failElsewhere(Because::OutsideDesignation, communeText(inquiry.commune->name));
    findings.titles.append(designation.id);
    return findings;
}

struct ArreteFindings : Findings {
    bool urgent = false; ///< row 33
};

/// The arrete that makes the service recipient of this system's images, and what it lets them do.
ArreteFindings checkArrete(const Inquiry &inquiry, const registry::Person &person, Act act)
{
    BestOf<ArreteFindings> best;
    const bool rescue = person.category == Category::Sdis;
    for (const registry::ArreteDestinataire &arrete : inquiry.facts.arretes) {
        if (arrete.service != person.category || !inquiry.system
            || !arrete.systems.contains(inquiry.system->id))
            continue;
        ArreteFindings findings;
        findings.urgent = arrete.urgent;
        const QString number = arrete.number.isEmpty() ? arrete.id.value : arrete.number;
        checkValidity(findings, arrete.validity, inquiry.now,
                      {Because::ArreteExpired, Because::ArreteNotBegun}, number);
        if (act == Act::Ptz && !rescue && !arrete.ptzAllowed)
            findings.fail(Because::RecipientNoPtz, number);
        if (act == Act::Replay && !arrete.replayAllowed)
            findings.fail(Because::RecipientNoReplay, number);
        if (act == Act::Extract && !rescue && !arrete.extractAllowed)
            findings.fail(Because::RecipientNoExtract, number);
        findings.titles.append(arrete.id);
        best.offer(std::move(findings));
    }
    if (best.isEmpty()) {
        ArreteFindings none;
        none.fail(Because::NotRecipient);
        return none;
    }
    return best.take();
}

bool employerMayHaveAgents(const registry::Person &person)
{
    return person.employerKind == QStringLiteral("commune")
        || person.employerKind == QStringLiteral("epci")
        || person.employerKind == QStringLiteral("syndicat-mixte");
}

} // namespace

bool isPrivate(const registry::Person &person)
{
    const bool named = person.category == Category::AgentTerritorial
        || person.category == Category::PoliceMunicipale;
    return person.category == Category::OperateurPrive
        || (named && person.employerKind == QStringLiteral("prive"));
}

std::optional<Reason> exclusion(const Inquiry &inquiry, const registry::Person &person)
{
    if (isPrivate(person)) {
        const bool openToPublic =
            inquiry.system && inquiry.system->regime == registry::Regime::OuvertAuPublic;
        return openToPublic ? std::nullopt : std::optional(reason(Because::PrivateOperator));
    }
    switch (person.category) {
    case Category::AgentTerritorial:
    case Category::PoliceMunicipale:
        // The legal employer is looked at, not the word in the file (L132-14-1).
        if (employerMayHaveAgents(person))
            return std::nullopt;
        return reason(Because::EmployerNotEntitled,
                      person.employer.isEmpty() ? QStringLiteral("inconnu") : person.employer);
    case Category::Maire:
    case Category::AdjointDelegue:
    case Category::PoliceNationale:
    case Category::Gendarmerie:
    case Category::Douanes:
    case Category::Sdis:
    case Category::Controleur:
        return std::nullopt;
    case Category::AgentDepartement:
        return reason(Because::EmployerNotEntitled,
                      person.employer.isEmpty() ? QStringLiteral("département") : person.employer);
    case Category::Technicien:
        return reason(Because::Technician);
    case Category::OperateurPrive: // above
    case Category::Elu:
    case Category::President:
    case Category::Administrateur:
    case Category::Visiteur:
        break;
    }
    return reason(Because::QualityNotForeseen);
}

Findings checkTraining(const Inquiry &inquiry, const registry::Person &person)
{
    BestOf<> best;
    const auto found = inquiry.facts.formations.constFind(person.id);
    if (found != inquiry.facts.formations.cend()) {
        for (const registry::Formation &training : *found) {
            Findings findings;
            checkValidity(findings, training.validity, inquiry.now,
                          {Because::TrainingExpired, Because::TrainingNotBegun});
            best.offer(std::move(findings));
        }
    }
    if (best.isEmpty()) {
        Findings none;
        none.fail(Because::TrainingMissing);
        return none;
    }
    return best.take();
}

Standing policeStanding(const Inquiry &inquiry, const registry::Person &person, Act act)
{
    static const QStringList kOwn{QStringLiteral("L511-1"), QStringLiteral("R253-3")};
    static const QStringList kShared{QStringLiteral("L512-1"), QStringLiteral("L512-2"),
                                     QStringLiteral("R253-3")};
    Standing standing;
    auto habilitation = bestHabilitation<PoliceFindings>(
        inquiry, person, HabilitationKind::PoliceMunicipale, Because::DesignationMissing,
        [&](const Habilitation &candidate) { return judgePolice(candidate, inquiry, person); });
    standing.rows = {habilitation.shared ? 22 : 20};
    standing.basis = habilitation.shared ? kShared : kOwn;
    standing.join(std::move(habilitation));
    standing.join(checkTraining(inquiry, person));
    if (act == Act::Extract)
        standing.join(checkRequisition(inquiry, person));
    standing.opening = QStringLiteral("Visionnage sous l’autorité");
    if (inquiry.purpose == 4)
        standing.closing = QStringLiteral(" — constatation autorisée");
    return standing;
}

Standing electedStanding(const Inquiry &inquiry, const registry::Person &person, Act act)
{
    static const QStringList kBasis{QStringLiteral("R253-3 II 2° a)")};
    Standing standing;
    standing.rows = {28};
    standing.basis = kBasis;
    standing.join(bestHabilitation<Findings>(
        inquiry, person, HabilitationKind::Mandat, Because::MandateMissing,
        [&](const Habilitation &candidate) { return judgeMandate(candidate, inquiry); }));
    if (act == Act::Ptz)
        standing.fail(Because::ElectedNoPtz);
    if (act == Act::Extract)
        standing.fail(Because::ElectedNoExtract);
    standing.closing = QStringLiteral("Élu\u00a0: sa commune seule");
    return standing;
}

Standing recipientStanding(const Inquiry &inquiry, const registry::Person &person, Act act)
{
    static const QStringList kState{QStringLiteral("L252-3"), QStringLiteral("R253-3 II 1°")};
    static const QStringList kRescue{QStringLiteral("L252-3"), QStringLiteral("R253-3 II 1°"),
                                     QStringLiteral("L251-2 8°")};
    const bool rescue = person.category == Category::Sdis;
    Standing standing;
    standing.rows = {rescue ? 34 : 31};
    standing.basis = rescue ? kRescue : kState;
    auto designation = bestHabilitation<DesignationFindings>(
        inquiry, person, HabilitationKind::Destinataire, Because::DesignationMissing,
        [&](const Habilitation &candidate) { return judgeDesignation(candidate, inquiry); });
    standing.closing = QStringLiteral("Destinataire désigné par ") + designation.designatedBy;
    standing.join(std::move(designation));
    // A camera in no system fails on its own (row 17): nothing to say about arretes then.
    if (inquiry.system) {
        ArreteFindings arrete = checkArrete(inquiry, person, act);
        if (arrete.urgent && !rescue) {
            standing.rows = {33};
            standing.closing += QStringLiteral(" — décision d’urgence");
        }
        standing.join(std::move(arrete));
    }
    standing.join(checkTraining(inquiry, person));
    if (rescue) {
        if (inquiry.purpose.value_or(8) != 8
            || (inquiry.system && !inquiry.system->purposes.contains(8)))
            standing.fail(Because::RescueOnly);
        if (act == Act::Ptz)
            standing.fail(Because::RescueNoPtz);
        if (act == Act::Extract)
            standing.fail(Because::RescueNoExtract);
    } else if (act == Act::Extract) {
        standing.join(checkRequisition(inquiry, person));
    }
    return standing;
}

Standing privateStanding(const Inquiry &inquiry, const registry::Person &person, Act act)
{
    static const QStringList kBasis{QStringLiteral("L613-13"), QStringLiteral("R253-3 I 2°")};
    Standing standing;
    standing.rows = {37};
    standing.basis = kBasis;
    auto designation = bestHabilitation<DesignationFindings>(
        inquiry, person, HabilitationKind::Designation, Because::PrivateNotDesignated,
        [&](const Habilitation &candidate) { return judgeDesignation(candidate, inquiry); });
    standing.closing = QStringLiteral("Régime L613-13, désigné par ") + designation.designatedBy;
    standing.join(std::move(designation));
    if (act == Act::Extract)
        standing.fail(Because::PrivateNoExtract);
    return standing;
}

Standing controlStanding(const Inquiry &inquiry, const registry::Person &person, Act act)
{
    static const QStringList kBasis{QStringLiteral("L253-1"), QStringLiteral("loi 78-17")};
    Standing standing;
    standing.rows = {42};
    standing.basis = kBasis;
    standing.needsDuty = false;
    const auto found = inquiry.facts.controles.constFind(person.id);
    if (found == inquiry.facts.controles.cend() || found->isEmpty()) {
        standing.fail(Because::Controller);
        standing.excluded = true;
        return standing;
    }
    BestOf<DesignationFindings> best;
    for (const registry::Controle &controle : *found) {
        DesignationFindings findings;
        findings.designatedBy = controle.report;
        if (controle.report.isEmpty())
            findings.fail(Because::ControlReportMissing);
        checkSpan(findings, controle.during, inquiry.now, Because::ControlOver,
                  controle.report.isEmpty() ? controle.id.value : controle.report);
        if (controle.supervisor == person.id || !isThere(inquiry, controle.supervisor))
            findings.fail(Because::ControlUnsupervised);
        findings.titles.append(controle.id);
        best.offer(std::move(findings));
    }
    DesignationFindings control = best.take();
    standing.closing = QStringLiteral("Contrôle, procès-verbal n°\u00a0") + control.designatedBy;
    standing.join(std::move(control));
    if (act == Act::Ptz)
        standing.fail(Because::ControlNoPtz);
    if (act == Act::Extract)
        standing.join(checkRequisition(inquiry, person));
    return standing;
}

Standing standing(const Inquiry &inquiry, const registry::Person &person, Act act)
{
    if (auto excluded = exclusion(inquiry, person)) {
        Standing none;
        none.add(*std::move(excluded));
        none.excluded = true;
        return none;
    }
    if (isPrivate(person))
        return privateStanding(inquiry, person, act);
    switch (person.category) {
    case Category::Controleur:
        return controlStanding(inquiry, person, act);
    case Category::AgentTerritorial:
        return agentStanding(inquiry, person, act);
    case Category::PoliceMunicipale:
        return policeStanding(inquiry, person, act);
    case Category::Maire:
    case Category::AdjointDelegue:
        return electedStanding(inquiry, person, act);
    default:
        return recipientStanding(inquiry, person, act);
    }
}

} // namespace vigie::access
