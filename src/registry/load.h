// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/content.h>
#include <storage/database.h>

#include <functional>

namespace vigie::registry::detail {

/// All facts; call within a transaction for one consistent reading. \return Corrupt for values we
/// never write
[[nodiscard]] Result<Facts> loadFacts(storage::Database &database);

using EndpointRow =
    std::function<Result<>(CameraEndpoint endpoint, const QByteArray &sealedPassword)>;
/// Endpoints without their passwords, which come sealed. \param only  one camera, or all when null
[[nodiscard]] Result<> loadEndpoints(storage::Database &database, const CameraId &only,
                                     const EndpointRow &take);

} // namespace vigie::registry::detail
