// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/content.h>

namespace vigie::registry::detail {

/// Everything an import is refused for: problemsOf() \p whole, and what is certainly a slip in \p part, the file itself:
/// a position in the sea or with its two numbers swapped, an INSEE code that no commune has or of another department,
/// titles of one person that overlap. A registry that holds such things already stays editable: they are asked of what
/// comes in, not of what is there.
[[nodiscard]] QStringList importProblems(const Content &whole, const Content &part);

} // namespace vigie::registry::detail
