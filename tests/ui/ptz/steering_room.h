// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fake_steering.h"

#include <ui/ptz/ptz_keys.h>
#include <ui/ptz/ptz_panel.h>

#include <QtTest/QTest>
#include <QtWidgets/QVBoxLayout>

namespace vigie::test {

inline const CameraId kDome{QStringLiteral("cam-03")};

/// A window with the panel and a place for keys as the mosaic is one, which has the focus; a dome is steered.
struct SteeringRoom {
    FakeSteeringRights rights;
    ptzui::Steerer steerer{rights};
    QWidget window;
    QWidget *surface = new QWidget(&window);
    ptzui::PtzPanel *panel;
    ptzui::PtzKeys keys{*surface, steerer};

    explicit SteeringRoom(const QString &sentence = {})
        : panel(new ptzui::PtzPanel(steerer, [sentence](const Error &) { return sentence; }, &window))
    {
        auto *column = new QVBoxLayout(&window);
        surface->setFocusPolicy(Qt::StrongFocus);
        surface->setMinimumHeight(40);
        column->addWidget(surface);
        column->addWidget(panel);
        window.resize(320, 620);
        window.show();
        window.activateWindow();
        (void)QTest::qWaitForWindowActive(&window);
        steerer.setTarget(kDome, true);
        surface->setFocus();
    }
    ~SteeringRoom()
    {
        window.hide();
        delete panel;
    }
};

} // namespace vigie::test
