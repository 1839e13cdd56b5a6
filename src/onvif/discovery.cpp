// SPDX-License-Identifier: GPL-3.0-or-later
#include <onvif/discovery.h>

#include <onvif/soap.h>

#include <QtCore/QRegularExpression>
#include <QtCore/QUuid>
#include <QtNetwork/QNetworkDatagram>
#include <QtNetwork/QNetworkInterface>
#include <QtNetwork/QUdpSocket>

#include <algorithm>

namespace vigie::onvif {
namespace {

using namespace std::chrono_literals;
using L1 = QLatin1String;

constexpr qsizetype kLongestAnswer = 65'535;
constexpr qsizetype kMostInOneAnswer = 64;
constexpr qsizetype kLongestName = 120;
constexpr int kMostTimes = 3; ///< a datagram may be lost
constexpr auto kAgainAfter = 400ms;
constexpr char kScope[] = "onvif://www.onvif.org/";

/// The value of the first scope of that kind, as people read it.
QString scopeOf(const QStringList &scopes, QLatin1String kind)
{
    const QString begin = L1(kScope) + kind + QLatin1Char('/');
    for (const QString &scope : scopes) {
        if (scope.startsWith(begin, Qt::CaseInsensitive)) {
            // simplified(): what is shown in a list has no line breaks of somebody else's
            const QString value = QUrl::fromPercentEncoding(scope.mid(begin.size()).toUtf8()).simplified();
            if (!value.isEmpty())
                return value.left(kLongestName);
        }
    }
    return {};
}

bool isUsable(const QUrl &url)
{
    return url.isValid() && (url.scheme() == L1("http") || url.scheme() == L1("https")) && !url.host().isEmpty() && url.userInfo().isEmpty();
}

/// Of the addresses a device has, the one that we were answered from: the others may be of networks we cannot reach.
QUrl addressOf(const QStringList &urls, const QHostAddress &sender)
{
    QUrl usual;
    for (const QString &text : urls) {
        const QUrl url(text);
        if (!isUsable(url))
            continue;
        const QHostAddress host(url.host());
        if (host == sender)
            return url;
        const bool isBetter = usual.isEmpty() && host.protocol() != QAbstractSocket::IPv6Protocol && !host.isLinkLocal();
        if (isBetter)
            usual = url;
    }
    if (usual.isEmpty()) {
        usual.setScheme(QStringLiteral("http"));
        usual.setHost(sender.toString());
        usual.setPath(QStringLiteral("/onvif/device_service"));
    }
    return usual;
}

QList<QHostAddress> ownAddresses()
{
    QList<QHostAddress> own;
    for (const QNetworkInterface &each : QNetworkInterface::allInterfaces()) {
        const auto flags = each.flags();
        if (!flags.testFlag(QNetworkInterface::IsUp) || !flags.testFlag(QNetworkInterface::CanMulticast)
            || flags.testFlag(QNetworkInterface::IsLoopBack))
            continue;
        for (const QNetworkAddressEntry &entry : each.addressEntries()) {
            if (entry.ip().protocol() == QAbstractSocket::IPv4Protocol) {
                own.append(entry.ip());
                break;
            }
        }
    }
    return own;
}

} // namespace

QByteArray probeMessage(const QString &id)
{
    return QStringLiteral("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                          "<s:Envelope xmlns:s=\"%1\" xmlns:a=\"%2\" xmlns:d=\"%3\" xmlns:dn=\"http://www.onvif.org/ver10/network/wsdl\">"
                          "<s:Header><a:Action>%3/Probe</a:Action><a:MessageID>urn:uuid:%4</a:MessageID>"
                          "<a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To></s:Header>"
                          "<s:Body><d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe></s:Body></s:Envelope>")
        .arg(L1(ns::kEnvelope), L1(ns::kAddressing), L1(ns::kDiscovery), escaped(id))
        .toUtf8();
}

Result<QList<FoundDevice>> readProbeMatches(const QByteArray &xml, const QHostAddress &sender)
{
    if (xml.size() > kLongestAnswer)
        return fail(ErrorCode::Protocol, QStringLiteral("an answer of %1 bytes").arg(xml.size()));
    const auto answer = readAnswer(xml);
    if (!answer)
        return fail(answer);
    if (!answer->is(ns::kDiscovery, L1("ProbeMatches")))
        return fail(ErrorCode::Protocol, QStringLiteral("another message"));
    QList<FoundDevice> devices;
    for (const Element *match : answer->childrenNamed(L1("ProbeMatch"))) {
        if (devices.size() == kMostInOneAnswer)
            break;
        const Element *reference = match->at({L1("EndpointReference"), L1("Address")});
        const QStringList scopes = match->textOf(L1("Scopes")).split(QRegularExpression(QStringLiteral("\\s+")), Qt::SkipEmptyParts);
        const QStringList urls = match->textOf(L1("XAddrs")).split(QRegularExpression(QStringLiteral("\\s+")), Qt::SkipEmptyParts);
        FoundDevice device;
        device.url = addressOf(urls, sender);
        device.id = reference && !reference->text.isEmpty() ? reference->text.simplified().left(kLongestName) : device.url.toString();
        device.name = scopeOf(scopes, L1("name"));
        device.hardware = scopeOf(scopes, L1("hardware"));
        device.location = scopeOf(scopes, L1("location"));
        device.hasPtz = std::any_of(scopes.cbegin(), scopes.cend(), [](const QString &scope) {
            return scope.startsWith(L1(kScope) + L1("type/ptz"), Qt::CaseInsensitive);
        });
        devices.append(std::move(device));
    }
    return devices;
}

Discovery::Discovery(QObject *parent) : Discovery(Target(), parent) { }

Discovery::Discovery(Target target, QObject *parent) : QObject(parent), m_target(std::move(target))
{
    m_again.setInterval(kAgainAfter);
    m_end.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &Discovery::ask);
    connect(&m_end, &QTimer::timeout, this, [this] {
        stop();
        Q_EMIT finished();
    });
}

Discovery::~Discovery() = default;

void Discovery::start(std::chrono::milliseconds limit)
{
    stop();
    m_known.clear();
    m_asked = 0;
    for (const QHostAddress &own : m_target.from.isEmpty() ? ownAddresses() : m_target.from) {
        auto socket = std::make_unique<QUdpSocket>();
        if (!socket->bind(own, 0)) // a network that went away meanwhile
            continue;
        socket->setSocketOption(QAbstractSocket::MulticastTtlOption, 1);
        connect(socket.get(), &QUdpSocket::readyRead, this, [this, each = socket.get()] { read(*each); });
        m_sockets.push_back(std::move(socket));
    }
    m_end.start(limit);
    m_again.start();
    ask();
}

void Discovery::stop()
{
    m_again.stop();
    m_end.stop();
    for (auto &socket : m_sockets) {
        socket->disconnect(this);
        socket.release()->deleteLater(); // one of them may be telling right now
    }
    m_sockets.clear();
}

/// The same message again is taken for one that came twice, and not answered: each has a number of its own.
void Discovery::ask()
{
    const QByteArray message = probeMessage(QUuid::createUuid().toString(QUuid::WithoutBraces));
    for (const auto &socket : m_sockets)
        socket->writeDatagram(message, m_target.address, m_target.port);
    if (++m_asked == kMostTimes)
        m_again.stop();
}

void Discovery::read(QUdpSocket &socket)
{
    while (isRunning() && socket.hasPendingDatagrams()) {
        const QNetworkDatagram datagram = socket.receiveDatagram(kLongestAnswer + 1);
        const auto devices = readProbeMatches(datagram.data(), datagram.senderAddress());
        if (!devices)
            continue; // anybody may send anything here
        for (const FoundDevice &device : *devices) {
            if (m_known.contains(device.id) || m_known.size() == kMostDevices)
                continue;
            m_known.insert(device.id, device.url);
            Q_EMIT found(device);
            if (!isRunning())
                return; // stopped by whoever was told
        }
    }
}

} // namespace vigie::onvif
