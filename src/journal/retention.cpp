// SPDX-License-Identifier: GPL-3.0-or-later
#include <journal/retention.h>

#include "files.h"
#include "segments.h"

#include <core/paris_time.h>

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QSaveFile>
#include <QtCore/QSet>

#include <algorithm>

namespace vigie::journal {
namespace {

struct Hold {
    Instant from;
    Instant until;
};

Instant instantIn(const QJsonObject &object, const char *key)
{
    return instantFromIso(object.value(QLatin1String(key)).toString()).value_or(Instant());
}

QHash<QString, Hold> holdsOf(const QList<QJsonObject> &records)
{
    QHash<QString, Hold> holds;
    for (const QJsonObject &record : records) {
        const QJsonObject details = record.value(QLatin1String("details")).toObject();
        const QString name = details.value(QLatin1String("hold")).toString();
        if (record.value(QLatin1String("operation")).toString() == eventName(Event::LegalHold))
            holds.insert(name, {instantIn(details, "from"), instantIn(details, "until")});
        else
            holds.remove(name);
    }
    return holds;
}

/// The first instant at which a record of \p at may go.
Instant endOfRetention(Instant at, int months)
{
    const Date day = paris::dateAt(at);
    auto later = std::chrono::year_month(day.year(), day.month()) + std::chrono::months(months);
    Date end{later.year(), later.month(), day.day()};
    if (!end.ok()) // the thirty-first of a month that has none
        end = Date(later.year() / later.month() / std::chrono::last);
    return paris::endOf(end);
}

} // namespace

Result<Retention> retentionFromJson(const QByteArray &json)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (problem.error != QJsonParseError::NoError || !document.isObject())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("a policy is {\"months\": 12, \"events\": {\"refusal\": 36}}"));
    Retention retention;
    const auto isMonths = [](const QJsonValue &value) {
        const int months = value.toInt(-1);
        return months >= Retention::kLeastMonths && months <= Retention::kMostMonths;
    };
    for (const QString &key : document.object().keys()) {
        if (key != QLatin1String("months") && key != QLatin1String("events"))
            return fail(ErrorCode::InvalidArgument, QStringLiteral("%1: not a key of a policy").arg(key));
    }
    if (const QJsonValue months = document[QLatin1String("months")]; !months.isUndefined()) {
        if (!isMonths(months))
            return fail(ErrorCode::InvalidArgument, QStringLiteral("months: a whole number from 6 to 240"));
        retention.months = months.toInt();
    }
    const QJsonObject events = document[QLatin1String("events")].toObject();
    for (auto event = events.begin(); event != events.end(); ++event) {
        if (!eventFromName(event.key()) || !isMonths(event.value()))
            return fail(ErrorCode::InvalidArgument, QStringLiteral("events.%1: a kind of record, and a whole number from 6 to 240").arg(event.key()));
        retention.other.insert(event.key(), event.value().toInt());
    }
    return retention;
}

int PurgePlan::filesRemoved() const
{
    return static_cast<int>(std::count_if(parts.cbegin(), parts.cend(), [](const Part &part) { return part.whole; }));
}

QJsonObject PurgePlan::statement() const
{
    QJsonObject details{{QStringLiteral("records"), records}};
    QJsonArray listed;
    for (const Part &part : parts) {
        if (part.whole) {
            details.insert(QStringLiteral("through"), part.last);
            details.insert(QStringLiteral("hash"), QString::fromLatin1(part.closing));
        } else {
            listed.append(QJsonObject{{QStringLiteral("first"), part.first},
                                      {QStringLiteral("count"), part.purged.count},
                                      {QStringLiteral("digest"), QString::fromLatin1(part.purged.digest)}});
        }
    }
    if (!listed.isEmpty())
        details.insert(QStringLiteral("parts"), listed);
    return details;
}

Result<PurgePlan> planPurge(const QString &journal, const Retention &retention, Instant now)
{
    // Holds first: one that was made yesterday keeps what is years old.
    QList<QJsonObject> heldRecords;
    const auto gathered = detail::readWhole(journal, [&heldRecords](const QString &, const QJsonObject &record, const ChainHead &) {
        const QString event = record.value(QLatin1String("operation")).toString();
        if (event == eventName(Event::LegalHold) || event == eventName(Event::LegalHoldLifted))
            heldRecords.append(record);
    });
    if (!gathered)
        return fail(gathered);
    const auto holds = holdsOf(heldRecords);

    struct Reading {
        PurgePlan::Part part;
        qint64 now = 0; ///< taken out by this purge
        bool allDue = true;
    };
    QList<Reading> readings;
    PurgePlan plan;
    const auto read = detail::readWhole(journal, [&](const QString &file, const QJsonObject &record, const ChainHead &head) {
        if (readings.isEmpty() || readings.constLast().part.path != file) {
            Reading next;
            next.part.path = file;
            next.part.first = head.sequence;
            readings.append(next);
        }
        Reading &reading = readings.last();
        reading.part.last = head.sequence;
        reading.part.closing = head.hash;
        const Instant at = head.at.value_or(Instant());
        bool due = isPurged(record);
        if (!due) {
            due = endOfRetention(at, retention.monthsOf(record.value(QLatin1String("operation")).toString())) <= now;
            const bool held = due && std::any_of(holds.cbegin(), holds.cend(), [at](const Hold &hold) { return at >= hold.from && at < hold.until; });
            if (held) {
                due = false;
                ++plan.held;
            }
            reading.now += due ? 1 : 0;
        }
        // A checkpoint closes its part for as long as anything of the part is there.
        const bool isCheckpoint = record.value(QLatin1String("operation")).toString() == eventName(Event::Checkpoint);
        reading.allDue = reading.allDue && (due || isCheckpoint);
        if (due && !isCheckpoint) {
            reading.part.taken.append(head.sequence);
            reading.part.purged.add(head.sequence, head.hash);
        }
    });
    if (!read)
        return fail(read);
    bool prefix = true; // whole parts only go from the beginning
    for (Reading &reading : readings) {
        if (reading.part.path == journal)
            continue;
        prefix = prefix && reading.allDue;
        reading.part.whole = prefix;
        if (!prefix && reading.now == 0)
            continue;
        plan.records += prefix ? reading.part.last - reading.part.first + 1 : reading.now;
        plan.parts.append(reading.part);
    }
    return plan;
}

Result<> carryOut(const PurgePlan &plan)
{
    for (const PurgePlan::Part &part : plan.parts) {
        if (part.whole) {
            if (!QFile::remove(part.path) && QFile::exists(part.path))
                return fail(ErrorCode::Io, QStringLiteral("%1 cannot be removed").arg(part.path));
            continue;
        }
        QFile file(part.path);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::Io, QStringLiteral("%1: %2").arg(part.path, file.errorString()));
        const auto first = detail::firstRecordOf(file);
        if (!first || !*first)
            return first ? fail(ErrorCode::Corrupt, part.path) : fail(first);
        ChainHead head = detail::before(**first).head;
        QSaveFile out(part.path);
        if (!out.open(QIODevice::WriteOnly) || !out.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
            return fail(ErrorCode::Io, QStringLiteral("%1: %2").arg(part.path, out.errorString()));
        const QSet<qint64> taken(part.taken.cbegin(), part.taken.cend());
        while (!file.atEnd()) {
            const QByteArray line = file.readLine(kMaximumLine + 2);
            const auto record = checkLine(line, head);
            if (!record)
                return fail(record);
            const QByteArray kept = taken.contains(head.sequence) && !isPurged(*record) ? toPurgedLine(*record, head.hash) : line;
            if (out.write(kept) != kept.size())
                return fail(ErrorCode::DiskFull, out.errorString());
        }
        if (!out.commit())
            return fail(ErrorCode::Io, QStringLiteral("%1: %2").arg(part.path, out.errorString()));
    }
    return plan.parts.isEmpty() ? Result<>() : detail::syncFolderOf(plan.parts.constFirst().path);
}

} // namespace vigie::journal
