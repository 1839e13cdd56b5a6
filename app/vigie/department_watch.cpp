// SPDX-License-Identifier: GPL-3.0-or-later
#include "department_watch.h"

#include <registry/demo.h>

#include <QtCore/QJsonArray>

#include <algorithm>

namespace vigie::app {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int kTiles = 16;
/// The other console signs in, opens a window and types: all of it on a busy machine.
constexpr auto kOtherLimit = seconds(90);
constexpr auto kLook = milliseconds(2); ///< how exactly the curtain is timed
constexpr double kCurtainLimitMs = 250.0;
constexpr auto kAfterwards = seconds(3); ///< for a connection that must not come

} // namespace

DepartmentWatch::DepartmentWatch(shell::Console &console, const registry::FactsFeed &feed, Plan plan)
    : Tour(console, plan.shots)
    , m_feed(feed)
    , m_plan(std::move(plan))
{
}

bool DepartmentWatch::allAre(live::ViewState state) const
{
    const auto tiles = console().mainWindow()->tileStates();
    return !tiles.isEmpty() && std::all_of(tiles.cbegin(), tiles.cend(), [state](const auto &tile) { return tile.state == state; });
}

void DepartmentWatch::run()
{
    const auto operatorOfTheDay = registry::demo::people().constFirst();
    console().signInView().resize(1920, 1080);
    pause(milliseconds(300));
    shoot(QStringLiteral("1-poste-1-connexion"));
    if (!signIn(operatorOfTheDay.matricule, operatorOfTheDay.post)) {
        complain(QStringLiteral("sign-in did not come to anything"));
        finish(QStringLiteral("report.json"), m_report);
        return;
    }
    shell::MainWindow &window = *console().mainWindow();
    window.showNormal();
    window.resize(1920, 1080);
    window.setPaneMode(shell::PaneMode::Split);
    window.setMosaicLayout(wall::MosaicLayout::Sixteen);
    QList<CameraId> cameras;
    const registry::FactsPtr facts = m_feed.facts();
    for (const registry::Camera &camera : facts->cameras) {
        if (facts->systems.value(camera.system).cameras.contains(camera.id))
            cameras.append(camera.id);
    }
    std::sort(cameras.begin(), cameras.end());
    if (cameras.size() <= kTiles) {
        complain(QStringLiteral("%1 cameras are known at post 1, more than %2 are needed").arg(cameras.size()).arg(kTiles));
        finish(QStringLiteral("report.json"), m_report);
        return;
    }
    watch(cameras.mid(0, kTiles));
    loseTheRight();
    askAgain(cameras.at(kTiles));
    haveTheRightBack(cameras.mid(0, kTiles));
    console().signOut();
    m_report.insert(QStringLiteral("watched"), toJson({m_watched}, m_plan.seconds));
    finish(QStringLiteral("report.json"), m_report, defects({m_watched}));
}

void DepartmentWatch::watch(const QList<CameraId> &cameras)
{
    m_watched.person = registry::demo::people().constFirst().person.value;
    watchPage(cameras, seconds(m_plan.seconds), plannedRates(m_plan.cameraPlan), m_watched);
    if (m_watched.shown.size() != kTiles)
        complain(QStringLiteral("%1 of %2 cameras are shown before the suspension").arg(m_watched.shown.size()).arg(kTiles));
    shoot(QStringLiteral("2-poste-1-en-direct"));
    say(QStringLiteral("post 1: %1 cameras shown").arg(m_watched.shown.size()));
}

void DepartmentWatch::loseTheRight()
{
    tell(department_demo::kWatching, {{QStringLiteral("tiles"), m_watched.shown.size()}});
    const bool curtained = waitUntil([this] { return allAre(live::ViewState::Curtained); }, kOtherLimit, kLook);
    const Instant at = m_clock.now();
    pause(milliseconds(500));
    shoot(QStringLiteral("4-poste-1-rideau"));
    if (!curtained) {
        complain(QStringLiteral("the other console suspended nothing, or not every tile was curtained"));
        return;
    }
    QStringList reasons;
    for (const auto &tile : console().mainWindow()->tileStates()) {
        for (const auto &reason : tile.decision.reasons)
            reasons.append(reason.code);
    }
    reasons.removeDuplicates();
    if (!reasons.contains(QLatin1String("AgrementSuspended")))
        complain(QStringLiteral("the curtain does not say that the agrement is suspended"));
    countConnections(at);
    const auto suspended = heard(department_demo::kSuspended, kOtherLimit);
    if (!suspended) {
        complain(QStringLiteral("the other console did not say when it suspended"));
        return;
    }
    const double delay = static_cast<double>(at.time_since_epoch().count()) - suspended->value(QLatin1String("asked")).toDouble();
    m_report.insert(QStringLiteral("suspension"),
                    QJsonObject{{QStringLiteral("tiles"), kTiles},
                                {QStringLiteral("asked_to_curtain_ms"), delay},
                                {QStringLiteral("reasons"), QJsonArray::fromStringList(reasons)}});
    if (delay > kCurtainLimitMs)
        complain(QStringLiteral("%1 ms from the suspension to the last curtain").arg(delay));
    say(QStringLiteral("post 1: the last of %1 tiles curtained %2 ms after post 2 asked for the suspension").arg(kTiles).arg(delay));
}

void DepartmentWatch::countConnections(Instant from)
{
    pause(kAfterwards);
    const auto seen = connectionsSeen(m_plan.cameraLog, from, m_clock.now());
    if (!seen) {
        complain(toLogText(seen.error()));
        return;
    }
    int connections = 0;
    for (const int each : *seen)
        connections += each;
    m_report.insert(QStringLiteral("connections_after_curtain"), connections);
    if (connections > 0)
        complain(QStringLiteral("%1 connections to cameras after the curtain").arg(connections));
}

/// Another camera is refused now: by the console itself, and nobody is asked to connect.
void DepartmentWatch::askAgain(const CameraId &camera)
{
    shell::MainWindow &window = *console().mainWindow();
    window.mosaicView().mosaic().clearAll();
    window.openCamera(camera, 0);
    if (!waitUntil([this] { return allAre(live::ViewState::Refused); }, seconds(10)))
        complain(QStringLiteral("%1 is not refused after the suspension").arg(camera.value));
    shoot(QStringLiteral("5-poste-1-refus"));
    tell(department_demo::kRefused, {{QStringLiteral("camera"), camera.value}}); // it may be given back now
}

void DepartmentWatch::haveTheRightBack(const QList<CameraId> &cameras)
{
    if (!heard(department_demo::kLifted, kOtherLimit)) {
        complain(QStringLiteral("the other console did not lift the suspension"));
        return;
    }
    shell::MainWindow &window = *console().mainWindow();
    const PersonId person = registry::demo::people().constFirst().person;
    const auto toldSo = [&] {
        const auto titles = m_feed.facts()->agrements.value(person);
        return !titles.isEmpty() && !titles.constFirst().suspendedFrom;
    };
    if (!waitUntil(toldSo, seconds(10)))
        complain(QStringLiteral("post 1 does not hear that the suspension is lifted"));
    for (qsizetype tile = 0; tile < cameras.size(); ++tile)
        window.openCamera(cameras.at(tile), static_cast<int>(tile));
    const bool back = waitUntil([this] { return allAre(live::ViewState::Playing); }, kSettle);
    if (!back)
        complain(QStringLiteral("pictures do not come back"));
    m_report.insert(QStringLiteral("shown_again"), back ? static_cast<int>(cameras.size()) : 0);
    pause(seconds(1));
    shoot(QStringLiteral("7-poste-1-retabli"));
    say(QStringLiteral("post 1: pictures are back"));
}

} // namespace vigie::app
