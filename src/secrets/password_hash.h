// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/secret.h>

#include <QtCore/QByteArray>

namespace vigie::secrets {

/// Argon2id hash in libsodium's text form ("$argon2id$…"). Takes tens of milliseconds and 64 MiB:
/// not on the GUI thread.
[[nodiscard]] Result<QByteArray> hashPassword(const Secret &password);
/// Whether \p password made \p hash. An empty or malformed hash costs the same time and is false.
/// Any thread.
[[nodiscard]] bool verifyPassword(const QByteArray &hash, const Secret &password);
/// Whether \p hash was made with weaker parameters than today's.
[[nodiscard]] bool needsRehash(const QByteArray &hash);

} // namespace vigie::secrets
