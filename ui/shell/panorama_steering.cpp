// SPDX-License-Identifier: GPL-3.0-or-later
#include "panorama_steering.h"

#include <QtCore/QPointer>

namespace vigie::shell {
namespace {

/// Turns one panorama; nothing can fail or refuse to stop.
class PanoramaTurning final : public ptzui::Steering {
public:
    PanoramaTurning(CameraId camera, QPointer<PanoramaSteering> steering)
        : m_camera(std::move(camera))
        , m_steering(std::move(steering))
    {
    }
    ~PanoramaTurning() override { turn({}); }

    void steer(const ptz::Vector &speed) override { turn(speed); }
    void release(ptz::ReleaseReason /*reason*/) override
    {
        turn({});
        QMetaObject::invokeMethod(this, [this] { Q_EMIT stopConfirmed(); }, Qt::QueuedConnection);
    }
    void requestPresets() override
    {
        QMetaObject::invokeMethod(this, [this] { Q_EMIT presetsRead({}); }, Qt::QueuedConnection);
    }
    void recall(const QString & /*token*/) override { }

private:
    void turn(const ptz::Vector &speed)
    {
        if (m_steering)
            Q_EMIT m_steering->turned(m_camera, speed.pan, speed.tilt, speed.zoom);
    }

    CameraId m_camera;
    QPointer<PanoramaSteering> m_steering;
};

} // namespace

PanoramaSteering::PanoramaSteering(ptzui::SteeringRights &behind, const registry::FactsFeed &registry,
                                   QObject *parent)
    : SteeringRights(parent)
    , m_behind(behind)
    , m_registry(registry)
{
    connect(&m_behind, &SteeringRights::rightsMayHaveChanged, this, &SteeringRights::rightsMayHaveChanged);
    connect(&m_behind, &SteeringRights::leftMoving, this, &SteeringRights::leftMoving);
    connect(&m_behind, &SteeringRights::leftStill, this, &SteeringRights::leftStill);
}

bool PanoramaSteering::isPanorama(const CameraId &camera) const
{
    const registry::FactsPtr facts = m_registry.facts();
    return facts && facts->cameras.value(camera).panorama.has_value();
}

access::Decision PanoramaSteering::preview(const CameraId &camera) const
{
    if (!isPanorama(camera))
        return m_behind.preview(camera);
    access::Decision decision;
    decision.allowed = true; // whoever sees it may look around in it
    return decision;
}

void PanoramaSteering::ask(const CameraId &camera, QObject *context, std::function<void(Outcome)> callback)
{
    if (!isPanorama(camera)) {
        m_behind.ask(camera, context, std::move(callback));
        return;
    }
    QMetaObject::invokeMethod(
        context,
        [camera, steering = QPointer(this), callback = std::move(callback)] {
            callback(std::make_unique<PanoramaTurning>(camera, steering));
        },
        Qt::QueuedConnection);
}

} // namespace vigie::shell
