// SPDX-License-Identifier: GPL-3.0-or-later
#include "stick_widget.h"

#include <ui/common/theme.h>

#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace vigie::ptzui {
namespace {

constexpr double kDeadZone = 0.12;
constexpr double kKnob = 0.34; ///< radius of the knob against the field
constexpr std::chrono::milliseconds kWheelHold{250}; ///< one notch zooms this long

/// No movement in the dead zone, then from slow to full speed.
double response(double length)
{
    if (length < kDeadZone)
        return 0.0;
    const double m = (std::min(length, 1.0) - kDeadZone) / (1.0 - kDeadZone);
    return 0.08 + 0.92 * m * m;
}

} // namespace

StickWidget::StickWidget(QWidget *parent)
    : QWidget(parent)
{
    setCursor(Qt::OpenHandCursor);
    setAccessibleName(tr("Pan and tilt stick"));
    setToolTip(tr("Drag to pan and tilt, turn the wheel to zoom"));
    m_wheelEnd.setSingleShot(true);
    m_wheelEnd.setInterval(kWheelHold);
    connect(&m_wheelEnd, &QTimer::timeout, this, [this] {
        m_zoom = 0.0;
        announce();
    });
}

QSize StickWidget::sizeHint() const { return {168, 168}; }
QSize StickWidget::minimumSizeHint() const { return {140, 140}; }

double StickWidget::radius() const
{
    return std::min(width(), height()) / 2.0 - 4.0;
}

void StickWidget::drag(const QPointF &position)
{
    const double reach = std::max(1.0, radius() * (1.0 - kKnob));
    const QPointF from = (position - QPointF(rect().center())) / reach;
    const double length = std::hypot(from.x(), from.y());
    const QPointF inside = length > 1.0 ? from / length : from;
    m_deflection = {inside.x(), -inside.y()};
    update();
    announce();
}

void StickWidget::announce()
{
    const double length = std::hypot(m_deflection.x(), m_deflection.y());
    const double speed = response(length);
    if (speed == 0.0 && m_zoom == 0.0) {
        Q_EMIT released();
        return;
    }
    const double factor = length > 0.0 ? speed / length : 0.0;
    Q_EMIT moved(m_deflection.x() * factor, m_deflection.y() * factor, m_zoom);
}

void StickWidget::letGo()
{
    m_dragging = false;
    m_deflection = {};
    m_zoom = 0.0;
    m_wheelEnd.stop();
    setCursor(Qt::OpenHandCursor);
    update();
    Q_EMIT released();
}

void StickWidget::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_dragging = true;
    setCursor(Qt::ClosedHandCursor);
    drag(event->position());
}

void StickWidget::mouseMoveEvent(QMouseEvent *event)
{
    if (m_dragging)
        drag(event->position());
}

void StickWidget::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && m_dragging)
        letGo();
}

void StickWidget::wheelEvent(QWheelEvent *event)
{
    const int turn = event->angleDelta().y();
    if (turn == 0)
        return;
    m_zoom = turn > 0 ? 0.6 : -0.6;
    m_wheelEnd.start();
    announce();
    event->accept();
}

bool StickWidget::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::WindowDeactivate:
    case QEvent::Hide:
    case QEvent::FocusOut:
    case QEvent::EnabledChange:
        letGo();
        break;
    default: break;
    }
    return QWidget::event(event);
}

void StickWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double r = radius();
    const QPointF centre = QRectF(rect()).center();
    const bool on = isEnabled();
    namespace colours = ui::colours;
    painter.setPen(QPen(on ? colours::kLineStrong : colours::kLine, 1.5));
    painter.setBrush(on ? colours::kBackdrop : colours::kPanel);
    painter.drawEllipse(centre, r, r);

    // Four arrowheads: which way is which, without a word.
    painter.setPen(Qt::NoPen);
    painter.setBrush(on ? colours::kTextFaint : colours::kLine);
    for (int quarter = 0; quarter < 4; ++quarter) {
        painter.save();
        painter.translate(centre);
        painter.rotate(quarter * 90.0);
        const double tip = -r + 7.0;
        const QPolygonF head{QPointF(0, tip), QPointF(-6, tip + 8), QPointF(6, tip + 8)};
        painter.drawPolygon(head);
        painter.restore();
    }
    const double reach = r * (1.0 - kKnob);
    const QPointF knob = centre + QPointF(m_deflection.x() * reach, -m_deflection.y() * reach);
    const double size = r * kKnob;
    painter.setBrush(m_dragging ? colours::kAccent : (on ? colours::kHover : colours::kRaised));
    painter.setPen(QPen(on ? colours::kTextFaint : colours::kLine, 1.5));
    painter.drawEllipse(knob, size, size);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_dragging ? colours::kOnAccent : (on ? colours::kLineStrong : colours::kLine), 1.0));
    painter.drawEllipse(knob, size * 0.55, size * 0.55);
}

} // namespace vigie::ptzui
