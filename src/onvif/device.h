// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <net/digest.h>
#include <net/http_client.h>
#include <onvif/messages.h>

#include <QtCore/QObject>

#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace vigie::onvif {

/// Which of the device's services a request goes to.
enum class Service { Device, Media, Ptz };

struct CallOptions {
    bool urgent = false; ///< over the second connection, past anything that waits
    /// Asked right before each time the request is written; false: it is not sent (again), and
    /// fails with Cancelled. So a movement that was let go is not sent late, after the time,
    /// services or a new challenge had to be asked for first.
    std::function<bool()> wanted;
};

/// Talks to one device: finds its time and services when first needed, signs every request,
/// switches to HTTP Digest when the device asks for it, and remembers. Two clients with connections
/// and nonces of their own: one for everything, one for what must not wait (Stop). When a signature
/// is refused, the device's time is asked for again, once a call: it may have restarted, or keep
/// local time where UTC belongs. Every callback comes once, from the event loop, within 2 s a
/// request; none after this is gone. Thread: GUI.
class Device final : public QObject {
    Q_OBJECT
public:
    /// \param url  address of the device service  \param clock  outlives this
    Device(const QUrl &url, QString user, Secret password, const Clock &clock,
           QObject *parent = nullptr);
    ~Device() override;

    using Answered = std::function<void(Result<Element>)>;
    using Ready = std::function<void(Result<>)>;
    /// Asks for time and services unless they are known. Errors as call().
    void prepare(Ready done);
    /// Sends one request, after prepare() where that was not done.
    /// \return Unreachable, TimedOut, Refused, NotSupported, InvalidArgument (a fault), Protocol,
    /// Cancelled
    void call(Service service, const QString &body, Answered done, CallOptions options = {});

    /// After prepare(): what the device answered.
    [[nodiscard]] const Services &services() const { return m_services; }
    /// The device's clock against ours; zero when it did not say.
    [[nodiscard]] std::chrono::milliseconds clockSkew() const { return m_skew; }
    /// "UsernameToken" or "Digest".
    [[nodiscard]] QString authentication() const;

private:
    struct Lane {
        net::HttpClient http;
        std::optional<net::DigestChallenge> digest;
        quint32 count = 0; ///< uses of the nonce: devices refuse one that comes out of order
    };
    struct Call;
    using CallPtr = std::shared_ptr<Call>;

    void askTime();
    void askServices(bool fallback);
    void prepared(const Result<> &result);
    void send(const CallPtr &call);
    void answered(const CallPtr &call, const Result<net::HttpAnswer> &answer);
    void signAnew(const CallPtr &call, const Error &refusal);
    void readTime(const Result<net::HttpAnswer> &http);
    [[nodiscard]] QUrl address(Service service) const;

    const QUrl m_url;
    const QString m_user;
    const Secret m_password;
    const Clock &m_clock;
    Lane m_ordered;
    Lane m_urgent;
    Services m_services;
    std::chrono::milliseconds m_skew{0};
    enum class State { Unknown, Asking, Known } m_state = State::Unknown;
    std::deque<Ready> m_waiting;
};

} // namespace vigie::onvif
