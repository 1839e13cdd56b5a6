// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <geo/simplify.h>
#include <ui/map/map_model.h>
#include <ui/map/viewport.h>

#include <QtCore/QHash>
#include <QtGui/QFont>
#include <QtGui/QPixmap>

class QPainter;

namespace vigie::map {

/// The ground of a commune as it is drawn.
struct Area {
    Insee insee;
    QString name;
    Right right = Right::None;
    QString reason;
    bool registered = false; ///< in the registry, not only in the imported file
    bool approximate = false; ///< a circle round the centre: no outline was imported
    QRectF bounds; ///< world
    QPointF label; ///< world; where its name goes by choice
    qsizetype outline = -1; ///< index into the outlines; -1 when approximate
    double radius = 0; ///< world; of the circle
};

/// Communes and their names, kept as pictures of 256 px squares of the present zoom, so that a
/// frame of a pan is a few copies; squares that come into sight are drawn then. GUI thread.
class AreaLayer {
public:
    /// Rings are simplified again only when the list of outlines is another one.
    void setModel(const MapModel &model);
    /// Rectangles in world coordinates x zoom pixels that names must keep clear of; asked for each
    /// zoom.
    using Obstacles = std::function<QList<QRectF>(double zoom)>;
    void setObstacles(Obstacles obstacles) { m_obstacles = std::move(obstacles); }
    void setFont(const QFont &font);
    /// Forgets every picture.
    void invalidate();

    /// \param moving  the zoom is on its way somewhere: pictures of the last zoom are stretched
    /// instead
    /// \return whether all is sharp: just after a zoom, squares that take too long are still
    /// stretched ones, and paint
    ///         should be called again
    bool paint(QPainter &painter, const Viewport &view, bool moving);
    /// Whether the name of a commune stands in \p screen.
    [[nodiscard]] bool hasNameIn(const Viewport &view, const QRectF &screen) const;
    /// Draws one square just outside the view, for the next pan; false when there is none left to
    /// draw.
    bool prepareOne(const Viewport &view);

    [[nodiscard]] const QList<Area> &areas() const { return m_areas; }
    /// The smallest area there; null when there is none.
    [[nodiscard]] const Area *areaAt(QPointF world) const;
    [[nodiscard]] bool hasApproximate() const { return m_hasApproximate; }

private:
    struct Label {
        QRectF box; ///< world pixels at the zoom of the labels
        QString text;
        QString second; ///< "approximate outline"
        bool strong = false;
        Right right = Right::None;
    };
    using TileKey = std::pair<int, int>;

    void drawAreas(QPainter &painter, QPointF origin, double pixels, const QRectF &clip,
                   double ratio);
    void drawLabels(QPainter &painter, QPointF origin, const QRectF &clip) const;
    [[nodiscard]] const QList<geo::Ring> &ringsAt(qsizetype outline, double zoom);
    void useZoom(double zoom, double ratio);
    void placeLabels();
    const QPixmap &tile(TileKey key);
    void paintStretched(QPainter &painter, const Viewport &view,
                        const QHash<TileKey, QPixmap> &tiles, double zoom);
    [[nodiscard]] QRect tileRange(const Viewport &view) const;
    [[nodiscard]] QFont labelFont(bool strong) const;

    QList<geo::Outline> m_outlines;
    QList<geo::SimplifiedRings> m_simplified;
    QHash<int, QList<QList<geo::Ring>>> m_levels; ///< by whole zoom level, filled when asked for
    QList<Area> m_areas;
    bool m_hasApproximate = false;
    Obstacles m_obstacles;
    QFont m_font;
    double m_zoom = -1;
    double m_ratio = 1;
    QList<Label> m_labels;
    QHash<TileKey, QPixmap> m_tiles;
    QHash<TileKey, QPixmap> m_staleTiles; ///< of the zoom before, until this one is drawn
    double m_staleZoom = -1;
};

} // namespace vigie::map
