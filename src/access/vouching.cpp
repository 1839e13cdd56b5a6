// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/vouching.h>

namespace vigie::access {

bool mayVouchFor(const registry::Facts &facts, const PersonId &beside, const PersonId &person)
{
    const auto found = facts.persons.constFind(beside);
    if (beside == person || found == facts.persons.cend() || found->disabled || found->sharedAccount || found->supervised)
        return false;
    return found->category != registry::Category::Technicien && found->category != registry::Category::Administrateur;
}

} // namespace vigie::access
