// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <render/picture_plan.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::render;

namespace {

bool isNear(double a, double b)
{
    return std::abs(a - b) < 1e-9;
}

} // namespace

class TstPicturePlan final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void the_zoom_keeps_what_is_under_the_pointer();
    void the_zoom_stays_within_its_limits();
    void steps_there_and_back_end_where_they_began();
    void panning_stops_at_the_edge();
    void a_zoomed_tile_needs_more_of_the_stream_data();
    void a_zoomed_tile_needs_more_of_the_stream();
    void a_view_fills_the_tile_and_a_strip_keeps_its_shape();
};

void TstPicturePlan::the_zoom_keeps_what_is_under_the_pointer()
{
    DigitalZoom zoom;
    zoom.zoom(2.0, {0.25, 0.75});
    QRectF crop = zoom.crop();
    QVERIFY(isNear(crop.width(), 0.5) && isNear(crop.height(), 0.5));
    QVERIFY(isNear(crop.x() + 0.25 * crop.width(), 0.25));
    QVERIFY(isNear(crop.y() + 0.75 * crop.height(), 0.75));
    const QPointF held(crop.x() + 0.6 * crop.width(), crop.y() + 0.4 * crop.height());
    zoom.zoom(1.7, {0.6, 0.4});
    crop = zoom.crop();
    QVERIFY(isNear(crop.x() + 0.6 * crop.width(), held.x()));
    QVERIFY(isNear(crop.y() + 0.4 * crop.height(), held.y()));
}

void TstPicturePlan::the_zoom_stays_within_its_limits()
{
    DigitalZoom zoom;
    zoom.zoom(0.5);
    QVERIFY(!zoom.isZoomed());
    for (int i = 0; i < 100; ++i)
        zoom.zoom(1.3, {1.0, 1.0});
    QCOMPARE(zoom.factor(), 16.0);
    QVERIFY(QRectF(0, 0, 1.0 + 1e-9, 1.0 + 1e-9).contains(zoom.crop()));
    QVERIFY(isNear(zoom.crop().right(), 1.0));
    for (const double broken : {0.0, -1.0, std::nan(""), HUGE_VAL}) {
        zoom.zoom(broken);
        QCOMPARE(zoom.factor(), 16.0);
    }
    zoom.reset();
    QCOMPARE(zoom.crop(), QRectF(0, 0, 1, 1));
    QVERIFY((PictureLook{zoom.crop(), {}}.isPlain()));
}

void TstPicturePlan::steps_there_and_back_end_where_they_began()
{
    DigitalZoom zoom;
    for (int i = 0; i < 7; ++i)
        zoom.zoom(1.2, {0.1, 0.2});
    for (int i = 0; i < 7; ++i)
        zoom.zoom(1.0 / 1.2, {0.9, 0.3});
    QVERIFY(!zoom.isZoomed());
    QCOMPARE(zoom.crop(), QRectF(0, 0, 1, 1));
}

void TstPicturePlan::panning_stops_at_the_edge()
{
    DigitalZoom zoom;
    zoom.pan({0.4, 0.4});
    QCOMPARE(zoom.crop(), QRectF(0, 0, 1, 1)); // nowhere to go
    zoom.zoom(4.0);
    zoom.pan({0.5, 0.0});
    QVERIFY(isNear(zoom.crop().x(), 0.5)); // half of what is shown
    zoom.pan({10.0, -10.0});
    QVERIFY(isNear(zoom.crop().x(), 0.75) && isNear(zoom.crop().y(), 0.0));
}

void TstPicturePlan::a_zoomed_tile_needs_more_of_the_stream_data()
{
    QTest::addColumn<PictureLook>("look");
    QTest::addColumn<QSize>("needed");
    QTest::newRow("the whole picture") << PictureLook{} << QSize(480, 270);
    QTest::newRow("a quarter of it") << PictureLook{{0.1, 0.2, 0.25, 0.25}, {}} << QSize(1920, 1080);
    Dewarp ceiling;
    ceiling.view.fieldOfView = 90.0;
    // 240 pixels a radian, a circle of pi radians in the height of the picture.
    QTest::newRow("90 degrees of a ceiling") << PictureLook{{0, 0, 1, 1}, ceiling} << QSize(1340, 754);
    ceiling.mode = Dewarp::Mode::Strip;
    QTest::newRow("all of a ceiling") << PictureLook{{0, 0, 1, 1}, ceiling} << QSize(427, 240);
}

void TstPicturePlan::a_zoomed_tile_needs_more_of_the_stream()
{
    QFETCH(PictureLook, look);
    QFETCH(QSize, needed);
    QCOMPARE(neededSize(look, {480, 270}), needed);
    QVERIFY(neededSize(look, {}).isEmpty());
}

void TstPicturePlan::a_view_fills_the_tile_and_a_strip_keeps_its_shape()
{
    PictureLook look{{0, 0, 1, 1}, Dewarp{}};
    QCOMPARE(letterbox({1000, 1000}, 1.0, look, {480, 270}), QRect(0, 0, 480, 270));
    look.dewarp->mode = Dewarp::Mode::Strip; // 360 by 70 degrees
    QCOMPARE(letterbox({1000, 1000}, 1.0, look, {720, 300}), QRect(0, 80, 720, 140));
    QCOMPARE(letterbox({1000, 1000}, 1.0, PictureLook{}, {480, 270}), QRect(105, 0, 270, 270));
    QVERIFY(letterbox({}, 1.0, look, {480, 270}).isEmpty());
}

VIGIE_TEST(TstPicturePlan)
#include "tst_picture_plan.moc"
