// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ptz/lease_store.h>
#include <storage/database.h>
#include <storage/postgres.h>

namespace vigie::ptz {

/// The leases of a department, over a line of their own: packaging/postgres/functions/60_leases.sql decides who has what,
/// from the titles that the server knows, and tells every console of changes.
class PostgresLeases final : public LeaseStore {
public:
    /// What every change is told on; without a word about which camera, since anybody may listen.
    static constexpr char kChannel[] = "vigie_lease";
    explicit PostgresLeases(storage::PostgresOptions options);

    [[nodiscard]] Result<> open() override;
    [[nodiscard]] bool isOpen() const override { return m_database.has_value(); }
    void drop() override { m_database.reset(); }
    [[nodiscard]] Result<QList<LeaseState>> act(const QList<LeaseAsk> &asks) override;
    [[nodiscard]] Result<bool> waitForChange(std::chrono::milliseconds limit, int wake) override;

private:
    [[nodiscard]] Result<QList<LeaseState>> actInOne(const QList<LeaseAsk> &asks);

    storage::PostgresOptions m_options;
    std::optional<storage::Database> m_database;
};

} // namespace vigie::ptz
