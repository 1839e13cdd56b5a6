// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

/// Cells of the tables we write: UTF-8, separated by semicolons, as spreadsheets in France read them. Pure; any thread.
namespace vigie::csv {

inline constexpr char kSeparator = ';';

/// A text that a spreadsheet would take for a formula ("=1+1", "@x") is written behind an apostrophe; one apostrophe
/// before such a text is taken away again.
[[nodiscard]] QString guardedFormula(const QString &text);
[[nodiscard]] QString unguardedFormula(const QString &cell);
/// As it stands in the file: in quotation marks where it must be.
[[nodiscard]] QByteArray quoted(const QString &text);

} // namespace vigie::csv
