// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/surface/raster_surface.h>

#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QWidget>

namespace vigie::ui {

class RasterSurface::Canvas final : public QWidget {
public:
    Canvas(RasterSurface &surface, QWidget *parent) : QWidget(parent), m_surface(surface)
    {
        setAttribute(Qt::WA_OpaquePaintEvent);
        setAttribute(Qt::WA_NoSystemBackground);
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        m_surface.onScaleMayHaveChanged();
        QPainter painter(this);
        m_surface.paint(painter, event->region());
    }
    void showEvent(QShowEvent *event) override
    {
        QWidget::showEvent(event);
        m_surface.onShown(true);
    }
    void hideEvent(QHideEvent *event) override
    {
        QWidget::hideEvent(event);
        m_surface.onShown(false);
    }

private:
    RasterSurface &m_surface;
};

RasterSurface::RasterSurface(QWidget *parent) : m_canvas(new Canvas(*this, parent)) { }

RasterSurface::~RasterSurface()
{
    delete m_canvas.data();
}

QWidget *RasterSurface::widget() const
{
    return m_canvas;
}

void RasterSurface::requestPaint(const QSet<int> &dirty)
{
    if (dirty.isEmpty()) {
        m_canvas->update();
        return;
    }
    QRegion region;
    for (const SurfaceTile &tile : tiles()) {
        if (dirty.contains(tile.id))
            region += tile.rect;
    }
    m_canvas->repaint(region);
}

void RasterSurface::paint(QPainter &painter, const QRegion &region)
{
    QRegion bare = region;
    for (const SurfaceTile &tile : tiles()) {
        if (!region.intersects(tile.rect))
            continue;
        bare -= tile.rect;
        // Qt copies a picture line by line where the clip is one rectangle. Under a region of several it cuts the picture
        // into spans, shares them out among the threads of a pool and waits for those.
        painter.setClipRect(tile.rect);
        paintVideo(painter, tile);
        paintOverlay(painter, tile);
    }
    painter.setClipping(false);
    for (const QRect &rect : bare)
        painter.fillRect(rect, background());
}

void RasterSurface::paintVideo(QPainter &painter, const SurfaceTile &tile) const
{
    const QImage image = tile.feed ? tile.feed->takeImage() : QImage();
    if (image.isNull()) {
        painter.fillRect(tile.rect, background());
        return;
    }
    const qreal scale = m_canvas->devicePixelRatioF();
    const QRect pixels = toDevicePixels(tile.rect, scale);
    if (image.size()
        != pixels.size()) { // resized a moment ago: the next picture has the right size
        painter.drawImage(tile.rect, image);
        return;
    }
    if (qFuzzyCompare(scale, 1.0)) {
        painter.drawImage(pixels.topLeft(), image);
        return;
    }
    painter.save();
    painter.scale(1.0 / scale, 1.0 / scale); // pixel on pixel
    painter.drawImage(pixels.topLeft(), image);
    painter.restore();
}

} // namespace vigie::ui
