// SPDX-License-Identifier: GPL-3.0-or-later
#include <onvif/device.h>

#include <QtCore/QLoggingCategory>
#include <QtCore/QPointer>

namespace vigie::onvif {
namespace {

Q_LOGGING_CATEGORY(lcOnvif, "vigie.onvif", QtWarningMsg)

constexpr auto kLimit = std::chrono::milliseconds(2000);
constexpr char kContentType[] = "application/soap+xml; charset=utf-8";

} // namespace

Device::Device(const QUrl &url, QString user, Secret password, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_url(url)
    , m_user(std::move(user))
    , m_password(std::move(password))
    , m_clock(clock)
{
}

Device::~Device() = default;

QString Device::authentication() const { return m_digest ? QStringLiteral("Digest") : QStringLiteral("UsernameToken"); }

void Device::prepare(Ready done)
{
    if (m_state == State::Known) {
        QMetaObject::invokeMethod(this, [done = std::move(done)] { done({}); }, Qt::QueuedConnection);
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
    m_ordered.post(m_url, kContentType, envelope(getSystemDateAndTime(), {}), {}, kLimit, [this](const Result<net::HttpAnswer> &http) {
        if (!http) {
            prepared(fail(http));
            return;
        }
        if (const auto answer = readAnswer(http->body)) {
            if (const auto time = readSystemDateAndTime(*answer))
                m_skew = *time - m_clock.now();
        }
        // A device that hides its time is signed to in ours.
        askServices(false);
    });
}

void Device::askServices(bool fallback)
{
    send(Service::Device, fallback ? getCapabilities() : getServices(),
         [this, fallback](const Result<Element> &answer) {
             if (answer) {
                 const Services found = readServices(*answer);
                 m_services.media = found.media.isEmpty() ? QUrl() : reachable(found.media, m_url);
                 m_services.ptz = found.ptz.isEmpty() ? QUrl() : reachable(found.ptz, m_url);
                 prepared({});
                 return;
             }
             const ErrorCode code = answer.error().code;
             if (code == ErrorCode::Unreachable || code == ErrorCode::TimedOut || code == ErrorCode::Refused) {
                 prepared(fail(answer));
                 return;
             }
             if (!fallback) {
                 askServices(true);
                 return;
             }
             // Neither is answered: the usual paths are tried before we give up.
             m_services.media = reachable(QUrl(QStringLiteral("http://x/onvif/media_service")), m_url);
             m_services.ptz = reachable(QUrl(QStringLiteral("http://x/onvif/ptz_service")), m_url);
             prepared({});
         },
         false, true);
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
    case Service::Device: return m_url;
    case Service::Media: return m_services.media;
    case Service::Ptz: return m_services.ptz;
    }
    return {};
}

void Device::call(Service service, const QString &body, Answered done, bool urgent)
{
    if (m_state == State::Known) {
        send(service, body, std::move(done), urgent, true);
        return;
    }
    prepare([this, service, body, done = std::move(done), urgent](const Result<> &ready) {
        if (ready)
            send(service, body, done, urgent, true);
        else
            done(fail(ready));
    });
}

void Device::send(Service service, const QString &body, Answered done, bool urgent, bool mayRetry)
{
    const QUrl url = address(service);
    if (url.isEmpty()) {
        QMetaObject::invokeMethod(
            this, [done = std::move(done)] { done(fail(ErrorCode::NotSupported, QStringLiteral("the device has no such service"))); },
            Qt::QueuedConnection);
        return;
    }
    Credentials credentials;
    QByteArray authorization;
    if (m_digest) {
        const QString target = url.path(QUrl::FullyEncoded) + (url.hasQuery() ? QStringLiteral("?") + url.query(QUrl::FullyEncoded) : QString());
        authorization = net::digestAuthorization(*m_digest, m_user.toUtf8(), m_password, "POST", target.toLatin1(), ++m_digestCount,
                                                 net::makeClientNonce());
    } else if (!m_user.isEmpty()) {
        credentials = {m_user, &m_password, m_clock.now() + m_skew};
    }
    net::HttpClient &http = urgent ? m_urgent : m_ordered;
    http.post(url, kContentType, envelope(body, credentials), authorization, kLimit,
              [this, service, body, done = std::move(done), urgent, mayRetry](const Result<net::HttpAnswer> &answer) {
                  if (!answer) {
                      done(fail(answer));
                      return;
                  }
                  if (answer->status == 401 && mayRetry) {
                      if (const auto challenge = net::strongestDigest(answer->challenges)) {
                          m_digest = *challenge;
                          m_digestCount = 0;
                          send(service, body, done, urgent, false);
                          return;
                      }
                  }
                  // The body speaks first: devices send faults as 200, 400 or 500.
                  auto element = readAnswer(answer->body);
                  if (answer->status == 401 && (element || element.error().code == ErrorCode::Protocol)) {
                      done(fail(ErrorCode::Refused, QStringLiteral("HTTP 401")));
                      return;
                  }
                  if (!element)
                      qCDebug(lcOnvif) << "answer" << answer->status << toLogText(element.error());
                  done(std::move(element));
              });
}

} // namespace vigie::onvif
