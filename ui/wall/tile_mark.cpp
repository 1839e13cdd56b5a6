// SPDX-License-Identifier: GPL-3.0-or-later
#include "tile_mark.h"

#include "tile_style.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QFontMetrics>
#include <QtGui/QPainter>

#include <algorithm>

namespace vigie::wall {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(vigie::wall::TileMark)
};

/// One line with a symbol on a scrim; returns its bottom.
int paintLine(QPainter &painter, const QRect &tile, int top, ui::IconId icon, const QColor &colour, const QString &text)
{
    const int size = textHeight(tile.size());
    const int pad = std::max(4, size / 2);
    const QFont font = tileFont(std::max(10, size - 1), QFont::DemiBold);
    const QFontMetrics metrics(font);
    const int high = metrics.height() + pad / 2;
    const int room = tile.width() - 2 * pad - high - pad;
    if (room < high || top + high > tile.bottom())
        return top;
    const QString shown = metrics.elidedText(text, Qt::ElideRight, room);
    const QRect box(tile.left() + pad, top, high + metrics.horizontalAdvance(shown) + pad, high);
    painter.setPen(QPen(colour, 1));
    painter.setBrush(kMarkGround);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    const double inset = high / 6.0;
    ui::drawIcon(painter, QRectF(box.left(), box.top(), high, high).adjusted(inset, inset, -inset, -inset), icon, colour);
    painter.setFont(font);
    painter.setPen(ui::colours::kText);
    painter.drawText(box.adjusted(high, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, shown);
    return box.bottom() + 3;
}

} // namespace

void paintTileMark(QPainter &painter, const QRect &tile, const TileMark &mark)
{
    if (mark == TileMark() || tile.isEmpty())
        return;
    painter.save();
    painter.setClipRect(tile);
    painter.setRenderHint(QPainter::Antialiasing);
    const int size = textHeight(tile.size());
    int top = tile.top() + size + 2 * std::max(5, size / 2) + 4;
    if (mark.hotSpot)
        top = paintLine(painter, tile, top, ui::IconId::HotSpot, ui::colours::kAccent, Text::tr("Follows the selection"));
    if (mark.tour) {
        top = paintLine(painter, tile, top, mark.paused ? ui::IconId::Pause : ui::IconId::Tour,
                        mark.paused ? ui::colours::kWarning : ui::colours::kAccent, mark.text);
    }
    if (!mark.said.isEmpty())
        paintLine(painter, tile, top, ui::IconId::Warning, ui::colours::kWarning, mark.said);
    painter.restore();
}

} // namespace vigie::wall
