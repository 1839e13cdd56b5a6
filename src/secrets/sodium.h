// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace vigie::secrets::detail {

/// libsodium must be initialised before use; safe from any thread, any number of times. False: the
/// library cannot run.
[[nodiscard]] bool ensureSodium();

} // namespace vigie::secrets::detail
