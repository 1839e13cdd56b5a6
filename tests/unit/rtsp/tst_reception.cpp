// SPDX-License-Identifier: GPL-3.0-or-later
#include "packets.h"

#include <rtsp/reception.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::rtsp;
using namespace std::chrono_literals;

namespace {

using Clock = Reception::Clock;
const Clock::time_point kStart{1h};

/// Takes the numbers, one every 40 ms, in time with their timestamps.
void takeAll(Reception &reception, const QList<int> &numbers, std::uint32_t ssrc = 0x5eed)
{
    for (const int number : numbers)
        reception.take(test::packetOf(static_cast<std::uint16_t>(number), static_cast<std::uint32_t>(number) * 3600, true,
                                      {}, ssrc),
                       kStart + number * 40ms);
}

} // namespace

class TstReception final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsWhatIsLost_data();
    void countsWhatIsLost();
    void theFractionIsOfTheLastInterval();
    void startsAnew_data();
    void startsAnew();
    void jitterIsWhatTheStandardSays();
    void aJumpingClockDoesNotSpoilTheJitter();
    void repeatsTheLastSenderReport();
};

void TstReception::countsWhatIsLost_data()
{
    QTest::addColumn<QList<int>>("numbers");
    QTest::addColumn<int>("lost");
    QTest::addColumn<int>("cumulative");
    QTest::addColumn<quint32>("highest");
    QTest::newRow("all came") << QList<int>{10, 11, 12, 13} << 0 << 0 << 13U;
    QTest::newRow("two are missing") << QList<int>{10, 13} << 2 << 2 << 13U;
    QTest::newRow("one came late") << QList<int>{10, 12, 11, 13} << 0 << 0 << 13U;
    QTest::newRow("one came twice") << QList<int>{10, 11, 11, 12} << 0 << -1 << 12U;
    QTest::newRow("the numbers wrap") << QList<int>{65'534, 65'535, 0, 1} << 0 << 0 << 65'537U;
    QTest::newRow("the wrap itself is missing") << QList<int>{65'534, 2} << 3 << 3 << 65'538U;
    QTest::newRow("a single stray number is not believed") << QList<int>{10, 40'000, 11, 12} << 0 << 0 << 12U;
}

void TstReception::countsWhatIsLost()
{
    QFETCH(const QList<int>, numbers);
    QFETCH(const int, lost);
    Reception reception(90'000);
    takeAll(reception, numbers);
    QCOMPARE(reception.lost(), static_cast<std::uint64_t>(lost));
    QTEST(reception.extendedHighest(), "highest");
    const auto block = reception.report(kStart);
    QVERIFY(block);
    QTEST(block->cumulativeLost, "cumulative");
    QTEST(block->extendedHighest, "highest");
    QCOMPARE(block->ssrc, 0x5eedU);
}

void TstReception::theFractionIsOfTheLastInterval()
{
    Reception reception(90'000);
    QVERIFY2(!reception.report(kStart), "nothing came yet");
    takeAll(reception, {1, 2, 3, 5}); // one of five
    QCOMPARE(int{reception.report(kStart)->fractionLost}, 256 / 5);
    takeAll(reception, {6, 7, 8, 9});
    QCOMPARE(int{reception.report(kStart)->fractionLost}, 0);
    takeAll(reception, {4});
    QVERIFY2(reception.report(kStart)->fractionLost == 0, "a late one is no loss below zero");
}

void TstReception::startsAnew_data()
{
    QTest::addColumn<QList<int>>("numbers");
    QTest::addColumn<quint32>("ssrc");
    QTest::newRow("two numbers in a row after a jump") << QList<int>{40'000, 40'001} << 0x5eedU;
    QTest::newRow("another sender") << QList<int>{40'001} << 0xbeefU;
}

void TstReception::startsAnew()
{
    QFETCH(const QList<int>, numbers);
    QFETCH(const quint32, ssrc);
    Reception reception(90'000);
    takeAll(reception, {10, 11, 15});
    takeAll(reception, numbers, ssrc);
    QCOMPARE(reception.lost(), std::uint64_t{0});
    QCOMPARE(reception.received(), std::uint64_t{1});
    QCOMPARE(reception.extendedHighest(), 40'001U);
    QCOMPARE(reception.report(kStart)->ssrc, ssrc);
}

void TstReception::jitterIsWhatTheStandardSays()
{
    Reception reception(90'000);
    double expected = 0.0;
    auto arrival = kStart;
    for (int i = 0; i < 200; ++i) {
        // Every other picture is 8 ms late.
        const auto late = i % 2 == 0 ? 0ms : 8ms;
        reception.take(test::packetOf(static_cast<std::uint16_t>(i), static_cast<std::uint32_t>(i) * 3600, true, {}),
                       arrival + late);
        if (i > 0)
            expected += (0.008 * 90'000 - expected) / 16.0;
        arrival += 40ms;
    }
    QCOMPARE(reception.jitter().count(), std::llround(expected / 0.09));
    QVERIFY(reception.jitter() > 7900us && reception.jitter() <= 8000us);
    QCOMPARE(reception.report(arrival)->jitter, static_cast<std::uint32_t>(expected));
}

void TstReception::aJumpingClockDoesNotSpoilTheJitter()
{
    Reception reception(90'000);
    takeAll(reception, {1, 2, 3});
    reception.take(test::packetOf(4, 0x9000'0000, true, {}), kStart + 160ms);
    reception.take(test::packetOf(5, 0x9000'0000 + 3600, true, {}), kStart + 200ms);
    QCOMPARE(reception.jitter(), 0us);
}

void TstReception::repeatsTheLastSenderReport()
{
    Reception reception(90'000);
    takeAll(reception, {1});
    QCOMPARE(reception.report(kStart)->lastSr, 0U);
    reception.takeSenderReport({.ssrc = 0xbad, .ntp = 0x1111'2222'3333'4444}, kStart);
    QCOMPARE(reception.report(kStart)->lastSr, 0U); // somebody else's
    reception.takeSenderReport({.ssrc = 0x5eed, .ntp = 0x1111'2222'3333'4444}, kStart);
    const auto block = reception.report(kStart + 1500ms);
    QCOMPARE(block->lastSr, 0x2222'3333U);
    QCOMPARE(block->delaySinceLastSr, 98'304U);
}

VIGIE_TEST(TstReception)
#include "tst_reception.moc"
