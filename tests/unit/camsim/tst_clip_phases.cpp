// SPDX-License-Identifier: GPL-3.0-or-later
#include <camsim/clip_feeder.h>

#include <support/test_main.h>

#include <QtTest/QTest>

using namespace std::chrono_literals;
using namespace vigie::camsim;

namespace {

/// Three seconds at 10 pictures a second, a key frame every second.
Clip clip()
{
    Clip clip;
    clip.fps = 10;
    for (int i = 0; i < 30; ++i)
        clip.frames.push_back({nullptr, i % 10 == 0});
    return clip;
}

} // namespace

class TstClipPhases final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theNextKeyFrameIsWaitedFor_data();
    void theNextKeyFrameIsWaitedFor();
    void spreadCamerasHaveTheirKeyFramesAtOtherMoments();
};

void TstClipPhases::theNextKeyFrameIsWaitedFor_data()
{
    QTest::addColumn<int>("runningMs");
    QTest::addColumn<int>("picture");
    QTest::addColumn<int>("waitMs");
    QTest::newRow("in the middle of the first group") << 250 << 10 << 750;
    QTest::newRow("just before a key frame") << 1'950 << 20 << 50;
    QTest::newRow("over the end of the clip") << 2'500 << 0 << 500;
    QTest::newRow("after many rounds") << 3'000'350 << 10 << 650;
}

void TstClipPhases::theNextKeyFrameIsWaitedFor()
{
    QFETCH(const int, runningMs);
    QFETCH(const int, picture);
    QFETCH(const int, waitMs);
    for (const int camera : {1, 2, 77}) { // all of them at the same instant
        const ClockPlace place =
            clockPlace(clip(), Phases::Aligned, camera, std::chrono::milliseconds(runningMs));
        QCOMPARE(static_cast<int>(place.picture), picture);
        QCOMPARE(static_cast<int>((place.wait + 500us) / 1ms), waitMs);
    }
}

void TstClipPhases::spreadCamerasHaveTheirKeyFramesAtOtherMoments()
{
    const Clip one = clip();
    std::array<int, 10> tenths{};
    for (int camera = 1; camera <= 100; ++camera) {
        const ClockPlace place = clockPlace(one, Phases::Spread, camera, 12'345ms);
        QVERIFY(one.frames[place.picture].key);
        QVERIFY(place.wait > 0ns && place.wait <= 1s);
        ++tenths[static_cast<size_t>(std::min<qint64>(place.wait / 100ms, 9))];
    }
    for (const int count : tenths)
        QVERIFY2(count >= 8 && count <= 12, qPrintable(QString::number(count)));
}

VIGIE_TEST(TstClipPhases)
#include "tst_clip_phases.moc"
