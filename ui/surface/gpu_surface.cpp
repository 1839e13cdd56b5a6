// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/surface/gpu_surface.h>

#include <render/gpu_tile_renderer.h>

#include <QtCore/QLoggingCategory>
#include <QtGui/QOpenGLContext>
#include <QtGui/QOpenGLFunctions>
#include <QtGui/QPainter>
#include <QtOpenGLWidgets/QOpenGLWidget>

namespace vigie::ui {
namespace {

Q_LOGGING_CATEGORY(lcSurface, "vigie.ui.surface", QtWarningMsg)

} // namespace

class GpuSurface::Canvas final : public QOpenGLWidget {
public:
    Canvas(GpuSurface &surface, QWidget *parent) : QOpenGLWidget(parent), m_surface(surface)
    {
        QSurfaceFormat wanted = format();
        wanted.setStencilBufferSize(8); // QPainter clips with it
        setFormat(wanted);
    }
    ~Canvas() override
    {
        if (context() != nullptr) // it dies with QOpenGLWidget, after this object
            disconnect(context(), nullptr, this, nullptr);
        releaseContext();
    }

    /// Textures of tiles that are gone are freed with the next paint, when the context is current.
    void forgetPictures() { m_stale = true; }

protected:
    void initializeGL() override
    {
        m_renderer = std::make_unique<render::GpuTileRenderer>();
        if (!m_renderer->initialize())
            qCWarning(lcSurface).noquote() << "no shaders:" << m_renderer->error();
        // The context may die before the widget: when it moves to another window.
        connect(context(), &QOpenGLContext::aboutToBeDestroyed, this, &Canvas::releaseContext);
    }
    void paintGL() override
    {
        m_surface.onScaleMayHaveChanged();
        if (std::exchange(m_stale, false))
            dropGone();
        QOpenGLFunctions &gl = *context()->functions();
        const QColor &colour = m_surface.background();
        gl.glClearColor(colour.redF(), colour.greenF(), colour.blueF(), 1.0F);
        gl.glClear(GL_COLOR_BUFFER_BIT);
        const qreal scale = devicePixelRatioF();
        const QSize viewport = toDevicePixels(rect(), scale).size();
        for (const SurfaceTile &tile : m_surface.tiles()) {
            const media::FramePtr frame = tile.feed ? tile.feed->takeFrame() : nullptr;
            if (!frame) {
                m_renderer->remove(tile.id);
                m_painted.remove(tile.id);
                continue;
            }
            if (m_painted.value(tile.id) != frame) {
                m_renderer->upload(tile.id, *frame);
                m_painted.insert(tile.id, frame);
            }
            m_renderer->draw(tile.id, toDevicePixels(tile.rect, scale), viewport, tile.feed->look(),
                             tile.feed->watermark().get());
        }
        QPainter painter(this);
        for (const SurfaceTile &tile : m_surface.tiles())
            m_surface.paintOverlay(painter, tile);
    }
    void showEvent(QShowEvent *event) override
    {
        QOpenGLWidget::showEvent(event);
        m_surface.onShown(true);
    }
    void hideEvent(QHideEvent *event) override
    {
        QOpenGLWidget::hideEvent(event);
        m_surface.onShown(false);
    }

private:
    void releaseContext()
    {
        if (!m_renderer)
            return;
        makeCurrent();
        m_renderer->release();
        doneCurrent();
        m_renderer.reset();
        m_painted.clear();
    }
    void dropGone()
    {
        QSet<int> there;
        for (const SurfaceTile &tile : m_surface.tiles())
            there.insert(tile.id);
        const QList<int> painted = m_painted.keys();
        for (const int id : painted) {
            if (!there.contains(id)) {
                m_renderer->remove(id);
                m_painted.remove(id);
            }
        }
    }

    GpuSurface &m_surface;
    std::unique_ptr<render::GpuTileRenderer> m_renderer;
    QHash<int, media::FramePtr> m_painted; ///< what each tile's textures show
    bool m_stale = false;
};

GpuSurface::GpuSurface(QWidget *parent) : m_widget(nullptr), m_canvas(new Canvas(*this, parent))
{
    m_widget = m_canvas;
}

GpuSurface::~GpuSurface()
{
    delete m_widget.data();
}

QWidget *GpuSurface::widget() const
{
    return m_widget;
}

void GpuSurface::requestPaint(const QSet<int> & /*dirty*/)
{
    m_widget->update();
}

void GpuSurface::tilesReplaced()
{
    if (m_widget)
        m_canvas->forgetPictures();
}

} // namespace vigie::ui
