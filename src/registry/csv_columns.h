// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/csv.h>

#include <QtCore/QLatin1String>

#include <span>

namespace vigie::registry::detail {

/// How a cell becomes a value of vigie-registry/1, whose reader then judges it.
enum class CsvCell {
    Text,
    Number, ///< a decimal comma does where the comma is no separator
    Flag, ///< true, false, oui, non, vrai, faux, 1, 0
    Endpoint, ///< a text of the camera's endpoint
    Stream, ///< the address of the stream of that name
    Listed, ///< a flag: the list of the camera's system holds it
};

struct CsvColumn {
    QLatin1String name; ///< the key of vigie-registry/1 where there is one
    QLatin1String french; ///< the head a spreadsheet may have instead; empty where it is the same
    CsvCell cell = CsvCell::Text;
    bool required = false; ///< the column must be there
    bool isSecret = false; ///< read, never written
};

/// The columns of a kind, in the order in which they are written.
[[nodiscard]] std::span<const CsvColumn> csvColumns(CsvKind kind);

/// The column called \p head, whatever its case, spaces around it or its language; null when there is none.
[[nodiscard]] const CsvColumn *csvColumnNamed(CsvKind kind, const QString &head);

/// The list of vigie-registry/1 that a kind fills: "cameras", "persons".
[[nodiscard]] QLatin1String csvListOf(CsvKind kind);

} // namespace vigie::registry::detail
