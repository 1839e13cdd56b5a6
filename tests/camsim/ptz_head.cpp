// SPDX-License-Identifier: GPL-3.0-or-later
#include "ptz_head.h"

#include <algorithm>
#include <cmath>

namespace vigie::camsim {

namespace {
// Units of the normalised axes per second, at full speed.
constexpr std::array<double, 3> kMaxSpeed{90.0 / PtzHead::kPanDegrees, 45.0 / PtzHead::kTiltDegrees,
                                          1.0 / 3.0};
} // namespace

double PtzHead::Axis::at(qint64 now) const
{
    const qint64 end = until == 0 ? now : std::min(now, until);
    const double value =
        start + speed * static_cast<double>(std::max<qint64>(0, end - since)) / 1000.0;
    if (!endless)
        return std::clamp(value, low, high);
    const double turns = std::floor((value - low) / (high - low));
    return value == high ? high : value - turns * (high - low);
}

bool PtzHead::Axis::isMoving(qint64 now) const
{
    if (speed == 0 || (until != 0 && now >= until))
        return false;
    const double position = at(now);
    return endless || (speed > 0 ? position < high : position > low);
}

void PtzHead::Axis::run(double newSpeed, qint64 now, qint64 end)
{
    start = at(now);
    since = now;
    speed = newSpeed;
    until = end;
}

void PtzHead::Axis::runTo(double target, double maxSpeed, qint64 now)
{
    // Round an endless axis the short way; a target beyond the seam is as good as any.
    const double turn = high - low;
    const double straight = target - at(now);
    const double distance = endless ? straight - turn * std::round(straight / turn)
                                    : std::clamp(target, low, high) - at(now);
    const auto durationMs = static_cast<qint64>(std::ceil(std::abs(distance) / maxSpeed * 1000.0));
    // The speed is what covers the distance in whole milliseconds: the move ends on the target
    // exactly.
    run(durationMs > 0 ? distance * 1000.0 / static_cast<double>(durationMs) : 0.0, now,
        now + durationMs);
}

PtzHead::PtzHead()
{
    m_axes[0].endless = true;
    m_axes[2].low = 0;
    m_presets = {
        {QStringLiteral("1"), QStringLiteral("Vue générale"), {0, 0, 0}},
        {QStringLiteral("2"), QStringLiteral("Entrée mairie"), {-0.55, 0.1, 0.45}},
        {QStringLiteral("3"), QStringLiteral("Passage piéton"), {0.15, -0.35, 0.35}},
        {QStringLiteral("4"), QStringLiteral("Arrêt de bus"), {0.75, -0.1, 0.5}},
    };
    m_nextPreset = 5;
}

void PtzHead::continuousMove(const PtzVelocity &velocity, qint64 timeoutMs, qint64 nowMs)
{
    const std::scoped_lock lock(m_mutex);
    const qint64 end = timeoutMs > 0 ? nowMs + timeoutMs : 0;
    const std::array<double, 3> wanted{velocity.pan, velocity.tilt, velocity.zoom};
    for (size_t i = 0; i < m_axes.size(); ++i)
        m_axes[i].run(std::clamp(wanted[i], -1.0, 1.0) * kMaxSpeed[i], nowMs, end);
}

void PtzHead::stop(bool panTilt, bool zoom, qint64 nowMs)
{
    const std::scoped_lock lock(m_mutex);
    if (panTilt) {
        m_axes[0].run(0, nowMs, nowMs);
        m_axes[1].run(0, nowMs, nowMs);
    }
    if (zoom)
        m_axes[2].run(0, nowMs, nowMs);
}

void PtzHead::moveTo(const PtzPosition &target, double speed, qint64 nowMs)
{
    const std::scoped_lock lock(m_mutex);
    const double factor = std::clamp(speed, 0.05, 1.0);
    const std::array<double, 3> wanted{target.pan, target.tilt, target.zoom};
    for (size_t i = 0; i < m_axes.size(); ++i)
        m_axes[i].runTo(wanted[i], kMaxSpeed[i] * factor, nowMs);
}

PtzPosition PtzHead::position(qint64 nowMs) const
{
    const std::scoped_lock lock(m_mutex);
    return {m_axes[0].at(nowMs), m_axes[1].at(nowMs), m_axes[2].at(nowMs)};
}

bool PtzHead::isPanTiltMoving(qint64 nowMs) const
{
    const std::scoped_lock lock(m_mutex);
    return m_axes[0].isMoving(nowMs) || m_axes[1].isMoving(nowMs);
}

bool PtzHead::isZoomMoving(qint64 nowMs) const
{
    const std::scoped_lock lock(m_mutex);
    return m_axes[2].isMoving(nowMs);
}

std::optional<qint64> PtzHead::endsAtMs(qint64 nowMs) const
{
    const std::scoped_lock lock(m_mutex);
    std::optional<qint64> end;
    for (const Axis &axis : m_axes) {
        if (!axis.isMoving(nowMs))
            continue;
        if (axis.endless && axis.until == 0)
            return std::nullopt;
        // The end stop of the axis, or the time-out, whichever is first.
        const double left = (axis.speed > 0 ? axis.high : axis.low) - axis.at(nowMs);
        qint64 own = nowMs + static_cast<qint64>(std::ceil(left / axis.speed * 1000.0)) + 1;
        if (axis.until != 0)
            own = axis.endless ? axis.until : std::min(own, axis.until);
        end = std::max(end.value_or(0), own);
    }
    return end;
}

QList<PtzPreset> PtzHead::presets() const
{
    const std::scoped_lock lock(m_mutex);
    return m_presets;
}

std::optional<PtzPosition> PtzHead::preset(const QString &token) const
{
    const std::scoped_lock lock(m_mutex);
    for (const PtzPreset &preset : m_presets) {
        if (preset.token == token)
            return preset.position;
    }
    return std::nullopt;
}

QString PtzHead::setPreset(const QString &token, const QString &name, qint64 nowMs)
{
    const PtzPosition here = position(nowMs);
    const std::scoped_lock lock(m_mutex);
    for (PtzPreset &preset : m_presets) {
        if (preset.token == token) {
            preset.position = here;
            if (!name.isEmpty())
                preset.name = name;
            return token;
        }
    }
    const QString made = QString::number(m_nextPreset++);
    m_presets.append({made, name.isEmpty() ? QStringLiteral("Préposition ") + made : name, here});
    return made;
}

bool PtzHead::removePreset(const QString &token)
{
    const std::scoped_lock lock(m_mutex);
    return m_presets.removeIf([&token](const PtzPreset &preset) { return preset.token == token; })
        > 0;
}

void PtzHead::setHome(qint64 nowMs)
{
    const PtzPosition here = position(nowMs);
    const std::scoped_lock lock(m_mutex);
    m_home = here;
}

PtzPosition PtzHead::home() const
{
    const std::scoped_lock lock(m_mutex);
    return m_home;
}

} // namespace vigie::camsim
