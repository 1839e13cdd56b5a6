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
    void requisition(const QString &place, const TitleId &id)
    {
        known(place, m_facts.requisitions, id, "requisition");
    }
    /// Somebody, or nobody.
    void anyPerson(const QString &place, const PersonId &id)
    {
        if (!id.isNull())
            person(place, id);
    }
    void span(const QString &place, const Interval &span)
    {
        if (span.from && span.until && *span.until < *span.from)
            note(place, QStringLiteral("ends before it begins"));
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
        for (const Insee &commune : camera.seesInto)
            look.commune(at("cameras", camera.id.value, "seesInto"), commune);
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
            look.span(at("duties", duty.id, "until"), duty.during);
        }
    }
    for (const ArreteDestinataire &arrete : facts.arretes) {
        look.own("arretes", arrete.id, arretes);
        look.range(at("arretes", arrete.id.value, "until"), arrete.validity);
        for (const SystemId &system : arrete.systems)
            look.system(at("arretes", arrete.id.value, "systems"), system);
    }
}

void inspectParameters(const LegalParameters &parameters, const QString &place, Inspector &look)
{
    if (parameters.graceSeconds < 0 || parameters.graceSeconds > 60)
        look.note(place, QStringLiteral("graceSeconds %1 is not within 0 to 60").arg(parameters.graceSeconds));
    if (parameters.enquiryYears < 1 || parameters.enquiryYears > 50)
        look.note(place, QStringLiteral("enquiryYears %1 is not within 1 to 50").arg(parameters.enquiryYears));
    const auto &minutes = parameters.warningMinutes;
    const bool ordered = std::is_sorted(minutes.cbegin(), minutes.cend(), std::greater_equal<>());
    if (minutes.size() > 10 || !ordered
        || std::any_of(minutes.cbegin(), minutes.cend(), [](int m) { return m < 1 || m > 24 * 60; }))
        look.note(place, QStringLiteral("warningMinutes are up to 10 of 1 to 1440, the longest first"));
}

void inspectBlocks(const Facts &facts, Inspector &look)
{
    QSet<QString> ids;
    for (const Block &block : facts.blocks) {
        look.own("blocks", block.id, ids);
        look.span(at("blocks", block.id.value, "until"), block.during);
        look.anyPerson(at("blocks", block.id.value, "author"), block.author);
        if (block.reason.isEmpty())
            look.note(at("blocks", block.id.value, "reason"), QStringLiteral("is empty"));
        const QString target = at("blocks", block.id.value, "target");
        switch (block.scope) {
        case BlockScope::Department: look.wellFormed(target, TitleId{block.target}); break;
        case BlockScope::Commune: look.commune(target, {block.target}); break;
        case BlockScope::Site: look.site(target, {block.target}); break;
        case BlockScope::Camera: look.camera(target, {block.target}); break;
        }
    }
}

void inspectRequisitions(const Facts &facts, Inspector &look)
{
    for (const Requisition &requisition : facts.requisitions) {
        const auto field = [&](const char *name) { return at("requisitions", requisition.id.value, name); };
        look.wellFormed(field("id"), requisition.id);
        look.range(field("until"), requisition.validity);
        look.span(field("imagesUntil"), requisition.images);
        for (const CameraId &camera : requisition.cameras)
            look.camera(field("cameras"), camera);
        look.anyPerson(field("extractor"), requisition.extractor);
        look.anyPerson(field("validator"), requisition.validator);
        if (!requisition.validator.isNull() && requisition.validator == requisition.extractor)
            look.note(field("validator"), QStringLiteral("is the extractor: a second person validates"));
    }
    QSet<QString> ids;
    for (auto it = facts.gels.cbegin(); it != facts.gels.cend(); ++it) {
        for (const Gel &gel : *it) {
            look.own("gels", gel.id, ids);
            look.camera(at("gels", gel.id.value, "camera"), gel.camera);
            look.requisition(at("gels", gel.id.value, "requisition"), gel.requisition);
            look.anyPerson(at("gels", gel.id.value, "approver"), gel.approver);
            look.span(at("gels", gel.id.value, "imagesUntil"), gel.images);
        }
    }
}

void inspectMeasures(const Facts &facts, Inspector &look)
{
    inspectParameters(facts.parameters, QStringLiteral("parameters"), look);
    QSet<QString> days{toIso(facts.parameters.effective)};
    for (const LegalParameters &later : facts.laterParameters) {
        const QString place = QStringLiteral("laterParameters[%1]").arg(toIso(later.effective));
        inspectParameters(later, place, look);
        if (days.contains(toIso(later.effective)))
            look.note(place, QStringLiteral("the day appears twice"));
        days.insert(toIso(later.effective));
    }
    inspectBlocks(facts, look);
    inspectRequisitions(facts, look);
    QSet<QString> derogations;
    look.owners(QStringLiteral("derogations"), facts.derogations);
    for (const auto &list : facts.derogations) {
        for (const Derogation &derogation : list) {
            look.own("derogations", derogation.id, derogations);
            look.span(at("derogations", derogation.id.value, "until"), derogation.during);
            look.anyPerson(at("derogations", derogation.id.value, "responsible"), derogation.responsible);
            look.anyPerson(at("derogations", derogation.id.value, "second"), derogation.second);
            if (!derogation.second.isNull() && derogation.second == derogation.person)
                look.note(at("derogations", derogation.id.value, "second"),
                          QStringLiteral("is the person themself"));
            for (const Insee &commune : derogation.communes)
                look.commune(at("derogations", derogation.id.value, "communes"), commune);
        }
    }
    QSet<QString> controles;
    look.owners(QStringLiteral("controles"), facts.controles);
    for (const auto &list : facts.controles) {
        for (const Controle &controle : list) {
            look.own("controles", controle.id, controles);
            look.span(at("controles", controle.id.value, "until"), controle.during);
            look.anyPerson(at("controles", controle.id.value, "supervisor"), controle.supervisor);
            if (!controle.supervisor.isNull() && controle.supervisor == controle.person)
                look.note(at("controles", controle.id.value, "supervisor"), QStringLiteral("is the person themself"));
        }
    }
    QSet<QString> traitements;
    for (const Traitement &traitement : facts.traitements) {
        look.own("traitements", traitement.id, traitements);
        look.range(at("traitements", traitement.id.value, "until"), traitement.validity);
        for (const SystemId &system : traitement.systems)
            look.system(at("traitements", traitement.id.value, "systems"), system);
        for (const QString &event : traitement.events)
            look.wellFormed(at("traitements", traitement.id.value, "events"), TitleId{event});
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
template <typename Owner, typename Entity>
void takeOverLists(QHash<Owner, QList<Entity>> &base, const QHash<Owner, QList<Entity>> &part)
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

template <typename Entity> void takeOverList(QList<Entity> &base, const QList<Entity> &part)
{
    for (const Entity &entity : part) {
        base.removeIf([&](const Entity &old) { return old.id == entity.id; });
        base.append(entity);
    }
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
    takeOverLists(base.facts.gels, part.facts.gels);
    takeOverLists(base.facts.derogations, part.facts.derogations);
    takeOverLists(base.facts.controles, part.facts.controles);
    takeOver(base.facts.requisitions, part.facts.requisitions);
    takeOverList(base.facts.arretes, part.facts.arretes);
    takeOverList(base.facts.blocks, part.facts.blocks);
    takeOverList(base.facts.traitements, part.facts.traitements);
    base.facts.index();
}

QStringList problemsOf(const Content &content)
{
    const Facts &facts = content.facts;
    Inspector look(facts);
    inspectPlaces(facts, look);
    inspectNumbers(facts, look);
    inspectTitles(facts, look);
    inspectMeasures(facts, look);
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
        if (!person.employerCommune.isNull())
            look.commune(at("persons", person.id.value, "employerCommune"), person.employerCommune);
    }
    for (const auto &endpoint : content.endpoints)
        inspectEndpoint(*endpoint, look);
    QStringList problems = look.take();
    problems.sort();
    return problems;
}

} // namespace vigie::registry
