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
    ThirtySix,
    FortyNine,
    SixtyFour,
    OnePlusSeven, ///< one large tile top left, seven small ones right and below
    OnePlusTwelve, ///< one large tile in the middle, twelve small ones round it
    TwoPlusEight, ///< two large tiles above, eight small ones below
    EightWide, ///< two rows of four, for a wide screen
    EighteenWide, ///< three rows of six
};

enum class Direction { Left, Right, Up, Down };

inline constexpr int kMaximumTiles = 64;

/// Every layout, in the order in which a chooser shows them.
[[nodiscard]] const QList<MosaicLayout> &allLayouts();
[[nodiscard]] int tileCount(MosaicLayout layout);
/// "1", "4", … "64", "1+5", "2+8", "4x2": the name that is kept.
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
