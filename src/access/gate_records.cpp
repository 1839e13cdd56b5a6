// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/gate_records.h>

#include <access/decision_json.h>
#include <core/paris_time.h>

#include <algorithm>

namespace vigie::access {
namespace {

using journal::Entry;
using journal::Event;

void put(QJsonObject &context, const char *key, const QString &value)
{
    if (!value.isEmpty())
        context.insert(QLatin1String(key), value);
}

/// "en vigueur", or what it is instead: whoever reads the journal is French.
QString stateOf(const registry::Agrement &agrement, Instant now)
{
    if (agrement.refused)
        return QStringLiteral("refusé");
    if (agrement.withdrawnOn && now >= paris::startOf(*agrement.withdrawnOn))
        return QStringLiteral("retiré");
    if (agrement.isSuspendedAt(now))
        return QStringLiteral("suspendu");
    if (!paris::interval(agrement.validity).contains(now))
        return QStringLiteral("hors validité");
    return QStringLiteral("en vigueur");
}

/// Regime, authorisation and purpose of the camera's system, as of the request.
void putSystem(QJsonObject &context, const registry::Facts &facts, const Request &request)
{
    const auto camera = facts.cameras.constFind(request.camera);
    if (camera == facts.cameras.cend())
        return;
    const auto system = facts.systems.constFind(camera->system);
    if (system == facts.systems.cend())
        return;
    put(context, "regime", registry::regimeName(system->regime));
    put(context, "autorisation_no", system->authorisationNumber);
    QList<int> purposes(system->purposes.cbegin(), system->purposes.cend());
    std::sort(purposes.begin(), purposes.end());
    QJsonArray numbers;
    for (const int purpose : std::as_const(purposes))
        numbers.append(purpose);
    if (!numbers.isEmpty())
        context.insert(QStringLiteral("purpose"), numbers);
}

Entry entryFor(Event event, const registry::Facts *facts, const Record &record)
{
    const Decision &decision = record.decision;
    Entry entry = entryOf(event, record.session);
    entry.camera = record.request.camera;
    entry.motive = record.request.motive;
    entry.rows = decision.rows;
    if (facts) {
        entry.commune = facts->communeOf(record.request.camera);
        entry.registryVersion = facts->version;
        entry.context = contextOf(*facts, record.session.person, record.session.post, record.now);
        putSystem(entry.context, *facts, record.request);
    }
    // What was shown to whoever asked.
    const bool isUntrusted = std::any_of(decision.reasons.cbegin(), decision.reasons.cend(),
                                         [](const Reason &reason) { return reason.code == becauseName(Because::ClockUntrusted); });
    entry.context.insert(QStringLiteral("clock"), isUntrusted ? QStringLiteral("untrusted") : QStringLiteral("trusted"));
    QStringList basis = decision.basis;
    for (const Reason &reason : decision.reasons) {
        if (!reason.basis.isEmpty() && !basis.contains(reason.basis))
            basis.append(reason.basis);
    }
    if (!basis.isEmpty())
        entry.context.insert(QStringLiteral("legal_basis"), QJsonArray::fromStringList(basis));
    entry.details.insert(QStringLiteral("act"), actName(record.request.act));
    if (!record.request.words.isEmpty())
        entry.details.insert(QStringLiteral("motive_text"), record.request.words);
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

QJsonObject contextOf(const registry::Facts &facts, const PersonId &person, const PostId &post, Instant now)
{
    QJsonObject context;
    put(context, "room", facts.posts.value(post).room);
    if (const auto known = facts.persons.constFind(person); known != facts.persons.cend()) {
        put(context, "category", registry::categoryName(known->category));
        put(context, "employer", known->employer);
    }
    if (const auto agrements = facts.agrements.value(person); !agrements.isEmpty()) {
        put(context, "agrement_no", agrements.constLast().number);
        put(context, "agrement_status", stateOf(agrements.constLast(), now));
    }
    QStringList habilitations;
    for (const registry::Habilitation &habilitation : facts.habilitations.value(person))
        habilitations.append(habilitation.id.value);
    put(context, "habilitation_id", habilitations.join(QLatin1Char(' ')));
    return context;
}

Entry entryOf(Event event, const SessionContext &session)
{
    Entry entry;
    entry.event = event;
    entry.session = session.session;
    entry.matricule = session.matricule;
    entry.post = session.post;
    return entry;
}

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
