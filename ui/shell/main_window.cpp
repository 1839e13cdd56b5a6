// SPDX-License-Identifier: GPL-3.0-or-later
#include "main_window.h"

#include "error_text.h"

#include <access/journal_right.h>
#include <core/paris_time.h>
#include <registry/edits.h>
#include <ui/common/message_bar.h>
#include <ui/wall/tile_zoom.h>

#include <QtGui/QCloseEvent>
#include <QtGui/QShortcut>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace vigie::shell {
namespace {

constexpr std::chrono::seconds kWarningLasts{60};
constexpr std::chrono::seconds kSaveDelay{1};
constexpr std::chrono::seconds kNoticeLasts{6};
constexpr int kSmallestDock = 200;
constexpr int kLargestDock = 600;

wall::Sentences sentences()
{
    return {[](const Error &error) { return cameraSentenceFor(error); },
            [](access::EndCause cause) { return sentenceFor(cause); }};
}

} // namespace

MainWindow::MainWindow(Desk &desk, MainWindowParts parts, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_parts(std::move(parts))
    , m_mosaic(std::make_unique<wall::Mosaic>(desk.views(), m_parts.registry, m_parts.clock, sentences()))
    , m_steering(std::make_unique<PanoramaSteering>(desk.steering(), m_parts.registry))
    , m_steerer(std::make_unique<ptzui::Steerer>(*m_steering))
    , m_tree(std::make_unique<CameraTreeModel>(m_parts.registry,
                                               [this](const CameraId &camera) { return m_desk.preview(camera); }))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Vigie"));
    build();
    addShortcuts();
    connectParts();
    restoreMemory();
    followDesk();
    followCompany();
    followSelection();
    m_view->setFocus();
}

MainWindow::~MainWindow()
{
    saveMemory();
    // Hidden while everything is whole; then the camera stops, then the pictures go.
    hide();
    m_walls->disconnect(this);
    m_walls->walls().disconnect(this);
    m_walls->windows().disconnect(this);
    m_mosaic->disconnect(this);
    m_steerer->disconnect(this);
    m_desk.disconnect(this);
    delete m_ptzKeys;
    m_steerer->setTarget({}, false);
    m_walls.reset();
    delete m_splitter;
}

void MainWindow::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_top = new TopBar(this);
    column->addWidget(m_top);
    m_banner = new ui::MessageBar(this);
    m_banner->setClosable(false); // as long as it is so
    column->addWidget(m_banner);
    m_notice = new ui::MessageBar(this);
    m_notice->setObjectName(QStringLiteral("notice"));
    column->addWidget(m_notice);

    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(buildSide());
    m_map = new MapHost(m_parts.registry, [this](const CameraId &camera) { return m_desk.preview(camera); },
                        m_parts.ground, this);
    m_view = new wall::MosaicView(*m_mosaic, m_parts.clock, m_parts.backend, this);
    m_ptzKeys = new ptzui::PtzKeys(*m_view, *m_steerer, this);
    const auto equip = [this](wall::MosaicView &view) {
        connect(m_steering.get(), &PanoramaSteering::turned, new wall::TileZoom(view, m_parts.registry, &view), &wall::TileZoom::turn);
    };
    equip(*m_view);
    m_walls = std::make_unique<WallRoom>(WallRoom::Parts{m_desk,
                                                         {m_desk.views(), m_parts.registry, m_parts.clock, sentences(), m_parts.backend},
                                                         m_parts.layouts, *m_steerer, equip},
                                         *m_view, *this);
    m_top->setWallsMenu(m_walls->menu());
    m_pane = new MapMosaicPane(m_map->widget(), m_view, m_splitter);
    m_splitter->addWidget(m_pane);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    column->addWidget(m_splitter, 1);
    m_status = new StatusStrip(m_parts.clock, m_parts.workstation, this);
    column->addWidget(m_status);
}

QWidget *MainWindow::buildSide()
{
    m_side = new QSplitter(Qt::Vertical, this);
    m_side->setChildrenCollapsible(false);
    m_side->setHandleWidth(1);
    m_side->setMinimumWidth(kSmallestDock);
    m_side->setMaximumWidth(kLargestDock);
    m_dock = new CameraDock(*m_tree, m_side);
    m_ptz = new ptzui::PtzPanel(*m_steerer, [](const Error &error) { return cameraSentenceFor(error); }, m_side);
    m_side->addWidget(m_dock);
    m_side->addWidget(m_ptz);
    m_side->setStretchFactor(0, 1);
    m_side->setStretchFactor(1, 0);
    return m_side;
}

void MainWindow::addShortcuts()
{
    const auto add = [this](const QKeySequence &keys, auto &&what) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setAutoRepeat(false);
        connect(shortcut, &QShortcut::activated, this, std::forward<decltype(what)>(what));
        return shortcut;
    };
    add(Qt::Key_F1, [this] { m_view->setHelpShown(!m_view->isHelpShown()); });
    add(Qt::Key_F2, [this] { setPaneMode(PaneMode::MapOnly); });
    add(Qt::Key_F3, [this] { setPaneMode(PaneMode::Split); });
    add(Qt::Key_F4, [this] { setPaneMode(PaneMode::MosaicOnly); });
    add(Qt::Key_F11, [this] { toggleFullScreen(); });
    add(Qt::CTRL | Qt::SHIFT | Qt::Key_A, [this] { administer(); });
    add(Qt::Key_F6, [this] { showRights(); });
    add(Qt::Key_F7, [this] { showPost(); });
    // Whichever window is worked in: a wall on another screen, a panel, the journal.
    add(Qt::CTRL | Qt::SHIFT | Qt::Key_V, [this] { toggleVisitor(); })->setContext(Qt::ApplicationShortcut);
    add(Qt::CTRL | Qt::SHIFT | Qt::Key_L, [this] { Q_EMIT lockAsked(); })->setContext(Qt::ApplicationShortcut);
    add(Qt::CTRL | Qt::SHIFT | Qt::Key_J, [this] { readJournal(); });
    add(Qt::CTRL | Qt::Key_F, [this] {
        m_side->show();
        m_dock->focusSearch();
    });
}

void MainWindow::connectParts()
{
    connect(m_top, &TopBar::layoutChosen, this, &MainWindow::setMosaicLayout);
    connect(m_top, &TopBar::modeChosen, this, &MainWindow::setPaneMode);
    connect(m_top, &TopBar::dockToggled, this, [this] { m_side->setVisible(!m_side->isVisible()); });
    connect(m_top, &TopBar::helpAsked, this, [this] { m_view->setHelpShown(!m_view->isHelpShown()); });
    connect(m_top, &TopBar::fullScreenAsked, this, &MainWindow::toggleFullScreen);
    connect(m_top, &TopBar::administrationAsked, this, &MainWindow::administer);
    connect(m_top, &TopBar::rightsAsked, this, &MainWindow::showRights);
    connect(m_top, &TopBar::postAsked, this, &MainWindow::showPost);
    connect(m_top, &TopBar::journalAsked, this, &MainWindow::readJournal);
    connect(m_top, &TopBar::signOutAsked, this, &MainWindow::signOutAsked);
    connect(m_view, &wall::MosaicView::fullScreenToggled, this, &MainWindow::toggleFullScreen);

    connect(m_dock, &CameraDock::openRequested, this, [this](const CameraId &camera) { openHere({camera}); });
    connect(m_dock, &CameraDock::cameraSelected, m_map, &MapHost::showCamera);
    connect(m_map, &MapHost::openRequested, this, &MainWindow::openHere);
    connect(m_map, &MapHost::cameraSelected, m_dock, &CameraDock::reveal);

    connect(&m_walls->walls(), &wall::Walls::selectionChanged, this, &MainWindow::followSelection);
    connect(m_walls.get(), &WallRoom::shownChanged, this, &MainWindow::followShown);
    connect(&m_walls->windows(), &WallWindows::changed, this, [this] {
        followShown(); // a window that closed shows nothing any more
        scheduleSave();
    });
    connect(m_walls.get(), &WallRoom::told, this, [this](const QString &sentence, bool trouble) {
        m_notice->dismiss();
        m_notice->showMessage(trouble ? ui::MessageBar::Severity::Warning : ui::MessageBar::Severity::Info, sentence, {}, kNoticeLasts);
    });
    // Whoever turns to another window has let go of the camera.
    connect(&m_walls->windows(), &WallWindows::activationChanged, this, [this] {
        if (!isActiveWindow() && !m_walls->windows().isActive())
            m_steerer->releaseAll(ptz::ReleaseReason::FocusLost);
    });
    connect(m_mosaic.get(), &wall::Mosaic::layoutChanged, this, [this] { m_top->setLayoutChoice(m_mosaic->layout()); });
    connect(m_mosaic.get(), &wall::Mosaic::stateChanged, this, &MainWindow::scheduleSave);
    connect(m_pane, &MapMosaicPane::modeChanged, this, [this] {
        m_top->setModeChoice(m_pane->mode());
        scheduleSave();
    });
    connect(m_pane, &MapMosaicPane::covered, m_map->widget(), &map::MapWidget::setInsets);
    m_map->widget()->setInsets(m_pane->insets());
    connect(m_pane, &MapMosaicPane::shareChanged, this, &MainWindow::scheduleSave);
    connect(m_splitter, &QSplitter::splitterMoved, this, &MainWindow::scheduleSave);

    connect(&m_desk, &Desk::rightsMayHaveChanged, this, [this] {
        m_tree->forgetRights();
        m_map->forgetRights();
        followDesk();
    });
    connect(&m_desk, &Desk::circumstancesChanged, this, &MainWindow::followCircumstances);
    connect(&m_desk, &Desk::companyChanged, this, &MainWindow::followCompany);
    connect(&m_desk, &Desk::motiveChanged, this, &MainWindow::followCompany);
    connect(&m_parts.registry, &registry::FactsFeed::changed, this, &MainWindow::followDesk);

    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(kSaveDelay);
    connect(&m_saveSoon, &QTimer::timeout, this, &MainWindow::saveMemory);
    m_stickSilence.setSingleShot(true);
    m_stickSilence.setInterval(ptz::Drive::kSilence);
    connect(&m_stickSilence, &QTimer::timeout, this,
            [this] { m_steerer->release(ptzui::Hand::Joystick, ptz::ReleaseReason::Unplugged); });
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &MainWindow::followDesk);
    connect(&m_second, &QTimer::timeout, this, &MainWindow::warnOfEnds);
    m_second.start();
}

void MainWindow::restoreMemory()
{
    m_restoring = true;
    const DeskMemory memory = m_parts.memory.load(m_desk.session().person);
    if (memory.geometry.isEmpty() || !restoreGeometry(memory.geometry))
        resize(1600, 900);
    m_pane->setMosaicShare(memory.mosaicShare);
    m_pane->setMode(memory.mode);
    m_top->setModeChoice(m_pane->mode());
    const int dock = std::clamp(memory.dockWidth, kSmallestDock, kLargestDock);
    m_splitter->setSizes({dock, std::max(400, width() - dock)});
    m_steerer->setSpeed(memory.steeringSpeed / 100.0);
    m_mosaic->restore(memory.mosaic);
    m_top->setLayoutChoice(m_mosaic->layout());
    m_walls->windows().restore(memory.walls.value(m_desk.session().post));
    m_otherWalls = memory.walls;
    m_restoring = false;
}

void MainWindow::scheduleSave()
{
    if (!m_restoring && !m_saveSoon.isActive())
        m_saveSoon.start();
}

void MainWindow::saveMemory()
{
    m_saveSoon.stop();
    DeskMemory memory;
    memory.geometry = saveGeometry();
    memory.mode = m_pane->mode();
    memory.mosaicShare = m_pane->mosaicShare();
    memory.dockWidth = m_splitter->sizes().value(0, memory.dockWidth);
    if (memory.dockWidth < kSmallestDock) // hidden
        memory.dockWidth = DeskMemory().dockWidth;
    memory.steeringSpeed = static_cast<int>(m_steerer->speed() * 100.0 + 0.5);
    memory.mosaic = m_mosaic->state();
    memory.walls = m_otherWalls;
    memory.walls.remove(m_desk.session().post);
    const QList<WallMemory> walls = m_walls->windows().memory();
    if (!walls.isEmpty() && memory.walls.size() < kMostPosts)
        memory.walls.insert(m_desk.session().post, walls);
    m_parts.memory.save(m_desk.session().person, memory);
}

void MainWindow::followSelection()
{
    const wall::Mosaic &here = m_walls->mosaic();
    const wall::Tile &tile = here.tile(here.selected());
    m_ptz->setCameraName(tile.isEmpty() ? QString() : tile.camera()->name);
    const bool watched = tile.view() != nullptr && wall::mayShowPicture(tile.view()->state());
    if (watched)
        m_steerer->setTarget(tile.camera()->id,
                             tile.camera()->kind == registry::CameraKind::Ptz || m_steering->isPanorama(tile.camera()->id));
    else
        m_steerer->setTarget({}, false);
}

void MainWindow::followShown()
{
    followSelection();
    QHash<CameraId, WallMark> marks;
    for (wall::MosaicView *view : m_walls->walls().views()) {
        const wall::Mosaic &mosaic = view->mosaic();
        for (int each = 0; each < mosaic.count(); ++each) {
            const wall::Tile &tile = mosaic.tile(each);
            if (tile.view() == nullptr || !wall::mayShowPicture(tile.view()->state()))
                continue;
            const bool lost = tile.view()->state() == live::ViewState::Lost;
            WallMark &mark = marks[tile.camera()->id];
            mark = lost && mark != WallMark::Shown ? WallMark::Trouble : WallMark::Shown;
        }
    }
    m_shown = marks.keys();
    m_tree->setWallMarks(marks);
    m_map->setWallMarks(marks);
    m_status->setMosaic(*m_mosaic);
}

/// Into the window that is worked in.
void MainWindow::openHere(const QList<CameraId> &cameras)
{
    if (cameras.isEmpty())
        return;
    wall::Mosaic &here = m_walls->mosaic();
    if (&here == m_mosaic.get())
        uncoverMosaic();
    if (cameras.size() == 1)
        here.open(cameras.constFirst());
    else
        here.openMany(cameras);
}

void MainWindow::followDesk()
{
    const registry::FactsPtr facts = m_parts.registry.facts();
    if (!facts)
        return;
    const Instant now = m_parts.clock.now();
    const DeskInfo info = deskInfo(*facts, m_desk.session(), now);
    m_top->setDesk(info, now);
    m_mayAdminister = m_parts.administration && registry::mayAdminister(*facts, m_desk.session().person);
    m_top->setAdministrationShown(m_mayAdminister);
    m_mayReadJournal = m_parts.journal && access::mayReadJournal(*facts, m_desk.session().person);
    m_top->setJournalShown(m_mayReadJournal);
    setWindowTitle(QStringLiteral("Vigie — ") + info.name);
}

/// Who may is asked again by whoever opens and saves: this only spares others a window that refuses.
void MainWindow::administer()
{
    if (m_mayAdminister)
        m_parts.administration(m_desk.session());
}

/// A picture that is cut must not come as a surprise: who can prolong what is in the panel of rights.
void MainWindow::warnOfEnds()
{
    const Instant now = m_parts.clock.now();
    QList<Instant> ends;
    for (const CameraId &camera : std::as_const(m_shown)) {
        const access::Decision decision = m_desk.preview(camera);
        if (decision.allowed && decision.until)
            ends.append(*decision.until);
    }
    const auto facts = m_parts.registry.facts();
    const auto warning = m_ends.look(ends, facts->parametersAt(now).warningMinutes, now);
    if (!warning)
        return;
    const DeskInfo desk = deskInfo(*facts, m_desk.session(), now);
    const QString when = paris::timeText(warning->end).left(5);
    const QString what = warning->pictures == 1 ? tr("In %1 min, at %2, 1 picture is cut.").arg(warning->minutes).arg(when)
                                                : tr("In %1 min, at %2, %3 pictures are cut.").arg(warning->minutes).arg(when).arg(warning->pictures);
    const QString why = desk.dutyEnd == warning->end ? tr("Your duty ends: a shift chief can prolong it.") : tr("A right ends: F6 says which, and who can mend it.");
    m_notice->showMessage(ui::MessageBar::Severity::Warning, what + QLatin1Char(' ') + why, {}, kWarningLasts);
}

void MainWindow::showRights()
{
    if (!m_rights) {
        m_rights = new RightsPanel({m_parts.registry, m_desk, m_parts.clock}, this);
        m_rights->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_rights->show();
    m_rights->raise();
    m_rights->activateWindow();
}

void MainWindow::showPost()
{
    if (!m_post) {
        m_post = new PostPanel({m_parts.registry, m_desk}, this);
        m_post->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_post->show();
    m_post->raise();
    m_post->activateWindow();
}

/// One gesture, both ways: somebody is at the door.
void MainWindow::toggleVisitor()
{
    Company company = m_desk.company();
    company.visitor = !company.visitor;
    m_desk.setCompany(company);
}

void MainWindow::followCompany()
{
    m_top->setPost(m_desk.motive(), m_desk.company());
    followCircumstances();
}

void MainWindow::warnOfIdleness(std::chrono::seconds left)
{
    m_notice->dismiss();
    if (left.count() > 0)
        m_notice->showMessage(ui::MessageBar::Severity::Warning,
                              tr("Nobody seems to be at this post: it is locked in %1 s. Press a key or move the mouse to go on.").arg(left.count()),
                              {}, left);
}

void MainWindow::readJournal()
{
    if (m_mayReadJournal)
        m_parts.journal(m_desk.session());
}

void MainWindow::followCircumstances()
{
    const access::Circumstances circumstances = m_desk.circumstances();
    m_status->setCircumstances(circumstances);
    // One banner: what must be mended first.
    QString sentence;
    auto severity = ui::MessageBar::Severity::Error;
    if (!circumstances.clockTrusted)
        sentence = tr("The clock of this workstation cannot be trusted: no right can be checked, pictures are cut. Have the "
                      "clock set; they come back when it is right again, or when Vigie is started again.");
    else if (!m_journalWritable)
        sentence = tr("The journal cannot be written: without a record no picture is shown. Free some disk space or call the "
                      "administrator.");
    else if (!circumstances.registryReachable)
        sentence = tr("The registry does not answer: rights cannot be checked, pictures are cut after one minute at most. "
                      "Check the network or call the administrator; they come back by themselves.");
    else if (m_desk.company().visitor) {
        severity = ui::MessageBar::Severity::Warning;
        sentence = tr("Visitor mode: somebody without a title is in the room, every picture is cut. Ctrl + Shift + V brings them back "
                      "once they have left.");
    }
    m_banner->dismiss();
    if (!sentence.isEmpty())
        m_banner->showMessage(severity, sentence);
}

void MainWindow::setJournalWritable(bool writable)
{
    m_journalWritable = writable;
    m_status->setJournalWritable(writable);
    followCircumstances();
}

void MainWindow::setLoad(const media::Governor::Report &report)
{
    m_status->setLoad(report);
}

void MainWindow::setJoystick(const QString &text, bool present)
{
    m_status->setJoystick(text, present);
    m_ptz->setJoystickText(text);
    if (!present)
        m_steerer->release(ptzui::Hand::Joystick, ptz::ReleaseReason::Unplugged);
}

void MainWindow::steerByJoystick(double pan, double tilt, double zoom)
{
    const ptz::Vector velocity{pan, tilt, zoom};
    if (velocity.isZero() || (!isActiveWindow() && !m_walls->windows().isActive())) {
        m_stickSilence.stop();
        m_steerer->release(ptzui::Hand::Joystick);
    } else {
        m_stickSilence.start();
        m_steerer->steer(ptzui::Hand::Joystick, velocity);
    }
}

/// What is opened must be seen.
void MainWindow::uncoverMosaic()
{
    if (m_pane->mode() == PaneMode::MapOnly)
        m_pane->setMode(PaneMode::Split);
}

int MainWindow::openCamera(const CameraId &camera, std::optional<int> tile)
{
    uncoverMosaic();
    return m_mosaic->open(camera, tile);
}

void MainWindow::setMosaicLayout(wall::MosaicLayout layout) { m_mosaic->setLayout(layout); }
void MainWindow::selectTile(int index) { m_mosaic->select(index); }
void MainWindow::enlarge(int index) { m_mosaic->enlarge(index); }
void MainWindow::back() { m_mosaic->back(); }
void MainWindow::setPaneMode(PaneMode mode) { m_pane->setMode(mode); }

void MainWindow::toggleFullScreen()
{
    setWindowState(windowState() ^ Qt::WindowFullScreen);
}

void MainWindow::changeEvent(QEvent *event)
{
    // Whoever turns to another window has let go of the camera.
    if (event->type() == QEvent::ActivationChange && !isActiveWindow() && m_steerer && m_walls && !m_walls->windows().isActive())
        m_steerer->releaseAll(ptz::ReleaseReason::FocusLost);
    QWidget::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_steerer->releaseAll(ptz::ReleaseReason::Exit);
    saveMemory();
    event->accept();
    Q_EMIT signOutAsked();
}

} // namespace vigie::shell
