// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo_walls.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QApplication>

#include <algorithm>

namespace vigie::app {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr auto kSettleLimit = seconds(15);

bool isSettled(const wall::TileReport &tile)
{
    return tile.state == live::ViewState::Playing || tile.state == live::ViewState::Refused;
}

} // namespace

void press(QWidget &widget, int key, const QString &text)
{
    QKeyEvent down(QEvent::KeyPress, key, Qt::NoModifier, text);
    QApplication::sendEvent(&widget, &down);
    QKeyEvent up(QEvent::KeyRelease, key, Qt::NoModifier, text);
    QApplication::sendEvent(&widget, &up);
}

DemoWalls::DemoWalls(shell::MainWindow &window, const registry::FactsFeed &feed, Hands hands)
    : m_window(window)
    , m_feed(feed)
    , m_hands(std::move(hands))
{
}

void DemoWalls::show(const QString &prefix, const QList<CameraId> &granted)
{
    m_window.setPaneMode(shell::PaneMode::MosaicOnly);
    showThirtySix(prefix);
    showSecondWindow(prefix, granted);
    showNumberEntry(prefix);
    m_window.mosaicView().mosaic().clearAll();
    m_window.setPaneMode(shell::PaneMode::Split);
}

void DemoWalls::showThirtySix(const QString &prefix)
{
    QList<CameraId> cameras = m_feed.facts()->cameras.keys();
    std::sort(cameras.begin(), cameras.end());
    m_window.setMosaicLayout(wall::MosaicLayout::ThirtySix);
    m_window.mosaicView().mosaic().openAll(cameras.mid(0, 36), 0);
    const auto settled = [this] {
        const auto all = m_window.tileStates();
        return std::all_of(all.cbegin(), all.cend(), isSettled);
    };
    if (!m_hands.waitUntil(settled, kSettleLimit))
        m_hands.complain(QStringLiteral("a wall of 36 tiles does not settle"));
    m_hands.pause(seconds(2));
    m_hands.shoot(m_window, prefix + QStringLiteral("-mur-36"));
}

void DemoWalls::showSecondWindow(const QString &prefix, const QList<CameraId> &granted)
{
    shell::WallRoom &room = m_window.wallRoom();
    room.openWall();
    const auto windows = room.windows().windows();
    if (windows.isEmpty()) {
        m_hands.complain(QStringLiteral("no second window opens"));
        return;
    }
    wall::WallWindow &second = *windows.constLast();
    second.resize(1600, 900);
    wall::Mosaic &mosaic = second.mosaic();
    mosaic.setLayout(wall::MosaicLayout::OnePlusSeven);
    for (int index = 1; index < mosaic.count() && index <= granted.size(); ++index)
        mosaic.open(granted.at(index - 1), index);
    mosaic.setHotSpot(0);
    room.walls().setCurrent(second.view());
    mosaic.select(1);
    wall::Tour tour;
    for (const CameraId &camera : granted.mid(0, 5))
        tour.steps.append({camera, {}, {}, seconds(5)});
    room.walls().startTour(mosaic, 3, QStringLiteral("Ronde de nuit"), tour);
    const auto playing = [&second] {
        const auto all = second.view().tileStates();
        return std::all_of(all.cbegin(), all.cend(), isSettled);
    };
    if (!m_hands.waitUntil(playing, kSettleLimit))
        m_hands.complain(QStringLiteral("the second window does not settle"));
    m_hands.pause(seconds(7)); // the tour has gone on by then
    m_hands.shoot(second, prefix + QStringLiteral("-mur-2"));
    room.windows().close(second);
    room.walls().setCurrent(m_window.mosaicView());
}

void DemoWalls::showNumberEntry(const QString &prefix)
{
    wall::MosaicView &view = m_window.mosaicView();
    view.setFocus();
    press(view, Qt::Key_1, QStringLiteral("1"));
    press(view, Qt::Key_0, QStringLiteral("0"));
    m_hands.shoot(m_window, prefix + QStringLiteral("-numero"));
    press(view, Qt::Key_Escape, {});
}

} // namespace vigie::app
