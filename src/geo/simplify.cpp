// SPDX-License-Identifier: GPL-3.0-or-later
#include <geo/simplify.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>
#include <vector>

namespace vigie::geo {
namespace {

double triangle(const QPointF &a, const QPointF &b, const QPointF &c)
{
    return std::abs((b.x() - a.x()) * (c.y() - a.y()) - (c.x() - a.x()) * (b.y() - a.y())) / 2;
}

} // namespace

QList<double> pointWeights(const Ring &ring)
{
    const auto count = static_cast<size_t>(ring.size());
    QList<double> weights(ring.size(), std::numeric_limits<double>::infinity());
    if (count <= 3)
        return weights;
    std::vector<size_t> before(count);
    std::vector<size_t> after(count);
    std::vector<double> area(count);
    std::vector<bool> gone(count, false);
    const auto point = [&ring](size_t i) { return ring.at(static_cast<qsizetype>(i)); };
    using Entry = std::pair<double, size_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    for (size_t i = 0; i < count; ++i) {
        before[i] = (i + count - 1) % count;
        after[i] = (i + 1) % count;
        area[i] = triangle(point(before[i]), point(i), point(after[i]));
        queue.emplace(area[i], i);
    }
    double reached = 0;
    for (size_t left = count; left > 3 && !queue.empty();) {
        const auto [size, i] = queue.top();
        queue.pop();
        if (gone[i] || size != area[i])
            continue; // an older entry of this point
        reached = std::max(reached, size);
        weights[static_cast<qsizetype>(i)] = reached;
        gone[i] = true;
        --left;
        after[before[i]] = after[i];
        before[after[i]] = before[i];
        for (const size_t near : {before[i], after[i]}) {
            area[near] = triangle(point(before[near]), point(near), point(after[near]));
            queue.emplace(area[near], near);
        }
    }
    return weights;
}

SimplifiedRings::SimplifiedRings(const QList<Ring> &rings)
{
    m_rings.reserve(rings.size());
    for (const Ring &ring : rings)
        m_rings.append({ring, pointWeights(ring), boundsOf({ring})});
}

QList<Ring> SimplifiedRings::at(double tolerance) const
{
    const double least = tolerance * tolerance;
    QList<Ring> result;
    for (const Weighted &ring : m_rings) {
        if (std::max(ring.bounds.width(), ring.bounds.height()) < tolerance)
            continue;
        Ring kept;
        for (qsizetype i = 0; i < ring.points.size(); ++i) {
            if (ring.weights.at(i) >= least)
                kept.append(ring.points.at(i));
        }
        if (kept.size() >= 3)
            result.append(kept);
    }
    return result;
}

} // namespace vigie::geo
