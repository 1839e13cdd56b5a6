// SPDX-License-Identifier: GPL-3.0-or-later
#include "walls.h"

#include <algorithm>

namespace vigie::wall {
namespace {

constexpr std::chrono::milliseconds kFollowDelay{150};

} // namespace

Walls::Walls(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_follow.setSingleShot(true);
    m_follow.setInterval(kFollowDelay);
    connect(&m_follow, &QTimer::timeout, this, &Walls::followSelection);
}

Walls::~Walls() = default;

void Walls::add(MosaicView &view)
{
    m_views.append(&view);
    Mosaic &mosaic = view.mosaic();
    mosaic.setUndo(&m_undo);
    connect(&view, &MosaicView::focused, this, [this, &view] { setCurrent(view); });
    connect(&view, &MosaicView::touched, this, [this, &view](int tile) { touched(view, tile); });
    connect(&view, &MosaicView::deskCommand, this, [this, &view](const KeyCommand &command) { perform(view, command); });
    connect(&mosaic, &Mosaic::selectionChanged, this, [this, &view] {
        if (m_current != &view)
            return;
        m_follow.start();
        Q_EMIT selectionChanged();
    });
    connect(&mosaic, &Mosaic::tileChanged, this, [this, &view](int tile) {
        if (m_current == &view && tile == view.mosaic().selected())
            m_follow.start();
    });
    connect(&mosaic, &Mosaic::hotSpotChanged, this, [this, &view] {
        mark(view);
        m_follow.start();
    });
    connect(&mosaic, &Mosaic::layoutChanged, this, [this, &view] { mark(view); });
    connect(&mosaic, &Mosaic::tilesSwapped, this, [this, &view] { mark(view); });
    mark(view);
    if (m_current == nullptr)
        setCurrent(view);
}

void Walls::remove(MosaicView &view)
{
    std::erase_if(m_tours, [&view](const auto &tour) { return &tour->mosaic() == &view.mosaic(); });
    view.disconnect(this);
    view.mosaic().disconnect(this);
    view.mosaic().setUndo(nullptr);
    m_views.removeAll(&view);
    if (m_current != &view)
        return;
    m_current = nullptr;
    if (!m_views.isEmpty())
        setCurrent(*m_views.constFirst());
}

void Walls::setCurrent(MosaicView &view)
{
    if (m_current == &view)
        return;
    m_current = &view;
    for (MosaicView *each : std::as_const(m_views))
        each->setWorkedIn(each == &view);
    Q_EMIT currentChanged();
    Q_EMIT selectionChanged();
    m_follow.start();
}

void Walls::undo()
{
    Q_EMIT undone(m_undo.undo());
}

TourRunner &Walls::startTour(Mosaic &mosaic, std::optional<int> tile, const QString &name, const Tour &tour)
{
    stopTour(mosaic, tile);
    m_tours.push_back(std::make_unique<TourRunner>(mosaic, tile, name, tour, m_clock, m_help));
    TourRunner &runner = *m_tours.back();
    connect(&runner, &TourRunner::changed, this, &Walls::markAll);
    // Queued: the runner is on the stack when it says so.
    connect(&runner, &TourRunner::stopped, this, [this, &runner] {
        std::erase_if(m_tours, [&runner](const auto &each) { return each.get() == &runner; });
        markAll();
        Q_EMIT toursChanged();
    }, Qt::QueuedConnection);
    markAll();
    Q_EMIT toursChanged();
    return runner;
}

/// A tour of the whole mosaic and one of a tile would fight over the tile: either ends the other.
void Walls::stopTour(const Mosaic &mosaic, std::optional<int> tile)
{
    const auto gone = std::erase_if(m_tours, [&mosaic, tile](const auto &tour) {
        return &tour->mosaic() == &mosaic && (!tile || !tour->tile() || tour->tile() == tile);
    });
    if (gone == 0)
        return;
    markAll();
    Q_EMIT toursChanged();
}

TourRunner *Walls::tourAt(const Mosaic &mosaic, int tile) const
{
    for (const auto &tour : m_tours) {
        if (&tour->mosaic() == &mosaic && (!tour->tile() || *tour->tile() == tile))
            return tour.get();
    }
    return nullptr;
}

void Walls::perform(MosaicView &view, const KeyCommand &command)
{
    using What = KeyCommand::What;
    TourRunner *tour = tourAt(view.mosaic(), view.mosaic().selected());
    switch (command.what) {
    case What::Undo: undo(); break;
    case What::TourPause:
        if (tour != nullptr)
            tour->togglePause();
        break;
    case What::TourNext:
        if (tour != nullptr)
            tour->next();
        break;
    case What::TourPrevious:
        if (tour != nullptr)
            tour->previous();
        break;
    default: break;
    }
}

void Walls::touched(MosaicView &view, int tile)
{
    if (TourRunner *tour = tourAt(view.mosaic(), tile))
        tour->touch();
}

void Walls::followSelection()
{
    if (m_current == nullptr)
        return;
    const Mosaic &source = m_current->mosaic();
    const Tile &tile = source.tile(source.selected());
    // What may not be seen here is not asked for once more there.
    if (source.hotSpot() == source.selected() || tile.view() == nullptr || !mayShowPicture(tile.view()->state()))
        return;
    const CameraId camera = tile.camera()->id;
    for (MosaicView *view : std::as_const(m_views))
        view->mosaic().follow(camera);
}

void Walls::markAll()
{
    for (MosaicView *view : std::as_const(m_views))
        mark(*view);
}

void Walls::mark(MosaicView &view)
{
    const Mosaic &mosaic = view.mosaic();
    for (int index = 0; index < mosaic.count(); ++index) {
        TileMark mark;
        mark.hotSpot = mosaic.hotSpot() == index;
        const TourRunner *tour = tourAt(mosaic, index);
        // A tour of the whole mosaic is told of once.
        if (tour != nullptr && (tour->tile() || index == 0)) {
            mark.tour = true;
            mark.paused = tour->isPaused();
            const QString where = QStringLiteral("%1/%2").arg(std::max(0, tour->step()) + 1).arg(tour->steps());
            mark.text = tour->isPaused() ? tr("%1 · %2 · paused").arg(tour->name(), where)
                                         : tr("%1 · %2 · %3 s").arg(tour->name(), where).arg(tour->left().count());
            mark.said = tour->said();
        }
        view.setMark(index, mark);
    }
}

} // namespace vigie::wall
