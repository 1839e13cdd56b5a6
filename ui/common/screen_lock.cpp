// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/common/screen_lock.h>

#include <QtDBus/QDBusConnection>
#include <QtDBus/QDBusMessage>
#include <QtDBus/QDBusObjectPath>
#include <QtDBus/QDBusPendingCallWatcher>
#include <QtDBus/QDBusPendingReply>
#include <QtDBus/QDBusVariant>

// Source: org.freedesktop.login1(5).
namespace vigie::ui {
namespace {

const QString kService = QStringLiteral("org.freedesktop.login1");
const QString kManagerPath = QStringLiteral("/org/freedesktop/login1");
const QString kManager = QStringLiteral("org.freedesktop.login1.Manager");
const QString kSession = QStringLiteral("org.freedesktop.login1.Session");
const QString kProperties = QStringLiteral("org.freedesktop.DBus.Properties");
const QString kLockedHint = QStringLiteral("LockedHint");

} // namespace

ScreenLock::ScreenLock(QObject *parent)
    : QObject(parent)
{
    QDBusConnection bus = QDBusConnection::systemBus();
    if (!bus.isConnected())
        return;
    bus.connect(kService, kManagerPath, kManager, QStringLiteral("PrepareForSleep"), this, SLOT(onSleep(bool)));
    // The session of this process; nobody waits for the answer.
    QDBusMessage ask = QDBusMessage::createMethodCall(kService, kManagerPath, kManager, QStringLiteral("GetSession"));
    ask << QStringLiteral("auto");
    auto *answer = new QDBusPendingCallWatcher(bus.asyncCall(ask), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<QDBusObjectPath> reply = *answer;
        if (!reply.isError())
            follow(reply.value().path());
        answer->deleteLater();
    });
}

void ScreenLock::follow(const QString &session)
{
    QDBusConnection bus = QDBusConnection::systemBus();
    bus.connect(kService, session, kProperties, QStringLiteral("PropertiesChanged"), this,
                SLOT(onProperties(QString, QVariantMap, QStringList)));
    QDBusMessage ask = QDBusMessage::createMethodCall(kService, session, kProperties, QStringLiteral("Get"));
    ask << kSession << kLockedHint;
    auto *answer = new QDBusPendingCallWatcher(bus.asyncCall(ask), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        if (!reply.isError())
            set(m_hinted, reply.value().variant().toBool());
        answer->deleteLater();
    });
}

void ScreenLock::onProperties(const QString &interface, const QVariantMap &changed, const QStringList &)
{
    if (interface == kSession && changed.contains(kLockedHint))
        set(m_hinted, changed.value(kLockedHint).toBool());
}

void ScreenLock::onSleep(bool begins)
{
    set(m_sleeping, begins);
}

void ScreenLock::set(bool &state, bool value)
{
    const bool before = isLocked();
    state = value;
    if (before != isLocked())
        Q_EMIT changed();
}

} // namespace vigie::ui
