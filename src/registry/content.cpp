// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/content.h>

namespace vigie::registry {
namespace {

/// Collects problems; place is "table[id].field".
class Inspector {
public:
    explicit Inspector(const Facts &facts) : m_facts(facts) { }

    void note(const QString &place, const QString &what)
    {
        m_problems.append(place + QStringLiteral(": ") + what);
    }

    template <typename Id> void wellFormed(const QString &place, const Id &id)
    {
        if (!id.isWellFormed())
            note(place,
                 QStringLiteral("'%1' is not an id (1 to 64 of A-Z a-z 0-9 . _ -)")
                     .arg(id.value.left(80)));
    }
    void person(const QString &place, const PersonId &id)
    {
        known(place, m_facts.persons, id, "person");
    }
    void commune(const QString &place, const Insee &id)
    {
        known(place, m_facts.communes, id, "commune");
    }
    void camera(const QString &place, const CameraId &id)
    {
        known(place, m_facts.cameras, id, "camera");
    }
    void system(const QString &place, const SystemId &id)
    {
        known(place, m_facts.systems, id, "system");
    }
    void site(const QString &place, const SiteId &id) { known(place, m_facts.sites, id, "site"); }
    void post(const QString &place, const PostId &id) { known(place, m_facts.posts, id, "post"); }
    void convention(const QString &place, const TitleId &id)
    {
        known(place, m_facts.conventions, id, "convention");
    }
    void range(const QString &place, const DateRange &range)
    {
        if (range.from && range.until
            && std::chrono::sys_days(*range.until) < std::chrono::sys_days(*range.from))
            note(place,
                 QStringLiteral("ends (%1) before it begins (%2)")
                     .arg(toIso(*range.until), toIso(*range.from)));
    }
    void position(const QString &place, const LatLon &where)
    {
        if (!where.isValid())
            note(place,
                 QStringLiteral("not a position: %1, %2").arg(where.latitude).arg(where.longitude));
    }
    template <typename Map> void owners(const QString &table, const Map &map)
    {
        for (auto it = map.cbegin(); it != map.cend(); ++it)
            person(table + QStringLiteral(".person"), it.key());
    }
    [[nodiscard]] QStringList take() { return std::move(m_problems); }

private:
    template <typename Map, typename Id>
    void known(const QString &place, const Map &map, const Id &id, const char *what)
    {
        if (!map.contains(id))
            note(place, QStringLiteral("no %1 '%2'").arg(QLatin1String(what), id.value.left(80)));
    }

    const Facts &m_facts;
    QStringList m_problems;
};

QString at(const char *table, const QString &id, const char *field)
{
    return QStringLiteral("%1[%2].%3").arg(QLatin1String(table), id, QLatin1String(field));
}

void inspectPlaces(const Facts &facts, Inspector &look)
{
    for (const Commune &commune : facts.communes) {
        if (commune.insee.value.size() != 5 || !commune.insee.isWellFormed())
            look.note(at("communes", commune.insee.value, "insee"),
                      QStringLiteral("an INSEE code has five characters"));
        look.position(at("communes", commune.insee.value, "latitude"), commune.centre);
    }
    for (const Site &site : facts.sites) {
        look.wellFormed(at("sites", site.id.value, "id"), site.id);
        look.commune(at("sites", site.id.value, "commune"), site.commune);
        look.position(at("sites", site.id.value, "latitude"), site.position);
    }
    for (const Camera &camera : facts.cameras) {
        look.wellFormed(at("cameras", camera.id.value, "id"), camera.id);
        look.site(at("cameras", camera.id.value, "site"), camera.site);
        if (!camera.system.isNull())
            look.system(at("cameras", camera.id.value, "system"), camera.system);
        look.position(at("cameras", camera.id.value, "latitude"), camera.position);
    }
    for (const System &system : facts.systems) {
        look.wellFormed(at("systems", system.id.value, "id"), system.id);
        look.commune(at("systems", system.id.value, "commune"), system.commune);
        look.range(at("systems", system.id.value, "until"), system.validity);
        for (const CameraId &camera : system.cameras)
            look.camera(at("systems", system.id.value, "cameras"), camera);
        for (const int purpose : system.purposes) {
            if (purpose < 1 || purpose > 11)
                look.note(at("systems", system.id.value, "purposes"),
                          QStringLiteral("%1 is not one of 1 to 11").arg(purpose));
        }
        if (system.retentionDays < 0 || system.retentionDays > 31)
            look.note(at("systems", system.id.value, "retentionDays"),
                      QStringLiteral("%1 is not within 0 to 31").arg(system.retentionDays));
    }
    for (const Post &post : facts.posts)
        look.wellFormed(at("posts", post.id.value, "id"), post.id);
}

void inspectTitles(const Facts &facts, Inspector &look)
{
    for (const Convention &convention : facts.conventions) {
        look.wellFormed(at("conventions", convention.id.value, "id"), convention.id);
        look.range(at("conventions", convention.id.value, "until"), convention.validity);
        for (const auto &party : convention.parties)
            look.commune(at("conventions", convention.id.value, "parties"), party.commune);
    }
    look.owners(QStringLiteral("agrements"), facts.agrements);
    for (const auto &list : facts.agrements) {
        for (const Agrement &agrement : list)
            look.range(at("agrements", agrement.id.value, "until"), agrement.validity);
    }
    look.owners(QStringLiteral("habilitations"), facts.habilitations);
    for (const auto &list : facts.habilitations) {
        for (const Habilitation &habilitation : list) {
            look.range(at("habilitations", habilitation.id.value, "until"), habilitation.validity);
            for (const Insee &commune : habilitation.communes)
                look.commune(at("habilitations", habilitation.id.value, "communes"), commune);
            if (!habilitation.convention.isNull())
                look.convention(at("habilitations", habilitation.id.value, "convention"),
                                habilitation.convention);
        }
    }
    look.owners(QStringLiteral("misesADisposition"), facts.misesADisposition);
    for (const auto &list : facts.misesADisposition) {
        for (const MiseADisposition &mise : list) {
            look.range(at("misesADisposition", mise.id.value, "until"), mise.validity);
            look.commune(at("misesADisposition", mise.id.value, "commune"), mise.commune);
        }
    }
    look.owners(QStringLiteral("formations"), facts.formations);
    look.owners(QStringLiteral("duties"), facts.duties);
    for (const auto &list : facts.duties) {
        for (const Duty &duty : list) {
            look.post(at("duties", duty.id, "post"), duty.post);
            if (duty.during.isEmpty())
                look.note(at("duties", duty.id, "until"), QStringLiteral("ends before it begins"));
        }
    }
    for (const ArreteDestinataire &arrete : facts.arretes) {
        look.range(at("arretes", arrete.id.value, "until"), arrete.validity);
        for (const SystemId &system : arrete.systems)
            look.system(at("arretes", arrete.id.value, "systems"), system);
    }
}

} // namespace

QStringList problemsOf(const Content &content)
{
    const Facts &facts = content.facts;
    Inspector look(facts);
    inspectPlaces(facts, look);
    inspectTitles(facts, look);
    QHash<QString, PersonId> matricules;
    for (const Person &person : facts.persons) {
        look.wellFormed(at("persons", person.id.value, "id"), person.id);
        if (person.matricule.isEmpty())
            look.note(at("persons", person.id.value, "matricule"), QStringLiteral("is empty"));
        else if (matricules.contains(person.matricule))
            look.note(at("persons", person.id.value, "matricule"),
                      QStringLiteral("'%1' is also that of %2")
                          .arg(person.matricule, matricules.value(person.matricule).value));
        matricules.insert(person.matricule, person.id);
    }
    for (const auto &endpoint : content.endpoints) {
        const QString place = at("cameras", endpoint->camera.value, "endpoint");
        look.camera(place, endpoint->camera);
        for (const StreamEndpoint &stream : endpoint->streams) {
            const bool rtsp = stream.url.scheme() == QLatin1String("rtsp")
                || stream.url.scheme() == QLatin1String("rtsps");
            if (!rtsp || stream.url.host().isEmpty())
                look.note(place,
                          QStringLiteral("stream '%1' has no rtsp:// or rtsps:// address")
                              .arg(stream.name));
            if (!stream.url.userInfo().isEmpty())
                look.note(place,
                          QStringLiteral(
                              "stream '%1' holds credentials in its address: use user and password")
                              .arg(stream.name));
        }
    }
    QStringList problems = look.take();
    problems.sort();
    return problems;
}

} // namespace vigie::registry
