// SPDX-License-Identifier: GPL-3.0-or-later
#include "ptz_driver.h"

#include "camera.h"

#include <QtCore/QJsonArray>

namespace vigie::camsim {

namespace {
QJsonArray toJson(const PtzPosition &position)
{
    return {position.pan, position.tilt, position.zoom};
}
} // namespace

PtzDriver::PtzDriver(Camera &camera) : m_camera(camera), m_head(*camera.ptz())
{
    m_end.setSingleShot(true);
    m_end.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_end, &QTimer::timeout, &m_end, [this] { check("end"); });
}

void PtzDriver::log(const char *kind, const char *cause, const PtzVelocity &velocity)
{
    QJsonObject line{{QStringLiteral("cause"), QString::fromLatin1(cause)},
                     {QStringLiteral("viewport"), toJson(m_head.position(monotonicMs()))}};
    if (velocity.pan != 0 || velocity.tilt != 0 || velocity.zoom != 0)
        line.insert(u"velocity", toJson(velocity));
    m_camera.log(kind, line);
}

void PtzDriver::started(const char *cause, const PtzVelocity &velocity)
{
    const qint64 now = monotonicMs();
    if (!m_head.isPanTiltMoving(now) && !m_head.isZoomMoving(now)) {
        check(cause); // a move of zero speed, or to where it stands, is a stop
        return;
    }
    m_moving = true;
    log("ptz-start", cause, velocity);
    if (const auto end = m_head.endsAtMs(now))
        m_end.start(static_cast<int>(*end - now));
    else
        m_end.stop();
}

void PtzDriver::check(const char *cause)
{
    const qint64 now = monotonicMs();
    if (m_head.isPanTiltMoving(now) || m_head.isZoomMoving(now)) {
        if (const auto end = m_head.endsAtMs(now)) // the other axes go on
            m_end.start(static_cast<int>(*end - now));
        return;
    }
    m_end.stop();
    if (m_moving)
        log("ptz-stop", cause, {});
    m_moving = false;
}

void PtzDriver::continuousMove(const PtzVelocity &velocity, qint64 timeoutMs)
{
    if (m_camera.faults().isActive(Fault::IgnoreTimeout))
        timeoutMs = 0;
    else if (timeoutMs <= 0)
        timeoutMs = PtzHead::kDefaultTimeoutMs;
    m_head.continuousMove(velocity, timeoutMs, monotonicMs());
    started("continuous", velocity);
}

bool PtzDriver::stop(bool panTilt, bool zoom)
{
    if (m_camera.faults().isActive(Fault::RefuseStop))
        return false;
    m_head.stop(panTilt, zoom, monotonicMs());
    check("stop");
    return true;
}

void PtzDriver::moveTo(const PtzPosition &target, double speed, const char *cause)
{
    m_head.moveTo(target, speed, monotonicMs());
    started(cause, {});
}

} // namespace vigie::camsim
