// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "json_fields.h"

namespace vigie::registry::detail {

/// Notes every key that stands twice in one object of \p json, which QJsonDocument would let pass
/// (the last one wins): a title with two ends has none. \p json must have been parsed already.
void noteRepeatedKeys(const QByteArray &json, Problems &problems);

} // namespace vigie::registry::detail
