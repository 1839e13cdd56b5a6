// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/facts_feed.h>
#include <ui/ptz/steering.h>

namespace vigie::shell {

/// Lets the hands that steer domes turn the view inside a panorama as well: for such a camera the right to steer is that
/// of seeing it, since nothing moves but the picture; every other camera asks the rights behind. Thread: GUI.
class PanoramaSteering final : public ptzui::SteeringRights {
    Q_OBJECT
public:
    /// \p behind and \p registry outlive this object and every steering it gave.
    PanoramaSteering(ptzui::SteeringRights &behind, const registry::FactsFeed &registry, QObject *parent = nullptr);

    [[nodiscard]] bool isPanorama(const CameraId &camera) const;
    [[nodiscard]] access::Decision preview(const CameraId &camera) const override;
    void ask(const CameraId &camera, QObject *context, std::function<void(Outcome)> callback) override;

Q_SIGNALS:
    /// Every tile that shows \p camera turns at this velocity until told otherwise.
    void turned(const vigie::CameraId &camera, double pan, double tilt, double zoom);

private:
    ptzui::SteeringRights &m_behind;
    const registry::FactsFeed &m_registry;
};

} // namespace vigie::shell
