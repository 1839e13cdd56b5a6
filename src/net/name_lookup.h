// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <net/interrupt.h>

#include <QtCore/QStringList>

namespace vigie::net {

/// \p host as numeric addresses, all of them, IPv4 first; never empty. getaddrinfo cannot be interrupted, so it runs on
/// a thread that is left to end by itself when \p interrupt fires. \return InvalidArgument (no host), Unreachable (no
/// such name), Cancelled
[[nodiscard]] Result<QStringList> resolveHost(const QString &host, Interrupt &interrupt);

} // namespace vigie::net
