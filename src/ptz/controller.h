// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QtCore/QList>
#include <QtCore/QString>

#include <chrono>
#include <functional>

namespace vigie::ptz {

/// Velocity or step in image space, each axis in [-1, 1]; +pan = right, +tilt = up, +zoom = in.
struct Vector {
    double pan = 0.0;
    double tilt = 0.0;
    double zoom = 0.0;
    [[nodiscard]] bool isZero() const { return pan == 0.0 && tilt == 0.0 && zoom == 0.0; }
    bool operator==(const Vector &) const = default;
};

struct Preset {
    QString token;
    QString name;
    bool operator==(const Preset &) const = default;
};

enum class MoveStatus { Unknown, Idle, Moving };

/// The seam to a camera's PTZ head; asynchronous, one thread. Every callback comes exactly once, from the event loop,
/// with Unreachable, Refused, NotSupported, TimedOut or Protocol on failure, within 2 s; not after destruction.
class Controller {
public:
    using Done = std::function<void(Result<>)>;
    virtual ~Controller() = default;
    /// Continuous move; the camera is asked to stop by itself after \p timeout where it takes one.
    virtual void continuousMove(const Vector &speed, std::chrono::milliseconds timeout, Done done) = 0;
    virtual void stop(Done done) = 0;
    virtual void status(std::function<void(Result<MoveStatus>)> done) = 0;
    virtual void presets(std::function<void(Result<QList<Preset>>)> done) = 0;
    virtual void gotoPreset(const QString &token, Done done) = 0;
};

} // namespace vigie::ptz
