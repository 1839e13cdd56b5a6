// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QHashFunctions>
#include <QtCore/QMetaType>
#include <QtCore/QString>

namespace vigie {

/// A strong identifier: ids of different things do not mix. The text is stable, chosen by the registry
/// (1 to 64 characters of [A-Za-z0-9._-], case-sensitive) and appears in files, journal and JSON as it is.
template <typename Tag> struct Id {
    QString value;

    [[nodiscard]] bool isNull() const noexcept { return value.isEmpty(); }
    /// 1 to 64 characters of [A-Za-z0-9._-].
    [[nodiscard]] bool isWellFormed() const
    {
        if (value.isEmpty() || value.size() > 64)
            return false;
        for (const QChar c : value) {
            const char16_t u = c.unicode();
            const bool ok = (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9')
                || u == u'.' || u == u'_' || u == u'-';
            if (!ok)
                return false;
        }
        return true;
    }
    bool operator==(const Id &) const = default;
    bool operator<(const Id &other) const { return value < other.value; }
    friend size_t qHash(const Id &id, size_t seed = 0) noexcept { return ::qHash(id.value, seed); }
};

using PersonId = Id<struct PersonTag>;
using CameraId = Id<struct CameraTag>;
using SiteId = Id<struct SiteTag>;
using SystemId = Id<struct SystemTag>; ///< one prefectoral authorisation and the cameras it covers
using PostId = Id<struct PostTag>;
using SessionId = Id<struct SessionTag>; ///< one signed-in person at one post
using TitleId = Id<struct TitleTag>; ///< agrement, habilitation, mandate, convention …
/// INSEE code of a commune, five characters ("60057", "2A004").
using Insee = Id<struct InseeTag>;

} // namespace vigie

Q_DECLARE_METATYPE(vigie::PersonId)
Q_DECLARE_METATYPE(vigie::CameraId)
Q_DECLARE_METATYPE(vigie::SiteId)
Q_DECLARE_METATYPE(vigie::PostId)
