// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QStringList>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <functional>

namespace vigie::test {

/// An HTTP server of one port that answers each ONVIF request as the test says.
class FakeDevice final : public QTcpServer {
public:
    struct Request {
        QString operation; ///< "Stop"
        QString path;
        QByteArray authorization;
        QByteArray body;
        int connection = 0; ///< 1 for the first that was opened
    };
    struct Reply {
        int status = 200;
        QByteArray body;
        QByteArray headers; ///< each with its line break
        int delayMs = 0;
    };
    std::function<Reply(const Request &)> handler;
    QList<Request> requests;

    FakeDevice()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, &FakeDevice::take);
    }
    [[nodiscard]] QUrl url() const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1/onvif/device_service").arg(serverPort()));
    }
    [[nodiscard]] QStringList operations() const
    {
        QStringList names;
        for (const Request &request : requests)
            names.append(request.operation);
        return names;
    }

private:
    void take()
    {
        QTcpSocket *socket = nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this,
                [this, socket, number = ++m_connections, pending = QByteArray()]() mutable {
                    pending += socket->readAll();
                    const auto headEnd = pending.indexOf("\r\n\r\n");
                    if (headEnd < 0)
                        return;
                    const QByteArray head = pending.left(headEnd + 2);
                    if (pending.size() < headEnd + 4 + header(head, "content-length").toLongLong())
                        return;
                    Request request;
                    request.connection = number;
                    request.path = QString::fromLatin1(head.split(' ').value(1));
                    request.authorization = header(head, "authorization");
                    request.body = pending.mid(headEnd + 4);
                    pending.clear();
                    request.operation = operationOf(request.body);
                    requests.append(request);
                    const Reply reply = handler(request);
                    QTimer::singleShot(reply.delayMs, socket, [socket, reply] {
                        socket->write(QByteArray("HTTP/1.1 ") + QByteArray::number(reply.status)
                                      + " X\r\nContent-Length: "
                                      + QByteArray::number(reply.body.size()) + "\r\n"
                                      + reply.headers + "\r\n" + reply.body);
                    });
                });
    }
    static QByteArray header(const QByteArray &head, const QByteArray &name)
    {
        for (const QByteArray &line : head.split('\n')) {
            if (line.toLower().startsWith(QByteArray(name + ':')))
                return line.mid(name.size() + 1).trimmed();
        }
        return {};
    }
    static QString operationOf(const QByteArray &body)
    {
        auto from = body.indexOf("<s:Body>");
        from = body.indexOf(':', from + 8) + 1;
        auto to = from;
        while (to < body.size() && body.at(to) != ' ' && body.at(to) != '>' && body.at(to) != '/')
            ++to;
        return QString::fromLatin1(body.mid(from, to - from));
    }
    int m_connections = 0;
};

} // namespace vigie::test
