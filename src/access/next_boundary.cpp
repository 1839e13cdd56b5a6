// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/checks.h>
#include <access/decide.h>
#include <access/validity.h>
#include <core/paris_time.h>

namespace vigie::access {
namespace {

/// Collects the earliest instant after now.
class Earliest {
public:
    explicit Earliest(Instant now) : m_now(now) { }
    void add(Instant at)
    {
        if (at > m_now && (!m_first || at < *m_first))
            m_first = at;
    }
    void add(const std::optional<Instant> &at)
    {
        if (at)
            add(*at);
    }
    void addStart(const std::optional<Date> &day)
    {
        if (day)
            add(paris::startOf(*day));
    }
    void add(const DateRange &range)
    {
        addStart(range.from);
        if (range.until)
            add(paris::endOf(*range.until));
    }
    void add(const Interval &span)
    {
        add(span.from);
        add(span.until);
    }
    void add(const std::optional<registry::DailyWindow> &hours)
    {
        if (!hours || hours->fromMinute == hours->untilMinute)
            return;
        add(nextTimeOfDay(m_now, hours->fromMinute));
        add(nextTimeOfDay(m_now, hours->untilMinute));
    }
    [[nodiscard]] std::optional<Instant> first() const { return m_first; }

private:
    Instant m_now;
    std::optional<Instant> m_first;
};

template <typename Value>
QList<Value> of(const QHash<PersonId, QList<Value>> &hash, const PersonId &person)
{
    return hash.value(person); // implicitly shared: no copy
}

} // namespace

std::optional<Instant> nextBoundary(const registry::Facts &facts, const PersonId &person,
                                    Instant now)
{
    Earliest earliest(now);
    for (const auto &agrement : of(facts.agrements, person)) {
        earliest.add(agrement.validity);
        earliest.addStart(agrement.withdrawnOn);
        earliest.add(agrement.suspendedFrom);
        earliest.add(agrement.suspendedUntil);
        if (agrement.lastEnquiry)
            earliest.add(enquiryDue(*agrement.lastEnquiry, facts.parametersAt(now)));
    }
    for (const auto &habilitation : of(facts.habilitations, person)) {
        earliest.add(habilitation.validity);
        earliest.add(habilitation.suspendedFrom);
        earliest.add(habilitation.suspendedUntil);
        earliest.add(habilitation.hours);
    }
    for (const auto &loan : of(facts.misesADisposition, person)) {
        earliest.add(loan.validity);
        earliest.add(loan.denouncedAt);
        earliest.add(loan.hours);
    }
    for (const auto &training : of(facts.formations, person))
        earliest.add(training.validity);
    for (const auto &duty : of(facts.duties, person)) {
        earliest.add(duty.during);
    }
    for (const auto &derogation : of(facts.derogations, person))
        earliest.add(derogation.during);
    for (const auto &controle : of(facts.controles, person))
        earliest.add(controle.during);
    for (const auto &block : facts.blocks)
        earliest.add(block.during);
    for (const auto &requisition : facts.requisitions)
        earliest.add(requisition.validity);
    for (const auto &list : facts.gels) {
        for (const auto &gel : list)
            earliest.add(gel.until);
    }
    for (const auto &traitement : facts.traitements)
        earliest.add(traitement.validity);
    for (const auto &parameters : facts.laterParameters)
        earliest.add(paris::startOf(parameters.effective));
    for (const auto &convention : facts.conventions) {
        earliest.add(convention.validity);
        earliest.add(convention.denouncedAt);
        for (const auto &party : convention.parties) {
            earliest.addStart(party.accordCommune);
            earliest.addStart(party.accordMembres);
            earliest.add(party.relay);
        }
    }
    for (const auto &system : facts.systems) {
        earliest.add(system.validity);
        if (!system.provisional)
            continue;
        earliest.add(system.eventEnds);
        if (system.validity.from)
            earliest.add(provisionalEnd(*system.validity.from));
    }
    for (const auto &arrete : facts.arretes)
        earliest.add(arrete.validity);
    return earliest.first();
}

} // namespace vigie::access
