// SPDX-License-Identifier: GPL-3.0-or-later
#include <journal/chain.h>

#include <core/paris_time.h>

#include <QtCore/QCryptographicHash>
#include <QtCore/QDateTime>
#include <QtCore/QIODevice>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QUuid>

namespace vigie::journal {
namespace {

constexpr char kBefore[] = "{\"hash\":\"";
constexpr char kBetween[] = "\",\"record\":";
constexpr char kBetweenPurged[] = "\",\"purged\":";
static_assert(sizeof kBetween == sizeof kBetweenPurged);
constexpr QLatin1String kPurgedMark("purged");
constexpr qsizetype kBeforeBytes = sizeof kBefore - 1;
constexpr qsizetype kBetweenBytes = sizeof kBetween - 1;
constexpr qsizetype kHashBytes = 64;

QByteArray hashOf(const QByteArray &record)
{
    return QCryptographicHash::hash(record, QCryptographicHash::Sha256).toHex();
}

/// Always of one shape, so that texts sort as instants do.
QString isoWithMillis(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count(), Qt::UTC)
        .toString(Qt::ISODateWithMs);
}

void put(QJsonObject &record, const char *key, const QString &value)
{
    if (!value.isEmpty())
        record.insert(QLatin1String(key), value);
}

tl::unexpected<Error> broken(qint64 sequence, const QString &why)
{
    return fail(ErrorCode::Corrupt, QStringLiteral("record %1: %2").arg(sequence).arg(why));
}

} // namespace

QJsonObject toRecord(const Entry &entry, qint64 sequence, Instant at,
                     const QByteArray &previousHash)
{
    QJsonObject record = entry.context;
    const QJsonObject own{
        {QStringLiteral("seq"), sequence},
        {QStringLiteral("uuid"), QUuid::createUuid().toString(QUuid::WithoutBraces)},
        {QStringLiteral("ts_utc"), isoWithMillis(at)},
        {QStringLiteral("ts_local"), paris::isoLocal(at)},
        {QStringLiteral("operation"), eventName(entry.event)},
        {QStringLiteral("prev_hash"), QString::fromLatin1(previousHash)},
    };
    for (auto field = own.begin(); field != own.end(); ++field)
        record.insert(field.key(), field.value());
    put(record, "session_id", entry.session.value);
    put(record, "matricule", entry.matricule);
    put(record, "post_id", entry.post.value);
    put(record, "camera_id", entry.camera.value);
    put(record, "commune", entry.commune.value);
    put(record, "motif_code", entry.motive);
    put(record, "decision", entry.decision);
    if (!entry.rows.isEmpty()) {
        QJsonArray rows;
        for (const int row : entry.rows)
            rows.append(row);
        record.insert(QStringLiteral("rows"), rows);
    }
    if (entry.registryVersion != 0)
        record.insert(QStringLiteral("registry_version"), entry.registryVersion);
    if (!entry.details.isEmpty())
        record.insert(QStringLiteral("details"), entry.details);
    return record;
}

Result<QByteArray> toLine(const QJsonObject &record, ChainHead &head)
{
    const QByteArray body = QJsonDocument(record).toJson(QJsonDocument::Compact);
    if (body.size() + kBeforeBytes + kHashBytes + kBetweenBytes + 2 > kMaximumLine)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("a journal record of %1 bytes").arg(body.size()));
    const QByteArray hash = hashOf(body);
    head.sequence = record.value(QLatin1String("seq")).toInteger();
    head.hash = hash;
    if (const auto at = instantFromIso(record.value(QLatin1String("ts_utc")).toString()))
        head.at = *at;
    return QByteArray(kBefore + hash + kBetween + body + "}\n");
}

QByteArray toPurgedLine(const QJsonObject &record, const QByteArray &hash)
{
    QJsonObject left;
    for (const char *key : {"seq", "ts_utc", "prev_hash"})
        left.insert(QLatin1String(key), record.value(QLatin1String(key)));
    return QByteArray(kBefore) + hash + kBetweenPurged + QJsonDocument(left).toJson(QJsonDocument::Compact) + "}\n";
}

bool isPurged(const QJsonObject &record)
{
    return record.contains(kPurgedMark);
}

void Purged::add(qint64 sequence, const QByteArray &hash)
{
    ++count;
    digest = hashOf(digest + QByteArray::number(sequence) + ' ' + hash);
}

Result<QJsonObject> checkLine(const QByteArray &line, ChainHead &head)
{
    const qint64 expected = head.sequence + 1;
    if (line.size() > kMaximumLine)
        return broken(expected, QStringLiteral("longer than any record"));
    const qsizetype bodyAt = kBeforeBytes + kHashBytes + kBetweenBytes;
    const QByteArray between = line.mid(kBeforeBytes + kHashBytes, kBetweenBytes);
    const bool purged = between == kBetweenPurged;
    if (line.size() < bodyAt + 4 || !line.startsWith(kBefore) || (between != kBetween && !purged)
        || !line.endsWith("}\n"))
        return broken(expected, QStringLiteral("not a journal line"));
    const QByteArray hash = line.mid(kBeforeBytes, kHashBytes);
    const QByteArray body = line.mid(bodyAt, line.size() - bodyAt - 2);
    if (!purged && hashOf(body) != hash)
        return broken(expected, QStringLiteral("content does not match its hash"));
    QJsonParseError problem;
    QJsonObject record = QJsonDocument::fromJson(body, &problem).object();
    if (problem.error != QJsonParseError::NoError)
        return broken(expected, QStringLiteral("not JSON"));
    if (record.value(QLatin1String("seq")).toInteger(-1) != expected)
        return broken(
            expected,
            QStringLiteral("numbered %1").arg(record.value(QLatin1String("seq")).toInteger(-1)));
    const QByteArray before = head.sequence == 0 ? QByteArray(kGenesisHash) : head.hash;
    if (record.value(QLatin1String("prev_hash")).toString().toLatin1() != before)
        return broken(expected, QStringLiteral("does not follow the record before it"));
    const auto at = instantFromIso(record.value(QLatin1String("ts_utc")).toString());
    if (!at)
        return broken(expected, QStringLiteral("has no time"));
    if (head.at && *at < *head.at)
        return broken(expected, QStringLiteral("is older than the record before it"));
    head = {expected, hash, *at};
    if (purged)
        record.insert(kPurgedMark, true);
    return record;
}

Result<ChainReport> checkChain(QIODevice &device, const ChainReport &from,
                               const EachRecord &each)
{
    return readChain(device, from, [&each](const QJsonObject &record, const ChainHead &head, const QByteArray &) -> Result<> {
        if (each)
            each(record, head);
        return {};
    });
}

Result<ChainReport> readChain(QIODevice &device, const ChainReport &from, const EachLine &each)
{
    ChainReport report{from.head, from.wholeBytes, false, from.purged, from.checkpoints};
    bool again = false;
    for (;;) {
        const QByteArray line = device.readLine(kMaximumLine + 2);
        if (line.isEmpty()) {
            if (device.atEnd())
                return report;
            if (again)
                return fail(ErrorCode::Io, device.errorString());
            again = true; // another program may have appended between the two questions
            continue;
        }
        again = false;
        if (!line.endsWith('\n') && line.size() <= kMaximumLine) {
            report.tornTail = true; // the end as it was while we read, whatever stands there now
            return report;
        }
        const auto record = checkLine(line, report.head);
        if (!record)
            return fail(record);
        if (isPurged(*record))
            report.purged.add(report.head.sequence, report.head.hash);
        if (const auto signs = follow(report.checkpoints, *record, report.head.hash); !signs)
            return fail(signs);
        report.wholeBytes += line.size();
        if (const auto taken = each(*record, report.head, line); !taken)
            return fail(taken);
    }
}

} // namespace vigie::journal
