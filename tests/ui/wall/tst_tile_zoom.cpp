// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_camera_views.h"
#include "oise_facts.h"

#include <support/fake_clock.h>
#include <support/test_main.h>
#include <ui/wall/mosaic_view.h>
#include <ui/wall/tile_zoom.h>

#include <QtGui/QWheelEvent>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::wall;

namespace {

const CameraId kFixed{QStringLiteral("cam-01")};
const CameraId kDome{QStringLiteral("cam-02")};
const CameraId kHall{QStringLiteral("cam-03")};
constexpr QRectF kWhole(0, 0, 1, 1);

registry::Facts facts()
{
    registry::Facts facts = test::oiseFacts();
    facts.cameras[kFixed].kind = registry::CameraKind::Fixed;
    facts.cameras[kDome].kind = registry::CameraKind::Ptz;
    facts.cameras[kHall].kind = registry::CameraKind::Panoramic;
    facts.cameras[kHall].panorama = Panorama{};
    return facts;
}

struct Room {
    test::FakeClock clock;
    test::FakeViews views;
    test::FixedFacts registry{facts()};
    Mosaic mosaic{views, registry, clock,
                  {[](const Error &) { return QString(); }, [](access::EndCause) { return QString(); }}};
    MosaicView view{mosaic, clock, render::Backend::Cpu};
    TileZoom zoom{view, registry};

    /// Tiles 0, 1, 2: a fixed camera, a dome, a panorama; the first is selected.
    Room()
    {
        view.resize(1200, 800);
        view.show();
        (void)QTest::qWaitForWindowExposed(&view);
        for (const CameraId &camera : {kFixed, kDome, kHall}) {
            mosaic.open(camera);
            views.open_.value(camera)->play();
        }
        mosaic.select(0);
    }
    [[nodiscard]] render::PictureLook feedLook(int index) { return mosaic.tile(index).visibleFeed()->look(); }
    /// \p at: fractions of the tile
    bool wheel(int index, int steps, QPointF at = {0.5, 0.5})
    {
        const QRectF rect = view.tileRect(index);
        const QPointF where(rect.x() + at.x() * rect.width(), rect.y() + at.y() * rect.height());
        QWheelEvent event(where, view.mapToGlobal(where), {}, {0, 120 * steps}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        event.ignore();
        QCoreApplication::sendEvent(&view, &event);
        return event.isAccepted();
    }
    void drag(int index, QPointF from, QPointF to)
    {
        const QRectF rect = view.tileRect(index);
        const auto at = [&](QPointF part) {
            return QPoint(static_cast<int>(rect.x() + part.x() * rect.width()),
                          static_cast<int>(rect.y() + part.y() * rect.height()));
        };
        QTest::mousePress(&view, Qt::LeftButton, {}, at(from));
        QMouseEvent move(QEvent::MouseMove, at(to), view.mapToGlobal(at(to)), Qt::NoButton, Qt::LeftButton,
                         Qt::NoModifier);
        QCoreApplication::sendEvent(&view, &move);
        QTest::mouseRelease(&view, Qt::LeftButton, {}, at(to));
    }
};

} // namespace

class TstTileZoom final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void escapeEndsWhatLiesOnTop();
    void theWheelZoomsAroundThePointer();
    void keysZoomTheSelectedTileAndEscapeResets();
    void aDragMovesInsideTheZoom();
    void aDomeKeepsWheelAndKeys();
    void anotherCameraIsSeenWhole();
    void aPanoramaIsTurnedByStickWheelAndMouse();
    void aPanoramaIsShownInThreeWays();
    void anotherLensIsFollowed();
};

void TstTileZoom::theWheelZoomsAroundThePointer()
{
    Room room;
    QSignalSpy changed(&room.zoom, &TileZoom::lookChanged);
    QVERIFY(room.wheel(0, 4, {0.25, 0.5}));
    const QRectF crop = room.feedLook(0).crop;
    QVERIFY(std::abs(1.0 / crop.width() - 1.2 * 1.2 * 1.2 * 1.2) < 1e-9);
    QVERIFY(std::abs(crop.x() + 0.25 * crop.width() - 0.25) < 1e-9);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(room.zoom.look(0), room.feedLook(0));
    QVERIFY(render::neededSize(room.zoom.look(0), {400, 225}).width() > 800);
    QVERIFY(std::abs(room.mosaic.tile(0).showing().zoom - 2.0736) < 0.01); // the stream is chosen by it
    room.wheel(0, -10);
    QCOMPARE(room.feedLook(0).crop, kWhole);
    QCOMPARE(room.mosaic.tile(0).showing().zoom, 1.0);
    QVERIFY(room.zoom.look(1).isPlain()); // the others are as they were
}

void TstTileZoom::keysZoomTheSelectedTileAndEscapeResets()
{
    Room room;
    QTest::keyClick(&room.view, Qt::Key_Plus);
    QTest::keyClick(&room.view, Qt::Key_Plus);
    QVERIFY(std::abs(room.feedLook(0).crop.width() - 0.64) < 1e-9);
    QTest::keyClick(&room.view, Qt::Key_Minus);
    QVERIFY(std::abs(room.feedLook(0).crop.width() - 0.8) < 1e-9);
    room.mosaic.enlarge(0);
    QTest::keyClick(&room.view, Qt::Key_Escape);
    QCOMPARE(room.feedLook(0).crop, kWhole);
    QVERIFY(room.mosaic.enlarged()); // first the zoom, then the mosaic
    QTest::keyClick(&room.view, Qt::Key_Escape);
    QVERIFY(!room.mosaic.enlarged());
}

void TstTileZoom::aDragMovesInsideTheZoom()
{
    Room room;
    room.wheel(0, 8);
    const QRectF before = room.feedLook(0).crop;
    room.drag(0, {0.5, 0.5}, {0.4, 0.6});
    const QRectF after = room.feedLook(0).crop;
    QVERIFY(std::abs(after.x() - before.x() - 0.1 * before.width()) < 0.01 * before.width());
    QVERIFY(std::abs(after.y() - before.y() + 0.1 * before.height()) < 0.01 * before.height());
    QVERIFY(!room.mosaic.tile(0).isEmpty());
}

void TstTileZoom::aDomeKeepsWheelAndKeys()
{
    Room room;
    QVERIFY(!room.wheel(1, 3));
    room.mosaic.select(1);
    QTest::keyClick(&room.view, Qt::Key_Plus);
    QVERIFY(room.feedLook(1).isPlain());
}

void TstTileZoom::anotherCameraIsSeenWhole()
{
    Room room;
    room.wheel(0, 5);
    room.mosaic.open(CameraId{QStringLiteral("cam-04")}, 0);
    room.views.open_.value(CameraId{QStringLiteral("cam-04")})->play();
    QVERIFY(room.feedLook(0).isPlain());
}

void TstTileZoom::aPanoramaIsTurnedByStickWheelAndMouse()
{
    Room room;
    QVERIFY(room.zoom.isPanorama(kHall) && !room.zoom.isPanorama(kFixed));
    const auto view = [&] { return room.feedLook(2).dewarp->view; };
    QVERIFY(room.feedLook(2).dewarp);
    const render::LensView first = view();
    room.wheel(2, 2);
    QVERIFY(std::abs(view().fieldOfView - first.fieldOfView / 1.44) < 1e-9);
    room.drag(2, {0.5, 0.5}, {0.25, 0.5});
    QVERIFY(std::abs(view().pan - first.pan - 0.25 * view().fieldOfView) < 0.5);
    const double pan = view().pan;
    room.zoom.turn(kHall, 1.0, 0.0, 0.0);
    QTRY_VERIFY(view().pan > pan + 1.0);
    room.zoom.turn(kHall, 0.0, 0.0, 0.0);
    const double stopped = view().pan;
    QCoreApplication::processEvents();
    QCOMPARE(view().pan, stopped);
    room.mosaic.select(2);
    QTest::keyClick(&room.view, Qt::Key_Home);
    QCOMPARE(view(), first);
}

void TstTileZoom::aPanoramaIsShownInThreeWays()
{
    Room room;
    room.mosaic.select(2);
    QTest::keyClick(&room.view, Qt::Key_P);
    QCOMPARE(room.feedLook(2).dewarp->mode, render::Dewarp::Mode::Strip);
    room.wheel(2, 4); // a strip is zoomed as a picture is
    QVERIFY(room.feedLook(2).crop.width() < 0.5);
    QTest::keyClick(&room.view, Qt::Key_P);
    QVERIFY(room.feedLook(2).isPlain());
    QTest::keyClick(&room.view, Qt::Key_P);
    QCOMPARE(room.feedLook(2).dewarp->mode, render::Dewarp::Mode::View);
}

void TstTileZoom::anotherLensIsFollowed()
{
    Room room;
    registry::Facts other = facts();
    other.cameras[kHall].panorama->mount = Panorama::Mount::Wall;
    room.registry.replace(other);
    QCOMPARE(room.feedLook(2).dewarp->lens.mount, Panorama::Mount::Wall);
    other.cameras[kHall].panorama.reset();
    room.registry.replace(other);
    QVERIFY(room.feedLook(2).isPlain());
}

void TstTileZoom::escapeEndsWhatLiesOnTop()
{
    Room room;
    QVERIFY(room.wheel(0, 5));
    QVERIFY(room.feedLook(0).crop != kWhole);
    room.mosaic.enlarge(0);
    QTest::keyClick(&room.view, Qt::Key_1);
    QVERIFY(room.view.numberPad().isTyping());
    QTest::keyClick(&room.view, Qt::Key_Escape); // the number, not the zoom
    QVERIFY(!room.view.numberPad().isTyping());
    QVERIFY(room.feedLook(0).crop != kWhole);
    room.view.setHelpShown(true);
    QTest::keyClick(&room.view, Qt::Key_Escape);
    QVERIFY(!room.view.isHelpShown());
    QVERIFY(room.feedLook(0).crop != kWhole);
    QTest::keyClick(&room.view, Qt::Key_Escape);
    QCOMPARE(room.feedLook(0).crop, kWhole);
    QCOMPARE(room.mosaic.enlarged(), std::optional(0));
    QTest::keyClick(&room.view, Qt::Key_Escape);
    QVERIFY(!room.mosaic.enlarged());
}

VIGIE_TEST(TstTileZoom)
#include "tst_tile_zoom.moc"
