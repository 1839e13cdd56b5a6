// SPDX-License-Identifier: GPL-3.0-or-later
#include "steerer.h"

#include <algorithm>
#include <utility>

namespace vigie::ptzui {
namespace {

/// As the large systems do: a camera nobody moves is free for the next person after 5 s.
constexpr std::chrono::seconds kIdleRelease{5};

} // namespace

Steerer::Steerer(SteeringRights &rights, QObject *parent)
    : QObject(parent)
    , m_rights(rights)
{
    m_idle.setSingleShot(true);
    m_idle.setInterval(kIdleRelease);
    connect(&m_idle, &QTimer::timeout, this, [this] {
        giveBack(ptz::ReleaseReason::Released);
        update();
    });
    connect(&m_rights, &SteeringRights::rightsMayHaveChanged, this, &Steerer::update);
    connect(&m_rights, &SteeringRights::leftMoving, this,
            [this](const CameraId &camera) { noteStop(camera, false); });
    connect(&m_rights, &SteeringRights::leftStill, this, [this](const CameraId &camera) { noteStop(camera, true); });
}

Steerer::~Steerer()
{
    giveBack(ptz::ReleaseReason::Exit);
}

bool Steerer::canSteer() const
{
    return m_state == State::Ready || m_state == State::Asking || m_state == State::Held;
}

void Steerer::setTarget(const CameraId &camera, bool movable)
{
    if (camera == m_target && movable == m_movable)
        return;
    giveBack(ptz::ReleaseReason::TileChanged);
    m_target = camera;
    m_movable = movable;
    m_error.reset();
    update();
    Q_EMIT changed();
    Q_EMIT presetsChanged();
}

void Steerer::setState(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT changed();
}

void Steerer::update()
{
    if (m_target.isNull())
        return setState(State::NoCamera);
    if (!m_movable)
        return setState(State::Fixed);
    if (m_steering)
        return setState(State::Held);
    if (m_question)
        return setState(State::Asking);
    const access::Decision decision = m_rights.preview(m_target);
    const bool news = decision != m_decision;
    m_decision = decision;
    const State before = m_state;
    setState(decision.allowed ? State::Ready : State::NoRight);
    if (news && before == m_state)
        Q_EMIT changed();
}

void Steerer::setSpeed(double speed)
{
    m_speed = std::clamp(speed, 0.05, 1.0);
    apply();
}

void Steerer::steer(Hand hand, const ptz::Vector &velocity)
{
    if (!canSteer())
        return;
    m_hands.at(static_cast<std::size_t>(hand)) = velocity;
    if (!m_steering) {
        if (!velocity.isZero())
            ask();
        return;
    }
    apply();
}

void Steerer::release(Hand hand, ptz::ReleaseReason reason)
{
    m_hands.at(static_cast<std::size_t>(hand)) = {};
    apply(reason);
}

void Steerer::releaseAll(ptz::ReleaseReason reason)
{
    m_hands.fill({});
    m_recallWanted.clear();
    apply(reason);
}

void Steerer::requestPresets()
{
    if (!canSteer())
        return;
    if (m_steering) {
        m_steering->requestPresets();
        m_idle.start();
    } else {
        m_presetsWanted = true;
        ask();
    }
}

void Steerer::recall(const QString &token)
{
    if (!canSteer())
        return;
    if (m_steering) {
        m_steering->recall(token);
        m_idle.start();
    } else {
        m_recallWanted = token;
        ask();
    }
}

void Steerer::ask()
{
    if (m_question || m_steering)
        return;
    m_error.reset();
    m_question = std::make_unique<QObject>();
    setState(State::Asking);
    m_rights.ask(m_target, m_question.get(), [this](SteeringRights::Outcome outcome) {
        // The question may be this very callback's context: it must outlive the callback.
        m_question.release()->deleteLater();
        if (auto *steering = std::get_if<std::unique_ptr<Steering>>(&outcome)) {
            take(std::move(*steering));
            return;
        }
        const auto &refusal = std::get<access::Refusal>(outcome);
        m_hands.fill({});
        m_presetsWanted = false;
        m_recallWanted.clear();
        m_decision = refusal.decision;
        m_error = refusal.error;
        setState(State::NoRight);
        Q_EMIT changed();
    });
}

void Steerer::take(std::unique_ptr<Steering> steering)
{
    m_steering = std::move(steering);
    Steering *const held = m_steering.get();
    connect(held, &Steering::presetsRead, this, [this](const QList<ptz::Preset> &presets) {
        m_presets.insert(m_target, presets);
        Q_EMIT presetsChanged();
    });
    connect(held, &Steering::failed, this, [this](const Error &error) {
        m_error = error;
        Q_EMIT changed();
    });
    connect(held, &Steering::stopFailed, this, [this](const Error &error) {
        m_error = error;
        noteStop(m_target, false);
    });
    connect(held, &Steering::stopConfirmed, this, [this] {
        if (m_unconfirmed.contains(m_target))
            m_error.reset();
        noteStop(m_target, true);
    });
    connect(held, &Steering::ended, this, [this](access::EndCause, const access::Decision &decision) {
        m_hands.fill({});
        m_sent = {};
        m_idle.stop();
        // The sender is on the stack above us.
        m_steering.release()->deleteLater();
        m_decision = decision;
        update();
        Q_EMIT changed();
    });
    setState(State::Held);
    m_idle.start();
    if (!arePresetsKnown() || std::exchange(m_presetsWanted, false))
        held->requestPresets();
    m_presetsWanted = false;
    if (!m_recallWanted.isEmpty())
        held->recall(std::exchange(m_recallWanted, {}));
    apply();
}

void Steerer::noteStop(const CameraId &camera, bool confirmed)
{
    const bool known = m_unconfirmed.contains(camera);
    if (confirmed && !known)
        return;
    if (confirmed)
        m_unconfirmed.removeOne(camera);
    else if (!known)
        m_unconfirmed.append(camera);
    Q_EMIT changed();
}

void Steerer::giveBack(ptz::ReleaseReason reason)
{
    m_hands.fill({});
    m_presetsWanted = false;
    m_recallWanted.clear();
    m_question.reset();
    m_idle.stop();
    if (!m_steering)
        return;
    m_steering->disconnect(this);
    if (!m_sent.isZero())
        m_steering->release(reason);
    m_sent = {};
    m_steering.reset();
}

ptz::Vector Steerer::wanted() const
{
    ptz::Vector sum;
    for (const ptz::Vector &hand : m_hands) {
        sum.pan += hand.pan;
        sum.tilt += hand.tilt;
        sum.zoom += hand.zoom;
    }
    const auto limited = [this](double axis) { return std::clamp(axis, -1.0, 1.0) * m_speed; };
    return {limited(sum.pan), limited(sum.tilt), limited(sum.zoom)};
}

void Steerer::apply(ptz::ReleaseReason reason)
{
    if (!m_steering)
        return;
    const ptz::Vector next = wanted();
    if (next == m_sent)
        return;
    m_sent = next;
    if (next.isZero()) {
        m_steering->release(reason);
        m_idle.start();
    } else {
        m_steering->steer(next);
        m_idle.stop();
    }
    Q_EMIT changed();
}

} // namespace vigie::ptzui
