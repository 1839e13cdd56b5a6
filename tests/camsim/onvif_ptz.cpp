// SPDX-License-Identifier: GPL-3.0-or-later
#include "onvif_service.h"

#include <QtCore/QJsonArray>

namespace vigie::camsim {

namespace {
const QString kSpaces = QStringLiteral("http://www.onvif.org/ver10/tptz/");
constexpr qsizetype kMaxPresets = 100;

QString range(const char *element, double low, double high)
{
    return QStringLiteral("<tt:%1><tt:Min>%2</tt:Min><tt:Max>%3</tt:Max></tt:%1>")
        .arg(QString::fromLatin1(element))
        .arg(low)
        .arg(high);
}

QString space(const char *element, const char *uri, const QString &ranges)
{
    return QStringLiteral("<tt:%1><tt:URI>%2%3</tt:URI>%4</tt:%1>")
        .arg(QString::fromLatin1(element), kSpaces, QString::fromLatin1(uri), ranges);
}

QString spacesXml()
{
    const QString both = range("XRange", -1, 1) + range("YRange", -1, 1);
    return space("AbsolutePanTiltPositionSpace", "PanTiltSpaces/PositionGenericSpace", both)
        + space("AbsoluteZoomPositionSpace", "ZoomSpaces/PositionGenericSpace",
                range("XRange", 0, 1))
        + space("RelativePanTiltTranslationSpace", "PanTiltSpaces/TranslationGenericSpace", both)
        + space("RelativeZoomTranslationSpace", "ZoomSpaces/TranslationGenericSpace",
                range("XRange", -1, 1))
        + space("ContinuousPanTiltVelocitySpace", "PanTiltSpaces/VelocityGenericSpace", both)
        + space("ContinuousZoomVelocitySpace", "ZoomSpaces/VelocityGenericSpace",
                range("XRange", -1, 1))
        + space("PanTiltSpeedSpace", "PanTiltSpaces/GenericSpeedSpace", range("XRange", 0, 1))
        + space("ZoomSpeedSpace", "ZoomSpaces/ZoomGenericSpeedSpace", range("XRange", 0, 1));
}

QString nodeXml(const OnvifContext &context)
{
    return QStringLiteral(
               "<tptz:PTZNode token=\"node\" FixedHomePosition=\"false\"><tt:Name>%1</tt:Name>"
               "<tt:SupportedPTZSpaces>%2</tt:SupportedPTZSpaces><tt:MaximumNumberOfPresets>%3"
               "</tt:MaximumNumberOfPresets><tt:HomeSupported>true</tt:HomeSupported></"
               "tptz:PTZNode>")
        .arg(context.camera.plan().name.toHtmlEscaped(), spacesXml(), QString::number(kMaxPresets));
}

QString vectorXml(const PtzPosition &at)
{
    return QStringLiteral(
               "<tt:PanTilt x=\"%1\" y=\"%2\" space=\"%4PanTiltSpaces/PositionGenericSpace\"/>"
               "<tt:Zoom x=\"%3\" space=\"%4ZoomSpaces/PositionGenericSpace\"/>")
        .arg(at.pan, 0, 'f', 6)
        .arg(at.tilt, 0, 'f', 6)
        .arg(at.zoom, 0, 'f', 6)
        .arg(kSpaces);
}

/// What a PTZ vector names; axes it leaves out stay empty.
struct Vector {
    std::optional<double> pan;
    std::optional<double> tilt;
    std::optional<double> zoom;
};

/// \return empty when a number is no number or is outside [-1, 1]
std::optional<Vector> readVector(const XmlNode *node)
{
    Vector vector;
    bool allGood = true;
    const auto number = [&allGood](const XmlNode &from, QStringView name) -> std::optional<double> {
        bool ok = false;
        const double value = from.attribute(name).toDouble(&ok);
        allGood = allGood && ok && value >= -1.0 && value <= 1.0;
        return value;
    };
    if (!node)
        return vector;
    if (const XmlNode *panTilt = node->child(u"PanTilt")) {
        vector.pan = number(*panTilt, u"x");
        vector.tilt = number(*panTilt, u"y");
    }
    if (const XmlNode *zoom = node->child(u"Zoom"))
        vector.zoom = number(*zoom, u"x");
    return allGood ? std::optional(vector) : std::nullopt;
}

tl::unexpected<SoapFault> badVector()
{
    return invalidArgument(QStringLiteral("ter:InvalidVelocity"),
                           QStringLiteral("A number is outside [-1, 1]"));
}

QString done(const XmlNode &operation)
{
    return QStringLiteral("<tptz:%1Response/>").arg(operation.name);
}

double speedOf(const XmlNode &operation)
{
    const auto speed = readVector(operation.child(u"Speed"));
    return speed && speed->pan ? std::max(std::abs(*speed->pan), std::abs(speed->tilt.value_or(0)))
                               : 1.0;
}

OnvifAnswer continuousMove(const XmlNode &operation, const OnvifContext &context)
{
    const auto velocity = readVector(operation.child(u"Velocity"));
    if (!velocity)
        return badVector();
    qint64 timeoutMs = 0;
    if (const QString text = operation.childText(u"Timeout"); !text.isEmpty()) {
        const auto parsed = parseDuration(text);
        if (!parsed || context.camera.plan().oddities.noTimeout)
            return invalidArgument(QStringLiteral("ter:TimeoutNotSupported"),
                                   QStringLiteral("No such time-out"));
        timeoutMs = *parsed;
    }
    const PtzVelocity speed{velocity->pan.value_or(0), velocity->tilt.value_or(0),
                            velocity->zoom.value_or(0)};
    context.logLine.insert(u"velocity", QJsonArray{speed.pan, speed.tilt, speed.zoom});
    context.logLine.insert(u"timeout_ms", timeoutMs);
    context.ptz->continuousMove(speed, timeoutMs);
    return done(operation);
}

std::optional<OnvifAnswer> stop(const XmlNode &operation, const OnvifContext &context)
{
    if (context.camera.plan().oddities.noStop)
        return std::nullopt;
    const auto wanted = [&operation](QStringView name) {
        const QString text = operation.childText(name);
        return text.isEmpty() || text == u"true" || text == u"1"; // left out means true
    };
    if (!context.ptz->stop(wanted(u"PanTilt"), wanted(u"Zoom")))
        return tl::unexpected(
            SoapFault{true, {QStringLiteral("ter:Action")}, QStringLiteral("Stop failed")});
    return done(operation);
}

OnvifAnswer moveTo(const XmlNode &operation, const OnvifContext &context, bool relative)
{
    const auto vector = readVector(operation.child(relative ? u"Translation" : u"Position"));
    if (!vector || (!relative && vector->zoom.value_or(0) < 0))
        return invalidArgument(QStringLiteral("ter:InvalidPosition"),
                               QStringLiteral("Position is out of range"));
    const PtzPosition here = context.camera.ptz()->position(monotonicMs());
    PtzPosition target;
    if (relative) {
        target = {here.pan + vector->pan.value_or(0), here.tilt + vector->tilt.value_or(0),
                  here.zoom + vector->zoom.value_or(0)};
    } else {
        target = {vector->pan.value_or(here.pan), vector->tilt.value_or(here.tilt),
                  vector->zoom.value_or(here.zoom)};
    }
    context.ptz->moveTo(target, speedOf(operation), relative ? "relative" : "absolute");
    return done(operation);
}

QString status(const OnvifContext &context)
{
    const qint64 now = monotonicMs();
    const PtzHead &head = *context.camera.ptz();
    const auto word = [](bool moving) {
        return moving ? QStringLiteral("MOVING") : QStringLiteral("IDLE");
    };
    return QStringLiteral("<tptz:GetStatusResponse><tptz:PTZStatus><tt:Position>%1</"
                          "tt:Position><tt:MoveStatus>"
                          "<tt:PanTilt>%2</tt:PanTilt><tt:Zoom>%3</tt:Zoom></"
                          "tt:MoveStatus><tt:UtcTime>%4</tt:UtcTime>"
                          "</tptz:PTZStatus></tptz:GetStatusResponse>")
        .arg(vectorXml(head.position(now)), word(head.isPanTiltMoving(now)),
             word(head.isZoomMoving(now)), context.camera.utcNow().toString(Qt::ISODateWithMs));
}

QString presets(const OnvifContext &context)
{
    QString list;
    for (const PtzPreset &preset : context.camera.ptz()->presets())
        list +=
            QStringLiteral(
                "<tptz:Preset token=\"%1\"><tt:Name>%2</tt:Name><tt:PTZPosition>%3</tt:PTZPosition>"
                "</tptz:Preset>")
                .arg(preset.token, preset.name.toHtmlEscaped(), vectorXml(preset.position));
    return QStringLiteral("<tptz:GetPresetsResponse>") + list
        + QStringLiteral("</tptz:GetPresetsResponse>");
}

OnvifAnswer gotoPreset(const XmlNode &operation, const OnvifContext &context)
{
    const QString token = operation.childText(u"PresetToken");
    const auto target = context.camera.ptz()->preset(token);
    if (!target)
        return invalidArgument(QStringLiteral("ter:NoToken"), QStringLiteral("No such preset"));
    context.logLine.insert(u"preset", token);
    context.ptz->moveTo(*target, speedOf(operation), "preset");
    return done(operation);
}

OnvifAnswer removePreset(const XmlNode &operation, const OnvifContext &context)
{
    if (!context.camera.ptz()->removePreset(operation.childText(u"PresetToken")))
        return invalidArgument(QStringLiteral("ter:NoToken"), QStringLiteral("No such preset"));
    return done(operation);
}

OnvifAnswer setPreset(const XmlNode &operation, const OnvifContext &context)
{
    PtzHead &head = *context.camera.ptz();
    const QString token = operation.childText(u"PresetToken");
    if (!token.isEmpty() && !head.preset(token))
        return invalidArgument(QStringLiteral("ter:NoToken"), QStringLiteral("No such preset"));
    if (token.isEmpty() && head.presets().size() >= kMaxPresets)
        return tl::unexpected(
            SoapFault{true,
                      {QStringLiteral("ter:Action"), QStringLiteral("ter:TooManyPresets")},
                      QStringLiteral("No room for another preset")});
    return QStringLiteral("<tptz:SetPresetResponse><tptz:PresetToken>%1</tptz:PresetToken></"
                          "tptz:SetPresetResponse>")
        .arg(head.setPreset(token, operation.childText(u"PresetName").left(64), monotonicMs()));
}

OnvifAnswer configurationOptions(const OnvifContext &context)
{
    const bool none = context.camera.plan().oddities.noTimeout;
    return QStringLiteral(
               "<tptz:GetConfigurationOptionsResponse><tptz:PTZConfigurationOptions><tt:Spaces>%1</"
               "tt:Spaces>"
               "<tt:PTZTimeout><tt:Min>%2</tt:Min><tt:Max>%3</tt:Max></tt:PTZTimeout>"
               "</tptz:PTZConfigurationOptions></tptz:GetConfigurationOptionsResponse>")
        .arg(spacesXml(), none ? QStringLiteral("PT0S") : QStringLiteral("PT0.1S"),
             none ? QStringLiteral("PT0S") : QStringLiteral("PT5M"));
}

std::optional<OnvifAnswer> describe(const XmlNode &operation, const OnvifContext &context)
{
    if (operation.name == u"GetNodes")
        return QStringLiteral("<tptz:GetNodesResponse>%1</tptz:GetNodesResponse>")
            .arg(nodeXml(context));
    if (operation.name == u"GetNode") {
        if (operation.childText(u"NodeToken") != u"node")
            return invalidArgument(QStringLiteral("ter:NoEntity"), QStringLiteral("No such node"));
        return QStringLiteral("<tptz:GetNodeResponse>%1</tptz:GetNodeResponse>")
            .arg(nodeXml(context));
    }
    if (operation.name == u"GetConfigurations")
        return QStringLiteral("<tptz:GetConfigurationsResponse>%1</tptz:GetConfigurationsResponse>")
            .arg(ptzConfigurationXml(QStringLiteral("tptz:PTZConfiguration")));
    if (operation.name == u"GetConfigurationOptions")
        return configurationOptions(context);
    return std::nullopt;
}
} // namespace

QString ptzConfigurationXml(const QString &element)
{
    return QStringLiteral(
               "<%1 token=\"ptz\"><tt:Name>PTZ</tt:Name><tt:UseCount>2</tt:UseCount>"
               "<tt:NodeToken>node</tt:NodeToken>"
               "<tt:DefaultContinuousPanTiltVelocitySpace>%2PanTiltSpaces/VelocityGenericSpace"
               "</tt:DefaultContinuousPanTiltVelocitySpace><tt:DefaultContinuousZoomVelocitySpace>"
               "%2ZoomSpaces/VelocityGenericSpace</tt:DefaultContinuousZoomVelocitySpace>"
               "<tt:DefaultPTZTimeout>PT60S</tt:DefaultPTZTimeout></%1>")
        .arg(element, kSpaces);
}

std::optional<OnvifAnswer> answerPtz(const XmlNode &operation, const OnvifContext &context)
{
    if (auto described = describe(operation, context))
        return described;
    if (operation.child(u"ProfileToken")) {
        const QString profile = operation.childText(u"ProfileToken");
        if (profile != u"main" && profile != u"sub")
            return invalidArgument(QStringLiteral("ter:NoProfile"),
                                   QStringLiteral("No such profile"));
    }
    if (operation.name == u"ContinuousMove")
        return continuousMove(operation, context);
    if (operation.name == u"Stop")
        return stop(operation, context);
    if (operation.name == u"RelativeMove" || operation.name == u"AbsoluteMove")
        return moveTo(operation, context, operation.name == u"RelativeMove");
    if (operation.name == u"GetStatus")
        return status(context);
    if (operation.name == u"GetPresets")
        return presets(context);
    if (operation.name == u"GotoPreset")
        return gotoPreset(operation, context);
    if (operation.name == u"SetPreset")
        return setPreset(operation, context);
    if (operation.name == u"RemovePreset")
        return removePreset(operation, context);
    if (operation.name == u"SetHomePosition") {
        context.camera.ptz()->setHome(monotonicMs());
        return done(operation);
    }
    if (operation.name == u"GotoHomePosition") {
        context.ptz->moveTo(context.camera.ptz()->home(), speedOf(operation), "home");
        return done(operation);
    }
    return std::nullopt;
}

} // namespace vigie::camsim
