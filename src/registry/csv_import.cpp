// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/csv.h>

#include "csv_columns.h"
#include "csv_reader.h"
#include "import_checks.h"
#include "json_entities.h"
#include "json_fields.h"

#include <core/csv_text.h>

#include <QtCore/QRegularExpression>

#include <algorithm>

namespace vigie::registry {
namespace {

using namespace detail;

/// The columns of a file, in its order; null where nobody knows what stands there.
using Head = QList<const CsvColumn *>;

Head headOf(const CsvReader &reader, CsvKind kind, Problems *problems)
{
    Head head;
    for (const QByteArray &cell : reader.cells()) {
        const QString name = QString::fromUtf8(cell);
        const CsvColumn *column = csvColumnNamed(kind, name);
        if (problems && !column)
            problems->note(csvPlace(reader.line(), head.size() + 1)
                           + QStringLiteral("unknown column '%1'").arg(name.left(60)));
        if (problems && column && head.contains(column))
            problems->note(csvPlace(reader.line(), head.size() + 1, column->name)
                           + QStringLiteral("the column stands twice"));
        head.append(column);
    }
    if (!problems)
        return head;
    if (reader.cellCount() > kMostCsvColumns)
        problems->note(csvPlace(reader.line(), kMostCsvColumns + 1)
                       + QStringLiteral("more than %1 columns").arg(kMostCsvColumns));
    for (const CsvColumn &column : csvColumns(kind)) {
        if (column.required && !head.contains(&column))
            problems->note(QStringLiteral("line %1: the column '%2' is missing").arg(reader.line()).arg(column.name));
    }
    return head;
}

bool isHeadOf(const Head &head, CsvKind kind)
{
    const auto columns = csvColumns(kind);
    return std::all_of(columns.begin(), columns.end(), [&](const CsvColumn &column) {
        return !column.required || head.contains(&column);
    });
}

/// What a cell says, as JSON; what cannot be read stays a text, and the reader of the registry says what is wrong.
QJsonValue valueOf(const QString &text, CsvCell cell, char separator)
{
    if (cell == CsvCell::Number) {
        bool isNumber = false;
        QString plain = text;
        if (separator != ',')
            plain.replace(QLatin1Char(','), QLatin1Char('.'));
        const double number = plain.toDouble(&isNumber);
        return isNumber ? QJsonValue(number) : QJsonValue(text);
    }
    static const QStringList kYes{QStringLiteral("true"), QStringLiteral("oui"), QStringLiteral("vrai"),
                                  QStringLiteral("1")};
    static const QStringList kNo{QStringLiteral("false"), QStringLiteral("non"), QStringLiteral("faux"),
                                 QStringLiteral("0")};
    if (cell == CsvCell::Flag || cell == CsvCell::Listed) {
        const QString plain = text.toLower();
        return kYes.contains(plain) ? QJsonValue(true) : kNo.contains(plain) ? QJsonValue(false) : QJsonValue(text);
    }
    return text;
}

/// The stream called \p name has this address, or is gone when there is none.
void setStream(QJsonObject &endpoint, QLatin1String name, const QString &address)
{
    QJsonArray streams = endpoint.value(QLatin1String("streams")).toArray();
    qsizetype at = 0;
    while (at < streams.size() && streams.at(at).toObject().value(QLatin1String("name")).toString() != name)
        ++at;
    if (address.isEmpty()) {
        if (at < streams.size())
            streams.removeAt(at);
    } else if (at < streams.size()) {
        QJsonObject stream = streams.at(at).toObject();
        stream.insert(QLatin1String("url"), address);
        streams.replace(at, stream);
    } else {
        // From the smallest picture to the largest.
        streams.insert(name == QLatin1String("sub") ? 0 : streams.size(),
                       QJsonObject{{QStringLiteral("name"), QString(name)}, {QStringLiteral("url"), address}});
    }
    endpoint.insert(QLatin1String("streams"), streams);
}

/// One file on its way: the rows become objects of vigie-registry/1, so that one reader judges both.
class CsvImport {
public:
    CsvImport(const QByteArray &csv, CsvKind kind, const Content &base, Problems &problems)
        : m_kind(kind), m_base(base), m_separator(separatorOf(csv)), m_reader(csv, m_separator), m_problems(problems)
    {
    }

    /// \return the part of a registry that the file is
    [[nodiscard]] QJsonObject read()
    {
        while (m_reader.next() && m_reader.isBlank()) { }
        m_head = headOf(m_reader, m_kind, &m_problems);
        if (!isHeadOf(m_head, m_kind))
            return {}; // every row would say so again
        while (m_reader.next()) {
            for (const QString &fault : m_reader.faults())
                m_problems.note(fault);
            if (m_reader.isBlank())
                continue; // spreadsheets leave such lines at the end
            if (m_reader.cellCount() != m_head.size())
                m_problems.note(QStringLiteral("line %1: %2 cells where the first line has %3")
                                    .arg(m_reader.line())
                                    .arg(m_reader.cellCount())
                                    .arg(m_head.size()));
            m_rows.append(rowObject());
            m_lines.append(m_reader.line());
        }
        return {{csvListOf(m_kind), m_rows}};
    }

    /// \p problem of the part, or of the whole it was merged into, with the line and the column it comes from.
    [[nodiscard]] QString placed(const QString &problem)
    {
        static const QRegularExpression kPlace(
            QStringLiteral("\\A(\\$\\.)?(\\w+)\\[([^\\]]*)\\]\\.?([\\w.\\[\\]]*): (.*)\\z"),
            QRegularExpression::DotMatchesEverythingOption);
        const auto match = kPlace.match(problem);
        if (!match.hasMatch() || match.captured(2) != csvListOf(m_kind))
            return problem;
        const qsizetype row = match.captured(1).isEmpty() ? rowOfId(match.captured(3)) : match.captured(3).toLongLong();
        if (row < 0 || row >= m_lines.size())
            return QStringLiteral("in the registry: ") + problem;
        const qsizetype column = columnOf(match.captured(4), match.captured(5));
        return csvPlace(m_lines.at(row), column + 1, m_head.value(column) ? m_head.at(column)->name : QString())
            + match.captured(5);
    }

    /// The authorisations' lists as the column says; after the rows have been merged.
    void list(Content &whole) const
    {
        for (const auto &[camera, listed] : m_listed) {
            const SystemId system = whole.facts.cameras.value(camera).system;
            if (system.isNull() || !whole.facts.systems.contains(system))
                continue; // a problem of its own
            auto &cameras = whole.facts.systems[system].cameras;
            if (listed)
                cameras.insert(camera);
            else
                cameras.remove(camera);
        }
    }

private:
    [[nodiscard]] QString textAt(qsizetype column) const
    {
        const QString cell = QString::fromUtf8(m_reader.cells().value(column));
        qsizetype from = 0;
        qsizetype end = cell.size();
        const auto isBlank = [&](qsizetype at) { return cell.at(at) == QLatin1Char(' ') || cell.at(at) == QChar(0xa0); };
        while (from < end && isBlank(from))
            ++from;
        while (end > from && isBlank(end - 1))
            --end;
        return csv::unguardedFormula(cell.mid(from, end - from));
    }

    [[nodiscard]] qsizetype columnNamed(QLatin1String name) const
    {
        const auto at = std::find_if(m_head.cbegin(), m_head.cend(),
                                     [&](const CsvColumn *column) { return column && column->name == name; });
        return at == m_head.cend() ? -1 : at - m_head.cbegin();
    }

    [[nodiscard]] QJsonObject rowObject()
    {
        const QString id = textAt(columnNamed(QLatin1String("id")));
        QJsonObject row = m_kind == CsvKind::Cameras ? existingCamera({id}) : existingPerson({id});
        QJsonObject endpoint = row.value(QLatin1String("endpoint")).toObject();
        for (qsizetype i = 0; i < m_head.size(); ++i) {
            if (const CsvColumn *column = m_head.at(i))
                put(*column, i, id, row, endpoint);
        }
        if (!m_listed.isEmpty() && m_listed.constLast() == std::pair(CameraId{id}, true)
            && !row.contains(QLatin1String("system")))
            m_problems.note(csvPlace(m_reader.line(), columnNamed(QLatin1String("listed")) + 1, QStringLiteral("listed"))
                            + QStringLiteral("in the list of which authorisation? the system is missing"));
        if (endpoint.value(QLatin1String("streams")).toArray().isEmpty())
            endpoint.remove(QLatin1String("streams"));
        if (endpoint.isEmpty())
            row.remove(QLatin1String("endpoint"));
        else
            row.insert(QLatin1String("endpoint"), endpoint);
        return row;
    }

    void put(const CsvColumn &column, qsizetype at, const QString &id, QJsonObject &row, QJsonObject &endpoint)
    {
        const QString text = textAt(at);
        const bool inEndpoint = column.cell == CsvCell::Endpoint;
        if (column.cell == CsvCell::Stream) {
            setStream(endpoint, column.name, text);
        } else if (column.cell == CsvCell::Listed) {
            const QJsonValue listed = valueOf(text, column.cell, m_separator);
            if (listed.isBool())
                m_listed.append({CameraId{id}, listed.toBool()});
            else if (!text.isEmpty())
                m_problems.note(csvPlace(m_reader.line(), at + 1, column.name)
                                + QStringLiteral("is not true or false"));
        } else if (text.isEmpty()) {
            (inEndpoint ? endpoint : row).remove(column.name);
        } else {
            (inEndpoint ? endpoint : row).insert(column.name, valueOf(text, column.cell, m_separator));
        }
    }

    [[nodiscard]] QJsonObject existingCamera(const CameraId &id) const
    {
        const auto known = m_base.facts.cameras.constFind(id);
        return known == m_base.facts.cameras.constEnd()
            ? QJsonObject()
            : jsonOf(*known, m_base.endpoints.value(id).get()).toObject();
    }
    [[nodiscard]] QJsonObject existingPerson(const PersonId &id) const
    {
        const auto known = m_base.facts.persons.constFind(id);
        return known == m_base.facts.persons.constEnd() ? QJsonObject() : jsonOf(*known).toObject();
    }

    [[nodiscard]] qsizetype rowOfId(const QString &id)
    {
        if (m_rowById.isEmpty()) {
            for (qsizetype i = m_rows.size() - 1; i >= 0; --i)
                m_rowById.insert(m_rows.at(i).toObject().value(QLatin1String("id")).toString(), i);
        }
        return m_rowById.value(id, -1);
    }

    /// The column a path of vigie-registry/1 comes from; the first one where none does.
    [[nodiscard]] qsizetype columnOf(const QString &path, const QString &what) const
    {
        const QString inEndpoint = path.section(QLatin1Char('.'), 1, 1);
        for (qsizetype i = 0; i < m_head.size(); ++i) {
            const CsvColumn *column = m_head.at(i);
            if (!column)
                continue;
            if (path == column->name)
                return i;
            const bool named = what.startsWith(column->name) || what.contains(QStringLiteral("'%1'").arg(column->name));
            if (path.startsWith(QLatin1String("endpoint"))
                && ((column->cell == CsvCell::Endpoint && (inEndpoint == column->name || named))
                    || (column->cell == CsvCell::Stream && (inEndpoint.startsWith(QLatin1String("streams")) || named))))
                return i;
        }
        const auto first = std::find_if(m_head.cbegin(), m_head.cend(), [](const CsvColumn *column) { return column; });
        return first == m_head.cend() ? 0 : first - m_head.cbegin();
    }

    const CsvKind m_kind;
    const Content &m_base;
    const char m_separator;
    CsvReader m_reader;
    Problems &m_problems;
    Head m_head;
    QJsonArray m_rows;
    QList<qsizetype> m_lines; ///< of the rows
    QHash<QString, qsizetype> m_rowById; ///< filled when first asked for
    QList<std::pair<CameraId, bool>> m_listed;
};

Error refusalOf(const QStringList &problems)
{
    return {ErrorCode::InvalidArgument,
            QStringLiteral("%1 problems, the first: %2").arg(problems.size()).arg(problems.constFirst())};
}

} // namespace

std::optional<CsvKind> csvKindOf(const QByteArray &csv)
{
    CsvReader reader(csv, separatorOf(csv));
    bool there = reader.next();
    while (there && reader.isBlank())
        there = reader.next();
    const bool cameras = there && isHeadOf(headOf(reader, CsvKind::Cameras, nullptr), CsvKind::Cameras);
    const bool people = there && isHeadOf(headOf(reader, CsvKind::People, nullptr), CsvKind::People);
    if (cameras == people)
        return std::nullopt;
    return cameras ? CsvKind::Cameras : CsvKind::People;
}

Result<Content> mergedFromCsv(const QByteArray &csv, CsvKind kind, Content base, QStringList &problems)
{
    if (csv.size() > kMaximumCsvBytes)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("a CSV file of %1 bytes").arg(csv.size()));
    if (const QString fault = encodingFault(csv); !fault.isEmpty()) {
        problems.append(fault);
        return tl::unexpected(refusalOf(problems));
    }
    Problems noted(problems);
    CsvImport import(csv, kind, base, noted);
    const QJsonObject part = import.read();
    QStringList said;
    Problems unplaced(said);
    const Content read = contentOfPart(part, &base, unplaced);
    mergeInto(base, read);
    import.list(base);
    base.facts.index();
    for (const QString &problem : importProblems(base, read))
        unplaced.note(problem);
    for (const QString &problem : std::as_const(said))
        noted.note(import.placed(problem));
    if (!problems.isEmpty())
        return tl::unexpected(refusalOf(problems));
    return base;
}

} // namespace vigie::registry
