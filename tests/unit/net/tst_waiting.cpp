// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <net/interrupt.h>
#include <support/interrupts.h>

#include <QtTest/QTest>

#include <sys/eventfd.h>

#include <thread>
#include <vector>

using namespace vigie;
using namespace vigie::net;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// Waiting for the network, and how it ends.
class TstWaiting final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWokenWaitEndsAtOnce();
    void aWakeBeforeTheWaitIsNotLost();
    void aWakeThatAsksForNothingDoesNotEndTheWait();
    void aWakeDoesNotHideWhatCame();
    void tooManySocketsAreRefused();
};

void TstWaiting::aWokenWaitEndsAtOnce()
{
    std::vector<Clock::duration> times;
    for (int round = 0; round < 11; ++round) {
        test::WakingInterrupt interrupt;
        Clock::time_point asked;
        const std::jthread other([&] {
            interrupt.awaitLook(); // the wait is about to begin
            asked = Clock::now();
            interrupt.request();
        });
        const Result<bool> waited = waitFor({}, Clock::now() + 10s, interrupt);
        const auto ended = Clock::now();
        QVERIFY(!waited);
        QCOMPARE(waited.error().code, ErrorCode::Cancelled);
        times.push_back(ended - asked);
    }
    std::ranges::sort(times);
    QVERIFY2(times[times.size() / 2] < 20ms, qPrintable(QString::number(times[times.size() / 2] / 1us)));
}

void TstWaiting::aWakeBeforeTheWaitIsNotLost()
{
    test::WakingInterrupt interrupt;
    interrupt.request();
    const Result<bool> waited = waitFor({}, Clock::now() + 10s, interrupt);
    QVERIFY(!waited);
    QCOMPARE(interrupt.looks(), 1);
}

void TstWaiting::aWakeThatAsksForNothingDoesNotEndTheWait()
{
    test::WakingInterrupt interrupt;
    interrupt.wake();
    const auto began = Clock::now();
    QCOMPARE(waitFor({}, began + 120ms, interrupt), Result<bool>(false));
    QVERIFY(Clock::now() - began >= 120ms);
    QVERIFY2(interrupt.looks() < 20, "a wake that was seen must not be seen again");
}

void TstWaiting::aWakeDoesNotHideWhatCame()
{
    test::WakingInterrupt interrupt;
    interrupt.wake();
    const SocketHandle ready(::eventfd(1, EFD_CLOEXEC));
    std::vector<pollfd> sockets{{-1, POLLIN, 0}, {ready.get(), POLLIN, 0}};
    QCOMPARE(waitFor(sockets, Clock::now() + 10s, interrupt), Result<bool>(true));
    QCOMPARE(sockets[0].revents, short{0});
    QCOMPARE(sockets[1].revents, short{POLLIN});
}

void TstWaiting::tooManySocketsAreRefused()
{
    test::NeverInterrupt never;
    std::vector<pollfd> sockets(kMostWaitedFor + 1, {-1, POLLIN, 0});
    const Result<bool> waited = waitFor(sockets, Clock::now() + 10s, never);
    QVERIFY(!waited);
    QCOMPARE(waited.error().code, ErrorCode::InvalidArgument);
}

VIGIE_TEST(TstWaiting)
#include "tst_waiting.moc"
