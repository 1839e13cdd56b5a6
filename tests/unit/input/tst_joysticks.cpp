// SPDX-License-Identifier: GPL-3.0-or-later
#include <input/joysticks.h>
#include <support/test_main.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QRegularExpression>
#include <QtCore/QThread>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace vigie::input;

namespace {

constexpr int kFull = 32767;

/// Takes each state as it is announced, as the GUI does.
struct Desk {
    Joysticks sticks;
    JoystickState state;
    QList<int> pressed;
    QSignalSpy changed{&sticks, &Joysticks::stateChanged};
    QSignalSpy unplugged{&sticks, &Joysticks::unplugged};
    bool zeroWhenUnplugged = false;

    Desk()
    {
        QObject::connect(&sticks, &Joysticks::stateChanged, &sticks, [this] {
            state = sticks.take();
            pressed += state.pressed;
        });
        QObject::connect(&sticks, &Joysticks::unplugged, &sticks,
                         [this] { zeroWhenUnplugged = state.axes.isZero(); });
        sticks.start();
    }
};

} // namespace

/// With virtual sticks only: a stick of the machine that runs the tests would take part too, so
/// they compare what follows from the virtual ones.
class TstJoysticks final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }
    void movesAreDelivered();
    void aBentStickGoesOnSayingSo();
    void aStickAtRestIsQuiet();
    void buttonsAreKeptInOrder();
    void unpluggingDeliversZeroFirst();
    void anotherStickTakesOverByMoving();
    void pluggingInAnotherLetsNothingGo();
    void unpluggingAnotherLetsNothingGo();
    void twoThatLookAlikeAreTwo();
    void endsQuicklyWhateverItDoes();
    void withoutStartNothingHappens();
    void stickMayOutliveItsOwner();
    void announcedOnTheGuiThread();
};

void TstJoysticks::movesAreDelivered()
{
    Desk desk;
    const auto stick = desk.sticks.attachVirtual(3, 12);
    QTRY_COMPARE(desk.state.devices, 1);
    QCOMPARE(desk.state.device, QStringLiteral("Vigie virtual stick"));
    stick->setAxis(0, kFull);
    QTRY_COMPARE(desk.state.axes, (Axes{1, 0, 0}));
    stick->setAxis(1, -kFull);
    QTRY_COMPARE(desk.state.axes, (Axes{1, 1, 0}));
    stick->setAxis(2, -kFull);
    stick->setAxis(0, 0);
    QTRY_COMPARE(desk.state.axes, (Axes{0, 1, -1}));
    stick->setAxis(1, 0);
    stick->setAxis(2, 2000); // trembling
    QTRY_VERIFY(desk.state.axes.isZero());
}

void TstJoysticks::aBentStickGoesOnSayingSo()
{
    Desk desk;
    const auto stick = desk.sticks.attachVirtual(3, 1);
    stick->setAxis(0, kFull);
    QTRY_COMPARE(desk.state.axes.pan, 1.0);
    desk.changed.clear();
    QElapsedTimer timer;
    timer.start();
    QTRY_VERIFY(desk.changed.size() >= 5);
    QVERIFY2(timer.elapsed() >= 300, qPrintable(QString::number(timer.elapsed()))); // not a flood
    QCOMPARE(desk.state.axes.pan, 1.0);
}

void TstJoysticks::aStickAtRestIsQuiet()
{
    Desk desk;
    const auto stick = desk.sticks.attachVirtual(3, 1);
    stick->setAxis(0, kFull);
    QTRY_COMPARE(desk.state.axes.pan, 1.0);
    stick->setAxis(0, 0);
    QTRY_VERIFY(desk.state.axes.isZero());
    desk.changed.clear();
    QVERIFY(!desk.changed.wait(400));
}

void TstJoysticks::buttonsAreKeptInOrder()
{
    Desk desk;
    const auto stick = desk.sticks.attachVirtual(2, 8);
    QTRY_COMPARE(desk.state.devices, 1);
    for (const int button : {4, 0, 7}) {
        stick->setButton(button, true);
        QTRY_COMPARE(desk.pressed.isEmpty() ? -1 : desk.pressed.last(), button);
        stick->setButton(button, false);
    }
    QCOMPARE(desk.pressed, (QList<int>{4, 0, 7}));
}

void TstJoysticks::unpluggingDeliversZeroFirst()
{
    Desk desk;
    auto stick = desk.sticks.attachVirtual(3, 1);
    stick->setAxis(0, kFull);
    QTRY_COMPARE(desk.state.axes.pan, 1.0);
    stick.reset();
    QTRY_COMPARE(desk.unplugged.size(), 1);
    QVERIFY(desk.zeroWhenUnplugged);
    QVERIFY(desk.state.axes.isZero());
    QCOMPARE(desk.state.devices, 0);
    QVERIFY(desk.state.device.isEmpty());
    // … and back in.
    stick = desk.sticks.attachVirtual(3, 1);
    stick->setAxis(0, -kFull);
    QTRY_COMPARE(desk.state.axes.pan, -1.0);
}

void TstJoysticks::anotherStickTakesOverByMoving()
{
    Desk desk;
    const auto first = desk.sticks.attachVirtual(3, 1);
    const auto second = desk.sticks.attachVirtual(3, 1);
    QTRY_COMPARE(desk.state.devices, 2);
    first->setAxis(0, kFull);
    QTRY_COMPARE(desk.state.axes.pan, 1.0);
    second->setAxis(1, -kFull);
    QTRY_COMPARE(desk.state.axes, (Axes{0, 1, 0}));
    first->setAxis(0, 0); // let go: it does not take over by that
    second->setAxis(2, kFull);
    QTRY_COMPARE(desk.state.axes, (Axes{0, 1, 1}));
}

void TstJoysticks::pluggingInAnotherLetsNothingGo()
{
    Desk desk;
    const auto first = desk.sticks.attachVirtual(3, 1);
    first->setAxis(0, kFull);
    QTRY_COMPARE(desk.state.axes.pan, 1.0);
    const auto second = desk.sticks.attachVirtual(3, 1);
    QTRY_COMPARE(desk.state.devices, 2);
    QCOMPARE(desk.state.axes.pan, 1.0);
}

void TstJoysticks::unpluggingAnotherLetsNothingGo()
{
    Desk desk;
    auto idle = desk.sticks.attachVirtual(3, 1);
    const auto held = desk.sticks.attachVirtual(3, 1);
    auto third = desk.sticks.attachVirtual(3, 1);
    QTRY_COMPARE(desk.state.devices, 3);
    held->setAxis(0, kFull);
    QTRY_COMPARE(desk.state.axes.pan, 1.0);
    third.reset();
    QTRY_COMPARE(desk.state.devices, 2);
    QCOMPARE(desk.state.axes.pan, 1.0);
    idle.reset();
    QTRY_COMPARE(desk.state.devices, 1);
    QCOMPARE(desk.state.axes.pan, 1.0);
    QCOMPARE(desk.unplugged.size(), 0);
}

void TstJoysticks::twoThatLookAlikeAreTwo()
{
    Desk desk;
    auto first = desk.sticks.attachVirtual(3, 1);
    const auto second = desk.sticks.attachVirtual(3, 1);
    second->setAxis(1, kFull); // held, and yet not the one in use
    first->setAxis(0, kFull);
    QTRY_COMPARE(desk.state.axes.pan, 1.0);
    first.reset();
    QTRY_COMPARE(desk.unplugged.size(), 1);
    // The other one does not go on in its place.
    QVERIFY(desk.zeroWhenUnplugged);
    QCOMPARE(desk.state.devices, 1);
    second->setAxis(1, -kFull);
    QTRY_COMPARE(desk.state.axes.tilt, 1.0);
}

void TstJoysticks::endsQuicklyWhateverItDoes()
{
    for (const bool withStick : {false, true}) {
        QElapsedTimer timer;
        {
            Desk desk;
            std::unique_ptr<Joysticks::VirtualStick> stick;
            if (withStick) {
                stick = desk.sticks.attachVirtual(3, 1);
                stick->setAxis(0, kFull);
                QTRY_COMPARE(desk.state.axes.pan, 1.0);
            }
            timer.start();
        }
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    }
}

void TstJoysticks::withoutStartNothingHappens()
{
    Joysticks sticks;
    const auto stick = sticks.attachVirtual(2, 1);
    stick->setAxis(0, kFull);
    QCOMPARE(sticks.take().devices, 0);
}

void TstJoysticks::stickMayOutliveItsOwner()
{
    std::unique_ptr<Joysticks::VirtualStick> stick;
    {
        Desk desk;
        stick = desk.sticks.attachVirtual(2, 1);
        QTRY_COMPARE(desk.state.devices, 1);
    }
    stick->setAxis(0, kFull);
    stick->setButton(0, true);
    stick.reset();
}

void TstJoysticks::announcedOnTheGuiThread()
{
    Desk desk;
    QThread *where = nullptr;
    connect(
        &desk.sticks, &Joysticks::stateChanged, &desk.sticks,
        [&where] { where = QThread::currentThread(); }, Qt::DirectConnection);
    const auto stick = desk.sticks.attachVirtual(2, 1);
    QTRY_VERIFY(where);
    QCOMPARE(where, thread());
}

VIGIE_TEST(TstJoysticks)
#include "tst_joysticks.moc"
