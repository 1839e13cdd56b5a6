// SPDX-License-Identifier: GPL-3.0-or-later
#include "map_mosaic_pane.h"

#include <ui/common/theme.h>

#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>

#include <algorithm>

namespace vigie::shell {
namespace {

constexpr int kEdgeWidth = 9;
constexpr int kLowestStrip = 80;
constexpr double kSmallest = 0.2;
constexpr double kLargest = 0.85;
constexpr double kKeyStep = 0.02;

} // namespace

/// The left edge of the mosaic: dragged with the mouse, moved with the arrow keys.
class MapMosaicPane::Edge final : public QWidget {
public:
    explicit Edge(MapMosaicPane &pane)
        : QWidget(&pane)
        , m_pane(pane)
    {
        setObjectName(QStringLiteral("mosaicEdge"));
        setCursor(Qt::SplitHCursor);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setAccessibleName(MapMosaicPane::tr("Edge between map and mosaic"));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillRect(rect(), ui::colours::kPanel);
        const bool lit = underMouse() || hasFocus();
        painter.setPen(Qt::NoPen);
        painter.setBrush(lit ? ui::colours::kAccent : ui::colours::kLineStrong);
        painter.drawRoundedRect(QRectF(kEdgeWidth / 2.0 - 1.5, height() / 2.0 - 22, 3, 44), 1.5, 1.5);
    }
    void mousePressEvent(QMouseEvent *event) override { m_grip = event->position().x(); }
    void mouseMoveEvent(QMouseEvent *event) override
    {
        if (!event->buttons().testFlag(Qt::LeftButton) || m_pane.width() <= 0)
            return;
        const double x = mapTo(&m_pane, event->position()).x() - m_grip;
        m_pane.setMosaicShare(1.0 - x / m_pane.width());
    }
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() == Qt::Key_Left)
            m_pane.setMosaicShare(m_pane.mosaicShare() + kKeyStep);
        else if (event->key() == Qt::Key_Right)
            m_pane.setMosaicShare(m_pane.mosaicShare() - kKeyStep);
        else
            QWidget::keyPressEvent(event);
    }

private:
    MapMosaicPane &m_pane;
    double m_grip = 0.0;
};

MapMosaicPane::MapMosaicPane(QWidget *map, QWidget *mosaic, QWidget *parent)
    : QWidget(parent)
    , m_map(map)
    , m_mosaic(mosaic)
    , m_edge(new Edge(*this))
{
    setObjectName(QStringLiteral("mapMosaicPane"));
    m_map->setParent(this);
    m_mosaic->setParent(this);
    m_mosaic->raise();
    m_edge->raise();
    place();
}

MapMosaicPane::~MapMosaicPane() = default;

void MapMosaicPane::setMode(PaneMode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    place();
    Q_EMIT modeChanged();
}

void MapMosaicPane::setMosaicShare(double share)
{
    const double kept = std::clamp(share, kSmallest, kLargest);
    if (qFuzzyCompare(kept, m_share))
        return;
    m_share = kept;
    place();
    Q_EMIT shareChanged();
}

void MapMosaicPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

bool MapMosaicPane::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        place();
    return QWidget::event(event);
}

void MapMosaicPane::place()
{
    m_map->setVisible(m_mode != PaneMode::MosaicOnly);
    m_mosaic->setVisible(m_mode != PaneMode::MapOnly);
    m_edge->setVisible(m_mode == PaneMode::Split);
    // The map lies under everything and is only told what is covered: dragging the edge moves no map.
    m_map->setGeometry(rect());
    QMargins insets;
    if (m_mode == PaneMode::Split) {
        const int mosaicWidth = std::max(m_mosaic->minimumWidth(), static_cast<int>(width() * m_share));
        const int left = std::max(0, width() - mosaicWidth);
        const int filled = m_mosaic->hasHeightForWidth() ? m_mosaic->heightForWidth(width() - left) : height();
        // A strip of map too low to show a place is no use.
        const int high = height() - filled < kLowestStrip ? height() : filled;
        m_mosaic->setGeometry(left, 0, width() - left, high);
        m_edge->setGeometry(std::max(0, left - kEdgeWidth), 0, kEdgeWidth, high);
        insets.setRight(width() - std::max(0, left - kEdgeWidth));
    } else {
        m_mosaic->setGeometry(rect());
    }
    if (insets == m_insets)
        return;
    m_insets = insets;
    Q_EMIT covered(insets);
}

} // namespace vigie::shell
