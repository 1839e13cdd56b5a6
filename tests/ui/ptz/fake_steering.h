// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/ptz/steerer.h>

namespace vigie::test {

/// What a camera was told, in order: "steer 0.70 0.00 0.00", "release", "recall 3", "presets", "gone".
class FakeSteering final : public ptzui::Steering {
    Q_OBJECT
public:
    explicit FakeSteering(QStringList &log)
        : m_log(log)
    {
    }
    ~FakeSteering() override { m_log.append(QStringLiteral("gone")); }
    void steer(const ptz::Vector &speed) override
    {
        m_log.append(QStringLiteral("steer %1 %2 %3")
                         .arg(speed.pan, 0, 'f', 2)
                         .arg(speed.tilt, 0, 'f', 2)
                         .arg(speed.zoom, 0, 'f', 2));
    }
    void release(ptz::ReleaseReason) override { m_log.append(QStringLiteral("release")); }
    void requestPresets() override
    {
        m_log.append(QStringLiteral("presets"));
        Q_EMIT presetsRead({{QStringLiteral("1"), QStringLiteral("Mairie")}, {QStringLiteral("2"), QStringLiteral("Rond-point")}});
    }
    void recall(const QString &token) override { m_log.append(QStringLiteral("recall ") + token); }

private:
    QStringList &m_log;
};

/// Says yes or no, when the test lets it.
class FakeSteeringRights final : public ptzui::SteeringRights {
    Q_OBJECT
public:
    access::Decision decision;
    QStringList log;
    int asks = 0;
    FakeSteering *held = nullptr; ///< the newest one given
    bool answerAtOnce = true;

    FakeSteeringRights() { decision.allowed = true; }
    [[nodiscard]] access::Decision preview(const CameraId &) const override { return decision; }
    void ask(const CameraId &, QObject *context, std::function<void(Outcome)> callback) override
    {
        ++asks;
        m_context = context;
        m_callback = std::move(callback);
        if (answerAtOnce)
            QMetaObject::invokeMethod(this, &FakeSteeringRights::answer, Qt::QueuedConnection);
    }
    void answer()
    {
        if (!m_context || !m_callback)
            return;
        const auto callback = std::exchange(m_callback, nullptr);
        if (decision.allowed) {
            auto steering = std::make_unique<FakeSteering>(log);
            held = steering.get();
            callback(Outcome(std::move(steering)));
        } else {
            callback(Outcome(access::Refusal{decision, {}}));
        }
    }
    /// How many times in a row the camera stands still at the end: true when nothing moves it any more.
    [[nodiscard]] bool isStill() const
    {
        for (auto it = log.crbegin(); it != log.crend(); ++it) {
            if (*it == QStringLiteral("release"))
                return true;
            if (it->startsWith(QStringLiteral("steer")))
                return false;
        }
        return true;
    }

private:
    QPointer<QObject> m_context;
    std::function<void(Outcome)> m_callback;
};

} // namespace vigie::test
