// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <evidence/reading_motive.h>
#include <journal/read_journal.h>
#include <secrets/sealer.h>

/// A part of a journal to hand over, in a folder of its own:
/// - journal.jsonl: the lines as they stand in the journal, each with its hash;
/// - journal.csv: the same as a table (journal_csv.h);
/// - manifest.json: who asked for what and why, how the journal stood, size and SHA-256 of both files;
/// - manifest.sig: "vigie-journal-export/1 CHAIN KEY SIGNATURE\n", Ed25519 by the key that signs the journal's checkpoints, of
///   the bytes "vigie-journal-export/1\n", CHAIN, "\n", and those of manifest.json.
/// Nothing says how many records there are of whom: a journal is no means of appraisal. Any thread.
namespace vigie::evidence {

struct ExportRequest {
    QString matricule; ///< of whoever exports
    QString category;
    ReadingMotive motive;
    journal::Filter filter;
    Instant at;
};
struct ExportReport {
    QByteArray manifestHash; ///< SHA-256, 64 hex digits
    journal::ChainHead through; ///< the newest record that was read
};
/// Reads the whole journal and verifies it on the way. The folder appears when it is complete; on failure nothing is left.
/// \return AlreadyExists, Corrupt naming the first broken record, NotFound (nothing to sign with: an empty journal), Io, Cancelled
[[nodiscard]] Result<ExportReport> writeExport(const QString &folder, const QString &journal, const secrets::Sealer &sealer,
                                               const ExportRequest &request, const journal::GoOn &goOn = {});

struct ExportCheck {
    journal::Checkpoints signer; ///< chain and public key, as manifest.sig says
    QString manifest; ///< format, reader, motive … as it stands
};
/// \param key  the chain and the public key that must have signed it, kept elsewhere; without one, whoever made the folder may have
/// signed it with any key \return Corrupt naming what is not right, NotFound, Io
[[nodiscard]] Result<ExportCheck> verifyExport(const QString &folder, const std::optional<journal::Checkpoints> &key);

} // namespace vigie::evidence
