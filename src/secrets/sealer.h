// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/secret.h>
#include <secrets/signer.h>

#include <QtCore/QByteArray>

namespace vigie::secrets {

inline constexpr int kStationKeyBytes = 32;

/// Random station key. \return Internal when libsodium cannot start
[[nodiscard]] Result<Secret> generateStationKey();

/// Seals small secrets under the station's key. Immutable after construction: any thread.
class Sealer {
public:
    /// \param stationKey  exactly kStationKeyBytes; otherwise every call fails with InvalidArgument
    explicit Sealer(Secret stationKey);

    /// \param context  what the secret belongs to ("camera:cam-03"): opening under another context
    /// fails
    [[nodiscard]] Result<QByteArray> seal(const Secret &plain, const QByteArray &context) const;
    /// \return Corrupt when the bytes, the context or the key are not the ones it was sealed with
    [[nodiscard]] Result<Secret> open(const QByteArray &sealed, const QByteArray &context) const;
    /// Keyed fingerprint (32 bytes) of \p bytes, for the journal's head. Another key than the
    /// sealing key is derived.
    [[nodiscard]] Result<QByteArray> authenticate(const QByteArray &bytes) const;
    /// A key to sign with, of its own for each \p purpose; the same whenever it is asked for again.
    [[nodiscard]] Result<Signer> signer(const QByteArray &purpose) const;

private:
    Secret m_key;
};

} // namespace vigie::secrets
