// SPDX-License-Identifier: GPL-3.0-or-later
#include "control.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

namespace vigie::camsim {

namespace {
constexpr qsizetype kMaxBody = 4096;
constexpr int kMaxSeconds = 86400;

HttpReply json(int status, const QJsonObject &object)
{
    HttpReply reply;
    reply.status = status;
    reply.body = QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    return reply;
}

HttpReply error(int status, const QString &text)
{
    return json(status, {{QStringLiteral("ok"), false}, {QStringLiteral("error"), text}});
}
} // namespace

Control::Control(Controlled &controlled)
    : m_controlled(controlled),
      m_http([this](const HttpRequest &request) { return onRequest(request); })
{
}

HttpReply Control::onRequest(const HttpRequest &request)
{
    if (request.method == "GET" && request.path == u"/ready")
        return json(200, {{QStringLiteral("ready"), true}});
    if (request.method == "GET" && request.path == u"/cameras")
        return json(200, {{QStringLiteral("cameras"), m_controlled.cameraStates()}});
    if (request.method == "POST" && request.path == u"/fault")
        return onFault(request.body);
    return error(404, QStringLiteral("GET /ready, GET /cameras or POST /fault"));
}

HttpReply Control::onFault(const QByteArray &body)
{
    const auto document = QJsonDocument::fromJson(body.left(kMaxBody));
    if (!document.isObject())
        return error(400, QStringLiteral("not a JSON object"));
    const QJsonObject wish = document.object();
    const QString name = wish.value(u"fault").toString();
    const auto fault = faultFromName(name);
    const int seconds = wish.value(u"seconds").toInt(fault == Fault::NoKeyFrame ? 20 : 0);
    if ((!fault && name != u"none") || seconds < 0 || seconds > kMaxSeconds)
        return error(400, QStringLiteral("unknown fault, or seconds out of range"));
    if (const auto set = m_controlled.setFault(wish.value(u"camera").toString(), fault, seconds);
        !set)
        return error(404, set.error().detail);
    return json(200, {{QStringLiteral("ok"), true}});
}

} // namespace vigie::camsim
