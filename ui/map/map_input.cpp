// SPDX-License-Identifier: GPL-3.0-or-later
// MapWidget: what people do with mouse, keyboard and fingers.
#include <ui/map/map_widget.h>

#include <geo/mercator.h>
#include <ui/common/camera_drag.h>
#include <ui/map/style.h>

#include <QtCore/QMimeData>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QDrag>
#include <QtGui/QNativeGestureEvent>
#include <QtGui/QPainter>
#include <QtGui/QWheelEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QGestureEvent>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPinchGesture>

#include <algorithm>
#include <cmath>

namespace vigie::map {
namespace {

constexpr double kZoomPerNotch = 0.5;
constexpr qsizetype kMostSubmenus = 25;

/// A name is not a mnemonic.
QString menuText(QString text)
{
    return text.replace(u'&', QStringLiteral("&&"));
}

} // namespace

bool MapWidget::event(QEvent *event)
{
    if (event->type() == QEvent::NativeGesture) {
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            userMoved();
            zoomTo(m_view.zoom() + std::log2(std::max(0.1, 1 + gesture->value())),
                   gesture->position(), false);
            return true;
        }
    }
    if (event->type() == QEvent::Gesture) {
        auto *gestures = static_cast<QGestureEvent *>(event);
        if (const auto *pinch = static_cast<QPinchGesture *>(gestures->gesture(Qt::PinchGesture))) {
            userMoved();
            m_panning = false;
            m_pressed = false; // two fingers are no drag
            const double factor = std::clamp(pinch->scaleFactor(), 0.2, 5.0);
            zoomTo(m_view.zoom() + std::log2(factor), mapFromGlobal(pinch->centerPoint()), false);
            return true;
        }
    }
    return QWidget::event(event);
}

void MapWidget::wheelEvent(QWheelEvent *event)
{
    event->accept();
    const int turn = event->angleDelta().y();
    if (turn == 0)
        return;
    userMoved();
    m_pointer = event->position();
    // A wheel has notches of 120; a touchpad sends many small steps, which are smooth by
    // themselves.
    const bool notches = turn % 120 == 0 && event->phase() == Qt::NoScrollPhase;
    zoomTo(m_view.zoom() + turn / 120.0 * kZoomPerNotch, event->position(), notches);
}

void MapWidget::mousePressEvent(QMouseEvent *event)
{
    m_keyboard = false;
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        return;
    stopMotion();
    m_zooming = false;
    m_pressed = true;
    m_panning = false;
    m_press = event->position();
    m_last = m_press;
    m_pressHit =
        event->button() == Qt::LeftButton ? m_markers.hit(m_press, m_view) : MarkerLayer::Hit{};
    if (m_pressHit.site >= 0)
        choose(m_pressHit.site, false);
    update();
}

void MapWidget::mouseMoveEvent(QMouseEvent *event)
{
    m_pointer = event->position();
    m_pointerInside = true;
    if (!m_pressed) {
        hover(m_pointer);
        return;
    }
    if (!m_panning && (m_pointer - m_press).manhattanLength() < QApplication::startDragDistance())
        return;
    if (!m_panning && m_pressHit.site >= 0) {
        m_pressed = false;
        dragOut();
        return;
    }
    if (!m_panning) {
        m_panning = true;
        m_hover = {};
        userMoved();
        setCursor(Qt::ClosedHandCursor);
        updateCard();
    }
    m_view.panBy(m_pointer - m_last);
    m_last = m_pointer;
    update();
}

void MapWidget::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_pressed)
        return;
    const bool click = !m_panning;
    m_pressed = false;
    m_panning = false;
    unsetCursor();
    if (click && m_pressHit.isNull() && event->button() == Qt::LeftButton)
        choose(-1, false);
    hover(event->position());
    m_prepare.start();
}

void MapWidget::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = false;
    const MarkerLayer::Hit hit = m_markers.hit(event->position(), m_view);
    if (hit.camera >= 0) {
        Q_EMIT cameraActivated(m_markers.sites().at(hit.site).cameras.at(hit.camera).id);
        return;
    }
    if (hit.site >= 0) {
        Q_EMIT siteActivated(m_markers.sites().at(hit.site).id);
        return;
    }
    userMoved();
    if (hit.cluster < 0) {
        zoomTo(m_view.zoom() + 1, event->position(), true);
        return;
    }
    QRectF world;
    for (const int site : m_markers.sitesOf(hit, m_view.zoom()))
        world = geo::united(world, QRectF(m_markers.worldOf(site), QSizeF(0, 0)));
    Viewport goal = m_view;
    goal.fit(world, fitPadding() * 2, kMaxZoom - 1);
    if (goal.zoom() < m_view.zoom() + 1) // sites side by side: at least one step nearer
        goal.setView(world.center(), m_view.zoom() + 1);
    goTo(goal, 320);
}

void MapWidget::enterEvent(QEnterEvent *event)
{
    m_pointerInside = true;
    m_pointer = event->position();
    hover(m_pointer);
}

void MapWidget::leaveEvent(QEvent *)
{
    m_pointerInside = false;
    m_hover = {};
    m_dwell.stop();
    updateCard();
}

void MapWidget::hover(QPointF screen)
{
    if (m_zooming || m_panning)
        return;
    const MarkerLayer::Hit hit = m_markers.hit(screen, m_view);
    if (!hit.isNull())
        m_dwell.stop();
    else
        m_dwell.start();
    setCursor(hit.isNull() ? Qt::ArrowCursor : Qt::PointingHandCursor);
    if (!(hit == m_hover) || hit.isNull()) {
        const bool nothing = m_hover.isNull() && hit.isNull() && m_card.isEmpty();
        m_hover = hit;
        if (!nothing)
            updateCard();
    }
}

QList<int> MapWidget::tabOrder() const
{
    const QList<MapSite> &sites = m_markers.sites();
    QList<int> order(sites.size());
    for (int i = 0; i < static_cast<int>(order.size()); ++i)
        order[i] = i;
    const auto communeName = [this](const MapSite &site) {
        const MapCommune *commune = communeOf(site.commune);
        return commune ? commune->name : QString();
    };
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        const int communes =
            QString::localeAwareCompare(communeName(sites.at(a)), communeName(sites.at(b)));
        return communes != 0 ? communes < 0
                             : QString::localeAwareCompare(sites.at(a).name, sites.at(b).name) < 0;
    });
    return order;
}

bool MapWidget::focusNextPrevChild(bool next)
{
    if (m_tabLeaves || m_markers.sites().isEmpty())
        return QWidget::focusNextPrevChild(next);
    const QList<int> order = tabOrder();
    const auto at = order.indexOf(m_selected);
    qsizetype to = next ? 0 : order.size() - 1;
    if (at >= 0)
        to = next ? at + 1 : at - 1;
    if (to < 0 || to >= order.size())
        return QWidget::focusNextPrevChild(next);
    m_keyboard = true;
    m_hover = {};
    choose(order.at(to), true);
    return true;
}

void MapWidget::keyPressEvent(QKeyEvent *event)
{
    const QRectF open = m_view.freeRect();
    const double stepX = open.width() / 8;
    const double stepY = open.height() / 8;
    const auto pan = [this](double x, double y) {
        userMoved();
        stopMotion();
        m_zooming = false;
        m_view.panBy({x, y});
        updateCard();
    };
    switch (event->key()) {
    case Qt::Key_Left:
        pan(stepX, 0);
        return;
    case Qt::Key_Right:
        pan(-stepX, 0);
        return;
    case Qt::Key_Up:
        pan(0, stepY);
        return;
    case Qt::Key_Down:
        pan(0, -stepY);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal: // the same key without Shift
    case Qt::Key_Minus: {
        userMoved();
        // Round the chosen site when it is in sight, so that it does not slip away.
        QPointF anchor = open.center();
        if (m_selected >= 0) {
            const QPointF at = m_view.toScreen(m_markers.worldOf(m_selected));
            anchor = open.contains(at) ? at : anchor;
        }
        zoomTo(m_view.zoom() + (event->key() == Qt::Key_Minus ? -1 : 1), anchor, true);
        return;
    }
    case Qt::Key_Home:
        fitAll();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_selected >= 0) {
            Q_EMIT siteActivated(selectedSite());
            return;
        }
        break;
    case Qt::Key_Escape:
        if (m_selected >= 0) {
            m_tabLeaves = true;
            choose(-1, false);
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void MapWidget::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    m_tabLeaves = false;
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason)
        m_keyboard = true;
    updateCard();
}

void MapWidget::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    // A button let go elsewhere never tells us.
    m_pressed = false;
    m_panning = false;
    updateCard();
}

void MapWidget::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Keyboard) {
        if (m_selected >= 0)
            listCameras({m_selected},
                        mapToGlobal(m_markers.markerPlace(m_selected, m_view).toPoint()));
        return;
    }
    const MarkerLayer::Hit hit = m_markers.hit(QPointF(event->pos()), m_view);
    if (hit.site >= 0)
        choose(hit.site, false);
    listCameras(m_markers.sitesOf(hit, m_view.zoom()), event->globalPos());
}

void MapWidget::listCameras(const QList<int> &sites, const QPoint &global)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto fill = [this](QMenu *into, const MapSite &site) {
        for (const MapCamera &camera : site.cameras) {
            const SiteState state = style::cameraState(camera);
            const QString text = tr("%1 · %2").arg(camera.name, style::stateName(state));
            const ui::IconId symbol = state == SiteState::Refused || state == SiteState::Lost
                ? style::stateIcon(state)
                : style::kindIcon(camera.kind);
            // A refused camera may be asked for: its tile says why not, and nothing is opened.
            into->addAction(ui::icon(symbol, style::stateColour(state)), menuText(text), this,
                            [this, id = camera.id] { Q_EMIT cameraActivated(id); });
        }
    };
    if (sites.size() == 1) {
        const MapSite &site = m_markers.sites().at(sites.first());
        QAction *title = menu->addAction(ui::icon(ui::IconId::Site, ui::colours::kTextFaint),
                                         menuText(site.name));
        title->setEnabled(false);
        fill(menu, site);
    } else {
        for (const int index : sites.mid(0, kMostSubmenus)) {
            const MapSite &site = m_markers.sites().at(index);
            QMenu *sub =
                menu->addMenu(ui::icon(ui::IconId::Site, style::stateColour(siteState(site))),
                              menuText(site.name));
            fill(sub, site);
        }
    }
    if (!menu->isEmpty())
        menu->addSeparator();
    const LatLon here = positionAt(QPointF(mapFromGlobal(global)));
    menu->addAction(ui::icon(ui::IconId::ZoomIn), tr("Zoom in here"), this,
                    [this, here] { flyTo(here, std::min(kMaxZoom, m_view.zoom() + 2)); });
    menu->addAction(ui::icon(ui::IconId::Fit), tr("Show everything"), this, &MapWidget::fitAll);
    menu->popup(global);
}

void MapWidget::dragOut()
{
    const MapSite &site = m_markers.sites().at(m_pressHit.site);
    QList<CameraId> cameras;
    if (m_pressHit.camera >= 0) {
        cameras.append(site.cameras.at(m_pressHit.camera).id);
    } else {
        for (const MapCamera &camera : site.cameras)
            cameras.append(camera.id);
    }
    if (cameras.isEmpty())
        return;
    const QString text =
        m_pressHit.camera >= 0 ? site.cameras.at(m_pressHit.camera).name : site.name;
    const QFontMetrics metrics(font());
    const double ratio = devicePixelRatioF();
    const QSize size(metrics.horizontalAdvance(text) + metrics.height() * 3, metrics.height() * 2);
    QPixmap picture(size * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font());
    painter.setPen(ui::colours::kAccent);
    painter.setBrush(ui::colours::kRaised);
    painter.drawRoundedRect(QRectF(QPointF(0.5, 0.5), QSizeF(size) - QSizeF(1, 1)), 4, 4);
    const double side = metrics.height();
    ui::drawIcon(painter, QRectF(side / 2, side / 2, side, side), ui::IconId::Camera,
                 ui::colours::kAccent);
    painter.setPen(ui::colours::kText);
    painter.drawText(QRectF(side * 1.9, 0, size.width(), size.height()), Qt::AlignVCenter, text);
    painter.end();
    m_hover = {};
    updateCard();
    startDrag(ui::cameraMimeData(cameras), picture);
}

void MapWidget::startDrag(std::unique_ptr<QMimeData> cameras, const QPixmap &picture)
{
    auto *drag = new QDrag(this); // deletes itself when the drag has ended
    drag->setMimeData(cameras.release());
    drag->setPixmap(picture);
    drag->setHotSpot({-8, -8});
    drag->exec(Qt::CopyAction);
}

} // namespace vigie::map
