// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/json.h>

#include "json_entities.h"
#include "json_measures.h"
#include "json_out.h"

#include <QtCore/QJsonArray>

#include <algorithm>

namespace vigie::registry {
namespace {

using detail::Out;
using detail::flattened;
using detail::sorted;

QString codecName(VideoCodec codec)
{
    switch (codec) {
    case VideoCodec::H264:
        return QStringLiteral("h264");
    case VideoCodec::H265:
        return QStringLiteral("h265");
    case VideoCodec::Mjpeg:
        return QStringLiteral("mjpeg");
    case VideoCodec::Unknown:
        break;
    }
    return {};
}

QString transportName(RtpTransport transport)
{
    switch (transport) {
    case RtpTransport::Tcp:
        return QStringLiteral("tcp");
    case RtpTransport::Udp:
        return QStringLiteral("udp");
    case RtpTransport::Auto:
        break;
    }
    return {};
}

QJsonValue endpointJson(const CameraEndpoint &endpoint)
{
    QJsonArray streams;
    for (const StreamEndpoint &stream : endpoint.streams) {
        streams.append(Out()
                           .add("name", stream.name)
                           .add("url", stream.url.toString())
                           .add("codec", codecName(stream.codec))
                           .number("width", std::max(0, stream.size.width())) // an empty size is -1 by -1
                           .number("height", std::max(0, stream.size.height()))
                           .number("fps", stream.fps)
                           .number("kbps", stream.kbps)
                           .add("transport", transportName(stream.transport)));
    }
    return Out()
        .add("user", endpoint.user)
        .add("onvif", endpoint.onvifUrl.toString())
        .list("streams", streams);
}

QJsonArray masksJson(const QList<PrivacyMask> &masks)
{
    QJsonArray array;
    for (const PrivacyMask &mask : masks) {
        QJsonArray corners;
        for (const QPointF &corner : mask.corners)
            corners.append(Out().number("x", corner.x()).number("y", corner.y()));
        array.append(Out().add("style", maskStyleName(mask.style)).list("corners", corners));
    }
    return array;
}

QJsonValue panoramaJson(const Panorama &panorama)
{
    return Out()
        .add("mount", mountName(panorama.mount))
        .number("lens", panorama.lensDegrees)
        .number("centreX", panorama.centre.x())
        .number("centreY", panorama.centre.y())
        .number("radius", panorama.radius);
}

QJsonValue conventionJson(const Convention &convention)
{
    QJsonArray parties;
    for (const auto &party : convention.parties)
        parties.append(Out()
                           .add("commune", party.commune)
                           .add("accordCommune", party.accordCommune)
                           .add("accordMembres", party.accordMembres)
                           .add("relay", party.relay));
    return Out()
        .add("id", convention.id)
        .add("kind", conventionKindName(convention.kind))
        .add("reference", convention.reference)
        .list("parties", parties)
        .range(convention.validity)
        .add("denouncedAt", convention.denouncedAt);
}

QJsonValue systemJson(const System &system)
{
    QJsonArray purposes;
    QList<int> numbers(system.purposes.cbegin(), system.purposes.cend());
    std::sort(numbers.begin(), numbers.end());
    for (const int number : numbers)
        purposes.append(number);
    return Out()
        .add("id", system.id)
        .add("name", system.name)
        .add("commune", system.commune)
        .add("authorisationNumber", system.authorisationNumber)
        .range(system.validity)
        .ids("cameras", system.cameras)
        .list("purposes", purposes)
        .number("retentionDays", system.retentionDays)
        .add("regime", regimeName(system.regime))
        .flag("provisional", system.provisional)
        .add("eventEnds", system.eventEnds);
}

} // namespace

QJsonValue detail::jsonOf(const Camera &c, const CameraEndpoint *endpoint)
{
    const QJsonValue out = Out()
                               .add("id", c.id)
                               .add("name", c.name)
                               .add("site", c.site)
                               .add("system", c.system)
                               .add("kind", cameraKindName(c.kind))
                               .position(c.position)
                               .number("heading", c.headingDegrees)
                               .number("fieldOfView", c.fieldOfViewDegrees)
                               .number("number", c.number)
                               .flag("facesDwelling", c.facesDwelling)
                               .ids("seesInto", c.seesInto)
                               .flag("sectorLocked", c.sectorLocked);
    QJsonObject object = out.toObject();
    if (!c.masks.isEmpty())
        object.insert(QStringLiteral("masks"), masksJson(c.masks));
    if (c.panorama)
        object.insert(QStringLiteral("panorama"), panoramaJson(*c.panorama));
    if (endpoint)
        object.insert(QStringLiteral("endpoint"), endpointJson(*endpoint));
    return object;
}

QJsonValue detail::jsonOf(const Person &p)
{
    return Out()
        .add("id", p.id)
        .add("matricule", p.matricule)
        .add("name", p.name)
        .add("category", categoryName(p.category))
        .add("employer", p.employer)
        .add("employerKind", p.employerKind)
        .flag("sharedAccount", p.sharedAccount)
        .flag("shiftChief", p.shiftChief)
        .flag("disabled", p.disabled)
        .add("employerCommune", p.employerCommune)
        .flag("supervised", p.supervised);
}

QJsonObject toJson(const Content &content)
{
    const Facts &facts = content.facts;
    QJsonObject root{{QStringLiteral("format"), QStringLiteral("vigie-registry/1")},
                     {QStringLiteral("secretsOmitted"), true}};
    const auto put = [&root](const char *key, const QJsonArray &array) {
        root.insert(QLatin1String(key), array);
    };
    put("communes", sorted(facts.communes, [](const Commune &c) {
            return Out()
                .add("insee", c.insee)
                .add("name", c.name)
                .add("department", c.department)
                .position(c.centre)
                .add("authority", c.authority)
                .number("linkMbps", c.linkMbps);
        }));
    put("posts", sorted(facts.posts, [](const Post &p) {
            return Out()
                .add("id", p.id)
                .add("name", p.name)
                .add("room", p.room)
                .add("kind", postKindName(p.kind))
                .flag("secured", p.secured)
                .flag("registered", p.registered, true);
        }));
    put("sites", sorted(facts.sites, [](const Site &s) {
            return Out()
                .add("id", s.id)
                .add("name", s.name)
                .add("commune", s.commune)
                .position(s.position);
        }));
    put("systems", sorted(facts.systems, systemJson));
    put("cameras", sorted(facts.cameras, [&content](const Camera &c) {
            return detail::jsonOf(c, content.endpoints.value(c.id).get());
        }));
    put("persons", sorted(facts.persons, [](const Person &p) { return detail::jsonOf(p); }));
    put("duties", flattened(facts.duties, [](const Duty &d) {
            return Out()
                .add("id", d.id)
                .add("person", d.person)
                .add("post", d.post)
                .add("from", d.during.from)
                .add("until", d.during.until)
                .flag("locked", d.locked);
        }));
    put("agrements", flattened(facts.agrements, [](const Agrement &a) {
            return Out()
                .add("id", a.id)
                .add("person", a.person)
                .add("number", a.number)
                .list("departments", QJsonArray::fromStringList(a.departments))
                .range(a.validity)
                .add("withdrawnOn", a.withdrawnOn)
                .flag("refused", a.refused)
                .add("suspendedFrom", a.suspendedFrom)
                .add("suspendedUntil", a.suspendedUntil)
                .add("lastEnquiry", a.lastEnquiry);
        }));
    put("habilitations", flattened(facts.habilitations, [](const Habilitation &h) {
            return Out()
                .add("id", h.id)
                .add("person", h.person)
                .add("kind", habilitationKindName(h.kind))
                .add("employer", h.employer)
                .ids("communes", h.communes)
                .range(h.validity)
                .add("suspendedFrom", h.suspendedFrom)
                .add("suspendedUntil", h.suspendedUntil)
                .add("designatedBy", h.designatedBy)
                .add("convention", h.convention)
                .add("hours", h.hours);
        }));
    put("misesADisposition", flattened(facts.misesADisposition, [](const MiseADisposition &m) {
            return Out()
                .add("id", m.id)
                .add("person", m.person)
                .add("commune", m.commune)
                .range(m.validity)
                .flag("signed", m.isSigned)
                .add("denouncedAt", m.denouncedAt)
                .add("hours", m.hours);
        }));
    put("formations", flattened(facts.formations, [](const Formation &f) {
            return Out().add("person", f.person).range(f.validity);
        }));
    put("conventions", sorted(facts.conventions, conventionJson));
    QJsonArray arretes;
    for (const ArreteDestinataire &a : facts.arretes) {
        arretes.append(Out()
                           .add("id", a.id)
                           .add("number", a.number)
                           .add("service", categoryName(a.service))
                           .ids("systems", a.systems)
                           .range(a.validity)
                           .flag("ptzAllowed", a.ptzAllowed)
                           .flag("replayAllowed", a.replayAllowed)
                           .flag("extractAllowed", a.extractAllowed)
                           .flag("urgent", a.urgent));
    }
    put("arretes", arretes);
    detail::writeMeasures(facts, root);
    return root;
}

} // namespace vigie::registry
