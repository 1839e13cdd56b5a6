// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <registry/facts_feed.h>
#include <ui/shell/desk.h>

#include <QtWidgets/QDialog>

class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace vigie::shell {

/// Who is at the desk, and what they may see: by commune, until when and under whose authority; or why not, by which article,
/// and who can mend it. Foretold, without a record. Follows what changes. Thread: GUI.
class RightsPanel final : public QDialog {
    Q_OBJECT
public:
    struct Parts {
        const registry::FactsFeed &registry;
        const Desk &desk;
        const Clock &clock;
    };
    /// Everything in \p parts outlives the panel.
    explicit RightsPanel(Parts parts, QWidget *parent = nullptr);

public Q_SLOTS:
    void refresh();

private:
    void build();
    void showWho();
    void showRights();
    void filter(const QString &typed);

    const Parts m_parts;
    QLabel *m_name = nullptr;
    QLabel *m_who = nullptr;
    QLineEdit *m_search = nullptr;
    QStandardItemModel *m_model = nullptr;
    QSortFilterProxyModel *m_filter = nullptr;
    QTreeView *m_tree = nullptr;
};

} // namespace vigie::shell
