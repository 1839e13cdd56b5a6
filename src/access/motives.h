// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtCore/QString>

#include <optional>

namespace vigie::access {

/// Why somebody looks: one of the eleven purposes of L251-2, or an operating motive that names none
/// (purpose 0) and is enough for Live and PTZ only.
struct Motive {
    QString code; ///< "L251-2-5", "PTZ": stands in the journal
    int purpose = 0; ///< number of the purpose in L251-2, 1 to 11; 0 = none
    QString label; ///< French
};

/// The purposes in the order of the article, then the operating motives.
[[nodiscard]] const QList<Motive> &motives();
/// The motive \p code names; null for an unknown one. Case-sensitive.
[[nodiscard]] const Motive *motiveNamed(const QString &code);
/// Purpose of the motive \p code; 0 for an operating motive, nullopt for an unknown code.
/// Case-sensitive.
[[nodiscard]] std::optional<int> motivePurpose(const QString &code);

} // namespace vigie::access
