// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "json_fields.h"

#include <registry/content.h>

#include <QtCore/QJsonObject>

/// vigie-registry/1 in pieces, for what reads and writes the same things in another shape.
namespace vigie::registry::detail {

/// Reads the lists of \p part, without looking at what refers to what. \p base  where positions that are not given may
/// come from; may be null
[[nodiscard]] Content contentOfPart(const QJsonObject &part, const Content *base, Problems &problems);

/// \p endpoint  may be null; its password is not written
[[nodiscard]] QJsonValue jsonOf(const Camera &camera, const CameraEndpoint *endpoint);
[[nodiscard]] QJsonValue jsonOf(const Person &person);

} // namespace vigie::registry::detail
