// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/content.h>
#include <secrets/sealer.h>
#include <storage/database.h>

namespace vigie::registry::detail {

/// Writes everything of \p content into emptied tables; the caller holds the transaction. Endpoint
/// passwords are sealed.
[[nodiscard]] Result<> storeContent(storage::Database &database, const Content &content,
                                    const QHash<PersonId, QByteArray> &hashes,
                                    const secrets::Sealer *sealer);

} // namespace vigie::registry::detail
