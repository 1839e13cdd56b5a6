// SPDX-License-Identifier: GPL-3.0-or-later
#include "gate_desk.h"

#include <utility>

namespace vigie::shell {

GateDesk::GateDesk(access::Gate &gate, access::SessionContext session, render::Backend backend,
                   std::unique_ptr<ptzui::SteeringRights> steering)
    : m_gate(gate)
    , m_session(std::move(session))
    , m_views(gate, m_session, backend)
    , m_steering(std::move(steering))
{
    connect(&m_gate, &access::Gate::rightsMayHaveChanged, this, &Desk::rightsMayHaveChanged);
    connect(&m_gate, &access::Gate::circumstancesChanged, this, &Desk::circumstancesChanged);
    connect(&m_gate, &access::Gate::circumstancesChanged, this, &Desk::rightsMayHaveChanged);
}

GateDesk::~GateDesk()
{
    close();
}

access::Decision GateDesk::preview(const CameraId &camera) const
{
    access::Request request;
    request.person = m_session.person;
    request.act = Act::Live;
    request.camera = camera;
    request.post = m_session.post;
    return m_gate.preview(m_session, request);
}

access::Circumstances GateDesk::circumstances() const { return m_gate.circumstances(); }

void GateDesk::close()
{
    if (std::exchange(m_closed, true))
        return;
    m_gate.endSession(m_session.session, access::EndCause::SignedOut);
}

} // namespace vigie::shell
