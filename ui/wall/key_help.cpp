// SPDX-License-Identifier: GPL-3.0-or-later
#include "key_help.h"

#include "mosaic_keys.h"
#include "tile_style.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace vigie::wall {

KeyHelp::KeyHelp(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("keyHelp"));
    setAccessibleName(tr("Keys"));
    hide();
}

void KeyHelp::mousePressEvent(QMouseEvent *event)
{
    hide();
    event->accept();
}

void KeyHelp::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), QColor(9, 11, 14, 210));
    const QList<KeyHelpGroup> groups = keyHelp();
    const double scale = ui::fontScale(font());
    double lines = 1.0;
    for (const KeyHelpGroup &group : groups)
        lines += static_cast<double>(group.lines.size()) + 1.0 + 2.0 / 3.0;
    // Closer lines rather than a last one that is cut off.
    const int line = static_cast<int>(std::min(26 * scale, (this->height() - 24) / lines));
    const int needed = static_cast<int>(std::ceil(lines * line));
    const int width = std::min(this->width() - 32, static_cast<int>(740 * scale));
    const int height = std::min(this->height() - 24, needed);
    const QRect box((this->width() - width) / 2, (this->height() - height) / 2, width, height);
    painter.setPen(ui::colours::kLine);
    painter.setBrush(ui::colours::kPanel);
    painter.drawRoundedRect(box, 6, 6);
    painter.setClipRect(box);
    const int pad = line;
    const int keysWidth = (width - 2 * pad) * 2 / 5;
    int top = box.top() + pad / 2;
    QFont heading = font();
    heading.setWeight(QFont::DemiBold);
    for (const KeyHelpGroup &group : groups) {
        top += line / 3;
        painter.setFont(heading);
        painter.setPen(ui::colours::kAccent);
        painter.drawText(QRect(box.left() + pad, top, width - 2 * pad, line), Qt::AlignVCenter, group.title);
        top += line;
        for (const KeyHelpLine &entry : group.lines) {
            painter.setFont(heading);
            painter.setPen(ui::colours::kText);
            painter.drawText(QRect(box.left() + pad, top, keysWidth - 12, line), Qt::AlignVCenter, entry.keys);
            painter.setFont(font());
            painter.setPen(ui::colours::kTextSecondary);
            painter.drawText(QRect(box.left() + pad + keysWidth, top, width - 2 * pad - keysWidth, line),
                             Qt::AlignVCenter, entry.meaning);
            top += line;
        }
        top += line / 3;
    }
}

} // namespace vigie::wall
