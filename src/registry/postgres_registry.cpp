// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/postgres_registry.h>

namespace vigie::registry {

Result<storage::Database> PostgresRegistry::connect(const storage::PostgresOptions &options)
{
    auto database = storage::Database::connect(options);
    if (!database)
        return database;
    const auto schema = database->queryNumber("SELECT max(version) FROM schema_version");
    if (!schema)
        return schema.error().code == ErrorCode::Internal
            ? fail(ErrorCode::Corrupt, QStringLiteral("%1: no registry of ours").arg(options.where))
            : fail(schema);
    if (*schema == kSchema)
        return database;
    return fail(*schema > kSchema ? ErrorCode::NewerSchema : ErrorCode::NotSupported,
                QStringLiteral("%1: schema %2, this program knows %3")
                    .arg(options.where)
                    .arg(*schema)
                    .arg(kSchema));
}

Result<std::unique_ptr<PostgresRegistry>>
PostgresRegistry::open(const storage::PostgresOptions &options, const secrets::Sealer *sealer)
{
    auto database = connect(options);
    if (!database)
        return fail(database);
    std::unique_ptr<PostgresRegistry> registry(
        new PostgresRegistry(options.clone(), std::move(*database), sealer));
    if (sealer) {
        if (const auto right = registry->checkKey(); !right)
            return fail(right);
    }
    return registry;
}

PostgresRegistry::PostgresRegistry(storage::PostgresOptions options, storage::Database database,
                                   const secrets::Sealer *sealer)
    : Registry(std::move(database), sealer), m_options(std::move(options))
{
}

/// Asks before each operation: half-way is too late to take the line up again.
Result<> PostgresRegistry::follow()
{
    const auto there = m_database.execute("SELECT 1");
    if (there || there.error().code != ErrorCode::Unreachable)
        return there;
    auto database = connect(m_options);
    if (!database)
        return fail(database);
    m_database = std::move(*database);
    return {};
}

Result<storage::Transaction> PostgresRegistry::beginChange()
{
    auto transaction = storage::Transaction::begin(m_database);
    if (!transaction)
        return transaction;
    if (const auto alone = m_database.queryNumber("SELECT begin_change()"); !alone)
        return fail(alone);
    return transaction;
}

} // namespace vigie::registry
