// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <journal/read_journal.h>
#include <registry/model.h>

#include <QtCore/QAbstractTableModel>

namespace vigie::evidenceui {

/// One page of the journal, in the order of time, the newest first. It cannot be sorted, and says nothing about how many records
/// there are: a journal is no means of appraisal. Thread: GUI.
class JournalModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Number, When, What, Decision, Matricule, Camera, Commune, Why, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    /// \p facts  for names; may be null
    void show(const QList<QJsonObject> &records, registry::FactsPtr facts);
    void clear() { show({}, {}); }
    [[nodiscard]] QJsonObject record(int row) const { return m_records.value(row); }
    [[nodiscard]] const registry::Facts *facts() const { return m_facts.get(); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString cell(const QJsonObject &record, int column) const;

    QList<QJsonObject> m_records;
    registry::FactsPtr m_facts;
};

} // namespace vigie::evidenceui
