// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/registry.h>

#include <secrets/password_hash.h>

#include "load.h"
#include "rows.h"
#include "store.h"

#include <algorithm>
#include <span>

namespace vigie::registry {
namespace {

// Children before parents, so that foreign keys hold at every step. Nothing of the places refers to people.
constexpr const char *kPeopleTables[] = {
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
    "credential",
    "person",
};
constexpr const char *kPlaceTables[] = {
    "stream",
    "endpoint",
    "system_camera",
    "mask_corner",
    "camera_mask",
    "camera_panorama",
    "camera_sees",
    "camera",
    "system_purpose",
    "system",
    "site",
    "post",
    "commune",
};

/// Nothing of what the place tables hold differs. Cheap where \p after was made from \p before and they were left alone.
bool havePlacesInCommon(const Content &before, const Content &after)
{
    const Facts &a = before.facts;
    const Facts &b = after.facts;
    if (a.parameters != b.parameters || a.communes != b.communes || a.posts != b.posts || a.sites != b.sites
        || a.systems != b.systems || a.cameras != b.cameras || before.endpoints.size() != after.endpoints.size())
        return false;
    return std::all_of(after.endpoints.cbegin(), after.endpoints.cend(), [&](const auto &endpoint) {
        return endpoint->password.isEmpty() && before.endpoints.value(endpoint->camera) == endpoint;
    });
}

Result<> empty(storage::Database &database, std::span<const char *const> tables)
{
    for (const char *table : tables) {
        const QByteArray sql = QByteArray("DELETE FROM ") + table;
        if (const auto emptied = database.execute(sql.constData()); !emptied)
            return emptied;
    }
    return {};
}

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
    const auto after = edit(*before);
    if (!after)
        return fail(after);
    return store(*transaction, *after, havePlacesInCommon(*before, *after) ? Parts::People : Parts::All, record);
}

Result<> Registry::replaceAll(const Content &content, const Record &record)
{
    if (const auto there = follow(); !there)
        return there;
    auto transaction = beginChange();
    if (!transaction)
        return fail(transaction);
    return store(*transaction, content, Parts::All, record);
}

Result<> Registry::store(storage::Transaction &transaction, const Content &content, Parts parts,
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
    if (const auto emptied = empty(m_database, kPeopleTables); !emptied)
        return emptied;
    if (parts == Parts::All) {
        if (const auto emptied = empty(m_database, kPlaceTables); !emptied)
            return emptied;
        if (const auto stored = detail::storePlaces(m_database, content, *kept, m_sealer); !stored)
            return stored;
    }
    if (const auto stored = detail::storePeople(m_database, content, *hashes, *kept); !stored)
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
