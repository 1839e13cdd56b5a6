// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/model.h>

namespace vigie::registry::detail {

/// Fills Person::employerCommune where a commune employs the person and the file does not say which: the one that the
/// employer's name names ("Ville de Beauvais", "Commune du Plessis-Belleville", "Agnetz"). Nothing where none or several do.
/// \param known  communes of the registry that \p facts will be merged into; may be null
void fillEmployerCommunes(Facts &facts, const Facts *known);

} // namespace vigie::registry::detail
