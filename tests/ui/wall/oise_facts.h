// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/facts_feed.h>

namespace vigie::test {

/// A registry that holds what the test puts into it.
class FixedFacts final : public registry::FactsFeed {
    Q_OBJECT
public:
    explicit FixedFacts(registry::Facts facts)
        : m_facts(std::make_shared<const registry::Facts>(std::move(facts)))
    {
    }
    [[nodiscard]] registry::FactsPtr facts() const override { return m_facts; }
    [[nodiscard]] std::optional<std::chrono::milliseconds> unreachableSince() const override { return {}; }
    void replace(registry::Facts facts)
    {
        m_facts = std::make_shared<const registry::Facts>(std::move(facts));
        Q_EMIT changed();
    }

private:
    registry::FactsPtr m_facts;
};

/// Six communes of the Oise with sites and cameras cam-01 … as an operator of the department would know them.
[[nodiscard]] inline registry::Facts oiseFacts()
{
    using registry::CameraKind;
    registry::Facts facts;
    struct Place {
        const char16_t *insee;
        const char16_t *name;
        const char16_t *authority;
        const char16_t *site;
        LatLon position;
        QList<std::pair<const char16_t *, CameraKind>> cameras;
    };
    const QList<Place> places{
        {u"60057", u"Beauvais", u"Maire de Beauvais", u"Centre-ville", {49.4300, 2.0830},
         {{u"Place Jeanne-Hachette", CameraKind::Fixed}, {u"Rue piétonne", CameraKind::Fixed}, {u"Place – dôme", CameraKind::Ptz}, {u"Parvis de la gare", CameraKind::Fixed}}},
        {u"60057", u"Beauvais", u"Maire de Beauvais", u"Plan d’eau du Canada", {49.4490, 2.0650},
         {{u"Entrée du plan d’eau", CameraKind::Fixed}, {u"Base nautique – dôme", CameraKind::Ptz}}},
        {u"60159", u"Compiègne", u"Maire de Compiègne", u"Quais de l’Oise", {49.4180, 2.8270},
         {{u"Quai de l’Oise", CameraKind::Fixed}, {u"Pont Solférino", CameraKind::Panoramic}, {u"Place de l’Hôtel-de-Ville", CameraKind::Ptz}}},
        {u"60175", u"Creil", u"Maire de Creil", u"Gare de Creil", {49.2640, 2.4690},
         {{u"Dépose-minute", CameraKind::Fixed}, {u"Passerelle", CameraKind::Fixed}, {u"Parking silo", CameraKind::Fixed}}},
        {u"60612", u"Senlis", u"Maire de Senlis", u"Vieille ville", {49.2070, 2.5860},
         {{u"Place Notre-Dame", CameraKind::Fixed}, {u"Rue du Châtel", CameraKind::Fixed}}},
        {u"60141", u"Chantilly", u"Maire de Chantilly", u"Hippodrome", {49.1880, 2.4760},
         {{u"Entrée nord", CameraKind::Fixed}, {u"Pelouse – dôme", CameraKind::Ptz}}},
        {u"60463", u"Noyon", u"Maire de Noyon", u"Cathédrale", {49.5810, 3.0000},
         {{u"Parvis", CameraKind::Fixed}, {u"Bœuf couronné", CameraKind::Fixed}}},
    };
    int camera = 0;
    int site = 0;
    for (const Place &place : places) {
        const Insee insee{QString::fromUtf16(place.insee)};
        facts.communes.insert(insee, {insee, QString::fromUtf16(place.name), QStringLiteral("60"), place.position,
                                      QString::fromUtf16(place.authority)});
        registry::Site where;
        where.id = SiteId{QStringLiteral("site-%1").arg(++site)};
        where.name = QString::fromUtf16(place.site);
        where.commune = insee;
        where.position = place.position;
        facts.sites.insert(where.id, where);
        for (const auto &[name, kind] : place.cameras) {
            registry::Camera one;
            one.id = CameraId{QStringLiteral("cam-%1").arg(++camera, 2, 10, QLatin1Char('0'))};
            one.name = QString::fromUtf16(name);
            one.site = where.id;
            one.kind = kind;
            one.position = where.position;
            facts.cameras.insert(one.id, one);
        }
    }
    registry::Person operatrice;
    operatrice.id = PersonId{QStringLiteral("p-1")};
    operatrice.matricule = QStringLiteral("OP-0417");
    operatrice.name = QStringLiteral("Claire Delmotte");
    operatrice.category = registry::Category::AgentTerritorial;
    operatrice.employer = QStringLiteral("Syndicat mixte Oise très haut débit");
    facts.persons.insert(operatrice.id, operatrice);
    registry::Post post;
    post.id = PostId{QStringLiteral("poste-1")};
    post.name = QStringLiteral("Poste 1");
    post.room = QStringLiteral("salle du CSD");
    post.secured = true;
    facts.posts.insert(post.id, post);
    registry::Duty duty;
    duty.person = operatrice.id;
    duty.post = post.id;
    duty.during = {Instant(std::chrono::milliseconds(1795500000000)), Instant(std::chrono::milliseconds(1795528800000))};
    facts.duties.insert(operatrice.id, {duty});
    return facts;
}

} // namespace vigie::test
