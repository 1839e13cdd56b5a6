// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QPointF>

namespace vigie {

/// How a panoramic camera looks at the world: an equidistant fisheye (a ray at angle θ from the lens's axis falls at a
/// distance proportional to θ from the middle of the circle).
struct Panorama {
    enum class Mount {
        Ceiling, ///< the lens looks straight down; pan zero is where the top of the picture is
        Wall, ///< the lens looks at the horizon; pan zero is the middle of the picture
        Table, ///< the lens looks straight up; pan zero is where the top of the picture is
    };
    static constexpr double kLeastLensDegrees = 90.0;
    static constexpr double kMostLensDegrees = 240.0;
    static constexpr double kLeastRadius = 0.1;
    static constexpr double kMostRadius = 2.0;

    Mount mount = Mount::Ceiling;
    double lensDegrees = 180.0; ///< from one edge of the circle to the other
    QPointF centre{0.5, 0.5}; ///< of the circle, in fractions of the picture's width and height
    double radius = 0.5; ///< of the circle, in picture heights
    bool operator==(const Panorama &) const = default;
};

} // namespace vigie
