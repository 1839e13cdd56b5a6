// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <render/tile_feed.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QRect>
#include <QtCore/QSet>
#include <QtCore/QTimer>
#include <QtGui/QColor>

#include <functional>
#include <memory>

class QPainter;
class QWidget;

namespace vigie::ui {

/// One place on the wall. \c id is the owner's, unique in the list.
struct SurfaceTile {
    int id = 0;
    QRect rect; ///< logical pixels of the surface
    std::shared_ptr<render::TileFeed> feed; ///< null: background only
};

/// Paints the pictures of all tiles of a window in one widget. It tells each feed the size of its
/// tile, follows its pings, and repaints once a display tick what is new. A curtained feed is
/// repainted at once, as background. While the widget is hidden, its feeds are told a size of zero,
/// so that nothing is converted for nobody. Thread: GUI.
class VideoSurface : public QObject {
    Q_OBJECT
public:
    /// Called after the video of each tile that is repainted, clipped to it; \p rect in logical
    /// pixels.
    using OverlayPainter = std::function<void(QPainter &painter, int id, const QRect &rect)>;

    /// The widget becomes a child of \p parent (may be null) and is owned by the surface; when a
    /// parent deletes it first, widget() is null from then on.
    [[nodiscard]] static std::unique_ptr<VideoSurface> create(render::Backend backend,
                                                              QWidget *parent = nullptr);
    ~VideoSurface() override;

    [[nodiscard]] virtual QWidget *widget() const = 0;
    /// Replaces all tiles. Feeds that are no longer there are told a size of zero.
    void setTiles(const QList<SurfaceTile> &tiles);
    [[nodiscard]] const QList<SurfaceTile> &tiles() const { return m_tiles; }
    void setOverlayPainter(OverlayPainter painter);
    void setBackground(const QColor &colour);
    /// Repaints tile \p id with the next tick: its overlay changed.
    void updateTile(int id);
    /// The same for everything.
    void updateAll();

protected:
    VideoSurface();
    [[nodiscard]] const QColor &background() const { return m_background; }
    void paintOverlay(QPainter &painter, const SurfaceTile &tile) const;
    /// From the widget's events.
    void onShown(bool shown);
    void onScaleMayHaveChanged();
    /// \p dirty: ids to repaint in the next paint event; empty means all.
    virtual void requestPaint(const QSet<int> &dirty) = 0;
    virtual void tilesReplaced() { }

private:
    void announceSizes();
    void markDirty(int id);
    void tick();

    QList<SurfaceTile> m_tiles;
    QHash<const render::TileFeed *, int> m_idOfFeed;
    OverlayPainter m_overlay;
    QColor m_background = Qt::black;
    QSet<int> m_dirty;
    bool m_allDirty = false;
    bool m_shown = false;
    qreal m_announcedScale = 0.0;
    QTimer m_tick;
    QElapsedTimer m_sincePaint;
};

/// \p rect in device pixels; edges are rounded one by one so that neighbours stay neighbours.
[[nodiscard]] QRect toDevicePixels(const QRect &rect, qreal scale);

} // namespace vigie::ui
