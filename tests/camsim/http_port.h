// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QtHttpServer/QAbstractHttpServer>
#include <QtHttpServer/QHttpServerRequest>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <functional>

namespace vigie::camsim {

struct HttpRequest {
    QByteArray method; ///< "GET", "POST" or the number Qt gives others
    QString path;
    QByteArray authorization;
    QByteArray body;
    QString peer; ///< address:port
};

struct HttpReply {
    int status = 200;
    QByteArray contentType = QByteArrayLiteral("application/json");
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers;
    int delayMs = 0;
};

/// One HTTP/1.1 port on QAbstractHttpServer. QHttpServer itself hides accepted connections, which
/// is what the log is for; here each is reported, and all can be cut. Thread: main.
class HttpPort final : public QAbstractHttpServer {
    Q_OBJECT
public:
    using Handler = std::function<HttpReply(const HttpRequest &)>;
    explicit HttpPort(Handler handler);
    ~HttpPort() override;

    /// Port 0 picks one; a later open() takes the same again. \return Busy, Io
    [[nodiscard]] Result<> open(const QString &address, quint16 port);
    [[nodiscard]] quint16 port() const { return m_port; }
    /// Stops listening and cuts every connection.
    void close();
    void dropConnections();

Q_SIGNALS:
    void accepted(const QString &peer);
    void closed(const QString &peer);

protected:
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &request, QTcpSocket *socket) override;

private:
    class Listener;
    Handler m_handler;
    Listener *m_listener; // child
    quint16 m_port = 0;
};

} // namespace vigie::camsim
