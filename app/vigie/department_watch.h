// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tour.h"

#include <core/clock.h>

namespace vigie::app {

/// What two consoles of the department's demonstration tell each other: files in the folder of their pictures, each written
/// whole.
namespace department_demo {
inline const QString kWatching = QStringLiteral("poste-1-regarde.json");
inline const QString kSuspended = QStringLiteral("poste-2-suspend.json"); ///< "asked", "saved": ms since 1970
inline const QString kRefused = QStringLiteral("poste-1-refus.json");
inline const QString kLifted = QStringLiteral("poste-2-retablit.json");
} // namespace department_demo

/// One of the two consoles behind `packaging/run-demo --department --headless`: an operator who watches sixteen cameras while
/// somebody at another console suspends her title, and again once it is given back. Writes report.json. Thread: GUI.
class DepartmentWatch final : public Tour {
    Q_OBJECT
public:
    struct Plan {
        QString shots;
        int seconds = 20; ///< of watching before the suspension
        QString cameraLog; ///< of vigie-camsim
        QString cameraPlan;
    };
    /// Everything outlives the tour.
    DepartmentWatch(shell::Console &console, const registry::FactsFeed &feed, Plan plan);

private:
    void run() override;
    void watch(const QList<CameraId> &cameras);
    void loseTheRight();
    void askAgain(const CameraId &camera);
    void countConnections(Instant from);
    void haveTheRightBack(const QList<CameraId> &cameras);
    [[nodiscard]] bool allAre(live::ViewState state) const;

    const registry::FactsFeed &m_feed;
    const Plan m_plan;
    const SystemClock m_clock;
    PersonReport m_watched;
    QJsonObject m_report;
};

} // namespace vigie::app
