// SPDX-License-Identifier: GPL-3.0-or-later
#include "../wall/french.h"
#include "../wall/oise_facts.h"
#include "fake_desk.h"

#include <support/fake_clock.h>
#include <support/test_main.h>
#include <ui/common/message_bar.h>
#include <ui/common/status_pill.h>
#include <ui/common/theme.h>
#include <ui/shell/error_text.h>

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

using namespace vigie;
using namespace vigie::shell;

namespace {

CameraId cam(int number)
{
    return CameraId{QStringLiteral("cam-%1").arg(number, 2, 10, QLatin1Char('0'))};
}

struct Room {
    test::FakeClock clock;
    test::FixedFacts registry{test::oiseFacts()};
    test::FakeMemory memory;
    test::FakeDesk desk;
    std::unique_ptr<MainWindow> window;

    Room()
    {
        for (int number = 1; number <= 9; ++number)
            desk.fakeViews.allowed.insert(cam(number));
        desk.fakeViews.onOpen = [this](const CameraId &camera, test::FakeView &view) {
            if (!desk.fakeViews.allowed.contains(camera)) {
                view.answer = desk.preview(camera);
                view.now = live::ViewState::Refused;
                return;
            }
            const bool beauvais = camera.value <= QStringLiteral("cam-06");
            view.allow(beauvais ? QStringLiteral("Maire de Beauvais") : QStringLiteral("Maire de Compiègne"),
                       QStringLiteral("Visionnage sous l’autorité exclusive du maire de ")
                           + (beauvais ? QStringLiteral("Beauvais") : QStringLiteral("Compiègne")));
            view.numbers.decoder = QStringLiteral("logiciel (h264)");
            view.numbers.fps = 15;
            view.now = live::ViewState::Playing;
        };
    }
    void open()
    {
        window = std::make_unique<MainWindow>(
            desk, MainWindowParts{registry, clock, memory, render::Backend::Cpu,
                                  {QStringLiteral("Rendu logiciel"), QStringLiteral("aucune carte graphique utilisable"),
                                   QStringLiteral("Décodage logiciel"), {}}});
        window->resize(1920, 1080);
        window->show();
        window->activateWindow();
        (void)QTest::qWaitForWindowActive(window.get());
    }
    template <typename T> [[nodiscard]] T *part(const char *name) { return window->findChild<T *>(QLatin1String(name)); }
};

} // namespace

class TstMainWindow final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)"))); }

    void camerasOpenFromTheTree()
    {
        Room room;
        room.open();
        Q_EMIT room.window->cameraDock().openRequested(cam(2));
        const QList<wall::TileReport> tiles = room.window->tileStates();
        QCOMPARE(tiles.size(), 1);
        QCOMPARE(tiles.first().camera, cam(2));
        QCOMPARE(tiles.first().state, live::ViewState::Playing);
    }

    void aVisitorIsOneKeyAndSaidUntilTheyLeave()
    {
        Room room;
        room.open();
        auto *banner = room.window->findChild<ui::MessageBar *>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(banner && !banner->isVisible());
        QTest::keyClick(room.window.get(), Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(room.desk.people.visitor);
        QVERIFY(banner->isVisible());
        QVERIFY(room.part<QToolButton>("post")->toolTip().contains(QStringLiteral("Visitor")));
        QTest::keyClick(room.window.get(), Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(!room.desk.people.visitor);
        QVERIFY(!banner->isVisible());
        QVERIFY(!room.part<QToolButton>("post")->toolTip().contains(QStringLiteral("Visitor")));
        QTest::keyClick(room.window.get(), Qt::Key_F7);
        QTRY_VERIFY(room.part<QWidget>("postPanel"));
        QVERIFY(QTest::qWaitForWindowActive(room.part<QWidget>("postPanel")));
        QTest::keyClick(room.part<QWidget>("postPanel"), Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier); // from any window
        QVERIFY(room.desk.people.visitor);
        room.desk.setCompany({{PersonId{QStringLiteral("p-2")}}, false});
        QCOMPARE(room.part<QToolButton>("post")->text(), QStringLiteral("2"));
    }

    void theWayOfWorkingIsKeptPerPersonAndEveryCameraAsksAgain()
    {
        Room room;
        room.open();
        room.window->setMosaicLayout(wall::MosaicLayout::OnePlusFive);
        room.window->openCamera(cam(1));
        room.window->openCamera(cam(12)); // refused: nothing to keep
        room.window->openCamera(cam(3));
        room.window->setPaneMode(PaneMode::MosaicOnly);
        room.window.reset();
        QVERIFY(room.desk.fakeViews.open_.isEmpty());
        const DeskMemory kept = room.memory.kept.value(PersonId{QStringLiteral("p-1")});
        QCOMPARE(kept.mode, PaneMode::MosaicOnly);
        QCOMPARE(kept.mosaic.cameras, (QList<CameraId>{cam(1), {}, cam(3)}));
        room.desk.fakeViews.asked.clear();
        room.desk.fakeViews.allowed.remove(cam(3));
        room.open();
        QCOMPARE(room.desk.fakeViews.asked, (QList<CameraId>{cam(1), cam(3)}));
        QCOMPARE(room.window->tileStates().at(1).state, live::ViewState::Refused);
        QCOMPARE(room.window->mosaicView().mosaic().layout(), wall::MosaicLayout::OnePlusFive);
    }

    void functionKeysShareTheWindow()
    {
        Room room;
        room.open();
        auto *mosaic = &room.window->mosaicView();
        auto *pane = room.window->findChild<MapMosaicPane *>();
        QTest::keyClick(room.window.get(), Qt::Key_F2);
        QVERIFY(!mosaic->isVisible());
        QTest::keyClick(room.window.get(), Qt::Key_F4);
        QVERIFY(mosaic->isVisible());
        QCOMPARE(mosaic->width(), pane->width());
        QTest::keyClick(room.window.get(), Qt::Key_F3);
        QVERIFY(mosaic->width() < pane->width());
        QTest::keyClick(room.window.get(), Qt::Key_F1);
        QVERIFY(mosaic->isHelpShown());
        QTest::keyClick(room.window.get(), Qt::Key_F, Qt::ControlModifier);
        QVERIFY(room.window->cameraDock().search()->hasFocus());
    }

    void mosaicTakesNoMoreHeightThanItsPicturesFill()
    {
        Room room;
        room.open();
        room.window->resize(1920, 1080);
        room.window->setPaneMode(PaneMode::Split);
        auto *pane = room.window->findChild<MapMosaicPane *>();
        const wall::MosaicView &mosaic = room.window->mosaicView();
        room.window->setMosaicLayout(wall::MosaicLayout::Nine);
        QTRY_COMPARE(mosaic.height(), mosaic.heightForWidth(mosaic.width()));
        QVERIFY(mosaic.height() < pane->height());
        const QRect tile = mosaic.tileRect(0);
        QVERIFY(tile.height() < tile.width());
        room.window->setPaneMode(PaneMode::MosaicOnly);
        QCOMPARE(mosaic.size(), pane->size());
    }

    void theEdgeIsDragged()
    {
        Room room;
        room.open();
        auto *pane = room.window->findChild<MapMosaicPane *>();
        QWidget *edge = room.part<QWidget>("mosaicEdge");
        const int before = room.window->mosaicView().width();
        QTest::mousePress(edge, Qt::LeftButton, {}, QPoint(4, 100));
        QTest::mouseMove(edge, QPoint(-196, 100));
        QTest::mouseRelease(edge, Qt::LeftButton, {}, QPoint(4, 100));
        QVERIFY(room.window->mosaicView().width() > before + 150);
        pane->setMosaicShare(5.0);
        QCOMPARE(pane->mosaicShare(), 0.85);
    }

    void arrowKeysSteerAMovableCameraAndLettingGoOfTheWindowStops()
    {
        Room room;
        room.open();
        room.window->openCamera(cam(3)); // a dome
        QCOMPARE(room.window->steerer().state(), ptzui::Steerer::State::Ready);
        room.window->mosaicView().setFocus();
        QTest::keyPress(&room.window->mosaicView(), Qt::Key_Left);
        QTRY_VERIFY(room.window->steerer().isMoving());
        QCOMPARE(room.window->mosaicView().mosaic().selected(), 0);
        room.window->cameraDock().focusSearch();
        QVERIFY(room.desk.fakeSteering.isStill());
        // A fixed camera: the same key chooses another tile.
        room.window->openCamera(cam(1));
        room.window->mosaicView().setFocus();
        QTest::keyClick(&room.window->mosaicView(), Qt::Key_Left);
        QCOMPARE(room.window->mosaicView().mosaic().selected(), 0);
    }

    void aCutTileCannotBeSteered()
    {
        Room room;
        room.open();
        room.window->openCamera(cam(3));
        room.window->steerByJoystick(1.0, 0.0, 0.0);
        QTRY_VERIFY(room.window->steerer().isMoving());
        test::FakeView &view = room.desk.fakeViews.view(QStringLiteral("cam-03"));
        view.answer = room.desk.preview(cam(12));
        view.cause = access::EndCause::RightLost;
        view.become(live::ViewState::Curtained);
        QVERIFY(room.desk.fakeSteering.isStill());
        QCOMPARE(room.window->steerer().state(), ptzui::Steerer::State::NoCamera);
    }

    void unpluggingTheJoystickStops()
    {
        Room room;
        room.open();
        room.window->openCamera(cam(3));
        room.window->steerByJoystick(0.0, 1.0, 0.0);
        QTRY_VERIFY(room.window->steerer().isMoving());
        room.window->setJoystick(QStringLiteral("Joystick débranché"), false);
        QVERIFY(room.desk.fakeSteering.isStill());
    }

    void aJoystickThatFallsSilentStops()
    {
        Room room;
        room.open();
        room.window->openCamera(cam(3));
        room.window->steerByJoystick(0.0, 1.0, 0.0);
        QTRY_VERIFY(room.window->steerer().isMoving());
        QTRY_VERIFY(room.desk.fakeSteering.isStill()); // nobody said that the stick is still bent
    }

    void closingStopsTheCamera()
    {
        Room room;
        room.open();
        room.window->openCamera(cam(3));
        room.window->steerByJoystick(0.0, 1.0, 0.0);
        QTRY_VERIFY(room.window->steerer().isMoving());
        room.window.reset();
        QVERIFY(room.desk.fakeSteering.isStill());
        QCOMPARE(room.desk.fakeSteering.log.last(), QStringLiteral("gone"));
    }

    void circumstancesDrawABanner()
    {
        Room room;
        room.open();
        auto *banner = room.window->findChild<ui::MessageBar *>();
        QVERIFY(!banner->isVisible());
        room.desk.around.registryReachable = false;
        Q_EMIT room.desk.circumstancesChanged();
        QVERIFY(banner->isVisible());
        QVERIFY(banner->text().contains(QStringLiteral("registry does not answer")));
        room.desk.around.registryReachable = true;
        Q_EMIT room.desk.circumstancesChanged();
        QVERIFY(!banner->isVisible());
        room.window->setJournalWritable(false);
        QVERIFY(banner->isVisible());
        room.window->setJournalWritable(true);
        QVERIFY(!banner->isVisible());
    }

    void theTopBarSaysWhoUntilWhen()
    {
        Room room;
        room.open();
        QCOMPARE(room.part<QLabel>("personName")->text(), QStringLiteral("Claire Delmotte"));
        QVERIFY(room.part<ui::StatusPill>("duty")->text().contains(QStringLiteral("15:00")));
        QSignalSpy leave(room.window.get(), &MainWindow::signOutAsked);
        QTest::mouseClick(room.part<QPushButton>("signOut"), Qt::LeftButton);
        QCOMPARE(leave.size(), 1);
        QTest::mouseClick(room.part<QToolButton>("layout16"), Qt::LeftButton);
        QCOMPARE(room.window->mosaicView().mosaic().layout(), wall::MosaicLayout::Sixteen);
    }

    void picturesThatAreAboutToBeCutAreSaid()
    {
        Room room;
        room.open();
        auto *notice = room.part<ui::MessageBar>("notice");
        room.desk.until = room.clock.now() + std::chrono::hours(2);
        room.window->openCamera(cam(1));
        room.window->openCamera(cam(2));
        QVERIFY(notice->isHidden());
        room.desk.until = room.clock.now() + std::chrono::minutes(12);
        QTRY_VERIFY(notice->isVisible());
        QVERIFY2(notice->text().contains(QStringLiteral("In 12 min")) && notice->text().contains(QStringLiteral("2 pictures")),
                 qPrintable(notice->text()));
    }

    void theStatusBarSaysWhatIsLightened_data()
    {
        QTest::addColumn<int>("degraded");
        QTest::addColumn<int>("starved");
        QTest::addColumn<QString>("text");
        QTest::newRow("every picture is whole") << 0 << 0 << QString();
        QTest::newRow("the machine is short for one") << 1 << 0 << QStringLiteral("Processor too busy, pictures lightened: 1");
        QTest::newRow("the network is short for four") << 0 << 4 << QStringLiteral("Network too slow, pictures late: 4");
        QTest::newRow("both: what this workstation does goes first") << 2 << 4
                                                                     << QStringLiteral("Processor too busy, pictures lightened: 2");
    }

    void theStatusBarSaysWhatIsLightened()
    {
        QFETCH(int, degraded);
        QFETCH(int, starved);
        QFETCH(QString, text);
        Room room;
        room.open();
        media::Governor::Report report;
        report.degraded = degraded;
        report.starved = starved;
        room.window->setLoad(report);
        const auto *pill = room.part<ui::StatusPill>("statusLoad");
        QCOMPARE(pill->isVisible(), !text.isEmpty());
        if (!text.isEmpty())
            QCOMPARE(pill->text(), text);
        room.window->setLoad({}); // it has recovered
        QVERIFY(!pill->isVisible());
    }

    void theStatusLineCountsTheWall()
    {
        Room room;
        room.open();
        room.window->openCamera(cam(1));
        room.window->openCamera(cam(2));
        room.window->openCamera(cam(12));
        QCOMPARE(room.part<ui::StatusPill>("statusTiles")->text(), QStringLiteral("2 live, 1 refused or cut"));
        room.desk.fakeViews.view(QStringLiteral("cam-01")).become(live::ViewState::Lost);
        QCOMPARE(room.part<ui::StatusPill>("statusTiles")->text(), QStringLiteral("1 live, 1 lost, 1 refused or cut"));
    }

    void theJournalIsOfferedToWhoeverMayReadIt_data()
    {
        QTest::addColumn<int>("category");
        QTest::addColumn<bool>("offered");
        QTest::newRow("an administrator") << static_cast<int>(registry::Category::Administrateur) << true;
        QTest::newRow("an inspector") << static_cast<int>(registry::Category::Controleur) << true;
        QTest::newRow("an operator") << static_cast<int>(registry::Category::AgentTerritorial) << false;
        QTest::newRow("a mayor") << static_cast<int>(registry::Category::Maire) << false;
    }
    void theJournalIsOfferedToWhoeverMayReadIt()
    {
        QFETCH(int, category);
        QFETCH(bool, offered);
        Room room;
        registry::Facts facts = test::oiseFacts();
        registry::Person person;
        person.id = room.desk.context.person;
        person.category = static_cast<registry::Category>(category);
        person.shiftChief = true; // which gives no right to it
        facts.persons.insert(person.id, person);
        room.registry.replace(facts);
        QList<access::SessionContext> opened;
        room.window = std::make_unique<MainWindow>(
            room.desk, MainWindowParts{room.registry, room.clock, room.memory, render::Backend::Cpu, {}, {}, nullptr, {},
                                       [&opened](const access::SessionContext &session) { opened.append(session); }});
        room.window->show();
        auto *button = room.part<QToolButton>("journal");
        QCOMPARE(button->isVisible(), offered);
        room.window->readJournal();
        QCOMPARE(opened.size(), offered ? 1 : 0);
        if (!offered)
            return;
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(opened.size(), 2);
        QCOMPARE(opened.constLast().person, room.desk.context.person);
        // Taken away while the window is open.
        facts.persons[person.id].disabled = true;
        room.registry.replace(facts);
        QVERIFY(!button->isVisible());
        room.window->readJournal();
        QCOMPARE(opened.size(), 2);
    }

    void picturesInFrench();
};

void TstMainWindow::picturesInFrench()
{
    test::FrenchFromLists french(QStringLiteral(VIGIE_FRENCH));
    QCoreApplication::installTranslator(&french);
    const auto keep = [](QWidget &widget, const QString &name) {
        const QImage image = widget.grab().toImage();
        const QString folder = qEnvironmentVariable("VIGIE_SHOTS");
        if (!folder.isEmpty())
            image.save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
    };
    {
        SignInView signIn;
        signIn.resize(1920, 1080);
        signIn.setPosts({{PostId{QStringLiteral("poste-1")}, QStringLiteral("Poste 1 — salle du CSD"), true},
                         {PostId{QStringLiteral("poste-9")}, QStringLiteral("Poste 9 — couloir"), false}},
                        PostId{QStringLiteral("poste-1")});
        signIn.setFooter(QStringLiteral("Registre de démonstration — 18 caméras, 6 communes"));
        signIn.show();
        keep(signIn, QStringLiteral("sign_in"));
        signIn.fill(QStringLiteral("OP-0417"), QStringLiteral("mauvais"), PostId{QStringLiteral("poste-1")});
        signIn.showError(signInSentenceFor({ErrorCode::Refused, {}}));
        keep(signIn, QStringLiteral("sign_in_error"));
        signIn.setKeyNeed(KeyNeed::CreatePassphrase);
        keep(signIn, QStringLiteral("sign_in_key"));
    }
    {
        Room room;
        room.open();
        room.window->setMosaicLayout(wall::MosaicLayout::Nine);
        for (int number : {1, 2, 3, 4, 5, 6, 7, 12})
            room.window->openCamera(cam(number));
        room.desk.fakeViews.view(QStringLiteral("cam-05")).become(live::ViewState::Lost);
        room.window->selectTile(2);
        room.window->steerer().requestPresets();
        room.window->setJoystick(QStringLiteral("Joystick : CH Products IP Desktop"), true);
        QTRY_VERIFY(!room.window->steerer().presets().isEmpty());
        for (auto *view : std::as_const(room.desk.fakeViews.open_)) {
            view->pictures->present(test::flatFrame(90, 122, 134));
        }
        keep(*room.window, QStringLiteral("main_split"));
        room.window->setPaneMode(PaneMode::MosaicOnly);
        keep(*room.window, QStringLiteral("main_mosaic"));
        room.window->setPaneMode(PaneMode::MapOnly);
        room.desk.around.clockTrusted = false;
        Q_EMIT room.desk.circumstancesChanged();
        room.window->cameraDock().search()->setText(QStringLiteral("dome"));
        keep(*room.window, QStringLiteral("main_map_search"));
        room.window->cameraDock().search()->setText(QStringLiteral("introuvable"));
        keep(*room.window, QStringLiteral("main_map_nothing"));
    }
    QCoreApplication::removeTranslator(&french);
    QVERIFY2(french.missing().isEmpty(), french.missing().values().join('\n').constData());
}

VIGIE_TEST(TstMainWindow)
#include "tst_main_window.moc"
