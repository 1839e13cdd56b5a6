// SPDX-License-Identifier: GPL-3.0-or-later
#include "mosaic_view.h"

#include "key_help.h"
#include "tile_menu.h"
#include "tile_style.h"

#include <core/paris_time.h>
#include <ui/common/camera_drag.h>

#include <QtCore/QMimeData>
#include <QtGui/QAccessible>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QDrag>
#include <QtGui/QDragEnterEvent>
#include <QtGui/QHelpEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QApplication>
#include <QtWidgets/QToolTip>

#include <utility>

namespace vigie::wall {
namespace {

constexpr int kGap = 3;

} // namespace

MosaicView::MosaicView(Mosaic &mosaic, const Clock &clock, render::Backend backend, QWidget *parent)
    : QWidget(parent)
    , m_mosaic(mosaic)
    , m_clock(clock)
    , m_surface(ui::VideoSurface::create(backend, this))
    , m_attention(*this)
    , m_backend(backend)
{
    setObjectName(QStringLiteral("mosaic"));
    setFocusPolicy(Qt::StrongFocus);
    setAcceptDrops(true);
    setAccessibleName(tr("Mosaic"));
    setMinimumSize(240, 150);
    // The surface covers it whole: what lies under it need not be painted.
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_surface->setBackground(ui::colours::kBackdrop);
    m_surface->setOverlayPainter([this](QPainter &painter, int index, const QRect &rect) {
        paintTile(painter, index, rect);
    });
    QWidget *canvas = m_surface->widget();
    // The surface only draws; every event is this widget's.
    canvas->setAttribute(Qt::WA_TransparentForMouseEvents);
    canvas->setFocusPolicy(Qt::NoFocus);
    m_help = new KeyHelp(this);
    m_numbers = new NumberPad(m_mosaic.registry(), clock, this);
    connect(m_numbers, &NumberPad::cameraCalled, this,
            [this](const CameraId &camera) { m_mosaic.open(camera, m_mosaic.selected()); });
    connect(m_numbers, &NumberPad::tileCalled, &m_mosaic, &Mosaic::select);
    connect(m_numbers, &NumberPad::layoutCalled, this, &MosaicView::layoutCalled);

    connect(&m_mosaic, &Mosaic::layoutChanged, this, [this] {
        layOut();
        updateGeometry(); // another height for the same width
    });
    connect(&m_mosaic, &Mosaic::feedChanged, this, [this] { layOut(); });
    connect(&m_mosaic, &Mosaic::tileChanged, this, [this](int index) {
        m_surface->updateTile(index);
        if (index == m_mosaic.selected())
            updateAccessible();
    });
    connect(&m_mosaic, &Mosaic::selectionChanged, this, &MosaicView::updateSelection);
    // What nobody can see is not decoded.
    connect(&m_attention, &ui::Attention::changed, &m_mosaic, &Mosaic::setWatched);
    connect(&m_attention.screenLock(), &ui::ScreenLock::changed, this, [this] {
        if (m_attention.screenLock().isLocked())
            m_mosaic.leaveSeat();
    });
    m_mosaic.setWatched(m_attention.isSeen());
    m_second.setTimerType(Qt::PreciseTimer);
    m_second.setSingleShot(true);
    connect(&m_second, &QTimer::timeout, this, &MosaicView::tick);
    tick();
    layOut();
    updateSelection();
}

MosaicView::~MosaicView()
{
    m_mosaic.disconnect(this);
}

void MosaicView::tick()
{
    const Instant now = m_clock.now();
    m_clockText = paris::timeText(now);
    // A playing tile takes the new time with its next picture; the others are asked to.
    for (int index = 0; index < m_mosaic.count(); ++index) {
        const TileFace &face = m_mosaic.tile(index).face();
        if (face.kind == TileFace::Kind::Picture && face.icon != StateIcon::Live)
            m_surface->updateTile(index);
    }
    if (m_truthShown)
        refreshTruth();
    const auto intoSecond = now.time_since_epoch() % std::chrono::seconds(1);
    m_second.start(std::chrono::milliseconds(1005) - intoSecond);
}

void MosaicView::setTruthShown(bool shown)
{
    m_truthShown = shown;
    refreshTruth();
    m_surface->updateAll();
}

void MosaicView::refreshTruth()
{
    for (int index = 0; index < m_mosaic.count(); ++index) {
        QList<TruthLine> &lines = m_truthLines.at(static_cast<std::size_t>(index));
        QList<TruthLine> now = truthOf(m_mosaic.tile(index).facts(), m_backend);
        if (lines == now)
            continue;
        lines = std::move(now);
        m_surface->updateTile(index);
    }
}

int MosaicView::heightForWidth(int width) const
{
    const MosaicLayout layout = m_mosaic.enlarged() ? MosaicLayout::One : m_mosaic.layout();
    const QSize tile = tileRects(layout, {width, width * 9 / 16}, kGap).constLast().size();
    // The name above; authority and technical line below.
    return wall::heightForWidth(layout, width, kGap, 4 * textHeight(tile));
}

void MosaicView::layOut()
{
    m_surface->widget()->setGeometry(rect());
    m_help->setGeometry(rect());
    QList<ui::SurfaceTile> tiles;
    m_rects = QList<QRect>(m_mosaic.count());
    const auto add = [this, &tiles](int index, const QRect &where) {
        m_rects[index] = where;
        tiles.append({index, where, m_mosaic.tile(index).visibleFeed()});
    };
    if (const auto enlarged = m_mosaic.enlarged()) {
        add(*enlarged, rect());
    } else {
        const QList<QRect> rects = tileRects(m_mosaic.layout(), size(), kGap);
        for (int index = 0; index < rects.size(); ++index)
            add(index, rects.at(index));
    }
    m_surface->setTiles(tiles);
    for (int index = 0; index < m_rects.size(); ++index) {
        if (!m_rects.at(index).isEmpty())
            m_mosaic.setTileSize(index, ui::toDevicePixels(m_rects.at(index), devicePixelRatioF()).size());
    }
}

void MosaicView::paintTile(QPainter &painter, int index, const QRect &rect)
{
    if (index < 0 || index >= m_mosaic.count())
        return;
    const auto at = static_cast<std::size_t>(index);
    const TileFace &face = m_mosaic.tile(index).face();
    if (m_truthShown) // below the words: why there is no picture goes before what it is made of
        m_truths.at(at).paint(painter, rect, m_truthLines.at(at));
    if (face.kind == TileFace::Kind::Picture)
        m_overlays.at(at).paint(painter, rect, face, index + 1, m_clockText);
    else
        m_cards.at(at).paint(painter, rect, face, index + 1);
    paintTileMark(painter, rect, m_marks.at(at));
    const bool selected = index == m_mosaic.selected();
    if (!selected && index != m_dropTarget)
        return;
    const QColor colour = index == m_dropTarget ? ui::colours::kLive
        : hasFocus()                            ? ui::colours::kFocus
        : m_workedIn                            ? ui::colours::kAccent
                                                : ui::colours::kLineStrong;
    const int width = hasFocus() || index == m_dropTarget ? 3 : 2;
    painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
    const double inset = width / 2.0;
    painter.drawRect(QRectF(rect).adjusted(inset, inset, -inset, -inset));
}

QRect MosaicView::tileRect(int index) const
{
    return m_rects.value(index);
}

int MosaicView::tileAt(const QPoint &position) const
{
    for (int index = 0; index < m_rects.size(); ++index) {
        if (m_rects.at(index).contains(position))
            return index;
    }
    return -1;
}

QList<TileReport> MosaicView::tileStates() const
{
    QList<TileReport> reports;
    for (int index = 0; index < m_mosaic.count(); ++index) {
        const Tile &tile = m_mosaic.tile(index);
        if (tile.isEmpty())
            continue;
        TileReport report;
        report.tile = index;
        report.camera = tile.camera()->id;
        report.name = tile.camera()->name;
        if (const CameraView *view = tile.view()) {
            report.state = view->state();
            report.decision = view->decision();
            report.stats = view->stats();
            report.stream = view->stream().name;
            if (const auto feed = view->feed())
                report.shown = feed->shown();
        }
        reports.append(report);
    }
    return reports;
}

int MosaicView::renders() const
{
    int all = 0;
    for (const OverlayPainter &overlay : m_overlays)
        all += overlay.renders();
    for (const CardPainter &card : m_cards)
        all += card.renders();
    return all;
}

void MosaicView::setHelpShown(bool shown)
{
    m_help->setGeometry(rect());
    m_help->setVisible(shown);
    if (shown)
        m_help->raise();
}

bool MosaicView::isHelpShown() const { return m_help->isVisibleTo(this); }

void MosaicView::updateSelection()
{
    m_surface->updateTile(m_mosaic.selected());
    if (m_lastSelected != m_mosaic.selected() && m_lastSelected >= 0)
        m_surface->updateTile(m_lastSelected);
    m_lastSelected = m_mosaic.selected();
    updateAccessible();
}

void MosaicView::updateAccessible()
{
    const int index = m_mosaic.selected();
    const QString text = tr("Tile %1: %2").arg(index + 1).arg(spokenText(m_mosaic.tile(index).face()));
    if (text == accessibleDescription())
        return;
    setAccessibleDescription(text);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

void MosaicView::perform(const KeyCommand &command)
{
    using What = KeyCommand::What;
    switch (command.what) {
    case What::MoveLeft: m_mosaic.move(Direction::Left); break;
    case What::MoveRight: m_mosaic.move(Direction::Right); break;
    case What::MoveUp: m_mosaic.move(Direction::Up); break;
    case What::MoveDown: m_mosaic.move(Direction::Down); break;
    case What::CarryLeft: m_mosaic.carry(Direction::Left); break;
    case What::CarryRight: m_mosaic.carry(Direction::Right); break;
    case What::CarryUp: m_mosaic.carry(Direction::Up); break;
    case What::CarryDown: m_mosaic.carry(Direction::Down); break;
    case What::HotSpot:
        m_mosaic.setHotSpot(m_mosaic.hotSpot() == m_mosaic.selected() ? std::nullopt : std::optional(m_mosaic.selected()));
        break;
    case What::Undo:
    case What::TourPause:
    case What::TourNext:
    case What::TourPrevious: Q_EMIT deskCommand(command); break;
    case What::Enlarge:
        if (m_mosaic.enlarged())
            m_mosaic.back();
        else
            m_mosaic.enlarge(m_mosaic.selected());
        break;
    case What::Back:
        if (isHelpShown())
            setHelpShown(false);
        else
            m_mosaic.back();
        break;
    case What::Clear: m_mosaic.clear(m_mosaic.selected()); break;
    case What::AskAgain: m_mosaic.askAgain(m_mosaic.selected()); break;
    case What::FullScreen: Q_EMIT fullScreenToggled(); break;
    case What::Truth: setTruthShown(!m_truthShown); break;
    case What::Help: setHelpShown(!isHelpShown()); break;
    }
}

void MosaicView::keyPressEvent(QKeyEvent *event)
{
    if (isModifierKey(event->key())) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (m_numbers->key(*event, selectedDepartment(), m_mosaic.count())) {
        Q_EMIT touched(m_mosaic.selected());
        return;
    }
    const auto command = keyCommand(event->key(), event->modifiers());
    using What = KeyCommand::What;
    const bool ofTour = command
        && (command->what == What::TourPause || command->what == What::TourNext || command->what == What::TourPrevious);
    if (!ofTour)
        Q_EMIT touched(m_mosaic.selected());
    if (command)
        perform(*command);
    else
        QWidget::keyPressEvent(event);
}

bool MosaicView::focusNextPrevChild(bool next)
{
    if (m_numbers->isTyping()) {
        m_numbers->choose(next ? 1 : -1); // the arrows may be steering
        return true;
    }
    // Tab walks through the tiles and leaves at either end, so that the keyboard is never caught.
    const int index = m_mosaic.selected() + (next ? 1 : -1);
    if (index < 0 || index >= m_mosaic.count() || m_mosaic.enlarged())
        return QWidget::focusNextPrevChild(next);
    m_mosaic.select(index);
    return true;
}

void MosaicView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void MosaicView::setMark(int index, const TileMark &mark)
{
    TileMark &now = m_marks.at(static_cast<std::size_t>(index));
    if (now == mark)
        return;
    now = mark;
    m_surface->updateTile(index);
}

void MosaicView::setWorkedIn(bool workedIn)
{
    m_workedIn = workedIn;
    m_surface->updateTile(m_mosaic.selected());
}

QString MosaicView::selectedDepartment() const
{
    const auto camera = m_mosaic.selectedCamera();
    const registry::FactsPtr facts = m_mosaic.registry().facts();
    return camera && facts ? facts->communes.value(facts->communeOf(*camera)).department : QString();
}

void MosaicView::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    Q_EMIT focused();
    m_surface->updateTile(m_mosaic.selected());
}

void MosaicView::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    m_numbers->cancel();
    m_surface->updateTile(m_mosaic.selected());
}

void MosaicView::mousePressEvent(QMouseEvent *event)
{
    m_pressedTile = tileAt(event->pos());
    m_pressedAt = event->pos();
    // The enlarged tile is the selected one already.
    if (m_pressedTile >= 0 && !m_mosaic.enlarged())
        m_mosaic.select(m_pressedTile);
    setFocus(Qt::MouseFocusReason);
    if (m_pressedTile >= 0)
        Q_EMIT touched(m_pressedTile);
}

void MosaicView::mouseMoveEvent(QMouseEvent *event)
{
    if (!event->buttons().testFlag(Qt::LeftButton) || m_pressedTile < 0 || m_mosaic.enlarged()
        || (event->pos() - m_pressedAt).manhattanLength() < QApplication::startDragDistance()
        || m_mosaic.tile(m_pressedTile).isEmpty())
        return;
    auto *drag = new QDrag(this);
    auto *payload = new QMimeData;
    payload->setData(QLatin1String(kTileMime), QByteArray::number(std::exchange(m_pressedTile, -1)));
    drag->setMimeData(payload);
    drag->setPixmap(ui::iconPixmap(ui::IconId::Camera, QSize(32, 32), ui::colours::kText, devicePixelRatioF()));
    drag->exec(Qt::MoveAction);
}

void MosaicView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const int index = tileAt(event->pos());
    if (event->button() != Qt::LeftButton || index < 0)
        return;
    if (m_mosaic.enlarged())
        m_mosaic.back();
    else
        m_mosaic.enlarge(index);
}

void MosaicView::contextMenuEvent(QContextMenuEvent *event)
{
    int index = m_mosaic.selected();
    if (event->reason() == QContextMenuEvent::Mouse) {
        index = tileAt(event->pos());
        if (index < 0)
            return;
        if (!m_mosaic.enlarged())
            m_mosaic.select(index);
    }
    const auto menu = makeTileMenu(m_mosaic, index, this);
    menu->exec(event->globalPos());
}

void MosaicView::setDropTarget(int index)
{
    const int before = std::exchange(m_dropTarget, index);
    for (const int changed : {before, index}) {
        if (changed >= 0 && before != index)
            m_surface->updateTile(changed);
    }
}

bool MosaicView::acceptsDrop(const QMimeData &payload) const
{
    return payload.hasFormat(ui::cameraMimeType()) || payload.hasFormat(QLatin1String(kTileMime));
}

void MosaicView::dragEnterEvent(QDragEnterEvent *event)
{
    if (acceptsDrop(*event->mimeData()))
        event->acceptProposedAction();
}

void MosaicView::dragMoveEvent(QDragMoveEvent *event)
{
    const int index = tileAt(event->position().toPoint());
    setDropTarget(index);
    if (index >= 0 && acceptsDrop(*event->mimeData()))
        event->acceptProposedAction();
    else
        event->ignore();
}

void MosaicView::dragLeaveEvent(QDragLeaveEvent *)
{
    setDropTarget(-1);
}

void MosaicView::dropTile(const QDropEvent &event, int index)
{
    bool ok = false;
    const int from = event.mimeData()->data(QLatin1String(kTileMime)).toInt(&ok);
    if (!ok)
        return;
    auto *source = qobject_cast<MosaicView *>(event.source());
    if (source != nullptr && source != this)
        source->mosaic().exchange(from, m_mosaic, index);
    else
        m_mosaic.swap(from, index);
}

void MosaicView::dropEvent(QDropEvent *event)
{
    setDropTarget(-1);
    const int index = tileAt(event->position().toPoint());
    if (index < 0)
        return;
    const QMimeData &payload = *event->mimeData();
    if (payload.hasFormat(QLatin1String(kTileMime))) {
        dropTile(*event, index);
    } else {
        m_mosaic.openAll(ui::camerasIn(&payload), index);
    }
    setFocus(Qt::OtherFocusReason);
    event->acceptProposedAction();
}

bool MosaicView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int index = tileAt(help->pos());
        // Only where the tile is too small to say it itself.
        if (index >= 0 && detailFor(tileRect(index).size()) <= Detail::Small && !m_mosaic.tile(index).isEmpty())
            QToolTip::showText(help->globalPos(), spokenText(m_mosaic.tile(index).face()), this, tileRect(index));
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace vigie::wall
