// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk_info.h"

#include <QtCore/QCoreApplication>

namespace vigie::shell {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(vigie::shell::DeskInfo)
};

} // namespace

QString categoryText(registry::Category category)
{
    using registry::Category;
    switch (category) {
    case Category::AgentTerritorial: return Text::tr("Territorial operator");
    case Category::PoliceMunicipale: return Text::tr("Communal police");
    case Category::Maire: return Text::tr("Mayor");
    case Category::AdjointDelegue: return Text::tr("Deputy mayor, delegate");
    case Category::Elu: return Text::tr("Elected representative");
    case Category::President: return Text::tr("President");
    case Category::PoliceNationale: return Text::tr("National police");
    case Category::Gendarmerie: return Text::tr("Gendarmerie");
    case Category::Douanes: return Text::tr("Customs");
    case Category::Sdis: return Text::tr("Fire and rescue service");
    case Category::OperateurPrive: return Text::tr("Private operator");
    case Category::AgentDepartement: return Text::tr("Department employee");
    case Category::Technicien: return Text::tr("Maintenance technician");
    case Category::Administrateur: return Text::tr("Registry administrator");
    case Category::Controleur: return Text::tr("Inspector");
    case Category::Visiteur: return Text::tr("Visitor");
    }
    return Text::tr("Visitor");
}

DeskInfo deskInfo(const registry::Facts &facts, const access::SessionContext &session, Instant now)
{
    DeskInfo info;
    info.matricule = session.matricule;
    info.name = session.matricule;
    if (const auto person = facts.persons.constFind(session.person); person != facts.persons.cend()) {
        info.name = person->name;
        info.employer = person->employer;
        info.category = categoryText(person->category);
        if (person->shiftChief)
            info.category = Text::tr("Shift chief");
        info.seesImages = person->category != registry::Category::Technicien
            && person->category != registry::Category::Administrateur;
    }
    if (const auto post = facts.posts.constFind(session.post); post != facts.posts.cend())
        info.post = post->room.isEmpty() ? post->name : post->name % QStringLiteral(" · ") % post->room;
    for (const registry::Duty &duty : facts.duties.value(session.person)) {
        if (duty.post != session.post || !duty.during.contains(now) || duty.locked)
            continue;
        info.onDuty = true;
        if (!info.dutyEnd || (duty.during.until && *duty.during.until > *info.dutyEnd))
            info.dutyEnd = duty.during.until;
    }
    return info;
}

} // namespace vigie::shell
