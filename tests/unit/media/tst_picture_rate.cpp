// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <media/picture_rate.h>

#include <QtTest/QTest>

using namespace vigie::media;
using namespace std::chrono_literals;
using Clock = PictureRate::TimePoint;

/// Time is an argument.
class TstPictureRate final : public QObject {
    Q_OBJECT
private:
    static Clock at(std::chrono::milliseconds time) { return Clock(1'000s + time); }

private Q_SLOTS:
    void aTileThatHasJustOpened_data();
    void aTileThatHasJustOpened();
    void aSlowCameraIsToldFromItsThirdPicture();
    void aRateThatFallsIsSeenWithinTwoSeconds();
    void afterAPauseItBeginsAnew();
};

void TstPictureRate::aTileThatHasJustOpened_data()
{
    QTest::addColumn<int>("firstLate"); // ms: how long the first picture waited before it was through
    QTest::newRow("every picture on time") << 0;
    QTest::newRow("the first one waited for its decoder: the second is on its heels") << 60;
    QTest::newRow("the first one waited longer than an interval") << 66;
}

void TstPictureRate::aTileThatHasJustOpened()
{
    QFETCH(int, firstLate);
    PictureRate rate;
    rate.add(at(std::chrono::milliseconds(firstLate)));
    for (int i = 1; i < 60; ++i) {
        const auto now = at(std::chrono::milliseconds(i * 1000 / 15));
        rate.add(now, 1'000);
        const double seen = rate.perSecond(now + 33ms);
        QVERIFY2(seen == 0.0 || (seen > 14.4 && seen < 15.6),
                 qPrintable(QStringLiteral("after %1 pictures: %2 a second").arg(i + 1).arg(seen)));
        QCOMPARE(seen == 0.0, i < 8); // half a second
    }
}

void TstPictureRate::aSlowCameraIsToldFromItsThirdPicture()
{
    PictureRate rate;
    rate.add(at(0ms));
    rate.add(at(1000ms));
    QCOMPARE(rate.perSecond(at(1900ms)), 0.0);
    rate.add(at(2000ms));
    const double seen = rate.perSecond(at(2500ms));
    QVERIFY2(seen > 0.9 && seen < 1.1, qPrintable(QString::number(seen)));
}

void TstPictureRate::aRateThatFallsIsSeenWithinTwoSeconds()
{
    PictureRate rate;
    for (int i = 0; i < 50; ++i)
        rate.add(at(i * 40ms));
    for (int i = 0; i < 21; ++i)
        rate.add(at(2000ms + i * 100ms));
    const double seen = rate.perSecond(at(4050ms));
    QVERIFY2(seen > 9.4 && seen < 10.6, qPrintable(QString::number(seen)));
}

void TstPictureRate::afterAPauseItBeginsAnew()
{
    PictureRate rate;
    for (int i = 0; i < 50; ++i)
        rate.add(at(i * 40ms));
    rate.add(at(9'990ms)); // called back: what was kept is shown at once, and the next one is on its heels
    for (int i = 0; i < 10; ++i)
        rate.add(at(10'000ms + i * 40ms));
    const double seen = rate.perSecond(at(10'380ms) + 130ms);
    QVERIFY2(seen > 17.0 && seen < 25.6, qPrintable(QString::number(seen)));
    rate.clear();
    rate.add(at(13'000ms));
    QCOMPARE(rate.perSecond(at(14'000ms)), 0.0);
}

VIGIE_TEST(TstPictureRate)
#include "tst_picture_rate.moc"
