// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/ids.h>
#include <core/result.h>

#include <QtCore/QByteArray>
#include <QtCore/QList>

#include <chrono>

namespace vigie::wall {

/// One step of a tour: a camera (at one of its presets), or a kept layout.
struct TourStep {
    CameraId camera;
    QString layout; ///< id of the kept layout; exactly one of camera and layout is given
    QString preset; ///< token; empty: as the camera stands
    std::chrono::seconds dwell{10};
    bool operator==(const TourStep &) const = default;
};

/// Steps shown one after the other, again and again. It holds no right: each step asks the gate when it comes.
struct Tour {
    QList<TourStep> steps;
    bool operator==(const Tour &) const = default;
};
inline constexpr int kMostTourSteps = 100;
inline constexpr std::chrono::seconds kShortestDwell{2};
inline constexpr std::chrono::seconds kLongestDwell{600};

/// Compact JSON, one line.
[[nodiscard]] QByteArray toJson(const Tour &tour);
/// \return InvalidArgument for anything that is not a tour of 1 to kMostTourSteps steps; input over 16 KiB is refused unread
[[nodiscard]] Result<Tour> tourFromJson(const QByteArray &json);

} // namespace vigie::wall
