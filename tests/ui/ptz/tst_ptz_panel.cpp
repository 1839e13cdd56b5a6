// SPDX-License-Identifier: GPL-3.0-or-later
#include "steering_room.h"

#include <support/test_main.h>
#include <ui/common/theme.h>
#include <ui/ptz/ptz_keys.h>
#include <ui/ptz/ptz_panel.h>
#include <ui/ptz/stick_widget.h>

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QVBoxLayout>

using namespace vigie;
using namespace vigie::ptzui;
using test::kDome;

namespace {

/// With a field beside the panel that can take the focus.
struct Room : test::SteeringRoom {
    QLineEdit *field = new QLineEdit(&window);

    Room() : SteeringRoom(QStringLiteral("La caméra ne répond pas"))
    {
        static_cast<QVBoxLayout *>(window.layout())->insertWidget(1, field);
    }
    [[nodiscard]] QStringList moves() const { return rights.log.filter(QStringLiteral("steer")); }
    [[nodiscard]] StickWidget *stick() const { return panel->findChild<StickWidget *>(); }
    [[nodiscard]] QString stateText() const { return panel->findChild<QLabel *>(QStringLiteral("ptzState"))->text(); }
};

void keyRepeat(QWidget *to, int key)
{
    QKeyEvent up(QEvent::KeyRelease, key, Qt::NoModifier, QString(), true);
    QApplication::sendEvent(to, &up);
    QKeyEvent down(QEvent::KeyPress, key, Qt::NoModifier, QString(), true);
    QApplication::sendEvent(to, &down);
}

} // namespace

class TstPtzPanel final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)"))); }

    void arrowKeysSteerWhileHeldAndRepeatIsNoPress()
    {
        Room room;
        QTest::keyPress(room.surface, Qt::Key_Left);
        QTRY_COMPARE(room.moves().size(), 1);
        QCOMPARE(room.moves().last(), QStringLiteral("steer -0.70 0.00 0.00"));
        for (int turn = 0; turn < 20; ++turn)
            keyRepeat(room.surface, Qt::Key_Left);
        QCOMPARE(room.moves().size(), 1);
        QVERIFY(!room.rights.isStill());
        QTest::keyPress(room.surface, Qt::Key_Up);
        QCOMPARE(room.moves().last(), QStringLiteral("steer -0.70 0.70 0.00"));
        QTest::keyRelease(room.surface, Qt::Key_Left);
        QTest::keyRelease(room.surface, Qt::Key_Up);
        QVERIFY(room.rights.isStill());
    }

    void zoomKeysZoom()
    {
        Room room;
        QTest::keyPress(room.surface, Qt::Key_PageUp);
        QTRY_COMPARE(room.moves().size(), 1);
        QCOMPARE(room.moves().last(), QStringLiteral("steer 0.00 0.00 0.70"));
        QTest::keyRelease(room.surface, Qt::Key_PageUp);
        QTest::keyPress(room.surface, Qt::Key_Minus);
        QCOMPARE(room.moves().last(), QStringLiteral("steer 0.00 0.00 -0.70"));
        QTest::keyRelease(room.surface, Qt::Key_Minus);
        QVERIFY(room.rights.isStill());
    }

    void ctrlLeavesTheArrowsToTheMosaic()
    {
        Room room;
        QTest::keyClick(room.surface, Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(room.rights.asks, 0);
    }

    void lettingGoInAnyWayReleases_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("focus goes to a field") << 0;
        QTest::newRow("window deactivated") << 1;
        QTest::newRow("mosaic hidden") << 2;
        QTest::newRow("key up") << 3;
    }
    void lettingGoInAnyWayReleases()
    {
        QFETCH(int, way);
        Room room;
        QTest::keyPress(room.surface, Qt::Key_Right);
        QTRY_VERIFY(!room.rights.isStill());
        switch (way) {
        case 0: room.field->setFocus(); break;
        case 1: {
            QEvent deactivate(QEvent::WindowDeactivate);
            QApplication::sendEvent(room.surface, &deactivate);
            break;
        }
        case 2: room.surface->hide(); break;
        case 3: QTest::keyRelease(room.surface, Qt::Key_Right); break;
        default: break;
        }
        QVERIFY(room.rights.isStill());
    }

    void theStickSteersAndSpringsBack()
    {
        Room room;
        StickWidget *stick = room.stick();
        const QPoint centre = stick->rect().center();
        QTest::mousePress(stick, Qt::LeftButton, {}, centre);
        QCOMPARE(room.rights.asks, 0); // dead zone
        QTest::mouseMove(stick, centre + QPoint(200, 0));
        QTRY_COMPARE(room.moves().size(), 1);
        QCOMPARE(room.moves().last(), QStringLiteral("steer 0.70 0.00 0.00"));
        QTest::mouseRelease(stick, Qt::LeftButton, {}, centre + QPoint(200, 0));
        QVERIFY(room.rights.isStill());
    }

    void theStickLetsGoWhenTheWindowDoes()
    {
        Room room;
        StickWidget *stick = room.stick();
        QTest::mousePress(stick, Qt::LeftButton, {}, stick->rect().center() + QPoint(0, -60));
        QTRY_VERIFY(!room.rights.isStill());
        QEvent deactivate(QEvent::WindowDeactivate);
        QApplication::sendEvent(stick, &deactivate);
        QVERIFY(room.rights.isStill());
        QTest::mouseMove(stick, stick->rect().center() + QPoint(0, 50)); // still pressed, but let go
        QVERIFY(room.rights.isStill());
    }

    void theWheelZoomsForAMoment()
    {
        Room room;
        StickWidget *stick = room.stick();
        const QPointF at = stick->rect().center();
        QWheelEvent turn(at, stick->mapToGlobal(at), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(stick, &turn);
        QTRY_COMPARE(room.moves().size(), 1);
        QVERIFY(room.moves().last().endsWith(QStringLiteral("0.42")));
        QTRY_VERIFY(room.rights.isStill());
    }

    void presetsAreRecalledByDoubleClick()
    {
        Room room;
        room.steerer.requestPresets();
        auto *list = room.panel->findChild<QListWidget *>(QStringLiteral("ptzPresets"));
        QTRY_COMPARE(list->count(), 2);
        const QPoint second = list->visualItemRect(list->item(1)).center();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, second);
        QTest::mouseDClick(list->viewport(), Qt::LeftButton, {}, second);
        QTRY_VERIFY(room.rights.log.contains(QStringLiteral("recall 2")));
    }

    void withoutTheRightThePanelSaysWhy()
    {
        Room room;
        room.rights.decision = {};
        room.rights.decision.reasons = {{access::Check::Operation, 28, QStringLiteral("Élu : sa commune seule"),
                                         QStringLiteral("R253-3 II 2° a)"), {}}};
        Q_EMIT room.rights.rightsMayHaveChanged();
        QVERIFY(!room.stick()->isEnabled());
        QVERIFY2(room.stateText().contains(QStringLiteral("Élu : sa commune seule (R253-3 II 2° a))")),
                 qPrintable(room.stateText()));
        QTest::keyClick(room.surface, Qt::Key_Left);
        QCOMPARE(room.rights.asks, 0);
    }

    void anUnconfirmedStopIsShown()
    {
        Room room;
        QTest::keyPress(room.surface, Qt::Key_Right);
        QTRY_VERIFY(room.steerer.isMoving());
        QTest::keyRelease(room.surface, Qt::Key_Right);
        auto *alarm = room.panel->findChild<QLabel *>(QStringLiteral("ptzAlarm"));
        QVERIFY(!alarm->isVisible());
        Q_EMIT room.rights.held->stopFailed(Error{ErrorCode::Unreachable, {}});
        QVERIFY(alarm->isVisible());
        QVERIFY(alarm->text().startsWith(QStringLiteral("Stop not confirmed")));
    }

    void aCameraWithoutPictureIsNotSteeredAndThatIsSaid()
    {
        Room room;
        room.steerer.setTarget({}, false);
        QVERIFY(room.stateText().contains(QStringLiteral("Select a tile")));
        room.panel->setCameraName(QStringLiteral("Place – dôme"));
        QVERIFY(room.stateText().contains(QStringLiteral("No picture here")));
    }
};

VIGIE_TEST(TstPtzPanel)
#include "tst_ptz_panel.moc"
