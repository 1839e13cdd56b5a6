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

void DepartmentSignIn::signIn(const QString &matricule, Secret password, const PostId &post, QObject *context, Done done)
{
    const QPointer<QObject> guarded(context);
    const auto answer = [this, matricule, post, guarded, done](const Result<PersonId> &person) {
        QMetaObject::invokeMethod(
            this, [this, person, matricule, post, guarded, done] { recognised(person, matricule, post, guarded, done); },
            Qt::QueuedConnection);
    };
    if (m_busy) {
        QMetaObject::invokeMethod(this, [done, guarded] { if (guarded) done(fail(ErrorCode::Busy)); }, Qt::QueuedConnection);
        return;
    }
    m_busy = true;
    m_line.reset();
    // Without a password libpq would look for one elsewhere: whoever stands here has to know it.
    if (password.isEmpty() || !isDepartmentRole(matricule)) {
        answer(fail(password.isEmpty() ? ErrorCode::InvalidArgument : ErrorCode::Refused));
        return;
    }
    m_reached = {};
    m_reached.where = m_parts.server;
    m_reached.user = matricule;
    m_reached.password = std::move(password);
    m_reached.connectLimit = kConnectLimit;
    m_reached.answerLimit = kAnswerLimit;
    m_line = std::make_unique<DepartmentLine>(m_reached, m_parts.clock, m_parts.sealer);
    auto options = std::make_shared<storage::PostgresOptions>(m_reached.clone());
    options->wake = m_wake;
    m_pool.start([options, answer, line = m_line.get(), &sealer = m_parts.sealer] {
        auto person = personAt(*options, sealer);
        if (person) {
            if (const auto following = line->feed.start(); !following)
                person = fail(following);
        }
        if (person) {
            if (const auto asking = line->door.start(); !asking)
                person = fail(asking);
        }
        answer(person);
    });
}

void DepartmentSignIn::recognised(const Result<PersonId> &person, const QString &matricule, const PostId &post,
                                  const QPointer<QObject> &context, const Done &done)
{
    m_busy = false;
    if (!person || !context) {
        m_line.reset();
        m_reached = {};
        if (!context)
            return;
        // Which numbers exist is for the server to know.
        if (person.error().code == ErrorCode::Refused)
            m_parts.journal.append({signInRefused({}, post, person.error(), 0)}, this, [](const Result<> &) {});
        done(fail(person));
        return;
    }
    const registry::FactsPtr facts = m_line->feed.facts();
    if (const auto known = facts->posts.constFind(post); known != facts->posts.cend())
        m_parts.settings.set(settings::keys::kDepartmentPostName, QStringLiteral("%1 — %2").arg(known->name, known->room));
    const access::SessionContext session = newSession(*person, matricule, post);
    m_parts.journal.append({sessionBegin(session, QStringLiteral("department"), *facts, m_parts.clock.now())}, context,
                           [this, session, done](const Result<> &recorded) {
                               if (recorded) {
                                   done(session);
                                   return;
                               }
                               // The beginning may become durable yet.
                               if (recorded.error().code == ErrorCode::TimedOut)
                                   m_parts.journal.append({sessionNeverBegan(session, recorded.error())}, this, [](const Result<> &) {});
                               m_line.reset();
                               m_reached = {};
                               done(fail(recorded));
                           });
}

} // namespace vigie::app
