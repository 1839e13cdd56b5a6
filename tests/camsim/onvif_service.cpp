// SPDX-License-Identifier: GPL-3.0-or-later
#include "onvif_service.h"

namespace vigie::camsim {

namespace {
constexpr int kSlowMs = 1000;
constexpr qsizetype kMaxName = 80; // of what a stranger sends into the log

HttpReply faultReply(const SoapFault &fault, int status)
{
    HttpReply reply;
    reply.status = status;
    reply.contentType = "application/soap+xml; charset=utf-8";
    reply.body = soapFaultEnvelope(fault);
    return reply;
}

SoapFault notAuthorized()
{
    return {false, {QStringLiteral("ter:NotAuthorized")}, QStringLiteral("Sender not authorized")};
}

std::optional<OnvifAnswer> dispatch(const XmlNode &operation, const OnvifContext &context)
{
    if (operation.ns == onvif_ns::kDevice)
        return answerDevice(operation, context);
    if (operation.ns == onvif_ns::kMedia || operation.ns == onvif_ns::kMedia2)
        return answerMedia(operation, context);
    if (operation.ns == onvif_ns::kPtz && context.ptz)
        return answerPtz(operation, context);
    return std::nullopt;
}
} // namespace

tl::unexpected<SoapFault> invalidArgument(const QString &subcode, const QString &reason)
{
    return tl::unexpected(SoapFault{false, {QStringLiteral("ter:InvalidArgVal"), subcode}, reason});
}

OnvifService::OnvifService(Camera &camera)
    : m_camera(camera),
      m_ptz(camera.ptz() ? std::make_unique<PtzDriver>(camera) : nullptr),
      m_tokens(camera.plan().user, camera.plan().password),
      m_digest(camera.plan().user, camera.plan().password, camera.plan().httpDigest),
      m_http([this](const HttpRequest &request) { return onRequest(request); })
{
    const auto logPeer = [this](const char *kind) {
        return [this, kind](const QString &peer) {
            m_camera.log(kind,
                         {{QStringLiteral("port"), m_camera.onvifPort.load()},
                          {QStringLiteral("peer"), peer}});
        };
    };
    QObject::connect(&m_http, &HttpPort::accepted, &m_http, logPeer("tcp"));
    QObject::connect(&m_http, &HttpPort::closed, &m_http, logPeer("tcp-close"));
}

Result<> OnvifService::open()
{
    const auto opened = m_http.open(m_camera.plan().address, m_camera.plan().onvifPort);
    if (!opened)
        return fail(opened.error().code, m_camera.plan().id % u" ONVIF " % opened.error().detail);
    m_camera.onvifPort = m_http.port();
    return {};
}

std::optional<HttpReply> OnvifService::authenticate(const HttpRequest &request,
                                                    const SoapCall &call, QJsonObject &line)
{
    const bool isDigest = request.authorization.startsWith("Digest ");
    const OnvifAuth accepted = m_camera.plan().onvifAuth;
    QString refusal = QStringLiteral("no credentials");
    QString kind = QStringLiteral("none");
    bool stale = false;
    if (isDigest && accepted != OnvifAuth::TokenOnly) {
        kind = QStringLiteral("digest");
        const auto refused =
            m_digest.refusal(request.authorization, request.method, request.path, monotonicMs());
        refusal = refused ? refused->why : QString();
        stale = refused && refused->stale;
    } else if (call.token && accepted != OnvifAuth::DigestOnly) {
        kind = QStringLiteral("token");
        refusal = m_tokens.refusal(*call.token, m_camera.utcNow());
    }
    if (m_camera.faults().isActive(Fault::RefusePassword))
        refusal = QStringLiteral("fault");
    line.insert(u"auth", kind);
    if (refusal.isEmpty())
        return std::nullopt;
    line.insert(u"refused", refusal);
    // A wrong token gets a SOAP fault; a client that could still try HTTP Digest gets the
    // challenge.
    const bool challenge = accepted != OnvifAuth::TokenOnly && kind != u"token";
    HttpReply reply = faultReply(notAuthorized(), challenge ? 401 : 400);
    if (challenge) {
        for (const QByteArray &value : m_digest.challenges(stale, monotonicMs()))
            reply.headers.append({"WWW-Authenticate", value});
    }
    return reply;
}

HttpReply OnvifService::reply(const OnvifAnswer &answer, QJsonObject &line) const
{
    if (!answer) {
        line.insert(u"result", answer.error().subcodes.join(u'/'));
        return faultReply(answer.error(),
                          m_camera.plan().oddities.faultIsOk ? 200
                              : answer.error().receiver      ? 500
                                                             : 400);
    }
    line.insert(u"result", QStringLiteral("ok"));
    HttpReply reply;
    reply.contentType = "application/soap+xml; charset=utf-8";
    reply.body = soapEnvelope(*answer);
    return reply;
}

HttpReply OnvifService::onRequest(const HttpRequest &request)
{
    QJsonObject line{{QStringLiteral("peer"), request.peer},
                     {QStringLiteral("path"), request.path}};
    HttpReply answer;
    const auto call = request.method == "POST" && request.path.startsWith(u"/onvif/")
        ? parseSoap(request.body)
        : Result<SoapCall>(fail(ErrorCode::Protocol, QStringLiteral("not a POST to /onvif/")));
    if (!call) {
        line.insert(u"result", call.error().detail);
        answer = faultReply({false, {QStringLiteral("ter:WellFormed")}, call.error().detail}, 400);
    } else {
        const XmlNode &operation = call->operation;
        const QString name = operation.name.left(kMaxName);
        line.insert(u"operation", name);
        // The only call of before one is known: a client needs the camera's time to sign anything.
        const bool open =
            operation.ns == onvif_ns::kDevice && operation.name == u"GetSystemDateAndTime";
        std::optional<HttpReply> refused;
        if (!open)
            refused = authenticate(request, *call, line);
        if (refused) {
            answer = *refused;
            line.insert(u"result", QStringLiteral("ter:NotAuthorized"));
        } else {
            const QString base = m_camera.plan().oddities.wrongXAddr
                ? QStringLiteral("http://192.0.2.1:8081") // TEST-NET-1: nobody is there
                : QStringLiteral("http://%1:%2").arg(m_camera.plan().address).arg(m_http.port());
            const auto done = dispatch(operation, {m_camera, m_ptz.get(), base, line});
            answer = reply(done.value_or(tl::unexpected(
                               SoapFault{true,
                                         {QStringLiteral("ter:ActionNotSupported")},
                                         QStringLiteral("No such operation: ") + name})),
                           line);
        }
    }
    line.insert(u"http", answer.status);
    m_camera.log("onvif", line);
    if (m_camera.faults().isActive(Fault::Slow))
        answer.delayMs = kSlowMs;
    return answer;
}

} // namespace vigie::camsim
