// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <journal/chain.h>
#include <journal/journal.h>
#include <secrets/sealer.h>

#include <memory>

namespace vigie::journal {

/// When a part of a journal is closed, so that a start reads little and a purge has something to take.
struct SegmentLimits {
    qint64 bytes = 16 * 1024 * 1024;
    std::chrono::hours age{31 * 24}; ///< of its first record
};

/// The embedded journal: one append-only file of chained lines (chain.h) and, beside it, FILE.head:
/// number and hash of the newest record, authenticated with the station key, so that a cut tail
/// shows; FILE.pub, the public key of its checkpoints, to be kept elsewhere too; and its closed
/// parts, FILE.000000000001 and so on. A writer thread appends what waits in one write and one fdatasync. Several processes may
/// append to the same file; a lock orders them. Thread: GUI.
class FileJournal final : public Journal {
    Q_OBJECT
public:
    /// \param sealer  authenticates the head and signs checkpoints; null = the head is checked but not
    /// authenticated, nothing is signed and no part is closed. Outlives this.
    FileJournal(QString path, const Clock &clock, const secrets::Sealer *sealer,
                QObject *parent = nullptr, SegmentLimits limits = {});
    ~FileJournal() override; ///< waits for what is queued

    /// Creates the file (0600) when missing, reads and checks the part that is being written, starts
    /// the writer. Until this succeeded, every append fails with its error.
    /// \param known  where the chain stood when somebody last looked, kept elsewhere: a journal that
    /// does not go on from there is another one; nothing is known of number 0
    /// \return Corrupt naming the first broken record, DiskFull, Io
    [[nodiscard]] Result<> open(const ChainHead &known = {});

    void append(QList<Entry> entries, QObject *context, Done done) override;
    [[nodiscard]] Result<> flush(std::chrono::milliseconds limit) override;
    [[nodiscard]] std::optional<Instant> newest() const override;
    [[nodiscard]] ChainHead head() const;

private:
    class Writer;
    std::unique_ptr<Writer> m_writer;
};

/// FILE.pub.
[[nodiscard]] QString keyPath(const QString &path);

/// Checks FILE, its closed parts and FILE.head as a whole. What is missing must have been taken out by a purge that stands in
/// the chain and was signed.
/// \param sealer  null: the head's authentication is not checked
/// \param key  the chain and the public key that must have signed it, kept elsewhere; without, FILE.pub where there is one.
/// With \p sealer it must be the sealer's as well
/// \return Corrupt naming the first broken record or the head, NotFound, Io, Cancelled
[[nodiscard]] Result<ChainReport> verifyJournal(const QString &path, const secrets::Sealer *sealer,
                                                const std::optional<Checkpoints> &key = {}, const GoOn &goOn = {});
/// The same of the part that is being written, from the checkpoint before it on.
[[nodiscard]] Result<ChainReport> verifyCurrent(const QString &path, const secrets::Sealer *sealer,
                                                const EachRecord &each = {});

} // namespace vigie::journal
