// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <render/picture_plan.h>

#include <chrono>

namespace vigie::render {

/// Turns a view inside a panorama as a motor would turn a camera: velocities in, a view out, never beyond what the lens
/// sees. Pure: time is an argument.
class VirtualHead {
public:
    static constexpr double kWidest = 110.0; ///< degrees across
    static constexpr double kNarrowest = 10.0;
    static constexpr double kDegreesASecond = 60.0; ///< at full deflection and 70 degrees; slower when zoomed in
    static constexpr double kTimesASecond = 2.0; ///< of the zoom at full deflection

    explicit VirtualHead(const Panorama &lens);

    [[nodiscard]] const LensView &view() const { return m_view; }
    [[nodiscard]] const Panorama &lens() const { return m_lens; }
    /// Looks where \p view says, within the limits. \p aspect: width by height of what is shown.
    void lookAt(const LensView &view, double aspect = 16.0 / 9.0);
    /// Each velocity in [-1, 1]: + is right, up, closer. At most a quarter of a second counts: a console that slept
    /// does not find its view elsewhere.
    void move(double pan, double tilt, double zoom, std::chrono::duration<double> during,
              double aspect = 16.0 / 9.0);
    /// Back to where it began: the horizon of a wall, obliquely down (up) from a ceiling (a table).
    void reset();

private:
    void keepInside(double aspect);

    Panorama m_lens;
    LensView m_view;
};

} // namespace vigie::render
