// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene.h"
#include "screens.h"
#include "street.h"

#include "../../ui/wall/oise_facts.h"

#include <support/fake_clock.h>
#include <ui/shell/error_text.h>
#include <ui/wall/wall_window.h>
#include <ui/wall/walls.h>

#include <QtTest/QTest>

namespace vigie::test {
namespace {

constexpr int kCameras = 36;

/// The Oise with numbers on its cameras, and as many more in Beauvais as a wall of 36 has tiles.
registry::Facts wallFacts()
{
    registry::Facts facts = oiseFacts();
    const registry::Camera first = facts.cameras.value(cam(1));
    static const char16_t *const kPlaces[] = {u"Rue de Gesvres", u"Boulevard Loisel", u"Quartier Argentine", u"Parking Foch",
                                              u"Marché couvert", u"Stade Brisson", u"Rue Carnot", u"Théâtre du Beauvaisis",
                                              u"Entrée d’autoroute A16, sortie 15"};
    for (int number = 1; number <= kCameras; ++number) {
        registry::Camera camera = facts.cameras.value(cam(number), first);
        if (camera.id != cam(number)) {
            camera.id = cam(number);
            camera.name = QString::fromUtf16(kPlaces[number % 9]);
        }
        camera.number = 100 + number;
        facts.cameras.insert(camera.id, camera);
    }
    return facts;
}

/// Two windows of one desk at night.
struct Desk {
    FakeClock clock;
    FakeViews views;
    FixedFacts registry{wallFacts()};
    wall::Walls walls{clock};
    QList<std::pair<int, std::shared_ptr<render::TileFeed>>> feeds; ///< of every view: a camera may be in two windows
    std::unique_ptr<wall::WallWindow> first;
    std::unique_ptr<wall::WallWindow> second;

    Desk()
    {
        views.onOpen = [this](const CameraId &camera, FakeView &opened) {
            if (camera.value <= QStringLiteral("cam-18")) {
                answer(camera, opened, clock.now());
                return;
            }
            opened.allow(QStringLiteral("Maire de Beauvais"), QStringLiteral("Visionnage sous l’autorité exclusive du maire de Beauvais"));
            opened.play();
            feeds.append({camera.value.mid(4).toInt(), opened.pictures});
        };
        first = window(2);
        second = window(3);
    }
    ~Desk()
    {
        walls.remove(second->view());
        walls.remove(first->view());
    }
    std::unique_ptr<wall::WallWindow> window(int number)
    {
        const wall::WallWindow::Parts parts{views, registry, clock,
                                            {[](const Error &error) { return shell::cameraSentenceFor(error); },
                                             [](access::EndCause cause) { return shell::sentenceFor(cause); }},
                                            render::Backend::Cpu};
        auto made = std::make_unique<wall::WallWindow>(parts, number);
        made->resize(1280, 760);
        made->show();
        walls.add(made->view());
        return made;
    }
    void workIn(wall::WallWindow &window)
    {
        showActive(window);
        window.view().setFocus();
        walls.setCurrent(window.view());
    }
    QImage picture(wall::WallWindow &window)
    {
        (void)pictureOf(window);
        deliverPictures(views);
        for (const auto &[number, feed] : feeds)
            feed->present(streetFrame(number, number % 3 == 0 ? Light::Night : Light::Day));
        return pictureOf(window);
    }
};

QImage thirtySixTiles()
{
    Desk desk;
    desk.first->resize(1920, 1110);
    wall::Mosaic &mosaic = desk.first->mosaic();
    mosaic.setLayout(wall::MosaicLayout::ThirtySix);
    for (int number = 1; number <= kCameras - 2; ++number)
        mosaic.open(cam(number), number - 1);
    mosaic.select(0);
    desk.workIn(*desk.first);
    loseLink(desk.views, cam(4));
    return desk.picture(*desk.first);
}

wall::Tour stationTour()
{
    wall::Tour tour;
    for (const int number : {4, 14, 8, 20, 21, 22, 23})
        tour.steps.append({cam(number), {}, {}, std::chrono::seconds(15)});
    return tour;
}

void arrangeTwo(Desk &desk)
{
    wall::Mosaic &near = desk.first->mosaic();
    near.setLayout(wall::MosaicLayout::OnePlusFive);
    near.setHotSpot(0);
    for (const int number : {19, 20, 21, 22, 10})
        near.open(cam(number));
    wall::Mosaic &far = desk.second->mosaic();
    far.setLayout(wall::MosaicLayout::TwoPlusEight);
    for (const int number : {23, 24, 25, 26, 27, 28})
        far.open(cam(number));
    desk.workIn(*desk.second);
    far.select(1);
    (void)QTest::qWaitFor([&near] { return !near.tile(0).isEmpty(); });
}

/// The large tile follows what is selected in the other window.
QImage hotSpotWindow()
{
    Desk desk;
    arrangeTwo(desk);
    return desk.picture(*desk.first);
}

QImage secondWindow()
{
    Desk desk;
    arrangeTwo(desk);
    return desk.picture(*desk.second);
}

QImage numberEntry()
{
    Desk desk;
    wall::Mosaic &mosaic = desk.first->mosaic();
    mosaic.setLayout(wall::MosaicLayout::Nine);
    for (int number = 19; number < 28; ++number)
        mosaic.open(cam(number));
    mosaic.select(4);
    desk.workIn(*desk.first);
    QTest::keyClicks(&desk.first->view(), QStringLiteral("11"));
    return desk.picture(*desk.first);
}

/// One tour that runs and has just skipped a refused camera, one that is paused in a small tile.
QImage tours()
{
    Desk desk;
    wall::Mosaic &mosaic = desk.first->mosaic();
    mosaic.setLayout(wall::MosaicLayout::OnePlusSeven);
    for (int number = 24; number < 31; ++number)
        mosaic.open(cam(number), number - 23);
    wall::TourRunner &runner = desk.walls.startTour(mosaic, 0, QStringLiteral("Gares"), stationTour());
    runner.tick();
    desk.clock.advance(std::chrono::seconds(15));
    runner.tick();
    desk.clock.advance(std::chrono::seconds(4));
    runner.tick();
    wall::TourRunner &small = desk.walls.startTour(mosaic, 3, QStringLiteral("Entrées de ville"), stationTour());
    small.tick();
    small.togglePause();
    mosaic.select(0);
    desk.workIn(*desk.first);
    return desk.picture(*desk.first);
}

} // namespace

QList<Screen> wallScreens()
{
    return {{QStringLiteral("thirty-six tiles"), thirtySixTiles},
            {QStringLiteral("wall with hot spot"), hotSpotWindow},
            {QStringLiteral("second wall"), secondWindow},
            {QStringLiteral("number entry"), numberEntry},
            {QStringLiteral("tours"), tours}};
}

} // namespace vigie::test
