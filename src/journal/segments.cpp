// SPDX-License-Identifier: GPL-3.0-or-later
#include "segments.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonDocument>

#include <algorithm>

namespace vigie::journal::detail {
namespace {

constexpr int kDigits = 12;

tl::unexpected<Error> unread(const QFile &file)
{
    return fail(ErrorCode::Io, QStringLiteral("%1: %2").arg(file.fileName(), file.errorString()));
}

} // namespace

Result<std::pair<QJsonObject, ChainReport>> checkAlone(const QByteArray &line)
{
    const QJsonObject outer = QJsonDocument::fromJson(line).object();
    const QJsonObject inner = outer.value(outer.contains(QLatin1String("record")) ? QLatin1String("record") : QLatin1String("purged")).toObject();
    ChainReport report = before(inner);
    const auto record = checkLine(line, report.head);
    if (!record)
        return fail(record);
    if (const auto signs = follow(report.checkpoints, *record, report.head.hash); !signs)
        return fail(signs);
    return std::pair(*record, report);
}

QString segmentPath(const QString &journal, qint64 first)
{
    return QStringLiteral("%1.%2").arg(journal).arg(first, kDigits, 10, QLatin1Char('0'));
}

QList<Segment> closedSegments(const QString &journal)
{
    const QFileInfo info(journal);
    QList<Segment> segments;
    const QStringList names = info.dir().entryList({info.fileName() + QStringLiteral(".*")}, QDir::Files | QDir::Hidden);
    for (const QString &name : names) {
        const QString digits = name.mid(info.fileName().size() + 1);
        bool isNumber = false;
        const qint64 first = digits.toLongLong(&isNumber);
        if (isNumber && first > 0 && digits.size() == kDigits)
            segments.append({info.dir().filePath(name), first});
    }
    std::sort(segments.begin(), segments.end(), [](const Segment &a, const Segment &b) { return a.first < b.first; });
    return segments;
}

Result<ChainReport> endOf(const Segment &segment)
{
    QFile file(segment.path);
    if (!file.open(QIODevice::ReadOnly) || !file.seek(std::max<qint64>(0, file.size() - kMaximumLine)))
        return unread(file);
    QByteArray end = file.readAll();
    const auto newline = end.lastIndexOf('\n', -2);
    if (newline >= 0)
        end = end.mid(newline + 1);
    const auto last = checkAlone(end);
    if (!last)
        return fail(ErrorCode::Corrupt, QStringLiteral("%1: %2").arg(segment.path, last.error().detail));
    const auto &[record, report] = *last;
    if (report.checkpoints.newest != report.head.sequence
        || record.value(QLatin1String("details")).toObject().value(QLatin1String("why")).toString() != kSegmentEnd)
        return fail(ErrorCode::Corrupt, QStringLiteral("record %1: a part of the journal ends without a checkpoint").arg(report.head.sequence));
    return report;
}

Result<std::optional<QJsonObject>> firstRecordOf(QFile &file)
{
    if (!file.seek(0))
        return unread(file);
    const QByteArray line = file.readLine(kMaximumLine + 2);
    if (!file.seek(0))
        return unread(file);
    if (!line.endsWith('\n'))
        return std::optional<QJsonObject>();
    auto record = checkAlone(line);
    if (!record)
        return fail(record);
    return std::optional<QJsonObject>(record->first);
}

ChainReport before(const QJsonObject &record)
{
    ChainReport report;
    const qint64 number = record.value(QLatin1String("seq")).toInteger();
    if (number > 1) {
        report.head.sequence = number - 1;
        report.head.hash = record.value(QLatin1String("prev_hash")).toString().toLatin1();
    }
    return report;
}

Result<QStringList> filesOf(const QString &journal)
{
    QStringList files;
    for (const Segment &segment : closedSegments(journal))
        files.append(segment.path);
    if (QFile::exists(journal))
        files.append(journal);
    return files.isEmpty() ? fail(ErrorCode::NotFound, journal) : Result<QStringList>(files);
}

Result<ChainReport>
readWhole(const QString &journal, const std::function<void(const QString &file, const QJsonObject &record, const ChainHead &head)> &each)
{
    const auto files = filesOf(journal);
    if (!files)
        return fail(files);
    ChainReport report;
    for (const QString &name : *files) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            return unread(file);
        if (report.head.sequence == 0) {
            const auto first = firstRecordOf(file);
            if (!first)
                return fail(first);
            if (*first)
                report = before(**first);
        }
        report.wholeBytes = 0;
        const auto read = checkChain(file, report, [&](const QJsonObject &record, const ChainHead &head) { each(name, record, head); });
        if (!read)
            return fail(read.error().code, QStringLiteral("%1: %2").arg(name, read.error().detail));
        report = *read;
    }
    return report;
}

} // namespace vigie::journal::detail
