// SPDX-License-Identifier: GPL-3.0-or-later
#include "entity_model.h"

#include <registry/camera_index.h>
#include <ui/admin/values.h>
#include <ui/common/theme.h>

#include <QtCore/QJsonArray>
#include <QtGui/QFont>

#include <algorithm>

namespace vigie::admin {

EntityModel::EntityModel(Draft &draft, const Kind &kind, QObject *parent)
    : QAbstractTableModel(parent)
    , m_draft(draft)
    , m_kind(kind)
{
    for (const Field &field : kind.fields) {
        if (field.inTable)
            m_columns.append(field);
    }
    for (const Kind &each : kinds())
        m_kinds.insert(each.list, each);
    connect(&draft, &Draft::recordChanged, this, [this](const QString &list, int row) {
        if (list == m_kind.list)
            Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    });
    connect(&draft, &Draft::aboutToAdd, this, [this](const QString &list, int row) {
        if (list == m_kind.list)
            beginInsertRows({}, row, row);
    });
    connect(&draft, &Draft::recordAdded, this, [this](const QString &list) {
        if (list == m_kind.list)
            endInsertRows();
    });
    connect(&draft, &Draft::aboutToRemove, this, [this](const QString &list, int row) {
        if (list == m_kind.list)
            beginRemoveRows({}, row, row);
    });
    connect(&draft, &Draft::recordRemoved, this, [this](const QString &list) {
        if (list == m_kind.list)
            endRemoveRows();
    });
    connect(&draft, &Draft::aboutToRestart, this, [this] { beginResetModel(); });
    connect(&draft, &Draft::restarted, this, [this] { endResetModel(); });
}

int EntityModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_draft.records(m_kind.list).size());
}

int EntityModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QString EntityModel::namesOf(const QJsonValue &value, const QString &list) const
{
    constexpr qsizetype kMostNames = 4;
    const Kind kind = m_kinds.value(list);
    if (!value.isArray())
        return value.toString().isEmpty() ? QString() : m_draft.titleOf(kind, value.toString());
    const QJsonArray ids = value.toArray();
    QStringList names;
    for (qsizetype i = 0; i < std::min(ids.size(), kMostNames); ++i)
        names.append(m_draft.titleOf(kind, ids.at(i).toString()));
    const QString text = names.join(QStringLiteral(", "));
    return ids.size() > kMostNames ? QStringLiteral("%1 … (%2)").arg(text).arg(ids.size()) : text;
}

QString EntityModel::textOf(const QJsonObject &record, const Field &field) const
{
    const QJsonValue value = valueIn(record, field);
    switch (field.type) {
    case FieldType::Choice: {
        const auto option = std::find_if(field.options.cbegin(), field.options.cend(),
                                         [&](const Option &each) { return each.value == value.toString(); });
        return option == field.options.cend() ? value.toString() : option->text;
    }
    case FieldType::Flag: return value.toBool(field.otherwise) ? tr("yes") : QString();
    case FieldType::Reference:
    case FieldType::References: return namesOf(value, field.refersTo);
    default: return typedText(field, value);
    }
}

QVariant EntityModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Draft::Record &record = m_draft.records(m_kind.list).at(index.row());
    const Field &field = m_columns.at(index.column());
    switch (role) {
    case Qt::DisplayRole: return textOf(record.now, field);
    case Qt::ToolTipRole: return record.before.isEmpty() ? tr("New, not saved yet") : record.isChanged() ? tr("Changed, not saved yet") : QString();
    case Qt::FontRole:
        if (record.isChanged()) {
            QFont font;
            font.setBold(true);
            return font;
        }
        return {};
    case SortRole:
        if (field.type == FieldType::Number)
            return valueIn(record.now, field).toDouble();
        if (field.type == FieldType::Day || field.type == FieldType::Instant)
            return valueIn(record.now, field).toString(); // as the registry writes it: in order
        return registry::searchText(textOf(record.now, field));
    case SearchRole: {
        QStringList all{registry::identityOf(m_kind.list, record.now)};
        for (const Field &each : m_columns)
            all.append(textOf(record.now, each));
        return registry::searchText(all.join(QLatin1Char(' ')));
    }
    default: return {};
    }
}

QVariant EntityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= m_columns.size())
        return {};
    return m_columns.at(section).label;
}

EntityFilter::EntityFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(EntityModel::SortRole);
}

void EntityFilter::setNeedle(const QString &typed)
{
    m_words = registry::searchText(typed).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

bool EntityFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_words.isEmpty())
        return true;
    const QString text = sourceModel()->index(row, 0, parent).data(EntityModel::SearchRole).toString();
    return std::all_of(m_words.cbegin(), m_words.cend(), [&](const QString &word) { return text.contains(word); });
}

} // namespace vigie::admin
