// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "event_log.h"
#include "faults.h"
#include "plan.h"

#include <QtCore/QDateTime>
#include <QtCore/QHash>

#include <mutex>

namespace vigie::camsim {

class MediaSource;
class PtzHead;

/// What the RTSP, ONVIF and control sides of one simulated camera share. Thread: any.
class Camera {
public:
    Camera(CameraPlan plan, EventLog &log);
    ~Camera();

    [[nodiscard]] const CameraPlan &plan() const { return m_plan; }
    [[nodiscard]] FaultSet &faults() { return m_faults; }
    [[nodiscard]] const FaultSet &faults() const { return m_faults; }
    /// \return null unless it is a PTZ camera
    [[nodiscard]] PtzHead *ptz() const { return m_ptz.get(); }

    /// The time by the camera's own clock.
    [[nodiscard]] QDateTime utcNow() const
    {
        return QDateTime::currentDateTimeUtc().addSecs(m_plan.clockSkewS);
    }
    void log(const char *kind, QJsonObject fields = {}) const
    {
        m_log.write(kind, m_plan.id, std::move(fields));
    }

    /// A stream ("/main", "/sub") has started; kept weakly.
    void addSource(const QString &mount, const std::shared_ptr<MediaSource> &source);
    /// The next picture of the running stream is a key frame.
    void requestKeyFrame(const QString &mount);

    /// One more session plays \p mount.
    void viewerStarted(const QString &session, const QString &mount);
    /// \return what the session played; empty if nothing
    QStringList viewerEnded(const QString &session);
    /// \return sessions playing "/main" or "/sub"
    [[nodiscard]] int viewers(const QString &mount) const;

    /// Ports really bound (they differ from the plan's when that says 0).
    std::atomic<quint16> rtspPort{0};
    std::atomic<quint16> onvifPort{0};
    /// Number of RTSP connections now open.
    std::atomic<int> rtspConnections{0};

private:
    CameraPlan m_plan;
    EventLog &m_log;
    FaultSet m_faults;
    std::unique_ptr<PtzHead> m_ptz;
    mutable std::mutex m_mutex;
    QHash<QString, std::weak_ptr<MediaSource>> m_sources; // m_mutex
    QMultiHash<QString, QString> m_sessions; // m_mutex; session -> mount
};

} // namespace vigie::camsim
