// SPDX-License-Identifier: GPL-3.0-or-later
#include <live/frame_switch.h>
#include <support/test_main.h>

#include <QtTest/QTest>

#include <atomic>
#include <thread>

using namespace vigie;
using live::FrameSwitch;

namespace {

/// Takes the number of the stream from a picture's pts and sees that they come one at a time and
/// never from an older stream.
class OrderedSink final : public media::FrameSink {
public:
    void present(media::FramePtr frame) override
    {
        if (m_busy.exchange(true))
            ++overlaps;
        const int number = static_cast<int>(frame->pts.count());
        if (number < newest)
            ++stepsBack;
        newest = number;
        ++count;
        m_busy = false;
    }
    std::atomic<int> newest = 0;
    std::atomic<int> count = 0;
    std::atomic<int> overlaps = 0;
    std::atomic<int> stepsBack = 0;

private:
    std::atomic<bool> m_busy = false;
};

media::FramePtr from(int stream)
{
    auto frame = std::make_shared<media::Frame>();
    frame->pts = std::chrono::microseconds(stream);
    return frame;
}

struct Bench {
    std::shared_ptr<OrderedSink> sink = std::make_shared<OrderedSink>();
    std::atomic<int> told = 0; ///< the last first picture
    std::atomic<int> tellings = 0;
    std::shared_ptr<FrameSwitch> pictures = std::make_shared<FrameSwitch>(sink, [this](int number) {
        told = number;
        ++tellings;
    });
};

} // namespace

class TstFrameSwitch final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theOlderGoesOnUntilTheNewerShows();
    void aWithdrawnStreamShowsNothing();
    void aStreamThatHasTakenOverCannotBeWithdrawn();
    void twoStreamsAtOnce();
    void withdrawnWhileItsFirstPictureArrives();
};

void TstFrameSwitch::theOlderGoesOnUntilTheNewerShows()
{
    Bench bench;
    const auto sub = bench.pictures->input(1);
    const auto main = bench.pictures->input(2);
    sub->present(from(1));
    sub->present(from(1));
    QCOMPARE(bench.sink->count.load(), 2);
    QCOMPARE(bench.told.load(), 1);
    main->present(from(2));
    QCOMPARE(bench.told.load(), 2);
    sub->present(from(1));
    QCOMPARE(bench.sink->count.load(), 3);
    main->present(from(2));
    QCOMPARE(bench.sink->count.load(), 4);
    QCOMPARE(bench.tellings.load(), 2); // once a stream
}

void TstFrameSwitch::aWithdrawnStreamShowsNothing()
{
    Bench bench;
    bench.pictures->input(1)->present(from(1));
    QVERIFY(bench.pictures->withdraw(2));
    bench.pictures->input(2)->present(from(2));
    QCOMPARE(bench.sink->newest.load(), 1);
    bench.pictures->input(1)->present(from(1)); // the one before goes on
    QCOMPARE(bench.sink->count.load(), 2);
    bench.pictures->input(3)->present(from(3)); // and the next may take over
    QCOMPARE(bench.told.load(), 3);
}

void TstFrameSwitch::aStreamThatHasTakenOverCannotBeWithdrawn()
{
    Bench bench;
    bench.pictures->input(1)->present(from(1));
    bench.pictures->input(2)->present(from(2));
    QVERIFY(!bench.pictures->withdraw(2));
    bench.pictures->input(2)->present(from(2));
    QCOMPARE(bench.sink->count.load(), 3);
}

void TstFrameSwitch::twoStreamsAtOnce()
{
    Bench bench;
    const auto pump = [&](int number) {
        return std::jthread([&bench, number](const std::stop_token &stop) {
            const auto input = bench.pictures->input(number);
            while (!stop.stop_requested())
                input->present(from(number));
        });
    };
    std::jthread sub = pump(1);
    QTRY_VERIFY(bench.sink->count > 100);
    std::jthread main = pump(2);
    QTRY_COMPARE(bench.told.load(), 2);
    const int then = bench.sink->count;
    QTRY_VERIFY(bench.sink->count > then + 100);
    sub = {};
    main = {};
    QCOMPARE(bench.sink->overlaps.load(), 0);
    QCOMPARE(bench.sink->stepsBack.load(), 0);
    QCOMPARE(bench.tellings.load(), 2);
}

void TstFrameSwitch::withdrawnWhileItsFirstPictureArrives()
{
    constexpr int kRounds = 300;
    int inTime = 0;
    for (int i = 0; i < kRounds; ++i) {
        Bench bench;
        bench.pictures->input(1)->present(from(1));
        std::atomic<bool> running = false;
        std::atomic<bool> go = false;
        std::jthread main([&] {
            const auto input = bench.pictures->input(2);
            running = true;
            while (!go) { }
            for (int turns = 0; turns < 2 * i; ++turns) // a little later each time
                static_cast<void>(go.load());
            input->present(from(2));
        });
        while (!running)
            std::this_thread::yield();
        go = true;
        for (int turns = 0; turns < 2 * (kRounds - i); ++turns) // and this a little sooner
            static_cast<void>(go.load());
        const bool withdrawn = bench.pictures->withdraw(2);
        main.join();
        inTime += withdrawn ? 1 : 0;
        // Either it never shows, or it is the one that shows: no third.
        QCOMPARE(bench.sink->newest.load(), withdrawn ? 1 : 2);
    }
    qInfo() << inTime << "of" << kRounds << "were withdrawn in time";
}

VIGIE_TEST(TstFrameSwitch)
#include "tst_frame_switch.moc"
