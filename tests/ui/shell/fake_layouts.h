// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/wall_items.h>

namespace vigie::test {

/// Keeps what is saved; fails when the test says so.
class FakeLayouts final : public registry::WallLayouts {
public:
    QList<registry::WallItem> kept;
    std::optional<Error> failure;

    [[nodiscard]] Result<QList<registry::WallItem>> list(const registry::WallOwners &owners) override
    {
        if (failure)
            return fail(failure->code, failure->detail);
        QList<registry::WallItem> found;
        for (const registry::WallItem &item : kept) {
            if (item.owner == owners.ownerOf(item.scope))
                found.append(item);
        }
        return found;
    }
    [[nodiscard]] Result<> save(const registry::WallItem &item) override
    {
        if (failure)
            return fail(failure->code, failure->detail);
        if (const auto sound = registry::checkWallItem(item); !sound)
            return sound;
        for (const registry::WallItem &each : kept) {
            if (each.id != item.id && each.number == item.number && item.number > 0)
                return fail(ErrorCode::AlreadyExists, QStringLiteral("number"));
        }
        kept.removeIf([&item](const registry::WallItem &each) { return each.id == item.id; });
        kept.append(item);
        return {};
    }
    [[nodiscard]] Result<> remove(const QString &id) override
    {
        if (kept.removeIf([&id](const registry::WallItem &each) { return each.id == id; }) == 0)
            return fail(ErrorCode::NotFound, id);
        return {};
    }
};

} // namespace vigie::test
