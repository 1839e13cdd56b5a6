// SPDX-License-Identifier: GPL-3.0-or-later
#include <geo/mercator.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vigie::geo {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kEquatorMetres = 2 * kPi * 6378137.0;
constexpr double kMeanRadius = 6371008.8;

double radians(double degrees)
{
    return degrees * kPi / 180.0;
}

double degrees(double radians)
{
    return radians * 180.0 / kPi;
}

} // namespace

QPointF project(LatLon position)
{
    const double phi = radians(std::clamp(position.latitude, -kMaxLatitude, kMaxLatitude));
    const double y = 0.5 - std::asinh(std::tan(phi)) / (2 * kPi);
    return {position.longitude / 360.0 + 0.5, y};
}

LatLon unproject(QPointF world)
{
    const double latitude = degrees(std::atan(std::sinh((0.5 - world.y()) * 2 * kPi)));
    return {latitude, (world.x() - 0.5) * 360.0};
}

double worldPixels(double zoom)
{
    return 256.0 * std::exp2(zoom);
}

double metresPerPixel(double latitude, double zoom)
{
    return kEquatorMetres * std::cos(radians(latitude)) / worldPixels(zoom);
}

double worldLength(double metres, double latitude)
{
    const double circle = std::cos(radians(std::clamp(latitude, -kMaxLatitude, kMaxLatitude)));
    return metres / (kEquatorMetres * circle);
}

double distanceMetres(LatLon a, LatLon b)
{
    const double phi = radians(b.latitude - a.latitude) / 2;
    const double lambda = radians(b.longitude - a.longitude) / 2;
    const double h = std::pow(std::sin(phi), 2)
        + std::cos(radians(a.latitude)) * std::cos(radians(b.latitude))
            * std::pow(std::sin(lambda), 2);
    return 2 * kMeanRadius * std::asin(std::sqrt(std::clamp(h, 0.0, 1.0)));
}

QRectF boundsOf(const QList<LatLon> &positions)
{
    if (positions.isEmpty())
        return {};
    const QPointF first = project(positions.first());
    double left = first.x();
    double right = first.x();
    double top = first.y();
    double bottom = first.y();
    for (const LatLon &position : positions) {
        const QPointF p = project(position);
        left = std::min(left, p.x());
        right = std::max(right, p.x());
        top = std::min(top, p.y());
        bottom = std::max(bottom, p.y());
    }
    return {left, top, right - left, bottom - top};
}

QRectF united(const QRectF &a, const QRectF &b)
{
    // QRectF::united ignores a rectangle without area; a single site is one.
    const auto absent = [](const QRectF &r) { return r.isNull() && r.topLeft().isNull(); };
    if (absent(a))
        return b;
    if (absent(b))
        return a;
    const double left = std::min(a.left(), b.left());
    const double top = std::min(a.top(), b.top());
    return {left, top, std::max(a.right(), b.right()) - left,
            std::max(a.bottom(), b.bottom()) - top};
}

double zoomToFit(const QRectF &world, QSizeF pixels, double least, double most)
{
    double zoom = most;
    if (world.width() > 0)
        zoom = std::min(zoom, std::log2(std::max(1.0, pixels.width()) / (256.0 * world.width())));
    if (world.height() > 0)
        zoom = std::min(zoom, std::log2(std::max(1.0, pixels.height()) / (256.0 * world.height())));
    return std::clamp(zoom, least, most);
}

} // namespace vigie::geo
