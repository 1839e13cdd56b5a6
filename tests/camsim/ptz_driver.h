// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ptz_head.h"

#include <QtCore/QTimer>

namespace vigie::camsim {

class Camera;

/// Commands to the head of one PTZ camera, with its faults, and a log line when motion starts and
/// when it ends by whatever cause. Thread: main.
class PtzDriver {
public:
    explicit PtzDriver(Camera &camera);

    /// \param timeoutMs  0: none was given; the camera then goes on for PtzHead::kDefaultTimeoutMs
    void continuousMove(const PtzVelocity &velocity, qint64 timeoutMs);
    /// \return false when the fault refuse-stop is set: nothing was stopped
    [[nodiscard]] bool stop(bool panTilt, bool zoom);
    void moveTo(const PtzPosition &target, double speed, const char *cause);

private:
    void started(const char *cause, const PtzVelocity &velocity);
    void check(const char *cause);
    void log(const char *kind, const char *cause, const PtzVelocity &velocity);

    Camera &m_camera;
    PtzHead &m_head;
    QTimer m_end;
    bool m_moving = false;
};

} // namespace vigie::camsim
