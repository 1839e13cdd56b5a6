// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/ids.h>
#include <core/result.h>
#include <core/time.h>

#include <QtCore/QJsonObject>

namespace vigie::journal {

/// Which records are looked for; what is empty does not narrow. Pure; any thread.
struct Filter {
    QString matricule;
    CameraId camera;
    Insee commune;
    QString event; ///< as in the file: "live-begin"
    Interval during;
    bool refusalsOnly = false; ///< no was said, or a right was taken

    /// Never what was taken out at the end of its retention: nothing of it is left to be looked at.
    [[nodiscard]] bool matches(const QJsonObject &record) const;
    bool operator==(const Filter &) const = default;
};

/// Only what narrows: {} is everything.
[[nodiscard]] QJsonObject toJson(const Filter &filter);
/// \return InvalidArgument: an unknown key or event, something that is no instant, a period that ends before it begins
[[nodiscard]] Result<Filter> filterFromJson(const QJsonObject &json);

} // namespace vigie::journal
