// SPDX-License-Identifier: GPL-3.0-or-later
#include "steering_room.h"

#include <support/test_main.h>
#include <ui/common/theme.h>
#include <ui/ptz/ptz_keys.h>
#include <ui/ptz/ptz_panel.h>

#include <QtCore/QMimeData>
#include <QtGui/QDragEnterEvent>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QSlider>
#include <QtWidgets/QStyleOptionSlider>
#include <QtWidgets/QVBoxLayout>

using namespace vigie;
using namespace vigie::ptzui;
using test::kDome;

namespace {

const CameraId kOther{QStringLiteral("cam-06")};

struct Room : test::SteeringRoom {
    Room() { surface->setAcceptDrops(true); }
    /// As a real keyboard says it: the scan code is the key, the key code what it means at that moment.
    void key(QEvent::Type type, int meaning, quint32 scanCode, Qt::KeyboardModifiers modifiers = {})
    {
        QKeyEvent event(type, meaning, modifiers, scanCode, 0, 0);
        QApplication::sendEvent(surface, &event);
    }
    [[nodiscard]] QSlider *zoom() const { return panel->findChild<QSlider *>(QStringLiteral("ptzZoom")); }
    [[nodiscard]] QPoint zoomHandle() const
    {
        QStyleOptionSlider option;
        option.initFrom(zoom());
        option.orientation = Qt::Vertical;
        option.minimum = zoom()->minimum();
        option.maximum = zoom()->maximum();
        option.sliderPosition = zoom()->sliderPosition();
        option.sliderValue = zoom()->value();
        return zoom()->style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, zoom()).center();
    }
};

} // namespace

/// A camera never goes on moving when no hand holds it, however strange the way in which it was let go.
class TstLettingGo final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)"))); }

    void aKeyComesUpWithAnotherMeaning_data()
    {
        QTest::addColumn<int>("down");
        QTest::addColumn<int>("up");
        QTest::addColumn<quint32>("scanCode");
        QTest::newRow("+ is Shift and =, Shift let go first") << int(Qt::Key_Plus) << int(Qt::Key_Equal) << quint32(21);
        QTest::newRow("arrow of the number pad, a digit without Shift") << int(Qt::Key_Up) << int(Qt::Key_8) << quint32(80);
        QTest::newRow("- of a French keyboard, 6 with Shift") << int(Qt::Key_Minus) << int(Qt::Key_6) << quint32(15);
    }
    void aKeyComesUpWithAnotherMeaning()
    {
        QFETCH(int, down);
        QFETCH(int, up);
        QFETCH(quint32, scanCode);
        Room room;
        room.key(QEvent::KeyPress, down, scanCode, Qt::ShiftModifier);
        QTRY_VERIFY(!room.rights.isStill());
        room.key(QEvent::KeyRelease, up, scanCode);
        QVERIFY(room.rights.isStill());
    }

    void anotherKeyThatComesUpLetsNothingGo()
    {
        Room room;
        room.key(QEvent::KeyPress, Qt::Key_Right, 114);
        QTRY_VERIFY(!room.rights.isStill());
        room.key(QEvent::KeyRelease, Qt::Key_Right, 85); // that of the number pad
        QVERIFY(!room.rights.isStill());
        room.key(QEvent::KeyRelease, Qt::Key_Right, 114);
        QVERIFY(room.rights.isStill());
    }

    void aDragTakesTheKeyboard()
    {
        Room room;
        room.key(QEvent::KeyPress, Qt::Key_Right, 114);
        QTRY_VERIFY(!room.rights.isStill());
        // From here on Qt gives no key release to any widget until the drag is over.
        const QMimeData payload;
        QDragEnterEvent begun(QPoint(5, 5), Qt::MoveAction, &payload, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(room.surface, &begun);
        QVERIFY(room.rights.isStill());
    }

    void theZoomSliderSpringsBack()
    {
        Room room;
        QTest::mousePress(room.zoom(), Qt::LeftButton, {}, room.zoomHandle());
        QTest::mouseMove(room.zoom(), room.zoomHandle() - QPoint(0, 40));
        QTRY_VERIFY(!room.rights.isStill());
        QTest::mouseRelease(room.zoom(), Qt::LeftButton, {}, room.zoomHandle());
        QCOMPARE(room.zoom()->value(), 0);
        QVERIFY(room.rights.isStill());
    }

    void aClickBesideTheHandleZoomsNoLongerThanItLasts()
    {
        Room room;
        const QPoint beside(room.zoomHandle().x(), 2);
        QTest::mousePress(room.zoom(), Qt::LeftButton, {}, beside);
        QTRY_VERIFY(!room.rights.isStill());
        QTest::mouseRelease(room.zoom(), Qt::LeftButton, {}, beside);
        QCOMPARE(room.zoom()->value(), 0);
        QVERIFY(room.rights.isStill());
    }

    void theWheelOverTheZoomSliderLeavesItInTheMiddle()
    {
        Room room;
        const QPointF at = room.zoom()->rect().center();
        QWheelEvent turn(at, room.zoom()->mapToGlobal(at), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                         false);
        QApplication::sendEvent(room.zoom(), &turn);
        QCOMPARE(room.zoom()->value(), 0);
        QCOMPARE(room.rights.asks, 0);
    }

    void theZoomSliderLetsGoWhenTheWindowDoes()
    {
        Room room;
        const QPoint handle = room.zoomHandle();
        QTest::mousePress(room.zoom(), Qt::LeftButton, {}, handle);
        QTest::mouseMove(room.zoom(), handle - QPoint(0, 40));
        QTRY_VERIFY(!room.rights.isStill());
        QEvent deactivate(QEvent::WindowDeactivate);
        QApplication::sendEvent(room.panel, &deactivate);
        QVERIFY(room.rights.isStill());
        QTest::mouseMove(room.zoom(), handle - QPoint(0, 50)); // still pressed, but let go
        QVERIFY(room.rights.isStill());
    }

    void aStopNotConfirmedStaysOnTheScreenWhateverIsSelected()
    {
        Room room;
        room.steerer.steer(Hand::Stick, {1.0, 0.0, 0.0});
        QTRY_VERIFY(!room.rights.isStill());
        room.steerer.setTarget(kOther, true);
        auto *alarm = room.panel->findChild<QLabel *>(QStringLiteral("ptzAlarm"));
        QVERIFY(!alarm->isVisible());
        Q_EMIT room.rights.leftMoving(kDome, Error{ErrorCode::Unreachable, {}});
        QVERIFY(alarm->isVisible());
        QVERIFY2(alarm->text().contains(kDome.value), qPrintable(alarm->text()));
        room.steerer.setTarget({}, false);
        QVERIFY(alarm->isVisible());
        Q_EMIT room.rights.leftStill(kDome);
        QVERIFY(!alarm->isVisible());
    }
};

VIGIE_TEST(TstLettingGo)
#include "tst_letting_go.moc"
