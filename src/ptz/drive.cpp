// SPDX-License-Identifier: GPL-3.0-or-later
#include <ptz/drive.h>

#include <QtCore/QEventLoop>
#include <QtCore/QLoggingCategory>
#include <QtCore/QPointer>

#include <algorithm>
#include <cmath>

namespace vigie::ptz {
namespace {

Q_LOGGING_CATEGORY(lcPtz, "vigie.ptz", QtInfoMsg)

constexpr int kTickMs = 25;
constexpr int kAttemptsAtOnce = 3;

double axis(double value)
{
    return std::isfinite(value) ? std::clamp(value, -1.0, 1.0) : 0.0;
}

/// The camera was reached and answered, whatever it said.
bool isAnswer(ErrorCode code)
{
    return code == ErrorCode::NotSupported || code == ErrorCode::InvalidArgument
        || code == ErrorCode::Protocol;
}

} // namespace

QString releaseReasonName(ReleaseReason reason)
{
    switch (reason) {
    case ReleaseReason::Released:
        return QStringLiteral("released");
    case ReleaseReason::FocusLost:
        return QStringLiteral("focus-lost");
    case ReleaseReason::Unplugged:
        return QStringLiteral("unplugged");
    case ReleaseReason::GrantEnded:
        return QStringLiteral("grant-ended");
    case ReleaseReason::TileChanged:
        return QStringLiteral("tile-changed");
    case ReleaseReason::Exit:
        return QStringLiteral("exit");
    }
    return {};
}

Drive::Drive(Controller &controller, const Clock &clock, Ticking ticking, QObject *parent)
    : QObject(parent), m_controller(controller), m_clock(clock), m_ticking(ticking)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &Drive::tick);
}

Drive::~Drive()
{
    if (m_mayMove && !m_stopInFlight)
        m_controller.stop([](const Result<> &) {});
}

void Drive::setVelocity(const Vector &velocity, Source source)
{
    if (m_closed)
        return;
    const Vector wanted{axis(velocity.pan), axis(velocity.tilt), axis(velocity.zoom)};
    if (wanted.isZero()) {
        release(ReleaseReason::Released);
        return;
    }
    m_wanted = wanted;
    m_source = source;
    m_heardAt = m_clock.sinceBoot();
    if (!m_held) {
        m_held = true;
        m_verifying = false;
        m_retryAt.reset();
        m_moveFailureTold = false;
        m_sent = {};
        m_sentAt = m_heardAt - kResend; // a press is sent at once
    }
    tick();
}

void Drive::release(ReleaseReason reason)
{
    if (!m_held)
        return;
    m_held = false;
    m_wanted = {};
    m_stopAttempts = 0;
    m_stopError.reset();
    if (m_mayMove && !m_stopInFlight) // one under way was sent after every move
        sendStop();
    Q_EMIT released(reason);
}

void Drive::close(ReleaseReason reason)
{
    release(reason);
    m_closed = true;
}

void Drive::shutdown(std::chrono::milliseconds limit)
{
    close(ReleaseReason::Exit);
    if (!m_mayMove)
        return;
    if (!m_stopInFlight) {
        m_stopAttempts = 0; // an earlier stop failed for good: a last one
        sendStop();
    }
    QEventLoop loop;
    connect(this, &Drive::stopConfirmed, &loop, &QEventLoop::quit);
    QTimer::singleShot(limit, &loop, &QEventLoop::quit);
    loop.exec(QEventLoop::ExcludeUserInputEvents);
}

void Drive::tick()
{
    const auto now = m_clock.sinceBoot();
    if (m_held && m_source == Source::Polled && now - m_heardAt > kSilence)
        return release(ReleaseReason::Unplugged);
    if (m_held && !m_moveInFlight && !m_stopInFlight) {
        const auto since = now - m_sentAt;
        if (since >= kResend || (m_wanted != m_sent && since >= kLeastInterval))
            send();
    }
    if (!m_held && m_retryAt && !m_stopInFlight && now >= *m_retryAt)
        stopAnew();
    if (!m_held && m_verifying && !m_statusInFlight && !m_stopInFlight && now >= m_verifyAt)
        verify();
    keepTicking();
}

void Drive::keepTicking()
{
    const bool due = m_held || m_verifying || m_retryAt;
    if (m_ticking == Ticking::Timer && due != m_timer.isActive())
        due ? m_timer.start() : m_timer.stop();
}

void Drive::send()
{
    m_sent = m_wanted;
    m_sentAt = m_clock.sinceBoot();
    m_moveInFlight = true;
    m_mayMove = true;
    m_controller.continuousMove(m_sent, kCameraTimeout,
                                [self = QPointer<Drive>(this)](const Result<> &result) {
                                    if (self)
                                        self->moveAnswered(result);
                                });
}

void Drive::moveAnswered(const Result<> &result)
{
    m_moveInFlight = false;
    const bool neverSent = !result && result.error().code == ErrorCode::Cancelled;
    if (neverSent) {
        m_sentAt = m_clock.sinceBoot() - kResend; // a press after that stop goes now
    } else if (!result && m_held && !m_moveFailureTold) {
        m_moveFailureTold = true;
        Q_EMIT moveFailed(result.error());
    }
    if (m_stopAgain && !m_stopInFlight) {
        // The move may have reached the camera after the Stop that overtook it.
        m_stopAgain = false;
        if (!m_held)
            sendStop();
    }
    tick();
}

void Drive::sendStop()
{
    m_stopInFlight = true;
    ++m_stops;
    m_verifying = false;
    m_retryAt.reset();
    m_stopAgain = m_moveInFlight;
    m_controller.stop([self = QPointer<Drive>(this)](const Result<> &result) {
        if (self)
            self->stopAnswered(result);
    });
}

void Drive::sendZero()
{
    m_stopInFlight = true;
    ++m_stops;
    m_verifying = false;
    m_retryAt.reset();
    m_controller.continuousMove({}, std::chrono::milliseconds(0),
                                [self = QPointer<Drive>(this)](const Result<> &result) {
                                    if (self)
                                        self->stopAnswered(result);
                                });
}

void Drive::stopAnswered(const Result<> &result)
{
    m_stopInFlight = false;
    if (m_held) {
        // Pressed again while the Stop was under way: the press goes on, and will be stopped in its
        // turn.
        m_stopAgain = false;
        tick();
        return;
    }
    if (m_stopAgain && !m_moveInFlight) {
        m_stopAgain = false;
        sendStop();
        return;
    }
    if (result) {
        m_verifying = true;
        m_verifications = 0;
        m_verifyAt = m_clock.sinceBoot();
        tick();
        return;
    }
    m_stopError = result.error();
    qCWarning(lcPtz) << "stop not accepted:" << toLogText(result.error());
    const QPointer<Drive> alive(this);
    if (m_stopAttempts++ == 0)
        Q_EMIT stopFailed(result.error());
    if (!alive || m_held)
        return;
    if (m_stopAttempts == 1 && result.error().code == ErrorCode::NotSupported)
        ++m_stopAttempts; // it knows no Stop: no use in asking twice
    if (m_stopAttempts < kAttemptsAtOnce) {
        stopAnew();
    } else if (m_stopAttempts < kStopAttempts) {
        m_retryAt = m_clock.sinceBoot() + kRetry;
        keepTicking();
    } else {
        m_verifying = true;
        m_verifications = 0;
        m_verifyAt = m_clock.sinceBoot() + kVerifyEvery;
        keepTicking();
    }
}

/// Some cameras know no Stop, some refuse a zero velocity: Stop twice, then each in turn.
void Drive::stopAnew()
{
    m_stopAttempts % 2 == 0 ? sendZero() : sendStop();
}

void Drive::verify()
{
    m_statusInFlight = true;
    m_controller.status(
        [self = QPointer<Drive>(this), stops = m_stops](const Result<MoveStatus> &status) {
            if (self)
                self->verified(stops, status);
        });
}

void Drive::verified(quint64 stops, const Result<MoveStatus> &status)
{
    m_statusInFlight = false;
    if (m_held || !m_verifying || stops != m_stops) // asked before the newest stop
        return;
    if (m_moveInFlight) {
        // What it says now is worth nothing: that move may reach it yet. Its answer brings another
        // Stop.
        m_verifyAt = m_clock.sinceBoot() + kVerifyEvery;
        return;
    }
    const bool accepted = m_stopAttempts < kStopAttempts;
    const bool cannotSay = status ? *status == MoveStatus::Unknown : isAnswer(status.error().code);
    if ((status && *status == MoveStatus::Idle) || (cannotSay && accepted)) {
        confirmed();
        return;
    }
    if (++m_verifications < kVerifications) {
        m_verifyAt = m_clock.sinceBoot() + kVerifyEvery;
        keepTicking();
        return;
    }
    m_verifying = false;
    if (m_stopAttempts < kStopAttempts) {
        ++m_stopAttempts;
        stopAnew();
    }
    keepTicking();
    const Error error = status
        ? Error{ErrorCode::Refused, QStringLiteral("the head still moves after Stop")}
        : status.error();
    Q_EMIT stopFailed(m_stopError.value_or(error));
}

void Drive::confirmed()
{
    m_verifying = false;
    m_mayMove = false;
    m_stopAttempts = 0;
    keepTicking();
    Q_EMIT stopConfirmed();
}

} // namespace vigie::ptz
