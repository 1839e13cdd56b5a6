// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/model.h>

namespace vigie::access {

/// Whether \p beside may vouch for the session of \p person, whose record asks for that (registry::Person::supervised): somebody
/// else, by name, whose own record does not ask for it, and who looks at pictures by their office. What they may not see is not
/// shown while they are there (row 41 of the table). Pure; any thread.
[[nodiscard]] bool mayVouchFor(const registry::Facts &facts, const PersonId &beside, const PersonId &person);

} // namespace vigie::access
