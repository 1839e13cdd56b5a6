// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_camera_views.h"
#include "french.h"
#include "oise_facts.h"

#include <support/fake_clock.h>
#include <support/test_main.h>
#include <ui/common/theme.h>
#include <ui/wall/mosaic_view.h>

#include <QtCore/QMimeData>
#include <QtGui/QDragEnterEvent>
#include <QtGui/QPainter>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

using namespace vigie;
using namespace vigie::wall;

namespace {

CameraId cam(int number)
{
    return CameraId{QStringLiteral("cam-%1").arg(number, 2, 10, QLatin1Char('0'))};
}

/// A loud green no part of the interface has (BT.601 of pure green).
media::FramePtr greenFrame() { return test::flatFrame(145, 54, 34); }

int greenPixels(const QImage &image, const QRect &area)
{
    int count = 0;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            const QRgb pixel = image.pixel(x, y);
            if (qGreen(pixel) > 180 && qRed(pixel) < 90 && qBlue(pixel) < 90)
                ++count;
        }
    }
    return count;
}

struct Room {
    test::FakeClock clock;
    test::FakeViews views;
    test::FixedFacts registry{test::oiseFacts()};
    static Sentences sentences()
    {
        return {[](const Error &) { return QStringLiteral("La caméra ne répond pas"); },
                [](access::EndCause) { return QStringLiteral("Image coupée : droit retiré"); }};
    }
    Mosaic mosaic{views, registry, clock, sentences()};
    MosaicView view{mosaic, clock, render::Backend::Cpu};

    explicit Room(QSize size = {1200, 760})
    {
        view.resize(size);
        view.show();
        (void)QTest::qWaitForWindowExposed(&view);
        view.activateWindow();
        view.setFocus();
        (void)QTest::qWaitForWindowActive(&view);
    }
    test::FakeView &open(int number)
    {
        mosaic.open(cam(number));
        test::FakeView &opened = *views.open_.value(cam(number));
        opened.allow(QStringLiteral("Maire de Beauvais"),
                     QStringLiteral("Visionnage sous l’autorité exclusive du maire de Beauvais"));
        return opened;
    }
    [[nodiscard]] QImage grab() { return view.grab().toImage().convertToFormat(QImage::Format_RGB32); }
};

void drop(MosaicView &view, const QPoint &at, const char *format, const QByteArray &bytes)
{
    QMimeData data;
    data.setData(QLatin1String(format), bytes);
    QDragEnterEvent enter(at, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&view, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent dropped(QPointF(at), Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&view, &dropped);
}

} // namespace

class TstMosaicView final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatNobodySeesIsHidden()
    {
        Room room;
        room.mosaic.open(cam(1));
        room.mosaic.open(cam(2));
        const auto importance = [&room](const char *camera) {
            return room.views.view(QLatin1String(camera)).showing.importance;
        };
        QCOMPARE(importance("cam-01"), media::Importance::Visible);
        QCOMPARE(importance("cam-02"), media::Importance::Selected);
        room.view.hide();
        QCOMPARE(importance("cam-01"), media::Importance::Hidden);
        QCOMPARE(importance("cam-02"), media::Importance::Hidden);
        room.view.show();
        QCOMPARE(importance("cam-02"), media::Importance::Selected);
        room.view.showMinimized();
        QTRY_COMPARE(importance("cam-02"), media::Importance::Hidden);
        room.view.showNormal();
        QTRY_COMPARE(importance("cam-02"), media::Importance::Selected);
    }

    void aLockedScreenHidesAllAndForgetsWhatWasClosed()
    {
        Room room;
        room.mosaic.open(cam(1));
        ui::ScreenLock &lock = room.view.attention().screenLock();
        const QString session = QStringLiteral("org.freedesktop.login1.Session");
        lock.onProperties(QStringLiteral("org.freedesktop.login1.Seat"), {{QStringLiteral("LockedHint"), true}}, {});
        lock.onProperties(session, {{QStringLiteral("IdleHint"), true}}, {});
        QVERIFY(!lock.isLocked());
        lock.onProperties(session, {{QStringLiteral("LockedHint"), true}}, {});
        QCOMPARE(room.views.view(QStringLiteral("cam-01")).showing.importance, media::Importance::Hidden);
        QCOMPARE(room.views.forgotten, 1);
        lock.onProperties(session, {{QStringLiteral("LockedHint"), false}}, {});
        QCOMPARE(room.views.view(QStringLiteral("cam-01")).showing.importance, media::Importance::Selected);
        lock.onSleep(true);
        QCOMPARE(room.views.forgotten, 2);
        lock.onSleep(false);
        QVERIFY(room.mosaic.isWatched());
    }

    void tilesAreToldTheirPixels()
    {
        Room room;
        room.mosaic.open(cam(1));
        const QSize small = room.views.view(QStringLiteral("cam-01")).showing.size;
        QCOMPARE(small, room.view.tileRect(0).size() * room.view.devicePixelRatioF());
        room.mosaic.enlarge(0);
        QCOMPARE(room.views.view(QStringLiteral("cam-01")).showing.size, room.view.size() * room.view.devicePixelRatioF());
        QVERIFY(room.views.view(QStringLiteral("cam-01")).showing.enlarged);
    }

    void theTruthIsShownByOneKey()
    {
        Room room;
        room.mosaic.open(cam(1));
        room.views.view(QStringLiteral("cam-01")).play();
        QVERIFY(!room.view.isTruthShown());
        QTest::keyClick(&room.view, Qt::Key_I);
        QVERIFY(room.view.isTruthShown());
        QTest::keyClick(&room.view, Qt::Key_I);
        QVERIFY(!room.view.isTruthShown());
    }

    void initTestCase()
    {
        ui::applyTheme(*qApp);
    }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)"))); }

    void aPlayingTileShowsThePicture()
    {
        Room room;
        test::FakeView &view = room.open(1);
        view.play();
        QTRY_VERIFY(room.view.isVisible());
        view.pictures->present(greenFrame());
        const QRect tile = room.view.tileRect(0);
        QTRY_VERIFY(greenPixels(room.grab(), tile) > tile.width() * tile.height() / 2);
    }

    void aRefusedTileNeverPaintsAFrame_data()
    {
        QTest::addColumn<int>("state");
        QTest::newRow("asking") << static_cast<int>(live::ViewState::Asking);
        QTest::newRow("refused") << static_cast<int>(live::ViewState::Refused);
        QTest::newRow("curtained") << static_cast<int>(live::ViewState::Curtained);
    }
    void aRefusedTileNeverPaintsAFrame()
    {
        QFETCH(int, state);
        Room room;
        test::FakeView &view = room.open(1);
        // A picture waits in the feed, even a session gone wrong that goes on delivering: it is not painted.
        view.become(static_cast<live::ViewState>(state));
        view.pictures->setTargetSize(room.view.tileRect(0).size());
        view.pictures->present(greenFrame());
        QCOMPARE(greenPixels(room.grab(), room.view.tileRect(0)), 0);
        view.pictures->present(greenFrame());
        QCOMPARE(greenPixels(room.grab(), room.view.rect()), 0);
    }

    void aCurtainClearsAPictureThatWasThere()
    {
        Room room;
        test::FakeView &view = room.open(1);
        view.play();
        view.pictures->present(greenFrame());
        const QRect tile = room.view.tileRect(0);
        QTRY_VERIFY(greenPixels(room.grab(), tile) > 0);
        view.answer = {};
        view.answer.reasons = {{access::Check::Suspension, 4, QStringLiteral("Agrément suspendu"), {}, {}}};
        view.cause = access::EndCause::RightLost;
        view.become(live::ViewState::Curtained);
        QCOMPARE(greenPixels(room.grab(), tile), 0);
    }

    /// Each window lets go of the picture that leaves and tells it a size of zero: not after the other has taken it.
    void tilesExchangedBetweenWindowsGoOnShowing()
    {
        Room room;
        Mosaic other{room.views, room.registry, room.clock, room.sentences()};
        MosaicView second{other, room.clock, render::Backend::Cpu};
        second.resize(800, 600);
        second.show();
        QVERIFY(QTest::qWaitForWindowExposed(&second));
        room.open(1).play();
        other.open(cam(2), 0);
        room.views.view(QStringLiteral("cam-02")).play();
        room.mosaic.exchange(0, other, 0);
        for (const auto &[camera, view] : {std::pair("cam-01", &second), std::pair("cam-02", &room.view)}) {
            room.views.view(QLatin1String(camera)).pictures->present(greenFrame());
            QTRY_VERIFY2(greenPixels(view->grab().toImage().convertToFormat(QImage::Format_RGB32), view->tileRect(0)) > 0, camera);
        }
    }

    void dropFillsTiles()
    {
        Room room;
        drop(room.view, room.view.tileRect(1).center(), "application/x-vigie-camera", "cam-01\ncam-02\n");
        QCOMPARE(room.mosaic.tile(1).camera()->id, cam(1));
        QCOMPARE(room.mosaic.tile(2).camera()->id, cam(2));
        QCOMPARE(room.mosaic.selected(), 1);
    }

    void dropOfRubbishOpensNothing()
    {
        Room room;
        drop(room.view, room.view.tileRect(0).center(), "application/x-vigie-camera", "../../etc/passwd\n\n<script>");
        QVERIFY(room.views.asked.isEmpty());
        drop(room.view, room.view.tileRect(0).center(), kTileMime, "999");
        QVERIFY(room.views.asked.isEmpty());
    }

    void theHotSpotIsDraggedWithWhatItFollows()
    {
        Room room;
        room.open(1).play();
        room.open(2).play();
        room.mosaic.setHotSpot(3);
        room.mosaic.select(0);
        drop(room.view, room.view.tileRect(1).center(), kTileMime, "3");
        QCOMPARE(room.mosaic.hotSpot(), std::optional(1));
        QCOMPARE(room.mosaic.tile(3).camera()->id, cam(2)); // they changed places
        QCOMPARE(room.views.asked.count(cam(2)), qsizetype(1)); // with its right: moving a picture is no new request
        drop(room.view, room.view.tileRect(1).center(), kTileMime, "0"); // a camera onto the hot spot
        QCOMPARE(room.mosaic.hotSpot(), std::optional(0));
        QCOMPARE(room.mosaic.tile(1).camera()->id, cam(1));
    }

    void draggingATileSwaps()
    {
        Room room;
        room.open(1);
        drop(room.view, room.view.tileRect(3).center(), kTileMime, "0");
        QVERIFY(room.mosaic.tile(0).isEmpty());
        QCOMPARE(room.mosaic.tile(3).camera()->id, cam(1));
    }

    void clicksSelectAndDoubleClickEnlarges()
    {
        Room room;
        room.open(1);
        room.open(2);
        QTest::mouseClick(&room.view, Qt::LeftButton, {}, room.view.tileRect(0).center());
        QCOMPARE(room.mosaic.selected(), 0);
        QTest::mouseDClick(&room.view, Qt::LeftButton, {}, room.view.tileRect(1).center());
        QCOMPARE(room.mosaic.enlarged(), std::optional(1));
        QCOMPARE(room.view.tileRect(1), room.view.rect());
        QCOMPARE(room.view.tileRect(0), QRect());
        QTest::keyClick(&room.view, Qt::Key_Escape);
        QVERIFY(!room.mosaic.enlarged());
    }

    void everythingByKeyboard()
    {
        Room room;
        room.open(1);
        room.open(2);
        QTest::keyClicks(&room.view, QStringLiteral("t1\r"));
        QCOMPARE(room.mosaic.selected(), 0);
        QTest::keyClick(&room.view, Qt::Key_Right);
        QCOMPARE(room.mosaic.selected(), 1);
        QTest::keyClick(&room.view, Qt::Key_Down);
        QCOMPARE(room.mosaic.selected(), 3);
        QTest::keyClick(&room.view, Qt::Key_Backtab);
        QCOMPARE(room.mosaic.selected(), 2);
        QTest::keyClicks(&room.view, QStringLiteral("t2\r"));
        QTest::keyClick(&room.view, Qt::Key_Return);
        QCOMPARE(room.mosaic.enlarged(), std::optional(1));
        QTest::keyClick(&room.view, Qt::Key_Return);
        QVERIFY(!room.mosaic.enlarged());
        QTest::keyClick(&room.view, Qt::Key_Delete);
        QVERIFY(room.mosaic.tile(1).isEmpty());
        QSignalSpy full(&room.view, &MosaicView::fullScreenToggled);
        QTest::keyClick(&room.view, Qt::Key_F11);
        QCOMPARE(full.size(), 1);
        QTest::keyClick(&room.view, Qt::Key_F1);
        QVERIFY(room.view.isHelpShown());
        QTest::keyClick(&room.view, Qt::Key_Escape);
        QVERIFY(!room.view.isHelpShown());
    }

    void tabWalksThroughTheTilesAndLeaves()
    {
        Room room;
        for (int step = 1; step < 4; ++step) {
            QTest::keyClick(&room.view, Qt::Key_Tab);
            QCOMPARE(room.mosaic.selected(), step);
        }
        QTest::keyClick(&room.view, Qt::Key_Tab);
        QCOMPARE(room.mosaic.selected(), 3);
    }

    void theSelectedTileIsSpoken()
    {
        Room room;
        room.open(1).play();
        QVERIFY2(room.view.accessibleDescription().contains(QStringLiteral("Place Jeanne-Hachette")),
                 qPrintable(room.view.accessibleDescription()));
        QVERIFY(room.view.accessibleDescription().contains(QStringLiteral("Live")));
    }

    void unchangedOverlaysAreNotRenderedAgain()
    {
        Room room({1920, 1080});
        room.mosaic.setLayout(MosaicLayout::TwentyFive);
        for (int number = 1; number <= 18; ++number)
            room.open(number).play();
        (void)room.grab();
        const int before = room.view.renders();
        for (int number = 1; number <= 18; ++number)
            room.views.open_.value(cam(number))->pictures->present(greenFrame());
        for (int turn = 0; turn < 5; ++turn)
            (void)room.grab();
        QCOMPARE(room.view.renders(), before);
        // One tile's words change: one overlay is rendered.
        room.views.open_.value(cam(7))->become(live::ViewState::Lost);
        (void)room.grab();
        QCOMPARE(room.view.renders(), before + 1);
    }

    void reportTellsWhatIsOnTheWall()
    {
        Room room;
        room.open(1).play(12.0);
        room.open(2).refuse({{access::Check::Territory, 10, QStringLiteral("non"), {}, {}}});
        const QList<TileReport> reports = room.view.tileStates();
        QCOMPARE(reports.size(), 2);
        QCOMPARE(reports.first().camera, cam(1));
        QCOMPARE(reports.first().state, live::ViewState::Playing);
        QCOMPARE(reports.first().stats.fps, 12.0);
        QCOMPARE(reports.last().state, live::ViewState::Refused);
        QCOMPARE(reports.last().decision.reasons.size(), 1);
    }

    /// Says every sentence once, so that a missing translation is found here; with VIGIE_SHOTS the pictures are kept.
    void picturesInFrench();
};

void TstMosaicView::picturesInFrench()
{
    test::FrenchFromLists french(QStringLiteral(VIGIE_FRENCH));
    QCoreApplication::installTranslator(&french);
    const auto keep = [](const QImage &image, const QString &name) {
        const QString folder = qEnvironmentVariable("VIGIE_SHOTS");
        if (!folder.isEmpty())
            image.save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
    };
    {
        Room room({1920, 1080});
        room.mosaic.setLayout(MosaicLayout::Nine);
        for (int number : {1, 2, 3, 4})
            room.open(number).play();
        room.views.open_.value(cam(2))->answer.until = room.clock.now() + std::chrono::minutes(12);
        room.views.open_.value(cam(2))->play();
        room.views.open_.value(cam(3))->answer.alerts = {
            {access::Check::PersonalTitle, 6, QStringLiteral("Enquête quinquennale à solliciter"), {}, {}}};
        room.views.open_.value(cam(3))->play();
        test::FakeView &lost = room.open(5);
        lost.play();
        lost.numbers.lastError = Error{ErrorCode::Unreachable, {}};
        lost.become(live::ViewState::Lost);
        room.open(6).become(live::ViewState::Connecting);
        room.open(7).refuse({{access::Check::Territory, 10, QStringLiteral("Commune Compiègne hors habilitation"),
                              QStringLiteral("R253-3 II 2°"), QStringLiteral("Responsable du traitement de la commune")},
                             {access::Check::Convention, 13,
                              QStringLiteral("Accord de la commune d’implantation absent"),
                              QStringLiteral("L132-14 ; instruction du 04/03/2022"), QStringLiteral("Conseil municipal")}});
        test::FakeView &cut = room.open(8);
        cut.play();
        cut.answer = {};
        cut.answer.reasons = {{access::Check::Suspension, 4, QStringLiteral("Agrément suspendu (urgence) — images coupées"),
                               QStringLiteral("L132-14-1"),
                               QStringLiteral("Préfecture (bureau des polices administratives)")}};
        cut.cause = access::EndCause::RightLost;
        cut.become(live::ViewState::Curtained);
        room.mosaic.select(0);
        for (int number : {1, 2, 3, 4, 5}) {
            test::FakeView &view = *room.views.open_.value(cam(number));
            view.pictures->present(test::flatFrame(static_cast<std::uint8_t>(60 + number * 30), 120, 134));
        }
        (void)room.grab();
        keep(room.grab(), QStringLiteral("wall_9"));
        room.mosaic.setLayout(MosaicLayout::TwentyFive);
        keep(room.grab(), QStringLiteral("wall_25"));
        room.view.resize(1160, 960);
        keep(room.grab(), QStringLiteral("wall_25_split"));
        room.mosaic.setLayout(MosaicLayout::OnePlusFive);
        keep(room.grab(), QStringLiteral("wall_1p5_split"));
        room.mosaic.setLayout(MosaicLayout::Nine);
        room.view.resize(1920, 1080);
        room.mosaic.enlarge(6);
        keep(room.grab(), QStringLiteral("wall_enlarged_refused"));
        room.mosaic.enlarge(4);
        keep(room.grab(), QStringLiteral("wall_enlarged_lost"));
        room.mosaic.back();
        room.view.setHelpShown(true);
        keep(room.grab(), QStringLiteral("wall_help"));
    }
    QCoreApplication::removeTranslator(&french);
    QVERIFY2(french.missing().isEmpty(), french.missing().values().join('\n').constData());
}

VIGIE_TEST(TstMosaicView)
#include "tst_mosaic_view.moc"
