// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/common/icon.h>
#include <ui/wall/tile_face.h>

#include <QtGui/QColor>
#include <QtGui/QFont>

/// Sizes, colours and symbols shared by the overlays and the cards. All sizes in logical pixels.
namespace vigie::wall {

/// How much a tile of this size can say.
enum class Detail { Tiny, Small, Medium, Large };
[[nodiscard]] Detail detailFor(QSize size);

/// Height of the main text on a tile of this size: 11 to 22.
[[nodiscard]] int textHeight(QSize size);

[[nodiscard]] QFont tileFont(int pixelSize, QFont::Weight weight = QFont::Normal);

/// Behind every text over a picture: legible on snow and at night alike.
inline constexpr QColor kScrim{9, 11, 14, 188};
/// Under the words of a mark that lies on a picture without a strip.
inline constexpr QColor kMarkGround{9, 11, 14, 225};
/// Over a picture that no longer moves: it must not be taken for a live one.
inline constexpr QColor kFrozen{9, 11, 14, 150};

[[nodiscard]] QColor toneColour(Tone tone);
[[nodiscard]] ui::IconId iconOf(StateIcon icon);

} // namespace vigie::wall
