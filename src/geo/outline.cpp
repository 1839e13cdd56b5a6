// SPDX-License-Identifier: GPL-3.0-or-later
#include <geo/outline.h>

#include <algorithm>

namespace vigie::geo {

bool Outline::contains(QPointF world) const
{
    if (!bounds.contains(world))
        return false;
    bool inside = false;
    for (const Ring &ring : rings) {
        for (qsizetype i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            const QPointF &a = ring.at(i);
            const QPointF &b = ring.at(j);
            if ((a.y() > world.y()) == (b.y() > world.y()))
                continue;
            if (world.x() < (b.x() - a.x()) * (world.y() - a.y()) / (b.y() - a.y()) + a.x())
                inside = !inside;
        }
    }
    return inside;
}

QRectF boundsOf(const QList<Ring> &rings)
{
    bool any = false;
    double left = 0;
    double right = 0;
    double top = 0;
    double bottom = 0;
    for (const Ring &ring : rings) {
        for (const QPointF &p : ring) {
            left = any ? std::min(left, p.x()) : p.x();
            right = any ? std::max(right, p.x()) : p.x();
            top = any ? std::min(top, p.y()) : p.y();
            bottom = any ? std::max(bottom, p.y()) : p.y();
            any = true;
        }
    }
    return {left, top, right - left, bottom - top};
}

double signedArea(const Ring &ring)
{
    double sum = 0;
    for (qsizetype i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
        sum += ring.at(j).x() * ring.at(i).y() - ring.at(i).x() * ring.at(j).y();
    return sum / 2;
}

qsizetype outlineAt(const QList<Outline> &outlines, QPointF world)
{
    for (qsizetype i = 0; i < outlines.size(); ++i) {
        if (outlines.at(i).contains(world))
            return i;
    }
    return -1;
}

} // namespace vigie::geo
