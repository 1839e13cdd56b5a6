// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fake_camera_views.h"
#include "oise_facts.h"

#include <support/fake_clock.h>
#include <ui/wall/mosaic.h>

namespace vigie::test {

[[nodiscard]] inline CameraId cam(int number) { return CameraId{QStringLiteral("cam-%1").arg(number, 2, 10, QLatin1Char('0'))}; }

[[nodiscard]] inline wall::Sentences sentences()
{
    return {[](const Error &) { return QStringLiteral("La caméra ne répond pas"); },
            [](access::EndCause) { return QStringLiteral("Image coupée"); }};
}

/// The Oise, where camera n has the number 100 + n and those above 12 are refused.
struct WallDesk {
    FakeClock clock;
    FakeViews views;
    FixedFacts registry{numberedFacts()};
    bool playAtOnce = true;

    WallDesk()
    {
        views.onOpen = [this](const CameraId &camera, FakeView &view) {
            if (camera.value > QStringLiteral("cam-12")) {
                view.answer.reasons = {{access::Check::Territory, 10, QStringLiteral("Commune hors habilitation"), {}, {}}};
                view.now = live::ViewState::Refused;
            } else if (playAtOnce) {
                view.allow(QStringLiteral("Maire de Beauvais"), QStringLiteral("Visionnage"));
                view.now = live::ViewState::Playing;
            }
        };
    }
    [[nodiscard]] static registry::Facts numberedFacts()
    {
        registry::Facts facts = oiseFacts();
        for (int number = 1; number <= facts.cameras.size(); ++number)
            facts.cameras[cam(number)].number = 100 + number;
        return facts;
    }
    [[nodiscard]] std::unique_ptr<wall::Mosaic> mosaic() { return std::make_unique<wall::Mosaic>(views, registry, clock, sentences()); }
};

/// The cameras of \p mosaic by tile: "1 . 3", a point where empty.
[[nodiscard]] inline QString camerasIn(const wall::Mosaic &mosaic)
{
    QStringList cameras;
    for (int index = 0; index < mosaic.count(); ++index) {
        const auto &camera = mosaic.tile(index).camera();
        cameras.append(camera ? QString::number(camera->id.value.mid(4).toInt()) : QStringLiteral("."));
    }
    return cameras.join(u' ');
}

} // namespace vigie::test
