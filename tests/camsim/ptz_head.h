// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtCore/QString>

#include <array>
#include <functional>
#include <mutex>
#include <optional>

namespace vigie::camsim {

/// Where a PTZ camera looks: pan and tilt in [-1, 1] (+pan right, +tilt up), zoom in [0, 1] (1x to
/// 8x). Pan goes all round: -1 and 1 are the same direction.
struct PtzPosition {
    double pan = 0;
    double tilt = 0;
    double zoom = 0;
};
/// Speed of each axis in [-1, 1]; 1 is the fastest the head can do (90°/s pan, 45°/s tilt, 1x to 8x
/// in 3 s).
using PtzVelocity = PtzPosition;

struct PtzPreset {
    QString token;
    QString name;
    PtzPosition position;
};

/// The motor of one PTZ camera: position is a function of time, so that readers in several threads
/// (ONVIF, both encoders, control) see one and the same motion. Times are CLOCK_MONOTONIC in
/// milliseconds. Thread: any.
class PtzHead {
public:
    static constexpr qint64 kDefaultTimeoutMs = 60000; ///< of a ContinuousMove that names none
    static constexpr double kPanDegrees = 180; ///< pan 1.0 is half a turn to the right
    static constexpr double kTiltDegrees = 42; ///< tilt 1.0 is the end stop, 42° up

    PtzHead();

    /// \param timeoutMs  0: goes on until stopped (a broken camera)
    void continuousMove(const PtzVelocity &velocity, qint64 timeoutMs, qint64 nowMs);
    /// Stops the named axes; the others go on.
    void stop(bool panTilt, bool zoom, qint64 nowMs);
    /// At full speed, or slower by \p speed in (0, 1]. Pan takes the shorter way round.
    void moveTo(const PtzPosition &target, double speed, qint64 nowMs);

    [[nodiscard]] PtzPosition position(qint64 nowMs) const;
    [[nodiscard]] bool isPanTiltMoving(qint64 nowMs) const;
    [[nodiscard]] bool isZoomMoving(qint64 nowMs) const;
    /// \return when the present motion ends by itself; empty when standing, or when it never does
    [[nodiscard]] std::optional<qint64> endsAtMs(qint64 nowMs) const;

    [[nodiscard]] QList<PtzPreset> presets() const;
    /// \return the position of a preset, empty if there is none of that token
    [[nodiscard]] std::optional<PtzPosition> preset(const QString &token) const;
    /// Stores the present position; an empty token makes a new preset. \return its token
    QString setPreset(const QString &token, const QString &name, qint64 nowMs);
    /// \return false if there is none of that token
    bool removePreset(const QString &token);
    void setHome(qint64 nowMs);
    [[nodiscard]] PtzPosition home() const;

private:
    /// One axis: from start, at speed (units/s), until a time or a bound.
    struct Axis {
        double start = 0;
        double speed = 0;
        qint64 since = 0;
        qint64 until = 0; // 0: for ever
        double low = -1;
        double high = 1;
        bool endless = false; // turns round instead of stopping at low and high
        [[nodiscard]] double at(qint64 now) const;
        [[nodiscard]] bool isMoving(qint64 now) const;
        void run(double newSpeed, qint64 now, qint64 end);
        void runTo(double target, double maxSpeed, qint64 now);
    };
    mutable std::mutex m_mutex;
    std::array<Axis, 3> m_axes; // m_mutex: pan, tilt, zoom
    QList<PtzPreset> m_presets; // m_mutex
    PtzPosition m_home; // m_mutex
    int m_nextPreset = 1; // m_mutex
};

} // namespace vigie::camsim
