// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/registry.h>
#include <storage/postgres.h>

namespace vigie::registry {

/// A department's registry: a PostgreSQL server that packaging/postgres/provision made. What an
/// operation may do is for the server to say: a person reads their own titles and places, an
/// administrator changes. The server raises the number and records each change by itself, besides
/// what \c Record adds. A line that was cut is taken up again by the next operation.
class PostgresRegistry final : public Registry {
public:
    /// \param sealer  as for the embedded one: the department's key, which no server has
    /// \return NotFound (no such database), Refused (password, certificate), Unreachable, TimedOut,
    /// NewerSchema, NotSupported (older: to be provisioned again), Corrupt (no registry, or another
    /// key)
    [[nodiscard]] static Result<std::unique_ptr<PostgresRegistry>>
    open(const storage::PostgresOptions &options, const secrets::Sealer *sealer);

    /// The schema this program reads and writes: the number of the newest file of
    /// packaging/postgres/migrations.
    static constexpr int kSchema = 5;
    /// What every change is told on.
    static constexpr char kChannel[] = "vigie_registry";

private:
    PostgresRegistry(storage::PostgresOptions options, storage::Database database,
                     const secrets::Sealer *sealer);
    [[nodiscard]] static Result<storage::Database> connect(const storage::PostgresOptions &options);
    [[nodiscard]] Result<> follow() override;
    [[nodiscard]] Result<storage::Transaction> beginChange() override;
    [[nodiscard]] Result<> raiseVersion() override { return {}; }
    [[nodiscard]] Result<> sweep() override { return {}; }

    const storage::PostgresOptions m_options;
};

} // namespace vigie::registry
