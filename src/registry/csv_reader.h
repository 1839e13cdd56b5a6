// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QStringList>

namespace vigie::registry::detail {

/// Most columns of a CSV file.
inline constexpr qsizetype kMostCsvColumns = 64;

/// Why \p csv is no UTF-8 text, with the line, and what to do about it; empty when it is. Spreadsheets save "CSV" in
/// Windows-1252 and "Unicode text" in UTF-16: both are refused, for a guess would change names without a word.
[[nodiscard]] QString encodingFault(const QByteArray &csv);

/// The separator of the first line: semicolon, comma or tabulation, whichever stands in it most often outside quotes.
[[nodiscard]] char separatorOf(const QByteArray &csv);

/// Takes a CSV text apart, one record after the other (RFC 4180; lines end with LF, CR LF or CR). A cell is bounded:
/// what is longer than any text of a registry may be is kept just so long that it is seen to be too long.
class CsvReader {
public:
    /// \p csv outlives this; a byte order mark is skipped.
    CsvReader(const QByteArray &csv, char separator);

    /// Reads the next record. \return false when there is none
    [[nodiscard]] bool next();
    /// Of the record read: its cells, without quotes, at most kMostCsvColumns.
    [[nodiscard]] const QList<QByteArray> &cells() const { return m_cells; }
    /// How many there were.
    [[nodiscard]] qsizetype cellCount() const { return m_count; }
    /// 1-based line at which it begins.
    [[nodiscard]] qsizetype line() const { return m_line; }
    /// What is wrong with its quotes, with the line and the column.
    [[nodiscard]] const QStringList &faults() const { return m_faults; }
    /// Nothing stands in any cell.
    [[nodiscard]] bool isBlank() const { return m_isBlank && m_faults.isEmpty(); }

private:
    [[nodiscard]] bool isAtEnd() const { return m_at >= m_csv.size(); }
    [[nodiscard]] bool isAtLineEnd() const { return m_csv.at(m_at) == '\n' || m_csv.at(m_at) == '\r'; }
    void readCell();
    void readQuoted(QByteArray &cell);
    void keep(QByteArray &cell, char c);
    void fault(const char *what);
    void passLineEnd();

    const QByteArray &m_csv;
    const char m_separator;
    qsizetype m_at = 0;
    qsizetype m_lineNow = 1;
    qsizetype m_line = 1;
    qsizetype m_count = 0;
    bool m_isBlank = true;
    QList<QByteArray> m_cells;
    QStringList m_faults;
};

/// "line 12, column 3 (site): "; without a name where \p name is empty.
[[nodiscard]] QString csvPlace(qsizetype line, qsizetype column, const QString &name = {});

} // namespace vigie::registry::detail
