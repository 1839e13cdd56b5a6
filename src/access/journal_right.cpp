// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/journal_right.h>

namespace vigie::access {

bool mayReadJournal(const registry::Facts &facts, const PersonId &person)
{
    const auto found = facts.persons.constFind(person);
    if (found == facts.persons.constEnd() || found->disabled || found->sharedAccount)
        return false;
    return found->category == registry::Category::Administrateur || found->category == registry::Category::Controleur;
}

} // namespace vigie::access
