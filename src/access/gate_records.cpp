// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/gate_records.h>

#include <access/decision_json.h>

#include <algorithm>

namespace vigie::access {
namespace {

using journal::Entry;
using journal::Event;

Entry entryFor(Event event, const registry::Facts *facts, const Record &record)
{
    const Decision &decision = record.decision;
    Entry entry;
    entry.event = event;
    entry.session = record.session.session;
    entry.matricule = record.session.matricule;
    entry.post = record.session.post;
    entry.camera = record.request.camera;
    entry.motive = record.request.motive;
    entry.rows = decision.rows;
    if (facts) {
        entry.commune = facts->communeOf(record.request.camera);
        entry.registryVersion = facts->version;
    }
    entry.details.insert(QStringLiteral("act"), actName(record.request.act));
    if (!record.grant.isEmpty())
        entry.details.insert(QStringLiteral("grant"), record.grant);
    if (!decision.reasons.isEmpty())
        entry.details.insert(QStringLiteral("reasons"), toJson(decision.reasons));
    if (!record.request.present.isEmpty()) {
        QJsonArray present;
        for (const PersonId &person : record.request.present)
            present.append(person.value);
        entry.details.insert(QStringLiteral("present"), present);
    }
    if (record.request.visitorMode)
        entry.details.insert(QStringLiteral("visitor_mode"), true);
    return entry;
}

} // namespace

Entry beginEntry(const registry::Facts *facts, const Record &record)
{
    const Decision &decision = record.decision;
    Entry entry = entryFor(record.request.act == Act::Ptz ? Event::PtzBegin : Event::LiveBegin,
                           facts, record);
    entry.decision = QStringLiteral("allow");
    entry.details.insert(QStringLiteral("authority"), decision.authority);
    entry.details.insert(QStringLiteral("basis"), QJsonArray::fromStringList(decision.basis));
    QJsonArray titles;
    for (const TitleId &title : decision.titles)
        titles.append(title.value);
    entry.details.insert(QStringLiteral("titles"), titles);
    if (decision.until)
        entry.details.insert(QStringLiteral("until"), toIso(*decision.until));
    if (!decision.alerts.isEmpty())
        entry.details.insert(QStringLiteral("alerts"), toJson(decision.alerts));
    return entry;
}

Entry refusalEntry(const registry::Facts *facts, const Record &record,
                   const std::optional<Error> &error)
{
    Entry entry = entryFor(Event::Refusal, facts, record);
    entry.decision = QStringLiteral("refuse");
    if (error)
        entry.details.insert(QStringLiteral("error"), errorCodeName(error->code));
    return entry;
}

Entry endEntry(const registry::Facts *facts, const Record &record, EndCause cause,
               std::chrono::milliseconds duration)
{
    const bool givenBack = cause == EndCause::ByUser || cause == EndCause::SignedOut;
    Event event = Event::Curtain;
    if (givenBack)
        event = record.request.act == Act::Ptz ? Event::PtzEnd : Event::LiveEnd;
    Entry entry = entryFor(event, facts, record);
    if (!givenBack)
        entry.decision = QStringLiteral("refuse");
    entry.details.insert(QStringLiteral("cause"), endCauseName(cause));
    entry.details.insert(QStringLiteral("duration_ms"), static_cast<qint64>(duration.count()));
    return entry;
}

Decision refusedAlso(Decision decision, Because because)
{
    Decision refused;
    refused.reasons = std::move(decision.reasons);
    const Reason added = reason(because);
    if (!refused.reasons.contains(added)) {
        const auto place =
            std::lower_bound(refused.reasons.begin(), refused.reasons.end(), added,
                             [](const Reason &a, const Reason &b) { return a.check < b.check; });
        refused.reasons.insert(place, added);
    }
    for (const Reason &each : std::as_const(refused.reasons)) {
        if (!refused.rows.contains(each.row))
            refused.rows.append(each.row);
    }
    return refused;
}

} // namespace vigie::access
