// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <storage/database.h>

#include <span>

namespace vigie::registry::detail {

/// Steps of the embedded registry's schema, oldest first. A released step never changes.
[[nodiscard]] std::span<const storage::Migration> schema();
inline constexpr int kApplicationId = 0x56474952; ///< "VGIR"

} // namespace vigie::registry::detail
