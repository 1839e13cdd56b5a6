// SPDX-License-Identifier: GPL-3.0-or-later
#include "screens.h"
#include "scene.h"

#include "../../ui/map/map_fixture.h"
#include "../../ui/ptz/fake_steering.h"
#include "../../ui/wall/oise_facts.h"

#include <access/reasons.h>
#include <geo/mercator.h>
#include <support/fake_clock.h>
#include <ui/map/map_widget.h>
#include <ui/ptz/ptz_panel.h>
#include <ui/shell/error_text.h>
#include <ui/wall/mosaic_view.h>

#include <QtTest/QTest>

#include <cmath>

namespace vigie::test {
namespace {

constexpr QSize kScreen{1280, 720};

struct WallRoom {
    FakeClock clock;
    FakeViews views;
    FixedFacts registry{oiseFacts()};
    wall::Mosaic mosaic{views, registry, clock,
                        {[](const Error &error) { return shell::cameraSentenceFor(error); },
                         [](access::EndCause cause) { return shell::sentenceFor(cause); }}};
    wall::MosaicView view{mosaic, clock, render::Backend::Cpu};

    WallRoom(wall::MosaicLayout layout, int cameras)
    {
        views.onOpen = [this](const CameraId &camera, FakeView &opened) { answer(camera, opened, clock.now()); };
        mosaic.setLayout(layout);
        for (int number = 1; number <= cameras; ++number)
            mosaic.open(cam(number));
        mosaic.select(0);
        view.resize(kScreen);
        showActive(view);
        view.setFocus();
    }
    QImage picture()
    {
        (void)pictureOf(view);
        deliverPictures(views);
        return pictureOf(view);
    }
};

QImage twentyFiveTiles()
{
    WallRoom room(wall::MosaicLayout::TwentyFive, 18);
    loseLink(room.views, cam(4));
    return room.picture();
}

QImage enlargedTile()
{
    WallRoom room(wall::MosaicLayout::Four, 4);
    room.mosaic.enlarge(2);
    return room.picture();
}

/// Every tile says what its picture is made of: one whole, one on a full line, one on a busy machine, one that waits.
QImage truthOfTiles()
{
    WallRoom room(wall::MosaicLayout::Nine, 8);
    const auto tell = [&room](int number, const std::function<void(FakeView &)> &what) {
        FakeView &view = room.views.view(cam(number).value);
        if (view.now == live::ViewState::Playing) {
            view.numbers.pictureSize = {640, 360};
            view.numbers.kbps = 380.0 + 11.0 * number;
            view.numbers.codec = QStringLiteral("H.264");
            view.numbers.transport = QStringLiteral("TCP");
            view.numbers.delay = std::chrono::milliseconds(40 + 7 * number);
            view.numbers.delayFromCamera = number % 2 == 0;
        }
        what(view);
        Q_EMIT view.changed();
    };
    for (int number = 1; number <= 8; ++number)
        tell(number, [](FakeView &) {});
    tell(2, [](FakeView &view) {
        view.why = live::Reason::LinkBudget;
        view.line = {QStringLiteral("Noyon"), 18'240.0, 20'000.0};
    });
    tell(3, [](FakeView &view) {
        view.why = live::Reason::MachineShort;
        view.numbers.effort = media::Effort::LowerStream;
        view.numbers.shortage = media::Shortage::Processor;
    });
    tell(4, [](FakeView &view) {
        view.numbers.shortage = media::Shortage::Network;
        view.numbers.peer.lost = 214;
        view.numbers.peer.jitter = std::chrono::microseconds(38'400);
        view.numbers.buffered = std::chrono::milliseconds(120);
        view.numbers.reconnects = 2;
        view.numbers.delay = std::chrono::milliseconds(910);
    });
    tell(5, [](FakeView &view) {
        view.now = live::ViewState::Waiting;
        view.why = live::Reason::LinkBudget;
        view.line = {QStringLiteral("Noyon"), 18'240.0, 20'000.0};
    });
    room.view.setTruthShown(true);
    (void)room.picture();
    room.view.setTruthShown(true); // what changed since
    return room.picture();
}

QImage enlargedRefusal()
{
    WallRoom room(wall::MosaicLayout::Sixteen, 12);
    room.mosaic.enlarge(9);
    return room.picture();
}

/// A commune's ground that nobody measured: an oval with \p bays round \p centre.
geo::Outline ground(const map::MapCommune &commune, double kilometres, int bays)
{
    geo::Outline outline{commune.insee, commune.name, {}, {}};
    const QPointF centre = geo::project(commune.centre);
    const double radius = geo::worldLength(kilometres * 1000.0, commune.centre.latitude);
    geo::Ring ring;
    for (int step = 0; step < 72; ++step) {
        const double turn = step * 2.0 * M_PI / 72.0;
        const double reach = radius * (1.0 + 0.16 * std::sin(bays * turn) + 0.07 * std::cos(3 * bays * turn));
        ring.append(centre + QPointF(1.25 * reach * std::cos(turn), reach * std::sin(turn)));
    }
    outline.rings = {ring};
    outline.bounds = geo::boundsOf(outline.rings);
    return outline;
}

QImage mapPicture(const map::MapModel &model, const std::function<void(map::MapWidget &)> &look)
{
    map::MapWidget map;
    map.setAnimated(false);
    map.resize(kScreen);
    showActive(map);
    map.setModel(model);
    look(map);
    return pictureOf(map);
}

QImage approximateMap()
{
    return mapPicture(demoModel(), [](map::MapWidget &map) { map.selectSite(SiteId{QStringLiteral("se-cath")}); });
}

QImage outlinedMap()
{
    map::MapModel model = demoModel();
    const int sizes[] = {9, 8, 6, 7, 5, 7};
    for (int at = 0; at < model.communes.size(); ++at)
        model.outlines.append(ground(model.communes.at(at), sizes[at % 6], 2 + at % 4));
    model.attribution = QStringLiteral("IGN Admin Express COG 2018, Licence Ouverte");
    return mapPicture(model, [](map::MapWidget &map) { map.selectSite(SiteId{QStringLiteral("cr-gare")}); });
}

struct SteeringRoom {
    FakeSteeringRights rights;
    ptzui::Steerer steerer{rights};
    ptzui::PtzPanel panel{steerer, [](const Error &error) { return shell::cameraSentenceFor(error); }};

    SteeringRoom()
    {
        panel.resize(300, 560);
        showActive(panel);
        panel.setCameraName(QStringLiteral("Place – dôme"));
        panel.setJoystickText(QStringLiteral("CH Products IP Desktop Controller"));
        steerer.setTarget(cam(3), true);
    }
    void hold()
    {
        steerer.steer(ptzui::Hand::Joystick, {0.8, 0.3, 0.0});
        (void)QTest::qWaitFor([this] { return steerer.state() == ptzui::Steerer::State::Held; });
        steerer.requestPresets();
    }
};

QImage steeringReady()
{
    SteeringRoom room;
    return pictureOf(room.panel);
}

QImage steeringMoving()
{
    SteeringRoom room;
    room.hold();
    return pictureOf(room.panel);
}

QImage steeringStopFailed()
{
    SteeringRoom room;
    room.hold();
    room.steerer.releaseAll(ptz::ReleaseReason::FocusLost);
    Q_EMIT room.rights.held->stopFailed(Error{ErrorCode::TimedOut, {}});
    return pictureOf(room.panel);
}

QImage steeringNotAllowed()
{
    SteeringRoom room;
    room.rights.decision = {};
    room.rights.decision.reasons = {access::reason(access::Because::ElectedNoPtz)};
    room.steerer.setTarget(cam(6), true);
    return pictureOf(room.panel);
}

} // namespace

QList<Screen> partScreens()
{
    return {{QStringLiteral("twenty-five tiles"), twentyFiveTiles},
            {QStringLiteral("enlarged tile"), enlargedTile},
            {QStringLiteral("what every picture is made of"), truthOfTiles},
            {QStringLiteral("enlarged refusal"), enlargedRefusal},
            {QStringLiteral("map without outlines"), approximateMap},
            {QStringLiteral("map with outlines"), outlinedMap},
            {QStringLiteral("steering ready"), steeringReady},
            {QStringLiteral("steering while moving"), steeringMoving},
            {QStringLiteral("steering stop not confirmed"), steeringStopFailed},
            {QStringLiteral("steering not allowed"), steeringNotAllowed}};
}

} // namespace vigie::test
