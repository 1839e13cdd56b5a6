// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/wall_items.h>
#include <storage/database.h>

#include <memory>

namespace vigie::registry {

/// In the embedded registry's file, over a connection of its own: whoever arranges a wall cannot reach an address.
class SqliteWallLayouts final : public WallLayouts {
public:
    /// \return NotFound, Corrupt, NewerSchema, DiskFull, Busy, Io
    [[nodiscard]] static Result<std::unique_ptr<SqliteWallLayouts>> open(const QString &path);

    [[nodiscard]] Result<QList<WallItem>> list(const WallOwners &owners) override;
    [[nodiscard]] Result<> save(const WallItem &item) override;
    [[nodiscard]] Result<> remove(const QString &id) override;

private:
    explicit SqliteWallLayouts(storage::Database database) : m_database(std::move(database)) { }
    [[nodiscard]] Result<> checkRoomFor(const WallItem &item);
    storage::Database m_database;
};

} // namespace vigie::registry
