// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tour_report.h"

#include <input/joysticks.h>
#include <registry/demo.h>
#include <registry/facts_feed.h>
#include <ui/shell/console.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>

#include <functional>

namespace vigie::app {

/// The guided demonstration behind `packaging/run-demo --headless`: signs in as each demo person through the real
/// sign-in screen, puts every camera of the registry on the mosaic, watches, takes pictures, signs out, and writes
/// report.json. Ends the program: 0 when nothing was wrong, 1 otherwise. Thread: GUI.
class DemoTour final : public QObject {
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
    void start();

private:
    void run();
    [[nodiscard]] Result<PersonReport> visit(const registry::demo::DemoPerson &person, int number);
    [[nodiscard]] bool signIn(const registry::demo::DemoPerson &person);
    void watchPage(const QList<CameraId> &cameras, PersonReport &report);
    void showRoom(const QString &prefix, const QList<ShownTile> &shown);
    void showSteering(const QString &prefix);
    void showPanorama(const QString &prefix, const QList<ShownTile> &shown);
    void showWalls(const QString &prefix, const QList<ShownTile> &shown);
    void shoot(const QString &name);
    void shoot(QWidget &screen, const QString &name);
    [[nodiscard]] bool waitUntil(const std::function<bool()> &condition, std::chrono::milliseconds limit);
    void pause(std::chrono::milliseconds time);
    [[nodiscard]] QHash<CameraId, double> plannedRates() const;

    shell::Console &m_console;
    const registry::FactsFeed &m_feed;
    input::Joysticks &m_joysticks;
    const Plan m_plan;
    QHash<CameraId, double> m_rates;
    QStringList m_problems;
};

} // namespace vigie::app
