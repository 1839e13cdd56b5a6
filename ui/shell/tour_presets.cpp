// SPDX-License-Identifier: GPL-3.0-or-later
#include "tour_presets.h"

#include "error_text.h"

#include <algorithm>

namespace vigie::shell {

struct TourPresets::Held {
    CameraId camera;
    std::unique_ptr<ptzui::Steering> steering;
    QTimer travel;
};

TourPresets::TourPresets(ptzui::SteeringRights &rights, const ptzui::Steerer &steerer, QObject *parent)
    : QObject(parent)
    , m_rights(rights)
    , m_steerer(steerer)
{
}

TourPresets::~TourPresets() = default;

void TourPresets::letGo()
{
    m_held.clear();
}

void TourPresets::recall(const CameraId &camera, const QString &preset, QObject *context, std::function<void(const QString &)> done)
{
    // A camera under somebody's hand does not drive away.
    const auto state = m_steerer.state();
    if (m_steerer.target() == camera && (state == ptzui::Steerer::State::Held || state == ptzui::Steerer::State::Asking)) {
        done(tr("it is being steered"));
        return;
    }
    const access::Decision preview = m_rights.preview(camera);
    if (!preview.allowed) {
        done(preview.reasons.isEmpty() ? tr("no right to steer it") : preview.reasons.constFirst().text);
        return;
    }
    m_rights.ask(camera, this, [this, camera, preset, done = std::move(done), asker = QPointer<QObject>(context)](ptzui::SteeringRights::Outcome outcome) {
        if (asker) // else the right is given back at once
            take(camera, preset, std::move(outcome), done);
    });
}

void TourPresets::take(const CameraId &camera, const QString &preset, ptzui::SteeringRights::Outcome outcome,
                       const std::function<void(const QString &)> &done)
{
    if (const auto *refusal = std::get_if<access::Refusal>(&outcome)) {
        const auto &reasons = refusal->decision.reasons;
        done(reasons.isEmpty() ? tr("no right to steer it") : reasons.constFirst().text);
        return;
    }
    m_held.push_back(std::make_unique<Held>());
    Held &held = *m_held.back();
    held.camera = camera;
    held.steering = std::get<std::unique_ptr<ptzui::Steering>>(std::move(outcome));
    connect(held.steering.get(), &ptzui::Steering::failed, this, [done](const Error &error) { done(cameraSentenceFor(error)); });
    // Queued: the steering is on the stack when it ends.
    connect(held.steering.get(), &ptzui::Steering::ended, this, [this, &held] { forget(&held); }, Qt::QueuedConnection);
    held.travel.setSingleShot(true);
    held.travel.setInterval(kTravel);
    connect(&held.travel, &QTimer::timeout, this, [this, &held] { forget(&held); }, Qt::QueuedConnection);
    held.travel.start();
    held.steering->recall(preset);
    done({});
}

void TourPresets::forget(const Held *held)
{
    std::erase_if(m_held, [held](const auto &each) { return each.get() == held; });
}

} // namespace vigie::shell
