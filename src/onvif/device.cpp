// SPDX-License-Identifier: GPL-3.0-or-later
#include <onvif/device.h>

#include <QtCore/QLoggingCategory>
#include <QtCore/QPointer>

namespace vigie::onvif {
namespace {

Q_LOGGING_CATEGORY(lcOnvif, "vigie.onvif", QtWarningMsg)

constexpr auto kLimit = std::chrono::milliseconds(2000);
constexpr auto kSkewThatMatters = std::chrono::seconds(2); ///< devices allow 5 s and more
constexpr char kContentType[] = "application/soap+xml; charset=utf-8";

} // namespace

/// One request on its way.
struct Device::Call {
    Service service;
    QString body;
    Answered done;
    CallOptions options;
    bool mayAuthenticate = true; ///< once: a second challenge means no
    bool maySignAnew = true;
    bool signedByToken = false;
    std::chrono::milliseconds signedWith{0}; ///< skew
};

Device::Device(const QUrl &url, QString user, Secret password, const Clock &clock, QObject *parent)
    : QObject(parent),
      m_url(url),
      m_user(std::move(user)),
      m_password(std::move(password)),
      m_clock(clock)
{
}

Device::~Device() = default;

QString Device::authentication() const
{
    return m_ordered.digest ? QStringLiteral("Digest") : QStringLiteral("UsernameToken");
}

void Device::prepare(Ready done)
{
    if (m_state == State::Known) {
        QMetaObject::invokeMethod(
            this, [done = std::move(done)] { done({}); }, Qt::QueuedConnection);
        return;
    }
    m_waiting.push_back(std::move(done));
    if (m_state == State::Unknown) {
        m_state = State::Asking;
        askTime();
    }
}

void Device::askTime()
{
    // Without credentials: the time is what the credentials are signed with.
    m_ordered.http.post(m_url, kContentType, envelope(getSystemDateAndTime(), {}), {}, kLimit,
                        [this](const Result<net::HttpAnswer> &http) {
                            if (!http) {
                                prepared(fail(http));
                                return;
                            }
                            readTime(http); // a device that hides its time is signed to in ours
                            askServices(false);
                        });
}

void Device::readTime(const Result<net::HttpAnswer> &http)
{
    if (!http)
        return;
    if (const auto answer = readAnswer(http->body)) {
        if (const auto time = readSystemDateAndTime(*answer))
            m_skew = *time - m_clock.now();
    }
}

void Device::askServices(bool fallback)
{
    const auto call = std::make_shared<Call>();
    call->service = Service::Device;
    call->body = fallback ? getCapabilities() : getServices();
    call->done = [this, fallback](const Result<Element> &answer) {
        const auto found = answer ? readServices(*answer) : Result<Services>(fail(answer));
        if (found && (!found->media.isEmpty() || !found->ptz.isEmpty())) {
            m_services.media = found->media.isEmpty() ? QUrl() : reachable(found->media, m_url);
            m_services.ptz = found->ptz.isEmpty() ? QUrl() : reachable(found->ptz, m_url);
            prepared({});
            return;
        }
        const ErrorCode code = found ? ErrorCode::NotSupported : found.error().code;
        if (code == ErrorCode::Unreachable || code == ErrorCode::TimedOut
            || code == ErrorCode::Refused) {
            prepared(fail(found));
            return;
        }
        if (!fallback) {
            askServices(true);
            return;
        }
        // Neither is answered: the usual paths are tried before we give up.
        m_services.media = reachable(QUrl(QStringLiteral("/onvif/media_service")), m_url);
        m_services.ptz = reachable(QUrl(QStringLiteral("/onvif/ptz_service")), m_url);
        prepared({});
    };
    send(call);
}

void Device::prepared(const Result<> &result)
{
    m_state = result ? State::Known : State::Unknown;
    std::deque<Ready> waiting;
    waiting.swap(m_waiting);
    const QPointer<Device> alive(this);
    for (const Ready &done : waiting) {
        if (alive)
            done(result);
    }
}

QUrl Device::address(Service service) const
{
    switch (service) {
    case Service::Device:
        return m_url;
    case Service::Media:
        return m_services.media;
    case Service::Ptz:
        return m_services.ptz;
    }
    return {};
}

void Device::call(Service service, const QString &body, Answered done, CallOptions options)
{
    const auto call = std::make_shared<Call>();
    call->service = service;
    call->body = body;
    call->done = std::move(done);
    call->options = std::move(options);
    if (m_state == State::Known) {
        send(call);
        return;
    }
    prepare([this, call](const Result<> &ready) {
        if (ready)
            send(call);
        else
            call->done(fail(ready));
    });
}

void Device::send(const CallPtr &call)
{
    const QUrl url = address(call->service);
    const bool wanted = !call->options.wanted || call->options.wanted();
    if (url.isEmpty() || !wanted) {
        Error error{ErrorCode::NotSupported, QStringLiteral("the device has no such service")};
        if (!wanted)
            error = {ErrorCode::Cancelled, QStringLiteral("no longer wanted")};
        QMetaObject::invokeMethod(
            this, [call, error] { call->done(tl::unexpected<Error>(error)); },
            Qt::QueuedConnection);
        return;
    }
    Lane &lane = call->options.urgent ? m_urgent : m_ordered;
    Credentials credentials;
    QByteArray authorization;
    call->signedByToken = false;
    if (lane.digest) {
        const QByteArray target =
            url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
        authorization = net::digestAuthorization(*lane.digest, m_user.toUtf8(), m_password, "POST",
                                                 target, ++lane.count, net::makeClientNonce());
    } else if (!m_user.isEmpty()) {
        call->signedByToken = true;
        call->signedWith = m_skew;
        credentials = {m_user, &m_password, m_clock.now() + m_skew};
    }
    lane.http.post(url, kContentType, envelope(call->body, credentials), authorization, kLimit,
                   [this, call](const Result<net::HttpAnswer> &answer) { answered(call, answer); });
}

void Device::answered(const CallPtr &call, const Result<net::HttpAnswer> &answer)
{
    if (!answer) {
        call->done(fail(answer));
        return;
    }
    if (answer->status == 401 && call->mayAuthenticate && !m_user.isEmpty()) {
        if (const auto challenge = net::strongestDigest(answer->challenges)) {
            Lane &lane = call->options.urgent ? m_urgent : m_ordered;
            lane.digest = *challenge;
            lane.count = 0;
            call->mayAuthenticate = false;
            send(call);
            return;
        }
    }
    // The body speaks first: devices send faults as 200, 400 or 500.
    auto element = readAnswer(answer->body);
    if (answer->status == 401 && (element || element.error().code != ErrorCode::Refused))
        element = fail(ErrorCode::Refused, QStringLiteral("HTTP 401"));
    if (!element && element.error().code == ErrorCode::Refused && call->signedByToken
        && call->maySignAnew) {
        signAnew(call, element.error());
        return;
    }
    if (!element)
        qCDebug(lcOnvif) << "answer" << answer->status << toLogText(element.error());
    call->done(std::move(element));
}

void Device::signAnew(const CallPtr &call, const Error &refusal)
{
    call->maySignAnew = false;
    m_ordered.http.post(m_url, kContentType, envelope(getSystemDateAndTime(), {}), {}, kLimit,
                        [this, call, refusal](const Result<net::HttpAnswer> &http) {
                            readTime(http);
                            const auto matters = [call](std::chrono::milliseconds skew) {
                                return std::chrono::abs(skew - call->signedWith) > kSkewThatMatters;
                            };
                            if (!matters(m_skew))
                                m_skew =
                                    std::chrono::milliseconds(0); // local time where UTC belongs
                            if (matters(m_skew))
                                send(call);
                            else
                                call->done(tl::unexpected<Error>(refusal));
                        });
}

} // namespace vigie::onvif
