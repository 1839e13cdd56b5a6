// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/gate.h>
#include <core/error.h>
#include <journal/journal.h>

#include <functional>

namespace vigie::app {

/// A session of its own number, for somebody just recognised.
[[nodiscard]] access::SessionContext newSession(const PersonId &person, const QString &matricule, const PostId &post);

/// That it begins, and how the person was recognised ("password", "department").
[[nodiscard]] journal::Entry sessionBegin(const access::SessionContext &session, const QString &how, const registry::Facts &facts,
                                          Instant now);

/// Has \p begun, its sessionBegin(), recorded, and answers \p done with \p session once that is durable. A beginning that nobody
/// waited for any longer (TimedOut) may become durable yet: that nothing came of it is recorded as well. With \p context gone
/// nobody is answered.
void begin(journal::Journal &journal, const access::SessionContext &session, const journal::Entry &begun, QObject *context,
           std::function<void(Result<access::SessionContext>)> done);

/// That somebody was not recognised. \param matricule  empty where nobody has it: what was typed may be anything, a
/// password included
[[nodiscard]] journal::Entry signInRefused(const QString &matricule, const PostId &post, const Error &why, qint64 registryVersion);

} // namespace vigie::app
