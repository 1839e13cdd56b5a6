// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/map/area_layer.h>

#include <geo/mercator.h>
#include <ui/map/style.h>

#include <QtCore/QElapsedTimer>
#include <QtGui/QFontMetricsF>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include <algorithm>
#include <cmath>

namespace vigie::map {
namespace {

constexpr int kTile = 256; // logical pixels
constexpr qint64 kFrameMs =
    9; // for new squares after a zoom; a pan needs a column or a row and is not cut
constexpr qsizetype kMostTiles =
    400; // of 256 px: 100 MiB at ratio 1, a wide view and its surroundings
constexpr double kLeastRadius = 1600; // metres: a commune of the Oise covers 8.6 km² in the mean
constexpr double kMostRadius = 6000;

QPointF centroid(const geo::Outline &outline)
{
    const auto largest = std::max_element(
        outline.rings.cbegin(), outline.rings.cend(), [](const auto &a, const auto &b) {
            return std::abs(geo::signedArea(a)) < std::abs(geo::signedArea(b));
        });
    if (largest == outline.rings.cend())
        return outline.bounds.center();
    QPointF sum;
    double area = 0;
    const QPointF base = largest->first(); // world units are small: sums relative to a near point
    for (qsizetype i = 0, j = largest->size() - 1; i < largest->size(); j = i++) {
        const QPointF a = largest->at(j) - base;
        const QPointF b = largest->at(i) - base;
        const double cross = a.x() * b.y() - b.x() * a.y();
        sum += (a + b) * cross;
        area += cross;
    }
    return area == 0.0 ? outline.bounds.center() : base + sum / (3 * area);
}

/// Radius of the circle that stands for a commune: its sites, and a little round them.
double radiusAround(const MapCommune &commune, const QList<MapSite> &sites)
{
    double metres = kLeastRadius;
    for (const MapSite &site : sites) {
        if (site.commune == commune.insee)
            metres = std::max(metres, geo::distanceMetres(commune.centre, site.position) + 350);
    }
    return geo::worldLength(std::min(metres, kMostRadius), commune.centre.latitude);
}

} // namespace

void AreaLayer::setModel(const MapModel &model)
{
    const bool sameOutlines = m_outlines.constData() == model.outlines.constData()
        && m_outlines.size() == model.outlines.size();
    if (!sameOutlines) {
        m_outlines = model.outlines;
        m_levels.clear();
        m_simplified.clear();
        for (const geo::Outline &outline : m_outlines)
            m_simplified.append(geo::SimplifiedRings(outline.rings));
    }
    QHash<Insee, qsizetype> registered;
    for (qsizetype i = 0; i < model.communes.size(); ++i)
        registered.insert(model.communes.at(i).insee, i);
    m_areas.clear();
    m_hasApproximate = false;
    QSet<Insee> drawn;
    for (qsizetype i = 0; i < m_outlines.size(); ++i) {
        const geo::Outline &outline = m_outlines.at(i);
        Area area{
            .insee = outline.code, .name = outline.name, .bounds = outline.bounds, .outline = i};
        area.label = centroid(outline);
        if (const auto at = registered.constFind(outline.code); at != registered.constEnd()) {
            const MapCommune &commune = model.communes.at(*at);
            area.name = commune.name;
            area.right = commune.right;
            area.reason = commune.reason;
            area.registered = true;
            drawn.insert(commune.insee);
        }
        m_areas.append(area);
    }
    for (const MapCommune &commune : model.communes) {
        if (drawn.contains(commune.insee) || !commune.centre.isValid())
            continue;
        Area area{.insee = commune.insee,
                  .name = commune.name,
                  .right = commune.right,
                  .reason = commune.reason,
                  .registered = true,
                  .approximate = true};
        area.label = geo::project(commune.centre);
        area.radius = radiusAround(commune, model.sites);
        area.bounds = QRectF(area.label - QPointF(area.radius, area.radius),
                             QSizeF(2 * area.radius, 2 * area.radius));
        m_areas.append(area);
        m_hasApproximate = true;
    }
    // Those somebody works with are drawn over the others, so that their edges are whole.
    std::stable_sort(m_areas.begin(), m_areas.end(),
                     [](const Area &a, const Area &b) { return a.registered < b.registered; });
    invalidate();
}

void AreaLayer::setFont(const QFont &font)
{
    m_font = font;
    invalidate();
}

void AreaLayer::invalidate()
{
    m_zoom = -1;
    m_tiles.clear();
    m_staleTiles.clear();
}

const Area *AreaLayer::areaAt(QPointF world) const
{
    const Area *best = nullptr;
    for (const Area &area : m_areas) {
        if (!area.bounds.contains(world))
            continue;
        const QPointF off = world - area.label;
        const bool inside = area.outline >= 0 ? m_outlines.at(area.outline).contains(world)
                                              : std::hypot(off.x(), off.y()) <= area.radius;
        if (inside && (!best || area.bounds.width() < best->bounds.width()))
            best = &area;
    }
    return best;
}

const QList<geo::Ring> &AreaLayer::ringsAt(qsizetype outline, double zoom)
{
    const int level = static_cast<int>(std::floor(zoom));
    QList<QList<geo::Ring>> &rings = m_levels[level];
    if (rings.isEmpty()) {
        // Half a pixel where the level is drawn largest, just before the next one.
        const double tolerance = 0.5 / geo::worldPixels(level + 1);
        rings.reserve(m_simplified.size());
        for (const geo::SimplifiedRings &simplified : std::as_const(m_simplified))
            rings.append(simplified.at(tolerance));
    }
    return rings.at(outline);
}

QFont AreaLayer::labelFont(bool strong) const
{
    QFont font = m_font;
    font.setPixelSize(
        static_cast<int>(std::lround((strong ? 13.0 : 11.0) * ui::fontScale(m_font))));
    font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
    return font;
}

void AreaLayer::useZoom(double zoom, double ratio)
{
    if (zoom == m_zoom && ratio == m_ratio)
        return;
    if (ratio == m_ratio && m_zoom >= 0 && m_staleTiles.isEmpty()) {
        m_staleTiles = std::move(m_tiles);
        m_staleZoom = m_zoom;
    }
    m_zoom = zoom;
    m_ratio = ratio;
    m_tiles.clear();
    placeLabels();
}

void AreaLayer::placeLabels()
{
    m_labels.clear();
    const double pixels = geo::worldPixels(m_zoom);
    // Taken boxes by coarse cell, so that a whole country of names is not compared pair by pair.
    constexpr double kCell = 128;
    QHash<std::pair<qint64, qint64>, QList<QRectF>> taken;
    const auto eachCell = [](const QRectF &box, const auto &visit) {
        for (auto x = static_cast<qint64>(box.left() / kCell);
             x <= static_cast<qint64>(box.right() / kCell); ++x) {
            for (auto y = static_cast<qint64>(box.top() / kCell);
                 y <= static_cast<qint64>(box.bottom() / kCell); ++y) {
                if (visit(std::pair(x, y)))
                    return true;
            }
        }
        return false;
    };
    const auto isFree = [&taken, &eachCell](const QRectF &box) {
        return !eachCell(box, [&taken, &box](const auto &cell) {
            const QList<QRectF> there = taken.value(cell);
            return std::any_of(there.begin(), there.end(),
                               [&box](const QRectF &other) { return other.intersects(box); });
        });
    };
    const auto take = [&taken, &eachCell](const QRectF &box) {
        eachCell(box, [&taken, &box](const auto &cell) {
            taken[cell].append(box);
            return false;
        });
    };
    if (m_obstacles) {
        for (const QRectF &box : m_obstacles(m_zoom))
            take(box);
    }
    const QFontMetricsF strong(labelFont(true));
    const QFontMetricsF plain(labelFont(false));
    QList<const Area *> order;
    for (const Area &area : std::as_const(m_areas))
        order.append(&area);
    std::stable_sort(order.begin(), order.end(), [](const Area *a, const Area *b) {
        if (a->registered != b->registered)
            return a->registered;
        return a->bounds.width() > b->bounds.width();
    });
    const double scale = ui::fontScale(m_font);
    for (const Area *area : order) {
        const double room = area->bounds.width() * pixels;
        const QFontMetricsF &metrics = area->registered ? strong : plain;
        if (area->name.isEmpty() || (!area->registered && room < 44 * scale))
            continue;
        Label label{.text = area->name, .strong = area->registered, .right = area->right};
        double width = metrics.horizontalAdvance(label.text) + 2;
        // A name of a neighbour must fit in its own ground; one of ours is shown from afar too.
        if (area->registered ? room < 5 * scale : width > room * 0.8)
            continue;
        double height = metrics.height();
        if (area->approximate) {
            const double second = plain.horizontalAdvance(style::approximateText());
            if (room > second * 1.2) {
                label.second = style::approximateText();
                width = std::max(width, second + 2);
                height += plain.height();
            }
        }
        const QPointF at = area->label * pixels;
        const double step = 18 * scale + height / 2;
        for (const double dy : {0.0, step, -step, 2 * step, -2 * step}) {
            if (!area->registered && dy != 0.0)
                break;
            const QRectF box(std::round(at.x() - width / 2), std::round(at.y() + dy - height / 2),
                             width, height);
            if (!isFree(box))
                continue;
            label.box = box;
            take(box.adjusted(-3, -1, 3, 1));
            m_labels.append(label);
            break;
        }
    }
}

void AreaLayer::drawAreas(QPainter &painter, QPointF origin, double pixels, const QRectF &clip,
                          double ratio)
{
    // Patterns belong to the world, not to the square: no seam where two of them meet.
    const double side = std::round(16 * ratio);
    painter.setBrushOrigin(-QPointF(std::fmod(origin.x(), side), std::fmod(origin.y(), side)));
    const QRectF world((origin + clip.topLeft()) / pixels, clip.size() / pixels);
    const double slack = 4 * ratio / pixels;
    const QRectF reach = world.adjusted(-slack, -slack, slack, slack);
    const double zoom = std::log2(pixels / ratio / 256);
    // Where one commune fills the screen, a full tint would be a wash of blue behind everything.
    const double strength = std::clamp(1.0 - (zoom - 12.5) / 4, 0.35, 1.0);
    QHash<int, QBrush> brushes;
    for (const Area &area : std::as_const(m_areas)) {
        if (!area.bounds.intersects(reach))
            continue;
        QPainterPath path;
        if (area.outline >= 0) {
            for (const geo::Ring &ring : ringsAt(area.outline, zoom)) {
                QPolygonF polygon;
                polygon.reserve(ring.size() + 1);
                for (const QPointF &p : ring)
                    polygon.append(p * pixels - origin);
                polygon.append(polygon.first());
                path.addPolygon(polygon);
            }
        } else {
            path.addEllipse(area.label * pixels - origin, area.radius * pixels,
                            area.radius * pixels);
        }
        const int right = static_cast<int>(area.right);
        if (!brushes.contains(right))
            brushes.insert(right, style::areaBrush(area.right, ratio, strength));
        painter.setPen(Qt::NoPen);
        if (area.right != Right::None && area.outline >= 0) {
            painter.setBrush(style::kLand);
            painter.drawPath(path);
        }
        painter.setBrush(area.approximate && area.right == Right::None ? QBrush(Qt::NoBrush)
                                                                       : brushes.value(right));
        painter.setPen(style::areaPen(area.right, area.approximate, ratio));
        painter.drawPath(path);
    }
}

void AreaLayer::drawLabels(QPainter &painter, QPointF origin, const QRectF &clip) const
{
    const QFont strong = labelFont(true);
    const QFont plain = labelFont(false);
    const QFontMetricsF strongMetrics(strong);
    const QFontMetricsF plainMetrics(plain);
    const QRectF reach = clip.translated(origin).adjusted(-4, -4, 4, 4);
    for (const Label &label : m_labels) {
        if (!label.box.intersects(reach))
            continue;
        const QRectF box = label.box.translated(-origin);
        const QFontMetricsF &metrics = label.strong ? strongMetrics : plainMetrics;
        painter.setFont(label.strong ? strong : plain);
        const auto line = [&](const QString &text, const QFontMetricsF &of, double top,
                              const QColor &colour) {
            const double x = std::round(box.center().x() - of.horizontalAdvance(text) / 2);
            style::drawHaloText(painter, {x, std::round(top + of.ascent())}, text, colour);
        };
        line(label.text, metrics, box.top(),
             label.strong ? ui::colours::kText : QColor(112, 123, 136));
        if (!label.second.isEmpty()) {
            painter.setFont(plain);
            line(label.second, plainMetrics, box.top() + metrics.height(), ui::colours::kTextFaint);
        }
    }
}

const QPixmap &AreaLayer::tile(TileKey key)
{
    const auto found = m_tiles.constFind(key);
    if (found != m_tiles.constEnd())
        return *found;
    const int side = static_cast<int>(std::lround(kTile * m_ratio));
    QPixmap pixmap(side, side);
    pixmap.fill(style::kSea);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF origin(key.first * double(side), key.second * double(side));
    drawAreas(painter, origin, geo::worldPixels(m_zoom) * m_ratio, QRectF(pixmap.rect()), m_ratio);
    painter.scale(m_ratio, m_ratio);
    drawLabels(painter, QPointF(key.first, key.second) * kTile, QRectF(0, 0, kTile, kTile));
    painter.end();
    pixmap.setDevicePixelRatio(m_ratio);
    return *m_tiles.insert(key, pixmap);
}

QRect AreaLayer::tileRange(const Viewport &view) const
{
    const QPointF first = view.pixelOrigin();
    const QPointF last = first + QPointF(view.size().width(), view.size().height());
    return QRect(QPoint(static_cast<int>(std::floor(first.x() / kTile)),
                        static_cast<int>(std::floor(first.y() / kTile))),
                 QPoint(static_cast<int>(std::floor(last.x() / kTile)),
                        static_cast<int>(std::floor(last.y() / kTile))));
}

void AreaLayer::paintStretched(QPainter &painter, const Viewport &view,
                               const QHash<TileKey, QPixmap> &tiles, double zoom)
{
    const QPointF origin = view.pixelOrigin();
    const QRect all = QRectF(QPointF(0, 0), view.size()).toAlignedRect();
    const double factor = std::exp2(view.zoom() - zoom);
    QRegion open(all);
    for (auto it = tiles.cbegin(); it != tiles.cend(); ++it) {
        const QPointF corner = QPointF(it.key().first, it.key().second) * kTile * factor - origin;
        const QPointF opposite =
            QPointF(it.key().first + 1, it.key().second + 1) * kTile * factor - origin;
        const QRect place(corner.toPoint(), opposite.toPoint() - QPoint(1, 1));
        if (!place.intersects(all))
            continue;
        painter.drawPixmap(place, *it);
        open -= place;
    }
    if (open.isEmpty())
        return;
    // What the old pictures do not cover is drawn plainly.
    painter.save();
    painter.setClipRegion(open);
    painter.fillRect(all, style::kSea);
    drawAreas(painter, origin, geo::worldPixels(view.zoom()), QRectF(open.boundingRect()), 1.0);
    painter.restore();
}

bool AreaLayer::hasNameIn(const Viewport &view, const QRectF &screen) const
{
    const double pixels = geo::worldPixels(m_zoom);
    const QRectF where(view.toWorld(screen.topLeft()) * pixels, view.toWorld(screen.bottomRight()) * pixels);
    return std::any_of(m_labels.cbegin(), m_labels.cend(),
                       [&where](const Label &label) { return label.box.intersects(where); });
}

bool AreaLayer::paint(QPainter &painter, const Viewport &view, bool moving)
{
    if (moving && m_zoom >= 0) {
        const bool stale = m_tiles.isEmpty() && !m_staleTiles.isEmpty();
        paintStretched(painter, view, stale ? m_staleTiles : m_tiles, stale ? m_staleZoom : m_zoom);
        return true;
    }
    QElapsedTimer clock;
    clock.start();
    useZoom(view.zoom(), view.devicePixelRatio());
    const QRect range = tileRange(view);
    if (m_tiles.size() > std::max(kMostTiles, qsizetype(range.width()) * range.height() * 2)) {
        const QRect near = range.adjusted(-1, -1, 1, 1);
        m_tiles.removeIf([&near](const QHash<TileKey, QPixmap>::iterator &it) {
            return !near.contains(it.key().first, it.key().second);
        });
    }
    // First the squares, as far as the time of a frame goes; then, under the rest, the old ones.
    bool whole = true;
    for (int y = range.top(); y <= range.bottom(); ++y) {
        for (int x = range.left(); x <= range.right(); ++x) {
            if (!m_tiles.contains({x, y}) && !m_staleTiles.isEmpty() && clock.elapsed() >= kFrameMs)
                whole = false;
            else
                std::ignore = tile({x, y});
        }
    }
    if (whole)
        m_staleTiles.clear();
    else
        paintStretched(painter, view, m_staleTiles, m_staleZoom);
    const QPointF origin = view.pixelOrigin();
    for (int y = range.top(); y <= range.bottom(); ++y) {
        for (int x = range.left(); x <= range.right(); ++x) {
            if (const auto found = m_tiles.constFind({x, y}); found != m_tiles.constEnd())
                painter.drawPixmap(QPointF(x, y) * kTile - origin, *found);
        }
    }
    return whole;
}

bool AreaLayer::prepareOne(const Viewport &view)
{
    if (m_zoom != view.zoom())
        return false;
    const QRect range = tileRange(view).adjusted(-1, -1, 1, 1);
    for (int y = range.top(); y <= range.bottom(); ++y) {
        for (int x = range.left(); x <= range.right(); ++x) {
            if (!m_tiles.contains({x, y})) {
                std::ignore = tile({x, y});
                return true;
            }
        }
    }
    return false;
}

} // namespace vigie::map
