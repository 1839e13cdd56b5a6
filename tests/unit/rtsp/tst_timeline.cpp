// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/ntp.h>
#include <rtsp/timeline.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::rtsp;
using namespace std::chrono_literals;

namespace {

using Clock = Timeline::Clock;
const Clock::time_point kStart{1h};
const std::chrono::system_clock::time_point kWall{std::chrono::seconds(1'795'557'600)};

SenderReport reportOf(std::chrono::system_clock::time_point wall, std::uint32_t timestamp)
{
    return {.ssrc = 1, .ntp = ntpOfTime(wall), .rtpTimestamp = timestamp};
}

} // namespace

class TstTimeline final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void runsOn_data();
    void runsOn();
    void neverDriftsOverDays();
    void capturedFollowsTheSenderReports();
    void aSlowClockIsFollowed();
    void aLoneWrongReportIsNotBelieved();
    void withoutAWallClockThereIsNone();
};

void TstTimeline::runsOn_data()
{
    QTest::addColumn<QList<quint32>>("timestamps"); // one every 40 ms of arrival
    QTest::addColumn<QList<int>>("milliseconds");
    QTest::addColumn<QList<bool>>("jumps");
    QTest::newRow("25 pictures a second") << QList<quint32>{1000, 4600, 8200} << QList<int>{0, 40, 80}
                                          << QList<bool>{false, false, false};
    QTest::newRow("wraps") << QList<quint32>{0xffff'ffff - 3599, 0, 3600} << QList<int>{0, 40, 80}
                           << QList<bool>{false, false, false};
    QTest::newRow("B-frames step back") << QList<quint32>{0, 10'800, 3600, 7200} << QList<int>{0, 120, 40, 80}
                                        << QList<bool>{false, false, false, false};
    QTest::newRow("jumps back an hour: goes on by arrival")
        << QList<quint32>{400'000'000, 400'003'600, 76'003'600, 76'007'200} << QList<int>{0, 40, 80, 120}
        << QList<bool>{false, false, true, false};
    QTest::newRow("jumps ahead a minute: goes on by arrival") << QList<quint32>{0, 3600, 5'403'600, 5'407'200}
                                                              << QList<int>{0, 40, 80, 120}
                                                              << QList<bool>{false, false, true, false};
    QTest::newRow("stands still, then runs again") << QList<quint32>{0, 0, 0, 3600, 7200} << QList<int>{0, 40, 80, 120, 160}
                                                   << QList<bool>{false, true, true, false, false};
    QTest::newRow("a jump after B-frames does not step back") << QList<quint32>{0, 10'800, 3600, 2'000'000'000}
                                                              << QList<int>{0, 120, 40, 160}
                                                              << QList<bool>{false, false, false, true};
}

void TstTimeline::runsOn()
{
    QFETCH(const QList<quint32>, timestamps);
    QFETCH(const QList<int>, milliseconds);
    QFETCH(const QList<bool>, jumps);
    Timeline timeline(90'000);
    for (qsizetype i = 0; i < timestamps.size(); ++i) {
        const auto place = timeline.place(timestamps.at(i), kStart + i * 40ms);
        QCOMPARE(place.at.count(), 1000LL * milliseconds.at(i));
        QCOMPARE(place.jumped, jumps.at(i));
    }
}

void TstTimeline::neverDriftsOverDays()
{
    Timeline timeline(90'000);
    const int days = 3; // over five wraps of 13 hours
    std::uint32_t timestamp = 12'345;
    std::chrono::microseconds at{};
    for (qint64 second = 0; second <= days * 86'400; ++second, timestamp += 90'000) {
        const auto place = timeline.place(timestamp, kStart + std::chrono::seconds(second));
        QVERIFY(!place.jumped);
        at = place.at;
    }
    QCOMPARE(at, std::chrono::microseconds(std::chrono::hours(24 * days)));
}

void TstTimeline::capturedFollowsTheSenderReports()
{
    Timeline timeline(90'000);
    QVERIFY(!timeline.captured(0));
    timeline.takeSenderReport(reportOf(kWall, 0xffff'fff0));
    QCOMPARE(*timeline.captured(0xffff'fff0), kWall);
    QVERIFY(*timeline.captured(0xffff'fff0 + 90'000U) == kWall + 1s); // across the wrap
    QVERIFY(*timeline.captured(0xffff'fff0 - 90'000U) == kWall - 1s);
    QVERIFY2(!timeline.captured(0xffff'fff0 + 90'000U * 3600U), "an hour away from any report");
}

void TstTimeline::aSlowClockIsFollowed()
{
    // A crystal 200 ppm off: 12 ms a minute; reports every five seconds keep the error below 1 ms.
    Timeline timeline(90'000);
    for (int i = 0; i < 1000; ++i) {
        const auto wall = kWall + i * 5s;
        const auto ticks = static_cast<std::uint32_t>(i * 5LL * 90'018);
        timeline.takeSenderReport(reportOf(wall, ticks));
        const auto later = timeline.captured(ticks + 4U * 90'018U);
        QVERIFY(later);
        QVERIFY(std::chrono::abs(*later - (wall + 4s)) < 1ms);
    }
}

void TstTimeline::aLoneWrongReportIsNotBelieved()
{
    Timeline timeline(90'000);
    timeline.takeSenderReport(reportOf(kWall, 0));
    timeline.takeSenderReport(reportOf(kWall + 1h, 450'000));
    QVERIFY(*timeline.captured(450'000) == kWall + 5s);
    timeline.takeSenderReport(reportOf(kWall + 10s, 900'000));
    QVERIFY(*timeline.captured(900'000) == kWall + 10s);
    // Set right by two that agree: the camera has its time from NTP now.
    timeline.takeSenderReport(reportOf(kWall + 1h, 1'350'000));
    timeline.takeSenderReport(reportOf(kWall + 1h + 5s, 1'800'000));
    QVERIFY(*timeline.captured(1'800'000) == kWall + 1h + 5s);
    // Numbers that begin anew have no wall clock until a report says so.
    QVERIFY(!timeline.place(1'800'000, kStart).jumped);
    QVERIFY(timeline.place(0x8000'0000U, kStart + 40ms).jumped);
    QVERIFY(!timeline.captured(0x8000'0000U));
}

void TstTimeline::withoutAWallClockThereIsNone()
{
    Timeline timeline(90'000);
    timeline.takeSenderReport({.ssrc = 1, .ntp = 0, .rtpTimestamp = 5});
    QVERIFY(!timeline.captured(5));
}

VIGIE_TEST(TstTimeline)
#include "tst_timeline.moc"
