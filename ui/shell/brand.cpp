// SPDX-License-Identifier: GPL-3.0-or-later
#include "brand.h"

#include <ui/common/theme.h>

#include <QtGui/QLinearGradient>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtGui/QRadialGradient>

#include <algorithm>

namespace vigie::shell {
namespace {

const QColor kLamp = ui::colours::kWarning;
const QColor kLight = ui::colours::kAccent;
const QColor kName = ui::colours::kText;
const QColor kSubtitle = ui::colours::kTextSecondary;

} // namespace

void paintBrandSymbol(QPainter &painter, const QRectF &box)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.topLeft());
    painter.scale(box.width() / 64.0, box.height() / 64.0);
    // Two beams, a lamp, a tapering tower.
    painter.setPen(Qt::NoPen);
    QLinearGradient left(32, 18, 0, 18);
    left.setColorAt(0, QColor(kLight.red(), kLight.green(), kLight.blue(), 210));
    left.setColorAt(1, QColor(kLight.red(), kLight.green(), kLight.blue(), 0));
    painter.setBrush(left);
    painter.drawPolygon(QPolygonF{QPointF(32, 18), QPointF(0, 4), QPointF(0, 32)});
    QLinearGradient right(32, 18, 64, 18);
    right.setColorAt(0, QColor(kLight.red(), kLight.green(), kLight.blue(), 210));
    right.setColorAt(1, QColor(kLight.red(), kLight.green(), kLight.blue(), 0));
    painter.setBrush(right);
    painter.drawPolygon(QPolygonF{QPointF(32, 18), QPointF(64, 4), QPointF(64, 32)});
    painter.setBrush(ui::colours::kTextSecondary);
    painter.drawPolygon(QPolygonF{QPointF(26, 30), QPointF(38, 30), QPointF(43, 60), QPointF(21, 60)});
    painter.drawRoundedRect(QRectF(22, 26, 20, 5), 1.5, 1.5);
    painter.setBrush(ui::colours::kWindow);
    painter.drawPolygon(QPolygonF{QPointF(25, 38), QPointF(39.2, 38), QPointF(40.2, 44), QPointF(23.8, 44)});
    painter.setBrush(kLamp);
    painter.drawEllipse(QPointF(32, 18), 7.0, 7.0);
    painter.restore();
}

void paintBrandBackground(QPainter &painter, const QRect &rect)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QLinearGradient sky(0, rect.top(), 0, rect.bottom());
    sky.setColorAt(0.0, ui::colours::kBackdrop);
    sky.setColorAt(0.72, ui::colours::kWindow);
    sky.setColorAt(0.82, ui::colours::kPanel);
    painter.fillRect(rect, sky);
    const double width = rect.width();
    const double ground = rect.top() + rect.height() * 0.82;
    QPainterPath plain;
    plain.moveTo(rect.left(), ground + 24);
    plain.cubicTo(rect.left() + width * 0.25, ground - 34, rect.left() + width * 0.45, ground + 30,
                  rect.left() + width * 0.62, ground + 4);
    plain.cubicTo(rect.left() + width * 0.78, ground - 22, rect.left() + width * 0.9, ground + 18, rect.right() + 1,
                  ground - 6);
    plain.lineTo(rect.right() + 1, rect.bottom() + 1);
    plain.lineTo(rect.left(), rect.bottom() + 1);
    plain.closeSubpath();
    painter.fillPath(plain, ui::colours::kBackdrop);
    // Lit places on the plain, always the same ones; none where the footer is written.
    painter.setPen(Qt::NoPen);
    unsigned int seed = 2463534242U;
    for (int light = 0; light < 90; ++light) {
        seed ^= seed << 13U;
        seed ^= seed >> 17U;
        seed ^= seed << 5U;
        const double x = rect.left() + width * (seed % 1000) / 1000.0;
        const double depth = (seed >> 10U) % 1000 / 1000.0;
        const double y = ground + 30 + depth * (rect.bottom() - ground - 66);
        const bool warm = (seed >> 20U) % 3 != 0;
        QColor colour = warm ? kLamp : kLight;
        colour.setAlphaF(static_cast<float>(0.18 + 0.35 * depth));
        painter.setBrush(colour);
        const double size = 0.8 + depth * 1.1;
        painter.drawEllipse(QPointF(x, y), size, size);
    }
    painter.restore();
}

BrandMark::BrandMark(QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(76);
    setAccessibleName(QStringLiteral("Vigie"));
}

QSize BrandMark::sizeHint() const { return {440, 76}; }

void BrandMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintBrandSymbol(painter, QRectF(0, 4, 68, 68));
    QFont name = font();
    name.setPixelSize(40);
    name.setWeight(QFont::DemiBold);
    name.setLetterSpacing(QFont::PercentageSpacing, 103);
    painter.setFont(name);
    painter.setPen(kName);
    painter.drawText(QRect(86, 2, width() - 86, 46), Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("Vigie"));
    QFont subtitle = font();
    subtitle.setPixelSize(14);
    painter.setFont(subtitle);
    painter.setPen(kSubtitle);
    painter.drawText(QRect(87, 48, width() - 87, 22), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("Video-protection operator console"));
}

} // namespace vigie::shell
