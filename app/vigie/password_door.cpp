// SPDX-License-Identifier: GPL-3.0-or-later
#include "password_door.h"

#include "sign_in_records.h"

#include <registry/sqlite_registry.h>
#include <settings/keys.h>

#include <algorithm>

namespace vigie::app {

PasswordDoor::PasswordDoor(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    m_pool.setMaxThreadCount(1);
}

PasswordDoor::~PasswordDoor() { m_pool.waitForDone(); }

QList<shell::PostChoice> PasswordDoor::posts() const
{
    QList<shell::PostChoice> choices;
    for (const registry::Post &post : m_parts.feed.facts()->posts) {
        if (post.registered)
            choices.append({post.id, QStringLiteral("%1 — %2").arg(post.name, post.room), post.secured});
    }
    const PostId usual{m_parts.settings.get(settings::keys::kLastPost)};
    std::sort(choices.begin(), choices.end(), [&usual](const shell::PostChoice &a, const shell::PostChoice &b) {
        if ((a.id == usual) != (b.id == usual))
            return a.id == usual;
        return a.name.localeAwareCompare(b.name) < 0;
    });
    return choices;
}

void PasswordDoor::signIn(const QString &matricule, Secret password, const PostId &post, QObject *context, Done done)
{
    // The hash takes tens of milliseconds by design; SQLite wants a connection of the thread's own.
    auto secret = std::make_shared<Secret>(std::move(password));
    m_pool.start([this, matricule, secret, post, file = m_parts.registryFile, now = m_parts.clock.now(),
                  context = QPointer<QObject>(context), done = std::move(done)] {
        Result<PersonId> person = fail(ErrorCode::Internal);
        if (auto registry = registry::SqliteRegistry::open(file, registry::SqliteRegistry::Mode::Existing, nullptr))
            person = (*registry)->verifyPassword(matricule, *secret, now);
        else
            person = fail(registry);
        QMetaObject::invokeMethod(
            this, [this, person, matricule, post, context, done] { recognised(person, matricule, post, context, done); },
            Qt::QueuedConnection);
    });
}

void PasswordDoor::recognised(const Result<PersonId> &person, const QString &matricule, const PostId &post,
                              const QPointer<QObject> &context, const Done &done)
{
    if (!context)
        return;
    const qint64 version = m_parts.feed.facts()->version;
    if (!person) {
        // What was typed may be anything, a password included: only a matricule that exists is written.
        const auto &persons = m_parts.feed.facts()->persons;
        const bool known = std::any_of(persons.cbegin(), persons.cend(), [&](const auto &p) { return p.matricule == matricule; });
        m_parts.journal.append({signInRefused(known ? matricule : QString(), post, person.error(), version)}, this,
                               [](const Result<> &) {});
        done(fail(person));
        return;
    }
    const access::SessionContext session = newSession(*person, matricule, post);
    m_parts.settings.set(settings::keys::kLastPost, post.value);
    m_parts.journal.append({sessionBegin(session, QStringLiteral("password"), *m_parts.feed.facts(), m_parts.clock.now())}, context, [this, session, done](const Result<> &recorded) {
        if (recorded) {
            done(session);
            return;
        }
        // The beginning may become durable yet.
        if (recorded.error().code == ErrorCode::TimedOut)
            m_parts.journal.append({sessionNeverBegan(session, recorded.error())}, this, [](const Result<> &) {});
        done(fail(recorded));
    });
}

} // namespace vigie::app
