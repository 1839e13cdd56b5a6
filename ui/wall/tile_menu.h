// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/wall/mosaic.h>

#include <QtWidgets/QMenu>

namespace vigie::wall {

/// The context menu of tile \p index.
[[nodiscard]] std::unique_ptr<QMenu> makeTileMenu(Mosaic &mosaic, int index, QWidget *parent);

} // namespace vigie::wall
