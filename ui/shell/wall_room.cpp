// SPDX-License-Identifier: GPL-3.0-or-later
#include "wall_room.h"

#include "error_text.h"
#include "tour_dialog.h"
#include "wall_dialogs.h"

#include <ui/common/icon.h>

#include <QtWidgets/QMenu>

#include <algorithm>

namespace vigie::shell {

using registry::WallItem;

WallRoom::WallRoom(const Parts &parts, wall::MosaicView &view, QWidget &window)
    : m_parts(parts)
    , m_window(window)
    , m_walls(parts.walls.clock)
    , m_book(parts.layouts, ownersOf(parts.desk, parts.walls.registry), parts.walls.clock, m_walls.undoStack())
    , m_presets(parts.desk.steering(), parts.steerer)
    , m_menu(std::make_unique<QMenu>())
    , m_new(new QAction(ui::icon(ui::IconId::Wall), tr("New wall of pictures"), this))
    , m_keepAction(new QAction(ui::icon(ui::IconId::Save), tr("Keep the layout…"), this))
    , m_undoAction(new QAction(tr("Take back"), this))
{
    m_menu->setObjectName(QStringLiteral("wallsMenu"));
    m_new->setShortcut(Qt::CTRL | Qt::Key_N);
    m_new->setObjectName(QStringLiteral("newWall"));
    connect(m_new, &QAction::triggered, this, &WallRoom::openWall);
    m_keepAction->setShortcut(Qt::CTRL | Qt::Key_S);
    m_keepAction->setObjectName(QStringLiteral("keepLayout"));
    connect(m_keepAction, &QAction::triggered, this, &WallRoom::askToKeep);
    m_undoAction->setShortcut(Qt::CTRL | Qt::Key_Z);
    m_undoAction->setObjectName(QStringLiteral("undo"));
    connect(m_undoAction, &QAction::triggered, &m_walls, &wall::Walls::undo);
    connect(&m_walls, &wall::Walls::undone, this, [this](const QString &what) {
        Q_EMIT told(what.isEmpty() ? tr("There is nothing to take back.") : tr("Taken back: %1").arg(what), false);
    });
    connect(m_menu.get(), &QMenu::aboutToShow, this, &WallRoom::fillMenu);
    m_walls.setTourHelp({[this](const QString &id) -> std::optional<wall::MosaicState> {
                             const auto state = m_book.layout(id);
                             return state ? std::optional(*state) : std::nullopt;
                         },
                         [this](const CameraId &camera, const QString &preset, QObject *context, const std::function<void(const QString &)> &done) {
                             m_presets.recall(camera, preset, context, done);
                         }});
    m_windows = std::make_unique<WallWindows>(parts.walls, m_walls, [this](wall::WallWindow &made) { dress(made); });
    giveKeys(m_window);
    listen(view);
    m_walls.add(view);
    if (m_book.isAvailable())
        (void)m_book.reload(); // what cannot be read is said when it is asked for
}

WallRoom::~WallRoom()
{
    m_presets.letGo();
    m_windows.reset();
    while (!m_walls.views().isEmpty())
        m_walls.remove(*m_walls.views().constLast());
}

registry::WallOwners WallRoom::ownersOf(const Desk &desk, const registry::FactsFeed &registry)
{
    registry::WallOwners owners{desk.session().person, desk.session().post, {}};
    if (const registry::FactsPtr facts = registry.facts())
        owners.room = facts->posts.value(owners.post).room;
    return owners;
}

void WallRoom::giveKeys(QWidget &window)
{
    window.addActions({m_new, m_keepAction, m_undoAction});
}

void WallRoom::dress(wall::WallWindow &window)
{
    window.setWallsMenu(m_menu.get());
    giveKeys(window);
    new ptzui::PtzKeys(window.view(), m_parts.steerer, &window);
    if (m_parts.equip)
        m_parts.equip(window.view());
    listen(window.view());
}

void WallRoom::listen(wall::MosaicView &view)
{
    view.numberPad().setLayoutNames([this](int number) {
        const auto item = m_book.numbered(WallBook::Kind::Layout, number);
        return item ? item->name : QString();
    });
    connect(&view, &wall::MosaicView::layoutCalled, this, [this](int number) {
        if (const auto item = m_book.numbered(WallBook::Kind::Layout, number))
            openLayout(item->id);
    });
    connect(&view.mosaic(), &wall::Mosaic::tileChanged, this, &WallRoom::shownChanged);
    connect(&view.mosaic(), &wall::Mosaic::layoutChanged, this, &WallRoom::shownChanged);
}

/// The window a dialog belongs over.
QWidget *WallRoom::front()
{
    return m_walls.current() != nullptr ? m_walls.current()->window() : &m_window;
}

void WallRoom::openWall()
{
    wall::WallWindow *window = m_windows->open();
    if (window == nullptr) {
        Q_EMIT told(tr("There are %1 walls already. Close one first.").arg(kMostWalls), true);
        return;
    }
    window->activateWindow();
    window->view().setFocus();
    m_walls.setCurrent(window->view());
}

void WallRoom::askToKeep()
{
    if (!m_book.isAvailable()) {
        Q_EMIT told(tr("Layouts cannot be kept: the registry could not be opened for it."), true);
        return;
    }
    if (const auto read = m_book.reload(); !read) {
        Q_EMIT told(sentenceFor(read.error()), true);
        return;
    }
    // The mosaic as it is now, whatever gets the focus meanwhile.
    auto *dialog = new KeepDialog(m_book, WallBook::Kind::Layout, {},
                                  [this, mosaic = QPointer<wall::Mosaic>(&mosaic())](const WallBook::Title &title) {
                                      return mosaic ? m_book.keepLayout(title, *mosaic) : Result<>(fail(ErrorCode::Cancelled, {}));
                                  },
                                  front());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void WallRoom::openLayout(const QString &id)
{
    const auto state = m_book.layout(id);
    if (!state) {
        Q_EMIT told(state.error().code == ErrorCode::InvalidArgument ? tr("This layout is damaged: it stays as it is, and the mosaic too.")
                                                                     : sentenceFor(state.error().code), true);
        return;
    }
    m_walls.stopTour(mosaic(), std::nullopt);
    mosaic().become(*state);
}

void WallRoom::startTour(const QString &id)
{
    const auto item = m_book.find(id);
    const auto tour = m_book.tour(id);
    if (!item || !tour) {
        Q_EMIT told(tour ? sentenceFor(ErrorCode::NotFound) : tr("This tour is damaged: it stays as it is."), true);
        return;
    }
    start(item->name, *tour);
}

/// A tour with a layout in it needs the whole mosaic; one of cameras runs in the selected tile.
void WallRoom::start(const QString &name, const wall::Tour &tour)
{
    const bool whole = std::any_of(tour.steps.cbegin(), tour.steps.cend(), [](const wall::TourStep &step) { return !step.layout.isEmpty(); });
    m_walls.startTour(mosaic(), whole ? std::nullopt : std::optional(mosaic().selected()), name, tour);
}

void WallRoom::fillMenu()
{
    m_menu->clear();
    if (m_book.isAvailable()) {
        if (const auto read = m_book.reload(); !read)
            Q_EMIT told(sentenceFor(read.error()), true);
    }
    m_menu->addAction(m_new);
    for (wall::WallWindow *window : m_windows->windows()) {
        connect(m_menu->addAction(tr("Wall %1").arg(window->number())), &QAction::triggered, window, [window] {
            window->raise();
            window->activateWindow();
        });
    }
    m_menu->addSeparator();
    m_menu->addAction(m_keepAction);
    m_keepAction->setEnabled(m_book.isAvailable());
    fillLayouts();
    m_menu->addSeparator();
    fillTours();
    m_menu->addSeparator();
    QAction *all = m_menu->addAction(tr("Kept layouts and tours…"));
    all->setEnabled(m_book.isAvailable());
    connect(all, &QAction::triggered, this, &WallRoom::manage);
    const QString next = m_walls.undoStack().next();
    m_undoAction->setText(next.isEmpty() ? tr("Take back") : tr("Take back: %1").arg(next));
    m_menu->addAction(m_undoAction);
}

namespace {

QString entryOf(const WallItem &item)
{
    // An ampersand in a name is no mnemonic.
    const QString name = QString(item.name).replace(u'&', QStringLiteral("&&"));
    return item.number > 0 ? QStringLiteral("%1 · %2").arg(item.number).arg(name) : name;
}

} // namespace

void WallRoom::fillLayouts()
{
    for (const auto scope : {WallBook::Scope::Person, WallBook::Scope::Post, WallBook::Scope::Room}) {
        bool first = true;
        for (const WallItem &item : m_book.items(WallBook::Kind::Layout)) {
            if (item.scope != scope)
                continue;
            if (std::exchange(first, false))
                m_menu->addSection(scopeText(scope, m_book.owners()));
            connect(m_menu->addAction(ui::icon(ui::IconId::Wall), entryOf(item)), &QAction::triggered, this,
                    [this, id = item.id] { openLayout(id); });
        }
    }
}

void WallRoom::fillTours()
{
    QMenu *tours = m_menu->addMenu(ui::icon(ui::IconId::Tour), tr("Tours"));
    for (const WallItem &item : m_book.items(WallBook::Kind::Tour))
        connect(tours->addAction(entryOf(item)), &QAction::triggered, this, [this, id = item.id] { startTour(id); });
    tours->addSeparator();
    connect(tours->addAction(tr("New tour…")), &QAction::triggered, this, [this] { editTour({}, {}); });
    QAction *change = tours->addAction(tr("Change a tour…"));
    change->setEnabled(!m_book.items(WallBook::Kind::Tour).isEmpty());
    connect(change, &QAction::triggered, this, &WallRoom::manage);
    QAction *stop = tours->addAction(ui::icon(ui::IconId::Stop), tr("Stop the tour"));
    stop->setEnabled(m_walls.tourAt(mosaic(), mosaic().selected()) != nullptr);
    connect(stop, &QAction::triggered, this, [this] { m_walls.stopTour(mosaic(), mosaic().selected()); });
}

void WallRoom::changeTour(const WallItem &item)
{
    const auto tour = m_book.tour(item.id);
    if (!tour) {
        Q_EMIT told(tr("This tour is damaged: it stays as it is."), true);
        return;
    }
    editTour(*tour, {item.name, item.scope, item.number});
}

void WallRoom::editTour(const wall::Tour &tour, const WallBook::Title &title)
{
    TourDialog::Helpers helpers;
    helpers.cameraName = [this](const CameraId &camera) {
        const registry::FactsPtr facts = m_parts.walls.registry.facts();
        return facts ? wall::labelOf(*facts, camera).name : camera.value;
    };
    helpers.presets = [this](const CameraId &camera) {
        QList<std::pair<QString, QString>> all;
        for (const ptz::Preset &preset : m_parts.steerer.presetsOf(camera))
            all.append({preset.token, preset.name});
        return all;
    };
    helpers.cameras = [this](bool selectedOnly) {
        QList<CameraId> cameras;
        const wall::Mosaic &here = mosaic();
        for (int index = 0; index < here.count(); ++index) {
            const auto &camera = here.tile(index).camera();
            // What was refused here is not written down.
            if (camera && here.tile(index).isWorthKeeping() && (!selectedOnly || index == here.selected()))
                cameras.append(camera->id);
        }
        return cameras;
    };
    helpers.start = [this, name = title.name.isEmpty() ? tr("Tour") : title.name](const wall::Tour &made) { start(name, made); };
    helpers.keep = [this, title](const wall::Tour &made) { keepTour(made, title); };
    auto *dialog = new TourDialog(m_book, tour, std::move(helpers), front(), title.name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void WallRoom::keepTour(const wall::Tour &tour, const WallBook::Title &title)
{
    auto *dialog = new KeepDialog(m_book, WallBook::Kind::Tour, title,
                                  [this, tour](const WallBook::Title &chosen) { return m_book.keepTour(chosen, tour); }, front());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void WallRoom::manage()
{
    auto *dialog = new BookDialog(m_book, [this](const WallItem &item) { changeTour(item); }, front());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->addAction(m_undoAction);
    dialog->open();
}

} // namespace vigie::shell
