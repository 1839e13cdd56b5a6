// SPDX-License-Identifier: GPL-3.0-or-later
#include "wall_room.h"

#include <support/test_main.h>
#include <ui/common/theme.h>
#include <ui/wall/wall_window.h>
#include <ui/wall/walls.h>

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

using namespace vigie;
using namespace vigie::wall;
using test::cam;
using test::camerasIn;

namespace {

struct Room : test::WallDesk {
    Walls walls{clock};
    std::unique_ptr<WallWindow> first = window(2);
    std::unique_ptr<WallWindow> second = window(3);

    ~Room()
    {
        walls.remove(second->view());
        walls.remove(first->view());
    }
    std::unique_ptr<WallWindow> window(int number)
    {
        auto made = std::make_unique<WallWindow>(WallWindow::Parts{views, registry, clock, test::sentences()}, number);
        made->show();
        walls.add(made->view());
        return made;
    }
};

} // namespace

/// Several windows of one desk.
class TstWalls final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)"))); }

    void theWindowWithTheFocusIsWorkedIn()
    {
        Room room;
        QCOMPARE(room.walls.current(), &room.first->view());
        QSignalSpy changed(&room.walls, &Walls::currentChanged);
        room.second->activateWindow();
        room.second->view().setFocus();
        QTRY_COMPARE(room.walls.current(), &room.second->view());
        QCOMPARE(changed.size(), 1);
    }

    void theHotSpotFollowsAcrossWindows()
    {
        Room room;
        Mosaic &far = room.second->mosaic();
        far.setHotSpot(1);
        Mosaic &near = room.first->mosaic();
        near.open(cam(1), 0);
        near.open(cam(2), 1);
        QTRY_COMPARE(camerasIn(far), QStringLiteral(". 2 . ."));
        near.open(cam(14), 2); // refused: not asked for once more
        near.select(0);
        QTRY_COMPARE(camerasIn(far), QStringLiteral(". 1 . ."));
        near.select(2);
        near.select(1);
        QTRY_COMPARE(camerasIn(far), QStringLiteral(". 2 . ."));
        QCOMPARE(room.views.asked.count(cam(14)), 1);
    }

    void aClosedWindowGivesItsGrantsBack()
    {
        Room room;
        room.second->mosaic().open(cam(4));
        QVERIFY(room.views.open_.contains(cam(4)));
        QSignalSpy closed(room.second.get(), &WallWindow::closed);
        room.second->close();
        QCOMPARE(closed.size(), 1);
        room.walls.remove(room.second->view());
        room.second.reset();
        QVERIFY(room.views.open_.isEmpty());
        room.second = room.window(3);
    }

    void undoReachesEveryWindow()
    {
        Room room;
        room.first->mosaic().open(cam(1), 0);
        room.second->mosaic().open(cam(2), 0);
        QSignalSpy undone(&room.walls, &Walls::undone);
        QTest::keyClick(&room.first->view(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(camerasIn(room.second->mosaic()), QStringLiteral(". . . ."));
        QTest::keyClick(&room.first->view(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(camerasIn(room.first->mosaic()), QStringLiteral(". . . ."));
        QCOMPARE(undone.size(), 2);
    }

    void aTourIsSteeredByKeysAndPausedByOthers()
    {
        Room room;
        Mosaic &mosaic = room.first->mosaic();
        Tour tour;
        tour.steps = {{cam(1), {}, {}, std::chrono::seconds(10)}, {cam(2), {}, {}, std::chrono::seconds(10)}};
        TourRunner &runner = room.walls.startTour(mosaic, 0, QStringLiteral("Gares"), tour);
        runner.tick();
        QCOMPARE(camerasIn(mosaic), QStringLiteral("1 . . ."));
        MosaicView &view = room.first->view();
        QTest::keyClick(&view, Qt::Key_PageDown, Qt::ControlModifier);
        QCOMPARE(camerasIn(mosaic), QStringLiteral("2 . . ."));
        QVERIFY(!runner.isPaused());
        QTest::keyClick(&view, Qt::Key_PageUp, Qt::ControlModifier);
        QCOMPARE(camerasIn(mosaic), QStringLiteral("1 . . ."));
        QTest::keyClick(&view, Qt::Key_Space);
        QVERIFY(runner.isPaused());
        QTest::keyClick(&view, Qt::Key_Space);
        QVERIFY(!runner.isPaused());
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.tileRect(2).center()); // another tile
        QVERIFY(!runner.isPaused());
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.tileRect(0).center());
        QVERIFY(runner.isPaused());
    }

    void aTourOfTheMosaicEndsThoseOfItsTiles()
    {
        Room room;
        Mosaic &mosaic = room.first->mosaic();
        Tour tour;
        tour.steps = {{cam(1), {}, {}, std::chrono::seconds(10)}};
        room.walls.startTour(mosaic, 1, QStringLiteral("a"), tour);
        room.walls.startTour(room.second->mosaic(), 1, QStringLiteral("b"), tour);
        room.walls.startTour(mosaic, std::nullopt, QStringLiteral("c"), tour);
        QCOMPARE(room.walls.tourAt(mosaic, 1)->name(), QStringLiteral("c"));
        QCOMPARE(room.walls.tourAt(room.second->mosaic(), 1)->name(), QStringLiteral("b"));
        QCOMPARE(room.walls.tourAt(room.second->mosaic(), 0), nullptr);
        room.walls.stopTour(mosaic, 0);
        QCOMPARE(room.walls.tourAt(mosaic, 1), nullptr);
    }

    void fullScreenHidesTheBar()
    {
        Room room;
        auto *layout = room.first->findChild<QWidget *>(QStringLiteral("wallLayout"));
        QVERIFY(layout->isVisible());
        QTest::keyClick(&room.first->view(), Qt::Key_F11);
        QVERIFY(room.first->isFullScreen());
        QTRY_VERIFY(!layout->isVisible());
        QTest::keyClick(&room.first->view(), Qt::Key_F11);
        QTRY_VERIFY(layout->isVisible());
    }
};

VIGIE_TEST(TstWalls)
#include "tst_walls.moc"
