// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <support/law_world.h>

#include <array>
#include <functional>

namespace vigie::test {

/// The question before it is put: by default the operator of the centre, in the room, at a camera
/// of Beauvais.
struct Situation {
    registry::Facts facts = law::world();
    access::Request request{
        law::kOperator, Act::Live, law::kCamera, law::kRoom, QStringLiteral("L251-2-5"), {}, false};
    Instant now = law::kNow;
    access::Circumstances circumstances;
};

/// One situation of the law table, put for each of the four acts. Rows of the reasons expected are
/// \c before, then the row that refuses the act itself (0 = none), then \c after; all empty =
/// allowed, by the rows of \c allowed.
struct DecideCase {
    QByteArray name;
    std::function<void(Situation &)> arrange;
    QList<int> allowed;
    QList<int> before;
    QList<int> after;
    std::array<int, 4> operation{0, 0, 0, 25}; ///< live, ptz, replay, extract
    QString text; ///< in the statement of a yes, or in one of the reasons
};

[[nodiscard]] const QList<DecideCase> &decideCases();
/// Those of them in which a title is there and has not begun.
[[nodiscard]] QList<DecideCase> beginningCases();

} // namespace vigie::test
