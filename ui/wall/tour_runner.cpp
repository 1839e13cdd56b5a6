// SPDX-License-Identifier: GPL-3.0-or-later
#include "tour_runner.h"

#include <algorithm>
#include <utility>

namespace vigie::wall {

TourRunner::TourRunner(Mosaic &mosaic, std::optional<int> tile, QString name, Tour tour, const Clock &clock, TourHelp help,
                       QObject *parent)
    : QObject(parent)
    , m_mosaic(mosaic)
    , m_tile(tile)
    , m_name(std::move(name))
    , m_tour(std::move(tour))
    , m_clock(clock)
    , m_help(std::move(help))
{
    connect(&m_mosaic, &Mosaic::preparedChanged, this, &TourRunner::tick);
    connect(&m_mosaic, &Mosaic::tilesSwapped, this, &TourRunner::followSwap);
    m_tick.setInterval(std::chrono::milliseconds(250));
    connect(&m_tick, &QTimer::timeout, this, &TourRunner::tick);
    m_tick.start();
    m_ends = m_clock.sinceBoot();
    m_now = true;
    prepare(0);
}

TourRunner::~TourRunner()
{
    if (m_next >= 0)
        dropPrepared();
}

void TourRunner::followSwap(int first, int second)
{
    if (m_tile == first || m_tile == second)
        m_tile = m_tile == first ? second : first;
}

int TourRunner::after(int step, int direction) const
{
    return (step + direction + steps()) % steps();
}

std::optional<MosaicState> TourRunner::stateOf(const TourStep &step) const
{
    if (step.layout.isEmpty()) {
        MosaicState one;
        one.layout = MosaicLayout::One;
        one.cameras = {step.camera};
        return one;
    }
    return m_help.layout ? m_help.layout(step.layout) : std::nullopt;
}

QString TourRunner::nameOf(const TourStep &step) const
{
    if (!step.layout.isEmpty())
        return tr("a layout");
    const registry::FactsPtr facts = m_mosaic.registry().facts();
    return facts ? labelOf(*facts, step.camera).name : step.camera.value;
}

bool TourRunner::isShown(const TourStep &step) const
{
    if (!m_tile)
        return false;
    const auto &camera = m_mosaic.tile(*m_tile).camera();
    return camera && camera->id == step.camera && m_mosaic.tile(*m_tile).view() != nullptr;
}

/// Somebody else put another camera there, or emptied the tile.
bool TourRunner::isStolen() const
{
    if (m_step < 0 || !m_tile)
        return false;
    return *m_tile >= m_mosaic.count() || !isShown(m_tour.steps.at(m_step));
}

Mosaic::Prepared TourRunner::prepared() const
{
    if (m_nothingToPrepare)
        return Mosaic::Prepared::Ready;
    return m_tile ? m_mosaic.prepared(*m_tile) : m_mosaic.prepared();
}

void TourRunner::dropPrepared()
{
    if (m_tile)
        m_mosaic.dropPrepared(*m_tile);
    else
        m_mosaic.dropPrepared();
}

void TourRunner::prepare(int step)
{
    m_next = step;
    m_preparedAt = m_clock.sinceBoot();
    const TourStep &one = m_tour.steps.at(step);
    m_nothingToPrepare = isShown(one);
    if (m_nothingToPrepare) {
        dropPrepared();
        return;
    }
    if (m_tile && !one.layout.isEmpty()) {
        skip(tr("a layout does not fit into one tile"));
        return;
    }
    if (m_tile) {
        m_mosaic.prepare(*m_tile, one.camera);
    } else {
        const auto state = stateOf(one);
        if (!state) {
            skip(tr("it is not there any more"));
            return;
        }
        m_mosaic.prepare(*state);
    }
    recall(one); // it has moved by the time it is seen
}

void TourRunner::recall(const TourStep &step)
{
    if (step.preset.isEmpty() || !m_help.recall)
        return;
    const QString name = nameOf(step);
    m_help.recall(step.camera, step.preset, this, [this, name](const QString &why) {
        if (!why.isEmpty())
            say(tr("%1 stays where it is: %2").arg(name, why));
    });
}

void TourRunner::say(const QString &what)
{
    m_said = what;
    m_saidAt = m_clock.sinceBoot();
    Q_EMIT changed();
}

QString TourRunner::said() const
{
    return m_clock.sinceBoot() - m_saidAt < kSaid ? m_said : QString();
}

void TourRunner::skip(const QString &why)
{
    const int refused = m_next;
    m_next = -1;
    dropPrepared();
    say(tr("%1 skipped: %2").arg(nameOf(m_tour.steps.at(refused)), why));
    if (++m_skipped >= steps()) {
        // Not one step may be shown: asked again when a dwell is over, not at once.
        m_skipped = 0;
        m_now = false;
        m_step = m_step < 0 ? refused : m_step;
        m_ends = m_clock.sinceBoot() + m_tour.steps.at(refused).dwell;
        return;
    }
    prepare(after(refused, m_direction));
}

void TourRunner::show()
{
    const TourStep &step = m_tour.steps.at(m_next);
    if (m_nothingToPrepare)
        recall(step); // not earlier: it is the one that is watched
    else if (m_tile)
        m_mosaic.showPrepared(*m_tile);
    else
        m_mosaic.showPrepared();
    m_step = std::exchange(m_next, -1);
    m_skipped = 0;
    m_direction = 1;
    m_now = false;
    m_ends = m_clock.sinceBoot() + step.dwell;
    m_left = step.dwell;
    Q_EMIT changed();
}

std::chrono::seconds TourRunner::left() const
{
    const auto left = m_paused ? m_left : m_ends - m_clock.sinceBoot();
    return std::chrono::ceil<std::chrono::seconds>(std::max(left, std::chrono::milliseconds(0)));
}

void TourRunner::tick()
{
    if (isStolen()) {
        m_tick.stop();
        Q_EMIT stopped();
        return;
    }
    const auto now = m_clock.sinceBoot();
    if (!m_mosaic.isWatched()) { // nobody there: nothing is asked for, opened or steered; the step begins anew after
        if (m_next >= 0) {
            m_next = -1;
            dropPrepared();
        }
        m_unwatched = true;
        return;
    }
    if (std::exchange(m_unwatched, false))
        m_ends = now + m_tour.steps.at(std::max(0, m_step)).dwell;
    if (m_paused && m_touched && now - m_touchedAt >= kIdle)
        resume();
    if (m_paused && !m_now) {
        Q_EMIT changed();
        return;
    }
    if (m_next < 0) {
        const auto dwell = m_tour.steps.at(std::max(0, m_step)).dwell;
        const auto lead = std::min(kLead, std::chrono::duration_cast<std::chrono::milliseconds>(dwell) / 2);
        if (now >= m_ends - lead)
            prepare(after(m_step, m_direction));
    }
    if (m_next >= 0) {
        switch (prepared()) {
        case Mosaic::Prepared::Refused: skip(tr("no right to see it")); break;
        case Mosaic::Prepared::Ready:
            if (m_now || now >= m_ends)
                show();
            break;
        case Mosaic::Prepared::Nothing: m_next = -1; break; // something else came in between: once more
        case Mosaic::Prepared::Waiting:
            if (now - m_preparedAt >= kPatience)
                skip(tr("it gives no picture"));
            break;
        }
    }
    Q_EMIT changed();
}

void TourRunner::pause()
{
    if (m_paused)
        return;
    m_left = std::max(m_ends - m_clock.sinceBoot(), std::chrono::milliseconds(0));
    m_paused = true;
    if (m_next >= 0 && !m_now) {
        dropPrepared();
        m_next = -1;
    }
}

void TourRunner::resume()
{
    if (!m_paused)
        return;
    m_paused = false;
    m_touched = false;
    m_ends = m_clock.sinceBoot() + m_left;
    Q_EMIT changed();
}

void TourRunner::touch()
{
    m_touchedAt = m_clock.sinceBoot();
    if (!m_paused) {
        pause();
        m_touched = true;
    }
    Q_EMIT changed();
}

void TourRunner::togglePause()
{
    if (m_paused) {
        resume();
        return;
    }
    pause();
    m_touched = false;
    Q_EMIT changed();
}

void TourRunner::go(int direction)
{
    m_direction = direction;
    m_now = true;
    m_skipped = 0;
    prepare(after(std::max(0, m_step), direction));
    tick();
}

void TourRunner::next() { go(1); }
void TourRunner::previous() { go(-1); }

} // namespace vigie::wall
