// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <journal/chain.h>
#include <journal/journal_filter.h>

/// Looking into a journal while it is written. What is handed out was checked on the way: hashes, numbers, how the parts of the
/// journal follow each other, signatures. Whether all of it is whole, with its head and its purges, is for verifyJournal().
/// Whoever shows any of it records that first (evidence/journal_desk.h). Any thread.
namespace vigie::journal {

struct Page {
    QList<QJsonObject> records; ///< the newest first
    bool older = false; ///< there are more of them, older ones
};
/// The newest records that \p filter matches, of those before number \p before (0: of all); reads no more parts than it must.
/// \param limit  at least 1 \return Corrupt naming the first broken record, NotFound, Io, Cancelled
[[nodiscard]] Result<Page> readPage(const QString &journal, const Filter &filter, qint64 before, int limit, const GoOn &goOn = {});

/// Everything that \p filter matches, oldest first; \p each is given their lines as they stand. \return how the chain stands
/// that was read; Corrupt, NotFound, Io, Cancelled, and what \p each failed with
[[nodiscard]] Result<ChainReport> readRecords(const QString &journal, const Filter &filter, const EachLine &each,
                                              const GoOn &goOn = {});

/// Lines of a journal that stand alone, as readRecords() handed them out: each is whole and is what \p filter says, none stands
/// twice or out of order, neighbours follow each other. What is missing between them is not known.
/// \return Corrupt naming the record, Io
[[nodiscard]] Result<> checkExcerpt(QIODevice &device, const Filter &filter, const EachLine &each);

} // namespace vigie::journal
