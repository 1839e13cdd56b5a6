// SPDX-License-Identifier: GPL-3.0-or-later
#include <bench/measure.h>
#include <bench/picture_probe.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace std::chrono_literals;
using namespace vigie;

namespace {

using Instant = std::chrono::steady_clock::time_point;

/// Gives a probe pictures 40 ms apart by their stamps, each ready \p delays after its stamp.
bench::PictureProbe::Counts count(const std::vector<std::chrono::milliseconds> &delays,
                                  std::chrono::milliseconds jump = 0ms)
{
    Instant now;
    bench::PictureProbe probe(nullptr, [&now] { return now; });
    auto stamp = 1000ms;
    auto real = 500'000ms;
    for (std::size_t i = 0; i < delays.size(); ++i) {
        if (i == delays.size() / 2)
            stamp += jump; // the camera began its count anew
        now = Instant(real + delays[i]);
        auto frame = std::make_shared<media::Frame>();
        frame->pts = stamp;
        frame->received = Instant(real);
        probe.present(frame);
        stamp += 40ms;
        real += 40ms;
    }
    return probe.counts();
}

} // namespace

class TstPictureProbe final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lateIsMoreThanOneIntervalAfterTheBest_data();
    void lateIsMoreThanOneIntervalAfterTheBest();
    void whatIsHeldOnPurposeIsDelayAndNotLateness_data();
    void whatIsHeldOnPurposeIsDelayAndNotLateness();
    void aNewTimeLineIsNotLate();
    void onlyPicturesAfterTheInstantCount();
    void theShareOfSortedValues();
    void theSlopeOfALine();
};

void TstPictureProbe::lateIsMoreThanOneIntervalAfterTheBest_data()
{
    using Delays = std::vector<std::chrono::milliseconds>;
    QTest::addColumn<Delays>("delays");
    QTest::addColumn<int>("late");
    QTest::newRow("all at the same delay") << Delays{20ms, 20ms, 20ms, 20ms} << 0;
    QTest::newRow("one a whole interval behind") << Delays{20ms, 20ms, 60ms, 20ms} << 0;
    QTest::newRow("one a little more behind") << Delays{20ms, 20ms, 61ms, 20ms} << 1;
    QTest::newRow("falling further and further behind") << Delays{20ms, 50ms, 80ms, 110ms} << 2;
    QTest::newRow("slow at first, then good") << Delays{200ms, 20ms, 20ms, 20ms} << 0;
}

void TstPictureProbe::lateIsMoreThanOneIntervalAfterTheBest()
{
    QFETCH(const std::vector<std::chrono::milliseconds>, delays);
    QFETCH(const int, late);
    const bench::PictureProbe::Counts counts = count(delays);
    QCOMPARE(counts.pictures, static_cast<std::int64_t>(delays.size()));
    QCOMPARE(counts.late, static_cast<std::int64_t>(late));
}

/// Pictures 40 ms apart, at first ready 10 ms after their stamp, then \p then for 10 s.
void TstPictureProbe::whatIsHeldOnPurposeIsDelayAndNotLateness_data()
{
    QTest::addColumn<std::chrono::milliseconds>("then");
    QTest::addColumn<int>("lastsSeconds");
    QTest::newRow("held for one interval") << 50ms << 0;
    QTest::newRow("held for longer: late until it is three seconds old") << 80ms << 3;
    QTest::newRow("held for more than two intervals: late for ever") << 91ms << 10;
}

void TstPictureProbe::whatIsHeldOnPurposeIsDelayAndNotLateness()
{
    QFETCH(const std::chrono::milliseconds, then);
    QFETCH(const int, lastsSeconds);
    std::vector<std::chrono::milliseconds> delays(25, 10ms);
    delays.resize(25 + 250, then);
    const auto late = count(delays).late;
    QVERIFY2(late >= (lastsSeconds - 1) * 25 && late <= lastsSeconds * 25, qPrintable(QString::number(late)));
}

void TstPictureProbe::aNewTimeLineIsNotLate()
{
    QCOMPARE(count({20ms, 20ms, 20ms, 20ms}, -60s).late, 0);
    QCOMPARE(count({20ms, 20ms, 20ms, 20ms}, 60s).late, 0);
}

void TstPictureProbe::onlyPicturesAfterTheInstantCount()
{
    bench::PictureProbe probe(nullptr);
    probe.countFrom(Instant(100ms));
    for (const auto received : {90ms, 99ms, 100ms, 140ms}) {
        auto frame = std::make_shared<media::Frame>();
        frame->received = Instant(received);
        probe.present(frame);
    }
    QCOMPARE(probe.sinceInstant(), 2);
}

void TstPictureProbe::theShareOfSortedValues()
{
    std::vector<double> values;
    for (int i = 100; i > 0; --i)
        values.push_back(i);
    QCOMPARE(bench::percentile(values, 0.5), 50.0);
    QCOMPARE(bench::percentile(values, 0.95), 95.0);
    QCOMPARE(bench::percentile(values, 1.0), 100.0);
    QCOMPARE(bench::percentile({}, 0.5), 0.0);
}

void TstPictureProbe::theSlopeOfALine()
{
    QCOMPARE(bench::slope({{0.0, 10.0}, {1.0, 12.0}, {2.0, 14.0}}), 2.0);
    QCOMPARE(bench::slope({{0.0, 10.0}, {1.0, 13.0}, {2.0, 10.0}}), 0.0);
    QCOMPARE(bench::slope({{1.0, 10.0}}), 0.0);
}

VIGIE_TEST(TstPictureProbe)
#include "tst_picture_probe.moc"
