// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>

namespace vigie::test {

/// Something a person tries with plain psql, and what psql must print: a pattern for the whole of
/// it. Whatever it prints, no secret may be in it.
struct Attack {
    QByteArray name; ///< what they are after
    QByteArray sql;
    QByteArray prints;
};

/// \c @me stands for the person's id, \c @role for their role, in statements and patterns.
[[nodiscard]] const QList<Attack> &attacks();

} // namespace vigie::test
