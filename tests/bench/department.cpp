// SPDX-License-Identifier: GPL-3.0-or-later
#include "department.h"

#include <core/paris_time.h>

#include <array>

namespace vigie::bench {
namespace {

using namespace registry;

constexpr int kSystemsOfACommune = 2;
constexpr int kCamerasOfASite = 4;

QString numbered(const char *prefix, int number)
{
    return QStringLiteral("%1%2").arg(QLatin1String(prefix)).arg(number, 5, 10, QLatin1Char('0'));
}

Insee communeCode(int number)
{
    return {QStringLiteral("60%1").arg(number + 1, 3, 10, QLatin1Char('0'))};
}

/// Names as streets have them, so that words repeat as they do.
QString placeName(int number)
{
    static const std::array kWays{u"Rue", u"Place", u"Avenue", u"Parvis", u"Quai", u"Rond-point", u"Boulevard"};
    static const std::array kNames{u"de la République", u"de l’Hôtel-de-Ville", u"Jean-Jaurès", u"de la Gare",
                                   u"des Écoles", u"du Marché", u"Général-de-Gaulle", u"Saint-Exupéry",
                                   u"du Cœur-Volant", u"des Tilleuls", u"Victor-Hugo"};
    const auto pick = [number](const auto &list, int step) {
        return QString::fromUtf16(list[static_cast<std::size_t>(number / step) % list.size()]);
    };
    return pick(kWays, 1) + QLatin1Char(' ') + pick(kNames, 7);
}

class Department {
public:
    Department(int cameras, Instant now) : m_cameras(cameras), m_now(now), m_today(paris::dateAt(now)) { }

    [[nodiscard]] Content build()
    {
        addPlaces();
        for (int i = 0; i < m_cameras; ++i)
            addCamera(i);
        for (int i = 0; i < kPeople; ++i)
            addPerson(i);
        m_facts.index();
        return std::move(m_content);
    }

private:
    [[nodiscard]] DateRange year() const
    {
        const auto day = std::chrono::sys_days(m_today);
        return {Date(day - std::chrono::days(100)), Date(day + std::chrono::days(265))};
    }

    void addPlaces()
    {
        Convention convention{{QStringLiteral("conv-csd")}, ConventionKind::Mutualisation, QStringLiteral("CSD"), {}, year(), {}};
        for (int i = 0; i < kCommunes; ++i) {
            const Insee code = communeCode(i);
            const LatLon centre{49.0 + (i % 30) * 0.02, 1.8 + (i / 30) * 0.03};
            m_facts.communes.insert(code, {code, numbered("Commune-", i), QStringLiteral("60"), centre,
                                           QStringLiteral("Maire de ") + numbered("Commune-", i)});
            convention.parties.append({code, m_today, m_today});
            for (int k = 0; k < kSystemsOfACommune; ++k) {
                System system;
                system.id = {numbered("aut-", i * kSystemsOfACommune + k)};
                system.name = QStringLiteral("Voie publique");
                system.commune = code;
                system.authorisationNumber = system.id.value;
                system.validity = year();
                system.purposes = {1, 4, 5, 8};
                m_facts.systems.insert(system.id, system);
            }
        }
        convention.validity.from = m_today;
        m_facts.conventions.insert(convention.id, convention);
        m_facts.posts.insert({QStringLiteral("poste-1")}, {{QStringLiteral("poste-1")}, QStringLiteral("Poste 1"),
                                                          QStringLiteral("Salle"), PostKind::CentreRoom, true, true});
    }

    void addCamera(int i)
    {
        const int commune = i % kCommunes;
        const SiteId site{numbered("site-", i / kCamerasOfASite / kCommunes * kCommunes + commune)};
        const LatLon position = m_facts.communes[communeCode(commune)].centre;
        if (!m_facts.sites.contains(site))
            m_facts.sites.insert(site, {site, placeName(i), communeCode(commune), position});
        Camera camera;
        camera.id = {numbered("cam-", i)};
        camera.name = QStringLiteral("%1 %2").arg(placeName(i * 3)).arg(i);
        camera.site = site;
        camera.system = {numbered("aut-", commune * kSystemsOfACommune + i / kCommunes % kSystemsOfACommune)};
        camera.kind = i % 3 == 0 ? CameraKind::Ptz : CameraKind::Fixed;
        camera.position = position;
        camera.number = i < kHighestCameraNumber ? i + 1 : 0;
        m_facts.systems[camera.system].cameras.insert(camera.id);
        auto endpoint = std::make_shared<CameraEndpoint>();
        endpoint->camera = camera.id;
        endpoint->user = QStringLiteral("vigie");
        endpoint->password = Secret::fromUtf8(QStringLiteral("Exemple-%1").arg(i));
        const QString host = QStringLiteral("10.%1.%2.%3").arg(i / 62500).arg(i / 250 % 250).arg(i % 250 + 1);
        for (const char *name : {"sub", "main"}) {
            StreamEndpoint stream;
            stream.name = QLatin1String(name);
            stream.url = QUrl(QStringLiteral("rtsp://%1/%2").arg(host, stream.name));
            endpoint->streams.append(stream);
        }
        m_facts.cameras.insert(camera.id, camera);
        m_content.endpoints.insert(camera.id, std::move(endpoint));
    }

    void addPerson(int i)
    {
        constexpr std::array kCategories{Category::AgentTerritorial, Category::AgentTerritorial,
                                         Category::PoliceMunicipale, Category::Maire, Category::Administrateur};
        Person person;
        person.id = {numbered("p-", i)};
        person.matricule = numbered("M", i);
        person.name = numbered("Personne ", i);
        person.category = kCategories[static_cast<std::size_t>(i) % kCategories.size()];
        person.employer = person.category == Category::AgentTerritorial ? QStringLiteral("Syndicat mixte")
                                                                        : numbered("Commune-", i);
        person.employerKind = person.category == Category::AgentTerritorial ? QStringLiteral("syndicat-mixte")
                                                                            : QStringLiteral("commune");
        m_facts.persons.insert(person.id, person);
        Habilitation title;
        title.id = {numbered("hab-", i)};
        title.person = person.id;
        title.kind = person.category == Category::PoliceMunicipale ? HabilitationKind::PoliceMunicipale
            : person.category == Category::Maire                   ? HabilitationKind::Mandat
                                                                   : HabilitationKind::Agent;
        title.employer = person.employer;
        title.validity = year();
        const int scope = person.category == Category::AgentTerritorial ? kCommunes : 1;
        for (int k = 0; k < scope; ++k)
            title.communes.append(communeCode((i + k) % kCommunes));
        m_facts.habilitations[person.id].append(title);
        m_facts.formations[person.id].append({person.id, year()});
        Agrement agrement;
        agrement.id = {numbered("agr-", i)};
        agrement.person = person.id;
        agrement.number = agrement.id.value;
        agrement.departments = {QStringLiteral("60")};
        agrement.validity.from = year().from;
        agrement.lastEnquiry = year().from;
        m_facts.agrements[person.id].append(agrement);
        m_facts.duties[person.id].append({numbered("d-", i),
                                          person.id,
                                          {QStringLiteral("poste-1")},
                                          {m_now - std::chrono::hours(3), m_now + std::chrono::hours(5)},
                                          false});
    }

    const int m_cameras;
    const Instant m_now;
    const Date m_today;
    Content m_content;
    Facts &m_facts = m_content.facts;
};

} // namespace

Content department(int cameras, Instant now)
{
    return Department(cameras, now).build();
}

} // namespace vigie::bench
