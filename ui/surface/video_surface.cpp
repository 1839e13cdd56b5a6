// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/surface/video_surface.h>

#include <ui/surface/gpu_surface.h>
#include <ui/surface/raster_surface.h>

#include <QtGui/QPainter>
#include <QtWidgets/QWidget>

#include <algorithm>
#include <cmath>
#include <utility>

namespace vigie::ui {
namespace {

constexpr int kTickMs = 16;

} // namespace

QRect toDevicePixels(const QRect &rect, qreal scale)
{
    const auto at = [scale](int value) { return static_cast<int>(std::lround(value * scale)); };
    const int left = at(rect.x());
    const int top = at(rect.y());
    return {left, top, at(rect.x() + rect.width()) - left, at(rect.y() + rect.height()) - top};
}

std::unique_ptr<VideoSurface> VideoSurface::create(render::Backend backend, QWidget *parent)
{
    if (backend == render::Backend::Gpu)
        return std::make_unique<GpuSurface>(parent);
    return std::make_unique<RasterSurface>(parent);
}

VideoSurface::VideoSurface()
{
    m_tick.setSingleShot(true);
    m_tick.setTimerType(Qt::PreciseTimer);
    connect(&m_tick, &QTimer::timeout, this, &VideoSurface::tick);
}

VideoSurface::~VideoSurface()
{
    for (const SurfaceTile &tile : std::as_const(m_tiles)) {
        if (tile.feed)
            tile.feed->setTargetSize({});
    }
}

void VideoSurface::setTiles(const QList<SurfaceTile> &tiles)
{
    const QList<SurfaceTile> before = std::exchange(m_tiles, tiles);
    QHash<const render::TileFeed *, int> known = std::exchange(m_idOfFeed, {});
    for (const SurfaceTile &tile : std::as_const(m_tiles)) {
        render::TileFeed *feed = tile.feed.get();
        if (feed == nullptr)
            continue;
        m_idOfFeed.insert(feed, tile.id);
        if (known.remove(feed) > 0)
            continue;
        // The id is looked up when the ping arrives: by then the tile may stand elsewhere or be
        // gone.
        connect(
            feed, &render::TileFeed::ready, this,
            [this, feed] {
                if (const auto found = m_idOfFeed.constFind(feed); found != m_idOfFeed.constEnd())
                    markDirty(*found);
            },
            Qt::QueuedConnection);
        connect(feed, &render::TileFeed::curtainFell, this, [this, feed] {
            if (const auto found = m_idOfFeed.constFind(feed); found != m_idOfFeed.constEnd()) {
                m_dirty.insert(*found);
                tick();
            }
        });
    }
    for (const SurfaceTile &tile : before) {
        if (tile.feed && known.contains(tile.feed.get())) {
            disconnect(tile.feed.get(), nullptr, this, nullptr);
            tile.feed->setTargetSize({});
        }
    }
    tilesReplaced();
    announceSizes();
    updateAll();
}

void VideoSurface::setOverlayPainter(OverlayPainter painter)
{
    m_overlay = std::move(painter);
    updateAll();
}

void VideoSurface::setBackground(const QColor &colour)
{
    m_background = colour;
    updateAll();
}

void VideoSurface::updateTile(int id)
{
    markDirty(id);
}

void VideoSurface::updateAll()
{
    m_allDirty = true;
    markDirty(-1);
}

void VideoSurface::paintOverlay(QPainter &painter, const SurfaceTile &tile) const
{
    if (!m_overlay)
        return;
    painter.save();
    painter.setClipRect(tile.rect);
    m_overlay(painter, tile.id, tile.rect);
    painter.restore();
}

void VideoSurface::onShown(bool shown)
{
    m_shown = shown;
    announceSizes();
    if (shown)
        updateAll();
    else
        m_tick.stop();
}

void VideoSurface::onScaleMayHaveChanged()
{
    if (widget() != nullptr && !qFuzzyCompare(m_announcedScale, widget()->devicePixelRatioF()))
        announceSizes();
}

void VideoSurface::announceSizes()
{
    m_announcedScale = widget() != nullptr ? widget()->devicePixelRatioF() : 1.0;
    for (const SurfaceTile &tile : std::as_const(m_tiles)) {
        if (tile.feed)
            tile.feed->setTargetSize(m_shown ? toDevicePixels(tile.rect, m_announcedScale).size()
                                             : QSize());
    }
}

void VideoSurface::markDirty(int id)
{
    m_dirty.insert(id);
    if (!m_shown || m_tick.isActive())
        return;
    // The first picture after a pause is painted in this turn of the event loop, those after it
    // once a tick.
    const qint64 since = m_sincePaint.isValid() ? m_sincePaint.elapsed() : kTickMs;
    m_tick.start(static_cast<int>(std::clamp<qint64>(kTickMs - since, 0, kTickMs)));
}

void VideoSurface::tick()
{
    m_tick.stop();
    if (!m_shown || widget() == nullptr)
        return;
    m_sincePaint.start();
    const QSet<int> dirty = std::exchange(m_dirty, {});
    requestPaint(std::exchange(m_allDirty, false) ? QSet<int>() : dirty);
}

} // namespace vigie::ui
