// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/ptz/steerer.h>

#include <QtCore/QPointer>

namespace vigie::shell {

/// Sends cameras to presets for a tour, by the same right and over the same way as a hand. The right is held until the head
/// has arrived, then given back. Thread: GUI.
class TourPresets final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds kTravel{8};
    /// \p steerer  the hand: a camera it holds is left to it. Both outlive it.
    TourPresets(ptzui::SteeringRights &rights, const ptzui::Steerer &steerer, QObject *parent = nullptr);
    ~TourPresets() override;

    /// \p done gets a sentence when it came to nothing, else an empty text; nobody when \p context is gone.
    void recall(const CameraId &camera, const QString &preset, QObject *context, std::function<void(const QString &)> done);
    /// Gives the rights of all cameras back.
    void letGo();

private:
    struct Held;
    void take(const CameraId &camera, const QString &preset, ptzui::SteeringRights::Outcome outcome,
              const std::function<void(const QString &)> &done);
    void forget(const Held *held);

    ptzui::SteeringRights &m_rights;
    const ptzui::Steerer &m_steerer;
    std::vector<std::unique_ptr<Held>> m_held;
};

} // namespace vigie::shell
