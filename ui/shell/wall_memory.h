// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/wall/mosaic_state.h>

#include <QtCore/QHash>
#include <QtCore/QRect>

namespace vigie::shell {

/// A window of pictures as it is found again at the next sign-in. Nothing in it is a right.
struct WallMemory {
    QString screen; ///< serial number of the monitor, or the name it is plugged in under
    QRect place; ///< of the window in that monitor, logical pixels from its corner
    bool fullScreen = false;
    wall::MosaicState mosaic;
    bool operator==(const WallMemory &) const = default;
};
/// By post: another desk has other monitors.
using WallMemories = QHash<PostId, QList<WallMemory>>;
inline constexpr int kMostWalls = 16;
inline constexpr int kMostPosts = 32;

/// Compact JSON, one line.
[[nodiscard]] QByteArray toJson(const WallMemories &walls);
/// \return InvalidArgument for anything that is not such a memory; input over 1 MiB is refused unread
[[nodiscard]] Result<WallMemories> wallMemoriesFromJson(const QByteArray &json);

/// Where a window is put that was at \p wanted: there, if a monitor still shows its middle; else into the first of
/// \p screens. Never larger than the monitor.
[[nodiscard]] QRect placedOn(const QRect &wanted, const QList<QRect> &screens);

} // namespace vigie::shell
