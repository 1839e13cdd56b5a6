// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/common/icon.h>
#include <ui/wall/mosaic_layout.h>

#include <functional>

class QMenu;

namespace vigie::wall {

[[nodiscard]] ui::IconId layoutIcon(MosaicLayout layout);
/// "One tile", "36 tiles", "1+12 tiles": what a chooser says of it.
[[nodiscard]] QString layoutText(MosaicLayout layout);
/// Fills \p menu with every layout, \p current checked.
void fillLayoutMenu(QMenu &menu, MosaicLayout current, const std::function<void(MosaicLayout)> &chosen);

} // namespace vigie::wall
