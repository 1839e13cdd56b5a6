// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/secret.h>

#include <QtCore/QString>

#include <functional>

namespace vigie::secrets {

/// Where this station's key rests.
enum class KeyPlace { KeyFile, Keychain, LockedKeychain, Nowhere };
/// A key file that is there comes first. Nowhere: no key file and no keychain service. Thread: GUI.
[[nodiscard]] KeyPlace keyPlace(const QString &keyFile);

/// The station's key. \param passphrase  asked only where a key file is read or made
/// \param mayCreate  makes a key when there is none: in the keychain, else in \p keyFile
/// \return NotFound (there is none), KeychainLocked, KeychainUnavailable, WrongPassphrase, Corrupt,
/// InvalidArgument (passphrase too short for a new key file), Io. Thread: GUI.
[[nodiscard]] Result<Secret>
obtainStationKey(const QString &keyFile, const std::function<Secret()> &passphrase, bool mayCreate);

} // namespace vigie::secrets
