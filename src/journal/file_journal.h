// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <journal/chain.h>
#include <journal/journal.h>
#include <secrets/sealer.h>

#include <memory>

namespace vigie::journal {

/// The embedded journal: one append-only file of chained lines (chain.h) and, beside it, FILE.head:
/// number and hash of the newest record, authenticated with the station key, so that a cut tail
/// shows. A writer thread appends what waits in one write and one fdatasync. Several processes may
/// append to the same file; a lock orders them. Thread: GUI.
class FileJournal final : public Journal {
    Q_OBJECT
public:
    /// \param sealer  authenticates the head; null = the head is checked but not authenticated.
    /// Outlives this.
    FileJournal(QString path, const Clock &clock, const secrets::Sealer *sealer,
                QObject *parent = nullptr);
    ~FileJournal() override; ///< waits for what is queued

    /// Creates the file (0600) when missing, reads and checks the whole chain, starts the writer.
    /// Until this succeeded, every append fails with its error. \return Corrupt naming the first
    /// broken record, DiskFull, Io
    [[nodiscard]] Result<> open();

    void append(QList<Entry> entries, QObject *context, Done done) override;
    [[nodiscard]] Result<> flush(std::chrono::milliseconds limit) override;
    [[nodiscard]] std::optional<Instant> newest() const override;
    [[nodiscard]] ChainHead head() const;

private:
    class Writer;
    std::unique_ptr<Writer> m_writer;
};

/// Checks FILE and FILE.head as a whole. \param sealer null: the head's authentication is not
/// checked. \return Corrupt naming the first broken record or the head, NotFound, Io
[[nodiscard]] Result<ChainReport> verifyJournal(const QString &path, const secrets::Sealer *sealer);

} // namespace vigie::journal
