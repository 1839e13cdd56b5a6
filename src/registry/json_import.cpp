// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/json.h>

#include "import_checks.h"
#include "json_entities.h"
#include "employer_commune.h"
#include "json_keys.h"
#include "json_measures.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>

namespace vigie::registry {
namespace {

using detail::Fields;

constexpr char kFormat[] = "vigie-registry/1";

std::optional<VideoCodec> codecFromName(const QString &name)
{
    if (name == QLatin1String("h264"))
        return VideoCodec::H264;
    if (name == QLatin1String("h265"))
        return VideoCodec::H265;
    if (name == QLatin1String("mjpeg"))
        return VideoCodec::Mjpeg;
    return std::nullopt;
}

std::optional<RtpTransport> transportFromName(const QString &name)
{
    if (name == QLatin1String("tcp"))
        return RtpTransport::Tcp;
    if (name == QLatin1String("udp"))
        return RtpTransport::Udp;
    if (name == QLatin1String("auto"))
        return RtpTransport::Auto;
    return std::nullopt;
}

/// Where something stands; where it says nothing, \p otherwise.
LatLon position(Fields &fields, const LatLon &otherwise)
{
    return {fields.number("latitude", otherwise.latitude, -90.0, 90.0),
            fields.number("longitude", otherwise.longitude, -180.0, 180.0)};
}

LatLon requiredPosition(Fields &fields)
{
    for (const char *key : {"latitude", "longitude"}) {
        if (!fields.has(key))
            fields.problem(key, QStringLiteral("is missing"));
    }
    return position(fields, {});
}

/// What \p content, or else \p base, holds under \p id; a default-made one when neither does.
template <typename Id, typename Value>
Value look(QHash<Id, Value> Facts::*table, const Id &id, const Content &content,
           const Content *base)
{
    if (const auto it = (content.facts.*table).constFind(id);
        it != (content.facts.*table).constEnd())
        return *it;
    return base ? (base->facts.*table).value(id) : Value{};
}

/// Argon2id as libsodium writes it, with a cost that a sign-in can bear: a foreign file must not
/// make one take all memory or a day.
bool isBearableHash(const QByteArray &hash)
{
    static const QRegularExpression shape(QRegularExpression::anchoredPattern(
        QStringLiteral("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,"
                       "2}),p=1\\$[A-Za-z0-9+/]+\\$[A-Za-z0-9+/]+")));
    const auto match = shape.match(QString::fromLatin1(hash));
    return hash.size() < 128 && match.hasMatch() && match.captured(1).toInt() <= 1024 * 1024
        && match.captured(2).toInt() <= 16;
}

/// Puts \p value under \p id unless something stands there already.
template <typename Map, typename Id, typename Value>
void put(Map &map, const Id &id, Value value, Fields &fields, const char *key)
{
    if (map.contains(id))
        fields.problem(key, QStringLiteral("'%1' appears twice").arg(id.value.left(80)));
    else
        map.insert(id, std::move(value));
}

void readEndpoint(Fields &fields, const CameraId &camera, Content &content)
{
    auto endpoint = std::make_shared<CameraEndpoint>();
    endpoint->camera = camera;
    endpoint->user = fields.text("user");
    endpoint->password = Secret::fromUtf8(fields.text("password"));
    const QString onvif = fields.text("onvif");
    endpoint->onvifUrl = QUrl(onvif, QUrl::StrictMode);
    if (!onvif.isEmpty() && !endpoint->onvifUrl.isValid())
        fields.problem("onvif", QStringLiteral("is not an address"));
    fields.objects("streams", [&](Fields &stream) {
        StreamEndpoint one;
        one.name = stream.text("name", true);
        one.url = QUrl(stream.text("url", true), QUrl::StrictMode);
        if (const QString codec = stream.text("codec"); !codec.isEmpty()) {
            if (const auto known = codecFromName(codec))
                one.codec = *known;
            else
                stream.problem("codec", QStringLiteral("is not h264, h265 or mjpeg"));
        }
        one.size = QSize(stream.whole("width", 0, 0, 16384), stream.whole("height", 0, 0, 16384));
        one.fps = stream.number("fps", 0, 0, 240);
        one.kbps = stream.whole("kbps", 0, 0, 1000000);
        if (const QString transport = stream.text("transport"); !transport.isEmpty()) {
            if (const auto known = transportFromName(transport))
                one.transport = *known;
            else
                stream.problem("transport", QStringLiteral("is not auto, tcp or udp"));
        }
        endpoint->streams.append(one);
    });
    content.endpoints.insert(camera, std::move(endpoint));
}

PrivacyMask readMask(Fields &fields)
{
    PrivacyMask mask;
    mask.style = fields.choice<PrivacyMask::Style>("style", mask.style, maskStyleFromName);
    fields.objects("corners", [&](Fields &corner) {
        const double x = corner.number("x", -1.0, 0.0, 1.0);
        const double y = corner.number("y", -1.0, 0.0, 1.0);
        for (const char *key : {"x", "y"}) {
            if (!corner.has(key))
                corner.problem(key, QStringLiteral("is missing"));
        }
        if (mask.corners.size() <= PrivacyMask::kMostCorners) // one too many is noted later
            mask.corners.append({x, y});
    });
    return mask;
}

Panorama readPanorama(Fields &fields)
{
    Panorama panorama;
    panorama.mount = fields.choice<Panorama::Mount>("mount", panorama.mount, mountFromName);
    panorama.lensDegrees = fields.number("lens", panorama.lensDegrees, Panorama::kLeastLensDegrees,
                                         Panorama::kMostLensDegrees);
    panorama.centre = {fields.number("centreX", 0.5, 0.0, 1.0),
                       fields.number("centreY", 0.5, 0.0, 1.0)};
    panorama.radius = fields.number("radius", panorama.radius, Panorama::kLeastRadius,
                                    Panorama::kMostRadius);
    return panorama;
}

void readPlaces(Fields &root, Content &content, const Content *base)
{
    Facts &facts = content.facts;
    root.objects("communes", [&](Fields &f) {
        Commune commune{f.id<Insee>("insee", true), f.text("name", true),
                        f.text("department", true), requiredPosition(f), f.text("authority"),
                        f.number("linkMbps", 0, 0, 100000)};
        if (commune.authority.isEmpty())
            commune.authority = QStringLiteral("Maire de %1").arg(commune.name);
        put(facts.communes, commune.insee, commune, f, "insee");
    });
    root.objects("posts", [&](Fields &f) {
        const Post post{f.id<PostId>("id", true),
                        f.text("name", true),
                        f.text("room"),
                        f.choice<PostKind>("kind", PostKind::CentreRoom, postKindFromName),
                        f.flag("secured"),
                        f.flag("registered", true)};
        put(facts.posts, post.id, post, f, "id");
    });
    root.objects("sites", [&](Fields &f) {
        Site site{f.id<SiteId>("id", true), f.text("name", true), f.id<Insee>("commune", true), {}};
        site.position = position(f, look(&Facts::communes, site.commune, content, base).centre);
        put(facts.sites, site.id, site, f, "id");
    });
    root.objects("systems", [&](Fields &f) {
        System system{f.id<SystemId>("id", true),
                      f.text("name", true),
                      f.id<Insee>("commune", true),
                      f.text("authorisationNumber"),
                      f.range(),
                      {},
                      f.numbers("purposes"),
                      f.whole("retentionDays", 15, 0, 31)};
        if (f.has("regime"))
            system.regime = f.choice<Regime>("regime", system.regime, regimeFromName);
        system.provisional = f.flag("provisional");
        system.eventEnds = f.instant("eventEnds");
        for (const CameraId &camera : f.ids<CameraId>("cameras"))
            system.cameras.insert(camera);
        put(facts.systems, system.id, system, f, "id");
    });
    root.objects("cameras", [&](Fields &f) {
        Camera camera{f.id<CameraId>("id", true),
                      f.text("name", true),
                      f.id<SiteId>("site", true),
                      f.id<SystemId>("system"),
                      f.choice<CameraKind>("kind", CameraKind::Fixed, cameraKindFromName),
                      {},
                      f.number("heading", 0.0, 0.0, 360.0),
                      f.number("fieldOfView", 70.0, 1.0, 360.0),
                      f.whole("number", 0, 0, kHighestCameraNumber),
                      {},
                      {},
                      f.flag("facesDwelling"),
                      f.ids<Insee>("seesInto"),
                      f.flag("sectorLocked")};
        f.objects("masks", [&](Fields &mask) {
            PrivacyMask one = readMask(mask);
            if (camera.masks.size() <= PrivacyMask::kMostOfACamera)
                camera.masks.append(std::move(one));
        });
        f.object("panorama", [&](Fields &lens) { camera.panorama = readPanorama(lens); });
        camera.position = position(f, look(&Facts::sites, camera.site, content, base).position);
        put(facts.cameras, camera.id, camera, f, "id");
        f.object("endpoint", [&](Fields &endpoint) { readEndpoint(endpoint, camera.id, content); });
    });
}

void readPeople(Fields &root, Content &content)
{
    Facts &facts = content.facts;
    root.objects("persons", [&](Fields &f) {
        const Person person{f.id<PersonId>("id", true),
                            f.text("matricule", true),
                            f.text("name", true),
                            f.choice<Category>("category", Category::Visiteur, categoryFromName),
                            f.text("employer"),
                            f.text("employerKind"),
                            f.flag("sharedAccount"),
                            f.flag("shiftChief"),
                            f.flag("disabled"),
                            f.id<Insee>("employerCommune"),
                            f.flag("supervised")};
        put(facts.persons, person.id, person, f, "id");
        auto credential = std::make_shared<PersonCredential>();
        credential->password = Secret::fromUtf8(f.text("password"));
        credential->hash = f.text("passwordHash").toLatin1();
        if (!credential->hash.isEmpty() && !isBearableHash(credential->hash))
            f.problem("passwordHash", QStringLiteral("is not an Argon2id hash of a bearable cost"));
        if (!credential->hash.isEmpty() && !credential->password.isEmpty())
            f.problem("passwordHash", QStringLiteral("stands beside a password: one of them"));
        if (!credential->hash.isEmpty() || !credential->password.isEmpty())
            content.credentials.insert(person.id, std::move(credential));
    });
    root.objects("duties", [&](Fields &f) {
        const Duty duty{f.text("id", true),
                        f.id<PersonId>("person", true),
                        f.id<PostId>("post", true),
                        {f.instant("from"), f.instant("until")},
                        f.flag("locked")};
        facts.duties[duty.person].append(duty);
    });
}

void readTitles(Fields &root, Facts &facts)
{
    root.objects("agrements", [&](Fields &f) {
        const Agrement agrement{f.id<TitleId>("id", true),
                                f.id<PersonId>("person", true),
                                f.text("number"),
                                f.texts("departments"),
                                f.range(),
                                f.date("withdrawnOn"),
                                f.flag("refused"),
                                f.instant("suspendedFrom"),
                                f.instant("suspendedUntil"),
                                f.date("lastEnquiry")};
        facts.agrements[agrement.person].append(agrement);
    });
    root.objects("habilitations", [&](Fields &f) {
        const Habilitation habilitation{
            f.id<TitleId>("id", true),
            f.id<PersonId>("person", true),
            f.choice<HabilitationKind>("kind", HabilitationKind::Agent, habilitationKindFromName),
            f.text("employer"),
            f.ids<Insee>("communes"),
            f.range(),
            f.instant("suspendedFrom"),
            f.instant("suspendedUntil"),
            f.text("designatedBy"),
            f.id<TitleId>("convention"),
            f.window("hours")};
        facts.habilitations[habilitation.person].append(habilitation);
    });
    root.objects("misesADisposition", [&](Fields &f) {
        const MiseADisposition mise{f.id<TitleId>("id", true),
                                    f.id<PersonId>("person", true),
                                    f.id<Insee>("commune", true),
                                    f.range(),
                                    f.flag("signed"),
                                    f.instant("denouncedAt"),
                                    f.window("hours")};
        facts.misesADisposition[mise.person].append(mise);
    });
    root.objects("formations", [&](Fields &f) {
        const Formation formation{f.id<PersonId>("person", true), f.range()};
        facts.formations[formation.person].append(formation);
    });
    root.objects("conventions", [&](Fields &f) {
        Convention convention{
            f.id<TitleId>("id", true),
            f.choice<ConventionKind>("kind", ConventionKind::Mutualisation, conventionKindFromName),
            f.text("reference"),
            {},
            f.range(),
            f.instant("denouncedAt")};
        f.objects("parties", [&](Fields &party) {
            convention.parties.append({party.id<Insee>("commune", true),
                                       party.date("accordCommune"), party.date("accordMembres"),
                                       party.window("relay")});
        });
        put(facts.conventions, convention.id, convention, f, "id");
    });
    root.objects("arretes", [&](Fields &f) {
        facts.arretes.append(
            {f.id<TitleId>("id", true), f.text("number"),
             f.choice<Category>("service", Category::Gendarmerie, categoryFromName),
             f.ids<SystemId>("systems"), f.range(), f.flag("ptzAllowed"), f.flag("replayAllowed"),
             f.flag("extractAllowed"), f.flag("urgent")});
    });
}

/// The shapes alone; what refers to what is not looked at. Problems are noted.
Result<Content> read(const QByteArray &json, const Content *base, QStringList &problems)
{
    if (json.size() > kMaximumJsonBytes)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("a registry file of %1 bytes").arg(json.size()));
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parse);
    if (parse.error != QJsonParseError::NoError || !document.isObject()) {
        const QByteArray sound = json.left(parse.offset);
        problems.append(QStringLiteral("line %1, column %2: %3")
                            .arg(sound.count('\n') + 1)
                            .arg(QString::fromUtf8(sound.mid(sound.lastIndexOf('\n') + 1)).size() + 1)
                            .arg(parse.error == QJsonParseError::NoError
                                     ? QStringLiteral("not an object")
                                     : parse.errorString()));
        return fail(ErrorCode::InvalidArgument, problems.constLast());
    }
    const QString format = document.object().value(QLatin1String("format")).toString();
    if (format != QLatin1String(kFormat)) {
        const bool ours = format.startsWith(QLatin1String("vigie-registry/"));
        problems.append(QStringLiteral("$.format: '%1', this program reads %2")
                            .arg(format.left(60), QLatin1String(kFormat)));
        return fail(ours ? ErrorCode::NewerSchema : ErrorCode::InvalidArgument,
                    problems.constLast());
    }
    detail::Problems noted(problems);
    detail::noteRepeatedKeys(json, noted);
    return detail::contentOfPart(document.object(), base, noted);
}

/// \p content unless something is wrong with it, or with what was read.
Result<Content> checked(Content content, const Content &part, QStringList &problems)
{
    content.facts.index();
    detail::Problems noted(problems);
    for (const QString &problem : detail::importProblems(content, part))
        noted.note(problem);
    if (problems.isEmpty())
        return content;
    return fail(ErrorCode::InvalidArgument,
                QStringLiteral("%1 problems, the first: %2")
                    .arg(problems.size())
                    .arg(problems.constFirst()));
}

} // namespace

Content detail::contentOfPart(const QJsonObject &part, const Content *base, Problems &problems)
{
    Content content;
    Fields root(part, QStringLiteral("$"), problems);
    (void)root.text("format");
    (void)root.text("note");
    (void)root.flag("secretsOmitted");
    readPlaces(root, content, base);
    readPeople(root, content);
    readTitles(root, content.facts);
    readMeasures(root, content.facts);
    detail::fillEmployerCommunes(content.facts, base ? &base->facts : nullptr);
    return content;
}

Result<Content> contentFromJson(const QByteArray &json, QStringList &problems)
{
    const auto content = read(json, nullptr, problems);
    return content ? checked(*content, *content, problems) : Result<Content>(fail(content));
}

Result<Content> mergedFromJson(const QByteArray &json, Content base, QStringList &problems)
{
    const auto part = read(json, &base, problems);
    if (!part)
        return fail(part);
    mergeInto(base, *part);
    return checked(std::move(base), *part, problems);
}

Result<Facts> factsFromJson(const QByteArray &json, QStringList *problems)
{
    QStringList own;
    auto content = contentFromJson(json, problems ? *problems : own);
    if (!content)
        return fail(content);
    return std::move(content->facts);
}

} // namespace vigie::registry
