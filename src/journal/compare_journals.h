// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QtCore/QString>

namespace vigie::journal {

/// Two copies of a journal: one may be older than the other, but where both have a record it is the same.
struct Comparison {
    bool sameChain = false; ///< they begin with the same record
    bool diverges = false; ///< at some number both have a record, and not the same
    qint64 agreeThrough = 0; ///< the last number at which they do not differ
    qint64 recordsOfA = 0; ///< number of the newest
    qint64 recordsOfB = 0;
};

/// Reads both whole, with their closed parts. \return Corrupt (one of them is not a chain by itself), NotFound, Io
[[nodiscard]] Result<Comparison> compareJournals(const QString &a, const QString &b);

} // namespace vigie::journal
