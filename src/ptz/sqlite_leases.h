// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <ptz/lease_store.h>
#include <storage/database.h>

namespace vigie::ptz {

/// The leases of a post of its own: a SQLite file (0600) that every console of the machine opens, dated by the machine's
/// boot clock, which they share. Nothing in it outlives three seconds, so no commit waits for the disk.
class SqliteLeases final : public LeaseStore {
public:
    /// How soon what another console wrote is seen.
    static constexpr std::chrono::milliseconds kLookEvery{40};
    /// Made where it is missing. \p clock outlives this.
    SqliteLeases(QString path, const Clock &clock);

    [[nodiscard]] Result<> open() override;
    [[nodiscard]] bool isOpen() const override { return m_database.has_value(); }
    void drop() override { m_database.reset(); }
    [[nodiscard]] Result<QList<LeaseState>> act(const QList<LeaseAsk> &asks) override;
    [[nodiscard]] Result<bool> waitForChange(std::chrono::milliseconds limit, int wake) override;

private:
    [[nodiscard]] Result<LeaseState> act(const LeaseAsk &ask);

    const QString m_path;
    const Clock &m_clock;
    std::optional<storage::Database> m_database;
    qint64 m_seen = 0;
};

} // namespace vigie::ptz
