// SPDX-License-Identifier: GPL-3.0-or-later
#include "department_sign_in.h"

#include "registry_way.h"
#include "sign_in_records.h"

#include <settings/keys.h>

#include <sys/eventfd.h>
#include <unistd.h>

namespace vigie::app {
namespace {

using namespace std::chrono_literals;

constexpr auto kConnectLimit = 5s; ///< somebody waits in front of the screen
constexpr auto kAnswerLimit = 5s;

} // namespace

DepartmentLine::DepartmentLine(const storage::PostgresOptions &options, const Clock &clock, const secrets::Sealer &sealer)
    : feed(options.clone(), clock)
    , door(options.clone(), clock, sealer)
{
}

DepartmentSignIn::DepartmentSignIn(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    m_pool.setMaxThreadCount(1);
}

DepartmentSignIn::~DepartmentSignIn()
{
    if (m_wake >= 0)
        ::eventfd_write(m_wake, 1);
    if (m_busy && m_line)
        m_line->feed.giveUp();
    m_pool.waitForDone();
    if (m_wake >= 0)
        ::close(m_wake);
}

QList<shell::PostChoice> DepartmentSignIn::posts() const
{
    const QString id = m_parts.settings.get(settings::keys::kDepartmentPost);
    const QString name = m_parts.settings.get(settings::keys::kDepartmentPostName);
    return {{PostId{id}, name.isEmpty() ? id : name, true}};
}

storage::PostgresOptions DepartmentSignIn::optionsOf(shell::Credentials credentials) const
{
    storage::PostgresOptions options;
    options.where = m_parts.server;
    options.user = credentials.matricule;
    options.password = std::move(credentials.password);
    options.connectLimit = kConnectLimit;
    options.answerLimit = kAnswerLimit;
    return options;
}

void DepartmentSignIn::signIn(shell::SignInRequest request, QObject *context, Done done)
{
    const QPointer<QObject> guarded(context);
    Answer asked;
    asked.matricule = request.who.matricule;
    asked.post = request.post;
    const auto answer = [this, guarded, done](const Answer &found) {
        QMetaObject::invokeMethod(
            this, [this, found, guarded, done] { recognised(found, guarded, done); }, Qt::QueuedConnection);
    };
    if (m_busy) {
        QMetaObject::invokeMethod(this, [done, guarded] { if (guarded) done(fail(ErrorCode::Busy)); }, Qt::QueuedConnection);
        return;
    }
    m_busy = true;
    m_line.reset();
    // Without a password libpq would look for one elsewhere: whoever stands here has to know it.
    for (const shell::Credentials *each : {&request.who, request.beside ? &*request.beside : &request.who}) {
        if (!each->password.isEmpty() && isDepartmentRole(each->matricule))
            continue;
        asked.person = fail(each->password.isEmpty() ? ErrorCode::InvalidArgument : ErrorCode::Refused);
        answer(asked);
        return;
    }
    m_reached = optionsOf(std::move(request.who));
    m_line = std::make_unique<DepartmentLine>(m_reached, m_parts.clock, m_parts.sealer);
    const auto options = std::make_shared<storage::PostgresOptions>(m_reached.clone());
    options->wake = m_wake;
    std::shared_ptr<storage::PostgresOptions> beside;
    if (request.beside) {
        beside = std::make_shared<storage::PostgresOptions>(optionsOf(std::move(*request.beside)));
        beside->wake = m_wake;
    }
    m_pool.start([options, beside, asked, answer, line = m_line.get(), &sealer = m_parts.sealer]() mutable {
        asked.person = personAt(*options, sealer);
        if (asked.person && beside)
            asked.beside = personAt(*beside, sealer);
        if (asked.person) {
            if (const auto following = line->feed.start(); !following)
                asked.person = fail(following);
        }
        if (asked.person) {
            if (const auto asking = line->door.start(); !asking)
                asked.person = fail(asking);
        }
        answer(asked);
    });
}

/// The session of whoever was recognised, with whom they need beside them. What that person may see the server knows, and asks
/// for every picture (row 41): here it matters that it is somebody else.
Result<access::SessionContext> DepartmentSignIn::sessionOf(const Answer &answer) const
{
    if (!answer.person)
        return fail(answer.person);
    access::SessionContext session = newSession(*answer.person, answer.matricule, answer.post);
    if (!m_line->feed.facts()->persons.value(*answer.person).supervised)
        return session;
    if (!answer.beside)
        return fail(ErrorCode::SecondPersonNeeded);
    if (!*answer.beside)
        return fail(*answer.beside);
    if (**answer.beside == *answer.person)
        return fail(ErrorCode::Refused, QStringLiteral("may not vouch"));
    session.beside = **answer.beside;
    return session;
}

void DepartmentSignIn::recognised(const Answer &answer, const QPointer<QObject> &context, const Done &done)
{
    m_busy = false;
    const auto session = sessionOf(answer);
    if (!session || !context) {
        m_line.reset();
        m_reached = {};
        if (!context)
            return;
        // Which numbers exist is for the server to know.
        if (session.error().code == ErrorCode::Refused)
            m_parts.journal.append({signInRefused({}, answer.post, session.error(), 0)}, this, [](const Result<> &) {});
        done(fail(session));
        return;
    }
    const registry::FactsPtr facts = m_line->feed.facts();
    if (const auto known = facts->posts.constFind(answer.post); known != facts->posts.cend())
        m_parts.settings.set(settings::keys::kDepartmentPostName, QStringLiteral("%1 — %2").arg(known->name, known->room));
    begin(m_parts.journal, *session, sessionBegin(*session, QStringLiteral("department"), *facts, m_parts.clock.now()), context,
          [this, done](const Result<access::SessionContext> &begun) {
              if (!begun) {
                  m_line.reset();
                  m_reached = {};
              }
              done(begun);
          });
}

} // namespace vigie::app
