// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

class QPainter;
class QRect;

namespace vigie::wall {

/// What runs in a tile, beside its camera.
struct TileMark {
    bool hotSpot = false;
    bool tour = false;
    bool paused = false; ///< the tour
    QString text; ///< "Gares · 2/7 · 8 s"
    QString said; ///< "Quai skipped: no right to see it"
    bool operator==(const TileMark &) const = default;
};

/// Below the name, over whatever is painted in \p tile.
void paintTileMark(QPainter &painter, const QRect &tile, const TileMark &mark);

} // namespace vigie::wall
