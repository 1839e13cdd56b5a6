// SPDX-License-Identifier: GPL-3.0-or-later
#include "mosaic_change.h"

#include <algorithm>

namespace vigie::wall {

Mosaic::Mosaic(CameraViews &views, const registry::FactsFeed &registry, const Clock &clock, Sentences sentences,
               QObject *parent)
    : QObject(parent)
    , m_views(views)
    , m_registry(registry)
{
    for (int index = 0; index < kMaximumTiles; ++index) {
        m_tiles.push_back(std::make_unique<Tile>(views, clock, sentences));
        connectTile(*m_tiles.back());
    }
    weigh();
    connect(&m_registry, &registry::FactsFeed::changed, this, &Mosaic::relabel);
    connect(&m_views, &CameraViews::rightsMayHaveChanged, this, [this] {
        for (int index = 0; index < count(); ++index)
            at(index).askAgainIfAllowed();
    });
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &Mosaic::refresh);
    m_second.start();
}

Mosaic::~Mosaic()
{
    // Nobody hears of tiles that go with the mosaic.
    for (const auto &tile : m_tiles)
        tile->disconnect(this);
    beginClosing();
}

/// All connections are asked to end before the first is waited for.
void Mosaic::beginClosing(int from)
{
    for (int index = from; index < kMaximumTiles; ++index)
        at(index).beginClosing();
}

/// Tells each tile how much it is looked at.
void Mosaic::weigh()
{
    for (int index = 0; index < kMaximumTiles; ++index) {
        auto importance = media::Importance::Visible;
        if (!m_watched || !isValid(index) || (m_enlarged && m_enlarged != index))
            importance = media::Importance::Hidden;
        else if (index == m_selected)
            importance = media::Importance::Selected;
        at(index).setAttention(importance, m_enlarged == index);
    }
}

void Mosaic::setWatched(bool watched)
{
    m_watched = watched;
    weigh();
}

void Mosaic::setTileZoom(int index, double zoom)
{
    if (isValid(index))
        at(index).setZoom(zoom);
}

void Mosaic::setTileSize(int index, QSize devicePixels)
{
    if (isValid(index))
        at(index).setSize(devicePixels);
}

void Mosaic::connectTile(Tile &tile)
{
    connect(&tile, &Tile::faceChanged, this, [this, &tile] { Q_EMIT tileChanged(indexOf(tile)); });
    connect(&tile, &Tile::feedChanged, this, [this, &tile] { Q_EMIT feedChanged(indexOf(tile)); });
    connect(&tile, &Tile::keepChanged, this, &Mosaic::stateChanged);
    connect(&tile, &Tile::preparedChanged, this, [this, &tile] { notePrepared(indexOf(tile)); });
}

int Mosaic::indexOf(const Tile &tile) const
{
    const auto found = std::find_if(m_tiles.begin(), m_tiles.end(), [&tile](const auto &each) { return each.get() == &tile; });
    return static_cast<int>(std::distance(m_tiles.begin(), found));
}

void Mosaic::setLayout(MosaicLayout layout)
{
    if (layout == m_layout && !m_enlarged)
        return;
    const Change change(*this, tr("another layout"));
    back();
    const int before = count();
    const int selectedBefore = m_selected;
    m_layout = layout;
    parkHidden();
    if (m_selected >= count())
        m_selected = 0;
    weigh();
    for (int index = before; index < count(); ++index) {
        if (const auto &camera = at(index).camera())
            put(index, camera->id, at(index).isWorthKeeping());
    }
    if (m_selected != selectedBefore)
        Q_EMIT selectionChanged();
    Q_EMIT layoutChanged();
    Q_EMIT stateChanged();
}

void Mosaic::parkHidden()
{
    beginClosing(count());
    for (int index = count(); index < kMaximumTiles; ++index)
        at(index).park();
}

void Mosaic::select(int index)
{
    if (!isValid(index) || index == m_selected)
        return;
    m_selected = index;
    if (m_enlarged)
        back();
    weigh();
    Q_EMIT selectionChanged();
}

void Mosaic::move(Direction direction)
{
    select(neighbour(m_layout, m_selected, direction));
}

std::optional<CameraId> Mosaic::selectedCamera() const
{
    const auto &camera = tile(m_selected).camera();
    return camera ? std::optional(camera->id) : std::nullopt;
}

void Mosaic::enlarge(int index)
{
    if (!isValid(index) || at(index).isEmpty() || m_enlarged == index)
        return;
    back();
    select(index);
    m_enlarged = index;
    weigh();
    Q_EMIT layoutChanged();
}

void Mosaic::back()
{
    if (!m_enlarged)
        return;
    m_enlarged.reset();
    weigh();
    Q_EMIT layoutChanged();
}

int Mosaic::openSlot() const
{
    for (int index = 0; index < count(); ++index) {
        if (tile(index).isEmpty() && index != m_hotSpot)
            return index;
    }
    return m_selected != m_hotSpot || count() == 1 ? m_selected : (m_selected + 1) % count();
}

CameraLabel Mosaic::label(const CameraId &camera) const
{
    if (const registry::FactsPtr facts = m_registry.facts())
        return labelOf(*facts, camera);
    CameraLabel unknown;
    unknown.id = camera;
    unknown.name = camera.value;
    return unknown;
}

void Mosaic::put(int index, const CameraId &camera, bool fromKeptLayout)
{
    at(index).show(label(camera), fromKeptLayout);
}

int Mosaic::open(const CameraId &camera, std::optional<int> index)
{
    if (camera.isNull())
        return -1;
    if (!index) {
        for (int candidate = 0; candidate < count(); ++candidate) {
            if (const auto &shown = tile(candidate).camera(); shown && shown->id == camera && candidate != m_hotSpot) {
                select(candidate);
                return candidate;
            }
        }
    }
    const Change change(*this, tr("a camera opened"));
    const int place = index && isValid(*index) ? *index : openSlot();
    if (place == m_hotSpot)
        setHotSpot(std::nullopt);
    put(place, camera, false);
    select(place);
    Q_EMIT selectionChanged(); // the camera under the selection is another one
    Q_EMIT stateChanged();
    return place;
}

int Mosaic::openAll(const QList<CameraId> &cameras, int index)
{
    const Change change(*this, tr("cameras opened"));
    // All connections that make room are asked to end before the first is waited for.
    for (qsizetype i = 0; i < cameras.size() && isValid(index + static_cast<int>(i)); ++i) {
        if (!cameras.at(i).isNull())
            at(index + static_cast<int>(i)).beginClosing();
    }
    int opened = 0;
    for (const CameraId &camera : cameras) {
        if (!isValid(index + opened))
            break;
        open(camera, index + opened);
        ++opened;
    }
    if (opened > 0)
        select(index);
    return opened;
}

int Mosaic::openMany(const QList<CameraId> &cameras)
{
    QList<CameraId> wanted;
    for (const CameraId &camera : cameras) {
        if (!camera.isNull() && !wanted.contains(camera))
            wanted.append(camera);
    }
    const Change change(*this, tr("cameras opened"));
    QList<int> free;
    QList<int> others;
    int here = 0;
    for (int index = 0; index < count(); ++index) {
        if (index == m_hotSpot)
            continue;
        const auto &shown = tile(index).camera();
        if (!shown)
            free.append(index);
        else if (wanted.removeAll(shown->id) > 0)
            ++here;
        else
            others.append(index);
    }
    const QList<int> places = (free + others).mid(0, wanted.size());
    for (const int place : places)
        at(place).beginClosing();
    for (qsizetype i = 0; i < places.size(); ++i)
        open(wanted.at(i), places.at(i));
    return here + static_cast<int>(places.size());
}

void Mosaic::swap(int first, int second)
{
    if (!isValid(first) || !isValid(second) || first == second)
        return;
    const Change change(*this, tr("two tiles swapped"));
    back();
    // The tiles change places with their grants: moving a picture is no new request.
    std::swap(m_tiles.at(static_cast<std::size_t>(first)), m_tiles.at(static_cast<std::size_t>(second)));
    const QSize size = at(first).showing().size;
    at(first).setSize(at(second).showing().size);
    at(second).setSize(size);
    m_selected = second;
    weigh();
    for (const int index : {first, second}) {
        Q_EMIT feedChanged(index);
        Q_EMIT tileChanged(index);
    }
    if (m_hotSpot == first || m_hotSpot == second) {
        m_hotSpot = m_hotSpot == first ? second : first;
        Q_EMIT hotSpotChanged();
    }
    Q_EMIT tilesSwapped(first, second);
    Q_EMIT selectionChanged();
    Q_EMIT stateChanged();
}

void Mosaic::clear(int index)
{
    if (!isValid(index) || at(index).isEmpty())
        return;
    const Change change(*this, tr("a tile emptied"));
    if (m_enlarged == index)
        back();
    if (m_hotSpot == index)
        setHotSpot(std::nullopt);
    at(index).clear();
    if (index == m_selected)
        Q_EMIT selectionChanged();
    Q_EMIT stateChanged();
}

void Mosaic::empty()
{
    back();
    beginClosing();
    for (const auto &tile : m_tiles)
        tile->clear();
}

void Mosaic::clearAll()
{
    const Change change(*this, tr("the mosaic emptied"));
    m_hotSpot.reset();
    empty();
    Q_EMIT selectionChanged();
    Q_EMIT stateChanged();
}

void Mosaic::askAgain(int index)
{
    if (isValid(index))
        at(index).askAgain();
}

MosaicState Mosaic::state() const
{
    MosaicState state;
    state.layout = m_layout;
    state.selected = m_selected;
    state.hotSpot = hotSpot();
    for (int index = 0; index < kMaximumTiles; ++index) {
        const auto &camera = m_tiles.at(static_cast<std::size_t>(index))->camera();
        const bool keep = camera && m_tiles.at(static_cast<std::size_t>(index))->isWorthKeeping() && index != m_hotSpot;
        state.cameras.append(keep ? camera->id : CameraId{});
    }
    while (!state.cameras.isEmpty() && state.cameras.last().isNull())
        state.cameras.removeLast();
    return state;
}

void Mosaic::restore(const MosaicState &state)
{
    empty();
    m_layout = state.layout;
    m_hotSpot = state.hotSpot;
    m_selected = isValid(state.selected) ? state.selected : 0;
    weigh();
    const int kept = static_cast<int>(std::min<qsizetype>(state.cameras.size(), kMaximumTiles));
    for (int index = 0; index < kept; ++index) {
        const CameraId &camera = state.cameras.at(index);
        if (camera.isNull())
            continue;
        if (isValid(index))
            put(index, camera, true);
        else
            at(index).hold(label(camera));
    }
    Q_EMIT layoutChanged();
    Q_EMIT selectionChanged();
    Q_EMIT stateChanged();
}

void Mosaic::relabel()
{
    const registry::FactsPtr facts = m_registry.facts();
    if (!facts)
        return;
    for (const auto &tile : m_tiles) {
        if (const auto &camera = tile->camera())
            tile->relabel(labelOf(*facts, camera->id));
    }
}

void Mosaic::refresh()
{
    for (int index = 0; index < count(); ++index)
        at(index).refresh();
}

} // namespace vigie::wall
