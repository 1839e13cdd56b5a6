// SPDX-License-Identifier: GPL-3.0-or-later
#include "eye.h"
#include "station.h"

#include <input/joysticks.h>
#include <ptz/drive.h>
#include <ptz/onvif_controller.h>
#include <support/law_world.h>
#include <support/simulated_cameras.h>
#include <support/test_main.h>

#include <QtCore/QElapsedTimer>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::live;
using namespace vigie::test;
using test::law::kCamera;
using test::law::kOperator;
using test::law::kPolice;

namespace {

constexpr int kPatience = 15'000; ///< ms; a first picture on a busy machine
constexpr int kStickBent = 24'000; ///< of 32767
constexpr double kMoved = 12.0; ///< grey levels: another view of the square
constexpr double kStill = 6.0; ///< grey levels: the encoder's noise, 4.2 where a key picture lies between
constexpr int kPicturesApart = 8;

enum class Way { Released, Unplugged, TileChanged, Suspended };

/// A stick, the right to steer and what it steers, put together as the console does.
struct Wheel {
    Wheel(std::unique_ptr<access::Grant> right, const Clock &clock)
        : grant(std::move(right)),
          controller(grant->endpoint().onvifUrl, grant->endpoint().user,
                     grant->endpoint().password.clone(), clock),
          drive(controller, clock)
    {
        QObject::connect(grant.get(), &access::Grant::ended, &drive,
                         [this] { drive.close(ptz::ReleaseReason::GrantEnded); });
        QObject::connect(&sticks, &input::Joysticks::stateChanged, &drive, [this] {
            const auto axes = sticks.take().axes;
            drive.setVelocity({axes.pan, axes.tilt, axes.zoom}, ptz::Source::Polled);
        });
        sticks.start();
        stick = sticks.attachVirtual(3, 4);
        controller.warmUp([](const Result<> &) {});
    }

    std::unique_ptr<access::Grant> grant;
    ptz::OnvifController controller;
    ptz::Drive drive;
    QSignalSpy confirmed{&drive, &ptz::Drive::stopConfirmed};
    input::Joysticks sticks;
    std::unique_ptr<input::Joysticks::VirtualStick> stick;
};

} // namespace

/// The hand on the stick moves the picture, and however it lets go, the picture stands still.
class TstSteeredPicture final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void pictureFollowsTheHand_data();
    void pictureFollowsTheHand();
    void programKilled();
    void noRightNoMovement();

private:
    [[nodiscard]] QJsonObject head() const
    {
        return m_cameras.state(kCamera.value).value(QStringLiteral("ptz")).toObject();
    }
    [[nodiscard]] bool moving() const
    {
        return head().value(QStringLiteral("moving")).toBool(true);
    }
    [[nodiscard]] double pan() const { return head().value(QStringLiteral("pan")).toDouble(); }
    void open(Station &station, std::unique_ptr<View> &observer);
    std::unique_ptr<access::Grant> granted(Station &station);
    void standsStill(const Eye &eye);

    SimulatedCameras m_cameras;
    QObject m_context;
};

void TstSteeredPicture::initTestCase()
{
    const QString why = m_cameras.start();
    QVERIFY2(why.isEmpty(), qPrintable(why));
}

/// Somebody else watches, so that the picture stays when the right to steer goes.
void TstSteeredPicture::open(Station &station, std::unique_ptr<View> &observer)
{
    const QString why = station.open();
    QVERIFY2(why.isEmpty(), qPrintable(why));
    observer = station.watch(kPolice, kCamera);
    QTRY_COMPARE_WITH_TIMEOUT(observer->state(), ViewState::Playing, kPatience);
    QTRY_VERIFY(!observer->feed()->takeImage().isNull());
    QVERIFY(!moving());
}

std::unique_ptr<access::Grant> TstSteeredPicture::granted(Station &station)
{
    std::unique_ptr<access::Grant> grant;
    station.gate().request(
        station.session(kOperator), station.request(kOperator, kCamera, Act::Ptz), &m_context,
        [&](access::Outcome outcome) {
            if (auto *yes = std::get_if<std::unique_ptr<access::Grant>>(&outcome))
                grant = std::move(*yes);
        });
    [&] { QTRY_VERIFY(grant); }();
    return grant;
}

/// Not only does the camera say so: nothing moves in the picture, and the head is where it was.
void TstSteeredPicture::standsStill(const Eye &eye)
{
    QVERIFY(!moving());
    const double there = pan();
    // What was on its way has come. (Looking takes long where no picture comes: one deadline.)
    QVERIFY(QTest::qWaitFor([&] { return eye.unrest(kPicturesApart) < kStill; }));
    QVERIFY(eye.unrest(kPicturesApart) < kStill);
    QCOMPARE(pan(), there);
    QVERIFY(!moving());
}

void TstSteeredPicture::pictureFollowsTheHand_data()
{
    QTest::addColumn<Way>("way");
    QTest::newRow("let go") << Way::Released;
    QTest::newRow("stick unplugged") << Way::Unplugged;
    QTest::newRow("another tile chosen") << Way::TileChanged;
    QTest::newRow("agrément suspended by another process") << Way::Suspended;
}

void TstSteeredPicture::pictureFollowsTheHand()
{
    QFETCH(Way, way);
    Station station;
    std::unique_ptr<View> observer;
    open(station, observer);
    const Eye eye(observer->feed());
    const QImage before = eye.later(3);
    const double noise = difference(before, eye.later(kPicturesApart));
    QVERIFY(noise < kStill);
    auto right = granted(station);
    QVERIFY(right);
    Wheel wheel(std::move(right), station.clock());

    wheel.stick->setAxis(0, kStickBent);
    QTRY_VERIFY(moving());
    QTRY_VERIFY(difference(before, eye.now()) > kMoved);
    QVERIFY(eye.unrest(kPicturesApart) > kStill); // the same measure as for standing still
    const auto stops = m_cameras.log(kCamera.value, QStringLiteral("ptz-stop")).size();
    const qint64 letGo = monotonicMs();
    switch (way) {
    case Way::Released:
        wheel.stick->setAxis(0, 0);
        break;
    case Way::Unplugged:
        wheel.stick.reset();
        break;
    case Way::TileChanged:
        wheel.drive.close(ptz::ReleaseReason::TileChanged);
        wheel.grant.reset();
        break;
    case Way::Suspended: // the hand holds on
        QCOMPARE(station.vigiectl({QStringLiteral("registry"), QStringLiteral("suspend-agrement"),
                                   kOperator.value}),
                 0);
        break;
    }
    QTRY_COMPARE(wheel.confirmed.size(), 1);
    const auto all = m_cameras.log(kCamera.value, QStringLiteral("ptz-stop"));
    QCOMPARE(all.size(), stops + 1);
    const qint64 took = SimulatedCameras::at(all.last()) - letGo;
    qInfo() << "noise" << noise << "moved" << difference(before, eye.now()) << "; stood after"
            << took << "ms";
    if (way == Way::Suspended) {
        const auto change = station.records(QStringLiteral("registry-change")).last();
        const auto stood =
            instantFromIso(all.last().value(QStringLiteral("t")).toString()).value_or(Instant());
        const auto late = stood - Station::instantOf(change);
        qInfo() << "from the commit to the head's stop:" << late.count() << "ms";
        QVERIFY(late < std::chrono::milliseconds(300));
        QCOMPARE(observer->state(), ViewState::Playing); // the other person's picture goes on
        QTRY_COMPARE(station.records(QStringLiteral("curtain")).size(), 1);
        wheel.stick->setAxis(0, -kStickBent); // a stick that is held asks in vain
    } else {
        QVERIFY(took < 250);
    }
    standsStill(eye);
    QVERIFY(difference(before, eye.now()) > kMoved); // where the hand left it
}

void TstSteeredPicture::programKilled()
{
    Station station;
    std::unique_ptr<View> observer;
    open(station, observer);
    const Eye eye(observer->feed());
    const QImage before = eye.later(3);
    const auto right = granted(station);
    QVERIFY(right);
    QProcess program; // the same drive, in a program that can be killed
    program.start(qEnvironmentVariable("VIGIECTL"),
                  {QStringLiteral("ptz"), right->endpoint().onvifUrl.toString(),
                   QStringLiteral("move"), QStringLiteral("--pan"), QStringLiteral("-0.6"),
                   QStringLiteral("--for-ms"), QStringLiteral("60000"), QStringLiteral("--user"),
                   right->endpoint().user});
    program.write(right->endpoint().password.revealBytes() + '\n');
    program.closeWriteChannel();
    QTRY_VERIFY(moving());
    QTRY_VERIFY(difference(before, eye.now()) > kMoved);
    // Held beyond what the camera was told at first: the move is said again.
    const auto moves = [this] {
        const auto calls = m_cameras.log(kCamera.value, QStringLiteral("onvif"));
        return std::count_if(calls.cbegin(), calls.cend(), [](const QJsonObject &call) {
            return call.value(QStringLiteral("operation")) == QStringLiteral("ContinuousMove");
        });
    };
    const auto so = moves();
    QTRY_VERIFY(moves() >= so + 2);
    QVERIFY(moving());
    const auto stops = m_cameras.log(kCamera.value, QStringLiteral("ptz-stop")).size();
    const qint64 killed = monotonicMs();
    program.kill();
    QTRY_VERIFY(!moving());
    const auto all = m_cameras.log(kCamera.value, QStringLiteral("ptz-stop"));
    QCOMPARE(all.size(), stops + 1);
    const qint64 took = SimulatedCameras::at(all.last()) - killed;
    qInfo() << "stood" << took << "ms after the program was killed";
    QVERIFY(took < 2000);
    QCOMPARE(program.exitStatus(), QProcess::CrashExit);
    standsStill(eye);
}

void TstSteeredPicture::noRightNoMovement()
{
    Station station;
    std::unique_ptr<View> observer;
    open(station, observer);
    QVERIFY(station.registry().suspendAgrement(kOperator, station.clock().now()));
    const qint64 from = monotonicMs();
    std::optional<access::Outcome> answer;
    const auto preview = [&] {
        return station.gate().preview(station.session(kOperator),
                                      station.request(kOperator, kCamera, Act::Ptz));
    };
    QTRY_VERIFY(!preview().allowed);
    station.gate().request(station.session(kOperator),
                           station.request(kOperator, kCamera, Act::Ptz), &m_context,
                           [&](access::Outcome outcome) { answer = std::move(outcome); });
    QTRY_VERIFY(answer);
    QVERIFY(std::holds_alternative<access::Refusal>(*answer));
    QCOMPARE(m_cameras.log(kCamera.value, QStringLiteral("onvif"), from).size(), 0);
    standsStill(Eye(observer->feed()));
}

VIGIE_TEST(TstSteeredPicture)
#include "tst_steered_picture.moc"
