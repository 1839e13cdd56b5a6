// SPDX-License-Identifier: GPL-3.0-or-later
#include <geo/cluster.h>

#include <QtCore/QHash>

#include <algorithm>
#include <cmath>

namespace vigie::geo {
namespace {

using Cell = std::pair<qint64, qint64>;

Cell cellOf(const QPointF &p, double cell)
{
    return {static_cast<qint64>(std::floor(p.x() / cell)),
            static_cast<qint64>(std::floor(p.y() / cell))};
}

QPointF meanOf(const QList<int> &members, const QList<QPointF> &points)
{
    QPointF sum;
    for (const int member : members)
        sum += points.at(member);
    return sum / static_cast<double>(members.size());
}

} // namespace

QList<Cluster> clusterPoints(const QList<QPointF> &points, double cell)
{
    QList<Cluster> clusters;
    const auto count = static_cast<int>(points.size());
    if (!(cell > 0.0) || !std::isfinite(cell)) {
        for (int i = 0; i < count; ++i)
            clusters.append({points.at(i), {i}});
        return clusters;
    }
    QHash<Cell, qsizetype> byCell;
    for (int i = 0; i < count; ++i) {
        const Cell key = cellOf(points.at(i), cell);
        const auto found = byCell.constFind(key);
        if (found != byCell.constEnd()) {
            clusters[*found].members.append(i);
            continue;
        }
        byCell.insert(key, clusters.size());
        clusters.append({{}, {i}});
    }
    for (Cluster &cluster : clusters)
        cluster.centre = meanOf(cluster.members, points);

    // Neighbours across a line of the grid: the later one joins the earlier. One pass, so that a
    // chain of markers along a street does not collapse into one.
    const double near = cell / 2;
    for (qsizetype i = 0; i < clusters.size(); ++i) {
        if (clusters.at(i).members.isEmpty())
            continue;
        const Cell home = cellOf(points.at(clusters.at(i).members.first()), cell);
        for (qint64 dx = -1; dx <= 1; ++dx) {
            for (qint64 dy = -1; dy <= 1; ++dy) {
                const auto found = byCell.constFind({home.first + dx, home.second + dy});
                if (found == byCell.constEnd() || *found <= i
                    || clusters.at(*found).members.isEmpty())
                    continue;
                const QPointF gap = clusters.at(*found).centre - clusters.at(i).centre;
                if (std::hypot(gap.x(), gap.y()) >= near)
                    continue;
                clusters[i].members.append(clusters.at(*found).members);
                clusters[*found].members.clear();
                clusters[i].centre = meanOf(clusters.at(i).members, points);
            }
        }
        std::sort(clusters[i].members.begin(), clusters[i].members.end());
    }
    clusters.removeIf([](const Cluster &cluster) { return cluster.members.isEmpty(); });
    return clusters;
}

} // namespace vigie::geo
