// SPDX-License-Identifier: GPL-3.0-or-later
#include "http_port.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>

namespace vigie::camsim {

namespace {
QByteArray statusText(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    default:
        return "Internal Server Error";
    }
}

void send(QTcpSocket *socket, const HttpReply &reply)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(reply.status) + ' '
        + statusText(reply.status) + "\r\nContent-Type: " + reply.contentType
        + "\r\nContent-Length: " + QByteArray::number(reply.body.size()) + "\r\n";
    for (const auto &[name, value] : reply.headers)
        head += name + ": " + value + "\r\n";
    socket->write(head + "\r\n" + reply.body);
}
} // namespace

class HttpPort::Listener final : public QTcpServer {
public:
    explicit Listener(HttpPort &owner) : QTcpServer(&owner), m_owner(owner) { }
    QList<QPointer<QTcpSocket>> sockets;

protected:
    void incomingConnection(qintptr handle) override
    {
        auto *socket = new QTcpSocket(this);
        socket->setSocketDescriptor(handle);
        const QString peer =
            socket->peerAddress().toString() % u':' % QString::number(socket->peerPort());
        Q_EMIT m_owner.accepted(peer);
        connect(socket, &QTcpSocket::disconnected, &m_owner, [this, peer] {
            sockets.removeIf([](const auto &old) {
                return !old || old->state() == QTcpSocket::UnconnectedState;
            });
            Q_EMIT m_owner.closed(peer);
        });
        sockets.append(socket);
        addPendingConnection(socket);
    }

private:
    HttpPort &m_owner;
};

HttpPort::HttpPort(Handler handler) : m_handler(std::move(handler)), m_listener(new Listener(*this))
{
}

HttpPort::~HttpPort()
{
    close();
}

Result<> HttpPort::open(const QString &address, quint16 port)
{
    if (m_listener->isListening())
        return {};
    if (!m_listener->listen(QHostAddress(address), m_port != 0 ? m_port : port)) {
        const bool busy = m_listener->serverError() == QAbstractSocket::AddressInUseError;
        return fail(
            busy ? ErrorCode::Busy : ErrorCode::Io,
            QStringLiteral("HTTP %1:%2: %3").arg(address).arg(port).arg(m_listener->errorString()));
    }
    if (m_port == 0)
        bind(m_listener); // once; Qt warns about a listener that does not listen yet
    m_port = m_listener->serverPort();
    return {};
}

void HttpPort::close()
{
    m_listener->close();
    dropConnections();
}

void HttpPort::dropConnections()
{
    const auto sockets = m_listener->sockets; // abort() edits the list
    for (const auto &socket : sockets) {
        if (socket)
            socket->abort();
    }
}

bool HttpPort::handleRequest(const QHttpServerRequest &request, QTcpSocket *socket)
{
    HttpRequest call;
    switch (request.method()) {
    case QHttpServerRequest::Method::Get:
        call.method = "GET";
        break;
    case QHttpServerRequest::Method::Post:
        call.method = "POST";
        break;
    default:
        call.method = QByteArray::number(static_cast<int>(request.method()));
        break;
    }
    call.path = request.url().path();
    call.authorization = request.value("Authorization");
    call.body = request.body();
    call.peer = socket->peerAddress().toString() % u':' % QString::number(socket->peerPort());
    const HttpReply reply = m_handler(call);
    if (reply.delayMs > 0) {
        QTimer::singleShot(reply.delayMs, socket, [socket, reply] { send(socket, reply); });
    } else if (socket->state() == QTcpSocket::ConnectedState) { // a handler may have cut it
        send(socket, reply);
    }
    return true;
}

void HttpPort::missingHandler(const QHttpServerRequest &, QTcpSocket *) { }

} // namespace vigie::camsim
