// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QPointF>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

namespace vigie::ptzui {

/// A round stick to drag with the mouse: pan and tilt, the wheel zooms; it springs back when let go, when the focus
/// leaves, when it is disabled or hidden. Small deflections move slowly.
class StickWidget final : public QWidget {
    Q_OBJECT
public:
    explicit StickWidget(QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Each in [-1, 1]; +pan = right, +tilt = up, +zoom = in.
    void moved(double pan, double tilt, double zoom);
    void released();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] double radius() const;
    void drag(const QPointF &position);
    void letGo();
    void announce();

    QPointF m_deflection; ///< in the unit circle, +y = up
    double m_zoom = 0.0;
    bool m_dragging = false;
    QTimer m_wheelEnd;
};

} // namespace vigie::ptzui
