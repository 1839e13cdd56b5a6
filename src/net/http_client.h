// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QUrl>

#include <chrono>
#include <functional>

class QNetworkAccessManager;

namespace vigie::net {

struct HttpAnswer {
    int status = 0; ///< HTTP status; 4xx and 5xx are answers too: a SOAP fault comes so
    QByteArray body;
    QList<QByteArray> challenges; ///< WWW-Authenticate, one a header line
};

/// POSTs to devices. Each call is answered once, from the event loop, within its time; never after
/// this is gone. Connections are kept alive. Thread: the one it was made in.
class HttpClient final : public QObject {
    Q_OBJECT
public:
    explicit HttpClient(QObject *parent = nullptr);
    ~HttpClient() override;

    using Done = std::function<void(Result<HttpAnswer>)>;
    /// \param limit  for the whole exchange, connecting included
    /// \param authorization  value of the Authorization header; empty for none
    /// Errors: Unreachable (cut off in mid-answer too), TimedOut, Refused (TLS not trusted),
    /// Protocol (answer over 2 MiB, a redirect)
    void post(const QUrl &url, const QByteArray &contentType, const QByteArray &body,
              const QByteArray &authorization, std::chrono::milliseconds limit, Done done);

private:
    QNetworkAccessManager *m_network;
};

} // namespace vigie::net
