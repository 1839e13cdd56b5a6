// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/shell/desk.h>
#include <ui/wall/live_camera_views.h>

namespace vigie::shell {

/// The desk of a real session: everything on it asks \p gate. Thread: GUI.
class GateDesk final : public Desk {
    Q_OBJECT
public:
    /// \p gate outlives the desk. \p steering is made for this session by the program.
    GateDesk(access::Gate &gate, access::SessionContext session, render::Backend backend,
             std::unique_ptr<ptzui::SteeringRights> steering);
    ~GateDesk() override; ///< closes

    [[nodiscard]] const access::SessionContext &session() const override { return m_session; }
    [[nodiscard]] wall::CameraViews &views() override { return m_views; }
    [[nodiscard]] ptzui::SteeringRights &steering() override { return *m_steering; }
    [[nodiscard]] access::Decision preview(const CameraId &camera) const override;
    [[nodiscard]] access::Circumstances circumstances() const override;
    void close() override;

private:
    access::Gate &m_gate;
    access::SessionContext m_session;
    wall::LiveCameraViews m_views;
    std::unique_ptr<ptzui::SteeringRights> m_steering;
    bool m_closed = false;
};

} // namespace vigie::shell
