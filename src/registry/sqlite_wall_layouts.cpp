// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/sqlite_wall_layouts.h>

#include "rows.h"
#include "schema.h"

namespace vigie::registry {
namespace {

/// Nobody at a desk waits longer for a name to be kept.
constexpr auto kWait = std::chrono::milliseconds(500);

} // namespace

Result<std::unique_ptr<SqliteWallLayouts>> SqliteWallLayouts::open(const QString &path)
{
    storage::OpenOptions options;
    options.busyTimeout = kWait;
    options.schema = detail::schema();
    options.applicationId = detail::kApplicationId;
    auto database = storage::Database::open(path, options);
    if (!database)
        return fail(database);
    return std::unique_ptr<SqliteWallLayouts>(new SqliteWallLayouts(std::move(*database)));
}

Result<QList<WallItem>> SqliteWallLayouts::list(const WallOwners &owners)
{
    auto statement = m_database.prepare(
        "SELECT id, kind, scope, owner, name, IFNULL(number, 0), content, changed_by, changed_at FROM wall_item "
        "WHERE (scope = 'person' AND owner = ?1) OR (scope = 'post' AND owner = ?2) OR (scope = 'room' AND owner = ?3) "
        "ORDER BY kind, number IS NULL, number, name, scope");
    if (!statement)
        return fail(statement);
    detail::Binder(*statement) << owners.person << owners.post << owners.room;
    QList<WallItem> items;
    for (;;) {
        const auto row = statement->step();
        if (!row)
            return fail(row);
        if (!*row)
            return items;
        detail::Row r(*statement);
        WallItem item;
        item.id = r.text();
        item.kind = r.choice(wallItemKindFromName, WallItemKind::Layout);
        item.scope = r.choice(wallScopeFromName, WallScope::Person);
        item.owner = r.text();
        item.name = r.text();
        item.number = r.number();
        item.content = r.blob();
        item.changedBy = r.id<PersonId>();
        item.changedAt = r.instant().value_or(Instant{});
        if (!r.isSound())
            return fail(ErrorCode::Corrupt, QStringLiteral("registry: wall item %1 holds an unknown value").arg(item.id));
        items.append(item);
    }
}

/// The words of a constraint are SQLite's own: what is taken is asked for instead.
Result<> SqliteWallLayouts::checkRoomFor(const WallItem &item)
{
    auto statement = m_database.prepare(
        "SELECT COUNT(*), SUM(kind = ?3 AND name = ?4), SUM(kind = ?3 AND number = ?5) FROM wall_item "
        "WHERE scope = ?1 AND owner = ?2 AND id <> ?6");
    if (!statement)
        return fail(statement);
    detail::Binder(*statement) << wallScopeName(item.scope) << item.owner << wallItemKindName(item.kind) << item.name
                               << item.number << item.id;
    const auto row = statement->step();
    if (!row)
        return fail(row);
    if (statement->number(0) >= kMostWallItems)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("wall item: too many"));
    if (statement->number(1) > 0)
        return fail(ErrorCode::AlreadyExists, QStringLiteral("name"));
    if (statement->number(2) > 0)
        return fail(ErrorCode::AlreadyExists, QStringLiteral("number"));
    return {};
}

Result<> SqliteWallLayouts::save(const WallItem &item)
{
    if (const auto sound = checkWallItem(item); !sound)
        return sound;
    auto transaction = storage::Transaction::begin(m_database);
    if (!transaction)
        return fail(transaction);
    if (const auto room = checkRoomFor(item); !room)
        return room;
    auto statement = m_database.prepare("INSERT OR REPLACE INTO wall_item VALUES (?, ?, ?, ?, ?, NULLIF(?, 0), ?, ?, ?)");
    if (!statement)
        return fail(statement);
    detail::Binder(*statement) << item.id << wallItemKindName(item.kind) << wallScopeName(item.scope) << item.owner
                               << item.name << item.number << item.content << item.changedBy.value
                               << std::optional(item.changedAt);
    if (const auto done = statement->run(); !done)
        return done;
    return transaction->commit();
}

Result<> SqliteWallLayouts::remove(const QString &id)
{
    auto transaction = storage::Transaction::begin(m_database);
    if (!transaction)
        return fail(transaction);
    auto statement = m_database.prepare("DELETE FROM wall_item WHERE id = ?");
    if (!statement)
        return fail(statement);
    detail::Binder(*statement) << id;
    if (const auto done = statement->run(); !done)
        return done;
    const auto gone = m_database.queryNumber("SELECT changes()");
    if (!gone)
        return fail(gone);
    if (*gone == 0)
        return fail(ErrorCode::NotFound, id);
    return transaction->commit();
}

} // namespace vigie::registry
