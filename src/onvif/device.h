// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <net/digest.h>
#include <net/http_client.h>
#include <onvif/messages.h>

#include <QtCore/QObject>

#include <deque>

namespace vigie::onvif {

/// Which of the device's services a request goes to.
enum class Service { Device, Media, Ptz };

/// Talks to one device: finds its time and services when first needed, signs every request, switches to HTTP Digest when
/// the device asks for it, and remembers. Two connections: one in order for everything, one for what must not wait (Stop).
/// Every callback comes once, from the event loop, within 2 s a request; none after this is gone. Thread: GUI.
class Device final : public QObject {
    Q_OBJECT
public:
    /// \param url  address of the device service  \param clock  outlives this
    Device(const QUrl &url, QString user, Secret password, const Clock &clock, QObject *parent = nullptr);
    ~Device() override;

    using Answered = std::function<void(Result<Element>)>;
    using Ready = std::function<void(Result<>)>;
    /// Asks for time and services unless they are known. Errors as call().
    void prepare(Ready done);
    /// Sends one request. \p urgent goes over the second connection at once, before anything that waits.
    /// \return Unreachable, TimedOut, Refused, NotSupported, InvalidArgument (a fault), Protocol
    void call(Service service, const QString &body, Answered done, bool urgent = false);

    /// After prepare(): what the device answered.
    [[nodiscard]] const Services &services() const { return m_services; }
    /// The device's clock against ours; zero when it did not say.
    [[nodiscard]] std::chrono::milliseconds clockSkew() const { return m_skew; }
    /// "UsernameToken" or "Digest".
    [[nodiscard]] QString authentication() const;

private:
    void askTime();
    void askServices(bool fallback);
    void prepared(const Result<> &result);
    void send(Service service, const QString &body, Answered done, bool urgent, bool mayRetry);
    [[nodiscard]] QUrl address(Service service) const;

    const QUrl m_url;
    const QString m_user;
    const Secret m_password;
    const Clock &m_clock;
    net::HttpClient m_ordered;
    net::HttpClient m_urgent;
    Services m_services;
    std::chrono::milliseconds m_skew{0};
    enum class State { Unknown, Asking, Known } m_state = State::Unknown;
    std::deque<Ready> m_waiting;
    std::optional<net::DigestChallenge> m_digest;
    quint32 m_digestCount = 0;
};

} // namespace vigie::onvif
