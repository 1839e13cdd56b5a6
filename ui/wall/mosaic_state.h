// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/ids.h>
#include <core/result.h>
#include <ui/wall/mosaic_layout.h>

#include <QtCore/QByteArray>

namespace vigie::wall {

/// What a person's mosaic is made of, as kept between two sign-ins: which camera in which tile. It holds no right: each
/// camera asks the gate again when the mosaic is restored.
struct MosaicState {
    MosaicLayout layout = MosaicLayout::Four;
    QList<CameraId> cameras; ///< by tile, null where empty; at most kMaximumTiles
    int selected = 0;
    std::optional<int> hotSpot; ///< the tile that follows the selection; it keeps no camera
    bool operator==(const MosaicState &) const = default;
};

/// Compact JSON, one line.
[[nodiscard]] QByteArray toJson(const MosaicState &state);
/// \return InvalidArgument for anything that is not such a state; input over 16 KiB is refused unread
[[nodiscard]] Result<MosaicState> mosaicStateFromJson(const QByteArray &json);

} // namespace vigie::wall
