// SPDX-License-Identifier: GPL-3.0-or-later
#include "wall_room.h"

#include <support/test_main.h>
#include <ui/wall/tour_runner.h>

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::wall;
using namespace std::chrono_literals;
using test::cam;
using test::camerasIn;

namespace {

Tour tourOf(const QList<int> &cameras, std::chrono::seconds dwell = 10s)
{
    Tour tour;
    for (const int camera : cameras)
        tour.steps.append({cam(camera), {}, {}, dwell});
    return tour;
}

struct Room : test::WallDesk {
    std::unique_ptr<Mosaic> mosaic = test::WallDesk::mosaic();
    TourHelp help;
    std::unique_ptr<TourRunner> runner;
    QStringList recalled;
    QString recallAnswer;

    Room()
    {
        help.recall = [this](const CameraId &camera, const QString &preset, QObject *, const std::function<void(const QString &)> &done) {
            recalled.append(camera.value + u'/' + preset);
            done(recallAnswer);
        };
    }
    TourRunner &start(const Tour &tour, std::optional<int> tile = 0)
    {
        runner = std::make_unique<TourRunner>(*mosaic, tile, QStringLiteral("Gares"), tour, clock, help);
        runner->tick();
        return *runner;
    }
    void pass(std::chrono::milliseconds time)
    {
        for (; time > 0ms; time -= 250ms) {
            clock.advance(250ms);
            runner->tick();
        }
    }
};

} // namespace

/// Tours, on a clock that the test turns.
class TstTours final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }

    void stepsComeOneAfterTheOther()
    {
        Room room;
        TourRunner &tour = room.start(tourOf({1, 2, 3}));
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("1 . . ."));
        QCOMPARE(tour.left(), 10s);
        room.pass(6750ms);
        QCOMPARE(room.views.asked, QList<CameraId>{cam(1)});
        room.pass(500ms); // three seconds ahead
        QCOMPARE(room.views.asked, (QList<CameraId>{cam(1), cam(2)}));
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("1 . . ."));
        room.pass(2750ms);
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("2 . . ."));
        QVERIFY(!room.views.open_.contains(cam(1))); // given back
        room.pass(20s);
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("1 . . ."));
        QCOMPARE(tour.step(), 0);
    }

    void whileNobodyLooksNothingIsAsked()
    {
        Room room;
        TourRunner &tour = room.start(tourOf({1, 2, 3}));
        room.pass(8s); // the second is prepared
        room.mosaic->setWatched(false); // the screen is locked
        room.pass(60s);
        QCOMPARE(room.views.asked, (QList<CameraId>{cam(1), cam(2)}));
        QVERIFY(!room.views.open_.contains(cam(2))); // given back
        room.mosaic->setWatched(true);
        room.pass(250ms);
        QCOMPARE(tour.left(), 10s);
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("1 . . ."));
        room.pass(10s);
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("2 . . ."));
    }

    void thereIsNeverBlack()
    {
        Room room;
        room.start(tourOf({1, 2, 3}));
        room.playAtOnce = false;
        room.pass(14s); // the second gives no picture yet
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("1 . . ."));
        QVERIFY(room.mosaic->tile(0).visibleFeed() != nullptr);
        room.views.view(QStringLiteral("cam-02")).play();
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("2 . . ."));
        QVERIFY(room.mosaic->tile(0).visibleFeed() != nullptr);
    }

    void whatGivesNoPictureIsSkippedAndSaid()
    {
        Room room;
        TourRunner &tour = room.start(tourOf({1, 2, 3}));
        room.playAtOnce = false;
        room.pass(7s);
        room.playAtOnce = true;
        room.pass(11s);
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("3 . . ."));
        QVERIFY(tour.said().contains(QStringLiteral("Rue piétonne")));
        room.pass(7s);
        QVERIFY(tour.said().isEmpty());
    }

    void whatTheGateRefusesIsSkippedAndSaid()
    {
        Room room;
        TourRunner &tour = room.start(tourOf({1, 14, 3}));
        room.pass(10s);
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("3 . . ."));
        QCOMPARE(tour.step(), 2);
        QVERIFY(tour.said().contains(QStringLiteral("Rue du Châtel")));
    }

    void aTourWithoutOneRightAsksOnceADwell()
    {
        Room room;
        room.mosaic->open(cam(5), 0);
        room.views.asked.clear();
        room.start(tourOf({13, 14}));
        QCOMPARE(room.views.asked.size(), 2);
        room.pass(6s);
        QCOMPARE(room.views.asked.size(), 2);
        QVERIFY(!room.runner->said().isEmpty() || room.runner->step() >= 0);
    }

    void aTouchPausesAndThirtySecondsWithoutOneGoOn()
    {
        Room room;
        TourRunner &tour = room.start(tourOf({1, 2}));
        room.pass(4s);
        tour.touch();
        QVERIFY(tour.isPaused());
        room.pass(29s);
        tour.touch(); // again
        room.pass(29500ms);
        QVERIFY(tour.isPaused());
        QCOMPARE(tour.left(), 6s);
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("1 . . ."));
        room.pass(500ms);
        QVERIFY(!tour.isPaused());
        room.pass(5750ms);
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("1 . . ."));
        room.pass(500ms);
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("2 . . ."));
    }

    void thePauseKeyPausesUntilItIsPressedAgain()
    {
        Room room;
        TourRunner &tour = room.start(tourOf({1, 2}));
        tour.togglePause();
        tour.touch();
        room.pass(120s);
        QVERIFY(tour.isPaused());
        tour.togglePause();
        QVERIFY(!tour.isPaused());
        room.pass(10s);
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("2 . . ."));
    }

    void aTouchJustBeforeTheChangeKeepsThePicture()
    {
        Room room;
        TourRunner &tour = room.start(tourOf({1, 2}));
        room.pass(9s);
        QVERIFY(room.views.open_.contains(cam(2)));
        tour.touch();
        QVERIFY(!room.views.open_.contains(cam(2))); // its right is given back
        room.pass(10s);
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("1 . . ."));
    }

    void stepsAreCalledByHand()
    {
        Room room;
        TourRunner &tour = room.start(tourOf({1, 2, 3}));
        tour.next();
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("2 . . ."));
        tour.previous();
        tour.previous();
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("3 . . ."));
        tour.togglePause();
        tour.next();
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("1 . . ."));
        QVERIFY(tour.isPaused());
    }

    void presetsAreCalledAheadUnlessTheCameraIsWatched()
    {
        Room room;
        Tour tour;
        tour.steps = {{cam(3), {}, QStringLiteral("p1"), 10s}, {cam(3), {}, QStringLiteral("p2"), 10s},
                      {cam(6), {}, QStringLiteral("p3"), 10s}};
        room.start(tour);
        QCOMPARE(room.recalled, QStringList{QStringLiteral("cam-03/p1")});
        room.pass(9s);
        QCOMPARE(room.recalled.size(), 1); // the watched camera stays
        room.pass(1s);
        QCOMPARE(room.recalled.value(1), QStringLiteral("cam-03/p2"));
        room.pass(8s);
        QCOMPARE(room.recalled.value(2), QStringLiteral("cam-06/p3"));
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("3 . . ."));
    }

    void aPresetThatMayNotBeCalledIsSaidAndTheCameraShown()
    {
        Room room;
        room.recallAnswer = QStringLiteral("pas de droit de pilotage");
        Tour tour;
        tour.steps = {{cam(3), {}, QStringLiteral("p1"), 10s}};
        room.start(tour);
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("3 . . ."));
        QVERIFY(room.runner->said().contains(room.recallAnswer));
    }

    void theWholeMosaicGoesFromLayoutToLayout()
    {
        Room room;
        room.mosaic->open(cam(9), 0);
        room.help.layout = [](const QString &id) -> std::optional<MosaicState> {
            MosaicState state;
            if (id == QStringLiteral("a")) {
                state.cameras = {cam(1), cam(2), cam(3), cam(4)};
            } else if (id == QStringLiteral("b")) {
                state.layout = MosaicLayout::Nine;
                state.cameras = {cam(1), cam(14), {}, cam(5)};
            } else {
                return std::nullopt;
            }
            return state;
        };
        Tour tour;
        tour.steps = {{{}, QStringLiteral("a"), {}, 10s}, {{}, QStringLiteral("gone"), {}, 10s}, {{}, QStringLiteral("b"), {}, 10s}};
        room.start(tour, std::nullopt);
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("1 2 3 4"));
        room.pass(10s);
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("1 14 . 5 . . . . ."));
        QCOMPARE(room.mosaic->tile(1).face().kind, TileFace::Kind::Card); // refused, and a card
        QVERIFY(!room.runner->said().isEmpty()); // the step in between
    }

    void whoeverTakesTheTileEndsTheTour()
    {
        Room room;
        TourRunner &tour = room.start(tourOf({1, 2}));
        QSignalSpy stopped(&tour, &TourRunner::stopped);
        room.mosaic->open(cam(9), 0);
        tour.tick();
        QCOMPARE(stopped.size(), 1);
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("9 . . ."));
    }

    void theTourGoesWithItsTile()
    {
        Room room;
        TourRunner &tour = room.start(tourOf({1, 2}));
        room.mosaic->swap(0, 3);
        room.pass(10s);
        QCOMPARE(tour.tile(), std::optional(3));
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral(". . . 2"));
    }

    void twoToursOfOneMosaicLeaveEachOtherAlone()
    {
        Room room;
        room.start(tourOf({1, 2}));
        TourRunner other(*room.mosaic, 3, QStringLiteral("Autre"), tourOf({5, 6}, 11s), room.clock, room.help);
        other.tick();
        for (int quarter = 0; quarter < 44; ++quarter) {
            room.clock.advance(250ms);
            room.runner->tick();
            other.tick();
            if (quarter == 40)
                QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("2 . . 5"));
        }
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("2 . . 6"));
    }

    void stoppingGivesThePreparedRightBack()
    {
        Room room;
        room.start(tourOf({1, 2}));
        room.pass(8s);
        QVERIFY(room.views.open_.contains(cam(2)));
        room.runner.reset();
        QVERIFY(!room.views.open_.contains(cam(2)));
        QVERIFY(room.views.open_.contains(cam(1)));
    }

    void aTourSurvivesJson()
    {
        Tour tour;
        tour.steps = {{cam(3), {}, QStringLiteral("p1"), 2s}, {{}, QStringLiteral("0b5c"), {}, 600s}};
        QCOMPARE(tourFromJson(toJson(tour)).value(), tour);
    }

    void badToursAreRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no steps") << QByteArray(R"({"steps":[]})");
        QTest::newRow("a step of nothing") << QByteArray(R"({"steps":[{"dwell":5}]})");
        QTest::newRow("camera and layout at once") << QByteArray(R"({"steps":[{"camera":"a","layout":"b","dwell":5}]})");
        QTest::newRow("too short") << QByteArray(R"({"steps":[{"camera":"a","dwell":1}]})");
        QTest::newRow("too long") << QByteArray(R"({"steps":[{"camera":"a","dwell":601}]})");
        QTest::newRow("a malformed camera") << QByteArray(R"({"steps":[{"camera":"../a","dwell":5}]})");
        QTest::newRow("a preset of a layout") << QByteArray(R"({"steps":[{"layout":"a","preset":"1","dwell":5}]})");
        QTest::newRow("a hundred and one steps")
            << QByteArray(R"({"steps":[)") + QByteArray(R"({"camera":"a","dwell":5},)").repeated(100) + R"({"camera":"a","dwell":5}]})";
        QTest::newRow("a megabyte") << QByteArray(1 << 20, ' ');
    }
    void badToursAreRefused()
    {
        QFETCH(QByteArray, json);
        QCOMPARE(tourFromJson(json).error().code, ErrorCode::InvalidArgument);
    }
};

VIGIE_TEST(TstTours)
#include "tst_tours.moc"
