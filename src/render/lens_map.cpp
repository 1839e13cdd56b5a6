// SPDX-License-Identifier: GPL-3.0-or-later
#include <render/lens_map.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vigie::render {
namespace {

constexpr double kRadians = std::numbers::pi / 180.0;
/// Of a ceiling's or a table's strip: what is closer to the lens's axis is left out, being smeared there.
constexpr double kAxisLeftOut = 20.0;

Vector3 product(const Matrix3 &matrix, const Vector3 &vector)
{
    Vector3 result{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t k = 0; k < 3; ++k)
            result[row] += matrix[row][k] * vector[k];
    }
    return result;
}

Matrix3 product(const Matrix3 &left, const Matrix3 &right)
{
    Matrix3 result{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            for (std::size_t k = 0; k < 3; ++k)
                result[row][column] += left[row][k] * right[k][column];
        }
    }
    return result;
}

/// Columns: right, down and along the view, in the world.
Matrix3 worldFromView(const LensView &view)
{
    const double p = view.pan * kRadians;
    const double t = view.tilt * kRadians;
    return {{{std::cos(p), std::sin(p) * std::sin(t), std::sin(p) * std::cos(t)},
             {0.0, -std::cos(t), std::sin(t)},
             {-std::sin(p), std::cos(p) * std::sin(t), std::cos(p) * std::cos(t)}}};
}

} // namespace

StripRange stripRange(const Panorama &lens)
{
    const double half = lens.lensDegrees / 2.0;
    switch (lens.mount) {
    case Panorama::Mount::Ceiling:
        return {-180.0, 360.0, half - 90.0, half - kAxisLeftOut};
    case Panorama::Mount::Table:
        return {-180.0, 360.0, 90.0 - kAxisLeftOut, half - kAxisLeftOut};
    case Panorama::Mount::Wall:
        break;
    }
    const double up = std::min(half, 60.0);
    const double aside = std::min(half, 90.0);
    return {-aside, 2.0 * aside, up, 2.0 * up};
}

Matrix3 lensFromWorld(Panorama::Mount mount)
{
    // Rows: right, down and axis of the lens in (right, up, forward) of the world.
    switch (mount) {
    case Panorama::Mount::Ceiling: // a wall's lens tilted down: the top of the picture is forward
        return {{{1, 0, 0}, {0, 0, -1}, {0, -1, 0}}};
    case Panorama::Mount::Table: // looking up, the top of the picture forward: left and right are exchanged
        return {{{-1, 0, 0}, {0, 0, -1}, {0, 1, 0}}};
    case Panorama::Mount::Wall:
        break;
    }
    return {{{1, 0, 0}, {0, -1, 0}, {0, 0, 1}}};
}

Vector3 worldDirection(double pan, double tilt)
{
    const double p = pan * kRadians;
    const double t = tilt * kRadians;
    return {std::sin(p) * std::cos(t), std::sin(t), std::cos(p) * std::cos(t)};
}

LensMap::LensMap(const PictureLook &look, QSize shown, QSize picture, double pixelAspect)
    : m_crop(look.crop),
      m_strip(look.dewarp->mode == Dewarp::Mode::Strip),
      m_lensFromWorld(lensFromWorld(look.dewarp->lens.mount)),
      m_lensFromView(m_strip ? m_lensFromWorld
                             : product(m_lensFromWorld, worldFromView(look.dewarp->view))),
      m_range(stripRange(look.dewarp->lens)),
      m_centre(look.dewarp->lens.centre),
      m_halfLens(look.dewarp->lens.lensDegrees * kRadians / 2.0)
{
    const double across = std::tan(look.dewarp->view.fieldOfView * kRadians / 2.0);
    m_halfView = {across, across * shown.height() / std::max(shown.width(), 1)};
    const double radius = look.dewarp->lens.radius;
    m_radius = {radius * picture.height() / (std::max(picture.width(), 1) * pixelAspect), radius};
}

LensMap::Point LensMap::at(QPointF shown) const
{
    const double x = m_crop.x() + shown.x() * m_crop.width();
    const double y = m_crop.y() + shown.y() * m_crop.height();
    if (m_strip) {
        return ofLens(product(m_lensFromView,
                              worldDirection(m_range.panLeft + x * m_range.panSpan,
                                             m_range.tiltTop - y * m_range.tiltSpan)));
    }
    return ofLens(product(m_lensFromView,
                          Vector3{(2.0 * x - 1.0) * m_halfView.width(),
                           (2.0 * y - 1.0) * m_halfView.height(), 1.0}));
}

LensMap::Point LensMap::ofWorld(const Vector3 &direction) const
{
    return ofLens(product(m_lensFromWorld, direction));
}

LensMap::Point LensMap::ofLens(const Vector3 &direction) const
{
    const double aside = std::hypot(direction[0], direction[1]);
    const double distance = std::atan2(aside, direction[2]) / m_halfLens;
    const double scale = aside > 0.0 ? distance / aside : 0.0;
    return {m_centre.x() + direction[0] * scale * m_radius.width(),
            m_centre.y() + direction[1] * scale * m_radius.height(), distance <= 1.0};
}

} // namespace vigie::render
