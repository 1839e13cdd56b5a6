// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/demo.h>

#include <core/paris_time.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <algorithm>
#include <array>

namespace vigie::registry::demo {
namespace {

struct SiteRow {
    const char *id;
    const char *name;
    const char *commune;
    double latitude;
    double longitude;
};

struct CameraRow {
    const char *id;
    const char *site;
    double heading;
};

struct CommuneRow {
    const char *insee;
    const char *name;
    double latitude;
    double longitude;
    const char *authority;
};

// Town halls, within some tens of metres.
constexpr std::array<CommuneRow, 6> kCommunes{{
    {"60057", "Beauvais", 49.4295, 2.0807, "Maire de Beauvais"},
    {"60159", "Compiègne", 49.4179, 2.8261, "Maire de Compiègne"},
    {"60175", "Creil", 49.2583, 2.4833, "Maire de Creil"},
    {"60612", "Senlis", 49.2070, 2.5850, "Maire de Senlis"},
    {"60141", "Chantilly", 49.1946, 2.4712, "Maire de Chantilly"},
    {"60471", "Noyon", 49.5806, 2.9997, "Maire de Noyon"},
}};

constexpr std::array<SiteRow, 18> kSites{{
    {"beauvais-hachette", "Place Jeanne-Hachette", "60057", 49.4297, 2.0811},
    {"beauvais-gare", "Gare de Beauvais", "60057", 49.4262, 2.0886},
    {"beauvais-nord", "Rond-point nord", "60057", 49.4461, 2.0822},
    {"beauvais-technique", "Centre technique municipal", "60057", 49.4198, 2.1098},
    {"compiegne-mairie", "Hôtel de ville", "60159", 49.4178, 2.8262},
    {"compiegne-jacques", "Parking Saint-Jacques", "60159", 49.4170, 2.8289},
    {"compiegne-oise", "Quai de l’Oise", "60159", 49.4196, 2.8231},
    {"compiegne-marche", "Marché couvert", "60159", 49.4154, 2.8240},
    {"creil-gare", "Gare de Creil", "60175", 49.2638, 2.4690},
    {"creil-tilleuls", "École des Tilleuls", "60175", 49.2553, 2.4925},
    {"creil-centre", "Médiathèque et pôle", "60175", 49.2590, 2.4812},
    {"senlis-sud", "Entrée de ville sud", "60612", 49.1988, 2.5861},
    {"senlis-college", "Collège et stade", "60612", 49.2112, 2.5929},
    {"senlis-paris", "Rue de Paris", "60612", 49.2043, 2.5846},
    {"chantilly-marche", "Place du marché", "60141", 49.1929, 2.4697},
    {"chantilly-fetes", "Salle des fêtes", "60141", 49.1961, 2.4664},
    {"noyon-gare", "Gare de Noyon", "60471", 49.5754, 2.9990},
    {"noyon-activite", "Zone d’activité", "60471", 49.5872, 3.0104},
}};

constexpr std::array<CameraRow, 28> kCameras{{
    {"cam-01", "beauvais-hachette", 200}, {"cam-02", "beauvais-hachette", 95},
    {"cam-03", "beauvais-hachette", 0},   {"cam-04", "beauvais-gare", 310},
    {"cam-05", "compiegne-jacques", 45},  {"cam-06", "compiegne-oise", 270},
    {"cam-07", "compiegne-mairie", 180},  {"cam-08", "compiegne-mairie", 0},
    {"cam-09", "creil-tilleuls", 120},    {"cam-10", "compiegne-marche", 15},
    {"cam-11", "creil-tilleuls", 240},    {"cam-12", "beauvais-nord", 350},
    {"cam-13", "senlis-sud", 170},        {"cam-14", "creil-centre", 60},
    {"cam-15", "creil-gare", 140},        {"cam-16", "creil-gare", 0},
    {"cam-17", "senlis-college", 80},     {"cam-18", "senlis-college", 260},
    {"cam-19", "beauvais-technique", 30}, {"cam-20", "senlis-paris", 190},
    {"cam-21", "chantilly-marche", 100},  {"cam-22", "chantilly-marche", 280},
    {"cam-23", "senlis-paris", 0},        {"cam-24", "creil-centre", 210},
    {"cam-25", "noyon-gare", 330},        {"cam-26", "noyon-activite", 75},
    {"cam-27", "noyon-gare", 150},        {"cam-28", "chantilly-fetes", 20},
}};

constexpr char kUnlisted[] =
    "cam-19"; ///< added after the prefectoral authorisation was given: row 17
/// What the one thin line among the demo's communes carries, in Mbit/s.
constexpr double kNoyonLinkMbps = 20.0;
const QString kOperator = QStringLiteral("Oise Numérique");

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}
Date plusDays(Date date, int days)
{
    return Date(std::chrono::sys_days(date) + std::chrono::days(days));
}

VideoCodec codecOf(const QJsonObject &stream)
{
    const QString name = stream.value(QLatin1String("codec")).toString();
    return name == QLatin1String("h265") ? VideoCodec::H265
        : name == QLatin1String("mjpeg") ? VideoCodec::Mjpeg
                                         : VideoCodec::H264;
}

StreamEndpoint streamOf(const QJsonObject &camera, const QString &name)
{
    const QJsonObject plan = camera.value(name).toObject();
    StreamEndpoint stream;
    stream.name = name;
    stream.url = QUrl(QStringLiteral("rtsp://%1:%2/%3")
                          .arg(camera.value(QLatin1String("address")).toString())
                          .arg(camera.value(QLatin1String("rtspPort")).toInt())
                          .arg(name));
    stream.codec = codecOf(plan);
    stream.size = QSize(plan.value(QLatin1String("width")).toInt(),
                        plan.value(QLatin1String("height")).toInt());
    stream.fps = plan.value(QLatin1String("fps")).toDouble();
    stream.kbps = plan.value(QLatin1String("kbps")).toInt();
    return stream;
}

/// Which list of which commune a camera stands in: each commune has one system.
SystemId systemOf(const Insee &commune)
{
    return SystemId{QStringLiteral("aut-") + commune.value};
}

/// Numbers as a centre gives them: the hundreds are the commune.
int numberOf(const Insee &commune, int position)
{
    const auto row = std::find_if(kCommunes.begin(), kCommunes.end(),
                                  [&commune](const CommuneRow &each) { return commune.value == QLatin1String(each.insee); });
    return static_cast<int>(std::distance(kCommunes.begin(), row) + 1) * 100 + position;
}

/// The one lens that sees half of the world: on a wall, its circle as wide as its picture.
std::optional<Panorama> panoramaOf(std::string_view camera)
{
    if (camera == "cam-14")
        return Panorama{Panorama::Mount::Wall, 180.0, {0.5, 0.5}, 0.5};
    return std::nullopt;
}

/// The windows of the house behind the place, in two of the pictures; placed on them by eye.
QList<PrivacyMask> masksOf(std::string_view camera)
{
    using Style = PrivacyMask::Style;
    if (camera == "cam-01")
        return {{Style::Blurred, {{0.405, 0.0}, {0.755, 0.0}, {0.755, 0.04}, {0.405, 0.022}}}};
    if (camera == "cam-09")
        return {{Style::Filled, {{0.365, 0.0}, {0.875, 0.0}, {0.875, 0.07}, {0.365, 0.085}}}};
    return {};
}

Result<> addPlaces(Content &content, Date today, const QByteArray &cameraPlan)
{
    Facts &facts = content.facts;
    for (const CommuneRow &row : kCommunes) {
        Commune commune{{text(row.insee)},
                              text(row.name),
                              QStringLiteral("60"),
                              {row.latitude, row.longitude},
                              text(row.authority)};
        if (row.insee == std::string_view("60471"))
            commune.linkMbps = kNoyonLinkMbps;
        facts.communes.insert(commune.insee, commune);
        System system{systemOf(commune.insee),
                      QStringLiteral("Voie publique de %1").arg(commune.name),
                      commune.insee,
                      QStringLiteral("2023-%1").arg(commune.insee.value),
                      {plusDays(today, -900), plusDays(today, 926)},
                      {},
                      {1, 4, 5, 8, 11},
                      15};
        if (row.insee == std::string_view("60471"))
            system.validity = {plusDays(today, -1840), plusDays(today, -14)};
        facts.systems.insert(system.id, system);
    }
    for (const SiteRow &row : kSites) {
        const Site site{
            {text(row.id)}, text(row.name), {text(row.commune)}, {row.latitude, row.longitude}};
        facts.sites.insert(site.id, site);
    }
    QHash<QString, QJsonObject> plan;
    for (const QJsonValue &camera :
         QJsonDocument::fromJson(cameraPlan).object().value(QLatin1String("cameras")).toArray())
        plan.insert(camera.toObject().value(QLatin1String("id")).toString(), camera.toObject());
    QHash<Insee, int> inCommune;
    for (const CameraRow &row : kCameras) {
        const QJsonObject planned = plan.value(text(row.id));
        if (planned.isEmpty())
            return fail(ErrorCode::Corrupt,
                        QStringLiteral("the camera plan has no %1").arg(text(row.id)));
        const Site site = facts.sites.value({text(row.site)});
        const bool listed = std::string_view(row.id) != kUnlisted;
        const std::optional<Panorama> panorama = panoramaOf(row.id);
        const Camera camera{{text(row.id)},
                            planned.value(QLatin1String("name")).toString(),
                            site.id,
                            systemOf(site.commune),
                            panorama                                       ? CameraKind::Panoramic
                                : planned.value(QLatin1String("ptz")).toBool() ? CameraKind::Ptz
                                                                               : CameraKind::Fixed,
                            site.position,
                            row.heading,
                            70.0,
                            numberOf(site.commune, ++inCommune[site.commune])};
        facts.cameras.insert(camera.id, camera);
        facts.cameras[camera.id].masks = masksOf(row.id);
        facts.cameras[camera.id].panorama = panorama;
        if (listed)
            facts.systems[systemOf(site.commune)].cameras.insert(camera.id);
        auto endpoint = std::make_shared<CameraEndpoint>();
        endpoint->camera = camera.id;
        endpoint->streams = {streamOf(planned, QStringLiteral("sub")),
                             streamOf(planned, QStringLiteral("main"))};
        endpoint->onvifUrl = QUrl(QStringLiteral("http://%1:%2/onvif/device_service")
                                      .arg(planned.value(QLatin1String("address")).toString())
                                      .arg(planned.value(QLatin1String("onvifPort")).toInt()));
        endpoint->user = planned.value(QLatin1String("user")).toString();
        endpoint->password = Secret::fromUtf8(planned.value(QLatin1String("password")).toString());
        content.endpoints.insert(camera.id, std::move(endpoint));
    }
    for (const Post &post : {Post{{QStringLiteral("poste-1")},
                                  QStringLiteral("Poste 1"),
                                  QStringLiteral("Salle du CSD"),
                                  PostKind::CentreRoom,
                                  true,
                                  true},
                             Post{{QStringLiteral("poste-2")},
                                  QStringLiteral("Poste 2"),
                                  QStringLiteral("Salle du CSD"),
                                  PostKind::CentreRoom,
                                  true,
                                  true},
                             Post{{QStringLiteral("invite-1")},
                                  QStringLiteral("Place invitée 1"),
                                  QStringLiteral("Salle du CSD"),
                                  PostKind::GuestSeat,
                                  true,
                                  true},
                             Post{{QStringLiteral("pm-compiegne")},
                                  QStringLiteral("Police municipale de Compiègne"),
                                  QStringLiteral("Poste de police"),
                                  PostKind::CommuneOffice,
                                  true,
                                  true},
                             Post{{QStringLiteral("pm-creil")},
                                  QStringLiteral("Police municipale de Creil"),
                                  QStringLiteral("Poste de police"),
                                  PostKind::CommuneOffice,
                                  true,
                                  true}})
        facts.posts.insert(post.id, post);
    return {};
}

void addConventions(Facts &facts, Date today)
{
    Convention common{{QStringLiteral("conv-csd")},
                      ConventionKind::Mutualisation,
                      QStringLiteral("Convention CSD 2023-07"),
                      {},
                      {plusDays(today, -800), plusDays(today, 295)},
                      {}};
    for (const char *insee : {"60057", "60159", "60175", "60612", "60471"})
        common.parties.append({{text(insee)}, plusDays(today, -820), plusDays(today, -810)});
    Convention ended{{QStringLiteral("conv-chantilly")},
                     ConventionKind::Mutualisation,
                     QStringLiteral("Convention CSD 2021-03"),
                     {},
                     {plusDays(today, -1471), plusDays(today, -10)},
                     {}};
    ended.parties.append(
        {{QStringLiteral("60141")}, plusDays(today, -1490), plusDays(today, -1480)});
    facts.conventions.insert(common.id, common);
    facts.conventions.insert(ended.id, ended);
}

/// Builds one person after the other.
class Cast {
public:
    Cast(Content &content, Date today) : m_content(content), m_today(today) { }

    Person &person(const char *id, Category category, const QString &employer,
                   const QString &employerKind)
    {
        for (const DemoPerson &known : people()) {
            if (known.person.value != text(id))
                continue;
            const Person person{known.person, known.matricule, known.name,
                                category,     employer,        employerKind};
            m_content.facts.persons.insert(person.id, person);
            auto credential = std::make_shared<PersonCredential>();
            credential->password = Secret::fromUtf8(password());
            m_content.credentials.insert(person.id, std::move(credential));
            m_person = person.id;
            m_post = known.post;
        }
        return m_content.facts.persons[m_person];
    }
    Agrement &agrement(const char *number)
    {
        auto &list = m_content.facts.agrements[m_person];
        list.append({{QStringLiteral("agr-") + m_person.value},
                     m_person,
                     text(number),
                     {QStringLiteral("60")},
                     {plusDays(m_today, -700), std::nullopt},
                     {},
                     false,
                     {},
                     {},
                     plusDays(m_today, -720)});
        return list.last();
    }
    Habilitation &habilitation(HabilitationKind kind, const QString &employer,
                               std::initializer_list<const char *> communes)
    {
        QList<Insee> scope;
        for (const char *insee : communes)
            scope.append({text(insee)});
        auto &list = m_content.facts.habilitations[m_person];
        list.append({{QStringLiteral("hab-") + m_person.value},
                     m_person,
                     kind,
                     employer,
                     scope,
                     {plusDays(m_today, -400), plusDays(m_today, 330)},
                     {},
                     {},
                     {},
                     {}});
        return list.last();
    }
    void formation(int untilDays)
    {
        m_content.facts.formations[m_person].append(
            {m_person, {plusDays(m_today, untilDays - 730), plusDays(m_today, untilDays)}});
    }
    /// On duty from six hours before the day begins until the end of the next day: no demo meets
    /// its end.
    void duty()
    {
        using std::chrono::hours;
        m_content.facts.duties[m_person].append(
            {QStringLiteral("service-") + m_person.value,
             m_person,
             m_post,
             {paris::startOf(m_today) - hours(6), paris::endOf(plusDays(m_today, 1))},
             false});
    }

private:
    Content &m_content;
    Date m_today;
    PersonId m_person;
    PostId m_post;
};

void addPeople(Content &content, Date today)
{
    using std::chrono::hours;
    Cast cast(content, today);
    const QString syndicat = QStringLiteral("syndicat-mixte");

    cast.person("martin", Category::AgentTerritorial, kOperator, syndicat);
    cast.agrement("60-2024-0117");
    cast.habilitation(HabilitationKind::Agent, kOperator, {"60057", "60159", "60175", "60612"});
    cast.duty();

    cast.person("leroy", Category::PoliceMunicipale, QStringLiteral("Commune de Compiègne"),
                QStringLiteral("commune"));
    cast.habilitation(HabilitationKind::PoliceMunicipale, QStringLiteral("Commune de Compiègne"),
                      {"60159"});
    cast.formation(200);
    cast.duty();

    cast.person("dubois", Category::AgentTerritorial, kOperator, syndicat).shiftChief = true;
    cast.agrement("60-2022-0042");
    cast.habilitation(HabilitationKind::Agent, kOperator,
                      {"60057", "60159", "60175", "60612", "60141", "60471"});
    cast.duty();

    cast.person("petit", Category::AgentTerritorial, kOperator, syndicat);
    cast.agrement("60-2024-0203").suspendedFrom = paris::startOf(today) - hours(5);
    cast.habilitation(HabilitationKind::Agent, kOperator, {"60057", "60159", "60175", "60612"});
    cast.duty();

    cast.person("moreau", Category::Maire, QStringLiteral("Commune de Senlis"),
                QStringLiteral("commune"));
    cast.habilitation(HabilitationKind::Mandat, QStringLiteral("Commune de Senlis"), {"60612"});
    cast.duty();

    cast.person("roux", Category::Gendarmerie,
                QStringLiteral("Groupement de gendarmerie de l’Oise"), QStringLiteral("etat"));
    cast.habilitation(HabilitationKind::Destinataire,
                      QStringLiteral("Groupement de gendarmerie de l’Oise"), {"60175", "60612"})
        .designatedBy = QStringLiteral("Commandant du groupement");
    cast.formation(90);
    cast.duty();
    content.facts.arretes.append(
        {{QStringLiteral("arr-gend-60")},
         QStringLiteral("2025-318"),
         Category::Gendarmerie,
         {systemOf({QStringLiteral("60175")}), systemOf({QStringLiteral("60612")})},
         {plusDays(today, -300), plusDays(today, 430)},
         false,
         true});

    cast.person("faure", Category::Technicien, QStringLiteral("Maintenance Vidéo 60"),
                QStringLiteral("prive"));
    cast.duty();

    cast.person("lambert", Category::AgentTerritorial, kOperator, syndicat);
    cast.agrement("60-2023-0088");
    cast.habilitation(HabilitationKind::Agent, kOperator, {"60057", "60159", "60175", "60612"});
    // No duty: at home between two nights.

    cast.person("garnier", Category::PoliceMunicipale, QStringLiteral("Commune de Creil"),
                QStringLiteral("commune"));
    cast.habilitation(HabilitationKind::PoliceMunicipale, QStringLiteral("Commune de Creil"),
                      {"60175"});
    cast.formation(-20);
    cast.duty();

    // Two, because what one proposes the other approves.
    for (const char *administrator : {"durand", "picard"}) {
        cast.person(administrator, Category::Administrateur, kOperator, syndicat);
        cast.duty();
    }
}

} // namespace

QString password()
{
    return QStringLiteral("vigie-demo");
}

QList<DemoPerson> people()
{
    const auto one = [](const char *id, const char *matricule, const char *name,
                        const char *quality, const char *post) {
        return DemoPerson{{text(id)}, text(matricule), text(name), text(quality), {text(post)}};
    };
    return {
        one("martin", "A101", "Claire Martin", "opératrice du CSD, titres pour quatre communes",
            "poste-1"),
        one("leroy", "P201", "Julien Leroy", "policier municipal de Compiègne, sa commune seule",
            "pm-compiegne"),
        one("dubois", "A100", "Nadia Dubois", "cheffe de salle, titres pour six communes",
            "poste-2"),
        one("petit", "A103", "Marc Petit", "opérateur, agrément suspendu en urgence", "poste-1"),
        one("moreau", "M301", "Hélène Moreau", "maire de Senlis, sa commune sans pilotage",
            "invite-1"),
        one("roux", "G401", "Adjudant Roux", "gendarme désigné, Creil et Senlis", "invite-1"),
        one("faure", "T501", "Samir Faure", "technicien de maintenance, aucune image", "poste-2"),
        one("lambert", "A104", "Inès Lambert", "opératrice hors service", "poste-2"),
        one("garnier", "P202", "Paul Garnier", "policier municipal de Creil, formation échue",
            "pm-creil"),
        one("durand", "D601", "Alice Durand", "administratrice du registre, aucune image", "poste-2"),
        one("picard", "D602", "Yann Picard", "second administrateur du registre", "poste-2"),
    };
}

DemoPerson personNamed(const QString &id)
{
    const auto all = people();
    const auto found = std::find_if(all.cbegin(), all.cend(), [&id](const DemoPerson &one) { return one.person.value == id; });
    return found == all.cend() ? DemoPerson() : *found;
}

Result<Content> build(Date today, const QByteArray &cameraPlan)
{
    Content content;
    if (const auto places = addPlaces(content, today, cameraPlan); !places)
        return fail(places);
    addConventions(content.facts, today);
    addPeople(content, today);
    content.facts.index();
    if (const QStringList problems = problemsOf(content); !problems.isEmpty())
        return fail(ErrorCode::Internal, problems.constFirst());
    return content;
}

} // namespace vigie::registry::demo
