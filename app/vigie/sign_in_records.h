// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/gate.h>
#include <core/error.h>
#include <journal/journal.h>

namespace vigie::app {

/// A session of its own number, for somebody just recognised.
[[nodiscard]] access::SessionContext newSession(const PersonId &person, const QString &matricule, const PostId &post);

/// That it begins, and how the person was recognised ("password", "department").
[[nodiscard]] journal::Entry sessionBegin(const access::SessionContext &session, const QString &how, const registry::Facts &facts,
                                          Instant now);

/// That it ended before it began, for \p why: its beginning was asked of the journal, and nobody waited for it any longer.
[[nodiscard]] journal::Entry sessionNeverBegan(const access::SessionContext &session, const Error &why);

/// That somebody was not recognised. \param matricule  empty where nobody has it: what was typed may be anything, a
/// password included
[[nodiscard]] journal::Entry signInRefused(const QString &matricule, const PostId &post, const Error &why, qint64 registryVersion);

} // namespace vigie::app
