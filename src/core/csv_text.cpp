// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/csv_text.h>

#include <algorithm>

namespace vigie::csv {
namespace {

/// Where the formula begins, behind the apostrophes; -1 where the text is none.
qsizetype formulaAt(const QString &text)
{
    qsizetype at = 0;
    while (at < text.size() && text.at(at) == QLatin1Char('\''))
        ++at;
    return at < text.size() && QStringLiteral("=+-@").contains(text.at(at)) ? at : -1;
}

} // namespace

QString guardedFormula(const QString &text)
{
    return formulaAt(text) < 0 ? text : QLatin1Char('\'') + text;
}

QString unguardedFormula(const QString &cell)
{
    return formulaAt(cell) > 0 ? cell.mid(1) : cell;
}

QByteArray quoted(const QString &text)
{
    QByteArray cell = text.toUtf8();
    const bool needs = std::any_of(cell.cbegin(), cell.cend(), [](char c) {
        return c == kSeparator || c == ',' || c == '"' || c == '\n' || c == '\r' || c == '\t';
    });
    if (!needs)
        return cell;
    return '"' + cell.replace('"', "\"\"") + '"';
}

} // namespace vigie::csv
