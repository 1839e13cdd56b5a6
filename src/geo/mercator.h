// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/lat_lon.h>

#include <QtCore/QList>
#include <QtCore/QPointF>
#include <QtCore/QRectF>
#include <QtCore/QSizeF>

/// Web-Mercator (EPSG:3857) without tiles. World coordinates are the unit square, x east, y south:
/// pixels = world * worldPixels(zoom). Zoom is a real number; level 0 shows the world in 256 px.
/// Pure; any thread.
namespace vigie::geo {

/// Latitude at which the projection is cut, degrees.
inline constexpr double kMaxLatitude = 85.05112877980659;

/// Latitudes beyond kMaxLatitude are clamped to it.
[[nodiscard]] QPointF project(LatLon position);
[[nodiscard]] LatLon unproject(QPointF world);
/// Side of the world square in logical pixels.
[[nodiscard]] double worldPixels(double zoom);
/// Length on the ground of one pixel, metres, at that latitude.
[[nodiscard]] double metresPerPixel(double latitude, double zoom);
/// Length in world units of \p metres on the ground at that latitude.
[[nodiscard]] double worldLength(double metres, double latitude);
/// Great-circle distance, metres (sphere of 6,371,008.8 m).
[[nodiscard]] double distanceMetres(LatLon a, LatLon b);
/// Smallest rectangle of world coordinates around \p positions; null when there is none.
[[nodiscard]] QRectF boundsOf(const QList<LatLon> &positions);
/// United, also where one of them has no width or height; a null rectangle adds nothing.
[[nodiscard]] QRectF united(const QRectF &a, const QRectF &b);
/// Largest zoom in [\p least, \p most] at which \p world fits in \p pixels.
[[nodiscard]] double zoomToFit(const QRectF &world, QSizeF pixels, double least, double most);

} // namespace vigie::geo
