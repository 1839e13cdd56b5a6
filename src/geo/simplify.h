// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <geo/outline.h>

namespace vigie::geo {

/// For each point of \p ring the area (square world units) that would be lost without it, never
/// smaller than that of a point that goes before it: Visvalingam and Whyatt, n log n whatever the
/// ring looks like. Three points always stay (infinite). Pure; any thread.
[[nodiscard]] QList<double> pointWeights(const Ring &ring);

/// The outline drawn at each zoom, with the points that show there. Immutable after construction;
/// copies are cheap; any thread.
class SimplifiedRings {
public:
    SimplifiedRings() = default;
    explicit SimplifiedRings(const QList<Ring> &rings);

    /// \param tolerance  length in world units that may go unseen (half a pixel). Rings that become
    /// smaller than it
    ///                   are left out.
    [[nodiscard]] QList<Ring> at(double tolerance) const;

private:
    struct Weighted {
        Ring points;
        QList<double> weights;
        QRectF bounds;
    };
    QList<Weighted> m_rings;
};

} // namespace vigie::geo
