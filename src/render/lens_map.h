// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <render/picture_plan.h>

#include <array>

namespace vigie::render {

using Vector3 = std::array<double, 3>;
using Matrix3 = std::array<Vector3, 3>; ///< rows

/// What a strip shows, in degrees; tiltTop is the height above the horizon of its upper edge.
struct StripRange {
    double panLeft, panSpan, tiltTop, tiltSpan;
};
[[nodiscard]] StripRange stripRange(const Panorama &lens);

/// What turns a world direction (right of pan zero, up, towards pan zero) into the lens's own (right and down in its
/// picture, along its axis).
[[nodiscard]] Matrix3 lensFromWorld(Panorama::Mount mount);
/// Unit vector of a world direction, both in degrees.
[[nodiscard]] Vector3 worldDirection(double pan, double tilt);

/// From a point of what is shown to the point of the fisheye picture that shows the same of the world. One table of
/// numbers for both paths: the CPU follows it in at(), the shader holds the same formulas. A value; pure.
/// Model: equidistant, r = f·θ.
class LensMap {
public:
    /// \p shown: size of what is shown, \p picture: of the fisheye picture, both pixels.
    LensMap(const PictureLook &look, QSize shown, QSize picture, double pixelAspect);

    struct Point {
        double x, y; ///< fractions of the picture
        bool seen; ///< within the lens's circle
    };
    /// \p shown  fractions of what is shown
    [[nodiscard]] Point at(QPointF shown) const;
    /// Where a world direction falls in the picture.
    [[nodiscard]] Point ofWorld(const Vector3 &direction) const;

    // What the shader is given.
    [[nodiscard]] bool isStrip() const { return m_strip; }
    [[nodiscard]] const QRectF &crop() const { return m_crop; }
    [[nodiscard]] const Matrix3 &lensFromView() const { return m_lensFromView; } ///< of a strip: lensFromWorld()
    [[nodiscard]] QSizeF halfView() const { return m_halfView; } ///< tangents of half the view
    [[nodiscard]] const StripRange &range() const { return m_range; }
    [[nodiscard]] QPointF centre() const { return m_centre; }
    [[nodiscard]] QSizeF radius() const { return m_radius; } ///< of the circle, in fractions of width and height
    [[nodiscard]] double halfLens() const { return m_halfLens; } ///< radians

private:
    [[nodiscard]] Point ofLens(const Vector3 &direction) const;

    QRectF m_crop;
    bool m_strip;
    Matrix3 m_lensFromWorld;
    Matrix3 m_lensFromView;
    QSizeF m_halfView;
    StripRange m_range;
    QPointF m_centre;
    QSizeF m_radius;
    double m_halfLens;
};

} // namespace vigie::render
