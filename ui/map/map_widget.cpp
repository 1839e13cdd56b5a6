// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/map/map_widget.h>

#include <geo/mercator.h>
#include <ui/common/empty_state.h>
#include <ui/common/icon.h>
#include <ui/map/furniture.h>
#include <ui/map/style.h>

#include <QtGui/QAccessible>
#include <QtGui/QPainter>
#include <QtWidgets/QToolButton>

#include <algorithm>
#include <cmath>

namespace vigie::map {
namespace {

constexpr double kFitMostZoom = 15.5;
constexpr double kCameraZoom = 16.5;
constexpr double kPlaceZoom = 13.0;
constexpr int kFlyMs = 420;

/// Metropolitan France, for a map that has nothing yet.
QRectF france()
{
    return geo::boundsOf({LatLon{51.1, -5.1}, LatLon{41.4, 9.6}});
}

QToolButton *makeButton(QWidget *parent, ui::IconId icon, const QString &tip)
{
    auto *button = new QToolButton(parent);
    button->setProperty("role", QStringLiteral("button"));
    button->setStyleSheet(QStringLiteral("QToolButton { padding: 0.3em; }"));
    button->setIcon(ui::icon(icon));
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setFocusPolicy(Qt::NoFocus); // the keyboard has +, - and Home
    button->setCursor(Qt::ArrowCursor);
    return button;
}

} // namespace

MapWidget::MapWidget(QWidget *parent)
    : QWidget(parent),
      m_zoomIn(makeButton(this, ui::IconId::Plus, tr("Zoom in"))),
      m_zoomOut(makeButton(this, ui::IconId::Minus, tr("Zoom out"))),
      m_fit(makeButton(this, ui::IconId::Fit, tr("Show everything"))),
      m_empty(new ui::EmptyState(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    grabGesture(Qt::PinchGesture);
    setAccessibleName(tr("Map of the sites"));
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_empty->setContent(ui::IconId::Map, tr("No site to show"),
                        tr("Sites appear here as soon as the registry holds one."));

    connect(m_zoomIn, &QToolButton::clicked, this, [this] {
        userMoved();
        zoomTo(m_view.zoom() + 1, m_view.freeRect().center(), true);
    });
    connect(m_zoomOut, &QToolButton::clicked, this, [this] {
        userMoved();
        zoomTo(m_view.zoom() - 1, m_view.freeRect().center(), true);
    });
    connect(m_fit, &QToolButton::clicked, this, &MapWidget::fitAll);

    m_motion.setStartValue(0.0);
    m_motion.setEndValue(1.0);
    m_motion.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_motion, &QVariantAnimation::valueChanged, this, [this](const QVariant &value) {
        const double t = value.toDouble();
        const double zoom = m_from.zoom + (m_to.zoom - m_from.zoom) * t;
        if (m_anchor) {
            m_view.zoomAround(*m_anchor, zoom);
        } else {
            // Straight on the screen whatever the zoom does meanwhile.
            const double from = geo::worldPixels(m_from.zoom);
            const double to = geo::worldPixels(m_to.zoom);
            const double now = geo::worldPixels(zoom);
            const double done =
                std::abs(to - from) < 1e-6 * to ? t : (1 / from - 1 / now) / (1 / from - 1 / to);
            m_view.setView(m_from.centre + (m_to.centre - m_from.centre) * done, zoom);
        }
        update();
    });
    connect(&m_motion, &QVariantAnimation::finished, this, &MapWidget::settle);
    m_settle.setSingleShot(true);
    m_settle.setInterval(140);
    connect(&m_settle, &QTimer::timeout, this, &MapWidget::settle);
    m_prepare.setInterval(0);
    connect(&m_prepare, &QTimer::timeout, this, [this] {
        if (m_panning || m_zooming || !m_areas.prepareOne(m_view))
            m_prepare.stop();
    });
    m_dwell.setSingleShot(true);
    m_dwell.setInterval(450);
    connect(&m_dwell, &QTimer::timeout, this, &MapWidget::updateCard);

    m_areas.setObstacles([this](double zoom) { return m_markers.boxes(zoom); });
    applyFont();
    m_view.setView(france().center(), 5.5);
}

MapWidget::~MapWidget() = default;

void MapWidget::setModel(const MapModel &model)
{
    const SiteId chosen = selectedSite();
    m_communes = model.communes;
    m_communeIndex.clear();
    for (qsizetype i = 0; i < m_communes.size(); ++i)
        m_communeIndex.insert(m_communes.at(i).insee, i);
    m_markers.setSites(model.sites);
    m_areas.setModel(model);
    m_hasOutlines = !model.outlines.isEmpty();
    m_attribution = model.attribution;
    if (m_hasOutlines && m_attribution.isEmpty())
        m_attribution = tr("imported file");
    m_rights.clear();
    for (const Right right : {Right::Allowed, Right::Mixed, Right::Refused}) {
        if (std::any_of(m_communes.cbegin(), m_communes.cend(),
                        [right](const MapCommune &commune) { return commune.right == right; }))
            m_rights.append(right);
    }
    m_empty->setVisible(model.sites.isEmpty());
    m_hover = {};
    m_pressHit = {};
    m_selected = chosen.isNull() ? -1 : m_markers.indexOf(chosen);
    if (m_selected < 0 && !chosen.isNull())
        Q_EMIT selectionChanged({});
    if ((!m_everFitted && !model.sites.isEmpty()) || m_fitted) {
        m_everFitted = m_everFitted || !model.sites.isEmpty();
        m_view.fit(worldOfEverything(), fitPadding(), kFitMostZoom);
        m_fitted = true;
    }
    if (m_pointerInside)
        hover(m_pointer);
    else
        updateCard();
    update();
}

void MapWidget::setCameraState(const CameraId &camera, CameraState state)
{
    if (!m_markers.setCameraState(camera, state))
        return;
    updateCard();
    update();
}

void MapWidget::setInsets(const QMargins &insets)
{
    m_view.setInsets(insets);
    if (m_fitted) {
        stopMotion();
        m_view.fit(worldOfEverything(), fitPadding(), kFitMostZoom);
    }
    placeButtons();
    updateCard();
    update();
}

QRectF MapWidget::worldOfEverything() const
{
    QRectF world;
    for (const Area &area : m_areas.areas()) {
        if (area.registered)
            world = geo::united(world, area.bounds);
    }
    for (qsizetype i = 0; i < m_markers.sites().size(); ++i)
        world = geo::united(world, QRectF(m_markers.worldOf(static_cast<int>(i)), QSizeF(0, 0)));
    if (world.topLeft().isNull()) {
        for (const Area &area : m_areas.areas())
            world = geo::united(world, area.bounds);
    }
    return world.topLeft().isNull() ? france() : world;
}

QMarginsF MapWidget::fitPadding() const
{
    const double scale = ui::fontScale(font());
    return QMarginsF(44, 44, 44, 96) * scale; // below, a name and the legend
}

void MapWidget::fitAll()
{
    Viewport goal = m_view;
    goal.fit(worldOfEverything(), fitPadding(), kFitMostZoom);
    goTo(goal, kFlyMs);
    m_fitted = true;
}

bool MapWidget::flyTo(const CameraId &camera)
{
    const auto [site, index] = m_markers.indexOf(camera);
    if (site < 0)
        return false;
    choose(site, false);
    flyTo(m_markers.sites().at(site).cameras.at(index).position,
          std::max(m_view.zoom(), kCameraZoom));
    return true;
}

void MapWidget::flyTo(LatLon position, double zoom)
{
    if (!position.isValid())
        return;
    userMoved();
    Viewport goal = m_view;
    goal.setView(geo::project(position), zoom);
    goTo(goal, kFlyMs);
}

void MapWidget::selectSite(const SiteId &site)
{
    m_keyboard = true;
    choose(site.isNull() ? -1 : m_markers.indexOf(site), true);
}

SiteId MapWidget::selectedSite() const
{
    return m_selected >= 0 && m_selected < m_markers.sites().size()
        ? m_markers.sites().at(m_selected).id
        : SiteId{};
}

LatLon MapWidget::centre() const
{
    return geo::unproject(m_view.centre());
}

QPointF MapWidget::screenPosition(LatLon position) const
{
    return m_view.toScreen(geo::project(position));
}

LatLon MapWidget::positionAt(QPointF screen) const
{
    return geo::unproject(m_view.toWorld(screen));
}

const Area *MapWidget::areaOf(const Insee &commune) const
{
    const QList<Area> &areas = m_areas.areas();
    const auto it = std::find_if(areas.cbegin(), areas.cend(),
                                 [&commune](const Area &area) { return area.insee == commune; });
    return it == areas.cend() ? nullptr : &*it;
}

const MapCommune *MapWidget::communeOf(const Insee &insee) const
{
    const auto at = m_communeIndex.constFind(insee);
    return at == m_communeIndex.constEnd() ? nullptr : &m_communes.at(*at);
}

void MapWidget::applyFont()
{
    m_areas.setFont(font());
    m_markers.setFont(font());
    const int side = static_cast<int>(std::lround(18 * ui::fontScale(font())));
    for (QToolButton *button : {m_zoomIn, m_zoomOut, m_fit})
        button->setIconSize({side, side});
    placeButtons();
}

void MapWidget::placeButtons()
{
    const QRectF open = m_view.freeRect();
    const double scale = ui::fontScale(font());
    double bottom = open.bottom() - 10 * scale;
    const bool roomy = open.height() > 190 * scale && open.width() > 160 * scale;
    for (QToolButton *button : {m_fit, m_zoomOut, m_zoomIn}) {
        const QSize size = button->sizeHint().expandedTo(button->minimumSizeHint());
        const int side = std::max(size.width(), size.height());
        button->setGeometry(static_cast<int>(open.right() - 10 * scale) - side,
                            static_cast<int>(bottom) - side, side, side);
        bottom -= side + (button == m_fit ? 8 * scale : 2 * scale);
        button->setVisible(roomy);
    }
    m_empty->setGeometry(open.toAlignedRect());
}

void MapWidget::goTo(const Viewport &goal, int milliseconds)
{
    stopMotion();
    m_from = {m_view.centre(), m_view.zoom()};
    m_to = {goal.centre(), goal.zoom()};
    if (!m_animated || !isVisible()) {
        m_view.setView(m_to.centre, m_to.zoom);
        settle();
        return;
    }
    m_anchor.reset();
    m_zooming = m_from.zoom != m_to.zoom;
    m_motion.setDuration(milliseconds);
    m_motion.start();
}

void MapWidget::zoomTo(double zoom, QPointF anchor, bool smooth)
{
    // Notches that come while the last one is still on its way add up.
    if (m_motion.state() == QAbstractAnimation::Running && m_anchor)
        zoom += m_to.zoom - m_view.zoom();
    stopMotion();
    zoom = std::clamp(zoom, kMinZoom, kMaxZoom);
    if (!m_animated || !smooth) {
        m_view.zoomAround(anchor, zoom);
        if (smooth) {
            settle();
            return;
        }
        m_zooming = true;
        m_settle.start();
        update();
        return;
    }
    m_from = {m_view.centre(), m_view.zoom()};
    m_to = {m_view.centre(), zoom};
    m_anchor = anchor;
    m_zooming = m_from.zoom != m_to.zoom;
    m_motion.setDuration(190);
    m_motion.start();
}

void MapWidget::stopMotion()
{
    m_settle.stop();
    if (m_motion.state() == QAbstractAnimation::Running) {
        const QSignalBlocker quiet(&m_motion);
        m_motion.stop();
    }
}

void MapWidget::settle()
{
    m_zooming = false;
    m_anchor.reset();
    if (m_pointerInside)
        hover(m_pointer);
    else
        updateCard();
    m_prepare.start();
    update();
}

void MapWidget::userMoved()
{
    m_fitted = false;
    m_dwell.stop();
}

void MapWidget::choose(int site, bool bringIntoView)
{
    if (site >= m_markers.sites().size())
        site = -1;
    const bool changed = site != m_selected;
    m_selected = site;
    if (site >= 0 && bringIntoView) {
        const QPointF at = m_view.toScreen(m_markers.worldOf(site));
        if (!m_view.freeRect().marginsRemoved({50, 50, 50, 50}).contains(at)) {
            m_fitted = false;
            Viewport goal = m_view;
            goal.setView(m_markers.worldOf(site), m_view.zoom());
            goTo(goal, 220);
        }
    }
    updateCard();
    if (changed) {
        setAccessibleDescription(site >= 0 ? m_markers.sites().at(site).name : QString());
        QAccessibleEvent event(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&event);
        Q_EMIT selectionChanged(selectedSite());
    }
    update();
}

void MapWidget::updateCard()
{
    m_card = {};
    const auto &sites = m_markers.sites();
    if (!m_hover.isNull() && !m_panning) {
        const QList<int> members = m_markers.sitesOf(m_hover, m_view.zoom());
        if (m_hover.camera >= 0) {
            const MapSite &site = sites.at(m_hover.site);
            const MapCamera &camera = site.cameras.at(m_hover.camera);
            m_card = cameraCard(site, camera, communeOf(site.commune));
            m_cardAnchor = m_view.toScreen(geo::project(camera.position));
            m_cardClearance = 14;
        } else if (members.size() == 1) {
            const MapSite &site = sites.at(members.first());
            m_card = siteCard(site, communeOf(site.commune));
        } else if (!members.isEmpty()) {
            m_card = clusterCard(sites, members, m_communes);
        }
        if (m_hover.camera < 0 && !members.isEmpty()) {
            m_cardAnchor = m_markers.markerPlace(members.first(), m_view);
            m_cardClearance = 26 * ui::fontScale(font());
        }
    } else if (m_selected >= 0 && m_keyboard && hasFocus()) {
        const MapSite &site = sites.at(m_selected);
        m_card = siteCard(site, communeOf(site.commune));
        m_cardAnchor = m_markers.markerPlace(m_selected, m_view);
        m_cardClearance = 26 * ui::fontScale(font());
    } else if (m_pointerInside && !m_panning && !m_zooming && !m_dwell.isActive()) {
        const Area *area = m_areas.areaAt(m_view.toWorld(m_pointer));
        if (area && area->registered) {
            m_card = communeCard(area->name, area->right, area->reason, area->approximate);
            m_cardAnchor = m_pointer;
            m_cardClearance = 18;
        }
    }
    update();
}

void MapWidget::paintEvent(QPaintEvent *)
{
    m_view.setDevicePixelRatio(devicePixelRatioF());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font());
    const bool sharp = m_areas.paint(painter, m_view, m_zooming);
    paintGraticule(painter, m_view, font(),
                   [this](const QRectF &box) { return m_areas.hasNameIn(m_view, box); });
    m_markers.paint(painter, m_view, m_hover, m_selected);
    const double buttons = m_fit->isVisible() ? m_fit->width() + 20.0 : 0.0;
    paintFooter(painter, m_view, font(),
                {m_rights, m_areas.hasApproximate(), m_hasOutlines ? m_attribution : QString()},
                buttons);
    if (m_view.zoom() >= kPlaceZoom) {
        if (const Area *here = m_areas.areaAt(m_view.centre()); here && !here->name.isEmpty())
            paintPlace(painter, m_view, font(), here->name, here->right);
    }
    if (!m_card.isEmpty() && !m_zooming)
        paintCard(painter, m_card, m_cardAnchor, m_cardClearance, m_view.freeRect(), font());
    if (hasFocus() && m_keyboard) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(ui::colours::kFocus, 2));
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
    if (!sharp)
        update();
    else if (!m_zooming && !m_panning && !m_prepare.isActive() && m_areas.prepareOne(m_view))
        m_prepare.start();
}

void MapWidget::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_view.setSize(QSizeF(size()));
    if (m_fitted) {
        stopMotion();
        m_view.fit(worldOfEverything(), fitPadding(), kFitMostZoom);
        m_zooming = false;
    }
    placeButtons();
}

void MapWidget::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        applyFont();
    QWidget::changeEvent(event);
}

} // namespace vigie::map
