// SPDX-License-Identifier: GPL-3.0-or-later
#include <input/axes.h>
#include <support/test_main.h>

#include <QtTest/QTest>

#include <cmath>

using namespace vigie::input;

class TstAxes final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void shape_data();
    void shape();
    void curveHasNoJumpAndNoDip_data();
    void curveHasNoJumpAndNoDip();
    void map_data();
    void map();
    void defaults_data();
    void defaults();
};

void TstAxes::shape_data()
{
    QTest::addColumn<int>("raw");
    QTest::addColumn<double>("deadZone");
    QTest::addColumn<double>("expected");
    QTest::addRow("at rest") << 0 << 0.10 << 0.0;
    QTest::addRow("trembling") << 1500 << 0.10 << 0.0;
    QTest::addRow("at the edge of the dead zone") << 3276 << 0.10 << 0.0;
    QTest::addRow("full right") << 32767 << 0.10 << 1.0;
    QTest::addRow("full left") << -32768 << 0.10 << -1.0;
    QTest::addRow("half way, no dead zone") << 16384 << 0.0 << 0.15 * 0.5 + 0.85 * 0.125;
    QTest::addRow("half way, dead zone 0.15") << -16384 << 0.15 << -0.1206;
    QTest::addRow("dead zone of a broken setting") << 32767 << 7.0 << 1.0;
    QTest::addRow("negative dead zone counts as none") << 32767 << -1.0 << 1.0;
    QTest::addRow("raw value out of range") << 100'000 << 0.10 << 1.0;
}

void TstAxes::shape()
{
    QFETCH(int, raw);
    QFETCH(double, deadZone);
    QFETCH(double, expected);
    QVERIFY2(std::abs(shaped(raw, deadZone) - expected) < 0.001,
             qPrintable(QString::number(shaped(raw, deadZone))));
}

void TstAxes::curveHasNoJumpAndNoDip_data()
{
    QTest::addColumn<double>("deadZone");
    for (const double zone : {0.0, 0.1, 0.15, 0.5, 0.9})
        QTest::addRow("dead zone %.2f", zone) << zone;
}

void TstAxes::curveHasNoJumpAndNoDip()
{
    QFETCH(double, deadZone);
    double before = 0.0;
    for (int raw = 0; raw <= 32767; raw += 16) {
        const double value = shaped(raw, deadZone);
        QVERIFY(value >= before && value - before < 0.02);
        QCOMPARE(shaped(-raw, deadZone), -value);
        before = value;
    }
    QVERIFY(before > 0.95);
}

void TstAxes::map_data()
{
    QTest::addColumn<QList<int>>("raw");
    QTest::addColumn<AxisMap>("map");
    QTest::addColumn<Axes>("expected");
    constexpr int kFull = 32767;
    QTest::addRow("right") << QList<int>{kFull, 0, 0} << AxisMap{} << Axes{1, 0, 0};
    QTest::addRow("forward is up") << QList<int>{0, -32768, 0} << AxisMap{} << Axes{0, 1, 0};
    QTest::addRow("twist is zoom") << QList<int>{0, 0, kFull} << AxisMap{} << Axes{0, 0, 1};
    QTest::addRow("all inverted") << QList<int>{kFull, kFull, kFull}
                                  << AxisMap{.invertPan = true,
                                             .invertTilt = false,
                                             .invertZoom = true}
                                  << Axes{-1, 1, -1};
    QTest::addRow("axes elsewhere") << QList<int>{0, kFull, 0, 0, kFull}
                                    << AxisMap{.pan = 4, .tilt = 0, .zoom = 1} << Axes{1, 0, 1};
    QTest::addRow("no zoom") << QList<int>{0, 0, kFull} << AxisMap{.zoom = -1} << Axes{};
    QTest::addRow("axis the device has not") << QList<int>{kFull} << AxisMap{.pan = 9} << Axes{};
    QTest::addRow("no axes") << QList<int>{} << AxisMap{} << Axes{};
    QTest::addRow("zoom rests in its larger dead zone")
        << QList<int>{0, 0, 4500} << AxisMap{} << Axes{};
}

void TstAxes::map()
{
    QFETCH(QList<int>, raw);
    QFETCH(AxisMap, map);
    QFETCH(Axes, expected);
    QVERIFY(mapped(raw, map) == expected);
}

void TstAxes::defaults_data()
{
    QTest::addColumn<int>("axes");
    QTest::addColumn<int>("zoom");
    QTest::addRow("two-axis stick") << 2 << -1;
    QTest::addRow("three-axis CCTV stick") << 3 << 2;
    QTest::addRow("gamepad") << 6 << 4;
}

void TstAxes::defaults()
{
    QFETCH(int, axes);
    QTEST(defaultMap(axes).zoom, "zoom");
    QCOMPARE(defaultMap(axes).pan, 0);
    QCOMPARE(defaultMap(axes).tilt, 1);
    QVERIFY(defaultMap(axes).invertTilt);
}

VIGIE_TEST(TstAxes)
#include "tst_axes.moc"
