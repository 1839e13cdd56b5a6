// SPDX-License-Identifier: GPL-3.0-or-later
#include "map_fixture.h"

#include <geo/mercator.h>
#include <support/test_main.h>
#include <ui/common/camera_drag.h>
#include <ui/map/map_widget.h>

#include <QtCore/QMimeData>
#include <QtGui/QWheelEvent>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QVBoxLayout>

#include <cmath>

using namespace vigie;
using namespace vigie::map;
using namespace vigie::test;

namespace {

class DraggedMap final : public MapWidget {
public:
    QList<CameraId> dragged;
    bool hadPicture = false;

protected:
    void startDrag(std::unique_ptr<QMimeData> cameras, const QPixmap &picture) override
    {
        dragged = ui::camerasIn(cameras.get());
        hadPicture = !picture.isNull();
    }
};

const LatLon kBeauvais{49.4297, 2.0822};
const LatLon kStadium{49.4408, 2.0959};

} // namespace

class TstMapWidget final : public QObject {
    Q_OBJECT
    std::unique_ptr<DraggedMap> m_map;

    void wheel(QPoint at, int turn)
    {
        QWheelEvent event(at, m_map->mapToGlobal(at), {}, {0, turn}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(m_map.get(), &event);
    }
    /// From next to it: the first move into a new window arrives as an enter event only.
    void point(QPoint place)
    {
        QTest::mouseMove(m_map.get(), place + QPoint(1, 1));
        QTest::mouseMove(m_map.get(), place);
    }
    QPoint at(LatLon position) const { return m_map->screenPosition(position).toPoint(); }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
        m_map = std::make_unique<DraggedMap>();
        m_map->setAnimated(false);
        m_map->resize(1200, 800);
        m_map->show();
        m_map->setModel(demoModel());
        QVERIFY(QTest::qWaitForWindowActive(m_map.get()));
    }
    void cleanup() { m_map.reset(); }

    void theFirstModelIsShownWhole()
    {
        const QRectF all(QPointF(0, 0), QSizeF(m_map->size()));
        for (const MapSite &site : demoModel().sites)
            QVERIFY(all.contains(m_map->screenPosition(site.position)));
        QVERIFY(m_map->zoom() > 8.5); // and no smaller than needed
    }

    void theWheelZoomsRoundTheMouse()
    {
        const QPoint mouse(300, 200);
        const LatLon before = m_map->positionAt(mouse);
        const double zoom = m_map->zoom();
        wheel(mouse, 240);
        QCOMPARE(m_map->zoom(), zoom + 1);
        const double metres = geo::distanceMetres(before, m_map->positionAt(mouse));
        QVERIFY2(metres < 2 * geo::metresPerPixel(49.4, m_map->zoom()),
                 qPrintable(QString::number(metres)));
        wheel(mouse, -240);
        QCOMPARE(m_map->zoom(), zoom);
        for (int i = 0; i < 60; ++i)
            wheel(mouse, 120);
        QCOMPARE(m_map->zoom(), kMaxZoom);
    }

    void theAnimatedWheelArrivesAtTheSamePlace()
    {
        m_map->setAnimated(true);
        const QPoint mouse(900, 650);
        const LatLon before = m_map->positionAt(mouse);
        const double zoom = m_map->zoom();
        wheel(mouse, 120);
        wheel(mouse, 120); // while the first is on its way
        QTRY_COMPARE(m_map->zoom(), zoom + 1);
        QVERIFY(geo::distanceMetres(before, m_map->positionAt(mouse))
                < 3 * geo::metresPerPixel(49.4, m_map->zoom()));
    }

    void draggingMovesTheGroundWithTheMouse()
    {
        const QPoint from(600, 100);
        const QPoint to(480, 190);
        const LatLon held = m_map->positionAt(from);
        QTest::mousePress(m_map.get(), Qt::LeftButton, {}, from);
        QTest::mouseMove(m_map.get(), (from + to) / 2);
        QTest::mouseMove(m_map.get(), to);
        QTest::mouseRelease(m_map.get(), Qt::LeftButton, {}, to);
        QVERIFY(geo::distanceMetres(held, m_map->positionAt(to))
                < 2 * geo::metresPerPixel(49.4, m_map->zoom()));
        QVERIFY(m_map->dragged.isEmpty());
    }

    void arrowsPlusMinusAndHome()
    {
        const LatLon start = m_map->centre();
        const double zoom = m_map->zoom();
        QTest::keyClick(m_map.get(), Qt::Key_Right);
        QVERIFY(m_map->centre().longitude > start.longitude);
        QTest::keyClick(m_map.get(), Qt::Key_Up);
        QVERIFY(m_map->centre().latitude > start.latitude);
        QTest::keyClick(m_map.get(), Qt::Key_Plus);
        QCOMPARE(m_map->zoom(), zoom + 1);
        QTest::keyClick(m_map.get(), Qt::Key_Minus);
        QTest::keyClick(m_map.get(), Qt::Key_Minus);
        QCOMPARE(m_map->zoom(), zoom - 1);
        QTest::keyClick(m_map.get(), Qt::Key_Home);
        QCOMPARE(m_map->zoom(), zoom);
        QVERIFY(geo::distanceMetres(m_map->centre(), start) < 1);
    }

    void tabGoesFromSiteToSiteAndEnterShowsIt()
    {
        QSignalSpy chosen(m_map.get(), &MapWidget::selectionChanged);
        QSignalSpy asked(m_map.get(), &MapWidget::siteActivated);
        QTest::keyClick(m_map.get(), Qt::Key_Tab);
        QCOMPARE(m_map->selectedSite().value, QStringLiteral("bv-gare")); // Beauvais, by name
        QCOMPARE(m_map->card().title, QStringLiteral("Gare de Beauvais"));
        QTest::keyClick(m_map.get(), Qt::Key_Tab);
        QCOMPARE(m_map->selectedSite().value, QStringLiteral("bv-mairie"));
        QTest::keyClick(m_map.get(), Qt::Key_Tab, Qt::ShiftModifier);
        QCOMPARE(m_map->selectedSite().value, QStringLiteral("bv-gare"));
        QCOMPARE(chosen.count(), 3);
        QTest::keyClick(m_map.get(), Qt::Key_Return);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().first().value<SiteId>().value, QStringLiteral("bv-gare"));
    }

    void tabLeavesAfterTheLastSiteAndAfterEscape()
    {
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *map = new MapWidget;
        auto *field = new QLineEdit;
        column->addWidget(map);
        column->addWidget(field);
        MapModel model = demoModel();
        model.sites = model.sites.mid(0, 2);
        map->setModel(model);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        map->setFocus(Qt::TabFocusReason);
        QTest::keyClick(map, Qt::Key_Tab);
        QTest::keyClick(map, Qt::Key_Tab);
        QVERIFY(map->hasFocus());
        QTest::keyClick(map, Qt::Key_Tab);
        QVERIFY(field->hasFocus());
        map->setFocus(Qt::TabFocusReason);
        QTest::keyClick(map, Qt::Key_Escape);
        QVERIFY(map->selectedSite().isNull());
        QTest::keyClick(map, Qt::Key_Tab);
        QVERIFY(field->hasFocus());
    }

    void aChosenSiteOutOfSightIsBroughtIn()
    {
        m_map->flyTo(kBeauvais, 15);
        m_map->selectSite(SiteId{QStringLiteral("no-cath")});
        QVERIFY(QRectF(m_map->rect()).contains(m_map->screenPosition({49.5817, 2.9995})));
        m_map->selectSite(SiteId{QStringLiteral("nowhere")});
        QVERIFY(m_map->selectedSite().isNull());
    }

    void doubleClickShowsTheSite()
    {
        m_map->flyTo(kStadium, 14);
        QSignalSpy asked(m_map.get(), &MapWidget::siteActivated);
        QTest::mouseDClick(m_map.get(), Qt::LeftButton, {}, at(kStadium));
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().first().value<SiteId>().value, QStringLiteral("bv-stade"));
    }

    void doubleClickOnACameraShowsTheCamera()
    {
        m_map->flyTo(kStadium, 18);
        QSignalSpy asked(m_map.get(), &MapWidget::cameraActivated);
        const MapCamera second = demoModel().sites.at(2).cameras.at(1);
        QTest::mouseDClick(m_map.get(), Qt::LeftButton, {}, at(second.position));
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().first().value<CameraId>(), second.id);
    }

    void doubleClickOnAClusterOpensIt()
    {
        m_map->flyTo(kBeauvais, 9);
        QSignalSpy asked(m_map.get(), &MapWidget::siteActivated);
        point(at({49.4322, 2.0890}));
        QCOMPARE(m_map->card().title, QStringLiteral("3 site(s)")); // no translation here
        QTest::mouseDClick(m_map.get(), Qt::LeftButton, {}, at({49.4322, 2.0890}));
        QCOMPARE(asked.count(), 0);
        QVERIFY(m_map->zoom() > 12);
    }

    void aSiteIsDraggedOutWithItsCameras()
    {
        m_map->flyTo(kStadium, 14);
        const LatLon centre = m_map->centre();
        const QPoint from = at(kStadium);
        QTest::mousePress(m_map.get(), Qt::LeftButton, {}, from);
        QTest::mouseMove(m_map.get(), from + QPoint(40, 0));
        QTest::mouseMove(m_map.get(), from + QPoint(80, 0));
        QTest::mouseRelease(m_map.get(), Qt::LeftButton, {}, from + QPoint(80, 0));
        const QList<CameraId> expected{CameraId{QStringLiteral("bv-stade-1")},
                                       CameraId{QStringLiteral("bv-stade-2")}};
        QCOMPARE(m_map->dragged, expected);
        QVERIFY(m_map->hadPicture);
        QCOMPARE(m_map->centre(), centre); // the ground stayed
    }

    void dragDataFromElsewhereIsReadWithCare()
    {
        QMimeData data;
        QVERIFY(ui::camerasIn(nullptr).isEmpty());
        QVERIFY(ui::camerasIn(&data).isEmpty());
        data.setData(ui::cameraMimeType(),
                     "cam-1\n../etc\n\ncam-1\ncam 2\n" + QByteArray(100, 'x') + "\ncam-3");
        const QList<CameraId> expected{CameraId{QStringLiteral("cam-1")},
                                       CameraId{QStringLiteral("cam-3")}};
        QCOMPARE(ui::camerasIn(&data), expected);
    }

    void rightClickListsTheCamerasAndTheirState()
    {
        const LatLon refused{49.2071, 2.5858};
        m_map->flyTo(refused, 16);
        QContextMenuEvent event(QContextMenuEvent::Mouse, at(refused),
                                m_map->mapToGlobal(at(refused)));
        QCoreApplication::sendEvent(m_map.get(), &event);
        auto *menu = m_map->findChild<QMenu *>();
        QVERIFY(menu);
        QStringList texts;
        for (const QAction *action : menu->actions())
            texts.append(action->text());
        QCOMPARE(texts.value(0), QStringLiteral("Parvis de la cathédrale"));
        QCOMPARE(texts.value(1), QStringLiteral("Dôme 1 · Refused"));
        QSignalSpy asked(m_map.get(), &MapWidget::cameraActivated);
        menu->actions().at(1)->trigger();
        QCOMPARE(asked.first().first().value<CameraId>().value, QStringLiteral("se-cath-1"));
        menu->close();
    }

    void theMenuKeyWorksOnTheChosenSite()
    {
        m_map->selectSite(SiteId{QStringLiteral("bv-stade")});
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QCoreApplication::sendEvent(m_map.get(), &event);
        auto *menu = m_map->findChild<QMenu *>();
        QVERIFY(menu);
        QVERIFY(menu->actions().size() >= 3);
        menu->close();
    }

    void whyACommuneIsRefusedWhenThePointerRests()
    {
        m_map->flyTo({49.2069, 2.5864}, 12.5);
        point(at({49.2130, 2.5950}));
        QVERIFY(m_map->card().isEmpty());
        QTRY_COMPARE(m_map->card().title, QStringLiteral("Senlis"));
        QVERIFY(m_map->card().lines.first().text.startsWith(QStringLiteral("Convention")));
    }

    void anAreaWithoutOutlineIsApproximateAndSaysSo()
    {
        const Insee beauvais{QStringLiteral("60057")};
        const Area *area = m_map->areaOf(beauvais);
        QVERIFY(area && area->approximate);
        for (const MapSite &site : demoModel().sites) { // it holds the sites of its commune
            if (site.commune != beauvais)
                continue;
            const QPointF off = geo::project(site.position) - area->label;
            QVERIFY(std::hypot(off.x(), off.y()) <= area->radius);
        }
        MapModel model = demoModel();
        const QPointF c = area->label;
        model.outlines = {
            {beauvais,
             QStringLiteral("Beauvais"),
             {{c + QPointF(-1e-4, -1e-4), c + QPointF(1e-4, -1e-4), c + QPointF(0, 1e-4)}},
             QRectF(c - QPointF(1e-4, 1e-4), QSizeF(2e-4, 2e-4))}};
        m_map->setModel(model);
        area = m_map->areaOf(beauvais);
        QVERIFY(area && !area->approximate && area->right == Right::Allowed);
        QVERIFY(
            m_map->areaOf(Insee{QStringLiteral("60159")})->approximate); // the others stay circles
    }

    void theFreePartIsFitted()
    {
        m_map->setInsets({0, 0, 800, 0});
        const QRectF open(0, 0, 400, 800);
        for (const MapSite &site : demoModel().sites)
            QVERIFY(open.contains(m_map->screenPosition(site.position)));
        m_map->flyTo(kBeauvais, 14);
        QVERIFY(QLineF(m_map->screenPosition(kBeauvais), open.center()).length() < 2);
        const LatLon before = m_map->centre();
        m_map->setInsets({}); // somebody has moved the map: it is not fitted again
        QCOMPARE(m_map->zoom(), 14.0);
        QCOMPARE(m_map->centre(), before);
    }

    void aStateChangeReachesMarkerAndCard()
    {
        const CameraId camera{QStringLiteral("bv-stade-1")};
        QVERIFY(m_map->flyTo(camera));
        QVERIFY(!m_map->flyTo(CameraId{QStringLiteral("unknown")}));
        m_map->flyTo(kStadium, 14);
        point(at(kStadium));
        QCOMPARE(m_map->card().lines.first().state, QStringLiteral("Available"));
        m_map->setCameraState(camera, CameraState::Lost);
        QCOMPARE(m_map->card().lines.first().state, QStringLiteral("Picture lost"));
        m_map->setCameraState(CameraId{QStringLiteral("unknown")}, CameraState::Live);
    }

    void aNewModelKeepsViewAndChoice()
    {
        m_map->flyTo(kBeauvais, 13);
        m_map->selectSite(SiteId{QStringLiteral("bv-gare")});
        const LatLon centre = m_map->centre();
        MapModel model = demoModel();
        model.sites.removeFirst();
        m_map->setModel(model);
        QCOMPARE(m_map->selectedSite().value, QStringLiteral("bv-gare"));
        QCOMPARE(m_map->centre(), centre);
        QSignalSpy chosen(m_map.get(), &MapWidget::selectionChanged);
        model.sites.clear();
        m_map->setModel(model);
        QVERIFY(m_map->selectedSite().isNull());
        QCOMPARE(chosen.count(), 1);
    }

    void oneWordForASite_data()
    {
        QTest::addColumn<QList<bool>>("allowed");
        QTest::addColumn<QList<int>>("states");
        QTest::addColumn<int>("word");
        const auto word = [](SiteState state) { return static_cast<int>(state); };
        QTest::newRow("no camera") << QList<bool>{} << QList<int>{} << word(SiteState::Idle);
        QTest::newRow("all refused")
            << QList<bool>{false, false} << QList<int>{1, 2} << word(SiteState::Refused);
        QTest::newRow("one shown")
            << QList<bool>{true, true} << QList<int>{0, 1} << word(SiteState::Live);
        QTest::newRow("one lost goes first")
            << QList<bool>{true, true} << QList<int>{1, 2} << word(SiteState::Lost);
        QTest::newRow("one refused, one at rest")
            << QList<bool>{false, true} << QList<int>{0, 0} << word(SiteState::Idle);
    }
    void oneWordForASite()
    {
        QFETCH(QList<bool>, allowed);
        QFETCH(QList<int>, states);
        QFETCH(int, word);
        MapSite site;
        for (qsizetype i = 0; i < allowed.size(); ++i)
            site.cameras.append(
                {.state = static_cast<CameraState>(states.at(i)), .allowed = allowed.at(i)});
        QCOMPARE(static_cast<int>(siteState(site)), word);
    }
};

VIGIE_TEST(TstMapWidget)
#include "tst_map_widget.moc"
