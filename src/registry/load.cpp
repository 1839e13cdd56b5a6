// SPDX-License-Identifier: GPL-3.0-or-later
#include "load.h"

#include "rows.h"

#include <algorithm>
#include <functional>

namespace vigie::registry::detail {
namespace {

using Each = std::function<void(Row &)>;

/// Runs \p each for every row; a row that holds what we never write is Corrupt.
Result<> each(storage::Database &database, const char *sql, const Each &take)
{
    auto statement = database.prepare(sql);
    if (!statement)
        return fail(statement);
    for (;;) {
        const auto row = statement->step();
        if (!row)
            return fail(row);
        if (!*row)
            return {};
        Row columns(*statement);
        take(columns);
        if (!columns.isSound())
            return fail(ErrorCode::Corrupt,
                        QStringLiteral("registry: a row of [%1] holds an unknown value")
                            .arg(QLatin1String(sql).mid(0, 60)));
    }
}

struct Query {
    const char *sql;
    Each take;
};

Result<> all(storage::Database &database, std::initializer_list<Query> queries)
{
    for (const Query &query : queries) {
        if (const auto done = each(database, query.sql, query.take); !done)
            return done;
    }
    return {};
}

template <typename Entity>
Entity *findIn(QHash<PersonId, QList<Entity>> &map, QHash<QString, PersonId> &owners,
               const QString &id)
{
    for (Entity &entity : map[owners.value(id)]) {
        if (entity.id.value == id)
            return &entity;
    }
    return nullptr;
}

QList<int> minutesOf(const QStringList &words)
{
    QList<int> minutes;
    for (const QString &word : words)
        minutes.append(word.toInt());
    return minutes;
}

Result<> loadPlaces(storage::Database &database, Facts &facts)
{
    return all(
        database,
        {
            {"SELECT value FROM meta WHERE key='version'",
             [&](Row &r) { facts.version = r.wide(); }},
            {"SELECT value FROM meta WHERE key='graceSeconds'",
             [&](Row &r) { facts.parameters.graceSeconds = std::clamp(r.number(), 0, 60); }},
            {"SELECT value FROM meta WHERE key='enquiryYears'",
             [&](Row &r) { facts.parameters.enquiryYears = r.number(); }},
            {"SELECT value FROM meta WHERE key='effective'",
             [&](Row &r) {
                 facts.parameters.effective = r.date().value_or(facts.parameters.effective);
             }},
            {"SELECT value FROM meta WHERE key='warningMinutes'",
             [&](Row &r) { facts.parameters.warningMinutes = minutesOf(r.words()); }},
            {"SELECT insee, name, department, latitude, longitude, authority, link_mbps FROM commune",
             [&](Row &r) {
                 Commune c{r.id<Insee>(), r.text(), r.text(), {r.real(), r.real()}, r.text(), r.real()};
                 facts.communes.insert(c.insee, c);
             }},
            {"SELECT id, name, room, kind, secured, registered FROM post",
             [&](Row &r) {
                 Post p{r.id<PostId>(), r.text(),
                        r.text(),       r.choice(postKindFromName, PostKind::CentreRoom),
                        r.flag(),       r.flag()};
                 facts.posts.insert(p.id, p);
             }},
        });
}

/// Sites, authorisations and cameras: what the number 'places' counts the changes of.
Result<> loadCameras(storage::Database &database, Facts &facts)
{
    return all(
        database,
        {
            {"SELECT id, name, commune, latitude, longitude FROM site",
             [&](Row &r) {
                 Site s{r.id<SiteId>(), r.text(), r.id<Insee>(), {r.real(), r.real()}};
                 facts.sites.insert(s.id, s);
             }},
            {"SELECT id, name, commune, authorisation_number, valid_from, valid_until, "
             "retention_days, regime, provisional, event_ends FROM system",
             [&](Row &r) {
                 System s{r.id<SystemId>(), r.text(), r.id<Insee>(), r.text(), r.range(), {}, {},
                          r.number(), r.choice(regimeFromName, Regime::VoiePublique), r.flag(),
                          r.instant()};
                 facts.systems.insert(s.id, s);
             }},
            {"SELECT system, purpose FROM system_purpose",
             [&](Row &r) {
                 const auto id = r.id<SystemId>();
                 facts.systems[id].purposes.insert(r.number());
             }},
            {"SELECT id, name, site, system, kind, latitude, longitude, heading, field_of_view, "
             "number, faces_dwelling, sector_locked FROM camera",
             [&](Row &r) {
                 Camera c{r.id<CameraId>(),
                          r.text(),
                          r.id<SiteId>(),
                          r.id<SystemId>(),
                          r.choice(cameraKindFromName, CameraKind::Fixed),
                          {r.real(), r.real()},
                          r.real(),
                          r.real(),
                          r.number(),
                          {},
                          {},
                          r.flag(),
                          {},
                          r.flag()};
                 facts.cameras.insert(c.id, c);
             }},
            {"SELECT camera, commune FROM camera_sees ORDER BY camera, commune",
             [&](Row &r) {
                 const auto id = r.id<CameraId>();
                 facts.cameras[id].seesInto.append(r.id<Insee>());
             }},
            {"SELECT camera, style FROM camera_mask ORDER BY camera, position",
             [&](Row &r) {
                 const auto id = r.id<CameraId>();
                 facts.cameras[id].masks.append(
                     {r.choice(maskStyleFromName, PrivacyMask::Style::Filled), {}});
             }},
            {"SELECT camera, mask, x, y FROM mask_corner ORDER BY camera, mask, position",
             [&](Row &r) {
                 const auto id = r.id<CameraId>();
                 const int mask = r.number();
                 const double x = r.real();
                 const double y = r.real();
                 QList<PrivacyMask> &masks = facts.cameras[id].masks;
                 if (mask < 0 || mask >= masks.size())
                     r.reject(); // a corner lost is a mask that covers less
                 else
                     masks[mask].corners.append({x, y});
             }},
            {"SELECT camera, mount, lens_degrees, centre_x, centre_y, radius FROM camera_panorama",
             [&](Row &r) {
                 const auto id = r.id<CameraId>();
                 Panorama p;
                 p.mount = r.choice(mountFromName, Panorama::Mount::Ceiling);
                 p.lensDegrees = r.real();
                 const double x = r.real();
                 p.centre = {x, r.real()};
                 p.radius = r.real();
                 facts.cameras[id].panorama = p;
             }},
            {"SELECT system, camera FROM system_camera",
             [&](Row &r) {
                 const auto id = r.id<SystemId>();
                 facts.systems[id].cameras.insert(r.id<CameraId>());
             }},
        });
}

Result<> loadPeople(storage::Database &database, Facts &facts)
{
    QHash<QString, PersonId> habilitationOwner;
    return all(
        database,
        {
            {"SELECT id, matricule, name, category, employer, employer_kind, shared_account, "
             "shift_chief, disabled, employer_commune, supervised FROM person",
             [&](Row &r) {
                 Person p{r.id<PersonId>(), r.text(),
                          r.text(),         r.choice(categoryFromName, Category::Visiteur),
                          r.text(),         r.text(),
                          r.flag(),         r.flag(),
                          r.flag(),         r.id<Insee>(),
                          r.flag()};
                 facts.persons.insert(p.id, p);
             }},
            {"SELECT id, person, number, departments, valid_from, valid_until, withdrawn_on, "
             "refused, suspended_from, suspended_until, last_enquiry FROM agrement ORDER BY id",
             [&](Row &r) {
                 Agrement a{r.id<TitleId>(), r.id<PersonId>(),
                            r.text(),        r.words(),
                            r.range(),       r.date(),
                            r.flag(),        r.instant(),
                            r.instant(),     r.date()};
                 facts.agrements[a.person].append(a);
             }},
            {"SELECT id, person, kind, employer, valid_from, valid_until, suspended_from, "
             "suspended_until, designated_by, convention, hours FROM habilitation ORDER BY id",
             [&](Row &r) {
                 const auto id = r.id<TitleId>();
                 const auto person = r.id<PersonId>();
                 Habilitation h{id,
                                person,
                                r.choice(habilitationKindFromName, HabilitationKind::Agent),
                                r.text(),
                                {},
                                r.range(),
                                r.instant(),
                                r.instant(),
                                r.text(),
                                r.id<TitleId>(),
                                r.window()};
                 habilitationOwner.insert(id.value, person);
                 facts.habilitations[person].append(h);
             }},
            {"SELECT habilitation, commune FROM habilitation_commune ORDER BY habilitation, "
             "commune",
             [&](Row &r) {
                 if (auto *h = findIn(facts.habilitations, habilitationOwner, r.text()))
                     h->communes.append(r.id<Insee>());
             }},
            {"SELECT id, person, commune, valid_from, valid_until, signed, denounced_at, hours FROM "
             "mise_a_disposition ORDER BY id",
             [&](Row &r) {
                 MiseADisposition m{r.id<TitleId>(), r.id<PersonId>(), r.id<Insee>(),
                                    r.range(),       r.flag(),         r.instant(),
                                    r.window()};
                 facts.misesADisposition[m.person].append(m);
             }},
            {"SELECT person, valid_from, valid_until FROM formation ORDER BY rowid",
             [&](Row &r) {
                 Formation f{r.id<PersonId>(), r.range()};
                 facts.formations[f.person].append(f);
             }},
            {"SELECT id, person, post, from_at, until_at, locked FROM duty ORDER BY id",
             [&](Row &r) {
                 Duty d{r.text(),
                        r.id<PersonId>(),
                        r.id<PostId>(),
                        {r.instant(), r.instant()},
                        r.flag()};
                 facts.duties[d.person].append(d);
             }},
        });
}

Result<> loadAgreements(storage::Database &database, Facts &facts)
{
    QHash<QString, qsizetype> arretes;
    return all(
        database,
        {
            {"SELECT id, kind, reference, valid_from, valid_until, denounced_at FROM convention",
             [&](Row &r) {
                 Convention c{r.id<TitleId>(),
                              r.choice(conventionKindFromName, ConventionKind::Mutualisation),
                              r.text(),
                              {},
                              r.range(),
                              r.instant()};
                 facts.conventions.insert(c.id, c);
             }},
            {"SELECT convention, commune, accord_commune, accord_membres, relay FROM convention_party "
             "ORDER BY convention, position",
             [&](Row &r) {
                 const auto id = r.id<TitleId>();
                 facts.conventions[id].parties.append({r.id<Insee>(), r.date(), r.date(), r.window()});
             }},
            {"SELECT id, number, service, valid_from, valid_until, ptz_allowed, replay_allowed, "
             "extract_allowed, urgent FROM arrete ORDER BY id",
             [&](Row &r) {
                 ArreteDestinataire a{r.id<TitleId>(),
                                      r.text(),
                                      r.choice(categoryFromName, Category::Visiteur),
                                      {},
                                      r.range(),
                                      r.flag(),
                                      r.flag(),
                                      r.flag(),
                                      r.flag()};
                 arretes.insert(a.id.value, facts.arretes.size());
                 facts.arretes.append(a);
             }},
            {"SELECT arrete, system FROM arrete_system ORDER BY arrete, system",
             [&](Row &r) {
                 const auto at = arretes.value(r.text(), -1);
                 if (at >= 0)
                     facts.arretes[at].systems.append(r.id<SystemId>());
             }},
        });
}

Result<> loadMeasures(storage::Database &database, Facts &facts)
{
    // Gathered first: where they lie in the facts moves while others are added.
    QHash<QString, Derogation> derogations;
    QHash<QString, qsizetype> traitements;
    const auto loaded = all(
        database,
        {
            {"SELECT effective, grace_seconds, enquiry_years, warning_minutes FROM legal_parameters ORDER BY effective",
             [&](Row &r) {
                 LegalParameters p;
                 p.effective = r.date().value_or(p.effective);
                 p.graceSeconds = std::clamp(r.number(), 0, 60);
                 p.enquiryYears = r.number();
                 p.warningMinutes = minutesOf(r.words());
                 facts.laterParameters.append(p);
             }},
            {"SELECT id, scope, target, reason, author, from_at, until_at FROM block ORDER BY id",
             [&](Row &r) {
                 facts.blocks.append({r.id<TitleId>(), r.choice(blockScopeFromName, BlockScope::Department), r.text(),
                                      r.text(), r.id<PersonId>(), r.interval()});
             }},
            {"SELECT id, number, legal_basis, authority, procedure, oral, images_from, images_until, extractor, "
             "validator, valid_from, valid_until FROM requisition",
             [&](Row &r) {
                 Requisition q;
                 q.id = r.id<TitleId>();
                 q.number = r.text();
                 q.legalBasis = r.text();
                 q.authority = r.text();
                 q.procedure = r.text();
                 q.oral = r.flag();
                 q.images = r.interval();
                 q.extractor = r.id<PersonId>();
                 q.validator = r.id<PersonId>();
                 q.validity = r.range();
                 facts.requisitions.insert(q.id, q);
             }},
            {"SELECT requisition, camera FROM requisition_camera ORDER BY requisition, camera",
             [&](Row &r) {
                 const auto id = r.id<TitleId>();
                 facts.requisitions[id].cameras.append(r.id<CameraId>());
             }},
            {"SELECT id, camera, requisition, images_from, images_until, approver, until_at FROM gel ORDER BY id",
             [&](Row &r) {
                 const Gel g{r.id<TitleId>(), r.id<CameraId>(), r.id<TitleId>(),
                             r.interval(),    r.id<PersonId>(), r.instant()};
                 facts.gels[g.camera].append(g);
             }},
            {"SELECT id, person, reference, responsible, second, from_at, until_at FROM derogation",
             [&](Row &r) {
                 const Derogation d{r.id<TitleId>(),  r.id<PersonId>(), {},          r.text(),
                                    r.id<PersonId>(), r.id<PersonId>(), r.interval()};
                 derogations.insert(d.id.value, d);
             }},
            {"SELECT derogation, commune FROM derogation_commune ORDER BY derogation, commune",
             [&](Row &r) {
                 const QString id = r.text();
                 derogations[id].communes.append(r.id<Insee>());
             }},
            {"SELECT id, person, report, supervisor, from_at, until_at FROM controle ORDER BY id",
             [&](Row &r) {
                 const Controle c{r.id<TitleId>(), r.id<PersonId>(), r.text(), r.id<PersonId>(), r.interval()};
                 facts.controles[c.person].append(c);
             }},
            {"SELECT id, reference, events, model, biometric, valid_from, valid_until FROM traitement ORDER BY id",
             [&](Row &r) {
                 const Traitement t{r.id<TitleId>(), r.text(), r.words(), {}, r.text(), r.flag(), r.range()};
                 traitements.insert(t.id.value, facts.traitements.size());
                 facts.traitements.append(t);
             }},
            {"SELECT traitement, system FROM traitement_system ORDER BY traitement, system",
             [&](Row &r) {
                 const auto at = traitements.value(r.text(), -1);
                 if (at >= 0)
                     facts.traitements[at].systems.append(r.id<SystemId>());
             }},
        });
    auto ids = derogations.keys();
    ids.sort();
    for (const QString &id : std::as_const(ids))
        facts.derogations[derogations[id].person].append(derogations[id]);
    return loaded;
}

} // namespace

Result<Facts> loadFacts(storage::Database &database)
{
    return loadFacts(database, nullptr);
}

Result<Facts> loadFacts(storage::Database &database, const Facts *sameCameras)
{
    Facts facts;
    if (sameCameras) {
        facts.sites = sameCameras->sites;
        facts.systems = sameCameras->systems;
        facts.cameras = sameCameras->cameras;
    } else if (const auto done = loadCameras(database, facts); !done) {
        return fail(done);
    }
    for (auto *load : {loadPlaces, loadPeople, loadAgreements, loadMeasures}) {
        if (const auto done = load(database, facts); !done)
            return fail(done);
    }
    facts.index();
    return facts;
}

Result<Content> loadContent(storage::Database &database)
{
    Content content;
    auto facts = loadFacts(database);
    if (!facts)
        return fail(facts);
    content.facts = std::move(*facts);
    const auto loaded = loadEndpoints(
        database, {}, [&content](CameraEndpoint endpoint, const QByteArray &) -> Result<> {
            const CameraId camera = endpoint.camera;
            content.endpoints.insert(camera, std::make_shared<CameraEndpoint>(std::move(endpoint)));
            return {};
        });
    return loaded ? Result<Content>(std::move(content)) : fail(loaded);
}

Result<Kept> loadKept(storage::Database &database)
{
    Kept kept;
    const auto loaded =
        all(database,
            {{"SELECT camera, password_sealed FROM endpoint WHERE password_sealed IS NOT NULL",
              [&](Row &r) {
                  const auto camera = r.id<CameraId>();
                  kept.sealedPasswords.insert(camera, r.blob());
              }},
             {"SELECT person, hash, failures, locked_until FROM credential", [&](Row &r) {
                  const auto person = r.id<PersonId>();
                  const QString hash = r.text();
                  const qint64 failures = r.wide();
                  kept.credentials.insert(person, {hash, failures, r.instant()});
              }}});
    return loaded ? Result<Kept>(std::move(kept)) : fail(loaded);
}

Result<> loadEndpoints(storage::Database &database, const CameraId &only, const EndpointRow &take)
{
    QByteArray all =
        "SELECT e.camera, e.user, e.onvif, e.password_sealed, m.name, m.link_mbps FROM endpoint e "
        "JOIN camera c ON c.id = e.camera JOIN site s ON s.id = c.site JOIN commune m ON m.insee = s.commune";
    if (!only.isNull())
        all += " WHERE e.camera=?1";
    auto endpoints = database.prepare(all.constData());
    auto streams = database.prepare(
        "SELECT name, url, codec, width, height, fps, transport, kbps FROM stream WHERE camera=?1 "
        "ORDER BY position");
    if (!endpoints)
        return fail(endpoints);
    if (!streams)
        return fail(streams);
    if (!only.isNull())
        endpoints->bind(1, only.value);
    for (;;) {
        const auto row = endpoints->step();
        if (!row)
            return fail(row);
        if (!*row)
            return {};
        Row columns(*endpoints);
        CameraEndpoint endpoint;
        endpoint.camera = columns.id<CameraId>();
        endpoint.user = columns.text();
        endpoint.onvifUrl = QUrl(columns.text());
        const QByteArray sealed = columns.blob();
        endpoint.link.name = columns.text();
        endpoint.link.mbps = columns.real();
        streams->reset();
        streams->bind(1, endpoint.camera.value);
        for (;;) {
            const auto more = streams->step();
            if (!more)
                return fail(more);
            if (!*more)
                break;
            Row s(*streams);
            StreamEndpoint one;
            one.name = s.text();
            one.url = QUrl(s.text());
            one.codec = static_cast<VideoCodec>(qBound(0, s.number(), 3));
            one.size = QSize(s.number(), 0);
            one.size.setHeight(s.number());
            one.fps = s.real();
            one.transport = static_cast<RtpTransport>(qBound(0, s.number(), 2));
            one.kbps = s.number();
            endpoint.streams.append(one);
        }
        if (const auto done = take(std::move(endpoint), sealed); !done)
            return done;
    }
}

} // namespace vigie::registry::detail
