// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>

namespace vigie::secrets::detail {

/// libsodium must be initialised before use; safe from any thread, any number of times. False: the
/// library cannot run.
[[nodiscard]] bool ensureSodium();

/// As libsodium takes bytes.
[[nodiscard]] inline const unsigned char *bytesOf(const QByteArray &array)
{
    return reinterpret_cast<const unsigned char *>(array.constData());
}
[[nodiscard]] inline unsigned char *bytesOf(QByteArray &array)
{
    return reinterpret_cast<unsigned char *>(array.data());
}
[[nodiscard]] inline unsigned long long sizeOf(const QByteArray &array)
{
    return static_cast<unsigned long long>(array.size());
}

} // namespace vigie::secrets::detail
