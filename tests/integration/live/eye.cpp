// SPDX-License-Identifier: GPL-3.0-or-later
#include "eye.h"

#include <QtTest/QTest>

#include <cstdlib>

namespace vigie::test {

QImage Eye::later(int count) const
{
    const auto wanted = m_feed->shown() + count;
    const bool came = QTest::qWaitFor([&] {
        static_cast<void>(m_feed->takeImage());
        return m_feed->shown() >= wanted;
    });
    return came ? m_feed->takeImage().copy() : QImage();
}

double Eye::unrest(int count) const
{
    const QImage first = later(1);
    return difference(first, later(count));
}

double difference(const QImage &a, const QImage &b)
{
    if (a.isNull() || a.size() != b.size())
        return 255.0;
    const QImage first = a.convertToFormat(QImage::Format_Grayscale8);
    const QImage second = b.convertToFormat(QImage::Format_Grayscale8);
    const int top = first.height() / 4;
    const int bottom = first.height() * 13 / 20;
    double sum = 0.0;
    for (int y = top; y < bottom; ++y) {
        const uchar *left = first.constScanLine(y);
        const uchar *right = second.constScanLine(y);
        for (int x = 0; x < first.width(); ++x)
            sum += std::abs(left[x] - right[x]);
    }
    return sum / (static_cast<double>(bottom - top) * first.width());
}

} // namespace vigie::test
