// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/admin/draft.h>

#include <QtCore/QAbstractTableModel>

namespace vigie::admin {

/// Everything that ends, the soonest first: titles, conventions, authorisations, trainings, suspensions, blocks. What was over
/// a month ago is left out. Thread: GUI.
class ExpiryModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class Mark { Over, Within30Days, Within90Days, Later };
    enum Role {
        ListRole = Qt::UserRole, ///< "habilitations"
        IdentityRole,
        MarkRole, ///< int of Mark
    };
    enum Column { When, Left, What, Which, Whose, ColumnCount };
    /// \p draft outlives this. \param today  in Paris
    ExpiryModel(Draft &draft, Date today, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] static Mark markOf(int daysLeft);

private:
    struct End {
        Date day;
        int daysLeft = 0;
        QString list;
        QString identity;
        QString what;
        QString which;
        QString whose;
    };
    void collect();
    void add(const Kind &kind, const QJsonObject &record, const Field &field);

    Draft &m_draft;
    const Date m_today;
    const QList<Kind> m_kinds;
    QList<End> m_ends;
};

} // namespace vigie::admin
