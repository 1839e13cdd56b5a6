// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/registry.h>

#include <secrets/password_hash.h>

#include "load.h"
#include "rows.h"
#include "store.h"

namespace vigie::registry {
namespace {

// Children before parents, so that foreign keys hold at every step.
constexpr const char *kTables[] = {
    "stream",
    "endpoint",
    "traitement_system",
    "traitement",
    "controle",
    "derogation_commune",
    "derogation",
    "gel",
    "requisition_camera",
    "requisition",
    "block",
    "legal_parameters",
    "arrete_system",
    "arrete",
    "duty",
    "formation",
    "mise_a_disposition",
    "habilitation_commune",
    "habilitation",
    "convention_party",
    "convention",
    "agrement",
    "system_camera",
    "mask_corner",
    "camera_mask",
    "camera_panorama",
    "camera_sees",
    "camera",
    "system_purpose",
    "system",
    "site",
    "credential",
    "person",
    "post",
    "commune",
};

} // namespace

/// Raises the number, lets \p record write it down, commits.
Result<> Registry::finish(storage::Transaction &transaction, const Record &record)
{
    if (const auto raised = raiseVersion(); !raised)
        return raised;
    if (record) {
        const auto version = m_database.queryNumber("SELECT value FROM meta WHERE key = 'version'");
        if (!version)
            return fail(version);
        if (const auto recorded = record(*version); !recorded)
            return recorded;
    }
    return transaction.commit();
}

Result<> Registry::edit(const Edit &edit, const Record &record)
{
    if (const auto there = follow(); !there)
        return there;
    auto transaction = beginChange();
    if (!transaction)
        return fail(transaction);
    auto before = detail::loadContent(m_database);
    if (!before)
        return fail(before);
    const auto after = edit(std::move(*before));
    if (!after)
        return fail(after);
    return store(*transaction, *after, record);
}

Result<> Registry::replaceAll(const Content &content, const Record &record)
{
    if (const auto there = follow(); !there)
        return there;
    auto transaction = beginChange();
    if (!transaction)
        return fail(transaction);
    return store(*transaction, content, record);
}

Result<> Registry::store(storage::Transaction &transaction, const Content &content,
                               const Record &record)
{
    if (const QStringList problems = problemsOf(content); !problems.isEmpty())
        return fail(ErrorCode::InvalidArgument, problems.constFirst());
    const auto hashes = detail::hashesOf(content);
    if (!hashes)
        return fail(hashes);
    const auto kept = detail::loadKept(m_database);
    if (!kept)
        return fail(kept);
    for (const char *table : kTables) {
        const QByteArray sql = QByteArray("DELETE FROM ") + table;
        if (const auto emptied = m_database.execute(sql.constData()); !emptied)
            return emptied;
    }
    if (const auto stored = detail::storeContent(m_database, content, *hashes, *kept, m_sealer);
        !stored)
        return stored;
    if (const auto swept = sweep(); !swept)
        return swept;
    return finish(transaction, record);
}

Result<> Registry::change(const char *sql, const QString &key, std::optional<Instant> at,
                                const Record &record)
{
    if (const auto there = follow(); !there)
        return there;
    auto transaction = beginChange();
    if (!transaction)
        return fail(transaction);
    auto update = m_database.prepare(sql);
    if (!update)
        return fail(update);
    detail::Binder(*update) << key << at;
    if (const auto done = update->run(); !done)
        return done;
    if (update->changedRows() == 0)
        return fail(ErrorCode::NotFound, key);
    return finish(*transaction, record);
}

Result<> Registry::suspendAgrement(const PersonId &person, std::optional<Instant> from,
                                         const Record &record)
{
    return change(
        "UPDATE agrement SET suspended_from = ?2, suspended_until = NULL WHERE person = ?1",
        person.value, from, record);
}

Result<> Registry::suspendHabilitation(const TitleId &habilitation,
                                             std::optional<Instant> from, const Record &record)
{
    return change(
        "UPDATE habilitation SET suspended_from = ?2, suspended_until = NULL WHERE id = ?1",
        habilitation.value, from, record);
}

Result<> Registry::denounceConvention(const TitleId &convention, std::optional<Instant> at,
                                            const Record &record)
{
    return change("UPDATE convention SET denounced_at = ?2 WHERE id = ?1", convention.value, at,
                  record);
}

Result<> Registry::endDuty(const PersonId &person, Instant at, const Record &record)
{
    return change(
        "UPDATE duty SET until_at = ?2 WHERE person = ?1 AND (from_at IS NULL OR from_at <= ?2) "
        "AND (until_at IS NULL OR until_at > ?2)",
        person.value, at, record);
}

} // namespace vigie::registry
