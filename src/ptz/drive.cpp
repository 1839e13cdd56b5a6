// SPDX-License-Identifier: GPL-3.0-or-later
#include <ptz/drive.h>

#include <QtCore/QEventLoop>
#include <QtCore/QLoggingCategory>
#include <QtCore/QPointer>

namespace vigie::ptz {
namespace {

Q_LOGGING_CATEGORY(lcPtz, "vigie.ptz", QtInfoMsg)

constexpr int kTickMs = 25;

} // namespace

QString releaseReasonName(ReleaseReason reason)
{
    switch (reason) {
    case ReleaseReason::Released: return QStringLiteral("released");
    case ReleaseReason::FocusLost: return QStringLiteral("focus-lost");
    case ReleaseReason::Unplugged: return QStringLiteral("unplugged");
    case ReleaseReason::GrantEnded: return QStringLiteral("grant-ended");
    case ReleaseReason::TileChanged: return QStringLiteral("tile-changed");
    case ReleaseReason::Exit: return QStringLiteral("exit");
    }
    return {};
}

Drive::Drive(Controller &controller, const Clock &clock, Ticking ticking, QObject *parent)
    : QObject(parent)
    , m_controller(controller)
    , m_clock(clock)
    , m_ticking(ticking)
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

void Drive::setVelocity(const Vector &velocity)
{
    if (m_closed)
        return;
    if (velocity.isZero()) {
        release(ReleaseReason::Released);
        return;
    }
    m_wanted = velocity;
    if (!m_held) {
        m_held = true;
        m_verifying = false;
        m_moveFailureTold = false;
        m_sent = {};
        m_sentAt = m_clock.sinceBoot() - kResend; // a press is sent at once
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
    Q_EMIT released(reason);
    if (m_mayMove)
        sendStop();
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
    QEventLoop loop;
    connect(this, &Drive::stopConfirmed, &loop, &QEventLoop::quit);
    QTimer::singleShot(limit, &loop, &QEventLoop::quit);
    loop.exec(QEventLoop::ExcludeUserInputEvents);
}

void Drive::tick()
{
    const auto now = m_clock.sinceBoot();
    if (m_held && !m_moveInFlight && !m_stopInFlight) {
        const auto since = now - m_sentAt;
        if (since >= kResend || (m_wanted != m_sent && since >= kLeastInterval))
            send();
    }
    if (!m_held && m_verifying && !m_statusInFlight && !m_stopInFlight && now >= m_verifyAt)
        verify();
    keepTicking();
}

void Drive::keepTicking()
{
    const bool due = m_held || m_verifying;
    if (m_ticking == Ticking::Timer && due != m_timer.isActive())
        due ? m_timer.start() : m_timer.stop();
}

void Drive::send()
{
    m_sent = m_wanted;
    m_sentAt = m_clock.sinceBoot();
    m_moveInFlight = true;
    m_mayMove = true;
    m_controller.continuousMove(m_sent, kCameraTimeout, [self = QPointer<Drive>(this)](const Result<> &result) {
        if (self)
            self->moveAnswered(result);
    });
}

void Drive::moveAnswered(const Result<> &result)
{
    m_moveInFlight = false;
    if (!result && m_held && !m_moveFailureTold) {
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
    m_verifying = false;
    m_stopAgain = m_moveInFlight;
    m_controller.stop([self = QPointer<Drive>(this)](const Result<> &result) {
        if (self)
            self->stopAnswered(result);
    });
}

void Drive::sendZero()
{
    m_stopInFlight = true;
    m_controller.continuousMove({}, std::chrono::milliseconds(0), [self = QPointer<Drive>(this)](const Result<> &result) {
        if (self)
            self->stopAnswered(result);
    });
}

void Drive::stopAnswered(const Result<> &result)
{
    m_stopInFlight = false;
    if (m_held) {
        // Pressed again while the Stop was under way: the press goes on, and will be stopped in its turn.
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
    if (m_stopAttempts++ == 0)
        Q_EMIT stopFailed(result.error());
    if (m_stopAttempts < kStopAttempts) {
        // Some cameras know no Stop, some refuse a zero velocity: each is tried in turn.
        m_stopAttempts % 2 == 1 ? sendZero() : sendStop();
        return;
    }
    m_verifying = true;
    m_verifications = 0;
    m_verifyAt = m_clock.sinceBoot() + kVerifyEvery;
    keepTicking();
}

void Drive::verify()
{
    m_statusInFlight = true;
    m_controller.status([self = QPointer<Drive>(this)](const Result<MoveStatus> &status) {
        if (self)
            self->verified(status);
    });
}

void Drive::verified(const Result<MoveStatus> &status)
{
    m_statusInFlight = false;
    if (m_held || !m_verifying)
        return;
    const bool silent = !status || *status == MoveStatus::Unknown;
    if (status && *status == MoveStatus::Idle) {
        confirmed();
        return;
    }
    const bool accepted = m_stopAttempts < kStopAttempts;
    if (silent && accepted && (status || status.error().code == ErrorCode::NotSupported)) {
        confirmed(); // the camera accepted the stop and has no way to say more
        return;
    }
    if (++m_verifications < kVerifications) {
        m_verifyAt = m_clock.sinceBoot() + kVerifyEvery;
        keepTicking();
        return;
    }
    m_verifying = false;
    const Error error = status ? Error{ErrorCode::Refused, QStringLiteral("the head still moves after Stop")} : status.error();
    Q_EMIT stopFailed(m_stopError.value_or(error));
    if (m_stopAttempts < kStopAttempts) {
        ++m_stopAttempts;
        m_stopAttempts % 2 == 1 ? sendZero() : sendStop();
    }
    keepTicking();
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
