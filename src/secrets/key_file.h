// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/secret.h>

#include <QtCore/QString>

namespace vigie::secrets {

/// Shortest passphrase a key file takes, in characters.
inline constexpr int kMinimumPassphrase = 12;

/// Writes the station key under a passphrase (Argon2id, then secretbox), 0600, whole or not at all.
/// \return InvalidArgument (passphrase too short), AlreadyExists (nothing is overwritten),
/// DiskFull, Io
[[nodiscard]] Result<> createKeyFile(const QString &path, const Secret &stationKey,
                                     const Secret &passphrase);
/// \return NotFound, WrongPassphrase, Corrupt (not a key file, or cut), NewerSchema, Io. Takes
/// about half a second.
[[nodiscard]] Result<Secret> readKeyFile(const QString &path, const Secret &passphrase);

} // namespace vigie::secrets
