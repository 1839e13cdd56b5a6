// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/secret.h>

#include <chrono>

namespace vigie::secrets::keychain {

/// What the desktop's keychain says of itself. Reads D-Bus; answers within about a second. Thread:
/// GUI.
enum class Status { Available, Locked, Unavailable };
[[nodiscard]] Status status();

/// Reads the station key kept under \p name. Runs a local event loop for at most \p limit (a locked
/// keychain may ask the person). \return NotFound (the keychain is open and has no such entry),
/// KeychainLocked, KeychainUnavailable, Corrupt (an entry of a wrong shape), TimedOut
[[nodiscard]] Result<Secret> read(const QString &name,
                                  std::chrono::milliseconds limit = std::chrono::seconds(30));
/// Writes the station key where there is none. Refused with KeychainLocked while the keychain is
/// locked: an entry that is merely not visible must never be written over. \return AlreadyExists,
/// KeychainLocked, KeychainUnavailable, Refused, Corrupt, TimedOut
[[nodiscard]] Result<> write(const QString &name, const Secret &stationKey,
                             std::chrono::milliseconds limit = std::chrono::seconds(30));

} // namespace vigie::secrets::keychain
