// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/admin/draft.h>

#include <QtCore/QAbstractTableModel>
#include <QtCore/QSortFilterProxyModel>

namespace vigie::admin {

/// The records of one kind as a table. Thread: GUI.
class EntityModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role {
        SortRole = Qt::UserRole, ///< days and numbers as such
        SearchRole, ///< registry::searchText() of everything in the row
    };
    /// \p draft outlives this.
    EntityModel(Draft &draft, const Kind &kind, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString textOf(const QJsonObject &record, const Field &field) const;
    [[nodiscard]] QString namesOf(const QJsonValue &value, const QString &list) const;

    Draft &m_draft;
    const Kind m_kind;
    QList<Field> m_columns;
    QHash<QString, Kind> m_kinds; ///< by list, for the names of what is referred to
};

/// The rows that hold every word typed. Thread: GUI.
class EntityFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit EntityFilter(QObject *parent = nullptr);
    void setNeedle(const QString &typed);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList m_words;
};

} // namespace vigie::admin
