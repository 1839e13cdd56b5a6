// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo_tour.h"

#include "demo_walls.h"

#include <access/journal_right.h>
#include <ui/evidence/journal_window.h>
#include <ui/shell/post_panel.h>

#include <QtWidgets/QApplication>

#include <algorithm>

namespace vigie::app {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int kPageSize = 25;

} // namespace

DemoTour::DemoTour(shell::Console &console, const registry::FactsFeed &feed, input::Joysticks &joysticks, Plan plan)
    : Tour(console, plan.shots)
    , m_feed(feed)
    , m_joysticks(joysticks)
    , m_plan(std::move(plan))
{
}

void DemoTour::run()
{
    m_rates = plannedRates(m_plan.cameraPlan);
    QList<PersonReport> reports;
    console().signInView().resize(1920, 1080);
    pause(milliseconds(300));
    shoot(QStringLiteral("00-connexion"));
    int number = 0;
    for (const auto &person : registry::demo::people()) {
        auto report = visit(person, ++number);
        if (!report) {
            complain(QStringLiteral("%1: %2").arg(person.person.value, toLogText(report.error())));
            continue;
        }
        say(QStringLiteral("%1: %2 cameras shown, %3 refused, %4 connections to refused ones")
                .arg(person.name, -16).arg(report->shown.size()).arg(report->refused.size()).arg(report->connectionsToRefused));
        reports.append(*report);
    }
    finish(QStringLiteral("report.json"), toJson(reports, m_plan.seconds), defects(reports));
}

Result<PersonReport> DemoTour::visit(const registry::demo::DemoPerson &person, int number)
{
    const SystemClock clock;
    const Instant begin = clock.now();
    if (!signIn(person.matricule, person.post))
        return fail(ErrorCode::Refused, QStringLiteral("sign-in did not come to anything"));
    shell::MainWindow &window = *console().mainWindow();
    window.showNormal();
    window.resize(1920, 1080);
    window.setPaneMode(shell::PaneMode::MosaicOnly);
    window.setMosaicLayout(wall::MosaicLayout::TwentyFive);
    const QString prefix = QStringLiteral("%1-%2").arg(number, 2, 10, QLatin1Char('0')).arg(person.person.value);

    QList<CameraId> cameras = m_feed.facts()->cameras.keys();
    std::sort(cameras.begin(), cameras.end());
    PersonReport report;
    report.person = person.person.value;
    for (qsizetype from = 0; from < cameras.size(); from += kPageSize) {
        watchPage(cameras.mid(from, kPageSize), seconds(m_plan.seconds), m_rates, report);
        shoot(QStringLiteral("%1-mosaique-%2").arg(prefix).arg(from / kPageSize + 1));
        window.mosaicView().mosaic().clearAll();
    }
    if (!report.shown.isEmpty() && number <= 2)
        showRoom(prefix, report.shown);
    else {
        window.setPaneMode(shell::PaneMode::MapOnly);
        shoot(prefix + QStringLiteral("-carte"));
        window.setPaneMode(shell::PaneMode::Split);
    }
    if (access::mayReadJournal(*m_feed.facts(), person.person))
        showJournal(prefix);
    console().signOut();
    pause(milliseconds(300));

    const auto seen = connectionsSeen(m_plan.cameraLog, begin, clock.now());
    if (!seen)
        return fail(seen);
    for (const RefusedTile &tile : report.refused)
        report.connectionsToRefused += seen->value(tile.camera);
    return report;
}

/// The ways of working a newcomer wants to see: split with the map, one large picture, steering, keys, the map alone.
void DemoTour::showRoom(const QString &prefix, const QList<ShownTile> &shown)
{
    shell::MainWindow &window = *console().mainWindow();
    window.setPaneMode(shell::PaneMode::Split);
    window.setMosaicLayout(wall::MosaicLayout::Nine);
    for (qsizetype tile = 0; tile < std::min<qsizetype>(9, shown.size()); ++tile)
        window.openCamera(shown.at(tile).camera, static_cast<int>(tile));
    const auto playing = [&window] {
        const auto all = window.tileStates();
        return std::all_of(all.cbegin(), all.cend(), [](const auto &t) { return t.state == live::ViewState::Playing; });
    };
    (void)waitUntil(playing, kSettle);
    pause(seconds(1));
    shoot(prefix + QStringLiteral("-carte-et-mosaique"));
    showPost(prefix);
    if (!waitUntil(playing, kSettle))
        complain(QStringLiteral("%1: the visitor has left and the pictures do not come back").arg(prefix));
    window.enlarge(0);
    (void)waitUntil([&window] { const auto all = window.tileStates(); return !all.isEmpty() && all.constFirst().stream == QLatin1String("main"); }, seconds(5));
    pause(seconds(2));
    shoot(prefix + QStringLiteral("-agrandie"));
    window.back();
    showSteering(prefix);
    showPanorama(prefix, shown);
    window.mosaicView().setTruthShown(true);
    pause(milliseconds(1200)); // its figures are renewed once a second
    shoot(prefix + QStringLiteral("-composition"));
    window.mosaicView().setTruthShown(false);
    window.mosaicView().setHelpShown(true);
    shoot(prefix + QStringLiteral("-touches"));
    window.mosaicView().setHelpShown(false);
    window.setPaneMode(shell::PaneMode::MapOnly);
    pause(milliseconds(300));
    shoot(prefix + QStringLiteral("-carte"));
    window.setPaneMode(shell::PaneMode::Split);
    showWalls(prefix, shown);
}

void DemoTour::showWalls(const QString &prefix, const QList<ShownTile> &shown)
{
    QList<CameraId> granted;
    for (const ShownTile &tile : shown)
        granted.append(tile.camera);
    DemoWalls walls(*console().mainWindow(), m_feed,
                    {[this](QWidget &window, const QString &name) { shoot(window, name); },
                     [this](const std::function<bool()> &condition, milliseconds limit) { return waitUntil(condition, limit); },
                     [this](milliseconds time) { pause(time); }, [this](const QString &problem) { complain(problem); }});
    walls.show(prefix, granted);
}

/// What the others did until now, for whoever may read it.
void DemoTour::showJournal(const QString &prefix)
{
    console().mainWindow()->readJournal();
    const QWidgetList all = QApplication::topLevelWidgets();
    const auto found = std::find_if(all.cbegin(), all.cend(), [](QWidget *each) { return qobject_cast<evidenceui::JournalWindow *>(each); });
    if (found == all.cend()) {
        complain(QStringLiteral("%1: the journal does not open").arg(prefix));
        return;
    }
    auto &journal = *static_cast<evidenceui::JournalWindow *>(*found);
    shoot(journal, prefix + QStringLiteral("-journal-motif"));
    journal.giveMotive({evidence::ReadingPurpose::SelfControl, QStringLiteral("Démonstration de Vigie")});
    if (!waitUntil([&journal] { return journal.model().rowCount() > 0; }, kSettle))
        complain(QStringLiteral("%1: the journal shows nothing").arg(prefix));
    shoot(journal, prefix + QStringLiteral("-journal"));
}

/// What is declared at the post, and somebody without a title who comes in and leaves again.
void DemoTour::showPost(const QString &prefix)
{
    shell::MainWindow &window = *console().mainWindow();
    window.showPost();
    pause(milliseconds(300));
    if (auto *panel = window.findChild<shell::PostPanel *>()) {
        shoot(*panel, prefix + QStringLiteral("-au-poste"));
        panel->close();
        window.activateWindow(); // the stick steers the active one, and nobody manages windows here
    } else {
        complain(QStringLiteral("%1: the panel of the post does not open").arg(prefix));
    }
    window.toggleVisitor();
    const auto tiles = window.tileStates(); // in the same turn: nobody waits for a curtain
    if (!std::all_of(tiles.cbegin(), tiles.cend(), [](const auto &tile) { return tile.state == live::ViewState::Curtained; }))
        complain(QStringLiteral("%1: a visitor is there and a picture is shown").arg(prefix));
    pause(milliseconds(300));
    shoot(prefix + QStringLiteral("-visiteur"));
    window.toggleVisitor();
}

/// Moves the first PTZ camera with a virtual joystick, through the same way a real one takes.
void DemoTour::showSteering(const QString &prefix)
{
    shell::MainWindow &window = *console().mainWindow();
    const auto facts = m_feed.facts();
    for (const auto &tile : window.tileStates()) {
        if (facts->cameras.value(tile.camera).kind != registry::CameraKind::Ptz)
            continue;
        window.selectTile(tile.tile);
        window.enlarge(tile.tile);
        pause(seconds(2));
        shoot(prefix + QStringLiteral("-pilotage-avant"));
        auto stick = m_joysticks.attachVirtual(3, 12);
        stick->setAxis(0, 26000);
        stick->setAxis(2, 12000);
        if (!waitUntil([&window] { return window.steerer().isMoving(); }, seconds(2)))
            complain(QStringLiteral("%1: the stick is bent and the camera is not steered").arg(tile.camera.value));
        pause(milliseconds(1500));
        shoot(prefix + QStringLiteral("-pilotage-pendant"));
        stick->setAxis(0, 0);
        stick->setAxis(2, 0);
        if (!waitUntil([&window] { return !window.steerer().isMoving(); }, seconds(2)))
            complain(QStringLiteral("%1: the stick was let go and the camera is still steered").arg(tile.camera.value));
        pause(seconds(1));
        stick.reset();
        shoot(prefix + QStringLiteral("-pilotage-apres"));
        window.back();
        return;
    }
}

/// Looks around inside the panoramic camera with the same stick, then shows all of it, then what its lens sees.
void DemoTour::showPanorama(const QString &prefix, const QList<ShownTile> &shown)
{
    shell::MainWindow &window = *console().mainWindow();
    const auto facts = m_feed.facts();
    const auto found = std::find_if(shown.cbegin(), shown.cend(), [&facts](const ShownTile &tile) {
        return facts->cameras.value(tile.camera).panorama.has_value();
    });
    if (found == shown.cend())
        return; // not a camera of this person's
    window.openCamera(found->camera, 0);
    window.selectTile(0);
    window.enlarge(0);
    const auto playing = [&window] {
        const auto all = window.tileStates();
        return !all.isEmpty() && all.constFirst().state == live::ViewState::Playing;
    };
    if (!waitUntil(playing, kSettle))
        complain(QStringLiteral("%1: the panorama does not play").arg(found->camera.value));
    pause(seconds(2));
    shoot(prefix + QStringLiteral("-panorama-devant"));
    auto stick = m_joysticks.attachVirtual(3, 12);
    stick->setAxis(0, -26000);
    stick->setAxis(2, 12000);
    pause(milliseconds(900));
    stick->setAxis(0, 0);
    stick->setAxis(2, 0);
    pause(milliseconds(300));
    stick.reset();
    shoot(prefix + QStringLiteral("-panorama-tourne"));
    press(window.mosaicView(), Qt::Key_P, QStringLiteral("p"));
    pause(milliseconds(300));
    shoot(prefix + QStringLiteral("-panorama-entier"));
    press(window.mosaicView(), Qt::Key_P, QStringLiteral("p"));
    press(window.mosaicView(), Qt::Key_P, QStringLiteral("p"));
    window.back();
    window.openCamera(shown.constFirst().camera, 0);
}

} // namespace vigie::app
