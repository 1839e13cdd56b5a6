// SPDX-License-Identifier: GPL-3.0-or-later
#include "store.h"

#include <registry/registry.h>
#include <secrets/password_hash.h>

#include "rows.h"

namespace vigie::registry::detail {
namespace {

/// An INSERT used again and again; remembers the first failure.
class Table {
public:
    Table(storage::Database &database, const char *sql, Result<> &state) : m_state(state)
    {
        auto prepared = database.prepare(sql);
        if (prepared)
            m_statement = std::move(*prepared);
        else if (m_state)
            m_state = fail(prepared);
    }
    template <typename... Values> void row(const Values &...values)
    {
        if (!m_state)
            return;
        Binder binder(m_statement);
        (binder << ... << values);
        if (const auto done = m_statement.run(); !done)
            m_state = done;
    }

private:
    storage::Statement m_statement;
    Result<> &m_state;
};

/// What is done to the cameras' pictures.
void storePictures(storage::Database &database, const Facts &facts, Result<> &state)
{
    Table masks(database, "INSERT INTO camera_mask VALUES (?, ?, ?)", state);
    Table corners(database, "INSERT INTO mask_corner VALUES (?, ?, ?, ?, ?)", state);
    Table panoramas(database, "INSERT INTO camera_panorama VALUES (?, ?, ?, ?, ?, ?)", state);
    for (const Camera &c : facts.cameras) {
        for (int i = 0; i < static_cast<int>(c.masks.size()); ++i) {
            const PrivacyMask &mask = c.masks.at(i);
            masks.row(c.id, i, maskStyleName(mask.style));
            for (int k = 0; k < static_cast<int>(mask.corners.size()); ++k)
                corners.row(c.id, i, k, mask.corners.at(k).x(), mask.corners.at(k).y());
        }
        if (const auto &p = c.panorama)
            panoramas.row(c.id, mountName(p->mount), p->lensDegrees, p->centre.x(), p->centre.y(),
                          p->radius);
    }
}

QString minutesText(const LegalParameters &parameters)
{
    QStringList minutes;
    for (const int minute : parameters.warningMinutes)
        minutes.append(QString::number(minute));
    return QStringLiteral("") + minutes.join(QLatin1Char(' '));
}

Result<> storeFacts(storage::Database &database, const Facts &facts)
{
    Result<> state;
    Table meta(database, "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", state);
    meta.row(QStringLiteral("graceSeconds"), facts.parameters.graceSeconds);
    meta.row(QStringLiteral("enquiryYears"), facts.parameters.enquiryYears);
    meta.row(QStringLiteral("effective"), toIso(facts.parameters.effective));
    meta.row(QStringLiteral("warningMinutes"), minutesText(facts.parameters));
    Table communes(database, "INSERT INTO commune VALUES (?, ?, ?, ?, ?, ?, ?)", state);
    for (const Commune &c : facts.communes)
        communes.row(c.insee, c.name, c.department, c.centre.latitude, c.centre.longitude,
                     c.authority, c.linkMbps);
    Table posts(database, "INSERT INTO post VALUES (?, ?, ?, ?, ?, ?)", state);
    for (const Post &p : facts.posts)
        posts.row(p.id, p.name, p.room, postKindName(p.kind), p.secured, p.registered);
    Table sites(database, "INSERT INTO site VALUES (?, ?, ?, ?, ?)", state);
    for (const Site &s : facts.sites)
        sites.row(s.id, s.name, s.commune, s.position.latitude, s.position.longitude);
    Table systems(database, "INSERT INTO system VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", state);
    Table purposes(database, "INSERT INTO system_purpose VALUES (?, ?)", state);
    for (const System &s : facts.systems) {
        systems.row(s.id, s.name, s.commune, s.authorisationNumber, s.validity, s.retentionDays,
                    regimeName(s.regime), s.provisional, s.eventEnds);
        for (const int purpose : s.purposes)
            purposes.row(s.id, purpose);
    }
    Table cameras(database, "INSERT INTO camera VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", state);
    Table sees(database, "INSERT INTO camera_sees VALUES (?, ?) ON CONFLICT DO NOTHING", state);
    for (const Camera &c : facts.cameras) {
        cameras.row(c.id, c.name, c.site, c.system, cameraKindName(c.kind), c.position.latitude,
                    c.position.longitude, c.headingDegrees, c.fieldOfViewDegrees, c.number, c.facesDwelling,
                    c.sectorLocked);
        for (const Insee &commune : c.seesInto)
            sees.row(c.id, commune);
    }
    storePictures(database, facts, state);
    Table listed(database, "INSERT INTO system_camera VALUES (?, ?)", state);
    for (const System &s : facts.systems) {
        for (const CameraId &camera : s.cameras)
            listed.row(s.id, camera);
    }
    return state;
}

/// Never NULL: an agrement that names no department is one all the same.
QString departmentsText(const Agrement &agrement)
{
    return QStringLiteral("") + agrement.departments.join(QLatin1Char(' '));
}

Result<> storePersons(storage::Database &database, const Content &content,
                      const QHash<PersonId, QByteArray> &hashes, const Kept &kept)
{
    Result<> state;
    const Facts &facts = content.facts;
    Table persons(database, "INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", state);
    for (const Person &p : facts.persons)
        persons.row(p.id, p.matricule, p.name, categoryName(p.category), p.employer, p.employerKind,
                    p.sharedAccount, p.shiftChief, p.disabled, p.employerCommune, p.supervised);
    Table credentials(database, "INSERT INTO credential VALUES (?, ?, ?, ?)", state);
    for (const Person &p : facts.persons) {
        if (const auto given = hashes.constFind(p.id); given != hashes.constEnd())
            credentials.row(p.id, QString::fromLatin1(*given), 0, std::optional<Instant>());
        else if (const auto old = kept.credentials.constFind(p.id);
                 old != kept.credentials.constEnd())
            credentials.row(p.id, old->hash, old->failures, old->lockedUntil);
    }
    Table agrements(database, "INSERT INTO agrement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    state);
    for (const auto &list : facts.agrements) {
        for (const Agrement &a : list)
            agrements.row(a.id, a.person, a.number, departmentsText(a), a.validity, a.withdrawnOn,
                          a.refused, a.suspendedFrom, a.suspendedUntil, a.lastEnquiry);
    }
    Table mises(database, "INSERT INTO mise_a_disposition VALUES (?, ?, ?, ?, ?, ?, ?, ?)", state);
    for (const auto &list : facts.misesADisposition) {
        for (const MiseADisposition &m : list)
            mises.row(m.id, m.person, m.commune, m.validity, m.isSigned, m.denouncedAt, m.hours);
    }
    Table formations(database, "INSERT INTO formation VALUES (?, ?, ?)", state);
    for (const auto &list : facts.formations) {
        for (const Formation &f : list)
            formations.row(f.person, f.validity);
    }
    Table duties(database, "INSERT INTO duty VALUES (?, ?, ?, ?, ?, ?)", state);
    for (const auto &list : facts.duties) {
        for (const Duty &d : list)
            duties.row(d.id, d.person, d.post, d.during.from, d.during.until, d.locked);
    }
    return state;
}

Result<> storeAgreements(storage::Database &database, const Facts &facts)
{
    Result<> state;
    Table conventions(database, "INSERT INTO convention VALUES (?, ?, ?, ?, ?, ?)", state);
    Table parties(database, "INSERT INTO convention_party VALUES (?, ?, ?, ?, ?, ?)", state);
    for (const Convention &c : facts.conventions) {
        conventions.row(c.id, conventionKindName(c.kind), c.reference, c.validity, c.denouncedAt);
        for (qsizetype i = 0; i < c.parties.size(); ++i)
            parties.row(c.id, static_cast<int>(i), c.parties.at(i).commune,
                        c.parties.at(i).accordCommune, c.parties.at(i).accordMembres, c.parties.at(i).relay);
    }
    Table habilitations(database, "INSERT INTO habilitation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        state);
    Table scope(database, "INSERT INTO habilitation_commune VALUES (?, ?) ON CONFLICT DO NOTHING", state);
    for (const auto &list : facts.habilitations) {
        for (const Habilitation &h : list) {
            habilitations.row(h.id, h.person, habilitationKindName(h.kind), h.employer, h.validity,
                              h.suspendedFrom, h.suspendedUntil, h.designatedBy, h.convention, h.hours);
            for (const Insee &commune : h.communes)
                scope.row(h.id, commune);
        }
    }
    Table arretes(database, "INSERT INTO arrete VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", state);
    Table covered(database, "INSERT INTO arrete_system VALUES (?, ?) ON CONFLICT DO NOTHING", state);
    for (const ArreteDestinataire &a : facts.arretes) {
        arretes.row(a.id, a.number, categoryName(a.service), a.validity, a.ptzAllowed,
                    a.replayAllowed, a.extractAllowed, a.urgent);
        for (const SystemId &system : a.systems)
            covered.row(a.id, system);
    }
    return state;
}

Result<> storeMeasures(storage::Database &database, const Facts &facts)
{
    Result<> state;
    Table parameters(database, "INSERT INTO legal_parameters VALUES (?, ?, ?, ?)", state);
    for (const LegalParameters &p : facts.laterParameters)
        parameters.row(toIso(p.effective), p.graceSeconds, p.enquiryYears, minutesText(p));
    Table blocks(database, "INSERT INTO block VALUES (?, ?, ?, ?, ?, ?, ?)", state);
    for (const Block &b : facts.blocks)
        blocks.row(b.id, blockScopeName(b.scope), b.target, QStringLiteral("") + b.reason, b.author, b.during);
    Table requisitions(database, "INSERT INTO requisition VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", state);
    Table asked(database, "INSERT INTO requisition_camera VALUES (?, ?) ON CONFLICT DO NOTHING", state);
    for (const Requisition &q : facts.requisitions) {
        requisitions.row(q.id, q.number, q.legalBasis, q.authority, q.procedure, q.oral, q.images, q.extractor,
                         q.validator, q.validity);
        for (const CameraId &camera : q.cameras)
            asked.row(q.id, camera);
    }
    Table gels(database, "INSERT INTO gel VALUES (?, ?, ?, ?, ?, ?, ?)", state);
    for (const auto &list : facts.gels) {
        for (const Gel &g : list)
            gels.row(g.id, g.camera, g.requisition, g.images, g.approver, g.until);
    }
    Table derogations(database, "INSERT INTO derogation VALUES (?, ?, ?, ?, ?, ?, ?)", state);
    Table helped(database, "INSERT INTO derogation_commune VALUES (?, ?) ON CONFLICT DO NOTHING", state);
    for (const auto &list : facts.derogations) {
        for (const Derogation &d : list) {
            derogations.row(d.id, d.person, d.reference, d.responsible, d.second, d.during);
            for (const Insee &commune : d.communes)
                helped.row(d.id, commune);
        }
    }
    Table controles(database, "INSERT INTO controle VALUES (?, ?, ?, ?, ?, ?)", state);
    for (const auto &list : facts.controles) {
        for (const Controle &c : list)
            controles.row(c.id, c.person, c.report, c.supervisor, c.during);
    }
    Table traitements(database, "INSERT INTO traitement VALUES (?, ?, ?, ?, ?, ?, ?)", state);
    Table treated(database, "INSERT INTO traitement_system VALUES (?, ?) ON CONFLICT DO NOTHING", state);
    for (const Traitement &t : facts.traitements) {
        traitements.row(t.id, t.reference, QStringLiteral("") + t.events.join(QLatin1Char(' ')), t.model, t.biometric,
                        t.validity);
        for (const SystemId &system : t.systems)
            treated.row(t.id, system);
    }
    return state;
}

Result<> storeEndpoints(storage::Database &database, const Content &content, const Kept &kept,
                        const secrets::Sealer *sealer)
{
    Result<> state;
    Table endpoints(database, "INSERT INTO endpoint VALUES (?, ?, ?, ?)", state);
    Table streams(database, "INSERT INTO stream VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", state);
    for (const auto &e : content.endpoints) {
        QByteArray sealed = kept.sealedPasswords.value(e->camera);
        if (!e->password.isEmpty()) {
            if (!sealer)
                return fail(ErrorCode::KeychainUnavailable,
                            QStringLiteral("no station key to seal camera passwords with"));
            const auto done = sealer->seal(e->password, sealContext(e->camera));
            if (!done)
                return fail(done);
            sealed = *done;
        }
        endpoints.row(e->camera, e->user, sealed, e->onvifUrl.toString());
        for (qsizetype i = 0; i < e->streams.size(); ++i) {
            const StreamEndpoint &s = e->streams.at(i);
            streams.row(e->camera, static_cast<int>(i), s.name, s.url.toString(),
                        static_cast<int>(s.codec), s.size.width(), s.size.height(), s.fps,
                        static_cast<int>(s.transport), s.kbps);
        }
    }
    return state;
}

} // namespace

Result<QHash<PersonId, QByteArray>> hashesOf(const Content &content)
{
    QHash<PersonId, QByteArray> hashes;
    for (auto it = content.credentials.cbegin(); it != content.credentials.cend(); ++it) {
        if (!it.value()->password.isEmpty()) {
            const auto hash = secrets::hashPassword(it.value()->password);
            if (!hash)
                return fail(hash);
            hashes.insert(it.key(), *hash);
        } else if (!it.value()->hash.isEmpty()) {
            hashes.insert(it.key(), it.value()->hash);
        }
    }
    return hashes;
}

Result<> storePlaces(storage::Database &database, const Content &content, const Kept &kept,
                     const secrets::Sealer *sealer)
{
    if (const auto done = storeFacts(database, content.facts); !done)
        return done;
    return storeEndpoints(database, content, kept, sealer);
}

Result<> storePeople(storage::Database &database, const Content &content,
                     const QHash<PersonId, QByteArray> &hashes, const Kept &kept)
{
    if (const auto done = storePersons(database, content, hashes, kept); !done)
        return done;
    if (const auto done = storeAgreements(database, content.facts); !done)
        return done;
    return storeMeasures(database, content.facts);
}

} // namespace vigie::registry::detail
