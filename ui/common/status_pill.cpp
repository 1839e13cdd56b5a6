// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/common/status_pill.h>

#include <QtCore/QEvent>
#include <QtGui/QFontMetricsF>
#include <QtGui/QPainter>

#include <cmath>

namespace vigie::ui {

StatusPill::StatusPill(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void StatusPill::setStatus(IconId icon, const QString &text, const QColor &colour,
                           const QString &detail)
{
    const bool changedSize = text != m_text;
    m_icon = icon;
    m_text = text;
    m_colour = colour;
    m_detail = detail;
    setAccessibleName(text);
    setAccessibleDescription(detail);
    updateToolTip();
    if (changedSize)
        updateGeometry();
    update();
}

StatusPill::Geometry StatusPill::pillGeometry() const
{
    const double em = QFontMetricsF(font()).height();
    return {em * 0.95, em * 0.35, em * 0.5};
}

double StatusPill::textWidth() const
{
    const Geometry g = pillGeometry();
    return std::max(0.0, width() - 2 * g.padding - g.icon - g.gap);
}

bool StatusPill::isElided() const
{
    return QFontMetricsF(font()).horizontalAdvance(m_text) > textWidth() + 0.5;
}

void StatusPill::updateToolTip()
{
    QStringList lines;
    if (isElided())
        lines.append(m_text);
    if (!m_detail.isEmpty())
        lines.append(m_detail);
    setToolTip(lines.join(u'\n'));
}

QSize StatusPill::sizeHint() const
{
    const QFontMetricsF metrics(font());
    const Geometry g = pillGeometry();
    const double width = 2 * g.padding + g.icon + g.gap + metrics.horizontalAdvance(m_text) + 1;
    return {static_cast<int>(std::ceil(width)),
            static_cast<int>(std::ceil(metrics.height() * 1.6))};
}

QSize StatusPill::minimumSizeHint() const
{
    const QSize full = sizeHint();
    return {std::min(full.width(), full.height() * 3), full.height()};
}

void StatusPill::paintEvent(QPaintEvent *)
{
    const Geometry g = pillGeometry();
    const QFontMetricsF metrics(font());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF pill = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QColor edge = m_colour;
    edge.setAlpha(110);
    painter.setPen(edge);
    painter.setBrush(colours::kRaised);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    const QRectF icon(g.padding, (height() - g.icon) / 2, g.icon, g.icon);
    drawIcon(painter, icon, m_icon, m_colour);
    painter.setPen(m_colour);
    const QRectF text(icon.right() + g.gap, 0, textWidth() + 1, height());
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                     metrics.elidedText(m_text, Qt::ElideRight, textWidth() + 0.5));
}

void StatusPill::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updateToolTip();
}

void StatusPill::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange) {
        updateGeometry();
        updateToolTip();
    }
    QWidget::changeEvent(event);
}

} // namespace vigie::ui
