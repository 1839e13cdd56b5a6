// SPDX-License-Identifier: GPL-3.0-or-later
#include <journal/file_journal.h>

#include "files.h"

#include <QtCore/QFile>

namespace vigie::journal {
namespace {

using detail::FileLock;

/// A chain may be longer than its head says (the head is written after the record), never shorter,
/// and the record the head names must have the head's hash. \p named is the hash found at that
/// number.
Result<> checkAgainstHead(const Result<ChainHead> &kept, const ChainHead &chain,
                          const QByteArray &named)
{
    if (!kept) {
        if (kept.error().code == ErrorCode::NotFound && chain.sequence == 0)
            return {};
        return kept.error().code == ErrorCode::NotFound
            ? fail(ErrorCode::Corrupt, QStringLiteral("the head file is missing"))
            : fail(kept);
    }
    if (kept->sequence > chain.sequence)
        return fail(ErrorCode::Corrupt,
                    QStringLiteral("record %1: missing, the chain was cut after record %2")
                        .arg(chain.sequence + 1)
                        .arg(chain.sequence));
    if (kept->sequence > 0 && named != kept->hash)
        return fail(ErrorCode::Corrupt,
                    QStringLiteral("record %1: not the one the head names").arg(kept->sequence));
    return {};
}

/// The lock is held for the head alone: reading years of records must not keep a writer waiting.
Result<ChainHead> readHeadLocked(QFile &file, const QString &path, const secrets::Sealer *sealer)
{
    const auto lock = FileLock::take(file.handle(), LOCK_SH);
    if (!lock)
        return fail(lock);
    return detail::readHead(path, sealer);
}

} // namespace

Result<ChainReport> verifyJournal(const QString &path, const secrets::Sealer *sealer)
{
    QFile file(path);
    if (!file.exists())
        return fail(ErrorCode::NotFound, path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, QStringLiteral("%1: %2").arg(path, file.errorString()));
    // The head first and the file after it, so that a chain that grows meanwhile is only longer.
    Result<ChainHead> kept = readHeadLocked(file, path, sealer);
    QByteArray named;
    const auto note = [&](const QJsonObject &record) {
        // prev_hash of record n + 1 is the hash of record n; the newest is compared below.
        if (kept && record.value(QLatin1String("seq")).toInteger() == kept->sequence + 1)
            named = record.value(QLatin1String("prev_hash")).toString().toLatin1();
    };
    auto report = checkChain(file, {}, note);
    if (report && !kept && kept.error().code == ErrorCode::NotFound && report->head.sequence > 0) {
        // No head, and yet records: somebody may have written the first ones while we read.
        kept = readHeadLocked(file, path, sealer);
        if (!file.seek(0))
            return fail(ErrorCode::Io, QStringLiteral("%1: %2").arg(path, file.errorString()));
        report = checkChain(file, {}, note);
    }
    if (!report)
        return report;
    if (report->tornTail) {
        // A writer may have been in the middle of a line: under the lock nobody is.
        const auto lock = FileLock::take(file.handle(), LOCK_SH);
        if (!lock)
            return fail(lock);
        if (!file.seek(report->wholeBytes))
            return fail(ErrorCode::Io, QStringLiteral("%1: %2").arg(path, file.errorString()));
        report = checkChain(file, *report, note);
        if (!report)
            return report;
    }
    if (kept && report->head.sequence == kept->sequence)
        named = report->head.hash;
    if (const auto agreed = checkAgainstHead(kept, report->head, named); !agreed)
        return fail(agreed);
    return report;
}

} // namespace vigie::journal
