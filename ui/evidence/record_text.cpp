// SPDX-License-Identifier: GPL-3.0-or-later
#include "record_text.h"

#include <access/motives.h>
#include <core/paris_time.h>
#include <journal/journal.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

namespace vigie::evidenceui {
namespace {

using journal::Event;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(vigie::evidenceui::RecordText)
};

QString eventSentence(Event event)
{
    switch (event) {
    case Event::SessionBegin: return Text::tr("Session opened");
    case Event::SessionEnd: return Text::tr("Session closed");
    case Event::SignInRefused: return Text::tr("Sign-in refused");
    case Event::LiveBegin: return Text::tr("Live view begun");
    case Event::LiveEnd: return Text::tr("Live view ended");
    case Event::Refusal: return Text::tr("Access refused");
    case Event::Curtain: return Text::tr("Picture cut");
    case Event::PtzBegin: return Text::tr("Steering begun");
    case Event::PtzEnd: return Text::tr("Steering ended");
    case Event::PresetRecall: return Text::tr("Preset recalled");
    case Event::PtzStopFailed: return Text::tr("Stop of the camera not confirmed");
    case Event::RegistryChange: return Text::tr("Registry changed");
    case Event::JournalVerified: return Text::tr("Journal verified");
    case Event::ClockUntrusted: return Text::tr("Clock not trusted");
    case Event::RegistryUnreachable: return Text::tr("Registry unreachable");
    case Event::Checkpoint: return Text::tr("Signed checkpoint");
    case Event::JournalPurged: return Text::tr("Journal purged");
    case Event::LegalHold: return Text::tr("Records held");
    case Event::LegalHoldLifted: return Text::tr("Hold lifted");
    case Event::JournalRead: return Text::tr("Journal read");
    case Event::JournalExported: return Text::tr("Journal exported");
    case Event::PresenceDeclared: return Text::tr("People at the post declared");
    }
    return {};
}

QString text(const QJsonObject &record, const char *key)
{
    return record.value(QLatin1String(key)).toString();
}

/// One value on one line.
QString valueText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isBool())
        return value.toBool() ? Text::tr("yes") : Text::tr("no");
    if (value.isDouble())
        return QString::number(value.toInteger());
    if (value.isArray()) {
        QStringList all;
        for (const QJsonValue &each : value.toArray())
            all.append(valueText(each));
        return all.join(QStringLiteral(", "));
    }
    return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
}

QStringList reasonsOf(const QJsonObject &record)
{
    QStringList reasons;
    for (const QJsonValue &reason : record.value(QLatin1String("details")).toObject().value(QLatin1String("reasons")).toArray())
        reasons.append(reason.toObject().value(QLatin1String("text")).toString());
    return reasons;
}

QString clockText(const QString &state)
{
    if (state == QLatin1String("trusted"))
        return Text::tr("trusted");
    return state == QLatin1String("untrusted") ? Text::tr("not trusted") : state;
}

QString withCode(const QString &words, const QString &code)
{
    return words == code || code.isEmpty() ? words : QStringLiteral("%1 (%2)").arg(words, code);
}

} // namespace

QString eventText(const QString &name)
{
    const auto event = journal::eventFromName(name);
    return event ? eventSentence(*event) : name;
}

QString decisionText(const QString &decision)
{
    if (decision == QLatin1String("allow"))
        return Text::tr("Allowed");
    return decision == QLatin1String("refuse") ? Text::tr("Refused") : decision;
}

QString purposeText(evidence::ReadingPurpose purpose)
{
    switch (purpose) {
    case evidence::ReadingPurpose::Lawfulness: return Text::tr("Verifying that processing is lawful");
    case evidence::ReadingPurpose::SelfControl: return Text::tr("Self-control of the centre");
    case evidence::ReadingPurpose::Integrity: return Text::tr("Integrity and security of the data");
    case evidence::ReadingPurpose::Proceedings: return Text::tr("Criminal proceedings");
    }
    return {};
}

QString motiveText(const QString &code)
{
    if (const auto purpose = evidence::readingPurposeFromName(code))
        return purposeText(*purpose);
    const access::Motive *motive = access::motiveNamed(code);
    return motive ? motive->label : code;
}

QString whenText(const QJsonObject &record)
{
    const auto at = instantFromIso(text(record, "ts_utc"));
    return at ? paris::dayText(paris::dateAt(*at)) + QLatin1Char(' ') + paris::timeText(*at) : text(record, "ts_utc");
}

QString cameraText(const QJsonObject &record, const registry::Facts *facts)
{
    const QString id = text(record, "camera_id");
    if (!facts)
        return id;
    const auto camera = facts->cameras.constFind({id});
    return camera == facts->cameras.cend() ? id : camera->name;
}

QString communeText(const QJsonObject &record, const registry::Facts *facts)
{
    const QString insee = text(record, "commune");
    if (!facts)
        return insee;
    const auto commune = facts->communes.constFind({insee});
    return commune == facts->communes.cend() ? insee : commune->name;
}

QString reasonText(const QJsonObject &record)
{
    const QStringList reasons = reasonsOf(record);
    if (!reasons.isEmpty())
        return reasons.join(QStringLiteral(" — "));
    const QString words = text(record.value(QLatin1String("details")).toObject(), "motif_text");
    const QString motive = motiveText(text(record, "motif_code"));
    return words.isEmpty() ? motive : QStringLiteral("%1 — %2").arg(motive, words);
}

QString wholeText(const QJsonObject &record, const registry::Facts *facts)
{
    QStringList lines;
    const auto add = [&lines](const QString &label, const QString &value) {
        if (!value.isEmpty())
            lines.append(Text::tr("%1: %2").arg(label, value));
    };
    const auto field = [&](const QString &label, const char *key) { add(label, valueText(record.value(QLatin1String(key)))); };
    const auto known = [&](const QString &label, const char *key) {
        if (record.contains(QLatin1String(key)))
            field(label, key);
    };
    field(Text::tr("Number"), "seq");
    add(Text::tr("Date and time in Paris"), whenText(record));
    known(Text::tr("Universal time"), "ts_utc");
    add(Text::tr("Clock"), clockText(text(record, "clock")));
    add(Text::tr("Event"), withCode(eventText(text(record, "operation")), text(record, "operation")));
    add(Text::tr("Decision"), decisionText(text(record, "decision")));
    for (const QString &reason : reasonsOf(record))
        add(Text::tr("Reason"), reason);
    known(Text::tr("Legal basis"), "legal_basis");
    known(Text::tr("Rows of the law table"), "rows");
    known(Text::tr("Matricule"), "matricule");
    known(Text::tr("Quality"), "category");
    known(Text::tr("Employer"), "employer");
    known(Text::tr("Agrement no."), "agrement_no");
    known(Text::tr("State of the agrement"), "agrement_status");
    known(Text::tr("Habilitation"), "habilitation_id");
    known(Text::tr("Post"), "post_id");
    known(Text::tr("Room"), "room");
    known(Text::tr("Session"), "session_id");
    if (record.contains(QLatin1String("motif_code")))
        add(Text::tr("Motive"), withCode(motiveText(text(record, "motif_code")), text(record, "motif_code")));
    if (record.contains(QLatin1String("camera_id")))
        add(Text::tr("Camera"), withCode(cameraText(record, facts), text(record, "camera_id")));
    if (record.contains(QLatin1String("commune")))
        add(Text::tr("Commune"), withCode(communeText(record, facts), text(record, "commune")));
    known(Text::tr("Regime"), "regime");
    known(Text::tr("Authorisation no."), "autorisation_no");
    known(Text::tr("Authorised purposes"), "purpose");
    known(Text::tr("Version of the registry"), "registry_version");
    known(Text::tr("Identifier"), "uuid");
    known(Text::tr("Record before it"), "prev_hash");
    if (const QJsonObject details = record.value(QLatin1String("details")).toObject(); !details.isEmpty()) {
        lines.append(QString());
        lines.append(Text::tr("As it stands in the journal:"));
        lines.append(QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Indented)).trimmed());
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace vigie::evidenceui
