// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <test_frames.h>
#include <ui/surface/video_surface.h>

#include <QtGui/QPainter>
#include <QtTest/QTest>
#include <QtWidgets/QWidget>

using namespace vigie;
using render::Backend;
using render::TileFeed;
using ui::VideoSurface;

class TstVideoSurface final : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<VideoSurface> m_surface;
    std::shared_ptr<TileFeed> m_left;
    std::shared_ptr<TileFeed> m_right;
    QHash<int, int> m_painted;

    static const QRect kLeft;
    static const QRect kRight;
    [[nodiscard]] QColor seen(QPoint at) const
    {
        return m_surface->widget()->grab().toImage().pixelColor(at);
    }

private Q_SLOTS:
    void init();
    void cleanup() { m_surface.reset(); }

    void showsThePicturesOfItsTiles();
    void repaintsOnlyTheTileWithANewPicture();
    void manyPicturesInOneTickAreOneRepaint();
    void aCurtainFallsAtOnce();
    void aHiddenSurfaceHasNothingConverted();
    void aTileThatLeftIsNotPaintedAndNotFed();
    void movesAFeedToAnotherTile();
    void overlaysStayInsideTheirTile();
    void neighboursStayNeighboursAtAnyScale();
    void survivesItsParent();
};

const QRect TstVideoSurface::kLeft(0, 0, 100, 60);
const QRect TstVideoSurface::kRight(110, 0, 90, 60);

void TstVideoSurface::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_painted.clear();
    m_left = std::make_shared<TileFeed>(Backend::Cpu);
    m_right = std::make_shared<TileFeed>(Backend::Cpu);
    m_surface = VideoSurface::create(Backend::Cpu);
    m_surface->setBackground(QColor(10, 20, 30));
    m_surface->widget()->resize(200, 100);
    m_surface->setTiles({{1, kLeft, m_left}, {2, kRight, m_right}});
    m_surface->setOverlayPainter([this](QPainter &, int id, const QRect &) { ++m_painted[id]; });
    m_surface->widget()->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_surface->widget()));
    QTRY_VERIFY(m_painted.value(1) > 0 && m_painted.value(2) > 0);
    QCoreApplication::processEvents();
    m_painted.clear();
}

void TstVideoSurface::showsThePicturesOfItsTiles()
{
    QCOMPARE(seen(kLeft.center()), QColor(10, 20, 30));
    m_left->present(test::oneColour({}, Qt::red));
    QTRY_COMPARE(m_left->shown(), 1);
    QVERIFY(test::distance(seen(kLeft.center()).rgb(), qRgb(255, 0, 0)) < 5);
    QCOMPARE(seen(kRight.center()), QColor(10, 20, 30));
    QCOMPARE(seen({105, 30}), QColor(10, 20, 30)); // between the tiles
    QCOMPARE(m_left->takeImage().size(), kLeft.size());
}

void TstVideoSurface::repaintsOnlyTheTileWithANewPicture()
{
    m_right->present(test::oneColour({}, Qt::green));
    QTRY_COMPARE(m_painted.value(2), 1);
    QCOMPARE(m_painted.value(1), 0);
    m_surface->updateTile(1);
    QTRY_COMPARE(m_painted.value(1), 1);
    QCOMPARE(m_painted.value(2), 1);
}

void TstVideoSurface::manyPicturesInOneTickAreOneRepaint()
{
    for (int i = 0; i < 50; ++i)
        m_left->present(test::oneColour({}, Qt::red));
    QTRY_COMPARE(m_painted.value(1), 1);
    QCOMPARE(m_left->shown(), 1);
    QCOMPARE(m_left->replaced(), 49);
}

void TstVideoSurface::aCurtainFallsAtOnce()
{
    m_left->present(test::oneColour({}, Qt::red));
    QTRY_COMPARE(m_left->shown(), 1);
    const int before = m_painted.value(1);
    m_left->curtain();
    QCOMPARE(m_painted.value(1), before + 1); // no event loop in between
    QCOMPARE(seen(kLeft.center()), QColor(10, 20, 30));
}

void TstVideoSurface::aHiddenSurfaceHasNothingConverted()
{
    m_surface->widget()->hide();
    m_left->present(test::oneColour({}, Qt::red));
    QVERIFY(m_left->takeImage().isNull());
    m_surface->widget()->show();
    m_left->present(test::oneColour({}, Qt::red));
    QTRY_COMPARE(m_left->shown(), 1);
}

void TstVideoSurface::aTileThatLeftIsNotPaintedAndNotFed()
{
    m_surface->setTiles({{2, kRight, m_right}});
    m_left->present(test::oneColour({}, Qt::red));
    QVERIFY(m_left->takeImage().isNull());
    QTRY_VERIFY(m_painted.value(2) > 0);
    QCOMPARE(m_painted.value(1), 0);
    QCOMPARE(seen(kLeft.center()), QColor(10, 20, 30));
}

void TstVideoSurface::movesAFeedToAnotherTile()
{
    m_surface->setTiles({{1, kLeft, m_right}, {2, kRight, m_left}});
    m_left->present(test::oneColour({}, Qt::blue));
    QTRY_COMPARE(m_left->shown(), 1);
    QVERIFY(test::distance(seen(kRight.center()).rgb(), qRgb(0, 0, 255)) < 8);
    QCOMPARE(m_left->takeImage().size(), kRight.size());
}

void TstVideoSurface::overlaysStayInsideTheirTile()
{
    m_surface->setOverlayPainter([](QPainter &painter, int id, const QRect &rect) {
        painter.fillRect(rect.adjusted(-50, -50, 50, 50), id == 1 ? Qt::yellow : Qt::cyan);
    });
    QTRY_COMPARE(seen(kLeft.center()), QColor(Qt::yellow));
    QCOMPARE(seen(kRight.center()), QColor(Qt::cyan));
    QCOMPARE(seen({105, 30}), QColor(10, 20, 30));
    QCOMPARE(seen({50, 80}), QColor(10, 20, 30));
}

void TstVideoSurface::neighboursStayNeighboursAtAnyScale()
{
    for (const qreal scale : {1.0, 1.25, 1.5, 1.75, 2.0}) {
        for (int x = 0; x < 200; ++x) {
            const QRect left = ui::toDevicePixels({x, 3, 33, 17}, scale);
            const QRect right = ui::toDevicePixels({x + 33, 3, 33, 17}, scale);
            QCOMPARE(left.x() + left.width(), right.x());
        }
    }
}

void TstVideoSurface::survivesItsParent()
{
    auto window = std::make_unique<QWidget>();
    const auto surface = VideoSurface::create(Backend::Cpu, window.get());
    surface->setTiles({{1, kLeft, m_left}});
    window->show();
    window.reset();
    QVERIFY(surface->widget() == nullptr);
    surface->updateAll();
    m_left->present(test::oneColour({}, Qt::red));
    m_left->curtain();
    QCoreApplication::processEvents();
}

VIGIE_TEST(TstVideoSurface)
#include "tst_video_surface.moc"
