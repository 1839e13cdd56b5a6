// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/wall/mosaic_view.h>

class QLabel;
class QMenu;
class QScreen;
class QToolButton;

namespace vigie::wall {

/// One more mosaic in a window of its own, without a map: for a second monitor, or a wall of them. Closing it gives every
/// grant of its tiles back. Thread: GUI.
class WallWindow final : public QWidget {
    Q_OBJECT
public:
    /// What it works with; everything outlives the window.
    struct Parts {
        CameraViews &views;
        const registry::FactsFeed &registry;
        const Clock &clock;
        Sentences sentences;
        render::Backend backend = render::Backend::Cpu;
    };
    /// \p number  "Wall 2": the main window is 1
    WallWindow(const Parts &parts, int number, QWidget *parent = nullptr);
    ~WallWindow() override;

    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] Mosaic &mosaic() { return *m_mosaic; }
    [[nodiscard]] const Mosaic &mosaic() const { return *m_mosaic; }
    [[nodiscard]] MosaicView &view() { return *m_view; }
    /// The menu of walls, layouts and tours, made by whoever opens the window.
    void setWallsMenu(QMenu *menu);
    void setFullScreen(bool full);
    void showFullScreenOn(QScreen &screen);

Q_SIGNALS:
    void closed(); ///< by the person; the window is hidden
    void moved(); ///< place, size or full screen
    void activationChanged();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void moveEvent(QMoveEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void followLayout();
    void fillScreens(QMenu &menu);

    const int m_number;
    std::unique_ptr<Mosaic> m_mosaic;
    QWidget *m_bar;
    MosaicView *m_view;
    QToolButton *m_layout;
    QToolButton *m_walls;
    QToolButton *m_screens;
};

} // namespace vigie::wall
