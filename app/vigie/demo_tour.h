// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tour.h"
#include "tour_report.h"

#include <input/joysticks.h>
#include <registry/demo.h>
#include <registry/facts_feed.h>

namespace vigie::app {

/// The guided demonstration behind `packaging/run-demo --headless`: signs in as each demo person through the real
/// sign-in screen, puts every camera of the registry on the mosaic, watches, takes pictures, signs out, and writes
/// report.json. Thread: GUI.
class DemoTour final : public Tour {
    Q_OBJECT
public:
    struct Plan {
        QString shots; ///< folder of the pictures
        int seconds = 20; ///< per person and page of the mosaic
        QString cameraLog; ///< of vigie-camsim
        QString cameraPlan;
    };
    /// Everything outlives the tour.
    DemoTour(shell::Console &console, const registry::FactsFeed &feed, input::Joysticks &joysticks, Plan plan);

private:
    void run() override;
    [[nodiscard]] Result<PersonReport> visit(const registry::demo::DemoPerson &person, int number);
    void showRoom(const QString &prefix, const QList<ShownTile> &shown);
    void showPost(const QString &prefix);
    void showSteering(const QString &prefix);
    void showPanorama(const QString &prefix, const QList<ShownTile> &shown);
    void showWalls(const QString &prefix, const QList<ShownTile> &shown);
    void showJournal(const QString &prefix);

    const registry::FactsFeed &m_feed;
    input::Joysticks &m_joysticks;
    const Plan m_plan;
    QHash<CameraId, double> m_rates;
};

} // namespace vigie::app
