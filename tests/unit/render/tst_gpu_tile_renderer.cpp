// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <render/frame_scaler.h>
#include <render/gpu_tile_renderer.h>
#include <test_frames.h>

#include <QtGui/QOffscreenSurface>
#include <QtGui/QOpenGLContext>
#include <QtGui/QOpenGLFunctions>
#include <QtOpenGL/QOpenGLFramebufferObject>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::render;
using media::PixelFormat;

Q_DECLARE_METATYPE(QSurfaceFormat)

/// The CPU path is libyuv's, off by up to 9 from the standards' formulas; the shader is exact.
constexpr int kTolerance = 11;

class TstGpuTileRenderer final : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QOffscreenSurface> m_surface;
    std::unique_ptr<QOpenGLContext> m_context;

    static QSurfaceFormat dialect(int major, int minor,
                                  QSurfaceFormat::OpenGLContextProfile profile, bool es)
    {
        QSurfaceFormat format;
        format.setVersion(major, minor);
        format.setProfile(profile);
        format.setRenderableType(es ? QSurfaceFormat::OpenGLES : QSurfaceFormat::OpenGL);
        return format;
    }
    bool makeContext(const QSurfaceFormat &format)
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
    static QImage drawn(GpuTileRenderer &renderer, const media::Frame &frame, QSize size,
                        QRect tile)
    {
        QOpenGLFramebufferObject target(size);
        target.bind();
        QOpenGLFunctions *gl = QOpenGLContext::currentContext()->functions();
        gl->glClearColor(1.0F, 0.0F, 1.0F, 1.0F);
        gl->glClear(GL_COLOR_BUFFER_BIT);
        renderer.upload(1, frame);
        renderer.draw(1, tile, size);
        return target.toImage().convertToFormat(QImage::Format_RGB32);
    }

private Q_SLOTS:
    void cleanup()
    {
        if (m_context)
            m_context->doneCurrent();
        m_context.reset();
        m_surface.reset();
    }
    void looksLikeTheCpuPath_data();
    void looksLikeTheCpuPath();
};

void TstGpuTileRenderer::looksLikeTheCpuPath_data()
{
    QTest::addColumn<QSurfaceFormat>("format");
    QTest::newRow("OpenGL 2.1") << dialect(2, 1, QSurfaceFormat::NoProfile, false);
    QTest::newRow("OpenGL 3.3 core") << dialect(3, 3, QSurfaceFormat::CoreProfile, false);
    QTest::newRow("OpenGL ES 2") << dialect(2, 0, QSurfaceFormat::NoProfile, true);
    QTest::newRow("OpenGL ES 3") << dialect(3, 0, QSurfaceFormat::NoProfile, true);
}

void TstGpuTileRenderer::looksLikeTheCpuPath()
{
    QFETCH(QSurfaceFormat, format);
    if (!makeContext(format))
        QSKIP("this platform makes no such OpenGL context (run under xvfb-run with "
              "QT_QPA_PLATFORM=xcb)");
    {
        GpuTileRenderer renderer;
        QVERIFY2(renderer.initialize(), qPrintable(renderer.error()));
        const QRect tile(10, 6, 96, 54);
        const QSize wall(130, 70);
        for (const PixelFormat pixels :
             {PixelFormat::I420, PixelFormat::I422, PixelFormat::I444, PixelFormat::Nv12}) {
            for (int matrix = 0; matrix < 4; ++matrix) {
                const test::FrameRequest request{
                    pixels, {66, 37}, (matrix & 1) != 0,
                    static_cast<media::ColourSpace>(matrix / 2)};
                const auto frame =
                    test::twoColours(request, QColor(200, 40, 60), QColor(30, 90, 220));
                const QImage gpu = drawn(renderer, *frame, wall, tile);
                QImage cpu(wall, QImage::Format_RGB32);
                cpu.fill(QColor(255, 0, 255));
                FrameScaler scaler;
                QVERIFY(
                    scaler.convert(*frame, cpu.bits(), static_cast<int>(cpu.bytesPerLine()), tile));
                for (int y = 0; y < wall.height(); ++y) {
                    for (int x = 0; x < wall.width(); ++x) {
                        if (std::abs(x - tile.center().x()) < 4)
                            continue; // the edge between the colours is filtered differently
                        QVERIFY2(test::distance(gpu.pixel(x, y), cpu.pixel(x, y)) <= kTolerance,
                                 qPrintable(QStringLiteral("format %1 matrix %2 at %3,%4: %5 %6")
                                                .arg(static_cast<int>(pixels))
                                                .arg(matrix)
                                                .arg(x)
                                                .arg(y)
                                                .arg(QColor(gpu.pixel(x, y)).name(),
                                                     QColor(cpu.pixel(x, y)).name())));
                    }
                }
            }
        }
        QVERIFY(renderer.has(1));
        renderer.remove(1);
        QVERIFY(!renderer.has(1));
        QCOMPARE(m_context->functions()->glGetError(), GLenum(GL_NO_ERROR));
        renderer.release();
    }
}

VIGIE_TEST(TstGpuTileRenderer)
#include "tst_gpu_tile_renderer.moc"
