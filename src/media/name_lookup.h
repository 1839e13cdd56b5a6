// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <media/stream_source.h>

namespace vigie::media {

/// \p host as a numeric address (IPv4 first). getaddrinfo cannot be interrupted, so it runs on a
/// thread that is left to end by itself when \p interrupt fires. \return Unreachable (no such
/// name), Cancelled
[[nodiscard]] Result<QString> resolveHost(const QString &host, Interrupt &interrupt);

} // namespace vigie::media
