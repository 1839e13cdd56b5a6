// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtCore/QRect>
#include <QtCore/QString>

#include <optional>

/// Where the tiles of a mosaic lie. Pure: no widget, no state. Sizes in logical pixels.
namespace vigie::wall {

enum class MosaicLayout {
    One,
    Four,
    Nine,
    Sixteen,
    TwentyFive,
    OnePlusFive, ///< one large tile top left, five small ones round it
};

enum class Direction { Left, Right, Up, Down };

inline constexpr int kMaximumTiles = 25;

/// Every layout, in the order in which a chooser shows them.
[[nodiscard]] const QList<MosaicLayout> &allLayouts();
[[nodiscard]] int tileCount(MosaicLayout layout);
/// Whether the first tile is so large that a small stream would look coarse in it.
[[nodiscard]] bool hasLargeTile(MosaicLayout layout);
/// "1", "4", "9", "16", "25", "1+5": the name kept in settings.
[[nodiscard]] QString layoutName(MosaicLayout layout);
[[nodiscard]] std::optional<MosaicLayout> layoutFromName(const QString &name);

/// Rectangles of the tiles inside (0, 0, size), in reading order, \p gap pixels apart; none overlap, the outer edges
/// are filled to the pixel. A size too small for the gaps yields empty rectangles, never negative ones.
[[nodiscard]] QList<QRect> tileRects(MosaicLayout layout, QSize size, int gap);

/// Height at which a mosaic \p width wide wastes nothing: 16:9 pictures with \p words pixels beside each for what is written
/// on a tile.
[[nodiscard]] int heightForWidth(MosaicLayout layout, int width, int gap, int words);

/// The tile reached from \p tile with an arrow key; the tile itself at the edge of the mosaic.
[[nodiscard]] int neighbour(MosaicLayout layout, int tile, Direction direction);

} // namespace vigie::wall
