// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <journal/journal.h>
#include <ptz/drive.h>
#include <ui/ptz/steering.h>

#include <vector>

namespace vigie::ptzui {

/// Makes the head of a camera out of its endpoint; null when the camera has none. Called once a grant.
using ControllerFactory = std::function<std::unique_ptr<ptz::Controller>(const CameraEndpoint &)>;
/// ONVIF over the network; finds the camera's services at once. \p clock outlives what it makes.
[[nodiscard]] ControllerFactory onvifControllers(const Clock &clock);

/// What SteeringRights over the gate works with. Everything outlives it.
struct SteeringParts {
    access::Gate &gate;
    journal::Journal &journal;
    const registry::FactsFeed &registry;
    const Clock &clock;
    ControllerFactory controllers;
};

class GateSteering;

/// Asks the gate for Act::Ptz and steers under its grant. A head that may still be moving when its grant is over is kept
/// until it is known to stand still, at most 5 s, so that its stop is not lost with its connection; a stop it refuses is
/// recorded and told as that of a held one is. Destruction waits for the stops, at most 0.5 s in all, in an event loop.
/// Thread: GUI.
class GateSteeringRights final : public SteeringRights {
    Q_OBJECT
public:
    GateSteeringRights(SteeringParts parts, access::SessionContext session, QObject *parent = nullptr);
    ~GateSteeringRights() override;

    [[nodiscard]] access::Decision preview(const CameraId &camera) const override;
    void ask(const CameraId &camera, QObject *context, std::function<void(Outcome)> callback) override;

private:
    friend class GateSteering;
    /// A head after its grant: nothing but its stop is sent any more.
    struct Retired {
        std::unique_ptr<ptz::Controller> controller;
        std::unique_ptr<ptz::Drive> drive;
        std::chrono::milliseconds since{0};
    };
    [[nodiscard]] access::Request request(const CameraId &camera) const;
    [[nodiscard]] journal::Entry entry(journal::Event event, const CameraId &camera) const;
    void retire(const CameraId &camera, std::unique_ptr<ptz::Controller> controller, std::unique_ptr<ptz::Drive> drive);
    void recordStopFailed(const CameraId &camera);
    void bury();

    SteeringParts m_parts;
    access::SessionContext m_session;
    std::vector<std::unique_ptr<Retired>> m_retired; ///< each in one piece: a head goes before its controller
    QTimer m_bury;
};

} // namespace vigie::ptzui
