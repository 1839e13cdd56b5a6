// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <test_frames.h>
#include <ui/surface/video_surface.h>

#include <QtGui/QOpenGLContext>
#include <QtGui/QPainter>
#include <QtOpenGLWidgets/QOpenGLWidget>
#include <QtTest/QTest>
#include <QtWidgets/QWidget>

using namespace vigie;
using render::Backend;
using render::TileFeed;
using ui::VideoSurface;

class TstGpuSurface final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void showsPicturesOverlaysAndCurtains();
    void survivesChangesOfTilesAndItsOwnEnd();
};

void TstGpuSurface::initTestCase()
{
    QOpenGLContext context;
    if (!context.create())
        QSKIP(
            "this platform makes no OpenGL context (run under xvfb-run with QT_QPA_PLATFORM=xcb)");
}

void TstGpuSurface::showsPicturesOverlaysAndCurtains()
{
    const auto feed = std::make_shared<TileFeed>(Backend::Gpu);
    const auto surface = VideoSurface::create(Backend::Gpu);
    surface->setBackground(QColor(10, 20, 30));
    surface->widget()->resize(200, 100);
    surface->setTiles({{1, QRect(0, 0, 100, 60), feed}, {2, QRect(110, 0, 90, 60), nullptr}});
    surface->setOverlayPainter([](QPainter &painter, int id, const QRect &rect) {
        if (id == 2)
            painter.fillRect(rect, Qt::yellow);
    });
    surface->widget()->show();
    QVERIFY(QTest::qWaitForWindowExposed(surface->widget()));
    feed->present(test::oneColour({.size = {100, 60}}, Qt::red));
    QTRY_COMPARE(feed->shown(), 1);
    // QWidget::grab() sends painters elsewhere and loses the overlays.
    auto *widget = qobject_cast<QOpenGLWidget *>(surface->widget());
    QVERIFY(widget != nullptr);
    const QImage shown = widget->grabFramebuffer();
    QVERIFY(test::distance(shown.pixel(50, 30), qRgb(255, 0, 0)) < 5);
    QCOMPARE(QColor(shown.pixel(150, 30)).name(), QStringLiteral("#ffff00"));
    QVERIFY(test::distance(shown.pixel(105, 30), qRgb(10, 20, 30)) < 3);
    feed->curtain();
    QVERIFY(test::distance(widget->grabFramebuffer().pixel(50, 30), qRgb(10, 20, 30)) < 3);
}

void TstGpuSurface::survivesChangesOfTilesAndItsOwnEnd()
{
    for (int i = 0; i < 3; ++i) {
        const auto feed = std::make_shared<TileFeed>(Backend::Gpu);
        auto window = std::make_unique<QWidget>();
        auto surface = VideoSurface::create(Backend::Gpu, window.get());
        surface->widget()->resize(200, 100);
        surface->setTiles({{1, QRect(0, 0, 100, 60), feed}});
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
        feed->present(test::oneColour({}, Qt::red));
        QTRY_COMPARE(feed->shown(), 1);
        surface->setTiles({{7, QRect(20, 0, 100, 60), feed}});
        feed->present(test::oneColour({.format = media::PixelFormat::Nv12}, Qt::blue));
        QTRY_COMPARE(feed->shown(), 2);
        if (i == 1)
            window.reset();
        if (i == 2)
            surface.reset();
    }
}

VIGIE_TEST(TstGpuSurface)
#include "tst_gpu_surface.moc"
