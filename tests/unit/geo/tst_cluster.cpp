// SPDX-License-Identifier: GPL-3.0-or-later
#include <geo/cluster.h>
#include <support/test_main.h>

#include <QtTest/QTest>

#include <algorithm>
#include <limits>
#include <random>

using namespace vigie::geo;

class TstCluster final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void groups_data()
    {
        QTest::addColumn<QList<QPointF>>("points");
        QTest::addColumn<QList<QList<int>>>("groups");
        using Points = QList<QPointF>;
        using Groups = QList<QList<int>>;
        QTest::newRow("no site") << Points{} << Groups{};
        QTest::newRow("one site") << Points{{10, 10}} << Groups{{0}};
        QTest::newRow("two on one corner") << Points{{10, 10}, {12, 11}} << Groups{{0, 1}};
        QTest::newRow("two at the same place") << Points{{10, 10}, {10, 10}} << Groups{{0, 1}};
        QTest::newRow("two across the town") << Points{{10, 10}, {200, 10}} << Groups{{0}, {1}};
        QTest::newRow("close, either side of a line of the grid")
            << Points{{58, 10}, {62, 10}} << Groups{{0, 1}};
        QTest::newRow("neighbouring cells, far enough")
            << Points{{5, 10}, {115, 10}} << Groups{{0}, {1}};
        QTest::newRow("south of the origin")
            << Points{{-3, -3}, {-5, -4}, {100, 100}} << Groups{{0, 1}, {2}};
    }
    void groups()
    {
        QFETCH(QList<QPointF>, points);
        QFETCH(QList<QList<int>>, groups);
        QList<QList<int>> got;
        for (const Cluster &cluster : clusterPoints(points, 60))
            got.append(cluster.members);
        QCOMPARE(got, groups);
    }

    void everySiteIsInOneGroup()
    {
        std::mt19937 random(7);
        std::uniform_real_distribution<double> place(0, 4000);
        QList<QPointF> points;
        for (int i = 0; i < 5000; ++i)
            points.append({place(random), place(random)});
        const QList<Cluster> clusters = clusterPoints(points, 60);
        QList<int> seen(points.size(), 0);
        for (const Cluster &cluster : clusters) {
            QVERIFY(std::is_sorted(cluster.members.begin(), cluster.members.end()));
            for (const int member : cluster.members)
                ++seen[member];
        }
        QCOMPARE(seen.count(1), points.size());
        QCOMPARE(clusterPoints(points, 60), clusters); // the same answer each time
    }

    void withoutACellEachStandsAlone()
    {
        const QList<QPointF> points{{1, 1}, {1, 1}};
        for (const double cell : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN()})
            QCOMPARE(clusterPoints(points, cell).size(), 2);
    }
};

VIGIE_TEST(TstCluster)
#include "tst_cluster.moc"
