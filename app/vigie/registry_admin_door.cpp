// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry_admin_door.h"

#include <access/gate_records.h>
#include <registry/edits.h>

#include <algorithm>
#include <future>

namespace vigie::app {

using registry::mayAdminister;

namespace {

constexpr std::chrono::seconds kJournalLimit{10};
constexpr std::chrono::milliseconds kLook{20}; // whether the door closes

} // namespace

RegistryAdminDoor::RegistryAdminDoor(Parts parts, access::SessionContext session, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_session(std::move(session))
{
    m_pool.setMaxThreadCount(1);
}

RegistryAdminDoor::~RegistryAdminDoor()
{
    m_closing = true;
    m_pool.waitForDone();
}

void RegistryAdminDoor::load(QObject *context, Loaded done)
{
    m_pool.start([this, context = QPointer<QObject>(context), done = std::move(done)] {
        Result<registry::Content> content = fail(ErrorCode::Internal);
        if (auto registry = m_parts.way->open(RegistryWay::Purpose::Reading))
            content = (*registry)->content();
        else
            content = fail(registry);
        if (content && !mayAdminister(content->facts, m_session.person))
            content = fail(ErrorCode::Refused, QStringLiteral("not an administrator"));
        QMetaObject::invokeMethod(
            this,
            [context, done, content] {
                if (context)
                    done(content);
            },
            Qt::QueuedConnection);
    });
}

void RegistryAdminDoor::save(admin::Save save, QObject *context, Saved done)
{
    m_pool.start([this, save = std::move(save), context = QPointer<QObject>(context), done = std::move(done)] {
        QStringList problems;
        const auto content = saveNow(save, problems);
        QMetaObject::invokeMethod(
            this,
            [context, done, content, problems] {
                if (context)
                    done(content, problems);
            },
            Qt::QueuedConnection);
    });
}

/// The matricule of the second administrator; empty where none is needed.
Result<QString> RegistryAdminDoor::approverOf(registry::Registry &registry, const admin::Save &save)
{
    if (std::none_of(save.changes.cbegin(), save.changes.cend(), registry::needsApproval))
        return QString();
    if (save.approver.isEmpty() || !save.approverPassword)
        return fail(ErrorCode::Refused, QStringLiteral("a second administrator is needed"));
    const auto approver = m_parts.way->recognise(registry, save.approver, *save.approverPassword, m_parts.clock.now());
    if (!approver)
        return fail(ErrorCode::Refused, toLogText(approver.error()));
    const auto facts = registry.facts();
    if (!facts)
        return fail(facts);
    if (*approver == m_session.person || !mayAdminister(*facts, *approver))
        return fail(ErrorCode::Refused, QStringLiteral("not another administrator"));
    return save.approver;
}

QList<journal::Entry> RegistryAdminDoor::entriesFor(const admin::Save &save, const QString &approver, qint64 version) const
{
    QList<journal::Entry> entries;
    for (const registry::EntityChange &change : save.changes) {
        journal::Entry entry = access::entryOf(journal::Event::RegistryChange, m_session);
        entry.registryVersion = version;
        entry.details = registry::recordOf(change);
        if (!save.reference.isEmpty())
            entry.details.insert(QStringLiteral("act"), save.reference);
        if (!approver.isEmpty() && registry::needsApproval(change))
            entry.details.insert(QStringLiteral("approver"), approver);
        entries.append(entry);
    }
    return entries;
}

/// The journal lives in the GUI thread; the transaction waits here until it has answered.
Result<> RegistryAdminDoor::record(QList<journal::Entry> entries)
{
    auto answer = std::make_shared<std::promise<Result<>>>();
    auto answered = answer->get_future();
    QMetaObject::invokeMethod(
        this,
        [this, entries = std::move(entries), answer] {
            m_parts.journal.append(entries, this, [answer](const Result<> &done) { answer->set_value(done); });
        },
        Qt::QueuedConnection);
    const auto limit = std::chrono::steady_clock::now() + kJournalLimit;
    while (answered.wait_for(kLook) != std::future_status::ready) {
        if (m_closing)
            return fail(ErrorCode::Cancelled);
        if (std::chrono::steady_clock::now() > limit)
            return fail(ErrorCode::TimedOut, QStringLiteral("the journal does not answer"));
    }
    return answered.get();
}

Result<registry::Content> RegistryAdminDoor::saveNow(const admin::Save &save, QStringList &problems)
{
    auto registry = m_parts.way->open(RegistryWay::Purpose::Changing);
    if (!registry)
        return fail(registry);
    const auto approver = approverOf(**registry, save);
    if (!approver)
        return fail(approver);
    const auto changed = (*registry)->edit(
        [&](const registry::Content &before) -> Result<registry::Content> {
            if (!mayAdminister(before.facts, m_session.person))
                return fail(ErrorCode::Refused, QStringLiteral("no administrator any more"));
            return registry::withChanges(before, save.changes, problems);
        },
        [&](qint64 version) { return record(entriesFor(save, *approver, version)); });
    if (!changed)
        return fail(changed);
    return (*registry)->content();
}

} // namespace vigie::app
