// SPDX-License-Identifier: GPL-3.0-or-later
#include <gl_bench.h>

#include <QtGui/QOpenGLFunctions>
#include <QtOpenGL/QOpenGLFramebufferObject>

namespace vigie::test {

QList<std::pair<const char *, QSurfaceFormat>> GlBench::dialects()
{
    const auto dialect = [](int major, int minor, QSurfaceFormat::OpenGLContextProfile profile, bool es) {
        QSurfaceFormat format;
        format.setVersion(major, minor);
        format.setProfile(profile);
        format.setRenderableType(es ? QSurfaceFormat::OpenGLES : QSurfaceFormat::OpenGL);
        return format;
    };
    return {{"OpenGL 2.1", dialect(2, 1, QSurfaceFormat::NoProfile, false)},
            {"OpenGL 3.3 core", dialect(3, 3, QSurfaceFormat::CoreProfile, false)},
            {"OpenGL ES 2", dialect(2, 0, QSurfaceFormat::NoProfile, true)},
            {"OpenGL ES 3", dialect(3, 0, QSurfaceFormat::NoProfile, true)}};
}

bool GlBench::begin(const QSurfaceFormat &format)
{
    m_context = std::make_unique<QOpenGLContext>();
    m_context->setFormat(format);
    if (!m_context->create())
        return false;
    m_surface = std::make_unique<QOffscreenSurface>();
    m_surface->setFormat(m_context->format());
    m_surface->create();
    return m_context->makeCurrent(m_surface.get());
}

void GlBench::end()
{
    if (m_context)
        m_context->doneCurrent();
    m_context.reset();
    m_surface.reset();
}

QImage GlBench::drawn(render::GpuTileRenderer &renderer, const media::Frame &frame, QSize size, QRect tile,
                      const render::PictureLook &look, const render::Watermark *watermark)
{
    QOpenGLFramebufferObject target(size);
    target.bind();
    QOpenGLFunctions *gl = QOpenGLContext::currentContext()->functions();
    gl->glClearColor(1.0F, 0.0F, 1.0F, 1.0F);
    gl->glClear(GL_COLOR_BUFFER_BIT);
    renderer.upload(1, frame);
    renderer.draw(1, tile, size, look, watermark);
    return target.toImage().convertToFormat(QImage::Format_RGB32);
}

} // namespace vigie::test
