// SPDX-License-Identifier: GPL-3.0-or-later
#include "sign_in_records.h"

#include <access/gate_records.h>

#include <QtCore/QUuid>

namespace vigie::app {

access::SessionContext newSession(const PersonId &person, const QString &matricule, const PostId &post)
{
    return {{QUuid::createUuid().toString(QUuid::WithoutBraces)}, person, matricule, post};
}

journal::Entry sessionBegin(const access::SessionContext &session, const QString &how, const registry::Facts &facts, Instant now)
{
    journal::Entry entry = access::entryOf(journal::Event::SessionBegin, session);
    entry.registryVersion = facts.version;
    entry.context = access::contextOf(facts, session.person, session.post, now);
    entry.details = {{QStringLiteral("auth"), how}};
    if (!session.beside.isNull())
        entry.details.insert(QStringLiteral("beside"), session.beside.value);
    return entry;
}

void begin(journal::Journal &journal, const access::SessionContext &session, const journal::Entry &begun, QObject *context,
           std::function<void(Result<access::SessionContext>)> done)
{
    journal.append({begun}, context, [&journal, session, done = std::move(done)](const Result<> &recorded) {
        if (recorded) {
            done(session);
            return;
        }
        if (recorded.error().code == ErrorCode::TimedOut) {
            journal::Entry never = access::entryOf(journal::Event::SessionEnd, session);
            never.details = {{QStringLiteral("cause"), errorCodeName(recorded.error().code)}};
            journal.append({never}, &journal, [](const Result<> &) {});
        }
        done(fail(recorded));
    });
}

journal::Entry signInRefused(const QString &matricule, const PostId &post, const Error &why, qint64 registryVersion)
{
    journal::Entry entry;
    entry.event = journal::Event::SignInRefused;
    entry.matricule = matricule.isEmpty() ? QStringLiteral("(inconnu)") : matricule;
    entry.post = post;
    entry.decision = QStringLiteral("refuse");
    entry.registryVersion = registryVersion;
    entry.details = {{QStringLiteral("cause"), errorCodeName(why.code)}};
    return entry;
}

} // namespace vigie::app
