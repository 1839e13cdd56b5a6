// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/ids.h>

#include <QtCore/QList>
#include <QtCore/QPointF>
#include <QtCore/QRectF>
#include <QtCore/QString>

namespace vigie::geo {

/// Closed line in world coordinates (mercator.h); the first point is not repeated at the end; three
/// points or more.
using Ring = QList<QPointF>;

/// The ground of one commune: every ring of every part, holes included; a point is inside when an
/// odd number of rings surrounds it.
struct Outline {
    Insee code;
    QString name; ///< as the file writes it; may be empty
    QList<Ring> rings;
    QRectF bounds; ///< around all rings

    /// Border points may fall either way.
    [[nodiscard]] bool contains(QPointF world) const;
    bool operator==(const Outline &) const = default;
};

[[nodiscard]] QRectF boundsOf(const QList<Ring> &rings);
/// Signed area in square world units; 0 for fewer than three points.
[[nodiscard]] double signedArea(const Ring &ring);
/// Index of the first outline that contains \p world; -1 when none does.
[[nodiscard]] qsizetype outlineAt(const QList<Outline> &outlines, QPointF world);

} // namespace vigie::geo
