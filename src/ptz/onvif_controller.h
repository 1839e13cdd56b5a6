// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <onvif/device.h>
#include <ptz/controller.h>

#include <deque>

namespace vigie::ptz {

/// Controller over an ONVIF device. Finds the profile that has PTZ when first needed. A movement
/// not yet written when stop() is called is never written: it fails with Cancelled. Thread: GUI.
class OnvifController final : public Controller {
public:
    /// \p clock outlives this.
    OnvifController(const QUrl &deviceUrl, const QString &user, Secret password,
                    const Clock &clock);
    ~OnvifController() override;

    /// Finds time, services and profile now and opens the connection for stops, so that neither the
    /// first movement nor its stop need wait for them.
    void warmUp(Done done);

    void continuousMove(const Vector &speed, std::chrono::milliseconds timeout, Done done) override;
    void stop(Done done) override;
    void status(std::function<void(Result<MoveStatus>)> done) override;
    void presets(std::function<void(Result<QList<Preset>>)> done) override;
    void gotoPreset(const QString &token, Done done) override;

    [[nodiscard]] onvif::Device &device() { return m_device; }

private:
    void withProfile(std::function<void(Result<QString>)> use);
    void move(const QString &profile, const Vector &speed, std::chrono::milliseconds timeout,
              quint64 before, Done done);

    onvif::Device m_device;
    QString m_profile;
    bool m_asking = false;
    bool m_refusesTimeout = false; ///< moved only when none was named: some makers fault on any
    quint64 m_stops = 0; ///< a movement older than the newest stop is void
    std::deque<std::function<void(Result<QString>)>> m_waiting;
};

} // namespace vigie::ptz
