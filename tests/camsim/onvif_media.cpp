// SPDX-License-Identifier: GPL-3.0-or-later
#include "onvif_service.h"

namespace vigie::camsim {

namespace {
const StreamPlan *streamOf(const QString &token, const OnvifContext &context)
{
    if (token == u"main")
        return &context.camera.plan().main;
    if (token == u"sub")
        return &context.camera.plan().sub;
    return nullptr;
}

tl::unexpected<SoapFault> noProfile()
{
    return invalidArgument(QStringLiteral("ter:NoProfile"), QStringLiteral("No such profile"));
}

QString sizeXml(const StreamPlan &stream)
{
    return QStringLiteral("<tt:Width>%1</tt:Width><tt:Height>%2</tt:Height>")
        .arg(stream.width)
        .arg(stream.height);
}

QString sourceConfigurationXml(const QString &element, const OnvifContext &context)
{
    const StreamPlan &full = context.camera.plan().main;
    return QStringLiteral("<%1 token=\"vsc\"><tt:Name>Capteur</tt:Name><tt:UseCount>2</tt:UseCount>"
                          "<tt:SourceToken>vs</tt:SourceToken><tt:Bounds x=\"0\" y=\"0\" "
                          "width=\"%2\" height=\"%3\"/></%1>")
        .arg(element)
        .arg(full.width)
        .arg(full.height);
}

/// ver10 knows no H.265: such a profile has no encoder configuration there, as on many cameras.
QString profile1(const QString &token, const StreamPlan &stream, const OnvifContext &context)
{
    QString encoder;
    if (stream.codec != Codec::H265)
        encoder =
            QStringLiteral(
                "<tt:VideoEncoderConfiguration token=\"vec-%1\"><tt:Name>%1</tt:Name>"
                "<tt:UseCount>1</tt:UseCount><tt:Encoding>%2</tt:Encoding><tt:Resolution>%3"
                "</tt:Resolution><tt:Quality>4</tt:Quality><tt:RateControl><tt:FrameRateLimit>%4"
                "</tt:FrameRateLimit><tt:EncodingInterval>1</"
                "tt:EncodingInterval><tt:BitrateLimit>4096"
                "</tt:BitrateLimit></tt:RateControl><tt:SessionTimeout>PT60S</tt:SessionTimeout>"
                "</tt:VideoEncoderConfiguration>")
                .arg(token,
                     stream.codec == Codec::Mjpeg ? QStringLiteral("JPEG") : QStringLiteral("H264"),
                     sizeXml(stream))
                .arg(stream.fps);
    return QStringLiteral("<trt:Profiles token=\"%1\" "
                          "fixed=\"true\"><tt:Name>%1</tt:Name>%2%3%4</trt:Profiles>")
        .arg(token, sourceConfigurationXml(QStringLiteral("tt:VideoSourceConfiguration"), context),
             encoder,
             context.ptz ? ptzConfigurationXml(QStringLiteral("tt:PTZConfiguration")) : QString());
}

QString profile2(const QString &token, const StreamPlan &stream, const OnvifContext &context)
{
    const QString encoding = stream.codec == Codec::H265 ? QStringLiteral("H265")
        : stream.codec == Codec::H264                    ? QStringLiteral("H264")
                                                         : QStringLiteral("JPEG");
    const QString encoder =
        QStringLiteral(
            "<tr2:VideoEncoder token=\"vec-%1\" "
            "GovLength=\"%4\"><tt:Name>%1</tt:Name><tt:UseCount>1"
            "</tt:UseCount><tt:Encoding>%2</tt:Encoding><tt:Resolution>%3</"
            "tt:Resolution><tt:RateControl>"
            "<tt:FrameRateLimit>%5</tt:FrameRateLimit><tt:BitrateLimit>4096</tt:BitrateLimit>"
            "</tt:RateControl><tt:Quality>4</tt:Quality></tr2:VideoEncoder>")
            .arg(token, encoding, sizeXml(stream))
            .arg(stream.fps * 2)
            .arg(stream.fps);
    return QStringLiteral("<tr2:Profiles token=\"%1\" "
                          "fixed=\"true\"><tr2:Name>%1</tr2:Name><tr2:Configurations>%2%3%4"
                          "</tr2:Configurations></tr2:Profiles>")
        .arg(token, sourceConfigurationXml(QStringLiteral("tr2:VideoSource"), context), encoder,
             context.ptz ? ptzConfigurationXml(QStringLiteral("tr2:PTZ")) : QString());
}

OnvifAnswer streamUri(const XmlNode &operation, const OnvifContext &context, bool media2)
{
    const QString token = operation.childText(u"ProfileToken");
    if (!streamOf(token, context))
        return noProfile();
    const QString uri = QStringLiteral("rtsp://%1:%2/%3")
                            .arg(context.camera.plan().address)
                            .arg(context.camera.rtspPort.load())
                            .arg(token);
    if (media2)
        return QStringLiteral(
                   "<tr2:GetStreamUriResponse><tr2:Uri>%1</tr2:Uri></tr2:GetStreamUriResponse>")
            .arg(uri);
    return QStringLiteral(
               "<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>%1</tt:Uri>"
               "<tt:InvalidAfterConnect>false</tt:InvalidAfterConnect>"
               "<tt:InvalidAfterReboot>false</tt:InvalidAfterReboot><tt:Timeout>PT0S</tt:Timeout>"
               "</trt:MediaUri></trt:GetStreamUriResponse>")
        .arg(uri);
}
} // namespace

std::optional<OnvifAnswer> answerMedia(const XmlNode &operation, const OnvifContext &context)
{
    const bool media2 = operation.ns == onvif_ns::kMedia2;
    const QString prefix = media2 ? QStringLiteral("tr2") : QStringLiteral("trt");
    const CameraPlan &plan = context.camera.plan();
    if (operation.name == u"GetProfiles") {
        const auto profile = media2 ? profile2 : profile1;
        return QStringLiteral("<%1:GetProfilesResponse>%2%3</%1:GetProfilesResponse>")
            .arg(prefix, profile(QStringLiteral("main"), plan.main, context),
                 profile(QStringLiteral("sub"), plan.sub, context));
    }
    if (operation.name == u"GetStreamUri")
        return streamUri(operation, context, media2);
    if (operation.name == u"SetSynchronizationPoint") {
        const QString token = operation.childText(u"ProfileToken");
        if (!streamOf(token, context))
            return noProfile();
        context.camera.requestKeyFrame(u'/' + token);
        return QStringLiteral("<%1:SetSynchronizationPointResponse/>").arg(prefix);
    }
    if (operation.name == u"GetVideoSources" && !media2)
        return QStringLiteral(
                   "<trt:GetVideoSourcesResponse><trt:VideoSources token=\"vs\"><tt:Framerate>%1"
                   "</tt:Framerate><tt:Resolution>%2</tt:Resolution></trt:VideoSources>"
                   "</trt:GetVideoSourcesResponse>")
            .arg(plan.main.fps)
            .arg(sizeXml(plan.main));
    return std::nullopt;
}

} // namespace vigie::camsim
