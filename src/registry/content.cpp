// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/content.h>

#include <algorithm>

namespace vigie::registry {
namespace {

/// More than anybody reads; a problem repeats ids, so a hostile file would fill memory with them.
constexpr qsizetype kMostProblems = 2000;

/// Collects problems; place is "table[id].field".
class Inspector {
public:
    explicit Inspector(const Facts &facts) : m_facts(facts) { }

    void note(const QString &place, const QString &what)
    {
        if (m_problems.size() < kMostProblems)
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
    /// An id that stands once in its table.
    template <typename Id> void own(const char *table, const Id &id, QSet<QString> &seen)
    {
        const QString place = QStringLiteral("%1[%2].id").arg(QLatin1String(table), id.value);
        wellFormed(place, id);
        if (seen.contains(id.value))
            note(place, QStringLiteral("appears twice"));
        seen.insert(id.value);
    }
    void suspension(const QString &place, const std::optional<Instant> &from,
                    const std::optional<Instant> &until)
    {
        if (until && (!from || *until <= *from))
            note(place, QStringLiteral("a suspension ends after it began"));
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

/// Positive logic: whatever is not a number is not within.
bool isWithin(double value, double least, double most)
{
    return value >= least && value <= most;
}

void inspectPicture(const Camera &camera, Inspector &look)
{
    const QString masks = at("cameras", camera.id.value, "masks");
    if (camera.masks.size() > PrivacyMask::kMostOfACamera)
        look.note(masks, QStringLiteral("more than %1").arg(PrivacyMask::kMostOfACamera));
    for (const PrivacyMask &mask : camera.masks) {
        if (mask.corners.size() < 3 || mask.corners.size() > PrivacyMask::kMostCorners)
            look.note(masks,
                      QStringLiteral("a mask has 3 to %1 corners").arg(PrivacyMask::kMostCorners));
        for (const QPointF &corner : mask.corners) {
            if (!isWithin(corner.x(), 0.0, 1.0) || !isWithin(corner.y(), 0.0, 1.0))
                look.note(masks, QStringLiteral("a corner lies outside the picture"));
        }
    }
    const auto &lens = camera.panorama;
    if (!lens)
        return;
    const QString panorama = at("cameras", camera.id.value, "panorama");
    if (camera.kind != CameraKind::Panoramic)
        look.note(panorama, QStringLiteral("only a panoramic camera has one"));
    if (!isWithin(lens->lensDegrees, Panorama::kLeastLensDegrees, Panorama::kMostLensDegrees)
        || !isWithin(lens->radius, Panorama::kLeastRadius, Panorama::kMostRadius)
        || !isWithin(lens->centre.x(), 0.0, 1.0) || !isWithin(lens->centre.y(), 0.0, 1.0))
        look.note(panorama, QStringLiteral("is no lens"));
}

/// Within a department a number calls one camera.
void inspectNumbers(const Facts &facts, Inspector &look)
{
    QHash<QPair<QString, int>, QList<CameraId>> called;
    for (const Camera &camera : facts.cameras) {
        if (camera.number < 0 || camera.number > kHighestCameraNumber)
            look.note(at("cameras", camera.id.value, "number"),
                      QStringLiteral("%1 is not one of 0 to %2").arg(camera.number).arg(kHighestCameraNumber));
        if (camera.number > 0)
            called[{facts.communes.value(facts.communeOf(camera.id)).department, camera.number}].append(camera.id);
    }
    for (auto it = called.begin(); it != called.end(); ++it) {
        std::sort(it->begin(), it->end());
        for (qsizetype other = 1; other < it->size(); ++other)
            look.note(at("cameras", it->at(other).value, "number"),
                      QStringLiteral("%1 is the number of '%2' too").arg(it.key().second).arg(it->first().value));
    }
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
        inspectPicture(camera, look);
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
        QSet<Insee> parties;
        for (const auto &party : convention.parties) {
            look.commune(at("conventions", convention.id.value, "parties"), party.commune);
            if (parties.contains(party.commune))
                look.note(at("conventions", convention.id.value, "parties"),
                          QStringLiteral("'%1' appears twice").arg(party.commune.value));
            parties.insert(party.commune);
        }
    }
    QSet<QString> agrements;
    QSet<QString> habilitations;
    QSet<QString> mises;
    QSet<QString> duties;
    QSet<QString> arretes;
    look.owners(QStringLiteral("agrements"), facts.agrements);
    for (const auto &list : facts.agrements) {
        for (const Agrement &agrement : list) {
            look.own("agrements", agrement.id, agrements);
            for (const QString &department : agrement.departments)
                look.wellFormed(at("agrements", agrement.id.value, "departments"),
                                TitleId{department});
            look.range(at("agrements", agrement.id.value, "until"), agrement.validity);
            look.suspension(at("agrements", agrement.id.value, "suspendedUntil"),
                            agrement.suspendedFrom, agrement.suspendedUntil);
        }
    }
    look.owners(QStringLiteral("habilitations"), facts.habilitations);
    for (const auto &list : facts.habilitations) {
        for (const Habilitation &habilitation : list) {
            look.own("habilitations", habilitation.id, habilitations);
            look.range(at("habilitations", habilitation.id.value, "until"), habilitation.validity);
            look.suspension(at("habilitations", habilitation.id.value, "suspendedUntil"),
                            habilitation.suspendedFrom, habilitation.suspendedUntil);
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
            look.own("misesADisposition", mise.id, mises);
            look.range(at("misesADisposition", mise.id.value, "until"), mise.validity);
            look.commune(at("misesADisposition", mise.id.value, "commune"), mise.commune);
        }
    }
    look.owners(QStringLiteral("formations"), facts.formations);
    look.owners(QStringLiteral("duties"), facts.duties);
    for (const auto &list : facts.duties) {
        for (const Duty &duty : list) {
            look.own("duties", TitleId{duty.id}, duties);
            look.post(at("duties", duty.id, "post"), duty.post);
            if (duty.during.from && duty.during.until && *duty.during.until < *duty.during.from)
                look.note(at("duties", duty.id, "until"), QStringLiteral("ends before it begins"));
        }
    }
    for (const ArreteDestinataire &arrete : facts.arretes) {
        look.own("arretes", arrete.id, arretes);
        look.range(at("arretes", arrete.id.value, "until"), arrete.validity);
        for (const SystemId &system : arrete.systems)
            look.system(at("arretes", arrete.id.value, "systems"), system);
    }
}

/// What must be true of an address; the address itself is never repeated, it may hold a password.
void inspectEndpoint(const CameraEndpoint &endpoint, Inspector &look)
{
    const QString place = at("cameras", endpoint.camera.value, "endpoint");
    look.camera(place, endpoint.camera);
    const auto address = [&](const QUrl &url, const QString &what, const char *plain,
                             const char *secure) {
        const bool ours =
            url.scheme() == QLatin1String(plain) || url.scheme() == QLatin1String(secure);
        if (!ours || url.host().isEmpty())
            look.note(place,
                      QStringLiteral("%1 has no %2:// or %3:// address")
                          .arg(what, QLatin1String(plain), QLatin1String(secure)));
        if (!url.userInfo().isEmpty())
            look.note(place,
                      QStringLiteral("%1 holds credentials in its address: use user and password")
                          .arg(what));
    };
    QSet<QString> names;
    for (const StreamEndpoint &stream : endpoint.streams) {
        address(stream.url, QStringLiteral("stream '%1'").arg(stream.name.left(60)), "rtsp",
                "rtsps");
        if (names.contains(stream.name))
            look.note(place,
                      QStringLiteral("two streams are named '%1'").arg(stream.name.left(60)));
        names.insert(stream.name);
    }
    if (!endpoint.onvifUrl.isEmpty())
        address(endpoint.onvifUrl, QStringLiteral("onvif"), "http", "https");
}

template <typename Map> void takeOver(Map &base, const Map &part)
{
    for (auto it = part.cbegin(); it != part.cend(); ++it)
        base.insert(it.key(), it.value());
}

/// Replaces entries of the same id, whoever they belonged to.
template <typename Entity>
void takeOverLists(QHash<PersonId, QList<Entity>> &base, const QHash<PersonId, QList<Entity>> &part)
{
    QSet<QString> replaced;
    const auto idOf = [](const Entity &entity) -> QString {
        if constexpr (requires { entity.id.value; })
            return entity.id.value;
        else
            return entity.id;
    };
    for (const auto &list : part) {
        for (const Entity &entity : list)
            replaced.insert(idOf(entity));
    }
    for (auto &list : base)
        list.removeIf([&](const Entity &entity) { return replaced.contains(idOf(entity)); });
    for (auto it = part.cbegin(); it != part.cend(); ++it)
        base[it.key()] += it.value();
    base.removeIf([](const auto &entry) { return entry.value().isEmpty(); });
}

} // namespace

void mergeInto(Content &base, const Content &part)
{
    takeOver(base.facts.communes, part.facts.communes);
    takeOver(base.facts.posts, part.facts.posts);
    takeOver(base.facts.sites, part.facts.sites);
    takeOver(base.facts.systems, part.facts.systems);
    takeOver(base.facts.cameras, part.facts.cameras);
    takeOver(base.facts.persons, part.facts.persons);
    takeOver(base.facts.conventions, part.facts.conventions);
    takeOver(base.facts.formations, part.facts.formations);
    takeOver(base.credentials, part.credentials);
    takeOver(base.endpoints, part.endpoints);
    takeOverLists(base.facts.agrements, part.facts.agrements);
    takeOverLists(base.facts.habilitations, part.facts.habilitations);
    takeOverLists(base.facts.misesADisposition, part.facts.misesADisposition);
    takeOverLists(base.facts.duties, part.facts.duties);
    for (const ArreteDestinataire &arrete : part.facts.arretes) {
        base.facts.arretes.removeIf([&](const auto &old) { return old.id == arrete.id; });
        base.facts.arretes.append(arrete);
    }
    base.facts.index();
}

QStringList problemsOf(const Content &content)
{
    const Facts &facts = content.facts;
    Inspector look(facts);
    inspectPlaces(facts, look);
    inspectNumbers(facts, look);
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
    for (const auto &endpoint : content.endpoints)
        inspectEndpoint(*endpoint, look);
    QStringList problems = look.take();
    problems.sort();
    return problems;
}

} // namespace vigie::registry
