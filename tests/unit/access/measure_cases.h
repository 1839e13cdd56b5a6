// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decide_cases.h"

namespace vigie::test {

/// One situation of the law table that rests on something decided beside the titles, for one act.
struct MeasureCase {
    QByteArray name; ///< the row first
    Act act = Act::Live;
    std::function<void(Situation &)> arrange;
    QStringList codes; ///< of the reasons, in their order; empty = allowed
    QList<int> rows; ///< of a yes
};

[[nodiscard]] const QList<MeasureCase> &measureCases();

} // namespace vigie::test
