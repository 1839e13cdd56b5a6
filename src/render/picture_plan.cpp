// SPDX-License-Identifier: GPL-3.0-or-later
#include <render/picture_plan.h>

#include <render/lens_map.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vigie::render {
namespace {

/// A zoom this close to none is none: steps of the wheel there and back end where they began.
constexpr double kNoZoom = 1.005;

QRect centred(double shape, QSize target)
{
    const double room = static_cast<double>(target.width()) / target.height();
    if (std::abs(shape / room - 1.0) < 0.01)
        return {QPoint(0, 0), target};
    QSize size = target;
    if (shape > room)
        size.setHeight(
            std::clamp(static_cast<int>(std::lround(target.width() / shape)), 1, target.height()));
    else
        size.setWidth(
            std::clamp(static_cast<int>(std::lround(target.height() * shape)), 1, target.width()));
    return {QPoint((target.width() - size.width()) / 2, (target.height() - size.height()) / 2),
            size};
}

} // namespace

QRect letterbox(QSize frame, double pixelAspect, QSize target)
{
    if (frame.isEmpty() || target.isEmpty())
        return {};
    return centred(frame.width() * pixelAspect / frame.height(), target);
}

QRect letterbox(QSize frame, double pixelAspect, const PictureLook &look, QSize target)
{
    if (!look.dewarp)
        return letterbox(frame, pixelAspect, target);
    if (frame.isEmpty() || target.isEmpty())
        return {};
    if (look.dewarp->mode == Dewarp::Mode::View)
        return {QPoint(0, 0), target};
    const StripRange range = stripRange(look.dewarp->lens);
    return centred(range.panSpan / range.tiltSpan, target);
}

QSize neededSize(const PictureLook &look, QSize tile, double pictureAspect)
{
    if (tile.isEmpty() || pictureAspect <= 0.0)
        return {};
    const auto pixels = [](double value) { return static_cast<int>(std::lround(value)); };
    if (!look.dewarp) {
        return {pixels(tile.width() / look.crop.width()),
                pixels(tile.height() / look.crop.height())};
    }
    // Pixels a radian in the middle of what is shown, and as many a radian in the picture's circle.
    const Dewarp &dewarp = *look.dewarp;
    constexpr double kRadians = std::numbers::pi / 180.0;
    const double perRadian = dewarp.mode == Dewarp::Mode::View
        ? tile.width() / (2.0 * std::tan(dewarp.view.fieldOfView * kRadians / 2.0))
        : tile.width() / (stripRange(dewarp.lens).panSpan * kRadians) / look.crop.width();
    const double radius = perRadian * dewarp.lens.lensDegrees * kRadians / 2.0;
    const double height = radius / dewarp.lens.radius;
    return {pixels(height * pictureAspect), pixels(height)};
}

QRectF DigitalZoom::crop() const
{
    const double part = 1.0 / m_factor;
    return {m_centre.x() - part / 2.0, m_centre.y() - part / 2.0, part, part};
}

void DigitalZoom::zoom(double times, QPointF at)
{
    if (!(times > 0.0) || !std::isfinite(times))
        return;
    const QRectF before = crop();
    const QPointF held(before.x() + at.x() * before.width(), before.y() + at.y() * before.height());
    m_factor = std::clamp(m_factor * times, 1.0, kMost);
    if (m_factor < kNoZoom)
        m_factor = 1.0;
    const double part = 1.0 / m_factor;
    m_centre = held + QPointF((0.5 - at.x()) * part, (0.5 - at.y()) * part);
    keepInside();
}

void DigitalZoom::pan(QPointF by)
{
    m_centre += by / m_factor;
    keepInside();
}

void DigitalZoom::keepInside()
{
    const double half = 0.5 / m_factor;
    m_centre = {std::clamp(m_centre.x(), half, 1.0 - half),
                std::clamp(m_centre.y(), half, 1.0 - half)};
}

} // namespace vigie::render
