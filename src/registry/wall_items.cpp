// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/wall_items.h>

namespace vigie::registry {

QString wallItemKindName(WallItemKind kind)
{
    return kind == WallItemKind::Tour ? QStringLiteral("tour") : QStringLiteral("layout");
}

std::optional<WallItemKind> wallItemKindFromName(const QString &name)
{
    for (const WallItemKind kind : {WallItemKind::Layout, WallItemKind::Tour}) {
        if (wallItemKindName(kind) == name)
            return kind;
    }
    return std::nullopt;
}

QString wallScopeName(WallScope scope)
{
    switch (scope) {
    case WallScope::Person: return QStringLiteral("person");
    case WallScope::Post: return QStringLiteral("post");
    case WallScope::Room: return QStringLiteral("room");
    }
    return {};
}

std::optional<WallScope> wallScopeFromName(const QString &name)
{
    for (const WallScope scope : {WallScope::Person, WallScope::Post, WallScope::Room}) {
        if (wallScopeName(scope) == name)
            return scope;
    }
    return std::nullopt;
}

QString WallOwners::ownerOf(WallScope scope) const
{
    switch (scope) {
    case WallScope::Person: return person.value;
    case WallScope::Post: return post.value;
    case WallScope::Room: return room;
    }
    return {};
}

Result<> checkWallItem(const WallItem &item)
{
    const auto no = [](const char *what) { return fail(ErrorCode::InvalidArgument, QLatin1String(what)); };
    if (item.id.isEmpty() || item.id.size() > 64)
        return no("wall item: id");
    if (item.owner.isEmpty())
        return no("wall item: owner");
    if (item.name.isEmpty() || item.name.size() > kLongestWallName || item.name != item.name.trimmed())
        return no("wall item: name");
    if (item.number < 0 || item.number > kHighestWallNumber)
        return no("wall item: number");
    if (item.content.isEmpty() || item.content.size() > kLargestWallItem)
        return no("wall item: content");
    return {};
}

} // namespace vigie::registry
