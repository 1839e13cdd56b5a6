// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/secret.h>

#include <QtCore/QByteArray>
#include <QtCore/QList>

namespace vigie::net {

enum class DigestAlgorithm { Md5, Sha256 };

/// One "Digest" challenge of a WWW-Authenticate header.
struct DigestChallenge {
    QByteArray realm;
    QByteArray nonce;
    QByteArray opaque;
    DigestAlgorithm algorithm = DigestAlgorithm::Md5;
    bool algorithmStated = false; ///< some devices refuse an algorithm they did not name
    bool qopAuth = false; ///< false: RFC 2069, without nonce count
    bool session = false; ///< MD5-sess, SHA-256-sess
    bool stale = false; ///< the password was right, the nonce too old
    bool operator==(const DigestChallenge &) const = default;
};

/// Reads all challenges of one or several WWW-Authenticate values (RFC 7235 lists included) and
/// returns the strongest Digest one we can answer. \return NotSupported (only Basic or unknown
/// algorithms), Protocol (malformed, over 4 KiB)
[[nodiscard]] Result<DigestChallenge> strongestDigest(const QList<QByteArray> &wwwAuthenticate);

/// Value of the Authorization header. \param method  "POST", "DESCRIBE" …  \param uri  exactly as
/// in the request line \param count  1 for the first use of the nonce  \param clientNonce  fresh
/// random hex, see makeClientNonce()
[[nodiscard]] QByteArray digestAuthorization(const DigestChallenge &challenge,
                                             const QByteArray &user, const Secret &password,
                                             const QByteArray &method, const QByteArray &uri,
                                             quint32 count, const QByteArray &clientNonce);
/// 16 random bytes from the system, as hex.
[[nodiscard]] QByteArray makeClientNonce();

} // namespace vigie::net
