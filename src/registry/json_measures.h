// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "json_fields.h"

#include <registry/model.h>

namespace vigie::registry::detail {

/// The part of vigie-registry/1 that holds measures.h and the parameters of the rule.
void readMeasures(Fields &root, Facts &facts);
void writeMeasures(const Facts &facts, QJsonObject &root);

} // namespace vigie::registry::detail
