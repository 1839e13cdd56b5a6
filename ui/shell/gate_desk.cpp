// SPDX-License-Identifier: GPL-3.0-or-later
#include "gate_desk.h"

#include <utility>

namespace vigie::shell {

GateDesk::GateDesk(const DeskParts &parts, access::SessionContext session,
                   std::unique_ptr<ptzui::SteeringRights> steering)
    : m_gate(parts.gate)
    , m_journal(parts.journal)
    , m_session(std::move(session))
    , m_views(m_gate, m_session, parts.backend, parts.streams)
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

void GateDesk::close(Closing why)
{
    if (std::exchange(m_closed, true))
        return;
    m_gate.endSession(m_session.session, access::EndCause::SignedOut);
    journal::Entry entry;
    entry.event = journal::Event::SessionEnd;
    entry.session = m_session.session;
    entry.matricule = m_session.matricule;
    entry.post = m_session.post;
    if (why != Closing::SignedOut)
        entry.details = {{QStringLiteral("cause"), why == Closing::Idle ? QStringLiteral("idle") : QStringLiteral("locked")}};
    // A journal that cannot write has said so by writableChanged(); the session ends all the same.
    m_journal.append({entry}, &m_journal, [](const Result<> &) {});
}

} // namespace vigie::shell
