// SPDX-License-Identifier: GPL-3.0-or-later
#include <onvif/messages.h>

#include <QtCore/QTimeZone>

#include <algorithm>
#include <cmath>

namespace vigie::onvif {
namespace {

constexpr qsizetype kMostProfiles = 64;
constexpr qsizetype kMostPresets = 512;
constexpr qsizetype kMostNodes = 16;
constexpr double kHighestRate = 240.0; ///< pictures a second
constexpr int kHighestKbps = 1'000'000;
constexpr int kFirstYear = 1970; ///< what a device says whose battery is flat
constexpr int kLastYear = 2199;

using L1 = QLatin1String;

QString withProfile(const char *operation, const QString &profile, const QString &more = {})
{
    return QStringLiteral("<%1><%2:ProfileToken>%3</%2:ProfileToken>%4</%1>")
        .arg(QLatin1String(operation),
             QLatin1String(operation).left(QLatin1String(operation).indexOf(QLatin1Char(':'))),
             escaped(profile), more);
}

/// A finite number, else \p otherwise: devices have answered "nan" and "1,5".
double numberOf(const QString &text, double otherwise)
{
    bool ok = false;
    const double value = text.toDouble(&ok);
    return ok && std::isfinite(value) ? value : otherwise;
}

QString velocity(double value)
{
    if (!std::isfinite(value))
        value = 0.0;
    return QString::number(std::clamp(value, -1.0, 1.0), 'f', 3);
}

/// Whether \p answer is what \p operation is answered with.
Result<> expect(const Element &answer, const char *nameSpace, const char *operation)
{
    if (answer.is(nameSpace, QLatin1String(operation)))
        return {};
    return fail(
        ErrorCode::Protocol,
        QStringLiteral("%1 instead of %2").arg(answer.name.left(64), QLatin1String(operation)));
}

void noteService(Services &services, const QString &nameSpace, const QUrl &address)
{
    if (nameSpace == L1(ns::kMedia) && services.media.isEmpty())
        services.media = address;
    else if (nameSpace == L1(ns::kPtz) && services.ptz.isEmpty())
        services.ptz = address;
}

} // namespace

QString getSystemDateAndTime()
{
    return QStringLiteral("<tds:GetSystemDateAndTime/>");
}
QString getDeviceInformation()
{
    return QStringLiteral("<tds:GetDeviceInformation/>");
}
QString getServices()
{
    return QStringLiteral(
        "<tds:GetServices><tds:IncludeCapability>false</tds:IncludeCapability></tds:GetServices>");
}
QString getCapabilities()
{
    return QStringLiteral(
        "<tds:GetCapabilities><tds:Category>All</tds:Category></tds:GetCapabilities>");
}
QString getProfiles()
{
    return QStringLiteral("<trt:GetProfiles/>");
}
QString getNodes()
{
    return QStringLiteral("<tptz:GetNodes/>");
}

QString getStreamUri(const QString &profile)
{
    return QStringLiteral("<trt:GetStreamUri><trt:StreamSetup><tt:Stream>RTP-Unicast</"
                          "tt:Stream><tt:Transport><tt:Protocol>RTSP"
                          "</tt:Protocol></tt:Transport></trt:StreamSetup><trt:ProfileToken>%1</"
                          "trt:ProfileToken></trt:GetStreamUri>")
        .arg(escaped(profile));
}

QString setSynchronizationPoint(const QString &profile)
{
    return withProfile("trt:SetSynchronizationPoint", profile);
}

QString continuousMove(const QString &profile, double pan, double tilt, double zoom,
                       std::chrono::milliseconds timeout)
{
    QString more =
        QStringLiteral(
            "<tptz:Velocity><tt:PanTilt x=\"%1\" y=\"%2\"/><tt:Zoom x=\"%3\"/></tptz:Velocity>")
            .arg(velocity(pan), velocity(tilt), velocity(zoom));
    if (timeout.count() > 0)
        more += QStringLiteral("<tptz:Timeout>PT%1S</tptz:Timeout>")
                    .arg(static_cast<double>(timeout.count()) / 1000.0, 0, 'f', 1);
    return withProfile("tptz:ContinuousMove", profile, more);
}

QString stop(const QString &profile)
{
    return withProfile(
        "tptz:Stop", profile,
        QStringLiteral("<tptz:PanTilt>true</tptz:PanTilt><tptz:Zoom>true</tptz:Zoom>"));
}

QString getStatus(const QString &profile)
{
    return withProfile("tptz:GetStatus", profile);
}
QString getPresets(const QString &profile)
{
    return withProfile("tptz:GetPresets", profile);
}

QString gotoPreset(const QString &profile, const QString &preset)
{
    return withProfile(
        "tptz:GotoPreset", profile,
        QStringLiteral("<tptz:PresetToken>%1</tptz:PresetToken>").arg(escaped(preset)));
}

Result<Instant> readSystemDateAndTime(const Element &answer)
{
    if (const auto right = expect(answer, ns::kDevice, "GetSystemDateAndTimeResponse"); !right)
        return fail(right);
    const Element *utc = answer.at({L1("SystemDateAndTime"), L1("UTCDateTime")});
    const Element *date = utc ? utc->child(L1("Date")) : nullptr;
    const Element *time = utc ? utc->child(L1("Time")) : nullptr;
    if (!date || !time)
        return fail(ErrorCode::Protocol, QStringLiteral("no UTC time in the answer"));
    const QDate day(date->textOf(L1("Year")).toInt(), date->textOf(L1("Month")).toInt(),
                    date->textOf(L1("Day")).toInt());
    const QTime clock(time->textOf(L1("Hour")).toInt(), time->textOf(L1("Minute")).toInt(),
                      std::min(time->textOf(L1("Second")).toInt(), 59));
    // Bounded: the difference to our own clock is computed, and written in four digits.
    if (!day.isValid() || !clock.isValid() || day.year() < kFirstYear || day.year() > kLastYear)
        return fail(ErrorCode::Protocol, QStringLiteral("not a time"));
    return Instant(
        std::chrono::milliseconds(QDateTime(day, clock, QTimeZone::utc()).toMSecsSinceEpoch()));
}

Result<DeviceInformation> readDeviceInformation(const Element &answer)
{
    if (const auto right = expect(answer, ns::kDevice, "GetDeviceInformationResponse"); !right)
        return fail(right);
    return DeviceInformation{answer.textOf(L1("Manufacturer")), answer.textOf(L1("Model")),
                             answer.textOf(L1("FirmwareVersion")),
                             answer.textOf(L1("SerialNumber"))};
}

Result<Services> readServices(const Element &answer)
{
    const bool capabilitiesOnly = answer.is(ns::kDevice, L1("GetCapabilitiesResponse"));
    if (const auto right = expect(answer, ns::kDevice, "GetServicesResponse");
        !right && !capabilitiesOnly)
        return fail(right);
    Services services;
    for (const Element *service : answer.childrenNamed(L1("Service")))
        noteService(services, service->textOf(L1("Namespace")), QUrl(service->textOf(L1("XAddr"))));
    if (const Element *capabilities = answer.child(L1("Capabilities"))) {
        if (const Element *media = capabilities->child(L1("Media")))
            noteService(services, L1(ns::kMedia), QUrl(media->textOf(L1("XAddr"))));
        if (const Element *ptz = capabilities->child(L1("PTZ")))
            noteService(services, L1(ns::kPtz), QUrl(ptz->textOf(L1("XAddr"))));
    }
    return services;
}

Result<QList<Profile>> readProfiles(const Element &answer)
{
    if (const auto right = expect(answer, ns::kMedia, "GetProfilesResponse"); !right)
        return fail(right);
    QList<Profile> profiles;
    for (const Element *element : answer.childrenNamed(L1("Profiles"))) {
        Profile profile;
        profile.token = element->attribute(L1("token"));
        profile.name = element->textOf(L1("Name"));
        profile.hasPtz = element->child(L1("PTZConfiguration")) != nullptr;
        if (const Element *encoder = element->child(L1("VideoEncoderConfiguration"))) {
            profile.encoding = encoder->textOf(L1("Encoding"));
            if (const Element *size = encoder->child(L1("Resolution")))
                profile.size =
                    QSize(size->textOf(L1("Width")).toInt(), size->textOf(L1("Height")).toInt());
            if (const Element *rate = encoder->child(L1("RateControl"))) {
                profile.fps = std::clamp(numberOf(rate->textOf(L1("FrameRateLimit")), 0.0), 0.0, kHighestRate);
                profile.kbps = std::clamp(rate->textOf(L1("BitrateLimit")).toInt(), 0, kHighestKbps);
            }
        }
        if (!profile.token.isEmpty() && profiles.size() < kMostProfiles)
            profiles.append(profile);
    }
    if (profiles.isEmpty())
        return fail(ErrorCode::Protocol, QStringLiteral("the device has no media profile"));
    return profiles;
}

Result<QUrl> readStreamUri(const Element &answer)
{
    if (const auto right = expect(answer, ns::kMedia, "GetStreamUriResponse"); !right)
        return fail(right);
    const Element *uri = answer.at({L1("MediaUri"), L1("Uri")});
    const QUrl url(uri ? uri->text : QString());
    if (url.scheme() != L1("rtsp") && url.scheme() != L1("rtsps"))
        return fail(ErrorCode::Protocol, QStringLiteral("no RTSP address in the answer"));
    return url;
}

Result<QList<PtzNode>> readNodes(const Element &answer)
{
    if (const auto right = expect(answer, ns::kPtz, "GetNodesResponse"); !right)
        return fail(right);
    QList<PtzNode> nodes;
    for (const Element *element : answer.childrenNamed(L1("PTZNode"))) {
        PtzNode node;
        node.token = element->attribute(L1("token"));
        node.name = element->textOf(L1("Name"));
        node.continuousMove =
            element->at({L1("SupportedPTZSpaces"), L1("ContinuousPanTiltVelocitySpace")})
            != nullptr;
        node.home = element->textOf(L1("HomeSupported")) == L1("true");
        node.presets = std::max(0, element->textOf(L1("MaximumNumberOfPresets")).toInt());
        if (nodes.size() < kMostNodes)
            nodes.append(node);
    }
    return nodes;
}

Result<PtzStatus> readStatus(const Element &answer)
{
    if (const auto right = expect(answer, ns::kPtz, "GetStatusResponse"); !right)
        return fail(right);
    PtzStatus status;
    const Element *found = answer.child(L1("PTZStatus"));
    if (!found)
        return status;
    if (const Element *move = found->child(L1("MoveStatus"))) {
        const QString panTilt = move->textOf(L1("PanTilt"));
        const QString zoom = move->textOf(L1("Zoom"));
        const auto says = [](const QString &text) {
            return text == L1("IDLE") || text == L1("MOVING");
        };
        status.known = says(panTilt) || says(zoom);
        status.moving = panTilt == L1("MOVING") || zoom == L1("MOVING");
    }
    if (const Element *position = found->child(L1("Position"))) {
        if (const Element *panTilt = position->child(L1("PanTilt"))) {
            status.pan = numberOf(panTilt->attribute(L1("x")), 0.0);
            status.tilt = numberOf(panTilt->attribute(L1("y")), 0.0);
        }
        if (const Element *zoom = position->child(L1("Zoom")))
            status.zoom = numberOf(zoom->attribute(L1("x")), 0.0);
    }
    return status;
}

Result<QList<PtzPreset>> readPresets(const Element &answer)
{
    if (const auto right = expect(answer, ns::kPtz, "GetPresetsResponse"); !right)
        return fail(right);
    QList<PtzPreset> presets;
    for (const Element *element : answer.childrenNamed(L1("Preset"))) {
        const QString token = element->attribute(L1("token"));
        if (token.isEmpty() || presets.size() >= kMostPresets)
            continue;
        // Some devices send names percent-encoded.
        const QString name = QUrl::fromPercentEncoding(element->textOf(L1("Name")).toUtf8());
        presets.append({token, name.isEmpty() ? token : name});
    }
    return presets;
}

QUrl reachable(const QUrl &given, const QUrl &device)
{
    QUrl url = device;
    const QString path = given.path(QUrl::FullyEncoded);
    url.setPath(path.startsWith(L1("/")) ? path : L1("/") + path, QUrl::TolerantMode);
    url.setQuery(given.query());
    url.setUserInfo(QString());
    return url;
}

} // namespace vigie::onvif
