// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtCore/QPointF>

namespace vigie::geo {

/// Markers that would cover one another, drawn as one.
struct Cluster {
    QPointF centre; ///< mean of its members, same unit as the input
    QList<int> members; ///< indexes into the input, ascending
    bool operator==(const Cluster &) const = default;
};

/// Groups \p points by the cells of a grid of side \p cell fixed to the origin, so that panning
/// never regroups; two groups whose centres stand closer than half a cell are then joined. Every
/// index appears in exactly one cluster; the order is that of the first members. \param cell  > 0;
/// otherwise each point stands alone. Pure; any thread.
[[nodiscard]] QList<Cluster> clusterPoints(const QList<QPointF> &points, double cell);

} // namespace vigie::geo
