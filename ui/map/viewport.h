// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/lat_lon.h>

#include <QtCore/QMargins>
#include <QtCore/QPointF>
#include <QtCore/QRectF>
#include <QtCore/QSizeF>

namespace vigie::map {

inline constexpr double kMinZoom = 4.0;
inline constexpr double kMaxZoom = 19.0;

/// Which part of the world stands where in the widget. The centre is the world point in the middle
/// of the free part, the part that nothing is laid over. Lengths in logical pixels. A value.
class Viewport {
public:
    void setSize(QSizeF size) { m_size = size; }
    void setInsets(QMargins insets) { m_insets = insets; }
    /// Centre is clamped to the world, zoom to [kMinZoom, kMaxZoom].
    void setView(QPointF centre, double zoom);
    void setDevicePixelRatio(double ratio) { m_ratio = ratio; }

    [[nodiscard]] QSizeF size() const { return m_size; }
    [[nodiscard]] QPointF centre() const { return m_centre; }
    [[nodiscard]] double zoom() const { return m_zoom; }
    [[nodiscard]] double devicePixelRatio() const { return m_ratio; }
    /// The whole widget where the insets leave less than 80 px.
    [[nodiscard]] QRectF freeRect() const;
    /// World pixels at the top left corner of the widget, on a whole device pixel.
    [[nodiscard]] QPointF pixelOrigin() const;
    [[nodiscard]] QPointF toScreen(QPointF world) const;
    [[nodiscard]] QPointF toWorld(QPointF screen) const;
    [[nodiscard]] double metresPerPixel() const;

    void panBy(QPointF pixels);
    /// The world point under \p anchor stays under it.
    void zoomAround(QPointF anchor, double zoom);
    /// Puts \p world into the middle of the free part less \p padding; at most \p mostZoom.
    void fit(const QRectF &world, const QMarginsF &padding, double mostZoom);

private:
    QPointF m_centre{0.5, 0.5};
    double m_zoom = kMinZoom;
    double m_ratio = 1.0;
    QSizeF m_size{1, 1};
    QMargins m_insets;
};

} // namespace vigie::map
