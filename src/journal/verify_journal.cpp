// SPDX-License-Identifier: GPL-3.0-or-later
#include <journal/file_journal.h>

#include "files.h"
#include "segments.h"

#include <QtCore/QFile>
#include <QtCore/QHash>
#include <QtCore/QJsonArray>

#include <algorithm>

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

/// What the purges of a chain say they took out.
struct Statements {
    struct Prefix {
        qint64 through = 0;
        QByteArray hash;
    };
    QList<Prefix> prefixes;
    QHash<qint64, QList<Purged>> parts; ///< by the first record of the part

    /// \p record is one of a chain whose checkpoints come later: see check().
    void read(const QJsonObject &record)
    {
        if (record.value(QLatin1String("operation")).toString() != eventName(Event::JournalPurged))
            return;
        number = record.value(QLatin1String("seq")).toInteger();
        const QJsonObject details = record.value(QLatin1String("details")).toObject();
        if (const qint64 through = details.value(QLatin1String("through")).toInteger(); through > 0)
            prefixes.append({through, details.value(QLatin1String("hash")).toString().toLatin1()});
        for (const QJsonValue &value : details.value(QLatin1String("parts")).toArray()) {
            const QJsonObject part = value.toObject();
            parts[part.value(QLatin1String("first")).toInteger()].append(
                {part.value(QLatin1String("count")).toInteger(), part.value(QLatin1String("digest")).toString().toLatin1()});
        }
    }
    /// That nothing is missing but what a purge says.
    [[nodiscard]] Result<> check(const ChainHead &begin, const QHash<qint64, Purged> &found, const Checkpoints &signs) const
    {
        const bool isSigned = number > 0 && number < signs.newest;
        if (begin.sequence > 0) {
            const bool told = std::any_of(prefixes.cbegin(), prefixes.cend(), [&begin](const Prefix &prefix) {
                return prefix.through == begin.sequence && prefix.hash == begin.hash;
            });
            if (!told || !isSigned)
                return fail(ErrorCode::Corrupt, QStringLiteral("record 1: missing up to record %1, and no purge says so").arg(begin.sequence));
        }
        for (auto part = found.cbegin(); part != found.cend(); ++part) {
            if (part->count > 0 && (!isSigned || !parts.value(part.key()).contains(*part)))
                return fail(ErrorCode::Corrupt,
                            QStringLiteral("record %1: records after it were taken out, and no purge says so").arg(part.key()));
        }
        return {};
    }
    qint64 number = 0; ///< of the newest purge
};

/// Who must have signed the chain, when that is known.
Result<> checkSigner(const Checkpoints &found, const secrets::Sealer *sealer, const std::optional<Checkpoints> &expected)
{
    if (expected && !found.chain.isEmpty() && found.chain != expected->chain)
        return fail(ErrorCode::Corrupt, QStringLiteral("record 1: of another journal than the one whose key is known"));
    if (expected && found.count > 0 && found.key != expected->key)
        return fail(ErrorCode::Corrupt, QStringLiteral("record %1: a checkpoint signed by another key").arg(found.newest));
    if (sealer && found.count > 0) {
        const auto signer = checkpointSigner(*sealer, found.chain);
        if (!signer)
            return fail(signer);
        if (signer->publicKey() != found.key)
            return fail(ErrorCode::Corrupt, QStringLiteral("record %1: a checkpoint that this station did not sign").arg(found.newest));
    }
    return {};
}

/// A chain that has been signed is signed again before long.
Result<> checkSignedLately(const ChainReport &report, const std::optional<Checkpoints> &expected)
{
    if (expected && report.head.sequence - report.checkpoints.newest > 4 * kCheckpointEvery)
        return fail(ErrorCode::Corrupt,
                    QStringLiteral("record %1: nothing is signed after it").arg(report.checkpoints.newest));
    return {};
}

/// The key beside the journal, for want of one from elsewhere.
Result<std::optional<Checkpoints>> keyBeside(const QString &path)
{
    QFile file(keyPath(path));
    if (!file.open(QIODevice::ReadOnly))
        return std::optional<Checkpoints>();
    auto known = fromKeyLine(file.read(512));
    if (!known)
        return fail(ErrorCode::Corrupt, QStringLiteral("%1: %2").arg(file.fileName(), known.error().detail));
    return std::optional<Checkpoints>(std::move(*known));
}

/// The part that is being written, from \p from on, against its head.
Result<ChainReport> verifyOpenPart(QFile &file, const QString &path, const ChainReport &from, const secrets::Sealer *sealer,
                                   Result<ChainHead> kept, const EachRecord &each)
{
    QByteArray named;
    if (kept && kept->sequence == from.head.sequence)
        named = from.head.hash;
    const auto note = [&](const QJsonObject &record, const ChainHead &head) {
        if (kept && head.sequence == kept->sequence)
            named = head.hash;
        if (each)
            each(record, head);
    };
    if (!file.isOpen()) { // closed a moment ago, and not begun again
        const auto agreed = checkAgainstHead(kept, from.head, named);
        return agreed ? Result<ChainReport>(from) : fail(agreed);
    }
    auto report = checkChain(file, from, note);
    if (report && !kept && kept.error().code == ErrorCode::NotFound && report->head.sequence > 0) {
        // No head, and yet records: somebody may have written the first ones while we read.
        kept = readHeadLocked(file, path, sealer);
        if (!file.seek(0))
            return fail(ErrorCode::Io, QStringLiteral("%1: %2").arg(path, file.errorString()));
        report = checkChain(file, from, note);
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
    if (const auto agreed = checkAgainstHead(kept, report->head, named); !agreed)
        return fail(agreed);
    return report;
}

/// Opened first, its head read next, the closed parts listed last: a part that is closed meanwhile is this very file.
struct Opened {
    QFile file;
    Result<ChainHead> kept = fail(ErrorCode::NotFound);
    QList<detail::Segment> closed;
};

Result<> openAll(Opened &opened, const QString &path, const secrets::Sealer *sealer)
{
    opened.file.setFileName(path);
    const bool isThere = opened.file.exists();
    if (isThere && !opened.file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, QStringLiteral("%1: %2").arg(path, opened.file.errorString()));
    opened.kept = isThere ? readHeadLocked(opened.file, path, sealer) : detail::readHead(path, sealer);
    for (const detail::Segment &segment : detail::closedSegments(path)) {
        if (!isThere || !detail::isSameFile(opened.file.handle(), segment.path))
            opened.closed.append(segment);
    }
    if (!isThere && opened.closed.isEmpty())
        return fail(ErrorCode::NotFound, path);
    return {};
}

/// All of it, \p expected being who must have signed it.
Result<ChainReport> verifyWhole(Opened &opened, const QString &path, const secrets::Sealer *sealer,
                                const std::optional<Checkpoints> &expected, const EachRecord &each, const GoOn &goOn = {})
{
    Statements statements;
    QHash<qint64, Purged> found;
    ChainHead begin;
    ChainReport report;
    bool isFirst = true;
    for (const detail::Segment &segment : std::as_const(opened.closed)) {
        if (goOn && !goOn())
            return fail(ErrorCode::Cancelled);
        QFile part(segment.path);
        if (!part.open(QIODevice::ReadOnly))
            return fail(ErrorCode::Io, QStringLiteral("%1: %2").arg(segment.path, part.errorString()));
        if (std::exchange(isFirst, false)) {
            const auto first = detail::firstRecordOf(part);
            if (!first || !*first)
                return first ? fail(ErrorCode::Corrupt, QStringLiteral("record %1: missing").arg(segment.first)) : fail(first);
            report = detail::before(**first);
            begin = report.head;
        }
        report.purged = {};
        auto read = checkChain(part, report, [&statements](const QJsonObject &record, const ChainHead &) { statements.read(record); });
        if (!read)
            return read;
        if (read->tornTail || read->checkpoints.newest != read->head.sequence)
            return fail(ErrorCode::Corrupt,
                        QStringLiteral("record %1: a part of the journal ends without a checkpoint").arg(read->head.sequence));
        found.insert(report.head.sequence + 1, read->purged);
        report = *read;
        report.wholeBytes = 0;
    }
    if (isFirst && opened.file.isOpen()) {
        const auto first = detail::firstRecordOf(opened.file);
        if (!first)
            return fail(first);
        if (*first)
            report = detail::before(**first);
        begin = report.head;
    }
    report.purged = {};
    const qint64 openPart = report.head.sequence + 1;
    auto whole = verifyOpenPart(opened.file, path, report, sealer, opened.kept,
                                [&](const QJsonObject &record, const ChainHead &head) {
                                    statements.read(record);
                                    if (each)
                                        each(record, head);
                                });
    if (!whole)
        return whole;
    found.insert(openPart, whole->purged);
    if (const auto right = checkSigner(whole->checkpoints, sealer, expected); !right)
        return fail(right);
    if (const auto lately = checkSignedLately(*whole, expected); !lately)
        return fail(lately);
    if (const auto told = statements.check(begin, found, whole->checkpoints); !told)
        return fail(told);
    return whole;
}

} // namespace

QString keyPath(const QString &path)
{
    return path + QStringLiteral(".pub");
}

Result<ChainReport> verifyCurrent(const QString &path, const secrets::Sealer *sealer, const EachRecord &each)
{
    Opened opened;
    if (const auto all = openAll(opened, path, sealer); !all)
        return fail(all);
    if (opened.closed.isEmpty())
        return verifyWhole(opened, path, sealer, {}, each);
    const auto end = detail::endOf(opened.closed.constLast());
    if (!end)
        return fail(end);
    ChainReport from = *end;
    from.wholeBytes = 0;
    auto report = verifyOpenPart(opened.file, path, from, sealer, opened.kept, each);
    if (!report)
        return report;
    if (const auto right = checkSigner(report->checkpoints, sealer, {}); !right)
        return fail(right);
    return report;
}

Result<ChainReport> verifyJournal(const QString &path, const secrets::Sealer *sealer, const std::optional<Checkpoints> &key, const GoOn &goOn)
{
    Opened opened;
    if (const auto all = openAll(opened, path, sealer); !all)
        return fail(all);
    std::optional<Checkpoints> expected = key;
    if (!expected) {
        auto beside = keyBeside(path);
        if (!beside)
            return fail(beside);
        expected = std::move(*beside);
    }
    return verifyWhole(opened, path, sealer, expected, {}, goOn);
}

} // namespace vigie::journal
