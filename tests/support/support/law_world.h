// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/decide.h>
#include <support/fake_clock.h>

#include <QtCore/QHash>

namespace vigie::test {

/// A small department in which everybody has every title they need, on duty everywhere: tests take
/// things away. The instant is 24 November 2026, 11:00 in Paris; everybody is on duty from 07:00 to
/// 15:00 Paris time.
namespace law {

using namespace registry;

inline const Instant kNow = FakeClock().now();
inline const Insee kBeauvais{QStringLiteral("60057")};
inline const Insee kAgnetz{QStringLiteral("60003")};
inline const Insee kCreil{QStringLiteral("60175")};
inline const Insee kAmiens{QStringLiteral("80021")};
inline const CameraId kCamera{QStringLiteral("cam-beauvais")};
inline const CameraId kAgnetzCamera{QStringLiteral("cam-agnetz")};
inline const CameraId kCreilCamera{QStringLiteral("cam-creil")};
inline const CameraId kAmiensCamera{QStringLiteral("cam-amiens")};
inline const PostId kRoom{QStringLiteral("salle")};
inline const PostId kOffice{QStringLiteral("mairie")};
inline const PostId kLaptop{QStringLiteral("portable")};
inline const PersonId kOperator{
    QStringLiteral("operateur")}; ///< of the syndicat mixte, for Beauvais and Agnetz
inline const PersonId kCommunal{QStringLiteral("agent-beauvais")}; ///< agent of Beauvais
inline const PersonId kPolice{QStringLiteral("police")}; ///< police municipale of Beauvais
inline const PersonId kMayor{QStringLiteral("maire")};
inline const PersonId kDeputy{QStringLiteral("adjoint")};
inline const PersonId kGendarme{QStringLiteral("gendarme")};
inline const PersonId kPoliceNationale{QStringLiteral("policier")};
inline const PersonId kCustoms{QStringLiteral("douanier")};
inline const PersonId kFirefighter{QStringLiteral("pompier")};
inline const PersonId kTechnician{QStringLiteral("technicien")};

inline Date day(int y, unsigned m, unsigned d)
{
    return Date(std::chrono::year(y), std::chrono::month(m), std::chrono::day(d));
}
inline DateRange days(Date from, Date until)
{
    return {from, until};
}

inline void addPlace(Facts &f, const Insee &insee, const char16_t *name, const char16_t *department,
                     const CameraId &camera)
{
    const QString n = QString::fromUtf16(name);
    f.communes.insert(
        insee,
        {insee, n, QString::fromUtf16(department), {49.4, 2.1}, QStringLiteral("Maire de ") + n});
    const SiteId site{QStringLiteral("site-") + insee.value};
    f.sites.insert(site, {site, n, insee, {49.4, 2.1}});
    System system;
    system.id = {QStringLiteral("sys-") + insee.value};
    system.commune = insee;
    system.authorisationNumber = QStringLiteral("2024-") + insee.value;
    system.validity = days(day(2024, 1, 1), day(2028, 12, 31));
    system.cameras = {camera};
    system.purposes = {1, 4, 5, 8};
    Camera c;
    c.id = camera;
    c.name = n;
    c.site = site;
    c.system = system.id;
    c.kind = CameraKind::Ptz;
    f.cameras.insert(camera, c);
    f.systems.insert(system.id, system);
    for (auto &convention : f.conventions) {
        if (convention.kind == ConventionKind::Mutualisation)
            convention.parties.append({insee, day(2024, 1, 1), day(2024, 1, 1)});
    }
}

inline Person &addPerson(Facts &f, const PersonId &id, Category category, const char16_t *employer,
                         const char16_t *kind)
{
    Person person;
    person.id = id;
    person.matricule = QStringLiteral("M-") + id.value;
    person.name = id.value;
    person.category = category;
    person.employer = QString::fromUtf16(employer);
    person.employerKind = QString::fromUtf16(kind);
    for (const Post &post : std::as_const(f.posts)) {
        f.duties[id].append({QStringLiteral("duty-") + id.value + post.id.value,
                             id,
                             post.id,
                             {kNow - std::chrono::hours(4), kNow + std::chrono::hours(4)},
                             false});
    }
    return f.persons[id] = person;
}

inline Habilitation &addHabilitation(Facts &f, const PersonId &id, HabilitationKind kind,
                                     QList<Insee> communes)
{
    Habilitation h;
    h.id = {QStringLiteral("hab-") + id.value};
    h.person = id;
    h.kind = kind;
    h.employer = f.persons.value(id).employer;
    h.communes = std::move(communes);
    h.validity = days(day(2025, 1, 1), day(2027, 12, 31));
    auto &list = f.habilitations[id];
    list.append(h);
    return list.last();
}

inline Agrement &addAgrement(Facts &f, const PersonId &id)
{
    Agrement a;
    a.id = {QStringLiteral("agr-") + id.value};
    a.person = id;
    a.number = QStringLiteral("60-2025-12");
    a.departments = {QStringLiteral("60")};
    a.validity.from = day(2025, 1, 1);
    a.lastEnquiry = day(2024, 6, 1);
    auto &list = f.agrements[id];
    list.append(a);
    return list.last();
}

inline void addTraining(Facts &f, const PersonId &id)
{
    f.formations[id].append({id, days(day(2025, 1, 1), day(2027, 6, 30))});
}

inline Facts world()
{
    Facts f;
    f.version = 1;
    const auto post = [&](const PostId &id, PostKind kind, bool secured) {
        f.posts.insert(id, {id, id.value, QStringLiteral("1"), kind, secured, true});
    };
    post(kRoom, PostKind::CentreRoom, true);
    post(kOffice, PostKind::CommuneOffice, true);
    post(kLaptop, PostKind::CommuneOffice, false);

    Convention convention;
    convention.id = {QStringLiteral("conv-csd")};
    convention.reference = QStringLiteral("CSD-1");
    convention.validity = days(day(2024, 1, 1), day(2027, 12, 31));
    f.conventions.insert(convention.id, convention);
    addPlace(f, kBeauvais, u"Beauvais", u"60", kCamera);
    addPlace(f, kAgnetz, u"Agnetz", u"60", kAgnetzCamera);
    addPlace(f, kCreil, u"Creil", u"60", kCreilCamera);
    addPlace(f, kAmiens, u"Amiens", u"80", kAmiensCamera);

    addPerson(f, kOperator, Category::AgentTerritorial, u"SMO Oise", u"syndicat-mixte");
    addAgrement(f, kOperator);
    addHabilitation(f, kOperator, HabilitationKind::Agent, {kBeauvais, kAgnetz});
    addPerson(f, kCommunal, Category::AgentTerritorial, u"Ville de Beauvais", u"commune")
        .employerCommune = kBeauvais;
    addAgrement(f, kCommunal);
    addHabilitation(f, kCommunal, HabilitationKind::Agent, {kBeauvais});
    addPerson(f, kPolice, Category::PoliceMunicipale, u"Ville de Beauvais", u"commune")
        .employerCommune = kBeauvais;
    addHabilitation(f, kPolice, HabilitationKind::PoliceMunicipale, {kBeauvais});
    addTraining(f, kPolice);
    addPerson(f, kMayor, Category::Maire, u"Ville de Beauvais", u"commune");
    addHabilitation(f, kMayor, HabilitationKind::Mandat, {kBeauvais});
    addPerson(f, kDeputy, Category::AdjointDelegue, u"Ville de Beauvais", u"commune");
    addHabilitation(f, kDeputy, HabilitationKind::Mandat, {kBeauvais});
    const auto recipient = [&](const PersonId &id, Category category) {
        addPerson(f, id, category, u"État", u"etat");
        addHabilitation(f, id, HabilitationKind::Destinataire, {}).designatedBy =
            QStringLiteral("le commandant");
        addTraining(f, id);
        ArreteDestinataire arrete;
        arrete.id = {QStringLiteral("arr-") + id.value};
        arrete.number = QStringLiteral("2025-7");
        arrete.service = category;
        arrete.systems = {f.cameras.value(kCamera).system};
        arrete.validity = days(day(2025, 1, 1), day(2027, 12, 31));
        arrete.ptzAllowed = true;
        arrete.replayAllowed = true;
        arrete.extractAllowed = true;
        f.arretes.append(arrete);
    };
    recipient(kGendarme, Category::Gendarmerie);
    recipient(kPoliceNationale, Category::PoliceNationale);
    recipient(kCustoms, Category::Douanes);
    recipient(kFirefighter, Category::Sdis);
    addPerson(f, kTechnician, Category::Technicien, u"Télécom 60", u"prive");
    for (const Category category :
         {Category::Elu, Category::President, Category::OperateurPrive, Category::AgentDepartement,
          Category::Administrateur, Category::Controleur, Category::Visiteur}) {
        const PersonId id{categoryName(category)};
        addPerson(f, id, category, u"", u"");
        // Papers that their quality gives no right to hold change nothing.
        addAgrement(f, id);
        addHabilitation(f, id, HabilitationKind::Agent, {kBeauvais});
        addHabilitation(f, id, HabilitationKind::Mandat, {kBeauvais});
    }
    f.index();
    return f;
}

inline PersonId of(Category category)
{
    return {categoryName(category)};
}

} // namespace law
} // namespace vigie::test
