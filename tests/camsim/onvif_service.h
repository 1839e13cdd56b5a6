// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "camera.h"
#include "credentials_check.h"
#include "http_port.h"
#include "ptz_driver.h"

namespace vigie::camsim {

/// The body of an answer, or the fault instead.
using OnvifAnswer = tl::expected<QString, SoapFault>;

namespace onvif_ns {
inline constexpr QStringView kDevice = u"http://www.onvif.org/ver10/device/wsdl";
inline constexpr QStringView kMedia = u"http://www.onvif.org/ver10/media/wsdl";
inline constexpr QStringView kMedia2 = u"http://www.onvif.org/ver20/media/wsdl";
inline constexpr QStringView kPtz = u"http://www.onvif.org/ver20/ptz/wsdl";
} // namespace onvif_ns

/// What the operations work on.
struct OnvifContext {
    Camera &camera;
    PtzDriver *ptz; ///< null unless it is a PTZ camera
    QString httpBase; ///< "http://127.0.1.3:8080"
    QJsonObject &logLine; ///< an operation may add what was asked (velocity, preset)
};

// One function a service. \return empty: the service has no such operation
[[nodiscard]] std::optional<OnvifAnswer> answerDevice(const XmlNode &operation,
                                                      const OnvifContext &context);
[[nodiscard]] std::optional<OnvifAnswer> answerMedia(const XmlNode &operation,
                                                     const OnvifContext &context);
[[nodiscard]] std::optional<OnvifAnswer> answerPtz(const XmlNode &operation,
                                                   const OnvifContext &context);

[[nodiscard]] tl::unexpected<SoapFault> invalidArgument(const QString &subcode,
                                                        const QString &reason);
/// The PTZ configuration element that media profiles and the PTZ service share.
[[nodiscard]] QString ptzConfigurationXml(const QString &element);

/// The ONVIF port of one camera: authentication, dispatch by namespace, log. Thread: main.
class OnvifService {
public:
    explicit OnvifService(Camera &camera);

    [[nodiscard]] Result<> open();
    void vanish() { m_http.close(); }
    void dropConnections() { m_http.dropConnections(); }

private:
    HttpReply onRequest(const HttpRequest &request);
    /// Sets "auth" in \p line. \return the refusal, or empty
    std::optional<HttpReply> authenticate(const HttpRequest &request, const SoapCall &call,
                                          QJsonObject &line);
    HttpReply reply(const OnvifAnswer &answer, QJsonObject &line) const;

    Camera &m_camera;
    std::unique_ptr<PtzDriver> m_ptz;
    TokenCheck m_tokens;
    HttpDigestCheck m_digest;
    HttpPort m_http;
};

} // namespace vigie::camsim
