// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/edits.h>

namespace vigie::registry {

/// What \p file, `vigie-registry/1` or a table of cameras or people, would change of \p base, for somebody to look at first: every
/// thing it adds or changes, with the passwords it gives; nothing is ever taken away by a file. \p base is without passwords, as it
/// is read for that.
/// \param problems  as of mergedFromJson() and mergedFromCsv(), with lines and columns. \return InvalidArgument, NewerSchema
[[nodiscard]] Result<QList<EntityChange>> changesFromFile(const Content &base, const QByteArray &file, QStringList &problems);

} // namespace vigie::registry
