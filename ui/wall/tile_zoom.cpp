// SPDX-License-Identifier: GPL-3.0-or-later
#include "tile_zoom.h"

#include <ui/wall/mosaic_view.h>

#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QWheelEvent>

#include <algorithm>
#include <cmath>

namespace vigie::wall {
namespace {

constexpr double kWheelStep = 1.2;
constexpr double kKeyStep = 1.25;
constexpr int kTurnMs = 25;

} // namespace

TileZoom::TileZoom(MosaicView &view, const registry::FactsFeed &registry, QObject *parent)
    : QObject(parent)
    , m_view(view)
    , m_registry(registry)
{
    view.installEventFilter(this);
    m_steps.setInterval(kTurnMs);
    m_steps.setTimerType(Qt::PreciseTimer);
    connect(&m_steps, &QTimer::timeout, this, &TileZoom::step);
    connect(&view.mosaic(), &Mosaic::feedChanged, this, &TileZoom::follow);
    connect(&view.mosaic(), &Mosaic::layoutChanged, this, &TileZoom::followAll);
    connect(&registry, &registry::FactsFeed::changed, this, &TileZoom::followAll);
    followAll();
}

std::optional<registry::Camera> TileZoom::cameraOf(int index) const
{
    const Mosaic &mosaic = m_view.mosaic();
    const registry::FactsPtr facts = m_registry.facts();
    if (!facts || index < 0 || index >= mosaic.count() || mosaic.tile(index).isEmpty())
        return std::nullopt;
    const auto found = facts->cameras.constFind(mosaic.tile(index).camera()->id);
    return found == facts->cameras.constEnd() ? std::nullopt : std::optional(*found);
}

bool TileZoom::turnsView(int index) const
{
    const Looking &tile = m_tiles.at(static_cast<std::size_t>(index));
    return tile.head.has_value() && tile.mode == Mode::View;
}

double TileZoom::aspectOf(int index) const
{
    const QRect rect = m_view.tileRect(index);
    return rect.isEmpty() ? 16.0 / 9.0 : static_cast<double>(rect.width()) / rect.height();
}

render::PictureLook TileZoom::look(int index) const
{
    if (index < 0 || index >= kMaximumTiles)
        return {};
    const Looking &tile = m_tiles.at(static_cast<std::size_t>(index));
    if (!tile.head || tile.mode == Mode::Raw)
        return {tile.zoom.crop(), std::nullopt};
    if (tile.mode == Mode::Strip)
        return {tile.zoom.crop(), render::Dewarp{tile.head->lens(), render::Dewarp::Mode::Strip, {}}};
    return {render::PictureLook().crop,
            render::Dewarp{tile.head->lens(), render::Dewarp::Mode::View, tile.head->view()}};
}

bool TileZoom::isPanorama(const CameraId &camera) const
{
    const registry::FactsPtr facts = m_registry.facts();
    return facts && facts->cameras.value(camera).panorama.has_value();
}

/// Another camera in the tile, another feed or another lens: a look belongs to what is seen.
void TileZoom::follow(int index)
{
    if (index < 0 || index >= kMaximumTiles)
        return;
    Looking &tile = m_tiles.at(static_cast<std::size_t>(index));
    const auto camera = cameraOf(index);
    const CameraId id = camera ? camera->id : CameraId();
    const auto lens = camera ? camera->panorama : std::nullopt;
    if (tile.camera != id)
        tile = {id, {}, {}, Mode::View};
    if (!lens) {
        tile.head.reset();
    } else if (!tile.head || tile.head->lens() != *lens) {
        tile.head.emplace(*lens);
    }
    apply(index);
}

void TileZoom::followAll()
{
    for (int index = 0; index < m_view.mosaic().count(); ++index)
        follow(index);
}

void TileZoom::apply(int index)
{
    if (index >= m_view.mosaic().count())
        return;
    const auto feed = m_view.mosaic().tile(index).visibleFeed();
    const render::PictureLook wanted = look(index);
    const QSize tile = m_view.tileRect(index).size();
    if (!tile.isEmpty())
        m_view.mosaic().setTileZoom(index, std::max(1.0, static_cast<double>(render::neededSize(wanted, tile).width())
                                                             / tile.width()));
    if (!feed || feed->look() == wanted)
        return;
    feed->setLook(wanted);
    Q_EMIT lookChanged(index);
}

void TileZoom::reset(int index)
{
    if (index < 0 || index >= kMaximumTiles)
        return;
    Looking &tile = m_tiles.at(static_cast<std::size_t>(index));
    tile.zoom.reset();
    if (tile.head)
        tile.head->reset();
    apply(index);
}

void TileZoom::turn(const CameraId &camera, double pan, double tilt, double zoom)
{
    m_velocity = {camera, pan, tilt, zoom};
    if (pan == 0.0 && tilt == 0.0 && zoom == 0.0) {
        m_steps.stop();
    } else if (!m_steps.isActive()) {
        m_sinceStep.start();
        m_steps.start();
    }
}

void TileZoom::step()
{
    const std::chrono::milliseconds passed(m_sinceStep.restart());
    for (int index = 0; index < m_view.mosaic().count(); ++index) {
        Looking &tile = m_tiles.at(static_cast<std::size_t>(index));
        if (tile.camera != m_velocity.camera || !turnsView(index))
            continue;
        tile.head->move(m_velocity.pan, m_velocity.tilt, m_velocity.zoom, passed, aspectOf(index));
        apply(index);
    }
}

bool TileZoom::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Wheel:
        if (wheel(*static_cast<QWheelEvent *>(event))) {
            event->accept();
            return true;
        }
        break;
    case QEvent::KeyPress: return press(*static_cast<QKeyEvent *>(event));
    case QEvent::MouseButtonPress: {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const int index = m_view.tileAt(mouse->pos());
        const bool movable = index >= 0 && mouse->button() == Qt::LeftButton
            && (turnsView(index) || m_tiles.at(static_cast<std::size_t>(index)).zoom.isZoomed());
        m_dragged = movable ? index : -1;
        m_draggedFrom = mouse->pos();
        break; // it selects the tile as well
    }
    case QEvent::MouseMove: return drag(*static_cast<QMouseEvent *>(event));
    case QEvent::MouseButtonRelease: m_dragged = -1; break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

bool TileZoom::wheel(const QWheelEvent &event)
{
    const int index = m_view.tileAt(event.position().toPoint());
    const auto camera = cameraOf(index);
    if (!camera || camera->kind == registry::CameraKind::Ptz || event.angleDelta().y() == 0)
        return false;
    const double times = std::pow(kWheelStep, event.angleDelta().y() / 120.0);
    Looking &tile = m_tiles.at(static_cast<std::size_t>(index));
    if (turnsView(index)) {
        render::LensView closer = tile.head->view();
        closer.fieldOfView /= times;
        tile.head->lookAt(closer, aspectOf(index));
    } else {
        const QRectF rect = m_view.tileRect(index);
        const QPointF at = event.position() - rect.topLeft();
        tile.zoom.zoom(times, {at.x() / rect.width(), at.y() / rect.height()});
    }
    apply(index);
    return true;
}

bool TileZoom::press(const QKeyEvent &event)
{
    if ((event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) != Qt::NoModifier)
        return false;
    // What lies over the pictures has the keys first: a number that is typed, then the help.
    if (m_view.numberPad().isTyping() || m_view.isHelpShown())
        return false;
    const int index = m_view.mosaic().selected();
    const auto camera = cameraOf(index);
    if (!camera || camera->kind == registry::CameraKind::Ptz)
        return false;
    Looking &tile = m_tiles.at(static_cast<std::size_t>(index));
    const auto zoomBy = [&](double times) {
        if (turnsView(index)) // the hand that steers holds these keys
            return false;
        tile.zoom.zoom(times);
        apply(index);
        return true;
    };
    switch (event.key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoomBy(kKeyStep);
    case Qt::Key_Minus: return zoomBy(1.0 / kKeyStep);
    case Qt::Key_Home: reset(index); return true;
    case Qt::Key_Escape:
        if (!tile.zoom.isZoomed())
            return false; // for the mosaic
        reset(index);
        return true;
    case Qt::Key_P:
        if (!tile.head)
            return false;
        tile.mode = tile.mode == Mode::View ? Mode::Strip : tile.mode == Mode::Strip ? Mode::Raw : Mode::View;
        tile.zoom.reset();
        apply(index);
        return true;
    default: return false;
    }
}

bool TileZoom::drag(const QMouseEvent &event)
{
    if (m_dragged < 0 || !event.buttons().testFlag(Qt::LeftButton))
        return false;
    const QRect rect = m_view.tileRect(m_dragged);
    Looking &tile = m_tiles.at(static_cast<std::size_t>(m_dragged));
    if (rect.isEmpty())
        return true;
    const QPoint by = m_draggedFrom - event.pos(); // the picture follows the pointer
    m_draggedFrom = event.pos();
    const double x = static_cast<double>(by.x()) / rect.width();
    const double y = static_cast<double>(by.y()) / rect.height();
    if (turnsView(m_dragged)) {
        render::LensView view = tile.head->view();
        view.pan += x * view.fieldOfView;
        view.tilt -= y * view.fieldOfView / aspectOf(m_dragged);
        tile.head->lookAt(view, aspectOf(m_dragged));
    } else {
        tile.zoom.pan({x, y});
    }
    apply(m_dragged);
    return true;
}

} // namespace vigie::wall
