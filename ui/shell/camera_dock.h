// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/shell/camera_tree_model.h>

#include <QtWidgets/QStackedWidget>

class QLineEdit;
class QTreeView;

namespace vigie::ui {
class EmptyState;
}

namespace vigie::shell {

/// The cameras by commune and site, with a search. Thread: GUI.
class CameraDock final : public QWidget {
    Q_OBJECT
public:
    /// \p model outlives the dock.
    explicit CameraDock(CameraTreeModel &model, QWidget *parent = nullptr);

    void focusSearch();
    /// Shows where \p camera stands in the tree.
    void reveal(const CameraId &camera);
    [[nodiscard]] QTreeView *tree() const { return m_tree; }
    [[nodiscard]] QLineEdit *search() const { return m_search; }

Q_SIGNALS:
    void openRequested(const vigie::CameraId &camera); ///< double click or Enter
    void cameraSelected(const vigie::CameraId &camera);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void applySearch(const QString &typed);
    void activate(const QModelIndex &index);
    void updateCount();

    CameraTreeModel &m_model;
    CameraTreeFilter *m_filter = nullptr;
    QLineEdit *m_search = nullptr;
    QStackedWidget *m_stack = nullptr;
    QTreeView *m_tree = nullptr;
    ui::EmptyState *m_nothing = nullptr;
};

} // namespace vigie::shell
