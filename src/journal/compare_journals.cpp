// SPDX-License-Identifier: GPL-3.0-or-later
#include <journal/compare_journals.h>

#include "segments.h"

#include <QtCore/QFile>

#include <algorithm>

namespace vigie::journal {
namespace {

/// The hashes of a chain, from its first record on.
struct Hashes {
    qint64 first = 1;
    QList<QByteArray> hashes;
    [[nodiscard]] qint64 last() const { return first + hashes.size() - 1; }
    [[nodiscard]] const QByteArray &at(qint64 number) const { return hashes.at(number - first); }
};

Result<Hashes> hashesOf(const QString &path)
{
    Hashes all;
    bool isFirst = true;
    ChainReport report;
    QStringList files;
    for (const detail::Segment &segment : detail::closedSegments(path))
        files.append(segment.path);
    if (QFile::exists(path))
        files.append(path);
    if (files.isEmpty())
        return fail(ErrorCode::NotFound, path);
    for (const QString &name : std::as_const(files)) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::Io, QStringLiteral("%1: %2").arg(name, file.errorString()));
        if (isFirst) {
            const auto first = detail::firstRecordOf(file);
            if (!first)
                return fail(first);
            if (*first) {
                report = detail::before(**first);
                all.first = report.head.sequence + 1;
                isFirst = false;
            }
        }
        // Each record names the hash before it; the newest stands in the head.
        const qint64 begin = report.head.sequence;
        const auto read = checkChain(file, report, [&](const QJsonObject &record) {
            if (record.value(QLatin1String("seq")).toInteger() > begin + 1)
                all.hashes.append(record.value(QLatin1String("prev_hash")).toString().toLatin1());
        });
        if (!read)
            return fail(ErrorCode::Corrupt, QStringLiteral("%1: %2").arg(name, read.error().detail));
        if (read->head.sequence > begin)
            all.hashes.append(read->head.hash);
        report = *read;
        report.wholeBytes = 0;
    }
    return all;
}

} // namespace

Result<Comparison> compareJournals(const QString &a, const QString &b)
{
    const auto one = hashesOf(a);
    if (!one)
        return fail(one);
    const auto two = hashesOf(b);
    if (!two)
        return fail(two);
    Comparison comparison;
    comparison.recordsOfA = one->last();
    comparison.recordsOfB = two->last();
    const qint64 first = std::max(one->first, two->first);
    const qint64 last = std::min(one->last(), two->last());
    comparison.agreeThrough = std::min(first - 1, last);
    for (qint64 number = first; number <= last; ++number) {
        if (one->at(number) != two->at(number)) {
            comparison.diverges = true;
            break;
        }
        comparison.agreeThrough = number;
    }
    comparison.sameChain = last >= first && one->at(first) == two->at(first);
    return comparison;
}

} // namespace vigie::journal
