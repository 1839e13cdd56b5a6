// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QVariant>

#include <algorithm>

namespace vigie::settings {

enum class Scope { Station, Person };

/// A setting declared once: name, default, limits. Limits apply to numbers only.
template <typename T> struct Key {
    const char *name; ///< "wall/columns"
    Scope scope = Scope::Station;
    T fallback{};
    T least{};
    T most{};

    /// \p stored as it may be used: of the right type and within the limits, else the default.
    [[nodiscard]] T sanitized(const QVariant &stored) const
    {
        if (!stored.isValid() || !stored.canConvert<T>())
            return fallback;
        T value = stored.value<T>();
        if constexpr (std::is_arithmetic_v<T> && !std::is_same_v<T, bool>)
            value = std::clamp(value, least, most);
        return value;
    }
};

} // namespace vigie::settings
