// SPDX-License-Identifier: GPL-3.0-or-later
#include <ptz/lease.h>

#include <core/paris_time.h>
#include <registry/model.h>

#include <algorithm>
#include <array>

namespace vigie::ptz {
namespace {

constexpr std::array kEnds{LeaseEnd::None, LeaseEnd::Preempted, LeaseEnd::ByChief, LeaseEnd::NoRight, LeaseEnd::Unreachable};
constexpr std::array kRefusals{LeaseRefusal::None,     LeaseRefusal::Held,      LeaseRefusal::NoView,
                               LeaseRefusal::NotChief, LeaseRefusal::NotHolder, LeaseRefusal::QueueFull};

bool inForce(const registry::Habilitation &title, Instant now)
{
    if (title.validity.from && now < paris::startOf(*title.validity.from))
        return false;
    return !title.validity.until || now < paris::endOf(*title.validity.until);
}

} // namespace

QString standingName(Standing standing)
{
    return standing == Standing::CommunePolice ? QStringLiteral("commune-police") : QStringLiteral("operator");
}

Standing standingOf(const registry::Facts &facts, const PersonId &person, const CameraId &camera, Instant now)
{
    if (facts.persons.value(person).category != registry::Category::PoliceMunicipale)
        return Standing::Operator;
    const Insee commune = facts.communeOf(camera);
    const auto titles = facts.habilitations.value(person);
    const bool own = !commune.isNull() && std::any_of(titles.cbegin(), titles.cend(), [&](const registry::Habilitation &title) {
        return title.kind == registry::HabilitationKind::PoliceMunicipale && title.communes.contains(commune) && inForce(title, now);
    });
    return own ? Standing::CommunePolice : Standing::Operator;
}

bool mayPreempt(Standing asker, Standing holder)
{
    return asker > holder;
}

bool mayBreak(const Claimant &asker)
{
    return asker.chief;
}

QString leaseVerbName(LeaseVerb verb)
{
    switch (verb) {
    case LeaseVerb::Look: return QStringLiteral("look");
    case LeaseVerb::Take: return QStringLiteral("take");
    case LeaseVerb::Queue: return QStringLiteral("queue");
    case LeaseVerb::Preempt: return QStringLiteral("preempt");
    case LeaseVerb::Renew: return QStringLiteral("renew");
    case LeaseVerb::Release: return QStringLiteral("release");
    case LeaseVerb::Lock: return QStringLiteral("lock");
    case LeaseVerb::Unlock: return QStringLiteral("unlock");
    case LeaseVerb::Break: return QStringLiteral("break");
    }
    return {};
}

QString leaseEndName(LeaseEnd end)
{
    switch (end) {
    case LeaseEnd::None: return {};
    case LeaseEnd::Preempted: return QStringLiteral("preempted");
    case LeaseEnd::ByChief: return QStringLiteral("by-chief");
    case LeaseEnd::NoRight: return QStringLiteral("no-right");
    case LeaseEnd::Unreachable: return QStringLiteral("unreachable");
    }
    return {};
}

LeaseEnd leaseEndFromName(const QString &name)
{
    const auto found = std::find_if(kEnds.begin(), kEnds.end(), [&](LeaseEnd end) { return leaseEndName(end) == name; });
    return found == kEnds.end() ? LeaseEnd::None : *found;
}

QString leaseRefusalName(LeaseRefusal refusal)
{
    switch (refusal) {
    case LeaseRefusal::None: return {};
    case LeaseRefusal::Held: return QStringLiteral("held");
    case LeaseRefusal::NoView: return QStringLiteral("no-view");
    case LeaseRefusal::NotChief: return QStringLiteral("not-chief");
    case LeaseRefusal::NotHolder: return QStringLiteral("not-holder");
    case LeaseRefusal::QueueFull: return QStringLiteral("queue-full");
    }
    return {};
}

LeaseRefusal leaseRefusalFromName(const QString &name)
{
    const auto found =
        std::find_if(kRefusals.begin(), kRefusals.end(), [&](LeaseRefusal each) { return leaseRefusalName(each) == name; });
    return found == kRefusals.end() ? LeaseRefusal::NoView : *found;
}

} // namespace vigie::ptz
