// SPDX-License-Identifier: GPL-3.0-or-later
#include "../wall/oise_facts.h"
#include "fake_desk.h"
#include "fake_layouts.h"

#include <support/fake_clock.h>
#include <support/test_main.h>
#include <ui/common/message_bar.h>
#include <ui/common/theme.h>
#include <ui/shell/error_text.h>
#include <ui/shell/tour_dialog.h>
#include <ui/shell/wall_dialogs.h>

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QTableWidget>

using namespace vigie;
using namespace vigie::shell;

namespace {

CameraId cam(int number) { return CameraId{QStringLiteral("cam-%1").arg(number, 2, 10, QLatin1Char('0'))}; }

struct Room {
    test::FakeClock clock;
    test::FixedFacts registry{test::oiseFacts()};
    test::FakeMemory memory;
    test::FakeLayouts layouts;
    test::FakeDesk desk;
    std::unique_ptr<MainWindow> window;

    Room()
    {
        for (int number = 1; number <= 9; ++number)
            desk.fakeViews.allowed.insert(cam(number));
        desk.fakeViews.onOpen = [this](const CameraId &camera, test::FakeView &view) {
            if (desk.fakeViews.allowed.contains(camera)) {
                view.allow(QStringLiteral("Maire de Beauvais"), QStringLiteral("Visionnage"));
                view.now = live::ViewState::Playing;
            } else {
                view.answer = desk.preview(camera);
                view.now = live::ViewState::Refused;
            }
        };
        open();
    }
    void open()
    {
        window = std::make_unique<MainWindow>(desk, MainWindowParts{registry, clock, memory, render::Backend::Cpu, {}, {}, &layouts});
        window->resize(1600, 900);
        window->show();
        window->activateWindow();
        (void)QTest::qWaitForWindowActive(window.get());
    }
    [[nodiscard]] WallRoom &walls() { return window->wallRoom(); }
    [[nodiscard]] wall::WallWindow *newWall()
    {
        QTest::keyClick(window.get(), Qt::Key_N, Qt::ControlModifier);
        return walls().windows().windows().isEmpty() ? nullptr : walls().windows().windows().constLast();
    }
    [[nodiscard]] QString notice() const { return window->findChild<ui::MessageBar *>(QStringLiteral("notice"))->text(); }
};

} // namespace

/// Walls, kept layouts and tours of one desk.
class TstWallRoom final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)"))); }

    void camerasOpenInTheWindowThatIsWorkedIn()
    {
        Room room;
        wall::WallWindow *second = room.newWall();
        QVERIFY(second);
        Q_EMIT room.window->cameraDock().openRequested(cam(2));
        QCOMPARE(second->mosaic().tile(0).camera()->id, cam(2));
        QVERIFY(room.window->tileStates().isEmpty());
        room.window->mosaicView().setFocus();
        room.walls().walls().setCurrent(room.window->mosaicView());
        Q_EMIT room.window->cameraDock().openRequested(cam(3));
        QCOMPARE(room.window->tileStates().size(), 1);
    }

    void aClosedWallGivesItsGrantsBackAndComesBack()
    {
        Room room;
        wall::WallWindow *second = room.newWall();
        second->mosaic().open(cam(4), 2);
        second->close();
        QTRY_VERIFY(room.walls().windows().windows().isEmpty());
        QVERIFY(!room.desk.fakeViews.open_.contains(cam(4)));
        QCOMPARE(room.desk.fakeViews.forgotten, 1);
        room.window->activateWindow();
        QTRY_VERIFY(room.window->isActiveWindow());
        QTest::keyClick(room.window.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(room.walls().windows().windows().size(), 1);
        QCOMPARE(room.walls().windows().windows().constFirst()->mosaic().tile(2).camera()->id, cam(4));
        QVERIFY(room.desk.fakeViews.open_.contains(cam(4))); // asked again
        QVERIFY(!room.notice().isEmpty());
    }

    void wallsAreFoundAgainAtThePostAndOnlyThere()
    {
        Room room;
        wall::WallWindow *second = room.newWall();
        second->mosaic().setLayout(wall::MosaicLayout::OnePlusTwelve);
        second->mosaic().open(cam(5), 0);
        second->setGeometry(60, 70, 700, 500);
        room.window.reset();
        QVERIFY(room.desk.fakeViews.open_.isEmpty()); // signed out: everything is given back
        room.desk.context.post = PostId{QStringLiteral("poste-2")};
        room.open();
        QVERIFY(room.walls().windows().windows().isEmpty());
        room.window.reset();
        room.desk.context.post = PostId{QStringLiteral("poste-1")};
        room.open();
        const auto windows = room.walls().windows().windows();
        QCOMPARE(windows.size(), 1);
        QCOMPARE(windows.first()->mosaic().layout(), wall::MosaicLayout::OnePlusTwelve);
        QCOMPARE(windows.first()->mosaic().tile(0).camera()->id, cam(5));
        QCOMPARE(windows.first()->geometry().size(), QSize(700, 500));
    }

    void aTourOfWallsHasAnEnd()
    {
        Room room;
        for (int wall = 0; wall < kMostWalls; ++wall)
            room.walls().openWall();
        QCOMPARE(room.walls().windows().windows().size(), kMostWalls);
        room.walls().openWall();
        QCOMPARE(room.walls().windows().windows().size(), kMostWalls);
        QVERIFY(!room.notice().isEmpty());
    }

    void keptLayoutsHoldOnlyWhatWasGranted()
    {
        Room room;
        room.window->openCamera(cam(1), 0);
        room.window->openCamera(cam(12), 1); // refused
        QVERIFY(room.walls().book().keepLayout({QStringLiteral("Marché"), WallBook::Scope::Room, 7}, room.walls().mosaic()).has_value());
        QCOMPARE(room.layouts.kept.size(), 1);
        QVERIFY(!room.layouts.kept.first().content.contains("cam-12"));
        QCOMPARE(room.layouts.kept.first().owner, QStringLiteral("salle du CSD"));
    }

    void aLayoutOfTheRoomShowsRefusalsToThoseWithoutTheRight()
    {
        Room room;
        wall::MosaicState state;
        state.cameras = {cam(1), cam(12)};
        registry::WallItem item;
        item.id = QStringLiteral("a");
        item.scope = WallBook::Scope::Room;
        item.owner = QStringLiteral("salle du CSD");
        item.name = QStringLiteral("Nuit");
        item.number = 4;
        item.content = wall::toJson(state);
        room.layouts.kept = {item};
        QVERIFY(room.walls().book().reload().has_value());
        QTest::keyClicks(&room.window->mosaicView(), QStringLiteral("l4\r"));
        const auto tiles = room.window->tileStates();
        QCOMPARE(tiles.size(), 2);
        QCOMPARE(tiles.at(0).state, live::ViewState::Playing);
        QCOMPARE(tiles.at(1).state, live::ViewState::Refused);
        // Kept again by this person: what others may see there stays theirs.
        QVERIFY(room.walls().book().keepLayout({QStringLiteral("nuit"), WallBook::Scope::Room, 4}, room.walls().mosaic()).has_value());
        QCOMPARE(wall::mosaicStateFromJson(room.layouts.kept.first().content)->cameras, state.cameras);
        // Under a name of their own it does not follow.
        QVERIFY(room.walls().book().keepLayout({QStringLiteral("À moi"), WallBook::Scope::Person, 0}, room.walls().mosaic()).has_value());
        QCOMPARE(wall::mosaicStateFromJson(room.layouts.kept.last().content)->cameras, QList<CameraId>{cam(1)});
    }

    void aDamagedLayoutIsSaidAndNothingIsLost()
    {
        Room room;
        room.window->openCamera(cam(1), 0);
        registry::WallItem item;
        item.id = QStringLiteral("a");
        item.owner = QStringLiteral("p-1");
        item.name = QStringLiteral("Abîmé");
        item.content = R"({"layout":"7"})";
        room.layouts.kept = {item};
        QVERIFY(room.walls().book().reload().has_value());
        room.walls().openLayout(QStringLiteral("a"));
        QVERIFY(!room.notice().isEmpty());
        QCOMPARE(room.window->tileStates().size(), 1);
        QCOMPARE(room.layouts.kept.first(), item);
    }

    void theDialogKeepsAndSaysWhyNot()
    {
        Room room;
        room.window->openCamera(cam(1), 0);
        QTest::keyClick(room.window.get(), Qt::Key_S, Qt::ControlModifier);
        auto *dialog = room.window->findChild<KeepDialog *>();
        QVERIFY(dialog);
        auto *ok = dialog->findChild<QPushButton *>(QStringLiteral("keepOk"));
        QVERIFY(!ok->isEnabled()); // no name
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("keepName")), QStringLiteral("Gares"));
        room.layouts.failure = Error{ErrorCode::DiskFull, {}};
        ok->click();
        QVERIFY(dialog->isVisible());
        QCOMPARE(dialog->findChild<QLabel *>(QStringLiteral("keepWord"))->text(), sentenceFor(ErrorCode::DiskFull));
        room.layouts.failure.reset();
        ok->click();
        QVERIFY(!dialog->isVisible());
        QCOMPARE(room.layouts.kept.value(0).name, QStringLiteral("Gares"));
        QTest::keyClick(room.window.get(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(room.layouts.kept.isEmpty());
    }

    void deletedAndRenamedAreTakenBack()
    {
        Room room;
        WallBook &book = room.walls().book();
        QVERIFY(book.keepLayout({QStringLiteral("Marché"), WallBook::Scope::Person, 7}, room.walls().mosaic()).has_value());
        const registry::WallItem before = room.layouts.kept.first();
        BookDialog dialog(book, {}, nullptr);
        dialog.findChild<QPushButton *>(QStringLiteral("bookRemove"))->click();
        QVERIFY(room.layouts.kept.isEmpty());
        QCOMPARE(dialog.findChild<QListWidget *>(QStringLiteral("bookList"))->count(), 0);
        room.walls().walls().undo();
        QCOMPARE(room.layouts.kept, QList<registry::WallItem>{before});
        QVERIFY(book.rename(before.id, {QStringLiteral("Foire"), WallBook::Scope::Post, 8}).has_value());
        QCOMPARE(room.layouts.kept.first().owner, QStringLiteral("poste-1"));
        room.walls().walls().undo();
        QCOMPARE(room.layouts.kept, QList<registry::WallItem>{before});
        QVERIFY(!book.keepTour({QStringLiteral("Gares"), WallBook::Scope::Person, 7}, {{{cam(1), {}, {}, std::chrono::seconds(5)}}}).has_value());
    }

    void aTourIsPutTogetherAndRuns()
    {
        Room room;
        room.window->openCamera(cam(1), 0);
        room.window->openCamera(cam(3), 1);
        wall::Tour made;
        TourDialog dialog(room.walls().book(), {},
                          {[](const CameraId &camera) { return camera.value; },
                           [](const CameraId &camera) -> QList<std::pair<QString, QString>> {
                               if (camera == cam(3))
                                   return {{QStringLiteral("2"), QStringLiteral("Rond-point")}};
                               return {};
                           },
                           [](bool) { return QList<CameraId>{cam(1), cam(3)}; }, [&made](const wall::Tour &tour) { made = tour; }, {}},
                          nullptr);
        QVERIFY(!dialog.findChild<QPushButton *>(QStringLiteral("tourStart"))->isEnabled());
        dialog.findChild<QPushButton *>(QStringLiteral("tourAddAll"))->click();
        const auto presets = dialog.findChildren<QComboBox *>();
        QCOMPARE(presets.size(), 2);
        presets.at(1)->setCurrentIndex(1);
        dialog.findChildren<QSpinBox *>().at(0)->setValue(2);
        dialog.findChild<QPushButton *>(QStringLiteral("tourUp"))->click();
        dialog.findChild<QPushButton *>(QStringLiteral("tourStart"))->click();
        QCOMPARE(made.steps, (QList<wall::TourStep>{{cam(3), {}, QStringLiteral("2"), std::chrono::seconds(10)},
                                                    {cam(1), {}, {}, std::chrono::seconds(2)}}));
    }

    /// By the keyboard alone, as in a room where the mouse is on the map.
    void aKeptTourIsChangedAndEveryChangeIsTakenBack()
    {
        Room room;
        const QList<wall::TourStep> kept{{cam(1), {}, {}, std::chrono::seconds(5)},
                                         {cam(2), {}, {}, std::chrono::seconds(6)},
                                         {cam(3), {}, {}, std::chrono::seconds(7)}};
        WallBook &book = room.walls().book();
        QVERIFY(book.keepTour({QStringLiteral("Gares"), WallBook::Scope::Person, 7}, {kept}).has_value());
        std::optional<registry::WallItem> asked;
        BookDialog list(book, [&asked](const registry::WallItem &item) { asked = item; }, nullptr);
        list.show();
        QTest::keyClick(list.findChild<QListWidget *>(QStringLiteral("bookList")), Qt::Key_Return);
        QVERIFY(asked);
        QCOMPARE(asked->name, QStringLiteral("Gares"));

        wall::Tour made;
        TourDialog dialog(book, *book.tour(asked->id),
                          {[](const CameraId &camera) { return camera.value; },
                           [](const CameraId &) { return QList<std::pair<QString, QString>>(); },
                           [](bool) { return QList<CameraId>{cam(4)}; }, {}, [&made](const wall::Tour &tour) { made = tour; }},
                          nullptr, asked->name);
        dialog.show();
        dialog.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        auto *table = dialog.findChild<QTableWidget *>(QStringLiteral("tourSteps"));
        const auto steps = [&dialog] {
            QString all;
            for (const wall::TourStep &step : dialog.tour().steps)
                all += step.camera.value.right(1);
            return all;
        };
        auto *back = dialog.findChild<QPushButton *>(QStringLiteral("tourUndo"));
        QVERIFY(!back->isEnabled());
        QCOMPARE(steps(), QStringLiteral("123"));
        table->setFocus();
        table->selectRow(0);
        QTest::keyClick(table, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(steps(), QStringLiteral("213"));
        QTest::keyClick(table, Qt::Key_Delete);
        QCOMPARE(steps(), QStringLiteral("23"));
        table->cellWidget(0, 2)->setProperty("value", 9);
        QCOMPARE(dialog.tour().steps.constFirst().dwell, std::chrono::seconds(9));
        QTest::keyClick(table, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(dialog.tour().steps.constFirst().dwell, std::chrono::seconds(6));
        QTest::keyClick(table, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(steps(), QStringLiteral("213"));
        QTest::keyClick(table, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(dialog.tour().steps, kept);
        QVERIFY(!back->isEnabled());
        QTest::keyClick(table, Qt::Key_Delete);
        dialog.findChild<QPushButton *>(QStringLiteral("tourKeep"))->click();
        QVERIFY(book.keepTour({asked->name, asked->scope, asked->number}, made).has_value());
        QCOMPARE(book.tour(asked->id)->steps.size(), qsizetype(2)); // the same tour, not a second one
        QCOMPARE(book.items(WallBook::Kind::Tour).size(), qsizetype(1));
        room.walls().walls().undo();
        QCOMPARE(book.tour(asked->id)->steps, kept);

        auto *items = list.findChild<QListWidget *>(QStringLiteral("bookList"));
        dialog.close();
        const auto workInList = [&list, items] {
            list.activateWindow();
            items->setFocus();
            return QTest::qWaitForWindowActive(&list);
        };
        QVERIFY(workInList());
        QTest::keyClick(items, Qt::Key_F2);
        QVERIFY(list.findChild<KeepDialog *>());
        list.findChild<KeepDialog *>()->reject();
        QVERIFY(workInList());
        QTest::keyClick(items, Qt::Key_Delete);
        QVERIFY(book.items(WallBook::Kind::Tour).isEmpty());
        room.walls().walls().undo();
        QCOMPARE(book.tour(asked->id)->steps, kept);
    }

    void aPresetIsCalledOnlyWithTheRightToSteer()
    {
        Room room;
        TourPresets presets(room.desk.fakeSteering, room.window->steerer());
        QObject asker;
        QStringList answers;
        const auto done = [&answers](const QString &why) { answers.append(why); };
        presets.recall(cam(3), QStringLiteral("2"), &asker, done);
        QTRY_COMPARE(answers, QStringList{QString()});
        QVERIFY(room.desk.fakeSteering.log.contains(QStringLiteral("recall 2")));
        presets.letGo();
        QCOMPARE(room.desk.fakeSteering.log.constLast(), QStringLiteral("gone"));
        room.desk.fakeSteering.decision.allowed = false;
        room.desk.fakeSteering.decision.reasons = {{access::Check::Territory, 10, QStringLiteral("Hors habilitation"), {}, {}}};
        const int asks = room.desk.fakeSteering.asks;
        presets.recall(cam(3), QStringLiteral("2"), &asker, done);
        QCOMPARE(answers.constLast(), QStringLiteral("Hors habilitation"));
        QCOMPARE(room.desk.fakeSteering.asks, asks); // no question, no record
    }

    void theStickSteersTheCameraOfTheOtherWindow()
    {
        Room room;
        wall::WallWindow *second = room.newWall();
        second->mosaic().open(cam(3), 0);
        QTRY_COMPARE(room.window->steerer().target(), cam(3));
        room.walls().walls().setCurrent(room.window->mosaicView());
        QCOMPARE(room.window->steerer().target(), CameraId());
    }

    void windowsComeBackToTheMonitorsThatAreThere_data()
    {
        QTest::addColumn<QRect>("wanted");
        QTest::addColumn<QRect>("placed");
        QTest::newRow("where it was") << QRect(100, 100, 800, 600) << QRect(100, 100, 800, 600);
        QTest::newRow("on the second monitor") << QRect(2000, 50, 800, 600) << QRect(2000, 50, 800, 600);
        QTest::newRow("its monitor is gone") << QRect(9000, 100, 800, 600) << QRect(560, 240, 800, 600);
        QTest::newRow("larger than the monitor") << QRect(0, 0, 4000, 3000) << QRect(0, 0, 1920, 1080);
        QTest::newRow("half outside") << QRect(1500, 700, 800, 600) << QRect(1120, 480, 800, 600);
    }
    void windowsComeBackToTheMonitorsThatAreThere()
    {
        QFETCH(QRect, wanted);
        QFETCH(QRect, placed);
        QCOMPARE(placedOn(wanted, {QRect(0, 0, 1920, 1080), QRect(1920, 0, 1280, 1024)}), placed);
    }

    void theMemoryOfWallsSurvivesJson()
    {
        WallMemory wall;
        wall.screen = QStringLiteral("DP-1");
        wall.place = {-20, 40, 1200, 800};
        wall.fullScreen = true;
        wall.mosaic.layout = wall::MosaicLayout::ThirtySix;
        wall.mosaic.cameras = {cam(1), {}, cam(3)};
        wall.mosaic.hotSpot = 1;
        const WallMemories walls{{PostId{QStringLiteral("poste-1")}, {wall, wall}}, {PostId{QStringLiteral("poste-2")}, {wall}}};
        QCOMPARE(wallMemoriesFromJson(toJson(walls)).value(), walls);
        for (const char *bad : {"", "[]", R"({"p":[{"mosaic":{"layout":"7"}}]})", R"({"p":[{}]})"})
            QCOMPARE(wallMemoriesFromJson(bad).error().code, ErrorCode::InvalidArgument);
    }
};

VIGIE_TEST(TstWallRoom)
#include "tst_wall_room.moc"
