// SPDX-License-Identifier: GPL-3.0-or-later
#include <secrets/keychain.h>

#include <secrets/sealer.h>

#include <QtCore/QEventLoop>
#include <QtCore/QTimer>
#include <QtDBus/QDBusConnection>
#include <QtDBus/QDBusConnectionInterface>
#include <QtDBus/QDBusMessage>
#include <QtDBus/QDBusVariant>

#include <qt6keychain/keychain.h>

namespace vigie::secrets::keychain {
namespace {

constexpr int kBusTimeoutMs = 1000;

QString serviceName()
{
    return QStringLiteral("fr.vigie.console");
}

/// Runs \p job and waits. One that has not answered in time is left to delete itself when it does:
/// the keychain's answer, late as it may be, still goes to it.
Result<> await(QKeychain::Job &job, std::chrono::milliseconds limit)
{
    QEventLoop loop;
    bool finished = false;
    QObject::connect(&job, &QKeychain::Job::finished, &loop, [&] {
        finished = true;
        loop.quit();
    });
    QTimer::singleShot(limit, &loop, &QEventLoop::quit);
    job.setAutoDelete(false);
    job.start();
    if (!finished)
        loop.exec();
    if (!finished) {
        job.setAutoDelete(true);
        return fail(ErrorCode::TimedOut, QStringLiteral("the keychain did not answer"));
    }
    job.deleteLater();
    switch (job.error()) {
    case QKeychain::NoError:
        return {};
    case QKeychain::EntryNotFound:
        return fail(ErrorCode::NotFound, job.errorString());
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError:
        return fail(ErrorCode::KeychainUnavailable, job.errorString());
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return fail(ErrorCode::KeychainLocked, job.errorString());
    default:
        return fail(ErrorCode::Refused, job.errorString());
    }
}

Result<> requireOpen()
{
    switch (status()) {
    case Status::Available:
        return {};
    case Status::Locked:
        return fail(ErrorCode::KeychainLocked);
    case Status::Unavailable:
        return fail(ErrorCode::KeychainUnavailable,
                    QStringLiteral("no Secret Service on the session bus"));
    }
    return fail(ErrorCode::Internal);
}

} // namespace

Status status()
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return Status::Unavailable;
    const QString service = QStringLiteral("org.freedesktop.secrets");
    if (!bus.interface()->isServiceRegistered(service)
        && !bus.interface()->activatableServiceNames().value().contains(service))
        return Status::Unavailable;
    // QtKeychain reads an entry of a locked collection as absent; the collection itself knows
    // better.
    auto ask = QDBusMessage::createMethodCall(
        service, QStringLiteral("/org/freedesktop/secrets/aliases/default"),
        QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
    ask << QStringLiteral("org.freedesktop.Secret.Collection") << QStringLiteral("Locked");
    const QDBusMessage answer = bus.call(ask, QDBus::Block, kBusTimeoutMs);
    if (answer.type() != QDBusMessage::ReplyMessage || answer.arguments().isEmpty())
        return Status::Unavailable;
    const QVariant locked = answer.arguments().constFirst().value<QDBusVariant>().variant();
    return locked.toBool() ? Status::Locked : Status::Available;
}

Result<Secret> read(const QString &name, std::chrono::milliseconds limit)
{
    if (const auto open = requireOpen(); !open)
        return fail(open);
    auto *job = new QKeychain::ReadPasswordJob(serviceName());
    job->setInsecureFallback(false);
    job->setKey(name);
    if (const auto done = await(*job, limit); !done)
        return fail(done);
    Secret key(QByteArray::fromBase64(job->binaryData()));
    if (key.size() != kStationKeyBytes)
        return fail(ErrorCode::Corrupt, QStringLiteral("the keychain entry is not a station key"));
    return key;
}

Result<> write(const QString &name, const Secret &stationKey, std::chrono::milliseconds limit)
{
    if (const auto open = requireOpen(); !open)
        return open;
    // Losing a key loses everything sealed with it: one that is there is never replaced.
    const auto there = read(name, limit);
    if (there || there.error().code != ErrorCode::NotFound)
        return there ? fail(ErrorCode::AlreadyExists, name) : fail(there);
    auto *job = new QKeychain::WritePasswordJob(serviceName());
    job->setInsecureFallback(false);
    job->setKey(name);
    // Text, because some keychains mangle bytes that are not UTF-8.
    job->setBinaryData(stationKey.revealBytes().toBase64());
    return await(*job, limit);
}

} // namespace vigie::secrets::keychain
