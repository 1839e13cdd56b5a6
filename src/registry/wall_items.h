// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/ids.h>
#include <core/result.h>
#include <core/time.h>

#include <QtCore/QByteArray>
#include <QtCore/QList>

/// What a wall is made of, kept under a name: layouts (which camera in which tile) and tours. Working habits, not facts: they
/// give no right, are no part of an interchange file, and raise no version.
namespace vigie::registry {

enum class WallItemKind { Layout, Tour };
[[nodiscard]] QString wallItemKindName(WallItemKind kind); ///< "layout", "tour"
[[nodiscard]] std::optional<WallItemKind> wallItemKindFromName(const QString &name);

/// Who finds it.
enum class WallScope { Person, Post, Room };
[[nodiscard]] QString wallScopeName(WallScope scope); ///< "person", "post", "room"
[[nodiscard]] std::optional<WallScope> wallScopeFromName(const QString &name);

struct WallItem {
    QString id; ///< UUID, given by whoever makes it
    WallItemKind kind = WallItemKind::Layout;
    WallScope scope = WallScope::Person;
    QString owner; ///< person id, post id or name of the room
    QString name; ///< 1 to kLongestWallName characters; one of its kind for each owner, whatever the case
    int number = 0; ///< 1 to 999, to call it from the keypad; one of its kind for each owner; 0: none
    QByteArray content; ///< written and read by the wall alone; at most kLargestWallItem bytes
    PersonId changedBy;
    Instant changedAt{};
    bool operator==(const WallItem &) const = default;
};
inline constexpr qsizetype kLongestWallName = 60;
inline constexpr int kHighestWallNumber = 999;
inline constexpr qsizetype kLargestWallItem = 16 * 1024;
/// Of one owner: a chooser must stay one that can be read.
inline constexpr int kMostWallItems = 200;

/// Whose items somebody at a post finds.
struct WallOwners {
    PersonId person;
    PostId post;
    QString room; ///< empty: no room
    bool operator==(const WallOwners &) const = default;
    [[nodiscard]] QString ownerOf(WallScope scope) const;
};

/// Where they are kept. Each operation is one transaction. Thread: that of the implementation, one at a time.
class WallLayouts {
public:
    virtual ~WallLayouts() = default;
    /// By kind, then number (those without last), then name. \return Corrupt, Busy, Io
    [[nodiscard]] virtual Result<QList<WallItem>> list(const WallOwners &owners) = 0;
    /// Adds \p item, or takes the place of the one with its id. \return InvalidArgument (out of the limits above, or more than
    /// kMostWallItems of the owner), AlreadyExists (its name or number is another's; detail: "name" or "number"), DiskFull,
    /// Busy, Io
    [[nodiscard]] virtual Result<> save(const WallItem &item) = 0;
    /// \return NotFound, Busy, Io
    [[nodiscard]] virtual Result<> remove(const QString &id) = 0;
};

/// Why \p item may not be kept; no error when it may.
[[nodiscard]] Result<> checkWallItem(const WallItem &item);

} // namespace vigie::registry
