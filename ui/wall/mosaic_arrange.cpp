// SPDX-License-Identifier: GPL-3.0-or-later
//
// A mosaic that becomes another: undo, kept layouts, tiles that change places, the hot spot, and what is prepared behind the
// pictures.
#include "mosaic_change.h"

#include <algorithm>

namespace vigie::wall {
namespace {

bool isSettled(live::ViewState state)
{
    return state == live::ViewState::Playing || state == live::ViewState::Refused || state == live::ViewState::Curtained;
}

} // namespace

Mosaic::Snapshot Mosaic::snapshot() const
{
    Snapshot shot;
    shot.state.layout = m_layout;
    // Where the selection stands is no change.
    for (const auto &tile : m_tiles) {
        shot.state.cameras.append(tile->camera() ? tile->camera()->id : CameraId{});
        shot.kept.append(tile->isWorthKeeping());
    }
    shot.state.hotSpot = m_hotSpot;
    if (m_hotSpot) // whatever it follows
        shot.state.cameras[*m_hotSpot] = {};
    return shot;
}

void Mosaic::become(const MosaicState &state)
{
    const Change change(*this, tr("another layout"));
    arrange(state, {});
    if (isValid(state.selected))
        select(state.selected);
}

void Mosaic::arrange(const MosaicState &state, const QList<bool> &kept)
{
    back();
    dropPrepared();
    const auto wanted = [&state](int index) { return state.cameras.value(index); };
    const auto holds = [this, &wanted](int index) {
        const auto &camera = at(index).camera();
        return (camera ? camera->id : CameraId{}) == wanted(index);
    };
    m_layout = state.layout;
    m_hotSpot = state.hotSpot;
    if (m_selected >= count())
        m_selected = 0;
    // What is here already moves with its picture and its grant.
    for (int index = 0; index < kMaximumTiles; ++index) {
        for (int from = 0; from < kMaximumTiles && !holds(index) && !wanted(index).isNull(); ++from) {
            const auto &camera = at(from).camera();
            if (camera && camera->id == wanted(index) && !holds(from))
                std::swap(m_tiles.at(static_cast<std::size_t>(index)), m_tiles.at(static_cast<std::size_t>(from)));
        }
    }
    weigh();
    for (int index = 0; index < kMaximumTiles; ++index) {
        if (!holds(index) || !isValid(index))
            at(index).beginClosing();
    }
    for (int index = 0; index < kMaximumTiles; ++index) {
        const bool keep = kept.value(index);
        if (wanted(index).isNull())
            at(index).clear();
        else if (isValid(index) && (!holds(index) || at(index).view() == nullptr))
            put(index, wanted(index), keep);
        else if (isValid(index))
            continue; // it is there, with its picture
        else if (!holds(index) && keep)
            at(index).hold(label(wanted(index)));
        else if (!holds(index))
            at(index).clear();
        else
            at(index).park();
    }
    Q_EMIT layoutChanged();
    Q_EMIT selectionChanged();
    Q_EMIT hotSpotChanged();
    Q_EMIT stateChanged();
}

void Mosaic::carry(Direction direction)
{
    if (!m_enlarged)
        swap(m_selected, neighbour(m_layout, m_selected, direction));
}

void Mosaic::exchange(int index, Mosaic &other, int otherIndex)
{
    if (&other == this) {
        swap(index, otherIndex);
        return;
    }
    if (!isValid(index) || !other.isValid(otherIndex) || &m_views != &other.m_views)
        return;
    back();
    other.back();
    dropPrepared(index);
    other.dropPrepared(otherIndex);
    // Whoever carries a camera to the tile that follows, or away from it, wants it to stay.
    for (const auto &[mosaic, at] : {std::pair(this, index), std::pair(&other, otherIndex)}) {
        if (mosaic->m_hotSpot == at) {
            mosaic->m_hotSpot.reset();
            Q_EMIT mosaic->hotSpotChanged();
        }
    }
    auto &mine = m_tiles.at(static_cast<std::size_t>(index));
    auto &theirs = other.m_tiles.at(static_cast<std::size_t>(otherIndex));
    mine->disconnect(this);
    theirs->disconnect(&other);
    std::swap(mine, theirs);
    connectTile(*mine);
    other.connectTile(*theirs);
    for (const auto &[mosaic, at] : {std::pair(this, index), std::pair(&other, otherIndex)}) {
        mosaic->m_selected = at;
        mosaic->weigh();
        Q_EMIT mosaic->feedChanged(at); // the view tells the tile its new size
        Q_EMIT mosaic->tileChanged(at);
        Q_EMIT mosaic->selectionChanged();
        Q_EMIT mosaic->stateChanged();
    }
    // The other window has just let go of the picture that came here, and told it a size of zero as it did.
    Q_EMIT feedChanged(index);
    if (m_undo == nullptr)
        return;
    m_undo->push(tr("a tile moved to another window"),
                 [mosaic = QPointer<Mosaic>(this), index, far = QPointer<Mosaic>(&other), otherIndex] {
                     if (!mosaic || !far || !mosaic->isValid(index) || !far->isValid(otherIndex))
                         return false;
                     mosaic->exchange(index, *far, otherIndex);
                     return true;
                 });
}

std::optional<int> Mosaic::hotSpot() const
{
    return m_hotSpot && isValid(*m_hotSpot) ? m_hotSpot : std::nullopt;
}

void Mosaic::setHotSpot(std::optional<int> index)
{
    if (index && !isValid(*index))
        return;
    const Change change(*this, tr("the hot spot"));
    const auto before = std::exchange(m_hotSpot, index);
    if (before == index)
        return;
    // What it followed was never put there by anybody.
    if (before)
        at(*before).clear();
    Q_EMIT hotSpotChanged();
    for (const auto &changed : {before, index}) {
        if (changed && isValid(*changed))
            Q_EMIT tileChanged(*changed);
    }
    Q_EMIT stateChanged();
}

void Mosaic::follow(const CameraId &camera)
{
    const auto spot = hotSpot();
    if (!spot || camera.isNull())
        return;
    Tile &tile = at(*spot);
    if (tile.camera() && tile.camera()->id == camera)
        tile.dropPrepared();
    else if (tile.isEmpty())
        put(*spot, camera, false);
    else
        tile.prepare(label(camera));
    if (tile.prepared() && isSettled(*tile.prepared()))
        tile.showPrepared();
}

/// The hot spot shows what it follows as soon as there is something to see; a plan waits for whoever made it.
void Mosaic::notePrepared(int index)
{
    if (m_hotSpot == index && !(m_plan && m_plan->tiles.contains(index))) {
        Tile &tile = at(index);
        if (tile.prepared() && isSettled(*tile.prepared()))
            tile.showPrepared();
        return;
    }
    Q_EMIT preparedChanged();
}

void Mosaic::prepare(const MosaicState &state)
{
    dropPrepared();
    m_plan = Plan{state, {}};
    for (int index = 0; index < tileCount(state.layout); ++index) {
        const CameraId camera = state.cameras.value(index);
        const auto &shown = at(index).camera();
        if (camera.isNull() || (shown && shown->id == camera && at(index).view() != nullptr))
            continue;
        m_plan->tiles.append(index);
        at(index).prepare(label(camera));
    }
}

Mosaic::Prepared Mosaic::prepared() const
{
    if (!m_plan)
        return Prepared::Nothing;
    if (m_plan->tiles.isEmpty())
        return Prepared::Ready; // everything is on the screen already
    const QList<CameraId> &cameras = m_plan->state.cameras;
    const auto wanted = std::count_if(cameras.cbegin(), cameras.cend(), [](const CameraId &each) { return !each.isNull(); });
    bool anySeen = m_plan->tiles.size() < wanted;
    for (const int index : m_plan->tiles) {
        switch (prepared(index)) {
        case Prepared::Nothing:
        case Prepared::Waiting: return Prepared::Waiting;
        case Prepared::Ready: anySeen = true; break;
        case Prepared::Refused: break;
        }
    }
    return anySeen ? Prepared::Ready : Prepared::Refused;
}

void Mosaic::showPrepared()
{
    if (!m_plan)
        return;
    const Plan plan = *std::exchange(m_plan, std::nullopt);
    back();
    m_layout = plan.state.layout;
    if (m_selected >= count())
        m_selected = 0;
    for (const int index : plan.tiles)
        at(index).showPrepared();
    for (int index = 0; index < kMaximumTiles; ++index) {
        if (plan.state.cameras.value(index).isNull() || !isValid(index))
            at(index).clear();
    }
    weigh();
    Q_EMIT layoutChanged();
    Q_EMIT selectionChanged();
    Q_EMIT stateChanged();
}

void Mosaic::dropPrepared()
{
    m_plan.reset();
    for (const auto &tile : m_tiles)
        tile->dropPrepared();
}

void Mosaic::prepare(int index, const CameraId &camera)
{
    if (isValid(index) && !camera.isNull())
        at(index).prepare(label(camera));
}

Mosaic::Prepared Mosaic::prepared(int index) const
{
    // Also of tiles that the present layout does not show.
    const auto state = m_tiles.at(static_cast<std::size_t>(index))->prepared();
    if (!state)
        return Prepared::Nothing;
    if (!isSettled(*state))
        return Prepared::Waiting;
    return *state == live::ViewState::Playing ? Prepared::Ready : Prepared::Refused;
}

void Mosaic::showPrepared(int index)
{
    if (!isValid(index) || !at(index).prepared())
        return;
    at(index).showPrepared();
    if (index == m_selected)
        Q_EMIT selectionChanged(); // the camera under the selection is another one
    Q_EMIT stateChanged();
}

void Mosaic::dropPrepared(int index)
{
    if (isValid(index))
        at(index).dropPrepared();
}

} // namespace vigie::wall
