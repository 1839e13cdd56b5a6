// SPDX-License-Identifier: GPL-3.0-or-later
#include "wall_room.h"

#include <support/test_main.h>

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::wall;
using test::cam;
using test::camerasIn;

namespace {

struct Room : test::WallDesk {
    Undo undo;
    std::unique_ptr<Mosaic> mosaic = test::WallDesk::mosaic();

    Room()
    {
        mosaic->setUndo(&undo);
        for (int number = 1; number <= 3; ++number)
            mosaic->open(cam(number), number - 1);
        views.asked.clear();
    }
};

} // namespace

/// A mosaic that becomes another, and the way back.
class TstArranging final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }

    void everyChangeIsTakenBack_data()
    {
        QTest::addColumn<int>("change");
        QTest::addColumn<QString>("after");
        QTest::newRow("a camera replaced") << 0 << "1 5 3 .";
        QTest::newRow("a tile emptied") << 1 << "1 . 3 .";
        QTest::newRow("the mosaic emptied") << 2 << ". . . .";
        QTest::newRow("another layout") << 3 << "1";
        QTest::newRow("two tiles swapped") << 4 << "3 2 1 .";
        QTest::newRow("several cameras opened over others") << 5 << "1 6 7 8";
        QTest::newRow("a tile carried to the right") << 6 << "2 1 3 .";
        QTest::newRow("a kept layout opened") << 7 << "2 4 1 . . . . . .";
        QTest::newRow("a tile made the hot spot") << 8 << "1 2 3 .";
    }
    void everyChangeIsTakenBack()
    {
        QFETCH(int, change);
        QFETCH(QString, after);
        Room room;
        room.mosaic->select(0);
        const int steps = room.undo.count();
        switch (change) {
        case 0: room.mosaic->open(cam(5), 1); break;
        case 1: room.mosaic->clear(1); break;
        case 2: room.mosaic->clearAll(); break;
        case 3: room.mosaic->setLayout(MosaicLayout::One); break;
        case 4: room.mosaic->swap(0, 2); break;
        case 5: room.mosaic->openAll({cam(6), cam(7), cam(8)}, 1); break;
        case 6: room.mosaic->carry(Direction::Right); break;
        case 7: {
            MosaicState kept;
            kept.layout = MosaicLayout::Nine;
            kept.cameras = {cam(2), cam(4), cam(1)};
            room.mosaic->become(kept);
            break;
        }
        case 8: room.mosaic->setHotSpot(2); break;
        }
        QCOMPARE(camerasIn(*room.mosaic), after);
        QCOMPARE(room.undo.count(), steps + 1); // one step, however much it changed
        QVERIFY(!room.undo.undo().isEmpty());
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("1 2 3 ."));
        QVERIFY(!room.mosaic->hotSpot());
        QCOMPARE(room.undo.count(), steps);
    }

    void whatIsThereAlreadyIsNotAskedForAgain()
    {
        Room room;
        MosaicState kept;
        kept.layout = MosaicLayout::Nine;
        kept.cameras = {cam(3), {}, cam(1), cam(9)};
        room.mosaic->become(kept);
        QCOMPARE(room.views.asked, QList<CameraId>{cam(9)});
        room.undo.undo();
        QCOMPARE(room.views.asked, (QList<CameraId>{cam(9), cam(2)}));
    }

    void aLayoutOfOthersKeepsNoCameraThatWasNotGranted()
    {
        Room room;
        MosaicState kept;
        kept.cameras = {cam(1), cam(14)}; // the second is refused here
        room.mosaic->become(kept);
        QCOMPARE(room.mosaic->tile(1).face().kind, TileFace::Kind::Card);
        QCOMPARE(room.mosaic->state().cameras, QList<CameraId>{cam(1)});
    }

    void nothingIsTakenBackForAMosaicThatIsGone()
    {
        Room room;
        room.mosaic->clear(0);
        room.mosaic.reset();
        QVERIFY(room.undo.undo().isEmpty());
        QCOMPARE(room.undo.count(), 0);
    }

    void theOldestStepIsForgotten()
    {
        Room room;
        for (int step = 0; step < Undo::kMost + 10; ++step)
            room.mosaic->swap(0, 1);
        QCOMPARE(room.undo.count(), Undo::kMost);
    }

    void aTileGoesToAnotherWindowWithItsGrantAndBack()
    {
        Room room;
        const auto other = room.test::WallDesk::mosaic();
        other->open(cam(7), 0);
        room.views.asked.clear();
        const auto *picture = room.views.open_.value(cam(1));
        room.mosaic->exchange(0, *other, 0);
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("7 2 3 ."));
        QCOMPARE(camerasIn(*other), QStringLiteral("1 . . ."));
        QVERIFY(room.views.asked.isEmpty());
        QCOMPARE(room.views.open_.value(cam(1)), picture);
        // The tile speaks to the mosaic it is in now.
        QSignalSpy there(other.get(), &Mosaic::tileChanged);
        QSignalSpy here(room.mosaic.get(), &Mosaic::tileChanged);
        room.views.view(QStringLiteral("cam-01")).become(live::ViewState::Lost);
        QCOMPARE(there.value(0), QVariantList{0});
        QVERIFY(here.isEmpty());
        room.undo.undo();
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("1 2 3 ."));
    }

    void theHotSpotShowsWhatFollowsAndKeepsNothing()
    {
        Room room;
        room.mosaic->setHotSpot(3);
        room.mosaic->follow(cam(2));
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("1 2 3 2"));
        QCOMPARE(room.mosaic->state().cameras, (QList<CameraId>{cam(1), cam(2), cam(3)}));
        QCOMPARE(room.mosaic->state().hotSpot, std::optional(3));
        QCOMPARE(room.mosaic->openSlot(), room.mosaic->selected()); // it is no empty tile
        room.playAtOnce = false;
        room.mosaic->follow(cam(5));
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("1 2 3 2")); // until there is a picture
        room.views.view(QStringLiteral("cam-05")).play();
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("1 2 3 5"));
        room.mosaic->swap(3, 0);
        QCOMPARE(room.mosaic->hotSpot(), std::optional(0));
        room.mosaic->setHotSpot(std::nullopt);
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral(". 2 3 1"));
    }

    void aPreparedMosaicIsSeenWhenEveryTileIsReady()
    {
        Room room;
        room.playAtOnce = false;
        MosaicState next;
        next.layout = MosaicLayout::Four;
        next.cameras = {cam(1), cam(8), cam(9), cam(14)};
        room.mosaic->prepare(next);
        QCOMPARE(room.views.asked, (QList<CameraId>{cam(8), cam(9), cam(14)})); // the first is there
        QCOMPARE(room.mosaic->prepared(), Mosaic::Prepared::Waiting);
        room.views.view(QStringLiteral("cam-08")).play();
        QCOMPARE(room.mosaic->prepared(), Mosaic::Prepared::Waiting);
        room.views.view(QStringLiteral("cam-09")).play();
        QCOMPARE(room.mosaic->prepared(), Mosaic::Prepared::Ready);
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("1 2 3 ."));
        room.mosaic->showPrepared();
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("1 8 9 14"));
        QVERIFY(!room.views.open_.contains(cam(2))); // given back
    }
};

VIGIE_TEST(TstArranging)
#include "tst_arranging.moc"
