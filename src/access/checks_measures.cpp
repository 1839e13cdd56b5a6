// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/checks.h>
#include <access/validity.h>

namespace vigie::access {
namespace {

/// Whether \p whole holds all of \p part; open ends reach as far as time does.
bool covers(const Interval &whole, const Interval &part)
{
    if (whole.from && (!part.from || *part.from < *whole.from))
        return false;
    return !whole.until || (part.until && *part.until <= *whole.until);
}

const registry::Requisition *requisitionOf(const Inquiry &inquiry)
{
    const auto found = inquiry.facts.requisitions.constFind(inquiry.request.requisition);
    return found == inquiry.facts.requisitions.cend() ? nullptr : &*found;
}

/// A title of the person's own in force that names \p commune: what lets a dome look over the border.
Findings checkBeyond(const Inquiry &inquiry, const registry::Person &person, const Insee &commune)
{
    BestOf<> best;
    for (const auto &habilitation : inquiry.facts.habilitations.value(person.id)) {
        if (!habilitation.communes.contains(commune))
            continue;
        Findings findings;
        checkValidity(findings, habilitation.validity, inquiry.now,
                      {Because::HabilitationExpired, Because::HabilitationNotBegun});
        checkHours(findings, habilitation.hours, inquiry.now, Because::OutsideHours);
        checkSuspension(findings, habilitation.suspendedFrom, habilitation.suspendedUntil,
                        inquiry.now, Because::HabilitationSuspended);
        best.offer(std::move(findings));
    }
    for (const auto &loan : inquiry.facts.misesADisposition.value(person.id)) {
        if (loan.commune != commune || !loan.isSigned)
            continue;
        Findings findings;
        checkValidity(findings, loan.validity, inquiry.now,
                      {Because::LoanEnded, Because::LoanNotBegun}, commune.value);
        checkHours(findings, loan.hours, inquiry.now, Because::LoanOutsideHours, commune.value);
        checkStop(findings, loan.denouncedAt, inquiry.now,
                  [&] { return reason(Because::LoanDenounced, commune.value, QStringLiteral("")); });
        best.offer(std::move(findings));
    }
    if (!best.isEmpty())
        return best.take();
    Findings none;
    none.fail(Because::OutsideHabilitation, commune.value);
    return none;
}

} // namespace

Findings checkBlocks(const Inquiry &inquiry)
{
    Findings findings;
    if (!inquiry.camera)
        return findings;
    for (const registry::Block &block : inquiry.facts.blocksOn(inquiry.camera->id)) {
        if (block.during.isEmpty())
            continue;
        if (block.during.contains(inquiry.now)) {
            const QString until = block.during.until
                ? QStringLiteral(", jusqu’au ") + paris::dateTimeText(*block.during.until)
                : QString();
            findings.fail(Because::Blocked, block.reason + until);
        } else if (block.during.from && inquiry.now < *block.during.from) {
            findings.endsAt(block.during.from);
        }
    }
    return findings;
}

Findings checkAlert(const Inquiry &inquiry)
{
    Findings findings;
    const auto &alert = inquiry.request.alert;
    if (!alert)
        return findings;
    const auto &all = inquiry.facts.traitements;
    const auto found = std::find_if(all.cbegin(), all.cend(), [&](const registry::Traitement &one) {
        return one.id == alert->traitement;
    });
    if (alert->traitement.isNull() || found == all.cend() || found->reference.isEmpty()) {
        findings.fail(Because::TreatmentUnknown);
        return findings;
    }
    const Interval valid = paris::interval(found->validity);
    // One that does not say how long it lasts was not decided on under the law.
    if (!valid.from || !valid.until || !valid.contains(inquiry.now))
        findings.fail(Because::TreatmentOver, found->reference);
    else
        findings.endsAt(valid.until);
    if (!inquiry.system || !found->systems.contains(inquiry.system->id)
        || !found->events.contains(alert->event))
        findings.fail(Because::TreatmentElsewhere, found->reference);
    if (found->biometric)
        findings.fail(Because::TreatmentBiometric);
    findings.titles.append(found->id);
    return findings;
}

Findings checkRequisition(const Inquiry &inquiry, const registry::Person &person)
{
    Findings findings;
    const registry::Requisition *requisition = requisitionOf(inquiry);
    if (!requisition || requisition->oral || requisition->number.isEmpty()) {
        findings.fail(Because::RequisitionRequired);
        return findings;
    }
    const QString &number = requisition->number;
    checkSpan(findings, paris::interval(requisition->validity), inquiry.now, Because::RequisitionOver, number);
    if (!requisition->cameras.contains(inquiry.request.camera)
        || (inquiry.request.images && !covers(requisition->images, *inquiry.request.images)))
        findings.fail(Because::RequisitionOtherImages, number);
    if (requisition->extractor.isNull() || requisition->extractor != person.id)
        findings.fail(Because::NotExtractor, number);
    if (requisition->validator.isNull() || requisition->validator == requisition->extractor)
        findings.fail(Because::ValidatorMissing, number);
    findings.titles.append(requisition->id);
    return findings;
}

Findings checkMasks(const Inquiry &inquiry, const registry::Person &person)
{
    Findings findings;
    if (!inquiry.camera)
        return findings;
    const Act act = inquiry.request.act;
    // What a judge asks for is handed out as it was recorded.
    if (inquiry.camera->facesDwelling && inquiry.camera->masks.isEmpty() && act != Act::Extract)
        findings.fail(Because::MaskMissing);
    if (act != Act::Ptz || inquiry.camera->sectorLocked)
        return findings;
    QStringList beyond;
    for (const Insee &insee : inquiry.camera->seesInto) {
        if (inquiry.commune && insee == inquiry.commune->insee)
            continue;
        const Findings mine = checkBeyond(inquiry, person, insee);
        if (mine.holds())
            findings.endsAt(mine.until);
        else
            beyond.append(inquiry.facts.communes.value(insee).name);
    }
    if (!beyond.isEmpty())
        findings.fail(Because::BorderUnlocked, beyond.join(QStringLiteral(", ")) + QStringLiteral(""));
    return findings;
}

Instant retentionEnd(Instant taken, int days)
{
    const Date day = paris::dateAt(taken);
    Date month = day + std::chrono::months(1);
    if (!month.ok())
        month = month.year() / month.month() / std::chrono::last;
    return std::min<Instant>(taken + std::chrono::hours(24) * days,
                             paris::startOf(month) + (taken - paris::startOf(day)));
}

RetentionFindings checkRetention(const Inquiry &inquiry, const registry::Person &person)
{
    RetentionFindings findings;
    const Act act = inquiry.request.act;
    if ((act != Act::Replay && act != Act::Extract) || !inquiry.system)
        return findings;
    std::optional<Interval> images = inquiry.request.images;
    if (const auto *requisition = requisitionOf(inquiry); requisition && !images)
        images = requisition->images;
    if (!images)
        return findings;
    if (images->from) {
        const Instant end = retentionEnd(*images->from, inquiry.system->retentionDays);
        if (inquiry.now < end) {
            findings.endsAt(end);
            return findings;
        }
    }
    BestOf<RetentionFindings> best;
    for (const registry::Gel &gel : inquiry.facts.gels.value(inquiry.request.camera)) {
        const auto requisition = inquiry.facts.requisitions.constFind(gel.requisition);
        if (requisition == inquiry.facts.requisitions.cend() || !covers(gel.images, *images)
            || (gel.until && inquiry.now >= *gel.until))
            continue;
        RetentionFindings kept;
        kept.frozen = true;
        if (act == Act::Replay && requisition->extractor != person.id)
            kept.fail(Because::FrozenForExtractor,
                      requisition->procedure.isEmpty() ? requisition->id.value
                                                       : requisition->procedure);
        kept.endsAt(gel.until);
        kept.titles.append(gel.id);
        best.offer(std::move(kept));
    }
    if (!best.isEmpty())
        return best.take();
    findings.fail(Because::RetentionOver);
    return findings;
}

} // namespace vigie::access
