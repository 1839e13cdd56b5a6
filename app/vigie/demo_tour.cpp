// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo_tour.h"

#include "demo_walls.h"

#include <QtCore/QDir>
#include <QtCore/QEventLoop>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QSaveFile>
#include <QtCore/QTimer>
#include <QtGui/QPixmap>
#include <QtWidgets/QApplication>

#include <algorithm>
#include <cstdio>

namespace vigie::app {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int kPageSize = 25;
constexpr int kRefusedSeconds = 5;
constexpr auto kSettleLimit = seconds(15);
constexpr auto kSignInLimit = seconds(10);

void say(const QString &line)
{
    std::printf("   %s\n", line.toUtf8().constData());
    std::fflush(stdout);
}

bool isSettled(const wall::TileReport &tile)
{
    return tile.state == live::ViewState::Playing || tile.state == live::ViewState::Refused;
}

QString stateName(live::ViewState state)
{
    switch (state) {
    case live::ViewState::Asking: return QStringLiteral("asking");
    case live::ViewState::Refused: return QStringLiteral("refused");
    case live::ViewState::Waiting: return QStringLiteral("waiting");
    case live::ViewState::Connecting: return QStringLiteral("connecting");
    case live::ViewState::Playing: return QStringLiteral("playing");
    case live::ViewState::Lost: return QStringLiteral("lost");
    case live::ViewState::Curtained: return QStringLiteral("curtained");
    }
    return {};
}

} // namespace

DemoTour::DemoTour(shell::Console &console, const registry::FactsFeed &feed, input::Joysticks &joysticks, Plan plan)
    : m_console(console)
    , m_feed(feed)
    , m_joysticks(joysticks)
    , m_plan(std::move(plan))
{
}

void DemoTour::start()
{
    QApplication::setQuitOnLastWindowClosed(false);
    QMetaObject::invokeMethod(this, &DemoTour::run, Qt::QueuedConnection);
}

bool DemoTour::waitUntil(const std::function<bool()> &condition, milliseconds limit)
{
    QElapsedTimer since;
    since.start();
    while (!condition() && since.elapsed() < limit.count())
        pause(milliseconds(20));
    return condition();
}

void DemoTour::pause(milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

QHash<CameraId, double> DemoTour::plannedRates() const
{
    QHash<CameraId, double> rates;
    QFile file(m_plan.cameraPlan);
    if (!file.open(QIODevice::ReadOnly))
        return rates;
    const auto cameras = QJsonDocument::fromJson(file.readAll()).object().value(QLatin1String("cameras")).toArray();
    for (const QJsonValue &camera : cameras) {
        rates.insert(CameraId{camera[QLatin1String("id")].toString()},
                     camera[QLatin1String("sub")][QLatin1String("fps")].toDouble());
    }
    return rates;
}

void DemoTour::shoot(const QString &name)
{
    QWidget *screen = m_console.mainWindow() ? static_cast<QWidget *>(m_console.mainWindow()) : &m_console.signInView();
    shoot(*screen, name);
}

void DemoTour::shoot(QWidget &screen, const QString &name)
{
    pause(milliseconds(120)); // what was asked for is painted
    const QString path = QDir(m_plan.shots).filePath(name + QStringLiteral(".png"));
    if (!screen.grab().save(path))
        m_problems.append(QStringLiteral("cannot write %1").arg(path));
}

void DemoTour::run()
{
    m_rates = plannedRates();
    QList<PersonReport> reports;
    m_console.signInView().resize(1920, 1080);
    pause(milliseconds(300));
    shoot(QStringLiteral("00-connexion"));
    int number = 0;
    for (const auto &person : registry::demo::people()) {
        auto report = visit(person, ++number);
        if (!report) {
            m_problems.append(QStringLiteral("%1: %2").arg(person.person.value, toLogText(report.error())));
            continue;
        }
        say(QStringLiteral("%1: %2 cameras shown, %3 refused, %4 connections to refused ones")
                .arg(person.name, -16).arg(report->shown.size()).arg(report->refused.size()).arg(report->connectionsToRefused));
        reports.append(*report);
    }
    QJsonObject json = toJson(reports, m_plan.seconds);
    const QStringList all = m_problems + defects(reports);
    json.insert(QStringLiteral("defects"), QJsonArray::fromStringList(all));
    QSaveFile file(QDir(m_plan.shots).filePath(QStringLiteral("report.json")));
    const bool written = file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(json).toJson()) > 0 && file.commit();
    for (const QString &defect : all)
        say(QStringLiteral("defect: %1").arg(defect));
    QCoreApplication::exit(written && all.isEmpty() ? 0 : 1);
}

bool DemoTour::signIn(const registry::demo::DemoPerson &person)
{
    m_console.signIn(person.matricule, registry::demo::password(), person.post);
    return waitUntil([this] { return m_console.mainWindow() != nullptr; }, kSignInLimit);
}

Result<PersonReport> DemoTour::visit(const registry::demo::DemoPerson &person, int number)
{
    const SystemClock clock;
    const Instant begin = clock.now();
    if (!signIn(person))
        return fail(ErrorCode::Refused, QStringLiteral("sign-in did not come to anything"));
    shell::MainWindow &window = *m_console.mainWindow();
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
        watchPage(cameras.mid(from, kPageSize), report);
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
    m_console.signOut();
    pause(milliseconds(300));

    const auto seen = connectionsSeen(m_plan.cameraLog, begin, clock.now());
    if (!seen)
        return fail(seen);
    for (const RefusedTile &tile : report.refused)
        report.connectionsToRefused += seen->value(tile.camera);
    return report;
}

void DemoTour::watchPage(const QList<CameraId> &cameras, PersonReport &report)
{
    shell::MainWindow &window = *m_console.mainWindow();
    for (qsizetype tile = 0; tile < cameras.size(); ++tile)
        window.openCamera(cameras.at(tile), static_cast<int>(tile));
    const auto states = [&window] { return window.tileStates(); };
    (void)waitUntil([&] { const auto all = states(); return std::all_of(all.cbegin(), all.cend(), isSettled); }, kSettleLimit);
    QHash<CameraId, std::int64_t> before;
    QElapsedTimer watched;
    watched.start();
    for (const auto &tile : states())
        before.insert(tile.camera, tile.shown);
    // Refused cameras are watched too, for a connection that must not come, but not for as long.
    const bool anyPicture = std::any_of(before.cbegin(), before.cend(), [](std::int64_t pictures) { return pictures > 0; });
    pause(seconds(anyPicture ? m_plan.seconds : std::min(m_plan.seconds, kRefusedSeconds)));
    const auto after = states();
    const double elapsed = static_cast<double>(watched.nsecsElapsed()) / 1e9;
    for (const auto &tile : after) {
        if (tile.state == live::ViewState::Playing) {
            report.shown.append({tile.camera, static_cast<double>(tile.shown - before.value(tile.camera)) / elapsed,
                                 m_rates.value(tile.camera), tile.stream, tile.stats.decoder, tile.stats.codec});
        } else if (tile.state == live::ViewState::Refused || tile.state == live::ViewState::Curtained) {
            RefusedTile refused{tile.camera, {}, tile.decision.rows};
            for (const auto &reason : tile.decision.reasons)
                refused.reasons.append(reason.text);
            report.refused.append(refused);
        } else {
            report.failed.append(QStringLiteral("%1: %2%3").arg(tile.camera.value, stateName(tile.state),
                tile.stats.lastError ? QStringLiteral(" (%1)").arg(toLogText(*tile.stats.lastError)) : QString()));
        }
    }
}

/// The ways of working a newcomer wants to see: split with the map, one large picture, steering, keys, the map alone.
void DemoTour::showRoom(const QString &prefix, const QList<ShownTile> &shown)
{
    shell::MainWindow &window = *m_console.mainWindow();
    window.setPaneMode(shell::PaneMode::Split);
    window.setMosaicLayout(wall::MosaicLayout::Nine);
    for (qsizetype tile = 0; tile < std::min<qsizetype>(9, shown.size()); ++tile)
        window.openCamera(shown.at(tile).camera, static_cast<int>(tile));
    const auto playing = [&window] {
        const auto all = window.tileStates();
        return std::all_of(all.cbegin(), all.cend(), [](const auto &t) { return t.state == live::ViewState::Playing; });
    };
    (void)waitUntil(playing, kSettleLimit);
    pause(seconds(1));
    shoot(prefix + QStringLiteral("-carte-et-mosaique"));
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
    DemoWalls walls(*m_console.mainWindow(), m_feed,
                    {[this](QWidget &window, const QString &name) { shoot(window, name); },
                     [this](const std::function<bool()> &condition, milliseconds limit) { return waitUntil(condition, limit); },
                     [this](milliseconds time) { pause(time); }, [this](const QString &problem) { m_problems.append(problem); }});
    walls.show(prefix, granted);
}

/// Moves the first PTZ camera with a virtual joystick, through the same way a real one takes.
void DemoTour::showSteering(const QString &prefix)
{
    shell::MainWindow &window = *m_console.mainWindow();
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
            m_problems.append(QStringLiteral("%1: the stick is bent and the camera is not steered").arg(tile.camera.value));
        pause(milliseconds(1500));
        shoot(prefix + QStringLiteral("-pilotage-pendant"));
        stick->setAxis(0, 0);
        stick->setAxis(2, 0);
        if (!waitUntil([&window] { return !window.steerer().isMoving(); }, seconds(2)))
            m_problems.append(QStringLiteral("%1: the stick was let go and the camera is still steered").arg(tile.camera.value));
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
    shell::MainWindow &window = *m_console.mainWindow();
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
    if (!waitUntil(playing, kSettleLimit))
        m_problems.append(QStringLiteral("%1: the panorama does not play").arg(found->camera.value));
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
