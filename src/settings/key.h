// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QVariant>

#include <algorithm>
#include <type_traits>

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
        QVariant converted = stored;
        if (!stored.isValid() || !converted.convert(QMetaType::fromType<T>()))
            return fallback;
        T value = converted.value<T>();
        if constexpr (std::is_same_v<T, bool>) {
            // INI files hold texts, and nearly any text would convert to true.
            const QString text = stored.toString();
            if (stored.typeId() != QMetaType::Bool && text != QLatin1String("true")
                && text != QLatin1String("false"))
                return fallback;
        } else if constexpr (std::is_arithmetic_v<T>) {
            if (value != value) // not a number
                return fallback;
            value = std::clamp(value, least, most);
        }
        return value;
    }
};

} // namespace vigie::settings
