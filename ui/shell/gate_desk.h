// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <journal/journal.h>
#include <ui/shell/desk.h>
#include <ui/wall/live_camera_views.h>

namespace vigie::shell {

/// What a real desk works with. Everything outlives it.
struct DeskParts {
    access::Gate &gate;
    journal::Journal &journal;
    render::Backend backend = render::Backend::Cpu;
    std::shared_ptr<live::StreamHub> streams; ///< shared by all desks
};

/// The desk of a real session: everything on it asks the gate; closing it ends the session in the journal. Thread: GUI.
class GateDesk final : public Desk {
    Q_OBJECT
public:
    /// \p steering is made for this session by the program.
    GateDesk(const DeskParts &parts, access::SessionContext session, std::unique_ptr<ptzui::SteeringRights> steering);
    ~GateDesk() override; ///< closes

    [[nodiscard]] const access::SessionContext &session() const override { return m_session; }
    [[nodiscard]] wall::CameraViews &views() override { return m_views; }
    [[nodiscard]] ptzui::SteeringRights &steering() override { return *m_steering; }
    [[nodiscard]] access::Decision preview(const CameraId &camera) const override;
    [[nodiscard]] access::Circumstances circumstances() const override;
    [[nodiscard]] WatchMotive motive() const override { return m_motive; }
    void setMotive(const WatchMotive &motive) override;
    [[nodiscard]] Company company() const override { return m_company; }
    void setCompany(const Company &company) override;
    void close(Closing why = Closing::SignedOut) override;

private:
    access::Gate &m_gate;
    journal::Journal &m_journal;
    access::SessionContext m_session;
    wall::LiveCameraViews m_views;
    std::unique_ptr<ptzui::SteeringRights> m_steering;
    WatchMotive m_motive;
    Company m_company;
    bool m_closed = false;
};

} // namespace vigie::shell
