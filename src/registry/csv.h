// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <registry/content.h>

namespace vigie::registry {

/// What a CSV file lists: the two tables that people keep in spreadsheets. FORMAT.md names the columns.
enum class CsvKind { Cameras, People };

/// Largest file read, in bytes.
inline constexpr qint64 kMaximumCsvBytes = 128ll * 1024 * 1024;

/// What the first line of \p csv says it lists; nothing when it is neither, or could be both.
[[nodiscard]] std::optional<CsvKind> csvKindOf(const QByteArray &csv);

/// Reads a CSV file and merges it into \p base. A row whose id the registry has changes the columns that are there and
/// leaves the rest (masks, lenses, streams of other names); references are checked in the merged whole, which is
/// returned. Strict: every mistake is listed in \p problems with its line and its column, the first thousand, and
/// nothing is returned unless there is none. \return InvalidArgument
[[nodiscard]] Result<Content> mergedFromCsv(const QByteArray &csv, CsvKind kind, Content base, QStringList &problems);

/// UTF-8 with a byte order mark and semicolons, as a French spreadsheet opens it; in the order of the ids. Passwords are
/// never written.
[[nodiscard]] QByteArray toCsv(const Content &content, CsvKind kind);

} // namespace vigie::registry
