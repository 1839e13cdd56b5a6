// SPDX-License-Identifier: GPL-3.0-or-later
#include "mosaic_layout.h"

#include <algorithm>
#include <cstdlib>

namespace vigie::wall {
namespace {

/// A tile in units of the layout's grid; a tile that spans is as many columns wide as rows high.
struct Cell {
    int column;
    int row;
    int span;
};

struct Plan {
    MosaicLayout layout;
    const char *name;
    int columns;
    int rows;
    QList<Cell> large; ///< the first tiles; single cells fill the rest in reading order
};

const QList<Plan> &plans()
{
    using L = MosaicLayout;
    static const QList<Plan> all{{L::One, "1", 1, 1, {}},
                                 {L::Four, "4", 2, 2, {}},
                                 {L::OnePlusFive, "1+5", 3, 3, {{0, 0, 2}}},
                                 {L::OnePlusSeven, "1+7", 4, 4, {{0, 0, 3}}},
                                 {L::EightWide, "4x2", 4, 2, {}},
                                 {L::Nine, "9", 3, 3, {}},
                                 {L::TwoPlusEight, "2+8", 4, 4, {{0, 0, 2}, {2, 0, 2}}},
                                 {L::OnePlusTwelve, "1+12", 4, 4, {{1, 1, 2}}},
                                 {L::Sixteen, "16", 4, 4, {}},
                                 {L::EighteenWide, "6x3", 6, 3, {}},
                                 {L::TwentyFive, "25", 5, 5, {}},
                                 {L::ThirtySix, "36", 6, 6, {}},
                                 {L::FortyNine, "49", 7, 7, {}},
                                 {L::SixtyFour, "64", 8, 8, {}}};
    return all;
}

const Plan &planOf(MosaicLayout layout)
{
    const auto found = std::find_if(plans().cbegin(), plans().cend(), [layout](const Plan &plan) { return plan.layout == layout; });
    return found == plans().cend() ? plans().first() : *found;
}

bool covers(const Cell &cell, int column, int row)
{
    return column >= cell.column && column < cell.column + cell.span && row >= cell.row && row < cell.row + cell.span;
}

QList<Cell> cells(MosaicLayout layout)
{
    const Plan &plan = planOf(layout);
    QList<Cell> result = plan.large;
    for (int row = 0; row < plan.rows; ++row) {
        for (int column = 0; column < plan.columns; ++column) {
            const bool taken = std::any_of(plan.large.cbegin(), plan.large.cend(),
                                           [column, row](const Cell &cell) { return covers(cell, column, row); });
            if (!taken)
                result.append({column, row, 1});
        }
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
    static const QList<MosaicLayout> all = [] {
        QList<MosaicLayout> layouts;
        for (const Plan &plan : plans())
            layouts.append(plan.layout);
        return layouts;
    }();
    return all;
}

int tileCount(MosaicLayout layout)
{
    const Plan &plan = planOf(layout);
    int count = plan.columns * plan.rows;
    for (const Cell &cell : plan.large)
        count -= cell.span * cell.span - 1;
    return count;
}

QString layoutName(MosaicLayout layout)
{
    return QLatin1String(planOf(layout).name);
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
    const int columns = planOf(layout).columns;
    const int rows = planOf(layout).rows;
    for (const Cell &cell : cells(layout)) {
        const int left = lineStart(size.width(), gap, columns, cell.column);
        const int top = lineStart(size.height(), gap, rows, cell.row);
        const int right = lineEnd(size.width(), gap, columns, cell.column + cell.span - 1);
        const int bottom = lineEnd(size.height(), gap, rows, cell.row + cell.span - 1);
        rects.append(QRect(left, top, std::max(0, right - left), std::max(0, bottom - top)));
    }
    return rects;
}

int heightForWidth(MosaicLayout layout, int width, int gap, int words)
{
    const Plan &plan = planOf(layout);
    const int tile = std::max(0, width - gap * (plan.columns - 1)) / plan.columns;
    return plan.rows * (tile * 9 / 16 + words) + gap * (plan.rows - 1);
}

int neighbour(MosaicLayout layout, int tile, Direction direction)
{
    const QList<Cell> all = cells(layout);
    if (tile < 0 || tile >= all.size())
        return 0;
    const Cell from = all.at(tile);
    const Plan &plan = planOf(layout);
    // Leave from the first row or column of the tile, so that a large one is crossed in one step.
    int column = from.column;
    int row = from.row;
    switch (direction) {
    case Direction::Left: column = from.column - 1; break;
    case Direction::Right: column = from.column + from.span; break;
    case Direction::Up: row = from.row - 1; break;
    case Direction::Down: row = from.row + from.span; break;
    }
    if (column < 0 || row < 0 || column >= plan.columns || row >= plan.rows)
        return tile;
    for (qsizetype index = 0; index < all.size(); ++index) {
        if (covers(all.at(index), column, row))
            return static_cast<int>(index);
    }
    return tile;
}

} // namespace vigie::wall
