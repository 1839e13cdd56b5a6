// SPDX-License-Identifier: GPL-3.0-or-later
#include "password_door.h"

#include "sign_in_records.h"

#include <access/vouching.h>
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

void PasswordDoor::signIn(shell::SignInRequest request, QObject *context, Done done)
{
    // The hash takes tens of milliseconds by design; SQLite wants a connection of the thread's own.
    const auto asked = std::make_shared<shell::SignInRequest>(std::move(request));
    m_pool.start([this, asked, file = m_parts.registryFile, now = m_parts.clock.now(), context = QPointer<QObject>(context),
                  done = std::move(done)] {
        Answer answer;
        answer.matricule = asked->who.matricule;
        answer.post = asked->post;
        if (auto registry = registry::SqliteRegistry::open(file, registry::SqliteRegistry::Mode::Existing, nullptr)) {
            answer.person = (*registry)->verifyPassword(asked->who.matricule, asked->who.password, now);
            if (asked->beside) {
                answer.besideMatricule = asked->beside->matricule;
                answer.beside = (*registry)->verifyPassword(asked->beside->matricule, asked->beside->password, now);
            }
        } else {
            answer.person = fail(registry);
        }
        QMetaObject::invokeMethod(
            this, [this, answer, context, done] { recognised(answer, context, done); }, Qt::QueuedConnection);
    });
}

/// Somebody was not recognised, or not enough: recorded, and said.
void PasswordDoor::refuse(const Answer &answer, const Error &why, const Done &done)
{
    // What was typed may be anything, a password included: only a matricule that exists is written.
    const auto facts = m_parts.feed.facts();
    const auto known = [&facts](const QString &matricule) {
        const bool isKnown = std::any_of(facts->persons.cbegin(), facts->persons.cend(), [&](const auto &p) { return p.matricule == matricule; });
        return isKnown ? matricule : QString();
    };
    journal::Entry entry = signInRefused(known(answer.matricule), answer.post, why, facts->version);
    if (!answer.besideMatricule.isEmpty())
        entry.details.insert(QStringLiteral("beside"), known(answer.besideMatricule));
    m_parts.journal.append({entry}, this, [](const Result<> &) {});
    done(fail(why.code, why.detail));
}

void PasswordDoor::recognised(const Answer &answer, const QPointer<QObject> &context, const Done &done)
{
    if (!context)
        return;
    if (!answer.person) {
        refuse(answer, answer.person.error(), done);
        return;
    }
    const auto facts = m_parts.feed.facts();
    const bool needsSecond = facts->persons.value(*answer.person).supervised;
    if (needsSecond && answer.besideMatricule.isEmpty()) {
        done(fail(ErrorCode::SecondPersonNeeded)); // no refusal yet: they may bring somebody
        return;
    }
    if (needsSecond && !answer.beside) {
        refuse(answer, answer.beside.error(), done);
        return;
    }
    if (needsSecond && !access::mayVouchFor(*facts, *answer.beside, *answer.person)) {
        refuse(answer, {ErrorCode::Refused, QStringLiteral("may not vouch")}, done);
        return;
    }
    access::SessionContext session = newSession(*answer.person, answer.matricule, answer.post);
    if (needsSecond)
        session.beside = *answer.beside;
    m_parts.settings.set(settings::keys::kLastPost, answer.post.value);
    begin(m_parts.journal, session, sessionBegin(session, QStringLiteral("password"), *facts, m_parts.clock.now()), context, done);
}

} // namespace vigie::app
