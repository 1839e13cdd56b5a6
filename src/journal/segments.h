// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <journal/chain.h>

class QFile;

/// The closed parts of a journal: FILE.000000000001 and so on, named by their first record. Each ends with a checkpoint;
/// FILE goes on from the newest.
namespace vigie::journal::detail {

/// Why a segment's last checkpoint was made.
inline const QString kSegmentEnd = QStringLiteral("segment-end");

struct Segment {
    QString path;
    qint64 first = 0; ///< number of its first record
};

[[nodiscard]] QString segmentPath(const QString &journal, qint64 first);
/// Oldest first.
[[nodiscard]] QList<Segment> closedSegments(const QString &journal);
/// Where the record after \p segment goes on: of its last line, which must be a checkpoint that closes it.
/// \return Corrupt, Io
[[nodiscard]] Result<ChainReport> endOf(const Segment &segment);
/// What a line says, checked as if it stood alone: its hash, its shape, its signature. \return its record, and the chain after
/// it; Corrupt
[[nodiscard]] Result<std::pair<QJsonObject, ChainReport>> checkAlone(const QByteArray &line);
/// The first record of an open file, or what is left of it; nothing when it has no whole line. The file stands at its
/// beginning afterwards. \return Corrupt, Io
[[nodiscard]] Result<std::optional<QJsonObject>> firstRecordOf(QFile &file);
/// Where a chain begins whose first record is \p record: before record 1, or after those that were taken out.
[[nodiscard]] ChainReport before(const QJsonObject &record);

/// Its closed parts, oldest first, and the one that is being written, where there is one. \return NotFound
[[nodiscard]] Result<QStringList> filesOf(const QString &journal);
/// Reads all of \p journal as one chain, from its first record on. \return as checkChain(), naming the file; NotFound
[[nodiscard]] Result<ChainReport>
readWhole(const QString &journal, const std::function<void(const QString &file, const QJsonObject &record, const ChainHead &head)> &each);

} // namespace vigie::journal::detail
