// SPDX-License-Identifier: GPL-3.0-or-later
#include "gate_desk.h"

#include <access/gate_records.h>

#include <QtCore/QJsonArray>

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
    if (!m_session.beside.isNull()) {
        m_company.present = {m_session.beside};
        m_gate.setPresence(m_session.session, m_company.present, false); // the session's own record says it
    }
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
    request.motive = m_motive.code;
    return m_gate.preview(m_session, request);
}

access::Circumstances GateDesk::circumstances() const { return m_gate.circumstances(); }

void GateDesk::setMotive(const WatchMotive &motive)
{
    WatchMotive wanted{motive.code, motive.words.simplified().left(WatchMotive::kLongest)};
    if (m_closed || m_motive == wanted)
        return;
    m_motive = std::move(wanted);
    m_views.setMotive(m_motive.code, m_motive.words);
    Q_EMIT motiveChanged();
    Q_EMIT rightsMayHaveChanged(); // a motive that a system is not authorised for is refused
}

void GateDesk::setCompany(const Company &company)
{
    Company wanted{{}, company.visitor};
    if (!m_session.beside.isNull())
        wanted.present.append(m_session.beside);
    for (const PersonId &person : company.present) {
        if (!person.isNull() && person != m_session.person && !wanted.present.contains(person) && wanted.present.size() < Company::kMost)
            wanted.present.append(person);
    }
    if (m_closed || m_company == wanted)
        return;
    m_company = std::move(wanted);
    m_gate.setPresence(m_session.session, m_company.present, m_company.visitor); // pictures first
    journal::Entry said = access::entryOf(journal::Event::PresenceDeclared, m_session);
    QJsonArray present;
    for (const PersonId &person : std::as_const(m_company.present))
        present.append(person.value);
    said.details = {{QStringLiteral("present"), present}, {QStringLiteral("visitor_mode"), m_company.visitor}};
    // A journal that cannot write has said so by writableChanged(), and ends every picture by itself.
    m_journal.append({said}, &m_journal, [](const Result<> &) {});
    Q_EMIT companyChanged();
}

void GateDesk::close(Closing why)
{
    if (std::exchange(m_closed, true))
        return;
    m_gate.endSession(m_session.session, access::EndCause::SignedOut);
    journal::Entry entry = access::entryOf(journal::Event::SessionEnd, m_session);
    if (why != Closing::SignedOut)
        entry.details = {{QStringLiteral("cause"), why == Closing::Idle ? QStringLiteral("idle") : QStringLiteral("locked")}};
    // A journal that cannot write has said so by writableChanged(); the session ends all the same.
    m_journal.append({entry}, &m_journal, [](const Result<> &) {});
}

} // namespace vigie::shell
