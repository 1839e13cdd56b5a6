// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/time.h>
#include <registry/content.h>

namespace vigie::bench {

inline constexpr int kCommunes = 700;
inline constexpr int kPeople = 500;

/// A department of \p cameras cameras in 700 communes with 500 people, everybody entitled somewhere and on duty at \p now:
/// operators of a syndicate for some communes each, police of one, mayors, gendarmes. The same for the same arguments.
[[nodiscard]] registry::Content department(int cameras, Instant now);

} // namespace vigie::bench
