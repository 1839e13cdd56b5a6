// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_camera_views.h"
#include "oise_facts.h"

#include <support/fake_clock.h>
#include <support/test_main.h>
#include <ui/wall/mosaic.h>
#include <ui/wall/mosaic_keys.h>

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::wall;

namespace {

CameraId cam(int number)
{
    return CameraId{QStringLiteral("cam-%1").arg(number, 2, 10, QLatin1Char('0'))};
}

struct Room {
    test::FakeClock clock;
    test::FakeViews views;
    test::FixedFacts registry{test::oiseFacts()};
    Mosaic mosaic{views, registry, clock, {[](const Error &) { return QStringLiteral("why"); }, {}}};

    [[nodiscard]] QString nameAt(int tile) const
    {
        return mosaic.tile(tile).isEmpty() ? QString() : mosaic.tile(tile).camera()->id.value;
    }
};

} // namespace

class TstMosaic final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aCameraGoesToTheFirstFreeTileThenToTheSelectedOne()
    {
        Room room;
        for (int number = 1; number <= 4; ++number)
            QCOMPARE(room.mosaic.open(cam(number)), number - 1);
        room.mosaic.select(1);
        QCOMPARE(room.mosaic.open(cam(5)), 1);
        QCOMPARE(room.nameAt(1), QStringLiteral("cam-05"));
        QVERIFY(!room.views.open_.contains(cam(2)));
        QCOMPARE(room.mosaic.open(CameraId{}), -1);
    }

    void manyCamerasTakeFreeTilesThenThoseOfOthers()
    {
        Room room; // four tiles
        room.mosaic.open(cam(1), 1);
        room.mosaic.open(cam(2), 2);
        QCOMPARE(room.mosaic.openMany({cam(5), cam(2), cam(6), cam(6), cam(7), CameraId{}}), 4);
        QCOMPARE(room.nameAt(0), QStringLiteral("cam-05"));
        QCOMPARE(room.nameAt(3), QStringLiteral("cam-06"));
        QCOMPARE(room.nameAt(1), QStringLiteral("cam-07"));
        QCOMPARE(room.nameAt(2), QStringLiteral("cam-02"));
        // More than there are tiles: each tile one of them, none opened over another.
        QCOMPARE(room.mosaic.openMany({cam(11), cam(12), cam(13), cam(14), cam(15)}), 4);
        QCOMPARE(room.nameAt(0), QStringLiteral("cam-11"));
        QCOMPARE(room.nameAt(3), QStringLiteral("cam-14"));
    }

    void aCameraAlreadyThereIsSelectedNotOpenedTwice()
    {
        Room room;
        room.mosaic.open(cam(1));
        room.mosaic.open(cam(2));
        QCOMPARE(room.mosaic.open(cam(1)), 0);
        QCOMPARE(room.mosaic.selected(), 0);
        QCOMPARE(room.views.asked.size(), 2);
    }

    void manyCamerasFillFromATileOn()
    {
        Room room;
        QCOMPARE(room.mosaic.openAll({cam(1), cam(2), cam(3), cam(4)}, 1), 3);
        QVERIFY(room.mosaic.tile(0).isEmpty());
        QCOMPARE(room.nameAt(3), QStringLiteral("cam-03"));
        QCOMPARE(room.mosaic.selected(), 1);
    }

    void whatMakesRoomForManyIsToldToCloseBeforeTheFirstIsWaitedFor()
    {
        Room room;
        room.mosaic.openAll({cam(1), cam(2), cam(3)}, 0);
        QList<std::shared_ptr<render::TileFeed>> before;
        for (const QString &name : {QStringLiteral("cam-01"), QStringLiteral("cam-02"), QStringLiteral("cam-03")})
            before.append(room.views.view(name).pictures);
        QList<int> curtained;
        room.views.onOpen = [&](const CameraId &, test::FakeView &) {
            curtained.append(static_cast<int>(std::count_if(before.cbegin(), before.cend(),
                                                            [](const auto &feed) { return feed->isCurtained(); })));
        };
        room.mosaic.openAll({cam(11), cam(12)}, 0);
        QCOMPARE(curtained, (QList<int>{2, 2})); // the third keeps its place
    }

    void swappingKeepsTheGrants()
    {
        Room room;
        room.mosaic.open(cam(1));
        room.mosaic.open(cam(2));
        room.mosaic.swap(0, 3);
        QVERIFY(room.mosaic.tile(0).isEmpty());
        QCOMPARE(room.nameAt(3), QStringLiteral("cam-01"));
        QCOMPARE(room.views.asked.size(), 2);
        QCOMPARE(room.views.open_.size(), 2);
    }

    void clearingGivesTheGrantBack()
    {
        Room room;
        room.mosaic.open(cam(1));
        room.mosaic.clear(0);
        QVERIFY(room.mosaic.tile(0).isEmpty());
        QVERIFY(room.views.open_.isEmpty());
    }

    void enlargingTakesTheMainStreamAndBackTheSub()
    {
        Room room;
        room.mosaic.open(cam(1));
        room.mosaic.open(cam(2));
        room.mosaic.enlarge(1);
        QCOMPARE(room.mosaic.enlarged(), std::optional(1));
        QVERIFY(room.views.view(QStringLiteral("cam-02")).showing.enlarged);
        QCOMPARE(room.views.view(QStringLiteral("cam-02")).showing.importance, media::Importance::Selected);
        QCOMPARE(room.views.view(QStringLiteral("cam-01")).showing.importance, media::Importance::Hidden);
        room.mosaic.back();
        QVERIFY(!room.mosaic.enlarged());
        QVERIFY(!room.views.view(QStringLiteral("cam-02")).showing.enlarged);
        QCOMPARE(room.views.view(QStringLiteral("cam-01")).showing.importance, media::Importance::Visible);
        room.mosaic.enlarge(3); // empty
        QVERIFY(!room.mosaic.enlarged());
    }

    void anEnlargedTileThatIsClearedComesBack()
    {
        Room room;
        room.mosaic.open(cam(1));
        room.mosaic.enlarge(0);
        room.mosaic.clear(0);
        QVERIFY(!room.mosaic.enlarged());
    }

    void aSmallerLayoutParksWhatItHidesAndAsksAgainLater()
    {
        Room room;
        room.mosaic.setLayout(MosaicLayout::Nine);
        for (int number = 1; number <= 6; ++number)
            room.mosaic.open(cam(number));
        room.mosaic.setLayout(MosaicLayout::Four);
        QCOMPARE(room.views.open_.size(), 4);
        room.mosaic.setLayout(MosaicLayout::Nine);
        QCOMPARE(room.views.open_.size(), 6);
        QCOMPARE(room.views.asked.size(), 8);
        QCOMPARE(room.nameAt(5), QStringLiteral("cam-06"));
    }

    void onlyGrantedCamerasAreKept()
    {
        Room room;
        QSignalSpy changed(&room.mosaic, &Mosaic::stateChanged);
        room.mosaic.open(cam(1));
        room.mosaic.open(cam(2));
        room.views.view(QStringLiteral("cam-02")).refuse({{access::Check::Territory, 10, QStringLiteral("non"), {}, {}}});
        changed.clear();
        room.views.view(QStringLiteral("cam-01")).become(live::ViewState::Connecting);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(room.mosaic.state().cameras, QList<CameraId>{cam(1)});
    }

    void restoringAsksTheGateForEveryVisibleCamera()
    {
        Room room;
        MosaicState state;
        state.layout = MosaicLayout::Four;
        state.cameras = {cam(3), {}, cam(4), {}, cam(5)};
        room.mosaic.restore(state);
        QCOMPARE(room.views.asked, (QList<CameraId>{cam(3), cam(4)}));
        QCOMPARE(room.mosaic.tile(0).face().kind, TileFace::Kind::Card); // asking: nothing is shown on trust
        room.views.view(QStringLiteral("cam-03")).refuse({{access::Check::Duty, 23, QStringLiteral("Hors service"), {}, {}}});
        QCOMPARE(room.mosaic.tile(0).visibleFeed(), nullptr);
        // A refusal of today does not erase the layout of the person.
        QCOMPARE(room.mosaic.state().cameras, state.cameras);
    }

    void aRefusedTileAsksAgainWhenTheRightComesButNotInALoop()
    {
        Room room;
        room.mosaic.open(cam(1));
        test::FakeView &view = room.views.view(QStringLiteral("cam-01"));
        view.refuse({{access::Check::Duty, 23, QStringLiteral("Hors service"), {}, {}}});
        Q_EMIT room.views.rightsMayHaveChanged();
        QCOMPARE(view.asks, 1);
        room.views.allowed.insert(cam(1));
        Q_EMIT room.views.rightsMayHaveChanged();
        QCOMPARE(view.asks, 2);
        Q_EMIT room.views.rightsMayHaveChanged();
        QCOMPARE(view.asks, 2);
        room.clock.advance(std::chrono::seconds(11));
        Q_EMIT room.views.rightsMayHaveChanged();
        QCOMPARE(view.asks, 3);
    }

    void aCurtainTakesTheFeedAwayBeforeTheWordsChange()
    {
        Room room;
        room.mosaic.open(cam(1));
        test::FakeView &view = room.views.view(QStringLiteral("cam-01"));
        view.allow(QStringLiteral("Maire de Beauvais"), {});
        view.play();
        QVERIFY(room.mosaic.tile(0).visibleFeed());
        QStringList order;
        connect(&room.mosaic, &Mosaic::feedChanged, &room.mosaic, [&] { order.append(QStringLiteral("feed")); });
        connect(&room.mosaic, &Mosaic::tileChanged, &room.mosaic, [&] { order.append(QStringLiteral("words")); });
        view.cause = access::EndCause::RightLost;
        view.become(live::ViewState::Curtained);
        QVERIFY(!room.mosaic.tile(0).visibleFeed());
        QCOMPARE(order, (QStringList{QStringLiteral("feed"), QStringLiteral("words")}));
    }

    void theRegistryMayRenameACamera()
    {
        Room room;
        room.mosaic.open(cam(1));
        registry::Facts facts = test::oiseFacts();
        facts.cameras[cam(1)].name = QStringLiteral("Place rebaptisée");
        room.registry.replace(facts);
        QCOMPARE(room.mosaic.tile(0).face().name, QStringLiteral("Place rebaptisée"));
    }
};

VIGIE_TEST(TstMosaic)
#include "tst_mosaic.moc"
