// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/registry.h>

#include <secrets/password_hash.h>

#include "rows.h"

namespace vigie::registry {
namespace {

constexpr int kFailuresBeforeWait = 5;
constexpr auto kFirstWait = std::chrono::seconds(30);
constexpr auto kLongestWait = std::chrono::minutes(15);

/// Twice as long with each failure: who guesses gets a hundred tries a day, who forgot waits half a minute.
std::chrono::milliseconds waitAfter(qint64 failures)
{
    if (failures < kFailuresBeforeWait)
        return std::chrono::milliseconds(0);
    constexpr qint64 kMostDoublings = 10;
    const auto wait = kFirstWait * (qint64(1) << std::min(failures - kFailuresBeforeWait, kMostDoublings));
    return std::min<std::chrono::milliseconds>(wait, kLongestWait);
}

} // namespace

Result<PersonId> Registry::verifyPassword(const QString &matricule, const Secret &password,
                                                Instant now)
{
    if (const auto there = follow(); !there)
        return fail(there);
    auto read = m_database.prepare(
        "SELECT p.id, c.hash, c.failures, c.locked_until FROM person p JOIN credential c "
        "ON c.person = p.id WHERE p.matricule = ?1 AND NOT p.disabled");
    if (!read)
        return fail(read);
    const auto row = read->bind(1, matricule).step();
    if (!row)
        return fail(row);
    if (!*row) {
        (void)secrets::verifyPassword({}, password);
        return fail(ErrorCode::Refused, QStringLiteral("unknown matricule or wrong password"));
    }
    const PersonId person{read->text(0)};
    const QByteArray hash = read->text(1).toLatin1();
    const qint64 failures = read->number(2);
    const Instant lockedUntil{std::chrono::milliseconds(read->number(3))};
    read->reset();
    // A lock never outlasts its wait, even if the clock was set back in the meantime.
    if (failures >= kFailuresBeforeWait && now < lockedUntil && lockedUntil - now <= waitAfter(failures)) {
        const auto left = std::chrono::ceil<std::chrono::seconds>(lockedUntil - now).count();
        return fail(ErrorCode::Busy, QString::number(left));
    }
    const bool right = secrets::verifyPassword(hash, password);
    auto note = m_database.prepare(
        right
            ? "UPDATE credential SET failures = 0, locked_until = NULL WHERE person = ?1 AND "
              "failures > 0"
            : "UPDATE credential SET failures = failures + 1, locked_until = ?2 WHERE person = ?1");
    if (!note)
        return fail(note);
    note->bind(1, person.value);
    if (!right)
        note->bind(2, static_cast<qint64>((now + waitAfter(failures + 1)).time_since_epoch().count()));
    if (const auto noted = note->run(); !noted)
        return fail(noted);
    if (!right)
        return fail(ErrorCode::Refused, QStringLiteral("unknown matricule or wrong password"));
    if (secrets::needsRehash(hash)) {
        // Only now is the password there to be hashed at today's cost. Not worth failing for.
        const auto stronger = secrets::hashPassword(password);
        auto renew = m_database.prepare("UPDATE credential SET hash = ?2 WHERE person = ?1");
        if (stronger && renew) {
            detail::Binder(*renew) << person << QString::fromLatin1(*stronger);
            (void)renew->run();
        }
    }
    return person;
}

Result<> Registry::setPassword(const PersonId &person, const Secret &password,
                                     const Record &record)
{
    if (QString::fromUtf8(password.revealBytes()).size() < kMinimumPassword)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("password shorter than %1").arg(kMinimumPassword));
    const auto hash = secrets::hashPassword(password);
    if (!hash)
        return fail(hash);
    if (const auto there = follow(); !there)
        return there;
    auto transaction = beginChange();
    if (!transaction)
        return fail(transaction);
    auto known = m_database.prepare("SELECT 1 FROM person WHERE id = ?1");
    if (!known)
        return fail(known);
    const auto row = known->bind(1, person.value).step();
    if (!row)
        return fail(row);
    if (!*row)
        return fail(ErrorCode::NotFound, QStringLiteral("person %1").arg(person.value.left(64)));
    auto write = m_database.prepare(
        "INSERT INTO credential (person, hash) VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET "
        "hash = excluded.hash, failures = 0, locked_until = NULL");
    if (!write)
        return fail(write);
    detail::Binder(*write) << person << QString::fromLatin1(*hash);
    if (const auto written = write->run(); !written)
        return written;
    return finish(*transaction, record);
}

} // namespace vigie::registry
