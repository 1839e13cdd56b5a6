// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <render/frame_scaler.h>
#include <gl_bench.h>
#include <test_frames.h>

#include <QtGui/QOpenGLFunctions>
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
    test::GlBench m_bench;

private Q_SLOTS:
    void cleanup() { m_bench.end(); }
    void looksLikeTheCpuPath_data();
    void looksLikeTheCpuPath();
};

void TstGpuTileRenderer::looksLikeTheCpuPath_data()
{
    QTest::addColumn<QSurfaceFormat>("format");
    for (const auto &[name, format] : test::GlBench::dialects())
        QTest::newRow(name) << format;
}

void TstGpuTileRenderer::looksLikeTheCpuPath()
{
    QFETCH(QSurfaceFormat, format);
    if (!m_bench.begin(format))
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
                const QImage gpu = test::GlBench::drawn(renderer, *frame, wall, tile);
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
        QCOMPARE(QOpenGLContext::currentContext()->functions()->glGetError(), GLenum(GL_NO_ERROR));
        renderer.release();
    }
}

VIGIE_TEST(TstGpuTileRenderer)
#include "tst_gpu_tile_renderer.moc"
