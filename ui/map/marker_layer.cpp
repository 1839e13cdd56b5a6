// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/map/marker_layer.h>

#include <geo/mercator.h>
#include <ui/map/style.h>

#include <QtGui/QFontMetricsF>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <tuple>

namespace vigie::map {
namespace {

constexpr double kClusterCell = 60; // logical pixels
constexpr double kCloseCell = 26; // where streets are wide: only what would cover one another
constexpr double kCloseZoom = 16.5;
constexpr double kCameraZoom = 15.0; // from here on, cameras and what they see
constexpr double kNameZoom = 13.5; // from here on, names of sites
constexpr double kCameraNameZoom = 17.0;
constexpr double kReachMetres = 55; // how far a sector is drawn
constexpr double kStem = 34;

QColor faded(QColor colour, int alpha)
{
    colour.setAlpha(alpha);
    return colour;
}

} // namespace

bool MarkerLayer::Face::operator<(const Face &other) const
{
    return std::tie(cameras, sites, kind, state, hovered)
        < std::tie(other.cameras, other.sites, other.kind, other.state, other.hovered);
}

void MarkerLayer::setSites(const QList<MapSite> &sites)
{
    m_sites = sites;
    m_world.clear();
    m_siteIndex.clear();
    m_cameraIndex.clear();
    m_level = -1;
    for (int i = 0; i < static_cast<int>(sites.size()); ++i) {
        const MapSite &site = sites.at(i);
        m_world.append(geo::project(site.position));
        m_siteIndex.insert(site.id, i);
        for (int c = 0; c < static_cast<int>(site.cameras.size()); ++c)
            m_cameraIndex.insert(site.cameras.at(c).id, {i, c});
    }
}

bool MarkerLayer::setCameraState(const CameraId &camera, CameraState state)
{
    const auto [site, index] = indexOf(camera);
    if (site < 0 || m_sites.at(site).cameras.at(index).state == state)
        return false;
    m_sites[site].cameras[index].state = state;
    return true;
}

void MarkerLayer::setFont(const QFont &font)
{
    m_font = font;
    m_scale = ui::fontScale(font);
    m_level = -1;
    m_pictures.clear();
    m_names.clear();
}

std::pair<int, int> MarkerLayer::indexOf(const CameraId &camera) const
{
    return m_cameraIndex.value(camera, {-1, -1});
}

bool MarkerLayer::drawsCameras(double zoom) const
{
    return zoom >= kCameraZoom;
}

const QList<geo::Cluster> &MarkerLayer::clusters(double zoom)
{
    // Half levels: groups hold still while a zoom is on its way, and markers never come closer than
    // the cell.
    const int level = static_cast<int>(std::floor(zoom * 2));
    if (level == m_level)
        return m_clusters;
    m_level = level;
    const double cell = (level / 2.0 >= kCloseZoom ? kCloseCell : kClusterCell) * m_scale;
    const double pixels = geo::worldPixels(level / 2.0);
    m_clusters = geo::clusterPoints(m_world, cell / pixels);
    return m_clusters;
}

MarkerLayer::Face MarkerLayer::faceOf(const geo::Cluster &cluster) const
{
    Face face;
    face.sites = static_cast<int>(cluster.members.size());
    for (const int member : cluster.members) {
        for (const MapCamera &camera : m_sites.at(member).cameras)
            ++face.cameras[static_cast<size_t>(style::cameraState(camera))];
    }
    if (face.sites == 1) {
        const MapSite &site = m_sites.at(cluster.members.first());
        face.state = siteState(site);
        if (!site.cameras.isEmpty())
            face.kind = static_cast<int>(site.cameras.first().kind);
        return face;
    }
    const auto count = [&face](SiteState state) {
        return face.cameras[static_cast<size_t>(state)];
    };
    if (count(SiteState::Lost) > 0)
        face.state = SiteState::Lost;
    else if (count(SiteState::Live) > 0)
        face.state = SiteState::Live;
    else if (count(SiteState::Idle) == 0 && count(SiteState::Refused) > 0)
        face.state = SiteState::Refused;
    return face;
}

double MarkerLayer::radius(const geo::Cluster &cluster) const
{
    if (cluster.members.size() == 1)
        return 14 * m_scale;
    const double grown = std::min(4.0, std::log2(static_cast<double>(cluster.members.size())));
    return (18 + grown * 1.4) * m_scale;
}

void MarkerLayer::drawBadge(QPainter &painter, QPointF at, double r, SiteState state) const
{
    painter.setPen(QPen(ui::colours::kBackdrop, 1.5 * m_scale));
    painter.setBrush(style::stateColour(state));
    painter.drawEllipse(at, r, r);
    painter.setPen(
        QPen(ui::colours::kOnAccent, r * 0.38, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(ui::colours::kOnAccent);
    switch (state) {
    case SiteState::Live: // a play triangle
        painter.setPen(Qt::NoPen);
        painter.drawPolygon(QPolygonF({at + QPointF(-r * 0.35, -r * 0.52), at + QPointF(r * 0.6, 0),
                                       at + QPointF(-r * 0.35, r * 0.52)}));
        break;
    case SiteState::Lost: // an exclamation mark
        painter.drawLine(at + QPointF(0, -r * 0.5), at + QPointF(0, r * 0.05));
        painter.drawPoint(at + QPointF(0, r * 0.55));
        break;
    case SiteState::Refused: // the bar of "no entry"
        painter.drawLine(at + QPointF(-r * 0.48, 0), at + QPointF(r * 0.48, 0));
        break;
    case SiteState::Idle:
        break;
    }
}

void MarkerLayer::drawSite(QPainter &painter, const Face &face, double r) const
{
    const QColor colour = style::stateColour(face.state);
    const QColor ground = face.hovered ? ui::colours::kHover : ui::colours::kPanel;
    painter.setBrush(ground);
    QPen edge(colour, 2 * m_scale);
    const double inner = r - 1.5 * m_scale;
    switch (face.state) { // the shape says it without the colour
    case SiteState::Idle:
    case SiteState::Live:
        painter.setPen(edge);
        painter.drawEllipse(QPointF(0, 0), inner, inner);
        break;
    case SiteState::Refused:
        edge.setDashPattern({3.2, 2});
        painter.setPen(edge);
        painter.drawRoundedRect(QRectF(-inner * 0.9, -inner * 0.9, inner * 1.8, inner * 1.8),
                                4 * m_scale, 4 * m_scale);
        break;
    case SiteState::Lost: {
        painter.setPen(edge);
        painter.save();
        painter.rotate(45);
        painter.drawRoundedRect(QRectF(-inner * 0.84, -inner * 0.84, inner * 1.68, inner * 1.68),
                                3 * m_scale, 3 * m_scale);
        painter.restore();
        break;
    }
    }
    int count = 0;
    for (const int n : face.cameras)
        count += n;
    if (count == 1) {
        const double side = 15 * m_scale;
        ui::drawIcon(painter, QRectF(-side / 2, -side / 2, side, side),
                     style::kindIcon(static_cast<CameraKind>(face.kind)), colour);
    } else {
        QFont font = ui::tabularFont(m_font);
        font.setPixelSize(static_cast<int>(std::lround((count > 99 ? 10 : 12.5) * m_scale)));
        font.setWeight(QFont::Bold);
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(QRectF(-r, -r, 2 * r, 2 * r), Qt::AlignCenter, QString::number(count));
    }
    if (face.state != SiteState::Idle)
        drawBadge(painter, QPointF(r * 0.72, -r * 0.72), 5.5 * m_scale, face.state);
}

void MarkerLayer::drawCluster(QPainter &painter, const Face &face, double r) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(faded(face.hovered ? ui::colours::kHover : ui::colours::kPanel, 245));
    painter.drawEllipse(QPointF(0, 0), r, r);
    int count = 0;
    for (const int n : face.cameras)
        count += n;
    // A ring cut by the share of each state.
    const double width = 4 * m_scale;
    const QRectF ring(-r + width / 2, -r + width / 2, 2 * r - width, 2 * r - width);
    double start = 90;
    for (const SiteState state :
         {SiteState::Live, SiteState::Idle, SiteState::Lost, SiteState::Refused}) {
        const int share = face.cameras[static_cast<size_t>(state)];
        if (share == 0)
            continue;
        const double span = 360.0 * share / count;
        QPen pen(style::stateColour(state), width, Qt::SolidLine, Qt::FlatCap);
        if (state == SiteState::Refused)
            pen.setDashPattern({0.9, 0.6});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        const double gap = share == count ? 0 : 3;
        painter.drawArc(ring, static_cast<int>((start - gap / 2) * 16),
                        static_cast<int>(-(span - gap) * 16));
        start -= span;
    }
    QFont font = ui::tabularFont(m_font);
    font.setPixelSize(static_cast<int>(std::lround((count > 999 ? 11 : 13.5) * m_scale)));
    font.setWeight(QFont::Bold);
    painter.setFont(font);
    painter.setPen(ui::colours::kText);
    painter.drawText(QRectF(-r, -r, 2 * r, 2 * r), Qt::AlignCenter, QString::number(count));
    if (face.state != SiteState::Idle)
        drawBadge(painter, QPointF(r * 0.74, -r * 0.74), 6 * m_scale, face.state);
}

const QPixmap &MarkerLayer::picture(const Face &face, double ratio)
{
    if (ratio != m_pictureRatio || m_pictures.size() > 600) {
        m_pictures.clear();
        m_pictureRatio = ratio;
    }
    const auto found = m_pictures.constFind(face);
    if (found != m_pictures.constEnd())
        return *found;
    geo::Cluster sized;
    sized.members.resize(face.sites);
    const double r = radius(sized);
    const int half = static_cast<int>(std::ceil(r + 5 * m_scale));
    const int side = static_cast<int>(std::lround(2 * half * ratio));
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    pixmap.setDevicePixelRatio(ratio);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(half, half);
    if (face.sites == 1)
        drawSite(painter, face, r);
    else
        drawCluster(painter, face, r);
    painter.end();
    return *m_pictures.insert(face, pixmap);
}

QPointF MarkerLayer::placeOf(const geo::Cluster &cluster, const Viewport &view) const
{
    const QPointF ground = view.toScreen(cluster.centre);
    // Near enough to see cameras, the marker stands above its place: one of them is often right
    // under it.
    return drawsCameras(view.zoom()) ? ground - QPointF(0, kStem * m_scale) : ground;
}

void MarkerLayer::paint(QPainter &painter, const Viewport &view, const Hit &hovered,
                        int selectedSite)
{
    const QRectF sight = QRectF(QPointF(0, 0), view.size()).adjusted(-60, -60, 60, 60);
    const bool cameras = drawsCameras(view.zoom());
    if (cameras)
        paintCameras(painter, view, hovered);
    const QList<geo::Cluster> &all = clusters(view.zoom());
    QList<QRectF> taken; // by markers and cameras, then by names
    QList<const geo::Cluster *> shown;
    for (int i = 0; i < static_cast<int>(all.size()); ++i) {
        const geo::Cluster &cluster = all.at(i);
        const QPointF at = placeOf(cluster, view);
        if (!sight.contains(at))
            continue;
        shown.append(&cluster);
        const double r = radius(cluster);
        taken.append(QRectF(at.x() - r, at.y() - r, 2 * r, 2 * r));
        Face face = faceOf(cluster);
        face.hovered = hovered.cluster == i && hovered.camera < 0;
        if (cameras) {
            painter.setPen(QPen(style::stateColour(face.state), 1.5 * m_scale));
            painter.drawLine(view.toScreen(cluster.centre), at);
        }
        if (selectedSite >= 0 && cluster.members.contains(selectedSite)) {
            const double ring = r + 4.5 * m_scale;
            painter.setPen(QPen(ui::colours::kFocus, 2.5 * m_scale));
            painter.setBrush(faded(ui::colours::kFocus, 40));
            painter.drawEllipse(at, ring, ring);
        }
        const QPixmap &pixmap = picture(face, view.devicePixelRatio());
        const QSizeF size = pixmap.deviceIndependentSize();
        painter.drawPixmap(
            QPointF(std::round(at.x() - size.width() / 2), std::round(at.y() - size.height() / 2)),
            pixmap);
    }
    if (cameras) { // names keep clear of the dots
        for (qsizetype i = 0; i < m_sites.size(); ++i) {
            if (!sight.contains(view.toScreen(m_world.at(i))))
                continue;
            for (const MapCamera &camera : m_sites.at(i).cameras) {
                const QPointF at = view.toScreen(geo::project(camera.position));
                const double r = 4.5 * m_scale;
                taken.append(QRectF(at.x() - r, at.y() - r, 2 * r, 2 * r));
            }
        }
    }
    if (view.zoom() >= kNameZoom)
        paintSiteNames(painter, view, shown, taken);
    if (view.zoom() >= kCameraNameZoom)
        paintCameraNames(painter, view, taken);
}

void MarkerLayer::drawName(QPainter &painter, const QString &text, int pixelSize, double ratio,
                           std::initializer_list<Anchor> places, QList<QRectF> &taken)
{
    if (ratio != m_nameRatio || m_names.size() > 2000) {
        m_names.clear();
        m_nameRatio = ratio;
    }
    const auto key = std::pair(text, pixelSize);
    auto found = m_names.constFind(key);
    if (found == m_names.constEnd()) {
        QFont font = m_font;
        font.setPixelSize(pixelSize);
        const QString shown = QFontMetricsF(font).elidedText(text, Qt::ElideRight, 190 * m_scale);
        found =
            m_names.insert(key, style::haloText(shown, font, ui::colours::kTextSecondary, ratio));
    }
    const QSizeF size = found->deviceIndependentSize();
    for (const auto &[point, side] : places) {
        QRectF box(point, size);
        if (side == Side::Right)
            box.translate(0, -size.height() / 2);
        else if (side == Side::Left)
            box.translate(-size.width(), -size.height() / 2);
        else
            box.translate(-size.width() / 2, 0);
        if (std::any_of(taken.cbegin(), taken.cend(),
                        [&box](const QRectF &other) { return other.intersects(box); }))
            continue;
        taken.append(box);
        painter.drawPixmap(QPointF(std::round(box.left()), std::round(box.top())), *found);
        return;
    }
}

void MarkerLayer::paintSiteNames(QPainter &painter, const Viewport &view,
                                 const QList<const geo::Cluster *> &shown, QList<QRectF> &taken)
{
    const int pixelSize = static_cast<int>(std::lround(12 * m_scale));
    for (const geo::Cluster *cluster : shown) {
        if (cluster->members.size() != 1)
            continue;
        const QPointF at = placeOf(*cluster, view);
        const double r = radius(*cluster) + 4 * m_scale;
        drawName(painter, m_sites.at(cluster->members.first()).name, pixelSize,
                 view.devicePixelRatio(),
                 {{at + QPointF(r, 0), Side::Right},
                  {at - QPointF(r, 0), Side::Left},
                  {at + QPointF(0, r), Side::Below}},
                 taken);
    }
}

void MarkerLayer::paintCameraNames(QPainter &painter, const Viewport &view, QList<QRectF> &taken)
{
    const QRectF sight = QRectF(QPointF(0, 0), view.size()).adjusted(-200, -200, 200, 200);
    const int pixelSize = static_cast<int>(std::lround(11 * m_scale));
    const double r = 6 * m_scale;
    for (int s = 0; s < static_cast<int>(m_sites.size()); ++s) {
        if (!sight.contains(view.toScreen(m_world.at(s))))
            continue;
        for (const MapCamera &camera : m_sites.at(s).cameras) {
            const QPointF at = view.toScreen(geo::project(camera.position));
            drawName(painter, camera.name, pixelSize, view.devicePixelRatio(),
                     {{at + QPointF(r, 0), Side::Right},
                      {at - QPointF(r, 0), Side::Left},
                      {at + QPointF(0, r), Side::Below}},
                     taken);
        }
    }
}

void MarkerLayer::paintCameras(QPainter &painter, const Viewport &view, const Hit &hovered)
{
    const double metre = 1 / view.metresPerPixel();
    const double reach = std::clamp(kReachMetres * metre, 26 * m_scale, 220 * m_scale);
    const QRectF sight = QRectF(QPointF(0, 0), view.size()).adjusted(-reach, -reach, reach, reach);
    for (int s = 0; s < static_cast<int>(m_sites.size()); ++s) {
        if (!sight.contains(view.toScreen(m_world.at(s))))
            continue;
        const MapSite &site = m_sites.at(s);
        for (int c = 0; c < static_cast<int>(site.cameras.size()); ++c) {
            const MapCamera &camera = site.cameras.at(c);
            const QPointF at = view.toScreen(geo::project(camera.position));
            const SiteState state = style::cameraState(camera);
            const QColor colour = style::stateColour(state);
            const bool lit = hovered.site == s && hovered.camera == c;
            const bool refused = state == SiteState::Refused;
            QPen edge(faded(colour, lit ? 230 : 130), 1.2 * m_scale);
            if (refused)
                edge.setDashPattern({4, 3});
            painter.setPen(edge);
            painter.setBrush(refused ? QBrush(Qt::NoBrush) : QBrush(faded(colour, lit ? 80 : 38)));
            const QRectF circle(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach);
            if (camera.fieldOfView >= 300) {
                painter.drawEllipse(circle);
            } else {
                // Qt counts sixteenths of a degree, anticlockwise from east; headings go clockwise
                // from north.
                const double first = 90 - camera.heading + camera.fieldOfView / 2;
                painter.drawPie(circle, static_cast<int>(std::lround(first * 16)),
                                static_cast<int>(std::lround(-camera.fieldOfView * 16)));
            }
            painter.setPen(QPen(ui::colours::kBackdrop, 1.5 * m_scale));
            painter.setBrush(colour);
            const double r = (lit ? 6 : 4.5) * m_scale;
            if (state == SiteState::Lost || refused) // the shape says it without the colour
                painter.drawRect(QRectF(at.x() - r * 0.9, at.y() - r * 0.9, r * 1.8, r * 1.8));
            else
                painter.drawEllipse(at, r, r);
        }
    }
}

MarkerLayer::Hit MarkerLayer::hit(QPointF screen, const Viewport &view)
{
    const QList<geo::Cluster> &all = clusters(view.zoom());
    Hit best;
    double nearest = std::numeric_limits<double>::infinity();
    for (int i = 0; i < static_cast<int>(all.size()); ++i) {
        const QPointF off = placeOf(all.at(i), view) - screen;
        const double distance = std::hypot(off.x(), off.y());
        if (distance <= radius(all.at(i)) + 3 && distance < nearest) {
            nearest = distance;
            best = {i, all.at(i).members.size() == 1 ? all.at(i).members.first() : -1, -1};
        }
    }
    if (!best.isNull() || !drawsCameras(view.zoom()))
        return best;
    for (int s = 0; s < static_cast<int>(m_sites.size()); ++s) {
        const QPointF site = view.toScreen(m_world.at(s)) - screen;
        if (std::hypot(site.x(), site.y()) > 2000)
            continue;
        for (int c = 0; c < static_cast<int>(m_sites.at(s).cameras.size()); ++c) {
            const QPointF off =
                view.toScreen(geo::project(m_sites.at(s).cameras.at(c).position)) - screen;
            const double distance = std::hypot(off.x(), off.y());
            if (distance <= 9 * m_scale && distance < nearest) {
                nearest = distance;
                best = {-1, s, c};
            }
        }
    }
    return best;
}

QList<int> MarkerLayer::sitesOf(const Hit &hit, double zoom)
{
    if (hit.site >= 0)
        return {hit.site};
    const QList<geo::Cluster> &all = clusters(zoom);
    return hit.cluster >= 0 && hit.cluster < all.size() ? all.at(hit.cluster).members
                                                        : QList<int>();
}

QPointF MarkerLayer::markerPlace(int site, const Viewport &view)
{
    for (const geo::Cluster &cluster : clusters(view.zoom())) {
        if (cluster.members.contains(site))
            return placeOf(cluster, view);
    }
    return view.toScreen(m_world.value(site));
}

QList<QRectF> MarkerLayer::boxes(double zoom)
{
    const double pixels = geo::worldPixels(zoom);
    QList<QRectF> result;
    for (const geo::Cluster &cluster : clusters(zoom)) {
        const double r = radius(cluster) + 2;
        const QPointF at = cluster.centre * pixels;
        result.append({at.x() - r, at.y() - r, 2 * r, 2 * r});
    }
    return result;
}

} // namespace vigie::map
