// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/decode_turns.h>
#include <support/test_main.h>

#include <QtTest/QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace vigie::media;

class TstDecodeTurns final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noMoreAtOnceThanThereAreTurns();
    void whoCameFirstGoesFirst();
    void aTurnGivenBackIsThereForTheNext();
};

void TstDecodeTurns::noMoreAtOnceThanThereAreTurns()
{
    DecodeTurns turns(2);
    std::atomic<int> inside = 0;
    std::atomic<int> most = 0;
    std::atomic<int> done = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                for (int picture = 0; picture < 200; ++picture) {
                    const DecodeTurns::Turn turn(turns);
                    const int now = ++inside;
                    int seen = most;
                    while (now > seen && !most.compare_exchange_weak(seen, now)) { }
                    std::this_thread::yield();
                    --inside;
                    ++done;
                }
            });
        }
    }
    QCOMPARE(done.load(), 8 * 200);
    QVERIFY(most.load() <= 2);
    QCOMPARE(turns.waiting(), std::size_t{0});
}

void TstDecodeTurns::whoCameFirstGoesFirst()
{
    DecodeTurns turns(1);
    std::mutex mutex;
    std::vector<int> order;
    std::vector<std::jthread> threads;
    {
        const DecodeTurns::Turn held(turns);
        for (int i = 0; i < 5; ++i) {
            threads.emplace_back([&, i] {
                const DecodeTurns::Turn turn(turns);
                const std::scoped_lock lock(mutex);
                order.push_back(i);
            });
            QTRY_COMPARE(turns.waiting(), static_cast<std::size_t>(i + 1));
        }
    }
    for (std::jthread &thread : threads)
        thread.join();
    QCOMPARE(order, (std::vector<int>{0, 1, 2, 3, 4}));
}

void TstDecodeTurns::aTurnGivenBackIsThereForTheNext()
{
    DecodeTurns turns(1);
    for (int i = 0; i < 3; ++i) // would stand still for ever if one were lost
        const DecodeTurns::Turn turn(turns);
    QCOMPARE(turns.waiting(), std::size_t{0});
}

VIGIE_TEST(TstDecodeTurns)
#include "tst_decode_turns.moc"
