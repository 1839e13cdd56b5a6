// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/secret.h>

#include <QtCore/QByteArray>

namespace vigie::secrets {

inline constexpr int kPublicKeyBytes = 32;
inline constexpr int kSignatureBytes = 64;

/// Signs with Ed25519, under a key that Sealer::signer() derived: whoever has the public key alone can check it. Immutable
/// after construction: any thread.
class Signer {
public:
    /// \param seed  32 bytes; otherwise sign() fails with InvalidArgument
    explicit Signer(const Secret &seed);

    [[nodiscard]] const QByteArray &publicKey() const { return m_public; } ///< kPublicKeyBytes; empty without a seed
    /// \return kSignatureBytes
    [[nodiscard]] Result<QByteArray> sign(const QByteArray &bytes) const;

private:
    Secret m_secret;
    QByteArray m_public;
};

/// Whether \p signature of \p bytes was made with the key of \p publicKey. Any thread.
[[nodiscard]] bool isSignedBy(const QByteArray &publicKey, const QByteArray &bytes, const QByteArray &signature);

} // namespace vigie::secrets
