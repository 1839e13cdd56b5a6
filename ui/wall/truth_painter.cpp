// SPDX-License-Identifier: GPL-3.0-or-later
#include "truth_painter.h"

#include "tile_style.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QPaintDevice>
#include <QtGui/QPainter>

#include <algorithm>

namespace vigie::wall {
namespace {

constexpr int kSmallestLetters = 9; ///< pixels
constexpr QColor kPanel{9, 11, 14, 215};

} // namespace

void TruthPainter::paint(QPainter &painter, const QRect &rect, const QList<TruthLine> &lines)
{
    if (lines.isEmpty())
        return;
    // Between the name above and the authority below, which stay legible.
    const int above = textHeight(rect.size()) * 2 + 2;
    const int below = textHeight(rect.size()) * (detailFor(rect.size()) >= Detail::Medium ? 4 : 2) + 2;
    const QRect room = rect.adjusted(4, above, -4, -below);
    const double ratio = painter.device()->devicePixelRatioF();
    if (m_lines != lines || m_room != room.size() || m_ratio != ratio)
        render(room.size(), ratio, lines);
    if (!m_panel.isNull())
        painter.drawPixmap(room.topLeft(), m_panel);
}

void TruthPainter::render(QSize room, double ratio, const QList<TruthLine> &lines)
{
    m_lines = lines;
    m_room = room;
    m_ratio = ratio;
    m_panel = {};
    ++m_renders;
    const auto count = static_cast<int>(lines.size());
    // Letters as large as the other words of the tile where all lines fit, smaller before one is left out.
    const int size = std::clamp(room.height() / std::max(1, count) * 7 / 10, kSmallestLetters,
                                std::max(kSmallestLetters, textHeight(room) - 1));
    const QFont labelFont = tileFont(size);
    const QFont valueFont = tileFont(size, QFont::Medium);
    const QFontMetrics labels(labelFont);
    const QFontMetrics values(valueFont);
    const int pad = std::max(3, size / 2);
    const int step = std::max(labels.height(), values.height());
    const int shown = std::min(count, (room.height() - pad) / step);
    if (shown <= 0)
        return;
    int first = 0;
    int second = 0;
    for (int line = 0; line < shown; ++line) {
        first = std::max(first, labels.horizontalAdvance(lines.at(line).label));
        second = std::max(second, values.horizontalAdvance(lines.at(line).value));
    }
    const QSize panel(std::min(room.width(), first + second + 3 * pad + 2), shown * step + pad);
    second = panel.width() - first - 3 * pad;
    m_panel = QPixmap(panel * ratio);
    m_panel.setDevicePixelRatio(ratio);
    m_panel.fill(Qt::transparent);
    QPainter painter(&m_panel);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(kPanel);
    painter.drawRoundedRect(QRect(QPoint(0, 0), panel), 4, 4);
    for (int line = 0; line < shown; ++line) {
        const TruthLine &one = lines.at(line);
        const int top = pad / 2 + line * step;
        painter.setFont(labelFont);
        painter.setPen(ui::colours::kTextSecondary);
        painter.drawText(QRect(pad, top, first, step), Qt::AlignRight | Qt::AlignVCenter, one.label);
        painter.setFont(valueFont);
        painter.setPen(one.tone == Tone::Quiet ? ui::colours::kText : toneColour(one.tone));
        painter.drawText(QRect(2 * pad + first, top, second, step), Qt::AlignLeft | Qt::AlignVCenter,
                         values.elidedText(one.value, Qt::ElideRight, second));
    }
}

} // namespace vigie::wall
