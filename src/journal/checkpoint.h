// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <secrets/sealer.h>

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>

/// Signed checkpoints: records of the chain itself, "checkpoint", whose signature covers the hash before them and so every
/// byte before. With the public key alone, kept elsewhere, anybody can tell whether the chain is the writer's. Pure; any thread.
namespace vigie::journal {

/// At most so many records stand between two checkpoints; one also ends each session and each segment.
inline constexpr qint64 kCheckpointEvery = 200;

/// What the checkpoints of a chain say so far.
struct Checkpoints {
    QByteArray chain; ///< which chain: the hash of its first record, 64 hex digits; empty until it is known
    QByteArray key; ///< public key of all of them; empty until there is one
    qint64 newest = 0; ///< number of the newest; 0: there is none
    qint64 count = 0;
    bool operator==(const Checkpoints &) const = default;
};

/// The key that signs \p chain.
[[nodiscard]] Result<secrets::Signer> checkpointSigner(const secrets::Sealer &sealer, const QByteArray &chain);
/// Puts chain, key and signature into \p record, which has everything else. \param why  "segment-end", or empty
[[nodiscard]] Result<> signCheckpoint(QJsonObject &record, const secrets::Signer &signer, const QByteArray &chain,
                                      const QString &why = {});
/// Moves \p seen on by one record, whose own hash is \p hash. \return Corrupt when it is a checkpoint of another chain, by
/// another key, or its signature is not right
[[nodiscard]] Result<> follow(Checkpoints &seen, const QJsonObject &record, const QByteArray &hash);

/// "vigie-journal-key/1 CHAIN KEY\n": what is kept elsewhere. \p key  public
[[nodiscard]] QByteArray keyLine(const QByteArray &chain, const QByteArray &key);
/// \return chain and key of such a line; InvalidArgument
[[nodiscard]] Result<Checkpoints> fromKeyLine(const QByteArray &line);

} // namespace vigie::journal
