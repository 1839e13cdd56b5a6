// SPDX-License-Identifier: GPL-3.0-or-later
#include <ptz/onvif_controller.h>

#include <QtCore/QPointer>

namespace vigie::ptz {
namespace {

using onvif::Element;
using onvif::Service;

std::function<void(Result<Element>)> plain(Controller::Done done)
{
    return [done = std::move(done)](const Result<Element> &answer) {
        done(answer ? Result<>() : fail(answer));
    };
}

} // namespace

OnvifController::OnvifController(const QUrl &deviceUrl, const QString &user, Secret password,
                                 const Clock &clock)
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
        const QPointer<onvif::Device> alive(&m_device);
        for (const auto &next : waiting) {
            if (alive)
                next(outcome);
        }
    });
}

void OnvifController::warmUp(Done done)
{
    withProfile([this, done = std::move(done)](const Result<QString> &profile) {
        if (!profile) {
            done(fail(profile));
            return;
        }
        // Opens the second connection, and fetches its nonce where the device wants Digest.
        m_device.call(Service::Ptz, onvif::getStatus(*profile),
                      [done](const Result<Element> &) { done({}); }, {.urgent = true});
    });
}

void OnvifController::continuousMove(const Vector &speed, std::chrono::milliseconds timeout,
                                     Done done)
{
    withProfile([this, speed, timeout, before = m_stops,
                 done = std::move(done)](const Result<QString> &profile) {
        if (profile)
            move(*profile, speed, m_refusesTimeout ? std::chrono::milliseconds(0) : timeout, before,
                 done);
        else
            done(fail(profile));
    });
}

void OnvifController::move(const QString &profile, const Vector &speed,
                           std::chrono::milliseconds timeout, quint64 before, Done done)
{
    const bool toRest = speed.isZero();
    const auto wanted = [this, toRest, before] { return toRest || before == m_stops; };
    m_device.call(
        Service::Ptz, onvif::continuousMove(profile, speed.pan, speed.tilt, speed.zoom, timeout),
        [this, profile, speed, timeout, before,
         done = std::move(done)](const Result<Element> &answer) {
            if (answer) {
                done({});
                return;
            }
            if (answer.error().code != ErrorCode::InvalidArgument || timeout.count() == 0) {
                done(fail(answer));
                return;
            }
            move(profile, speed, std::chrono::milliseconds(0), before,
                 [this, done](const Result<> &without) {
                     m_refusesTimeout = m_refusesTimeout || without.has_value();
                     done(without);
                 });
        },
        {.urgent = toRest, .wanted = wanted});
}

void OnvifController::stop(Done done)
{
    ++m_stops;
    withProfile([this, done = std::move(done)](const Result<QString> &profile) {
        if (profile)
            m_device.call(Service::Ptz, onvif::stop(*profile), plain(done), {.urgent = true});
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
        m_device.call(Service::Ptz, onvif::getStatus(*profile),
                      [done](const Result<Element> &answer) {
                          if (!answer) {
                              done(fail(answer));
                              return;
                          }
                          const auto status = onvif::readStatus(*answer);
                          if (!status)
                              done(fail(status));
                          else
                              done(!status->known       ? MoveStatus::Unknown
                                       : status->moving ? MoveStatus::Moving
                                                        : MoveStatus::Idle);
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
        m_device.call(Service::Ptz, onvif::getPresets(*profile),
                      [done](const Result<Element> &answer) {
                          if (!answer) {
                              done(fail(answer));
                              return;
                          }
                          const auto read = onvif::readPresets(*answer);
                          if (!read) {
                              done(fail(read));
                              return;
                          }
                          QList<Preset> presets;
                          for (const auto &preset : *read)
                              presets.append({preset.token, preset.name});
                          done(presets);
                      });
    });
}

void OnvifController::gotoPreset(const QString &token, Done done)
{
    withProfile([this, token, before = m_stops, done = std::move(done)](const Result<QString> &profile) {
        if (profile)
            m_device.call(Service::Ptz, onvif::gotoPreset(*profile, token), plain(done),
                          {.wanted = [this, before] { return before == m_stops; }});
        else
            done(fail(profile));
    });
}

} // namespace vigie::ptz
