// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal_model.h"

#include <ui/common/theme.h>
#include <ui/evidence/record_text.h>

namespace vigie::evidenceui {

void JournalModel::show(const QList<QJsonObject> &records, registry::FactsPtr facts)
{
    beginResetModel();
    m_records = records;
    m_facts = std::move(facts);
    endResetModel();
}

int JournalModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_records.size());
}

int JournalModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString JournalModel::cell(const QJsonObject &record, int column) const
{
    switch (column) {
    case Number: return QString::number(record.value(QLatin1String("seq")).toInteger());
    case When: return whenText(record);
    case What: return eventText(record.value(QLatin1String("operation")).toString());
    case Decision: return decisionText(record.value(QLatin1String("decision")).toString());
    case Matricule: return record.value(QLatin1String("matricule")).toString();
    case Camera: return cameraText(record, m_facts.get());
    case Commune: return communeText(record, m_facts.get());
    case Why: return reasonText(record);
    default: return {};
    }
}

QVariant JournalModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QJsonObject &record = m_records.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return cell(record, index.column());
    case Qt::ToolTipRole: return index.column() == Why ? cell(record, Why).toHtmlEscaped() : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Number ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::ForegroundRole:
        return index.column() == Decision && record.value(QLatin1String("decision")).toString() == QLatin1String("refuse")
            ? QVariant(ui::colours::kRefused)
            : QVariant();
    default: return {};
    }
}

QVariant JournalModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number: return tr("No.");
    case When: return tr("Date and time");
    case What: return tr("Event");
    case Decision: return tr("Decision");
    case Matricule: return tr("Matricule");
    case Camera: return tr("Camera");
    case Commune: return tr("Commune");
    case Why: return tr("Reason or motive");
    default: return {};
    }
}

} // namespace vigie::evidenceui
