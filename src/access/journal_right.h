// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/model.h>

namespace vigie::access {

/// Whether \p person may read the journal: an administrator, who answers for its integrity, or an inspector (CNIL, departmental
/// commission), each by their own name. Nobody else: not the shift chief, for whom it would be a means of appraisal
/// (LIL art. 101; decision 0025). Pure; any thread.
[[nodiscard]] bool mayReadJournal(const registry::Facts &facts, const PersonId &person);

} // namespace vigie::access
