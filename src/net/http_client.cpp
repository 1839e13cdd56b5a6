// SPDX-License-Identifier: GPL-3.0-or-later
#include <net/http_client.h>

#include <core/redact.h>

#include <QtCore/QTimer>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkProxy>
#include <QtNetwork/QNetworkReply>

#include <memory>

namespace vigie::net {
namespace {

constexpr qint64 kLargestAnswer = 2 * 1024 * 1024;

Error errorOf(const QNetworkReply &reply)
{
    const QString detail = QStringLiteral("%1: %2").arg(redacted(reply.url()), redactedText(reply.errorString()));
    switch (reply.error()) {
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError: return {ErrorCode::TimedOut, detail};
    case QNetworkReply::SslHandshakeFailedError: return {ErrorCode::Refused, detail};
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolUnknownError: return {ErrorCode::Protocol, detail};
    default: return {ErrorCode::Unreachable, detail};
    }
}

} // namespace

HttpClient::HttpClient(QObject *parent)
    : QObject(parent)
    , m_network(new QNetworkAccessManager(this))
{
    // Cameras stand on closed networks: an environment's proxy must not see their requests.
    m_network->setProxy(QNetworkProxy::NoProxy);
    m_network->setAutoDeleteReplies(true);
}

HttpClient::~HttpClient() = default;

void HttpClient::post(const QUrl &url, const QByteArray &contentType, const QByteArray &body, const QByteArray &authorization,
                      std::chrono::milliseconds limit, Done done)
{
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QString::fromLatin1(contentType));
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    if (!authorization.isEmpty())
        request.setRawHeader("Authorization", authorization);
    QNetworkReply *reply = m_network->post(request, body);
    // The whole exchange, not the silence between two bytes: a device that drips must not hold us.
    QTimer::singleShot(limit, reply, &QNetworkReply::abort);
    const auto tooLarge = std::make_shared<bool>(false);
    connect(reply, &QNetworkReply::downloadProgress, this, [reply, tooLarge](qint64 received, qint64 total) {
        if (received > kLargestAnswer || total > kLargestAnswer) {
            *tooLarge = true;
            reply->abort();
        }
    });
    connect(reply, &QNetworkReply::finished, this, [reply, tooLarge, done = std::move(done)] {
        if (*tooLarge) {
            done(fail(ErrorCode::Protocol, QStringLiteral("an answer over %1 bytes").arg(kLargestAnswer)));
            return;
        }
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (status == 0) {
            done(tl::unexpected<Error>(errorOf(*reply)));
            return;
        }
        if (status >= 300 && status < 400) {
            done(fail(ErrorCode::Protocol, QStringLiteral("%1 answers with a redirect").arg(redacted(reply->url()))));
            return;
        }
        HttpAnswer answer;
        answer.status = status;
        answer.body = reply->readAll();
        for (const auto &[name, value] : reply->rawHeaderPairs()) {
            if (name.compare("WWW-Authenticate", Qt::CaseInsensitive) == 0)
                answer.challenges.append(value.split('\n')); // Qt joins equal headers by line breaks or commas
        }
        done(std::move(answer));
    });
}

} // namespace vigie::net
