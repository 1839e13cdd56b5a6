// SPDX-License-Identifier: GPL-3.0-or-later
#include "gate_steering.h"

#include <access/gate_records.h>

#include <ptz/onvif_controller.h>

#include <QtCore/QLoggingCategory>
#include <QtCore/QPointer>

#include <algorithm>
#include <utility>

namespace vigie::ptzui {
namespace {

Q_LOGGING_CATEGORY(lcSteering, "vigie.ui.ptz", QtWarningMsg)

constexpr std::chrono::seconds kLongestRetirement{5};
constexpr std::chrono::milliseconds kBuryEvery{200};
constexpr std::chrono::milliseconds kLongestFarewell{500};

} // namespace

ControllerFactory onvifControllers(const Clock &clock)
{
    return [&clock](const CameraEndpoint &endpoint) -> std::unique_ptr<ptz::Controller> {
        if (endpoint.onvifUrl.isEmpty())
            return nullptr;
        auto controller = std::make_unique<ptz::OnvifController>(endpoint.onvifUrl, endpoint.user,
                                                                 endpoint.password.clone(), clock);
        // A failure here shows with the first movement.
        controller->warmUp([](const Result<> &) {});
        return controller;
    };
}

/// One grant in use.
class GateSteering final : public Steering {
public:
    GateSteering(GateSteeringRights &rights, std::unique_ptr<access::Grant> grant)
        : m_rights(&rights)
        , m_grant(std::move(grant))
        , m_camera(m_grant->request().camera)
        , m_controller(rights.m_parts.controllers(m_grant->endpoint()))
    {
        connect(m_grant.get(), &access::Grant::ended, this, &GateSteering::end);
        if (!m_controller)
            return;
        m_drive = std::make_unique<ptz::Drive>(*m_controller, rights.m_parts.clock);
        connect(m_drive.get(), &ptz::Drive::moveFailed, this, &Steering::failed);
        connect(m_drive.get(), &ptz::Drive::stopConfirmed, this, &Steering::stopConfirmed);
        connect(m_drive.get(), &ptz::Drive::stopFailed, this, &GateSteering::tellStopFailed);
    }

    ~GateSteering() override
    {
        retire(ptz::ReleaseReason::Released);
    }

    void steer(const ptz::Vector &speed) override
    {
        if (m_drive)
            m_drive->setVelocity(speed);
        else
            Q_EMIT failed(Error{ErrorCode::NotSupported, QStringLiteral("camera has no PTZ service")});
    }

    void release(ptz::ReleaseReason reason) override
    {
        if (m_drive)
            m_drive->release(reason);
    }

    void requestPresets() override
    {
        if (!m_controller || m_over)
            return;
        m_controller->presets([self = QPointer<GateSteering>(this)](const Result<QList<ptz::Preset>> &presets) {
            if (!self)
                return;
            if (presets)
                Q_EMIT self->presetsRead(*presets);
            else
                Q_EMIT self->failed(presets.error());
        });
    }

    void recall(const QString &token) override
    {
        if (!m_controller || m_over || !m_rights)
            return;
        journal::Entry entry = m_rights->entry(journal::Event::PresetRecall, m_camera);
        entry.details.insert(QStringLiteral("preset"), token.left(64));
        // Recorded first: the movement is not undone by a full disk.
        m_rights->m_parts.journal.append({entry}, this, [this, token](const Result<> &written) {
            if (!written) {
                Q_EMIT failed(written.error());
                return;
            }
            if (m_over || !m_controller)
                return;
            m_controller->gotoPreset(token, [self = QPointer<GateSteering>(this)](const Result<> &done) {
                if (self && !done)
                    Q_EMIT self->failed(done.error());
            });
        });
    }

private:
    void end(access::EndCause cause, const access::Decision &decision)
    {
        retire(ptz::ReleaseReason::GrantEnded);
        Q_EMIT ended(cause, decision);
    }

    void retire(ptz::ReleaseReason reason)
    {
        m_over = true;
        if (!m_drive)
            return;
        m_drive->disconnect(this);
        m_drive->close(reason);
        if (m_rights)
            m_rights->retire(m_camera, std::move(m_controller), std::move(m_drive));
        m_drive.reset();
        m_controller.reset();
    }

    void tellStopFailed(const Error &error)
    {
        if (m_rights)
            m_rights->recordStopFailed(m_camera);
        Q_EMIT stopFailed(error);
    }

    QPointer<GateSteeringRights> m_rights;
    std::unique_ptr<access::Grant> m_grant;
    CameraId m_camera;
    std::unique_ptr<ptz::Controller> m_controller; ///< null when the camera has none, or when it is over
    std::unique_ptr<ptz::Drive> m_drive;
    bool m_over = false;
};

GateSteeringRights::GateSteeringRights(SteeringParts parts, access::SessionContext session, QObject *parent)
    : SteeringRights(parent)
    , m_parts(std::move(parts))
    , m_session(std::move(session))
{
    connect(&m_parts.gate, &access::Gate::rightsMayHaveChanged, this, &SteeringRights::rightsMayHaveChanged);
    connect(&m_parts.gate, &access::Gate::circumstancesChanged, this, &SteeringRights::rightsMayHaveChanged);
    m_bury.setInterval(kBuryEvery);
    connect(&m_bury, &QTimer::timeout, this, &GateSteeringRights::bury);
}

GateSteeringRights::~GateSteeringRights()
{
    // All were told to stop when they were retired: they are waited for together. Nothing may bury one meanwhile.
    m_bury.stop();
    const auto leaving = std::exchange(m_retired, {});
    const auto until = m_parts.clock.sinceBoot() + kLongestFarewell;
    for (const auto &each : leaving)
        each->drive->shutdown(std::max(until - m_parts.clock.sinceBoot(), std::chrono::milliseconds(0)));
}

access::Request GateSteeringRights::request(const CameraId &camera) const
{
    access::Request request;
    request.person = m_session.person;
    request.act = Act::Ptz;
    request.camera = camera;
    request.post = m_session.post;
    request.motive = QStringLiteral("PTZ");
    return request;
}

journal::Entry GateSteeringRights::entry(journal::Event event, const CameraId &camera) const
{
    journal::Entry entry = access::entryOf(event, m_session);
    entry.camera = camera;
    entry.motive = QStringLiteral("PTZ");
    if (const registry::FactsPtr facts = m_parts.registry.facts()) {
        entry.commune = facts->communeOf(camera);
        entry.registryVersion = facts->version;
    }
    return entry;
}

access::Decision GateSteeringRights::preview(const CameraId &camera) const
{
    return m_parts.gate.preview(m_session, request(camera));
}

void GateSteeringRights::ask(const CameraId &camera, QObject *context, std::function<void(Outcome)> callback)
{
    m_parts.gate.request(m_session, request(camera), context,
                         [this, self = QPointer<GateSteeringRights>(this),
                          callback = std::move(callback)](access::Outcome outcome) {
                             if (!self)
                                 return;
                             if (auto *grant = std::get_if<std::unique_ptr<access::Grant>>(&outcome))
                                 callback(Outcome(std::make_unique<GateSteering>(*this, std::move(*grant))));
                             else
                                 callback(Outcome(std::get<access::Refusal>(std::move(outcome))));
                         });
}

void GateSteeringRights::recordStopFailed(const CameraId &camera)
{
    m_parts.journal.append({entry(journal::Event::PtzStopFailed, camera)}, this, [](const Result<> &written) {
        if (!written)
            qCWarning(lcSteering).noquote() << "stop failure not recorded:" << toLogText(written.error());
    });
}

void GateSteeringRights::retire(const CameraId &camera, std::unique_ptr<ptz::Controller> controller,
                                std::unique_ptr<ptz::Drive> drive)
{
    if (!drive->mayMove()) {
        drive.reset();
        return;
    }
    connect(drive.get(), &ptz::Drive::stopFailed, this, [this, camera](const Error &error) {
        recordStopFailed(camera);
        Q_EMIT leftMoving(camera, error);
    });
    connect(drive.get(), &ptz::Drive::stopConfirmed, this, [this, camera] { Q_EMIT leftStill(camera); });
    m_retired.push_back(std::make_unique<Retired>(
        Retired{std::move(controller), std::move(drive), m_parts.clock.sinceBoot()}));
    m_bury.start();
}

void GateSteeringRights::bury()
{
    const auto now = m_parts.clock.sinceBoot();
    std::erase_if(m_retired, [now](const auto &each) {
        return !each->drive->mayMove() || now - each->since > kLongestRetirement;
    });
    if (m_retired.empty())
        m_bury.stop();
}

} // namespace vigie::ptzui
