// SPDX-License-Identifier: GPL-3.0-or-later
#include <input/axes.h>

#include <algorithm>
#include <cmath>

namespace vigie::input {
namespace {

constexpr double kFullTravel = 32767.0;
constexpr double kLinearShare = 0.15; ///< so that the slowest speeds are reached at once
constexpr int kGamepadAxes = 6;
constexpr int kGamepadRightVertical = 4;

double oriented(double value, bool invert)
{
    return invert ? -value : value;
}

} // namespace

double shaped(int raw, double deadZone)
{
    const double limit = std::clamp(deadZone, 0.0, 0.9);
    const double travel = std::clamp(static_cast<double>(raw) / kFullTravel, -1.0, 1.0);
    const double magnitude = std::abs(travel);
    if (magnitude <= limit)
        return 0.0;
    const double m = (magnitude - limit) / (1.0 - limit);
    return std::copysign(kLinearShare * m + (1.0 - kLinearShare) * m * m * m, travel);
}

Axes mapped(const QList<int> &raw, const AxisMap &map)
{
    const auto axis = [&raw](int index, double deadZone) {
        return index >= 0 && index < raw.size() ? shaped(raw.at(index), deadZone) : 0.0;
    };
    return {oriented(axis(map.pan, map.deadZone), map.invertPan),
            oriented(axis(map.tilt, map.deadZone), map.invertTilt),
            oriented(axis(map.zoom, map.zoomDeadZone), map.invertZoom)};
}

AxisMap defaultMap(int axisCount)
{
    AxisMap map;
    if (axisCount < 3)
        map.zoom = -1;
    if (axisCount >= kGamepadAxes) {
        map.zoom = kGamepadRightVertical; // axis 2 of a gamepad is a trigger that rests at one end
        map.invertZoom = true;
    }
    return map;
}

} // namespace vigie::input
