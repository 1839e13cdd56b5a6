// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/content.h>
#include <secrets/sealer.h>
#include <storage/database.h>

#include "load.h"

namespace vigie::registry::detail {

/// Argon2id hashes of the credentials of \p content. Tens of milliseconds for each password.
[[nodiscard]] Result<QHash<PersonId, QByteArray>> hashesOf(const Content &content);

/// Writes parameters, communes, posts, sites, authorisations, cameras and endpoints into emptied tables; the caller holds
/// the transaction. Endpoint passwords are sealed; those that \p content does not give are those of \p kept.
[[nodiscard]] Result<> storePlaces(storage::Database &database, const Content &content, const Kept &kept,
                                   const secrets::Sealer *sealer);

/// Likewise people, their titles and the agreements; afterwards, for they refer to places.
[[nodiscard]] Result<> storePeople(storage::Database &database, const Content &content,
                                   const QHash<PersonId, QByteArray> &hashes, const Kept &kept);

} // namespace vigie::registry::detail
