// SPDX-License-Identifier: GPL-3.0-or-later
#include "mosaic_layout.h"

#include <algorithm>
#include <cstdlib>

namespace vigie::wall {
namespace {

/// A tile in units of the layout's grid.
struct Cell {
    int column;
    int row;
    int span;
};

int gridSide(MosaicLayout layout)
{
    switch (layout) {
    case MosaicLayout::One: return 1;
    case MosaicLayout::Four: return 2;
    case MosaicLayout::Nine: return 3;
    case MosaicLayout::Sixteen: return 4;
    case MosaicLayout::TwentyFive: return 5;
    case MosaicLayout::OnePlusFive: return 3;
    }
    return 1;
}

QList<Cell> cells(MosaicLayout layout)
{
    if (layout == MosaicLayout::OnePlusFive)
        return {{0, 0, 2}, {2, 0, 1}, {2, 1, 1}, {0, 2, 1}, {1, 2, 1}, {2, 2, 1}};
    QList<Cell> result;
    const int side = gridSide(layout);
    for (int row = 0; row < side; ++row) {
        for (int column = 0; column < side; ++column)
            result.append({column, row, 1});
    }
    return result;
}

/// First pixel of grid line \p line when \p length pixels hold \p side cells with gaps between them.
int lineStart(int length, int gap, int side, int line)
{
    const int usable = std::max(0, length - gap * (side - 1));
    return usable * line / side + gap * line;
}

int lineEnd(int length, int gap, int side, int line)
{
    const int usable = std::max(0, length - gap * (side - 1));
    return usable * (line + 1) / side + gap * line;
}

} // namespace

const QList<MosaicLayout> &allLayouts()
{
    static const QList<MosaicLayout> all{MosaicLayout::One, MosaicLayout::Four, MosaicLayout::OnePlusFive,
                                         MosaicLayout::Nine, MosaicLayout::Sixteen, MosaicLayout::TwentyFive};
    return all;
}

int tileCount(MosaicLayout layout)
{
    const int side = gridSide(layout);
    return layout == MosaicLayout::OnePlusFive ? 6 : side * side;
}

bool hasLargeTile(MosaicLayout layout)
{
    return layout == MosaicLayout::One || layout == MosaicLayout::OnePlusFive;
}

QString layoutName(MosaicLayout layout)
{
    if (layout == MosaicLayout::OnePlusFive)
        return QStringLiteral("1+5");
    return QString::number(tileCount(layout));
}

std::optional<MosaicLayout> layoutFromName(const QString &name)
{
    for (const MosaicLayout layout : allLayouts()) {
        if (layoutName(layout) == name)
            return layout;
    }
    return std::nullopt;
}

QList<QRect> tileRects(MosaicLayout layout, QSize size, int gap)
{
    QList<QRect> rects;
    const int side = gridSide(layout);
    for (const Cell &cell : cells(layout)) {
        const int left = lineStart(size.width(), gap, side, cell.column);
        const int top = lineStart(size.height(), gap, side, cell.row);
        const int right = lineEnd(size.width(), gap, side, cell.column + cell.span - 1);
        const int bottom = lineEnd(size.height(), gap, side, cell.row + cell.span - 1);
        rects.append(QRect(left, top, std::max(0, right - left), std::max(0, bottom - top)));
    }
    return rects;
}

int heightForWidth(MosaicLayout layout, int width, int gap, int words)
{
    const int side = gridSide(layout);
    const int tile = std::max(0, width - gap * (side - 1)) / side;
    return side * (tile * 9 / 16 + words) + gap * (side - 1);
}

int neighbour(MosaicLayout layout, int tile, Direction direction)
{
    const QList<Cell> all = cells(layout);
    if (tile < 0 || tile >= all.size())
        return 0;
    const Cell from = all.at(tile);
    const int side = gridSide(layout);
    // Leave from the first row or column of the tile, so that a large one is crossed in one step.
    int column = from.column;
    int row = from.row;
    switch (direction) {
    case Direction::Left: column = from.column - 1; break;
    case Direction::Right: column = from.column + from.span; break;
    case Direction::Up: row = from.row - 1; break;
    case Direction::Down: row = from.row + from.span; break;
    }
    if (column < 0 || row < 0 || column >= side || row >= side)
        return tile;
    for (qsizetype index = 0; index < all.size(); ++index) {
        const Cell &cell = all.at(index);
        const bool inColumn = column >= cell.column && column < cell.column + cell.span;
        const bool inRow = row >= cell.row && row < cell.row + cell.span;
        if (inColumn && inRow)
            return static_cast<int>(index);
    }
    return tile;
}

} // namespace vigie::wall
