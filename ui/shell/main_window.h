// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/ptz/ptz_keys.h>
#include <ui/ptz/ptz_panel.h>
#include <ui/shell/camera_dock.h>
#include <ui/shell/desk.h>
#include <ui/shell/desk_memory.h>
#include <ui/shell/end_warnings.h>
#include <ui/shell/map_host.h>
#include <ui/shell/map_mosaic_pane.h>
#include <ui/shell/panorama_steering.h>
#include <ui/shell/post_panel.h>
#include <ui/shell/rights_panel.h>
#include <ui/shell/status_strip.h>
#include <ui/shell/top_bar.h>
#include <ui/shell/wall_room.h>
#include <ui/wall/mosaic_view.h>

#include <functional>

class QSplitter;

namespace vigie::ui {
class MessageBar;
}

namespace vigie::shell {

/// What the main window shows but does not own. Everything outlives the window.
struct MainWindowParts {
    const registry::FactsFeed &registry;
    const Clock &clock;
    DeskMemoryStore &memory;
    render::Backend backend = render::Backend::Cpu;
    WorkstationInfo workstation;
    MapGround ground;
    registry::WallLayouts *layouts = nullptr; ///< null: layouts cannot be kept
    /// Opens the administration of the registry for that session; null: not on this workstation.
    std::function<void(const access::SessionContext &)> administration = {};
    /// Opens the journal for that session; null: not on this workstation.
    std::function<void(const access::SessionContext &)> journal = {};
};

/// The console of one signed-in person: map, mosaic laid over it, cameras, steering. Owns the views of its desk: when it
/// goes, every picture is gone before the desk is. Thread: GUI.
class MainWindow final : public QWidget {
    Q_OBJECT
public:
    /// \p desk outlives the window.
    MainWindow(Desk &desk, MainWindowParts parts, QWidget *parent = nullptr);
    ~MainWindow() override;

    // For guided demonstrations and tests: what a person does with mouse and keys.
    /// \return the tile, -1 when none
    int openCamera(const CameraId &camera, std::optional<int> tile = std::nullopt);
    void setMosaicLayout(wall::MosaicLayout layout);
    void selectTile(int index);
    void enlarge(int index);
    void back();
    void setPaneMode(PaneMode mode);
    void administer();
    void showRights();
    void showPost();
    void toggleVisitor();
    void readJournal();
    [[nodiscard]] QList<wall::TileReport> tileStates() const { return m_view->tileStates(); }
    [[nodiscard]] wall::MosaicView &mosaicView() { return *m_view; }
    [[nodiscard]] ptzui::Steerer &steerer() { return *m_steerer; }
    [[nodiscard]] WallRoom &wallRoom() { return *m_walls; }
    [[nodiscard]] CameraDock &cameraDock() { return *m_dock; }

public Q_SLOTS:
    void setJournalWritable(bool writable);
    void setJoystick(const QString &text, bool present);
    void setLoad(const media::Governor::Report &report);
    /// Nobody was here for long, and the post is locked in \p left; zero: somebody is here after all.
    void warnOfIdleness(std::chrono::seconds left);
    /// Deflection of the joystick, each axis in [-1, 1]; zero lets go. A bent stick says so again at least every 250 ms:
    /// silence lets go as well, for its thread may hang.
    void steerByJoystick(double pan, double tilt, double zoom);

Q_SIGNALS:
    void signOutAsked();
    void lockAsked();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    QWidget *buildSide();
    void addShortcuts();
    void connectParts();
    void restoreMemory();
    void scheduleSave();
    void saveMemory();
    void followSelection();
    void followShown();
    void openHere(const QList<CameraId> &cameras);
    void followDesk();
    void warnOfEnds();
    void followCompany();
    void followCircumstances();
    void uncoverMosaic();
    void toggleFullScreen();

    Desk &m_desk;
    MainWindowParts m_parts;
    std::unique_ptr<wall::Mosaic> m_mosaic;
    std::unique_ptr<PanoramaSteering> m_steering; ///< the desk's, and inside panoramas
    std::unique_ptr<ptzui::Steerer> m_steerer;
    std::unique_ptr<CameraTreeModel> m_tree;
    TopBar *m_top = nullptr;
    ui::MessageBar *m_banner = nullptr;
    QSplitter *m_splitter = nullptr;
    QSplitter *m_side = nullptr;
    CameraDock *m_dock = nullptr;
    ptzui::PtzPanel *m_ptz = nullptr;
    ptzui::PtzKeys *m_ptzKeys = nullptr;
    MapHost *m_map = nullptr;
    wall::MosaicView *m_view = nullptr;
    std::unique_ptr<WallRoom> m_walls;
    QPointer<RightsPanel> m_rights;
    QPointer<PostPanel> m_post;
    EndWarnings m_ends;
    QList<CameraId> m_shown; ///< whose pictures are on the screen
    ui::MessageBar *m_notice = nullptr;
    MapMosaicPane *m_pane = nullptr;
    StatusStrip *m_status = nullptr;
    QTimer m_saveSoon;
    QTimer m_second;
    QTimer m_stickSilence; ///< runs while the joystick is bent
    WallMemories m_otherWalls; ///< of every post, as they were found
    bool m_restoring = false;
    bool m_journalWritable = true;
    bool m_mayAdminister = false;
    bool m_mayReadJournal = false;
};

} // namespace vigie::shell
