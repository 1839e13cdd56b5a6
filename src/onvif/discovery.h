// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtNetwork/QHostAddress>

#include <memory>
#include <vector>

class QUdpSocket;

/// WS-Discovery: which ONVIF devices are on the networks of this machine. What a device says of itself is a hint for whoever
/// registers it: nothing is connected to, and nobody is believed. Source: WS-Discovery 2005/04, ONVIF Core Specification 7.
namespace vigie::onvif {

struct FoundDevice {
    QString id; ///< its endpoint reference: "urn:uuid:…"
    QUrl url; ///< of its device service, at the address that answered where the device has such a one
    QString name; ///< of its scopes; empty: it does not say
    QString hardware;
    QString location;
    bool hasPtz = false;
    bool operator==(const FoundDevice &) const = default;
};

/// A Probe for network video transmitters. \p id  of the message
[[nodiscard]] QByteArray probeMessage(const QString &id);
/// What one answer names, bounded; empty addresses become that of \p sender. \return Protocol (as readAnswer(), or another message)
[[nodiscard]] Result<QList<FoundDevice>> readProbeMatches(const QByteArray &xml, const QHostAddress &sender);

/// One search: asks several times, on every network, and tells each device once. Thread: GUI.
class Discovery final : public QObject {
    Q_OBJECT
public:
    static constexpr quint16 kPort = 3702;
    static constexpr int kMostDevices = 1024;
    /// Where it asks: the multicast group on each network by default.
    struct Target {
        QHostAddress address{QStringLiteral("239.255.255.250")};
        quint16 port = kPort;
        QList<QHostAddress> from; ///< own addresses; empty: one of each network that is up
    };
    explicit Discovery(QObject *parent = nullptr);
    Discovery(Target target, QObject *parent);
    ~Discovery() override;

    /// From the beginning, for so long; then finished().
    void start(std::chrono::milliseconds limit);
    void stop();
    [[nodiscard]] bool isRunning() const { return m_end.isActive(); }

Q_SIGNALS:
    void found(const vigie::onvif::FoundDevice &device);
    void finished();

private:
    void ask();
    void read(QUdpSocket &socket);

    const Target m_target;
    std::vector<std::unique_ptr<QUdpSocket>> m_sockets;
    QHash<QString, QUrl> m_known; ///< by id
    QTimer m_again;
    QTimer m_end;
    int m_asked = 0;
};

} // namespace vigie::onvif
