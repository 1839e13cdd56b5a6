// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>

#include <functional>

namespace vigie::input {

/// Deflection after dead zone and curve, each in [-1, 1]; +pan right, +tilt up, +zoom in.
struct Axes {
    double pan = 0.0;
    double tilt = 0.0;
    double zoom = 0.0;
    [[nodiscard]] bool isZero() const { return pan == 0.0 && tilt == 0.0 && zoom == 0.0; }
    bool operator==(const Axes &) const = default;
};

/// Which axis of the device does what. Most CCTV sticks give 0, 1, 2; gamepads have zoom elsewhere.
struct AxisMap {
    int pan = 0;
    int tilt = 1;
    int zoom = 2; ///< -1: the device has none
    bool invertPan = false;
    bool invertTilt = true; ///< pushing forward gives negative values and means up
    bool invertZoom = false;
    double deadZone = 0.10; ///< share of the travel, [0, 0.9]
    double zoomDeadZone = 0.15;
    bool operator==(const AxisMap &) const = default;
};

/// \p raw in [-32768, 32767] to [-1, 1]: nothing inside the dead zone, then from 0 upwards without
/// a jump, fine near the middle and full at the end (0.15 m + 0.85 m³). Pure.
[[nodiscard]] double shaped(int raw, double deadZone);
/// What the raw axes of a device mean under \p map; a missing axis is 0. Pure.
[[nodiscard]] Axes mapped(const QList<int> &raw, const AxisMap &map);
/// A sensible map for a device of so many axes: gamepads (6 and more) have zoom on the right stick.
[[nodiscard]] AxisMap defaultMap(int axisCount);

/// The map of a device by the number of its axes. Called on SDL's thread: pure.
using AxisMapFor = std::function<AxisMap(int axisCount)>;

} // namespace vigie::input
