// SPDX-License-Identifier: GPL-3.0-or-later
#include "onvif_service.h"

#include <QtCore/QUrl>

namespace vigie::camsim {

namespace {
QString dateTime(const QDateTime &at)
{
    return QStringLiteral(
               "<tt:Time><tt:Hour>%1</tt:Hour><tt:Minute>%2</tt:Minute><tt:Second>%3</tt:Second></"
               "tt:Time>"
               "<tt:Date><tt:Year>%4</tt:Year><tt:Month>%5</tt:Month><tt:Day>%6</tt:Day></tt:Date>")
        .arg(at.time().hour())
        .arg(at.time().minute())
        .arg(at.time().second())
        .arg(at.date().year())
        .arg(at.date().month())
        .arg(at.date().day());
}

QString systemDateAndTime(const OnvifContext &context)
{
    return QStringLiteral(
               "<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime>"
               "<tt:DateTimeType>NTP</tt:DateTimeType><tt:DaylightSavings>false</"
               "tt:DaylightSavings>"
               "<tt:TimeZone><tt:TZ>UTC0</tt:TZ></tt:TimeZone><tt:UTCDateTime>%1</tt:UTCDateTime>"
               "</tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>")
        .arg(dateTime(context.camera.utcNow()));
}

QString services(const OnvifContext &context)
{
    const auto service = [&context](QStringView ns, const char *path, int major, int minor) {
        return QStringLiteral("<tds:Service><tds:Namespace>%1</tds:Namespace><tds:XAddr>%2/onvif/"
                              "%3</tds:XAddr>"
                              "<tds:Version><tt:Major>%4</tt:Major><tt:Minor>%5</tt:Minor></"
                              "tds:Version></tds:Service>")
            .arg(ns.toString(), context.httpBase, QString::fromLatin1(path))
            .arg(major)
            .arg(minor);
    };
    QString list =
        service(onvif_ns::kDevice, "device_service", 2, 40) // Media2 first, as some cameras do
        + service(onvif_ns::kMedia2, "media2_service", 2, 60)
        + service(onvif_ns::kMedia, "media_service", 2, 60);
    if (context.ptz)
        list += service(onvif_ns::kPtz, "ptz_service", 2, 40);
    return QStringLiteral("<tds:GetServicesResponse>") + list
        + QStringLiteral("</tds:GetServicesResponse>");
}

QString capabilities(const OnvifContext &context)
{
    QString list = QStringLiteral(
        "<tt:Device><tt:XAddr>%1/onvif/device_service</tt:XAddr></tt:Device>"
        "<tt:Media><tt:XAddr>%1/onvif/media_service</tt:XAddr><tt:StreamingCapabilities>"
        "<tt:RTPMulticast>false</tt:RTPMulticast><tt:RTP_TCP>true</tt:RTP_TCP>"
        "<tt:RTP_RTSP_TCP>true</tt:RTP_RTSP_TCP></tt:StreamingCapabilities></tt:Media>");
    if (context.ptz)
        list += QStringLiteral("<tt:PTZ><tt:XAddr>%1/onvif/ptz_service</tt:XAddr></tt:PTZ>");
    return QStringLiteral("<tds:GetCapabilitiesResponse><tds:Capabilities>")
        + list.arg(context.httpBase)
        + QStringLiteral("</tds:Capabilities></tds:GetCapabilitiesResponse>");
}

QString scopes(const OnvifContext &context)
{
    const auto scope = [](const QString &value) {
        return QStringLiteral("<tds:Scopes><tt:ScopeDef>Fixed</tt:ScopeDef><tt:ScopeItem>onvif://"
                              "www.onvif.org/%1"
                              "</tt:ScopeItem></tds:Scopes>")
            .arg(value);
    };
    const QString name = QString::fromLatin1(QUrl::toPercentEncoding(context.camera.plan().name));
    return QStringLiteral("<tds:GetScopesResponse>") + scope(QStringLiteral("Profile/Streaming"))
        + scope(QStringLiteral("Profile/T")) + scope(QStringLiteral("name/") + name)
        + scope(QStringLiteral("hardware/vigie-camsim"))
        + QStringLiteral("</tds:GetScopesResponse>");
}
} // namespace

std::optional<OnvifAnswer> answerDevice(const XmlNode &operation, const OnvifContext &context)
{
    if (operation.name == u"GetSystemDateAndTime")
        return systemDateAndTime(context);
    if (operation.name == u"GetDeviceInformation")
        return QStringLiteral(
                   "<tds:GetDeviceInformationResponse><tds:Manufacturer>Vigie</tds:Manufacturer>"
                   "<tds:Model>camsim%1</tds:Model><tds:FirmwareVersion>1.0</tds:FirmwareVersion>"
                   "<tds:SerialNumber>%2</tds:SerialNumber><tds:HardwareId>camsim</tds:HardwareId>"
                   "</tds:GetDeviceInformationResponse>")
            .arg(context.ptz ? QStringLiteral(" PTZ") : QString(),
                 context.camera.plan().id.toHtmlEscaped());
    if (operation.name == u"GetServices")
        return services(context);
    if (operation.name == u"GetCapabilities")
        return capabilities(context);
    if (operation.name == u"GetScopes")
        return scopes(context);
    return std::nullopt;
}

} // namespace vigie::camsim
