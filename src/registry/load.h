// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/content.h>
#include <storage/database.h>

#include <functional>

namespace vigie::registry::detail {

/// All facts; call within a transaction for one consistent reading. \return Corrupt for values we
/// never write
[[nodiscard]] Result<Facts> loadFacts(storage::Database &database);
/// Likewise; sites, authorisations and cameras are those of \p sameCameras, which are known not to have changed (null: read
/// too).
[[nodiscard]] Result<Facts> loadFacts(storage::Database &database, const Facts *sameCameras);

/// Facts, and endpoints without their passwords.
[[nodiscard]] Result<Content> loadContent(storage::Database &database);

/// The secrets as they rest: sealed and hashed. What a change does not name keeps them.
struct Kept {
    struct Credential {
        QString hash;
        qint64 failures = 0;
        std::optional<Instant> lockedUntil;
    };
    QHash<CameraId, QByteArray> sealedPasswords;
    QHash<PersonId, Credential> credentials;
};
[[nodiscard]] Result<Kept> loadKept(storage::Database &database);

using EndpointRow =
    std::function<Result<>(CameraEndpoint endpoint, const QByteArray &sealedPassword)>;
/// Endpoints without their passwords, which come sealed. \param only  one camera, or all when null
[[nodiscard]] Result<> loadEndpoints(storage::Database &database, const CameraId &only,
                                     const EndpointRow &take);

} // namespace vigie::registry::detail
