// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv_reader.h"

#include "json_fields.h"

#include <QtCore/QStringDecoder>

#include <algorithm>
#include <array>

namespace vigie::registry::detail {
namespace {

constexpr char kByteOrderMark[] = "\xef\xbb\xbf";
/// Enough bytes that a text of them is longer than the longest one, whatever the characters.
constexpr qsizetype kMostCellBytes = 4 * (kLongestText + 1);

bool isUtf8(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(bytes);
    return !decoder.hasError();
}

/// Where \p line ceases to be UTF-8.
qsizetype firstFault(QByteArrayView line)
{
    for (qsizetype at = 0; at < line.size();) {
        const auto lead = static_cast<unsigned char>(line[at]);
        const qsizetype more = lead < 0x80       ? 0
            : lead >= 0xc2 && lead < 0xe0    ? 1
            : lead >= 0xe0 && lead < 0xf0    ? 2
            : lead >= 0xf0 && lead < 0xf5    ? 3
                                             : -1;
        if (more < 0 || at + more >= line.size())
            return at;
        for (qsizetype i = at + 1; i <= at + more; ++i) {
            if ((static_cast<unsigned char>(line[i]) & 0xc0U) != 0x80U)
                return at;
        }
        at += more + 1;
    }
    return 0; // the decoder knows better: a code that stands for nothing
}

} // namespace

QString encodingFault(const QByteArray &csv)
{
    if (csv.startsWith("\xff\xfe") || csv.startsWith("\xfe\xff"))
        return QStringLiteral("line 1: UTF-16 text, as a spreadsheet saves \"Unicode text\": save it as \"CSV UTF-8\"");
    qsizetype line = 1;
    for (qsizetype at = 0; at < csv.size(); ++line) {
        const qsizetype end = csv.indexOf('\n', at);
        const QByteArrayView text = QByteArrayView(csv).sliced(at, (end < 0 ? csv.size() : end) - at);
        if (const qsizetype zero = text.indexOf('\0'); zero >= 0)
            return QStringLiteral("line %1: a zero byte after %2 characters: no CSV text").arg(line).arg(zero);
        if (!isUtf8(text))
            return QStringLiteral("line %1: not UTF-8 after %2 characters, probably Windows-1252, as a spreadsheet saves "
                                  "plain \"CSV\": save it as \"CSV UTF-8\", or convert it by "
                                  "iconv -f WINDOWS-1252 -t UTF-8")
                .arg(line)
                .arg(QString::fromUtf8(text.first(firstFault(text))).size());
        at = end < 0 ? csv.size() : end + 1;
    }
    return {};
}

char separatorOf(const QByteArray &csv)
{
    std::array<qsizetype, 3> found{};
    constexpr char kSeparators[] = {';', ',', '\t'};
    bool quoted = false;
    for (const char c : csv) {
        if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '\n' || c == '\r'))
            break;
        for (std::size_t i = 0; i < found.size(); ++i)
            found[i] += !quoted && c == kSeparators[i] ? 1 : 0;
    }
    return kSeparators[std::max_element(found.begin(), found.end()) - found.begin()];
}

CsvReader::CsvReader(const QByteArray &csv, char separator) : m_csv(csv), m_separator(separator)
{
    if (csv.startsWith(kByteOrderMark))
        m_at = 3;
}

bool CsvReader::next()
{
    m_cells.clear();
    m_faults.clear();
    m_count = 0;
    m_isBlank = true;
    m_line = m_lineNow;
    if (isAtEnd())
        return false;
    for (;;) {
        readCell();
        if (isAtEnd())
            return true;
        if (m_csv.at(m_at) != m_separator)
            break;
        ++m_at;
    }
    passLineEnd();
    return true;
}

void CsvReader::readCell()
{
    QByteArray cell;
    if (!isAtEnd() && m_csv.at(m_at) == '"')
        readQuoted(cell);
    bool stray = false;
    const bool wasQuoted = m_at > 0 && m_csv.at(m_at - 1) == '"';
    for (; !isAtEnd() && !isAtLineEnd() && m_csv.at(m_at) != m_separator; ++m_at) {
        stray = stray || wasQuoted || m_csv.at(m_at) == '"';
        keep(cell, m_csv.at(m_at));
    }
    if (stray)
        fault("a quotation mark within a cell: put the cell in quotation marks and double those inside");
    ++m_count;
    if (m_count <= kMostCsvColumns)
        m_cells.append(cell);
}

void CsvReader::readQuoted(QByteArray &cell)
{
    for (++m_at; !isAtEnd(); ++m_at) {
        const char c = m_csv.at(m_at);
        if (c == '"') {
            ++m_at;
            if (isAtEnd() || m_csv.at(m_at) != '"')
                return;
        } else if (isAtLineEnd()) {
            keep(cell, '\n');
            passLineEnd();
            --m_at;
            continue;
        }
        keep(cell, c);
    }
    fault("a quotation mark that is never closed");
}

void CsvReader::keep(QByteArray &cell, char c)
{
    m_isBlank = m_isBlank && (c == ' ' || c == '\t');
    if (cell.size() < kMostCellBytes && m_count < kMostCsvColumns)
        cell.append(c);
}

void CsvReader::fault(const char *what)
{
    constexpr qsizetype kMostOfARecord = 10; // nobody reads more, and a hostile line holds millions
    if (m_faults.size() < kMostOfARecord)
        m_faults.append(csvPlace(m_line, m_count + 1) + QLatin1String(what));
}

void CsvReader::passLineEnd()
{
    if (m_csv.at(m_at) == '\r' && m_at + 1 < m_csv.size() && m_csv.at(m_at + 1) == '\n')
        ++m_at;
    ++m_at;
    ++m_lineNow;
}

QString csvPlace(qsizetype line, qsizetype column, const QString &name)
{
    const QString place = QStringLiteral("line %1, column %2").arg(line).arg(column);
    return name.isEmpty() ? place + QStringLiteral(": ") : QStringLiteral("%1 (%2): ").arg(place, name);
}

} // namespace vigie::registry::detail
