// SPDX-License-Identifier: GPL-3.0-or-later
#include "camera.h"

#include "media_source.h"
#include "ptz_head.h"

namespace vigie::camsim {

Camera::Camera(CameraPlan plan, EventLog &log)
    : m_plan(std::move(plan)), m_log(log), m_ptz(m_plan.ptz ? std::make_unique<PtzHead>() : nullptr)
{
}

Camera::~Camera() = default;

void Camera::addSource(const QString &mount, const std::shared_ptr<MediaSource> &source)
{
    const std::scoped_lock lock(m_mutex);
    m_sources.insert(mount, source);
}

void Camera::requestKeyFrame(const QString &mount)
{
    std::shared_ptr<MediaSource> source;
    {
        const std::scoped_lock lock(m_mutex);
        source = m_sources.value(mount).lock();
    }
    if (source)
        source->requestKeyFrame();
}

void Camera::viewerStarted(const QString &session, const QString &mount)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_sessions.contains(session, mount))
        m_sessions.insert(session, mount);
}

QStringList Camera::viewerEnded(const QString &session)
{
    const std::scoped_lock lock(m_mutex);
    const QStringList mounts = m_sessions.values(session);
    m_sessions.remove(session);
    return mounts;
}

int Camera::viewers(const QString &mount) const
{
    const std::scoped_lock lock(m_mutex);
    return static_cast<int>(std::count(m_sessions.cbegin(), m_sessions.cend(), mount));
}

} // namespace vigie::camsim
