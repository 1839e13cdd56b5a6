// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/map/viewport.h>

#include <geo/mercator.h>

#include <algorithm>
#include <cmath>

namespace vigie::map {

void Viewport::setView(QPointF centre, double zoom)
{
    m_centre = {std::clamp(centre.x(), 0.0, 1.0), std::clamp(centre.y(), 0.0, 1.0)};
    m_zoom = std::clamp(zoom, kMinZoom, kMaxZoom);
}

QRectF Viewport::freeRect() const
{
    constexpr double kLeast = 80;
    const QRectF all(QPointF(0, 0), m_size);
    const QRectF left = all.marginsRemoved(QMarginsF(m_insets));
    return left.width() >= kLeast && left.height() >= kLeast ? left : all;
}

QPointF Viewport::pixelOrigin() const
{
    const QPointF exact = m_centre * geo::worldPixels(m_zoom) - freeRect().center();
    return {std::round(exact.x() * m_ratio) / m_ratio, std::round(exact.y() * m_ratio) / m_ratio};
}

QPointF Viewport::toScreen(QPointF world) const
{
    return world * geo::worldPixels(m_zoom) - pixelOrigin();
}

QPointF Viewport::toWorld(QPointF screen) const
{
    return (screen + pixelOrigin()) / geo::worldPixels(m_zoom);
}

double Viewport::metresPerPixel() const
{
    return geo::metresPerPixel(geo::unproject(m_centre).latitude, m_zoom);
}

void Viewport::panBy(QPointF pixels)
{
    setView(m_centre - pixels / geo::worldPixels(m_zoom), m_zoom);
}

void Viewport::zoomAround(QPointF anchor, double zoom)
{
    const QPointF offset = anchor - freeRect().center();
    const QPointF held = m_centre + offset / geo::worldPixels(m_zoom);
    zoom = std::clamp(zoom, kMinZoom, kMaxZoom);
    setView(held - offset / geo::worldPixels(zoom), zoom);
}

void Viewport::fit(const QRectF &world, const QMarginsF &padding, double mostZoom)
{
    const QRectF open = freeRect();
    QRectF room = open.marginsRemoved(padding);
    if (room.width() < 40 || room.height() < 40)
        room = open;
    const double zoom = geo::zoomToFit(world, room.size(), kMinZoom, mostZoom);
    setView(world.center() + (open.center() - room.center()) / geo::worldPixels(zoom), zoom);
}

} // namespace vigie::map
