// SPDX-License-Identifier: GPL-3.0-or-later
#include <geo/mercator.h>
#include <support/test_main.h>

#include <QtTest/QTest>

#include <cmath>

using namespace vigie;
using namespace vigie::geo;

class TstMercator final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void thereAndBack_data()
    {
        QTest::addColumn<LatLon>("position");
        QTest::newRow("Beauvais") << LatLon{49.4333, 2.0833};
        QTest::newRow("on the equator and Greenwich") << LatLon{0, 0};
        QTest::newRow("Saint-Denis de La Reunion") << LatLon{-20.8789, 55.4481};
        QTest::newRow("Saint-Pierre, west of the ocean") << LatLon{46.7811, -56.1764};
        QTest::newRow("the cut in the north") << LatLon{kMaxLatitude, 180};
    }
    void thereAndBack()
    {
        QFETCH(LatLon, position);
        const QPointF world = project(position);
        QVERIFY(world.x() >= 0 && world.x() <= 1 && world.y() >= -1e-12 && world.y() <= 1);
        const LatLon back = unproject(world);
        QVERIFY(std::abs(back.latitude - position.latitude) < 1e-9);
        QVERIFY(std::abs(back.longitude - position.longitude) < 1e-9);
    }

    void aKnownPoint()
    {
        // EPSG:3857 of the Eiffel tower, 48.8584 N 2.2945 E: x 255422.57, y 6250868.9 metres.
        const QPointF world = project({48.8584, 2.2945});
        constexpr double kHalf = 20037508.342789244;
        QVERIFY(std::abs((world.x() - 0.5) * 2 * kHalf - 255422.57) < 1.0);
        QVERIFY(std::abs((0.5 - world.y()) * 2 * kHalf - 6250868.9) < 1.0);
    }

    void thePoleIsCut() { QVERIFY(project({90, 0}).y() > -1e-9); }

    void lengths()
    {
        QVERIFY(std::abs(metresPerPixel(0, 0) - 156543.03) < 0.01);
        QVERIFY(
            std::abs(worldLength(1000, 49.4) * worldPixels(15) * metresPerPixel(49.4, 15) - 1000)
            < 1e-6);
        // Beauvais to Compiègne: 53.6 km as the crow flies.
        const double metres = distanceMetres({49.4295, 2.0807}, {49.4179, 2.8261});
        QVERIFY2(metres > 53'500 && metres < 54'300, qPrintable(QString::number(metres)));
    }

    void aSingleSiteHasBoundsToo()
    {
        const QRectF one = boundsOf({LatLon{49.4, 2.1}});
        const QRectF other = boundsOf({LatLon{49.2, 2.5}});
        const QRectF both = united(one, other);
        QVERIFY(both.width() > 0 && both.height() > 0);
        QCOMPARE(united({}, one), one);
        QCOMPARE(zoomToFit(one, {800, 600}, 3, 16), 16.0);
        const double zoom = zoomToFit(both, {800, 600}, 3, 18);
        QVERIFY(both.width() * worldPixels(zoom) <= 800.001);
        QVERIFY(both.height() * worldPixels(zoom) <= 600.001);
    }
};

VIGIE_TEST(TstMercator)
#include "tst_mercator.moc"
