// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulated_heads.h"

#include <input/joysticks.h>
#include <ptz/drive.h>
#include <ptz/onvif_controller.h>
#include <support/test_main.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QTimer>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>
#include <cstdio>

using namespace vigie;
using namespace vigie::ptz;
using namespace std::chrono_literals;
using test::monotonicMs;

namespace {

constexpr qint64 kPressToWireMs = 50;
constexpr qint64 kReleaseToWireMs = 20;
const QString kMove = QStringLiteral("ContinuousMove");
const QString kStop = QStringLiteral("Stop");

/// One camera in the operator's hand.
struct Hand {
    SystemClock clock;
    OnvifController controller;
    Drive drive{controller, clock};
    QSignalSpy confirmed{&drive, &Drive::stopConfirmed};
    QSignalSpy stopFailed{&drive, &Drive::stopFailed};
    QSignalSpy moveFailed{&drive, &Drive::moveFailed};

    explicit Hand(const QString &camera, const QString &password = {})
        : controller(
            test::SimulatedHeads::url(camera), QStringLiteral("vigie"),
            Secret::fromUtf8(password.isEmpty() ? QStringLiteral("Essai-") + camera : password),
            clock)
    {
    }
    bool ready()
    {
        std::optional<Result<>> result;
        controller.warmUp([&result](const Result<> &how) { result = how; });
        return QTest::qWaitFor([&result] { return result.has_value(); }, 8000)
            && result->has_value();
    }
};

qint64 p95(QList<qint64> values)
{
    std::sort(values.begin(), values.end());
    return values.isEmpty() ? -1 : values.at(std::min(values.size() - 1, values.size() * 95 / 100));
}

/// Waits in an event loop as the program's own: QTRY_ sleeps 10 ms between two rounds, and would be
/// measured too.
bool spin(const std::function<bool()> &condition)
{
    QEventLoop loop;
    bool met = false;
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        met = condition();
        if (met)
            loop.quit();
    });
    poll.start(15);
    QTimer::singleShot(5000, &loop, &QEventLoop::quit);
    loop.exec();
    return met;
}

} // namespace

/// Drive and ONVIF client against simulated cameras over HTTP; a virtual stick where the input
/// counts too.
class TstSteering final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_heads.start().isEmpty(), "vigie-camsim"); }
    void init();
    void heldMovesReleasedStands_data();
    void heldMovesReleasedStands();
    void fromStickToWire();
    void unplugged();
    void refusedStop();
    void slowCameraIsStoppedAtOnce();
    void letGoBeforeTheCameraIsKnown();
    void connectionsLostWhileHeld();
    void vanishedWhileHeld();
    void wrongPassword();
    void presetsAreRecalled();
    void exitStopsIt();

private:
    test::SimulatedHeads m_heads;
};

void TstSteering::init()
{
    for (const auto *camera : {"dome", "digest", "token"})
        QVERIFY(m_heads.fault(QString::fromLatin1(camera), QStringLiteral("none")));
}

void TstSteering::heldMovesReleasedStands_data()
{
    QTest::addColumn<QString>("camera");
    QTest::addRow("token or Digest") << QStringLiteral("dome");
    QTest::addRow("Digest only") << QStringLiteral("digest");
    QTest::addRow("token only") << QStringLiteral("token");
}

void TstSteering::heldMovesReleasedStands()
{
    QFETCH(QString, camera);
    Hand hand(camera);
    QVERIFY(hand.ready());
    const auto before = m_heads.head(camera);
    const qint64 pressed = monotonicMs();
    hand.drive.setVelocity({0.4, 0.2, 0.1});
    QTRY_VERIFY(m_heads.calls(camera, pressed).size()
                >= 4); // 0, 0.5, 1.0, 1.5 s: it is held beyond the camera's time-out
    const auto during = m_heads.head(camera);
    QVERIFY(during.moving);
    QVERIFY(during.pan > before.pan && during.tilt > before.tilt && during.zoom > before.zoom);
    hand.drive.release(ReleaseReason::Released);
    QTRY_COMPARE(hand.confirmed.size(), 1);
    const auto after = m_heads.head(camera);
    QVERIFY(!after.moving);
    const auto later = m_heads.head(camera);
    QCOMPARE(later.pan, after.pan);
    QCOMPARE(hand.moveFailed.size() + hand.stopFailed.size(), 0);
    const auto calls = m_heads.calls(camera, pressed);
    for (const auto &call : calls)
        QCOMPARE(call.auth,
                 camera == QLatin1String("digest") ? QStringLiteral("digest")
                                                   : QStringLiteral("token"));
}

void TstSteering::fromStickToWire()
{
    Hand hand(QStringLiteral("dome"));
    QVERIFY(hand.ready());
    input::Joysticks sticks;
    connect(&sticks, &input::Joysticks::stateChanged, &hand.drive, [&] {
        const auto axes = sticks.take().axes;
        hand.drive.setVelocity({axes.pan, axes.tilt, axes.zoom}, Source::Polled);
    });
    sticks.start();
    const auto stick = sticks.attachVirtual(3, 4);
    QList<qint64> presses;
    QList<qint64> releases;
    for (int i = 0; i < 40; ++i) {
        const qint64 pressed = monotonicMs();
        stick->setAxis(0, i % 2 == 0 ? 32767 : -32768);
        QVERIFY(spin([&] { return m_heads.firstAt(QStringLiteral("dome"), kMove, pressed) != 0; }));
        presses.append(m_heads.firstAt(QStringLiteral("dome"), kMove, pressed) - pressed);
        const qint64 released = monotonicMs();
        stick->setAxis(0, 0);
        QVERIFY(
            spin([&] { return m_heads.firstAt(QStringLiteral("dome"), kStop, released) != 0; }));
        releases.append(m_heads.firstAt(QStringLiteral("dome"), kStop, released) - released);
        QTRY_VERIFY(!hand.drive.mayMove());
    }
    std::printf(
        "press to wire: p95 %lld ms, worst %lld ms; release to wire: p95 %lld ms, worst %lld ms\n",
        static_cast<long long>(p95(presses)),
        static_cast<long long>(*std::max_element(presses.begin(), presses.end())),
        static_cast<long long>(p95(releases)),
        static_cast<long long>(*std::max_element(releases.begin(), releases.end())));
    std::fflush(stdout);
    QVERIFY(p95(presses) <= kPressToWireMs);
    QVERIFY(p95(releases) <= kReleaseToWireMs);
    QVERIFY(!m_heads.head(QStringLiteral("dome")).moving);
}

void TstSteering::unplugged()
{
    Hand hand(QStringLiteral("dome"));
    QVERIFY(hand.ready());
    input::Joysticks sticks;
    connect(&sticks, &input::Joysticks::stateChanged, &hand.drive, [&] {
        const auto axes = sticks.take().axes;
        hand.drive.setVelocity({axes.pan, axes.tilt, axes.zoom}, Source::Polled);
    });
    sticks.start();
    auto stick = sticks.attachVirtual(3, 4);
    stick->setAxis(1, -32768);
    const qint64 from = monotonicMs();
    QTRY_VERIFY(m_heads.calls(QStringLiteral("dome"), from).size()
                >= 2); // held on by the reminders of a stick at rest
    QVERIFY(hand.drive.isHeld());
    const qint64 pulled = monotonicMs();
    stick.reset();
    QTRY_COMPARE(hand.confirmed.size(), 1);
    QVERIFY(m_heads.firstAt(QStringLiteral("dome"), kStop, pulled) - pulled <= kPressToWireMs);
    QVERIFY(!m_heads.head(QStringLiteral("dome")).moving);
}

void TstSteering::refusedStop()
{
    Hand hand(QStringLiteral("dome"));
    QVERIFY(hand.ready());
    QVERIFY(m_heads.fault(QStringLiteral("dome"), QStringLiteral("refuse-stop")));
    QVERIFY(m_heads.fault(QStringLiteral("dome"),
                          QStringLiteral("ignore-timeout"))); // nothing but we can stop it
    const qint64 from = monotonicMs();
    hand.drive.setVelocity({0.3, 0, 0});
    QTRY_VERIFY(m_heads.firstAt(QStringLiteral("dome"), kMove, from) != 0);
    hand.drive.release(ReleaseReason::FocusLost);
    QTRY_COMPARE(hand.stopFailed.size(), 1);
    QTRY_COMPARE(hand.confirmed.size(), 1);
    QVERIFY(!m_heads.head(QStringLiteral("dome")).moving);
    QStringList operations;
    for (const auto &call : m_heads.calls(QStringLiteral("dome"), from))
        operations.append(call.operation);
    operations.removeAll(QStringLiteral("GetStatus"));
    // Stop, Stop again (once more where the answer to the move came in between), then velocity
    // zero.
    const auto stops = operations.count(kStop);
    QVERIFY2(stops == 2 || stops == 3, qPrintable(operations.join(QLatin1Char(' '))));
    QCOMPARE(operations, QStringList{kMove} + QStringList(stops, kStop) + QStringList{kMove});
}

void TstSteering::slowCameraIsStoppedAtOnce()
{
    Hand hand(QStringLiteral("digest"));
    QVERIFY(hand.ready());
    QVERIFY(m_heads.fault(QStringLiteral("digest"), QStringLiteral("slow")));
    const qint64 from = monotonicMs();
    hand.drive.setVelocity({0.5, 0, 0});
    QTRY_VERIFY(m_heads.firstAt(QStringLiteral("digest"), kMove, from) != 0);
    // The answer to that move comes in a second; the stop does not wait for it.
    const qint64 released = monotonicMs();
    hand.drive.release(ReleaseReason::Released);
    QTRY_VERIFY(m_heads.firstAt(QStringLiteral("digest"), kStop, released) != 0);
    const qint64 took = m_heads.firstAt(QStringLiteral("digest"), kStop, released) - released;
    QVERIFY2(took <= kReleaseToWireMs, qPrintable(QString::number(took)));
    QVERIFY(!m_heads.head(QStringLiteral("digest")).moving);
    QTRY_COMPARE_WITH_TIMEOUT(hand.confirmed.size(), 1, 10'000);
    const auto calls = m_heads.calls(QStringLiteral("digest"), from);
    QCOMPARE(std::count_if(calls.begin(), calls.end(),
                           [](const auto &call) { return call.operation == kMove; }),
             1);
    QCOMPARE(std::count_if(calls.begin(), calls.end(),
                           [](const auto &call) { return call.operation == kStop; }),
             2); // and after the move
}

void TstSteering::letGoBeforeTheCameraIsKnown()
{
    Hand hand(QStringLiteral("token"));
    const qint64 from = monotonicMs();
    hand.drive.setVelocity({1, 0, 0}); // time, services and profiles must be asked for first
    hand.drive.release(ReleaseReason::TileChanged);
    QTRY_COMPARE(hand.confirmed.size(), 1);
    QCOMPARE(m_heads.firstAt(QStringLiteral("token"), kMove, from), 0);
}

void TstSteering::connectionsLostWhileHeld()
{
    Hand hand(QStringLiteral("dome"));
    QVERIFY(hand.ready());
    qint64 from = monotonicMs();
    hand.drive.setVelocity({0.2, 0, 0});
    QTRY_VERIFY(m_heads.firstAt(QStringLiteral("dome"), kMove, from) != 0);
    QVERIFY(m_heads.fault(QStringLiteral("dome"), QStringLiteral("drop")));
    from = monotonicMs();
    QTRY_VERIFY(m_heads.firstAt(QStringLiteral("dome"), kMove, from)
                != 0); // goes on over a new one
    hand.drive.release(ReleaseReason::Released);
    QTRY_COMPARE(hand.confirmed.size(), 1);
    QVERIFY(!m_heads.head(QStringLiteral("dome")).moving);
}

void TstSteering::vanishedWhileHeld()
{
    Hand hand(QStringLiteral("token"));
    QVERIFY(hand.ready());
    const qint64 from = monotonicMs();
    hand.drive.setVelocity({0.2, 0, 0});
    QTRY_VERIFY(m_heads.firstAt(QStringLiteral("token"), kMove, from) != 0);
    QVERIFY(m_heads.fault(QStringLiteral("token"), QStringLiteral("vanish"), 2));
    QTRY_COMPARE(hand.moveFailed.size(), 1);
    hand.drive.release(ReleaseReason::Released);
    QTRY_VERIFY(!hand.stopFailed.isEmpty());
    QCOMPARE(hand.stopFailed.first().value(0).value<Error>().code, ErrorCode::Unreachable);
    // It comes back, and is stopped then.
    QTRY_COMPARE_WITH_TIMEOUT(hand.confirmed.size(), 1, 15'000);
    QVERIFY(!m_heads.head(QStringLiteral("token")).moving);
}

void TstSteering::wrongPassword()
{
    for (const auto *camera : {"dome", "digest", "token"}) {
        Hand hand(QString::fromLatin1(camera), QStringLiteral("falsch"));
        const qint64 from = monotonicMs();
        hand.drive.setVelocity({1, 0, 0});
        QTRY_COMPARE(hand.moveFailed.size(), 1);
        const auto error = hand.moveFailed.first().value(0).value<Error>();
        QCOMPARE(error.code, ErrorCode::Refused);
        QVERIFY(!error.detail.contains(QStringLiteral("falsch")));
        QCOMPARE(m_heads.firstAt(QString::fromLatin1(camera), kMove, from), 0);
        hand.drive.close(ReleaseReason::GrantEnded);
    }
}

void TstSteering::presetsAreRecalled()
{
    Hand hand(QStringLiteral("dome"));
    std::optional<Result<QList<Preset>>> presets;
    hand.controller.presets([&presets](const Result<QList<Preset>> &read) { presets = read; });
    QTRY_VERIFY(presets);
    QVERIFY(*presets);
    QVERIFY((*presets)->size() >= 2);
    const auto before = m_heads.head(QStringLiteral("dome"));
    std::optional<Result<>> done;
    hand.controller.gotoPreset((*presets)->last().token,
                               [&done](const Result<> &how) { done = how; });
    QTRY_VERIFY(done);
    QVERIFY(*done);
    QTRY_VERIFY(!m_heads.head(QStringLiteral("dome")).moving);
    const auto after = m_heads.head(QStringLiteral("dome"));
    QVERIFY(after.pan != before.pan || after.zoom != before.zoom);
    done.reset();
    hand.controller.gotoPreset(QStringLiteral("no & such <preset>"),
                               [&done](const Result<> &how) { done = how; });
    QTRY_VERIFY(done);
    QVERIFY(!*done);
    QCOMPARE(done->error().code, ErrorCode::InvalidArgument);
}

void TstSteering::exitStopsIt()
{
    Hand hand(QStringLiteral("dome"));
    QVERIFY(hand.ready());
    QVERIFY(m_heads.fault(QStringLiteral("dome"), QStringLiteral("ignore-timeout")));
    const qint64 from = monotonicMs();
    hand.drive.setVelocity({0.2, 0, 0});
    QTRY_VERIFY(m_heads.firstAt(QStringLiteral("dome"), kMove, from) != 0);
    QElapsedTimer timer;
    timer.start();
    hand.drive.shutdown();
    QVERIFY2(timer.elapsed() <= 600, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!hand.drive.mayMove());
    QVERIFY(!m_heads.head(QStringLiteral("dome")).moving);
}

VIGIE_TEST(TstSteering)
#include "tst_steering.moc"
