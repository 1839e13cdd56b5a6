// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/decode_bursts.h>
#include <support/test_main.h>

#include <QtTest/QTest>

#include <vector>

using namespace std::chrono_literals;
using vigie::media::DecodeBursts;

namespace {

struct Late {
    std::chrono::milliseconds at;
    std::chrono::milliseconds lag;
};

constexpr auto kInterval = 66ms;

} // namespace

/// Which bursts of key frames pictures are held against.
class TstDecodeBursts final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatComesAgainCounts_data();
    void whatComesAgainCounts();
    void itIsForgotten();
    void aWallThatIsAlwaysLateDoesNotGrow();
};

void TstDecodeBursts::whatComesAgainCounts_data()
{
    QTest::addColumn<std::vector<Late>>("pictures");
    QTest::addColumn<std::chrono::milliseconds>("lag");
    using Pictures = std::vector<Late>;
    QTest::newRow("no picture was late") << Pictures{{0s, 3ms}, {2s, 5ms}, {4s, 21ms}} << 0ms;
    QTest::newRow("one accident") << Pictures{{0s, 3ms}, {2s, 90ms}, {4s, 4ms}} << 0ms;
    QTest::newRow("one accident that makes three pictures late") << Pictures{{2s, 90ms}, {2066ms, 80ms}, {2132ms, 50ms}} << 0ms;
    QTest::newRow("the key frames of two groups") << Pictures{{2s, 70ms}, {4s, 70ms}} << 70ms;
    QTest::newRow("an accident among them") << Pictures{{2s, 70ms}, {3s, 400ms}, {4s, 72ms}, {6s, 69ms}} << 72ms;
    QTest::newRow("two in eleven seconds") << Pictures{{0s, 70ms}, {11s, 70ms}} << 0ms;
}

void TstDecodeBursts::whatComesAgainCounts()
{
    QFETCH(const std::vector<Late>, pictures);
    QFETCH(const std::chrono::milliseconds, lag);
    DecodeBursts bursts;
    DecodeBursts::TimePoint now(1'000s);
    for (const Late &picture : pictures) {
        now = DecodeBursts::TimePoint(1'000s + picture.at);
        bursts.add(picture.lag, kInterval, now);
    }
    QCOMPARE(bursts.lag(now), DecodeBursts::Micros(lag));
}

void TstDecodeBursts::itIsForgotten()
{
    DecodeBursts bursts;
    const DecodeBursts::TimePoint begin(1'000s);
    bursts.add(70ms, kInterval, begin);
    bursts.add(60ms, kInterval, begin + 2s);
    QCOMPARE(bursts.lag(begin + 10s), DecodeBursts::Micros(60ms));
    QCOMPARE(bursts.lag(begin + 11s).count(), 0);
    bursts.add(70ms, kInterval, begin + 20s);
    bursts.add(70ms, kInterval, begin + 22s);
    bursts.restart();
    QCOMPARE(bursts.lag(begin + 22s).count(), 0);
}

void TstDecodeBursts::aWallThatIsAlwaysLateDoesNotGrow()
{
    DecodeBursts bursts;
    const DecodeBursts::TimePoint begin(1'000s);
    for (int i = 0; i < 100'000; ++i)
        bursts.add(200ms, kInterval, begin + i * 66ms);
    QCOMPARE(bursts.lag(begin + 100'000 * 66ms), DecodeBursts::Micros(200ms));
    QVERIFY(bursts.remembered() <= 21);
}

VIGIE_TEST(TstDecodeBursts)
#include "tst_decode_bursts.moc"
