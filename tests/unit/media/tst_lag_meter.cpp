// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <media/lag_meter.h>

#include <QtTest/QTest>

#include <cstdlib>

using namespace vigie::media;
using namespace std::chrono_literals;
using Micros = LagMeter::Micros;

/// Time is an argument: days pass in milliseconds.
class TstLagMeter final : public QObject {
    Q_OBJECT
private:
    static constexpr Micros kFrame = 40ms;
    static LagMeter::TimePoint at(Micros time) { return LagMeter::TimePoint(1'000s + time); }
    static qint64 ms(Micros time) { return time.count() / 1000; }

private Q_SLOTS:
    void aPictureLateByTheNetworkIsSeen();
    void whatTheThreadWasBusyIsNotTheNetworks();
    void clocksThatDriftApartForDaysAreNoLag_data();
    void clocksThatDriftApartForDaysAreNoLag();
    void stampsThatJump_data();
    void stampsThatJump();
    void stampsThatStandStillTellNothing();
    void bPicturesAreNoJitter();
    void aFrameIntervalIsFound_data();
    void aFrameIntervalIsFound();
    void jitterIsWhatOneInTwentyExceeds();
    void aPauseIsNoJitter();
};

void TstLagMeter::aPictureLateByTheNetworkIsSeen()
{
    LagMeter meter;
    for (int i = 0; i < 50; ++i)
        QCOMPARE(ms(meter.arrived(kFrame * i, at(kFrame * i), 0us)->arrival), 0);
    const auto lag = meter.arrived(kFrame * 50, at(kFrame * 50 + 130ms), 0us);
    QVERIFY(lag);
    QCOMPARE(ms(lag->arrival), 130);
    QCOMPARE(ms(lag->network()), 130);
    QCOMPARE(ms(*meter.lagOf(kFrame * 51, at(kFrame * 51 + 70ms))), 70);
    QVERIFY(*meter.expected(kFrame * 60) == at(kFrame * 60));
}

void TstLagMeter::whatTheThreadWasBusyIsNotTheNetworks()
{
    LagMeter meter;
    for (int i = 0; i < 50; ++i)
        (void)meter.arrived(kFrame * i, at(kFrame * i), 0us);
    // Read 300 ms late by a thread that had been at work for 200 ms: 100 ms were the network's.
    auto lag = meter.arrived(kFrame * 50, at(kFrame * 50 + 300ms), 200ms);
    QCOMPARE(ms(lag->arrival), 300);
    QCOMPARE(ms(lag->processor), 200);
    QCOMPARE(ms(lag->network()), 100);
    // A thread that is never idle for a minute: the base must not follow it.
    for (int i = 51; i < 1551; ++i)
        lag = meter.arrived(kFrame * i, at(kFrame * i + 500ms), kFrame * (i - 50) + 500ms);
    QCOMPARE(ms(lag->arrival), 500);
    QCOMPARE(ms(lag->network()), 0);
}

void TstLagMeter::clocksThatDriftApartForDaysAreNoLag_data()
{
    QTest::addColumn<double>("perMillion");
    QTest::newRow("the camera's clock is slow") << 100.0;
    QTest::newRow("the camera's clock is fast") << -100.0;
    QTest::newRow("a poor clock") << 500.0;
}

void TstLagMeter::clocksThatDriftApartForDaysAreNoLag()
{
    QFETCH(double, perMillion);
    LagMeter meter;
    for (std::int64_t i = 0; i < std::int64_t{3} * 24 * 3600; ++i) { // 1 fps for three days
        const Micros pts = std::chrono::seconds(i);
        const Micros drift(static_cast<std::int64_t>(perMillion * static_cast<double>(i)));
        const auto lag = meter.arrived(pts, at(pts + drift + Micros(i * 7919 % 5000)), 0us);
        QVERIFY(lag);
        QVERIFY2(lag->arrival < 15ms, qPrintable(QString::number(lag->arrival.count())));
    }
}

void TstLagMeter::stampsThatJump_data()
{
    QTest::addColumn<qint64>("jumpMs");
    QTest::newRow("ahead by an hour") << qint64{3'600'000};
    QTest::newRow("back by an hour") << qint64{-3'600'000};
    QTest::newRow("ahead by two seconds") << qint64{2'000};
    QTest::newRow("back by two seconds") << qint64{-2'000};
    QTest::newRow("ahead by half a second") << qint64{500};
    QTest::newRow("32 bits of 90 kHz wrap") << qint64{-47'721'858};
}

void TstLagMeter::stampsThatJump()
{
    QFETCH(qint64, jumpMs);
    LagMeter meter;
    int unknown = 0;
    for (int i = 0; i < 600; ++i) {
        const Micros jump = i < 300 ? 0ms : std::chrono::milliseconds(jumpMs);
        const auto lag = meter.arrived(kFrame * i + jump, at(kFrame * i), 0us);
        if (lag)
            QVERIFY2(lag->arrival < LagMeter::kNotLive, qPrintable(QString::number(i)));
        else
            ++unknown;
    }
    QVERIFY2(unknown <= 1, qPrintable(QString::number(unknown)));
    // And the new base is as good as the old one.
    const Micros pts = kFrame * 600 + std::chrono::milliseconds(jumpMs);
    QCOMPARE(ms(meter.arrived(pts, at(kFrame * 600 + 90ms), 0us)->arrival), 90);
}

void TstLagMeter::stampsThatStandStillTellNothing()
{
    LagMeter meter;
    for (int i = 0; i < 50; ++i)
        (void)meter.arrived(kFrame * i, at(kFrame * i), 0us);
    for (int i = 50; i < 500; ++i) {
        const auto lag = meter.arrived(kFrame * 50, at(kFrame * i), 0us);
        QVERIFY(!lag || lag->arrival < LagMeter::kNotLive);
        if (i > 100) {
            QVERIFY(!lag);
            QVERIFY(!meter.expected(kFrame * 50));
        }
    }
    // They move again.
    for (int i = 500; i < 900; ++i)
        (void)meter.arrived(kFrame * i, at(kFrame * i), 0us);
    QCOMPARE(ms(meter.arrived(kFrame * 900, at(kFrame * 900 + 50ms), 0us)->arrival), 50);
}

void TstLagMeter::bPicturesAreNoJitter()
{
    LagMeter meter;
    // Decoding order of I B B P: P comes first, its time is the latest.
    for (int group = 0; group < 100; ++group) {
        for (const int shift : {3, 1, 2}) {
            const int arrival = group * 3 + (shift == 3 ? 3 : shift + 3);
            const auto lag =
                meter.arrived(kFrame * (group * 3 + shift), at(kFrame * arrival), 0us);
            QVERIFY(lag);
            QCOMPARE(ms(lag->arrival), 0);
        }
    }
    QCOMPARE(ms(meter.jitter()), 0);
    QVERIFY(std::abs(ms(meter.interval()) - 40) <= 1);
}

void TstLagMeter::aFrameIntervalIsFound_data()
{
    QTest::addColumn<qint64>("interval");
    QTest::newRow("1 picture a second") << qint64{1'000'000};
    QTest::newRow("15 pictures a second") << qint64{66'667};
    QTest::newRow("60 pictures a second") << qint64{16'667};
}

void TstLagMeter::aFrameIntervalIsFound()
{
    QFETCH(qint64, interval);
    LagMeter meter;
    for (int i = 0; i < 60; ++i)
        (void)meter.arrived(Micros(interval) * i, at(Micros(interval) * i), 0us);
    QVERIFY(std::abs(meter.interval().count() - interval) < interval / 50);
}

void TstLagMeter::jitterIsWhatOneInTwentyExceeds()
{
    LagMeter meter;
    for (int i = 0; i < 640; ++i) {
        const Micros late = i % 8 == 0 ? 90ms : 2ms;
        (void)meter.arrived(kFrame * i, at(kFrame * i + late), 0us);
    }
    QCOMPARE(ms(meter.jitter()), 88); // over the base
    for (int i = 640; i < 1280; ++i)
        (void)meter.arrived(kFrame * i, at(kFrame * i + (i == 700 ? 90ms : 2ms)), 0us);
    QCOMPARE(ms(meter.jitter()), 0); // one in sixty-four is none
}

void TstLagMeter::aPauseIsNoJitter()
{
    LagMeter meter;
    for (int i = 0; i < 100; ++i)
        (void)meter.arrived(kFrame * i, at(kFrame * i), 0us);
    for (int i = 100; i < 150; ++i) // two seconds at once
        (void)meter.arrived(kFrame * i, at(kFrame * 150), 0us);
    for (int i = 150; i < 300; ++i)
        (void)meter.arrived(kFrame * i, at(kFrame * i), 0us);
    QCOMPARE(ms(meter.jitter()), 0);
}

VIGIE_TEST(TstLagMeter)
#include "tst_lag_meter.moc"
