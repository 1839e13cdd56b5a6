// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/time.h>
#include <journal/checkpoint.h>
#include <journal/journal.h>

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>

#include <functional>

class QIODevice;

/// The chain as bytes: one line a record, `{"hash":"<64 hex>","record":{…}}` and a newline. hash is
/// the SHA-256 of the record's bytes as they stand; the record names the hash before it
/// (prev_hash), so every byte of the file is covered. A record that was taken out at the end of its retention leaves
/// `{"hash":"…","purged":{"seq":…,"ts_utc":…,"prev_hash":…}}`, which chains as it did. Pure; any thread.
namespace vigie::journal {

/// Where a chain stands: number and hash of its newest record. Number 0 and kGenesisHash before the
/// first.
struct ChainHead {
    qint64 sequence = 0;
    QByteArray hash; ///< 64 hex digits
    std::optional<Instant> at;
    bool operator==(const ChainHead &) const = default;
};

/// prev_hash of record 1.
inline constexpr char kGenesisHash[] =
    "0000000000000000000000000000000000000000000000000000000000000000";
/// Longest line accepted, in bytes.
inline constexpr qint64 kMaximumLine = 64 * 1024;

/// The record's JSON for \p entry at \p at as number \p sequence. Never goes back: the caller
/// passes max(now, newest).
[[nodiscard]] QJsonObject toRecord(const Entry &entry, qint64 sequence, Instant at,
                                   const QByteArray &previousHash);
/// The line of \p record, and the head after it. \return InvalidArgument when the line would be too
/// long
[[nodiscard]] Result<QByteArray> toLine(const QJsonObject &record, ChainHead &head);

/// Checks one line against \p head and moves the head on. Of a purged line what is left of the record is returned.
/// \return Corrupt, naming the record
[[nodiscard]] Result<QJsonObject> checkLine(const QByteArray &line, ChainHead &head);

/// The line that stays of \p record once it was taken out.
[[nodiscard]] QByteArray toPurgedLine(const QJsonObject &record, const QByteArray &hash);
[[nodiscard]] bool isPurged(const QJsonObject &record);

/// Records taken out of a part of a chain: how many, and a digest of which.
struct Purged {
    qint64 count = 0;
    QByteArray digest; ///< 64 hex digits; empty while there are none
    void add(qint64 sequence, const QByteArray &hash);
    bool operator==(const Purged &) const = default;
};

struct ChainReport {
    ChainHead head;
    qint64 wholeBytes = 0; ///< bytes up to the end of the last whole line
    bool tornTail = false; ///< bytes without a newline follow: a write cut by a power failure,
                           ///< never acknowledged
    Purged purged; ///< whether that was right is for whoever reads a whole journal to say
    Checkpoints checkpoints; ///< their signatures are checked on the way
};
/// Asked now and then while a journal is read; false: the reading is given up (Cancelled).
using GoOn = std::function<bool()>;
/// Is given each record, and the chain after it: head.hash is the record's own.
using EachRecord = std::function<void(const QJsonObject &record, const ChainHead &head)>;
/// The same with its line as it stands, with the newline. What it fails with ends the reading.
using EachLine = std::function<Result<>(const QJsonObject &record, const ChainHead &head, const QByteArray &line)>;
/// As checkChain().
[[nodiscard]] Result<ChainReport> readChain(QIODevice &device, const ChainReport &from, const EachLine &each);
/// Reads a chain from where \p device stands to its end, going on from \p from.
/// \return Corrupt naming the first broken record, Io
[[nodiscard]] Result<ChainReport>
checkChain(QIODevice &device, const ChainReport &from = {},
           const EachRecord &each = {});

} // namespace vigie::journal
