// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/facts_feed.h>
#include <ui/shell/main_window.h>

#include <functional>

namespace vigie::app {

/// One key, down and up, as if typed into \p widget.
void press(QWidget &widget, int key, const QString &text);

/// The part of the guided demonstration about walls: thirty-six tiles, a second window with a hot spot and a tour, a number
/// being typed. Thread: GUI.
class DemoWalls final {
public:
    struct Hands {
        /// Takes a picture of a window under a name.
        std::function<void(QWidget &, const QString &)> shoot;
        std::function<bool(const std::function<bool()> &, std::chrono::milliseconds)> waitUntil;
        std::function<void(std::chrono::milliseconds)> pause;
        std::function<void(const QString &)> complain;
    };
    DemoWalls(shell::MainWindow &window, const registry::FactsFeed &feed, Hands hands);
    void show(const QString &prefix, const QList<CameraId> &granted);

private:
    void showThirtySix(const QString &prefix);
    void showSecondWindow(const QString &prefix, const QList<CameraId> &granted);
    void showNumberEntry(const QString &prefix);

    shell::MainWindow &m_window;
    const registry::FactsFeed &m_feed;
    const Hands m_hands;
};

} // namespace vigie::app
