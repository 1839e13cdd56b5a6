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

constexpr qint64 kLargestAnswer = qint64{2} * 1024 * 1024;
constexpr qint64 kReadAtOnce = qint64{64} * 1024;
constexpr qsizetype kMostChallenges = 16;
constexpr int kFirstAnsweredError = 200; ///< QNetworkReply: below, the exchange itself failed

Error errorOf(const QNetworkReply &reply)
{
    const QString detail =
        QStringLiteral("%1: %2").arg(redacted(reply.url()), redactedText(reply.errorString()));
    switch (reply.error()) {
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:
        return {ErrorCode::TimedOut, detail};
    case QNetworkReply::SslHandshakeFailedError:
        return {ErrorCode::Refused, detail};
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::UnknownContentError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolUnknownError:
        return {ErrorCode::Protocol, detail};
    default:
        return {ErrorCode::Unreachable, detail};
    }
}

/// What came so far.
struct Exchange {
    QByteArray body;
    bool tooLarge = false;
};

Result<HttpAnswer> answerOf(QNetworkReply &reply, Exchange &exchange)
{
    if (exchange.tooLarge)
        return fail(ErrorCode::Protocol,
                    QStringLiteral("an answer over %1 bytes").arg(kLargestAnswer));
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // A status line alone is no answer: the rest may have been cut off.
    if (status == 0
        || (reply.error() != QNetworkReply::NoError && reply.error() < kFirstAnsweredError))
        return tl::unexpected<Error>(errorOf(reply));
    if (status >= 300 && status < 400)
        return fail(ErrorCode::Protocol,
                    QStringLiteral("%1 answers with a redirect").arg(redacted(reply.url())));
    exchange.body += reply.readAll();
    if (exchange.body.size() > kLargestAnswer)
        return fail(ErrorCode::Protocol,
                    QStringLiteral("an answer over %1 bytes").arg(kLargestAnswer));
    HttpAnswer answer;
    answer.status = status;
    answer.body = std::move(exchange.body);
    for (const auto &[name, value] : reply.rawHeaderPairs()) {
        if (name.compare("WWW-Authenticate", Qt::CaseInsensitive) == 0)
            answer.challenges.append(
                value.split('\n').mid(0, kMostChallenges)); // Qt joins equal headers
    }
    return answer;
}

} // namespace

HttpClient::HttpClient(QObject *parent)
    : QObject(parent), m_network(new QNetworkAccessManager(this))
{
    // Cameras stand on closed networks: an environment's proxy must not see their requests.
    m_network->setProxy(QNetworkProxy::NoProxy);
    m_network->setAutoDeleteReplies(true);
}

HttpClient::~HttpClient() = default;

void HttpClient::post(const QUrl &url, const QByteArray &contentType, const QByteArray &body,
                      const QByteArray &authorization, std::chrono::milliseconds limit, Done done)
{
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QString::fromLatin1(contentType));
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    if (!authorization.isEmpty())
        request.setRawHeader("Authorization", authorization);
    // Nothing is unpacked behind our back: a small answer stays small.
    request.setRawHeader("Accept-Encoding", "identity");
    QNetworkReply *reply = m_network->post(request, body);
    reply->setReadBufferSize(kReadAtOnce);
    // The whole exchange, not the silence between two bytes: a device that drips must not hold us.
    QTimer::singleShot(limit, reply, &QNetworkReply::abort);
    const auto exchange = std::make_shared<Exchange>();
    connect(reply, &QNetworkReply::readyRead, this, [reply, exchange] {
        exchange->body += reply->readAll();
        if (exchange->body.size() > kLargestAnswer) {
            exchange->tooLarge = true;
            reply->abort();
        }
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, exchange, done = std::move(done)] {
        // Queued: whoever is told may destroy this client, and the reply is still at work here.
        QMetaObject::invokeMethod(
            this, [done, answer = answerOf(*reply, *exchange)] { done(answer); },
            Qt::QueuedConnection);
    });
}

} // namespace vigie::net
