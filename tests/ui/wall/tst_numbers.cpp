// SPDX-License-Identifier: GPL-3.0-or-later
#include "wall_room.h"

#include <support/test_main.h>
#include <ui/common/theme.h>
#include <ui/wall/mosaic_view.h>

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

using namespace vigie;
using namespace vigie::wall;
using test::cam;
using test::camerasIn;

namespace {

struct Room : test::WallDesk {
    std::unique_ptr<Mosaic> mosaic = test::WallDesk::mosaic();
    MosaicView view{*mosaic, clock, render::Backend::Cpu};

    Room()
    {
        view.resize(1000, 640);
        view.show();
        view.activateWindow();
        view.setFocus();
        (void)QTest::qWaitForWindowActive(&view);
    }
    void type(const char *keys)
    {
        for (const char key : QByteArray(keys)) {
            switch (key) {
            case '\r': QTest::keyClick(&view, Qt::Key_Return); break;
            case '\t': QTest::keyClick(&view, Qt::Key_Tab); break;
            case '^': QTest::keyClick(&view, Qt::Key_Up); break;
            case 'v': QTest::keyClick(&view, Qt::Key_Down); break;
            case '<': QTest::keyClick(&view, Qt::Key_Backspace); break;
            case 'x': QTest::keyClick(&view, Qt::Key_Escape); break;
            default: QTest::keyClick(&view, key); break;
            }
        }
    }
};

} // namespace

/// Numbers as on the keypad of a CCTV desk.
class TstNumbers final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)"))); }

    void aNumberCallsACamera_data()
    {
        QTest::addColumn<QByteArray>("keys");
        QTest::addColumn<QString>("cameras");
        QTest::addColumn<int>("selected");
        QTest::newRow("number and Enter") << QByteArray("105\r") << "5 . . ." << 0;
        QTest::newRow("into the third tile") << QByteArray("t3\r107\r") << ". . 7 ." << 2;
        QTest::newRow("a digit taken back") << QByteArray("109<8\r") << "8 . . ." << 0;
        QTest::newRow("a number nobody has") << QByteArray("999\r") << ". . . ." << 0;
        QTest::newRow("the beginning of a number calls nothing") << QByteArray("10\r") << ". . . ." << 0;
        QTest::newRow("the second of the candidates") << QByteArray("10v\r") << "2 . . ." << 0;
        QTest::newRow("the third of the candidates, by Tab") << QByteArray("10\t\t\r") << "3 . . ." << 0;
        QTest::newRow("given up") << QByteArray("105x") << ". . . ." << 0;
        QTest::newRow("no number begins with nothing") << QByteArray("0105\r") << "5 . . ." << 0;
        QTest::newRow("a tile there is not") << QByteArray("t9\rx") << ". . . ." << 0;
        QTest::newRow("another key gives it up") << QByteArray("10") + QByteArray("h") << ". . . ." << 0;
        QTest::newRow("replaces what is in the tile") << QByteArray("101\r102\r") << "2 . . ." << 0;
    }
    void aNumberCallsACamera()
    {
        QFETCH(QByteArray, keys);
        QFETCH(QString, cameras);
        QFETCH(int, selected);
        Room room;
        room.type(keys.constData());
        QCOMPARE(camerasIn(*room.mosaic), cameras);
        QCOMPARE(room.mosaic->selected(), selected);
    }

    void aTilesNumberNeedsNoEnter()
    {
        Room room;
        room.mosaic->setLayout(MosaicLayout::ThirtySix);
        room.type("t3");
        room.clock.advance(std::chrono::milliseconds(1400));
        room.view.numberPad().poll();
        QCOMPARE(room.mosaic->selected(), 0); // a second digit may come
        room.type("1");
        room.clock.advance(std::chrono::milliseconds(1400));
        room.view.numberPad().poll();
        QVERIFY(room.view.numberPad().isTyping());
        room.clock.advance(std::chrono::milliseconds(100));
        room.view.numberPad().poll();
        QCOMPARE(room.mosaic->selected(), 30);
        QVERIFY(!room.view.numberPad().isTyping());
    }

    void aCamerasNumberWaitsForEnter()
    {
        Room room;
        room.type("105");
        room.clock.advance(std::chrono::seconds(60));
        room.view.numberPad().poll();
        QVERIFY(room.view.numberPad().isTyping());
        QVERIFY(room.view.numberPad().isVisible());
        QCOMPARE(room.view.numberPad().lines(), QStringList{QStringLiteral("105 — Entrée du plan d’eau, Beauvais")});
        room.type("\r");
        QVERIFY(!room.view.numberPad().isVisible());
    }

    void aComplaintIsReadAndGoesWithTheNextDigit()
    {
        Room room;
        room.type("999\r");
        QCOMPARE(room.view.numberPad().lines().size(), 1);
        QVERIFY(room.view.numberPad().lines().first().contains(QStringLiteral("999")));
        room.type("<");
        QVERIFY(room.view.numberPad().lines().isEmpty());
        QVERIFY(room.view.numberPad().isTyping());
    }

    void sameNumberInAnotherDepartmentComesSecond()
    {
        Room room;
        registry::Facts facts = test::WallDesk::numberedFacts();
        facts.communes[facts.communeOf(cam(7))].department = QStringLiteral("80");
        facts.cameras[cam(7)].number = 101;
        room.registry.replace(facts);
        const auto first = [&facts](const char *department) {
            return camerasNumbered(facts, QStringLiteral("101"), QLatin1String(department), 5).value(0).id;
        };
        QCOMPARE(first("60"), cam(1));
        QCOMPARE(first("80"), cam(7));
        room.type("101v\r");
        QCOMPARE(camerasIn(*room.mosaic), QStringLiteral("7 . . ."));
    }

    void aLayoutsNumberOpensIt()
    {
        Room room;
        room.view.numberPad().setLayoutNames([](int number) { return number == 12 ? QStringLiteral("Marché") : QString(); });
        QSignalSpy called(&room.view, &MosaicView::layoutCalled);
        room.type("l1\r");
        QVERIFY(called.isEmpty());
        room.type("2");
        QCOMPARE(room.view.numberPad().lines(), QStringList{QStringLiteral("Marché")});
        room.type("\r");
        QCOMPARE(called.value(0), QVariantList{12});
    }

    void losingTheKeyboardGivesTheNumberUp()
    {
        Room room;
        room.type("10");
        room.view.clearFocus();
        QVERIFY(!room.view.numberPad().isTyping());
    }

    void enterAloneEnlargesAsEver()
    {
        Room room;
        room.type("105\r\r");
        QCOMPARE(room.mosaic->enlarged(), std::optional(0));
    }
};

VIGIE_TEST(TstNumbers)
#include "tst_numbers.moc"
