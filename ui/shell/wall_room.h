// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/ptz/ptz_keys.h>
#include <ui/shell/desk.h>
#include <ui/shell/tour_presets.h>
#include <ui/shell/wall_book.h>
#include <ui/shell/wall_windows.h>

class QMenu;

namespace vigie::shell {

/// Everything of one desk that is a wall: the main window's mosaic and the windows beside it, kept layouts, tours, and the menu
/// and keys for them. Thread: GUI.
class WallRoom final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        Desk &desk;
        wall::WallWindow::Parts walls;
        registry::WallLayouts *layouts = nullptr; ///< null: nothing can be kept
        ptzui::Steerer &steerer;
        /// Gives the mosaic of a new window what the main one has.
        std::function<void(wall::MosaicView &)> equip;
    };
    /// \p view  the mosaic of \p window. Everything outlives the room.
    WallRoom(const Parts &parts, wall::MosaicView &view, QWidget &window);
    ~WallRoom() override; ///< closes every window

    [[nodiscard]] wall::Walls &walls() { return m_walls; }
    [[nodiscard]] WallWindows &windows() { return *m_windows; }
    [[nodiscard]] WallBook &book() { return m_book; }
    [[nodiscard]] QMenu &menu() { return *m_menu; }
    /// The mosaic that is worked in.
    [[nodiscard]] wall::Mosaic &mosaic() { return m_walls.current()->mosaic(); }

    void openWall();
    void askToKeep();
    /// \p id of a kept layout, into the mosaic that is worked in
    void openLayout(const QString &id);
    void startTour(const QString &id);

Q_SIGNALS:
    void told(const QString &sentence, bool trouble);
    void shownChanged(); ///< some tile of some window

private:
    void fillMenu();
    void fillLayouts();
    void fillTours();
    void editTour(const wall::Tour &tour, const WallBook::Title &title);
    void changeTour(const registry::WallItem &item);
    void keepTour(const wall::Tour &tour, const WallBook::Title &title);
    void start(const QString &name, const wall::Tour &tour);
    void manage();
    void dress(wall::WallWindow &window);
    void listen(wall::MosaicView &view);
    void giveKeys(QWidget &window);
    [[nodiscard]] QWidget *front();
    [[nodiscard]] static registry::WallOwners ownersOf(const Desk &desk, const registry::FactsFeed &registry);

    const Parts m_parts;
    QWidget &m_window;
    wall::Walls m_walls;
    WallBook m_book;
    TourPresets m_presets;
    std::unique_ptr<QMenu> m_menu;
    QAction *m_new;
    QAction *m_keepAction;
    QAction *m_undoAction;
    std::unique_ptr<WallWindows> m_windows;
};

} // namespace vigie::shell
