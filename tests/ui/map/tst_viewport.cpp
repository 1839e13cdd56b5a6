// SPDX-License-Identifier: GPL-3.0-or-later
#include <geo/mercator.h>
#include <support/test_main.h>
#include <ui/map/furniture.h>
#include <ui/map/viewport.h>

#include <QtTest/QTest>

#include <cmath>

using namespace vigie;
using namespace vigie::map;

class TstViewport final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void thePointUnderTheMouseStays_data()
    {
        QTest::addColumn<QPointF>("anchor");
        QTest::addColumn<double>("zoom");
        QTest::newRow("one in, left top") << QPointF(100, 80) << 12.0;
        QTest::newRow("far out, right bottom") << QPointF(900, 600) << 6.0;
        QTest::newRow("beyond the nearest") << QPointF(300, 300) << 40.0;
    }
    void thePointUnderTheMouseStays()
    {
        QFETCH(QPointF, anchor);
        QFETCH(double, zoom);
        Viewport view;
        view.setSize({1000, 700});
        view.setInsets({0, 0, 400, 0});
        view.setView(geo::project({49.4, 2.4}), 11);
        const LatLon before = geo::unproject(view.toWorld(anchor));
        view.zoomAround(anchor, zoom);
        const LatLon after = geo::unproject(view.toWorld(anchor));
        QVERIFY(geo::distanceMetres(before, after) <= 2 * std::max(view.metresPerPixel(), 80.0));
        QVERIFY(view.zoom() <= kMaxZoom);
    }

    void everythingFitsIntoTheFreePart()
    {
        Viewport view;
        view.setSize({1920, 1080});
        view.setInsets({0, 40, 1200, 0});
        const QRectF world = geo::boundsOf({LatLon{49.1, 1.7}, LatLon{49.7, 3.1}});
        view.fit(world, {40, 40, 40, 40}, 16);
        const QRectF open = view.freeRect();
        QCOMPARE(open, QRectF(0, 40, 720, 1040));
        const QRectF shown(view.toScreen(world.topLeft()), view.toScreen(world.bottomRight()));
        QVERIFY(open.adjusted(38, 38, -38, -38).contains(shown));
        QVERIFY(std::abs(shown.center().x() - open.center().x()) < 1.5);
    }

    void aMapUnderSomethingThatCoversItAllIsStillAMap()
    {
        Viewport view;
        view.setSize({800, 600});
        view.setInsets({0, 0, 790, 0});
        QCOMPARE(view.freeRect(), QRectF(0, 0, 800, 600));
    }

    void roundLengths_data()
    {
        QTest::addColumn<double>("metresPerPixel");
        QTest::addColumn<double>("metres");
        QTest::newRow("a street") << 0.4 << 20.0;
        QTest::newRow("a town") << 9.0 << 500.0;
        QTest::newRow("a department") << 100.0 << 10000.0;
        QTest::newRow("a country") << 1500.0 << 100000.0;
    }
    void roundLengths()
    {
        QFETCH(double, metresPerPixel);
        QFETCH(double, metres);
        const ScaleBar bar = scaleBar(metresPerPixel, 110);
        QCOMPARE(bar.metres, metres);
        QVERIFY(bar.pixels <= 110 && bar.pixels > 40);
        QCOMPARE(bar.text,
                 metres < 1000 ? QStringLiteral("%1 m").arg(metres)
                               : QStringLiteral("%1 km").arg(metres / 1000));
    }

    void degrees_data()
    {
        QTest::addColumn<double>("degrees");
        QTest::addColumn<double>("step");
        QTest::addColumn<bool>("latitude");
        QTest::addColumn<QString>("text");
        QTest::newRow("whole") << 49.0 << 1.0 << true << QStringLiteral("49°N");
        QTest::newRow("Greenwich is neither") << 0.0 << 5.0 << false << QStringLiteral("0°");
        QTest::newRow("minutes") << 49.4166666667 << 5 / 60.0 << true << QStringLiteral("49°25′N");
        QTest::newRow("seconds, west")
            << -2.0041666667 << 15 / 3600.0 << false << QStringLiteral("2°00′15″W");
        QTest::newRow("does not become sixty minutes")
            << 1.99999999 << 1 / 60.0 << false << QStringLiteral("2°00′E");
    }
    void degrees()
    {
        QFETCH(double, degrees);
        QFETCH(double, step);
        QFETCH(bool, latitude);
        QFETCH(QString, text);
        QCOMPARE(degreeText(degrees, step, latitude), text);
    }
};

VIGIE_TEST(TstViewport)
#include "tst_viewport.moc"
