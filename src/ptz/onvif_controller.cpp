// SPDX-License-Identifier: GPL-3.0-or-later
#include <ptz/onvif_controller.h>

namespace vigie::ptz {
namespace {

using onvif::Element;
using onvif::Service;

std::function<void(Result<Element>)> plain(Controller::Done done)
{
    return [done = std::move(done)](const Result<Element> &answer) { done(answer ? Result<>() : fail(answer)); };
}

} // namespace

OnvifController::OnvifController(const QUrl &deviceUrl, const QString &user, Secret password, const Clock &clock)
    : m_device(deviceUrl, user, std::move(password), clock)
{
}

OnvifController::~OnvifController() = default;

void OnvifController::withProfile(std::function<void(Result<QString>)> use)
{
    if (!m_profile.isEmpty()) {
        use(m_profile);
        return;
    }
    m_waiting.push_back(std::move(use));
    if (m_asking)
        return;
    m_asking = true;
    m_device.call(Service::Media, onvif::getProfiles(), [this](const Result<Element> &answer) {
        m_asking = false;
        Result<QString> outcome = fail(ErrorCode::NotSupported);
        if (!answer) {
            outcome = fail(answer);
        } else if (const auto profiles = onvif::readProfiles(*answer); !profiles) {
            outcome = fail(profiles);
        } else {
            // Some devices steer though no profile says so: then the first one is tried.
            m_profile = profiles->constFirst().token;
            for (auto it = profiles->crbegin(); it != profiles->crend(); ++it) {
                if (it->hasPtz)
                    m_profile = it->token;
            }
            outcome = m_profile;
        }
        auto waiting = std::move(m_waiting);
        m_waiting.clear();
        for (const auto &next : waiting)
            next(outcome);
    });
}

void OnvifController::warmUp(Done done)
{
    withProfile([done = std::move(done)](const Result<QString> &profile) { done(profile ? Result<>() : fail(profile)); });
}

void OnvifController::continuousMove(const Vector &speed, std::chrono::milliseconds timeout, Done done)
{
    withProfile([this, speed, timeout, done = std::move(done)](const Result<QString> &profile) {
        if (!profile) {
            done(fail(profile));
            return;
        }
        m_device.call(Service::Ptz, onvif::continuousMove(*profile, speed.pan, speed.tilt, speed.zoom, timeout), plain(done), speed.isZero());
    });
}

void OnvifController::stop(Done done)
{
    withProfile([this, done = std::move(done)](const Result<QString> &profile) {
        if (profile)
            m_device.call(Service::Ptz, onvif::stop(*profile), plain(done), true);
        else
            done(fail(profile));
    });
}

void OnvifController::status(std::function<void(Result<MoveStatus>)> done)
{
    withProfile([this, done = std::move(done)](const Result<QString> &profile) {
        if (!profile) {
            done(fail(profile));
            return;
        }
        m_device.call(Service::Ptz, onvif::getStatus(*profile), [done](const Result<Element> &answer) {
            if (!answer) {
                done(fail(answer));
                return;
            }
            const auto status = onvif::readStatus(*answer);
            done(!status.known ? MoveStatus::Unknown : status.moving ? MoveStatus::Moving : MoveStatus::Idle);
        });
    });
}

void OnvifController::presets(std::function<void(Result<QList<Preset>>)> done)
{
    withProfile([this, done = std::move(done)](const Result<QString> &profile) {
        if (!profile) {
            done(fail(profile));
            return;
        }
        m_device.call(Service::Ptz, onvif::getPresets(*profile), [done](const Result<Element> &answer) {
            if (!answer) {
                done(fail(answer));
                return;
            }
            QList<Preset> presets;
            for (const auto &preset : onvif::readPresets(*answer))
                presets.append({preset.token, preset.name});
            done(presets);
        });
    });
}

void OnvifController::gotoPreset(const QString &token, Done done)
{
    withProfile([this, token, done = std::move(done)](const Result<QString> &profile) {
        if (profile)
            m_device.call(Service::Ptz, onvif::gotoPreset(*profile, token), plain(done));
        else
            done(fail(profile));
    });
}

} // namespace vigie::ptz
