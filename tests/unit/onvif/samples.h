// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>

/// Answers as devices write them: prefixes of their own choosing, indentation, things we did not
/// ask for.
namespace vigie::test {

/// \p body inside an envelope that declares the usual prefixes.
inline QByteArray inEnvelope(const QByteArray &body)
{
    return QByteArray("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<env:Envelope xmlns:env=\"http://www.w3.org/2003/05/soap-envelope\""
                      " xmlns:tds=\"http://www.onvif.org/ver10/device/wsdl\" "
                      "xmlns:trt=\"http://www.onvif.org/ver10/media/wsdl\""
                      " xmlns:tptz=\"http://www.onvif.org/ver20/ptz/wsdl\" "
                      "xmlns:tt=\"http://www.onvif.org/ver10/schema\""
                      " xmlns:ter=\"http://www.onvif.org/ver10/error\" "
                      "xmlns:mk=\"http://maker.example/ns\">"
                      "<env:Header/><env:Body>")
        + body + QByteArray("</env:Body></env:Envelope>");
}

inline QByteArray dateAndTime(const QByteArray &hour = "10", const QByteArray &day = "24",
                              const QByteArray &second = "0")
{
    return inEnvelope(
        "<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</"
        "tt:DateTimeType>"
        "<tt:DaylightSavings>false</tt:DaylightSavings><tt:TimeZone><tt:TZ>CET-1CEST</tt:TZ></"
        "tt:TimeZone>"
        "<tt:UTCDateTime><tt:Time><tt:Hour>"
        + hour + "</tt:Hour><tt:Minute>0</tt:Minute><tt:Second>" + second
        + "</tt:Second></tt:Time><tt:Date><tt:Year>2026</tt:Year><tt:Month>11</tt:Month><tt:Day>"
        + day
        + "</tt:Day></tt:Date></tt:UTCDateTime></tds:SystemDateAndTime></"
          "tds:GetSystemDateAndTimeResponse>");
}

inline QByteArray services()
{
    return inEnvelope(
        "<tds:GetServicesResponse>"
        "<tds:Service><tds:Namespace>http://www.onvif.org/ver20/media/wsdl</tds:Namespace>"
        "<tds:XAddr>http://192.168.1.64/onvif/Media2</tds:XAddr></tds:Service>"
        "<tds:Service><tds:Namespace>http://www.onvif.org/ver10/media/wsdl</tds:Namespace>"
        "<tds:XAddr>http://192.168.1.64:8899/onvif/Media?x=1</tds:XAddr></tds:Service>"
        "<tds:Service><tds:Namespace>http://www.onvif.org/ver20/ptz/wsdl</tds:Namespace>"
        "<tds:XAddr>http://192.168.1.64/onvif/PTZ</tds:XAddr></tds:Service></"
        "tds:GetServicesResponse>");
}

inline QByteArray capabilities()
{
    return inEnvelope("<tds:GetCapabilitiesResponse><tds:Capabilities><tt:Media><tt:XAddr>http://"
                      "10.0.0.1/m</tt:XAddr></tt:Media>"
                      "<tt:PTZ><tt:XAddr>http://10.0.0.1/p</tt:XAddr></tt:PTZ></tds:Capabilities></"
                      "tds:GetCapabilitiesResponse>");
}

inline QByteArray profiles()
{
    return inEnvelope(
        "<trt:GetProfilesResponse><trt:Profiles token=\"main&amp;1\" fixed=\"true\"><mk:Name>not "
        "this</mk:Name>"
        "<tt:Name>Flux principal</tt:Name><tt:VideoEncoderConfiguration "
        "token=\"v\"><tt:Encoding>H264</tt:Encoding>"
        "<tt:Resolution><tt:Width>1920</tt:Width><tt:Height>1080</tt:Height></tt:Resolution>"
        "<tt:RateControl><tt:FrameRateLimit>25</tt:FrameRateLimit><tt:BitrateLimit>4096</tt:BitrateLimit></tt:RateControl>"
        "</tt:VideoEncoderConfiguration></trt:Profiles>"
        "<trt:Profiles token=\"ptz\"><tt:Name>Dôme</tt:Name><tt:PTZConfiguration "
        "token=\"p\"/></trt:Profiles>"
        "<trt:Profiles><tt:Name>without a "
        "token</tt:Name></trt:Profiles></trt:GetProfilesResponse>");
}

inline QByteArray nodes()
{
    return inEnvelope(
        "<tptz:GetNodesResponse><tptz:PTZNode "
        "token=\"n0\"><tt:Name>node</tt:Name><tt:SupportedPTZSpaces>"
        "<tt:ContinuousPanTiltVelocitySpace><tt:URI>u</tt:URI></tt:ContinuousPanTiltVelocitySpace>"
        "</tt:SupportedPTZSpaces><tt:MaximumNumberOfPresets>300</tt:MaximumNumberOfPresets>"
        "<tt:HomeSupported>true</tt:HomeSupported></tptz:PTZNode></tptz:GetNodesResponse>");
}

inline QByteArray status(const QByteArray &panTilt, const QByteArray &zoom,
                         const QByteArray &x = "0.25")
{
    return inEnvelope(
        "<tptz:GetStatusResponse><tptz:PTZStatus><tt:Position><tt:PanTilt x=\"" + x
        + "\" y=\"-0.5\"/><tt:Zoom x=\"0.1\"/></tt:Position><tt:MoveStatus><tt:PanTilt>" + panTilt
        + "</tt:PanTilt><tt:Zoom>" + zoom
        + "</tt:Zoom></tt:MoveStatus></tptz:PTZStatus></tptz:GetStatusResponse>");
}

inline QByteArray presets()
{
    return inEnvelope("<tptz:GetPresetsResponse><tptz:Preset "
                      "token=\"1\"><tt:Name>Entr%C3%A9e</tt:Name></tptz:Preset>"
                      "<tptz:Preset token=\"2\"/><tptz:Preset token=\"\"><tt:Name>empty "
                      "token</tt:Name></tptz:Preset>"
                      "<tptz:Preset token=\"4\"><tt:Name>Marché "
                      "&lt;nord&gt;</tt:Name></tptz:Preset></tptz:GetPresetsResponse>");
}

inline QByteArray fault(const QByteArray &subcode, const QByteArray &text)
{
    return inEnvelope(
        "<env:Fault><env:Code><env:Value>env:Sender</env:Value><env:Subcode><env:Value>" + subcode
        + "</env:Value></env:Subcode></env:Code><env:Reason><env:Text xml:lang=\"en\">" + text
        + "</env:Text></env:Reason></env:Fault>");
}

} // namespace vigie::test
