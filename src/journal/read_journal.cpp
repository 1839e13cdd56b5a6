// SPDX-License-Identifier: GPL-3.0-or-later
#include <journal/read_journal.h>

#include "segments.h"

#include <QtCore/QFile>

#include <algorithm>
#include <deque>
#include <memory>

namespace vigie::journal {
namespace {

constexpr qint64 kAskEvery = 4096; // records

tl::unexpected<Error> brokenAt(qint64 number, const char *why)
{
    return fail(ErrorCode::Corrupt, QStringLiteral("record %1: %2").arg(number).arg(QLatin1String(why)));
}

/// One file of a journal, and where it begins. Closed ones are opened one at a time: there may be many.
struct Part {
    std::unique_ptr<QFile> file;
    ChainReport begin;
    Instant at; ///< of its first record
    bool isOpen = false; ///< being written
};

/// Those that hold a record, oldest first. The part being written is opened before the others are listed: when it is closed
/// meanwhile, it is found twice, and taken once.
Result<std::vector<Part>> partsOf(const QString &journal)
{
    auto current = std::make_unique<QFile>(journal);
    const bool isThere = current->exists();
    if (isThere && !current->open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, QStringLiteral("%1: %2").arg(journal, current->errorString()));
    std::vector<Part> parts;
    const auto take = [&parts](std::unique_ptr<QFile> file, bool isOpen) -> Result<> {
        const auto first = detail::firstRecordOf(*file);
        if (!isOpen)
            file->close();
        if (!first)
            return fail(first);
        if (!*first)
            return {};
        const auto at = instantFromIso((*first)->value(QLatin1String("ts_utc")).toString());
        const ChainReport begin = detail::before(**first);
        if (parts.empty() || begin.head.sequence > parts.back().begin.head.sequence)
            parts.push_back({std::move(file), begin, at.value_or(Instant()), isOpen});
        return {};
    };
    const auto closed = detail::closedSegments(journal);
    if (!isThere && closed.isEmpty())
        return fail(ErrorCode::NotFound, journal);
    for (const detail::Segment &segment : closed) {
        auto file = std::make_unique<QFile>(segment.path);
        if (!file->open(QIODevice::ReadOnly))
            return fail(ErrorCode::Io, QStringLiteral("%1: %2").arg(segment.path, file->errorString()));
        if (const auto taken = take(std::move(file), false); !taken)
            return fail(taken);
    }
    if (isThere) {
        if (const auto taken = take(std::move(current), true); !taken)
            return fail(taken);
    }
    return parts;
}

/// Reads one part, which must be whole unless it is being written.
Result<ChainReport> readPart(Part &part, const ChainReport &from, const GoOn &goOn, const EachLine &each)
{
    if (!part.file->isOpen() && !part.file->open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, QStringLiteral("%1: %2").arg(part.file->fileName(), part.file->errorString()));
    auto report = readChain(*part.file, from, [&](const QJsonObject &record, const ChainHead &head, const QByteArray &line) -> Result<> {
        if (goOn && head.sequence % kAskEvery == 0 && !goOn())
            return fail(ErrorCode::Cancelled);
        return each(record, head, line);
    });
    part.file->close();
    if (report && report->tornTail && !part.isOpen)
        return brokenAt(report->head.sequence + 1, "unfinished");
    return report;
}

/// Whether two parts of one journal can both be its own.
bool isOneSigner(const Checkpoints &a, const Checkpoints &b)
{
    return a.count == 0 || b.count == 0 || (a.key == b.key && a.chain == b.chain);
}

} // namespace

Result<Page> readPage(const QString &journal, const Filter &filter, qint64 before, int limit, const GoOn &goOn)
{
    auto parts = partsOf(journal);
    if (!parts)
        return fail(parts);
    const auto most = static_cast<std::size_t>(std::max(limit, 1)) + 1; // one more says whether there are more
    Page page;
    Checkpoints signs;
    for (auto part = parts->rbegin(); part != parts->rend() && static_cast<std::size_t>(page.records.size()) < most; ++part) {
        if (goOn && !goOn())
            return fail(ErrorCode::Cancelled);
        const qint64 first = part->begin.head.sequence + 1;
        if ((before > 0 && first >= before) || (filter.during.until && part->at >= *filter.during.until))
            continue; // nothing of it is asked for
        const std::size_t wanted = most - static_cast<std::size_t>(page.records.size());
        std::deque<QJsonObject> newest;
        const auto report = readPart(*part, part->begin, goOn, [&](const QJsonObject &record, const ChainHead &head, const QByteArray &) -> Result<> {
            if ((before > 0 && head.sequence >= before) || !filter.matches(record))
                return {};
            newest.push_back(record);
            if (newest.size() > wanted)
                newest.pop_front();
            return {};
        });
        if (!report)
            return fail(report);
        if (part != parts->rbegin()) {
            const ChainHead &next = std::prev(part)->begin.head; // where the part after this one goes on
            if (report->head.sequence != next.sequence || report->head.hash != next.hash)
                return brokenAt(report->head.sequence + 1, "does not follow the record before it");
        }
        if (!isOneSigner(report->checkpoints, signs))
            return brokenAt(report->checkpoints.newest, "a checkpoint signed by another key");
        if (report->checkpoints.count > 0)
            signs = report->checkpoints;
        for (auto record = newest.rbegin(); record != newest.rend(); ++record)
            page.records.append(*record);
        if (filter.during.from && part->at < *filter.during.from)
            break; // everything before is older still
    }
    page.older = static_cast<std::size_t>(page.records.size()) == most;
    if (page.older)
        page.records.removeLast();
    return page;
}

Result<ChainReport> readRecords(const QString &journal, const Filter &filter, const EachLine &each, const GoOn &goOn)
{
    auto parts = partsOf(journal);
    if (!parts)
        return fail(parts);
    ChainReport report;
    if (!parts->empty())
        report = parts->front().begin;
    for (Part &part : *parts) {
        if (goOn && !goOn())
            return fail(ErrorCode::Cancelled);
        report.wholeBytes = 0;
        auto read = readPart(part, report, goOn, [&](const QJsonObject &record, const ChainHead &head, const QByteArray &line) {
            return filter.matches(record) ? each(record, head, line) : Result<>();
        });
        if (!read)
            return read;
        report = *read;
    }
    return report;
}

Result<> checkExcerpt(QIODevice &device, const Filter &filter, const EachLine &each)
{
    ChainHead last;
    while (!device.atEnd()) {
        const QByteArray line = device.readLine(kMaximumLine + 2);
        const auto alone = detail::checkAlone(line);
        if (!alone)
            return fail(ErrorCode::Corrupt, QStringLiteral("after record %1: %2").arg(last.sequence).arg(alone.error().detail));
        const auto &[record, report] = *alone;
        const ChainHead &head = report.head;
        if (head.sequence <= last.sequence)
            return brokenAt(head.sequence, "stands after a later one");
        if (last.sequence > 0 && head.sequence == last.sequence + 1
            && record.value(QLatin1String("prev_hash")).toString().toLatin1() != last.hash)
            return brokenAt(head.sequence, "does not follow the record before it");
        if (!filter.matches(record))
            return brokenAt(head.sequence, "not what was asked for");
        if (const auto taken = each(record, head, line); !taken)
            return taken;
        last = head;
    }
    return {};
}

} // namespace vigie::journal
