// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <render/lens_map.h>
#include <render/virtual_head.h>

#include <QtTest/QTest>

#include <cmath>

using namespace vigie;
using namespace vigie::render;
using Mount = Panorama::Mount;

Q_DECLARE_METATYPE(vigie::Panorama::Mount)

namespace {

constexpr QSize kPicture(1000, 1000);
constexpr double kDegree = 0.5 / 90.0; ///< of a 180 degree lens whose circle fills the picture

PictureLook lookOf(Mount mount, const LensView &view = {}, Dewarp::Mode mode = Dewarp::Mode::View)
{
    return {{0, 0, 1, 1}, Dewarp{{mount, 180.0, {0.5, 0.5}, 0.5}, mode, view}};
}

LensMap mapOf(const PictureLook &look)
{
    return {look, {1600, 900}, kPicture, 1.0};
}

bool isNear(const LensMap::Point &point, double x, double y)
{
    return std::abs(point.x - x) < 1e-9 && std::abs(point.y - y) < 1e-9;
}

} // namespace

class TstLensMap final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void the_world_falls_where_the_lens_puts_it_data();
    void the_world_falls_where_the_lens_puts_it();
    void the_middle_of_a_view_is_where_it_looks_data();
    void the_middle_of_a_view_is_where_it_looks();
    void a_view_stands_upright_data();
    void a_view_stands_upright();
    void a_view_is_without_distortion();
    void a_strip_goes_all_round_and_closes();
    void the_circle_is_where_the_registry_says();
    void what_the_lens_does_not_see_is_not_seen();
    void the_head_turns_as_a_motor_would();
    void the_head_stays_within_the_lens_data();
    void the_head_stays_within_the_lens();
};

void TstLensMap::the_world_falls_where_the_lens_puts_it_data()
{
    QTest::addColumn<Mount>("mount");
    QTest::addColumn<double>("pan");
    QTest::addColumn<double>("tilt");
    QTest::addColumn<double>("x");
    QTest::addColumn<double>("y");
    QTest::newRow("wall, straight ahead") << Mount::Wall << 0.0 << 0.0 << 0.5 << 0.5;
    QTest::newRow("wall, 30 degrees to the right") << Mount::Wall << 30.0 << 0.0 << 0.5 + 30 * kDegree << 0.5;
    QTest::newRow("wall, 45 degrees up") << Mount::Wall << 0.0 << 45.0 << 0.5 << 0.5 - 45 * kDegree;
    QTest::newRow("wall, along it to the left") << Mount::Wall << -90.0 << 0.0 << 0.0 << 0.5;
    QTest::newRow("ceiling, the floor below") << Mount::Ceiling << 0.0 << -90.0 << 0.5 << 0.5;
    QTest::newRow("ceiling, the horizon ahead is the top") << Mount::Ceiling << 0.0 << 0.0 << 0.5 << 0.0;
    QTest::newRow("ceiling, to the right is the right") << Mount::Ceiling << 90.0 << -30.0 << 0.5 + 60 * kDegree << 0.5;
    QTest::newRow("ceiling, behind is the bottom") << Mount::Ceiling << 180.0 << -45.0 << 0.5 << 0.5 + 45 * kDegree;
    QTest::newRow("table, the ceiling above") << Mount::Table << 0.0 << 90.0 << 0.5 << 0.5;
    QTest::newRow("table, the horizon ahead is the top") << Mount::Table << 0.0 << 0.0 << 0.5 << 0.0;
    QTest::newRow("table, to the right is the left") << Mount::Table << 90.0 << 30.0 << 0.5 - 60 * kDegree << 0.5;
    QTest::newRow("table, behind is the bottom") << Mount::Table << 180.0 << 45.0 << 0.5 << 0.5 + 45 * kDegree;
}

void TstLensMap::the_world_falls_where_the_lens_puts_it()
{
    QFETCH(Mount, mount);
    QFETCH(double, pan);
    QFETCH(double, tilt);
    QFETCH(double, x);
    QFETCH(double, y);
    const auto point = mapOf(lookOf(mount)).ofWorld(worldDirection(pan, tilt));
    QVERIFY2(isNear(point, x, y), qPrintable(QStringLiteral("%1, %2").arg(point.x).arg(point.y)));
}

void TstLensMap::the_middle_of_a_view_is_where_it_looks_data()
{
    QTest::addColumn<Mount>("mount");
    QTest::addColumn<double>("pan");
    QTest::addColumn<double>("tilt");
    for (const auto &[name, mount, sign] : {std::tuple{"wall", Mount::Wall, 0.0}, std::tuple{"ceiling", Mount::Ceiling, -1.0},
                                            std::tuple{"table", Mount::Table, 1.0}}) {
        for (const double pan : {-40.0, 0.0, 25.0})
            QTest::addRow("%s, pan %g", name, pan) << mount << pan << 50.0 * sign + 10.0;
    }
}

void TstLensMap::the_middle_of_a_view_is_where_it_looks()
{
    QFETCH(Mount, mount);
    QFETCH(double, pan);
    QFETCH(double, tilt);
    const LensMap map = mapOf(lookOf(mount, {pan, tilt, 60.0}));
    const auto middle = map.at({0.5, 0.5});
    const auto world = map.ofWorld(worldDirection(pan, tilt));
    QVERIFY(isNear(middle, world.x, world.y));
    QVERIFY(middle.seen);
}

void TstLensMap::a_view_stands_upright_data()
{
    the_middle_of_a_view_is_where_it_looks_data();
}

/// What is above in the world is above in the view; what comes with more pan is to its right. Neither is mirrored.
void TstLensMap::a_view_stands_upright()
{
    QFETCH(Mount, mount);
    QFETCH(double, pan);
    QFETCH(double, tilt);
    constexpr double kView = 60.0;
    const LensMap map = mapOf(lookOf(mount, {pan, tilt, kView}));
    const double halfWidth = std::tan(kView / 2 * M_PI / 180.0);
    // Straight up in the view by ten degrees.
    const double upper = 0.5 - std::tan(10.0 * M_PI / 180.0) / (2.0 * halfWidth * 900 / 1600);
    const auto above = map.at({0.5, upper});
    const auto expected = map.ofWorld(worldDirection(pan, tilt + 10.0));
    QVERIFY(isNear(above, expected.x, expected.y));
    // Right in the view is a direction square to both.
    const Vector3 ahead = worldDirection(pan, tilt);
    const Vector3 right = worldDirection(pan + 90.0, 0.0);
    Vector3 aside{};
    for (std::size_t i = 0; i < 3; ++i)
        aside[i] = ahead[i] * std::cos(20.0 * M_PI / 180.0) + right[i] * std::sin(20.0 * M_PI / 180.0);
    const auto there = map.ofWorld(aside);
    const auto seen = map.at({0.5 + std::tan(20.0 * M_PI / 180.0) / (2.0 * halfWidth), 0.5});
    QVERIFY(isNear(seen, there.x, there.y));
}

/// A straight edge of the world is straight in a view: points of a wall's upper edge lie on one line.
void TstLensMap::a_view_is_without_distortion()
{
    const LensMap map = mapOf(lookOf(Mount::Wall, {0, 0, 90.0}));
    for (const double x : {-0.9, -0.4, 0.0, 0.3, 0.8}) {
        // A facade at a distance of 1: the point x to the right and 0.5 up.
        const auto point = map.ofWorld({x, 0.5, 1.0});
        const auto seen = map.at({0.5 + x / 2.0, 0.5 - 0.5 / 2.0 * 1600 / 900});
        QVERIFY(isNear(seen, point.x, point.y));
    }
}

void TstLensMap::a_strip_goes_all_round_and_closes()
{
    for (const Mount mount : {Mount::Ceiling, Mount::Table}) {
        const LensMap map = mapOf(lookOf(mount, {}, Dewarp::Mode::Strip));
        for (const double y : {0.1, 0.5, 0.9}) {
            const auto left = map.at({0.0, y});
            QVERIFY(isNear(map.at({1.0, y}), left.x, left.y));
        }
        // Pan grows to the right, the horizon's side of the world is up.
        const StripRange range = map.range();
        const auto quarter = map.at({0.75, 0.5});
        const auto world = map.ofWorld(worldDirection(90.0, range.tiltTop - range.tiltSpan / 2));
        QVERIFY(isNear(quarter, world.x, world.y));
        QVERIFY(map.at({0.3, 0.999}).seen && map.at({0.3, 0.001}).seen);
    }
    const LensMap wall = mapOf(lookOf(Mount::Wall, {}, Dewarp::Mode::Strip));
    QVERIFY(isNear(wall.at({0.5, 0.5}), 0.5, 0.5));
    QVERIFY(isNear(wall.at({0.0, 0.5}), 0.0, 0.5));
    PictureLook zoomed = lookOf(Mount::Wall, {}, Dewarp::Mode::Strip);
    zoomed.crop = {0.25, 0.25, 0.5, 0.5};
    const auto part = mapOf(zoomed).at({0.0, 0.0});
    const auto whole = wall.at({0.25, 0.25});
    QVERIFY(isNear(part, whole.x, whole.y));
}

void TstLensMap::the_circle_is_where_the_registry_says()
{
    PictureLook look = lookOf(Mount::Wall);
    look.dewarp->lens = {Mount::Wall, 200.0, {0.4, 0.55}, 0.6};
    const LensMap map(look, {1600, 900}, {1600, 800}, 1.25);
    QVERIFY(isNear(map.ofWorld(worldDirection(0, 0)), 0.4, 0.55));
    // 50 degrees are half the radius of 0.6 heights: 240 square pixels up, 192 wide ones to the right.
    QVERIFY(isNear(map.ofWorld(worldDirection(0, 50)), 0.4, 0.55 - 0.3));
    QVERIFY(isNear(map.ofWorld(worldDirection(50, 0)), 0.4 + 192.0 / 1600, 0.55));
}

void TstLensMap::what_the_lens_does_not_see_is_not_seen()
{
    const LensMap wall = mapOf(lookOf(Mount::Wall, {80.0, 0.0, 60.0}));
    QVERIFY(wall.at({0.5, 0.5}).seen);
    QVERIFY(!wall.at({0.9, 0.5}).seen);
    QVERIFY(!wall.ofWorld(worldDirection(180.0, 0.0)).seen);
    const auto behind = wall.ofWorld({0.0, 0.0, -1.0}); // the one direction without a place
    QVERIFY(std::isfinite(behind.x) && !behind.seen);
}

void TstLensMap::the_head_turns_as_a_motor_would()
{
    using std::chrono::milliseconds;
    VirtualHead head({Mount::Ceiling, 180.0, {0.5, 0.5}, 0.5});
    head.lookAt({0.0, -45.0, 70.0});
    for (int i = 0; i < 10; ++i)
        head.move(0.5, 0.0, 0.0, milliseconds(100));
    QVERIFY(std::abs(head.view().pan - 30.0) < 1e-6);
    for (int i = 0; i < 10; ++i)
        head.move(0.0, -0.25, 0.0, milliseconds(100));
    QVERIFY(std::abs(head.view().tilt + 60.0) < 1e-6);
    for (int i = 0; i < 10; ++i)
        head.move(0.0, 0.0, 1.0, milliseconds(100));
    QVERIFY(std::abs(head.view().fieldOfView - 35.0) < 1e-6);
    // Zoomed in, the same deflection turns more slowly.
    const double before = head.view().pan;
    head.move(1.0, 0.0, 0.0, milliseconds(100));
    QVERIFY(std::abs(head.view().pan - before - 3.0) < 1e-6);
    // A console that slept for a minute, a stick that says too much.
    head.move(5.0, 0.0, 0.0, std::chrono::minutes(1));
    QVERIFY(head.view().pan - before < 15.0);
    head.reset();
    QCOMPARE(head.view(), (LensView{0.0, -45.0, 70.0}));
}

void TstLensMap::the_head_stays_within_the_lens_data()
{
    QTest::addColumn<Mount>("mount");
    QTest::addColumn<double>("lens");
    QTest::newRow("wall") << Mount::Wall << 180.0;
    QTest::newRow("wall, a narrow lens") << Mount::Wall << 100.0;
    QTest::newRow("ceiling") << Mount::Ceiling << 180.0;
    QTest::newRow("ceiling, beyond the horizon") << Mount::Ceiling << 220.0;
    QTest::newRow("table") << Mount::Table << 180.0;
}

void TstLensMap::the_head_stays_within_the_lens()
{
    QFETCH(Mount, mount);
    QFETCH(double, lens);
    const Panorama panorama{mount, lens, {0.5, 0.5}, 0.5};
    for (const double pan : {-1.0, 0.0, 1.0}) {
        for (const double tilt : {-1.0, 0.0, 1.0}) {
            for (const double zoom : {-1.0, 0.0, 1.0}) {
                VirtualHead head(panorama);
                for (int i = 0; i < 100; ++i)
                    head.move(pan, tilt, zoom, std::chrono::milliseconds(250));
                const LensView view = head.view();
                QVERIFY(view.fieldOfView >= VirtualHead::kNarrowest && view.fieldOfView <= VirtualHead::kWidest);
                QVERIFY(std::abs(view.pan) <= 180.0);
                const LensMap map({{0, 0, 1, 1}, Dewarp{panorama, Dewarp::Mode::View, view}}, {1600, 900}, kPicture,
                                  1.0);
                for (const QPointF point : {QPointF(0.5, 0.01), QPointF(0.5, 0.99), QPointF(0.5, 0.5)})
                    QVERIFY2(map.at(point).seen,
                             qPrintable(QStringLiteral("pan %1 tilt %2 view %3").arg(view.pan).arg(view.tilt).arg(view.fieldOfView)));
                if (zoom > 0.0)
                    QCOMPARE(view.fieldOfView, VirtualHead::kNarrowest);
            }
        }
    }
}

VIGIE_TEST(TstLensMap)
#include "tst_lens_map.moc"
