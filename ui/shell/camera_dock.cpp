// SPDX-License-Identifier: GPL-3.0-or-later
#include "camera_dock.h"

#include "camera_row_delegate.h"

#include <ui/common/empty_state.h>

#include <QtGui/QKeyEvent>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

namespace vigie::shell {

CameraDock::CameraDock(CameraTreeModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
{
    setObjectName(QStringLiteral("cameraDock"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 0);
    column->setSpacing(8);
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("cameraSearch"));
    m_search->setPlaceholderText(tr("Camera, site, commune, INSEE…"));
    m_search->setAccessibleName(tr("Search a camera"));
    m_search->setToolTip(tr("Search a camera (Ctrl + F)"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaxLength(100);
    m_search->addAction(ui::icon(ui::IconId::Search, ui::colours::kTextFaint), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    column->addWidget(m_search);

    m_stack = new QStackedWidget(this);
    m_filter = new CameraTreeFilter(this);
    m_filter->setSourceModel(&m_model);
    m_tree = new QTreeView(m_stack);
    m_tree->setObjectName(QStringLiteral("cameraTree"));
    m_tree->setAccessibleName(tr("Cameras"));
    m_tree->setModel(m_filter);
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(16);
    m_tree->setDragEnabled(true);
    m_tree->setDragDropMode(QAbstractItemView::DragOnly);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setExpandsOnDoubleClick(true);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setItemDelegate(new CameraRowDelegate(m_tree));
    m_tree->installEventFilter(this);
    m_tree->expandToDepth(0);
    m_nothing = new ui::EmptyState(m_stack);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_nothing);
    column->addWidget(m_stack, 1);

    connect(m_search, &QLineEdit::textChanged, this, &CameraDock::applySearch);
    connect(m_tree, &QTreeView::doubleClicked, this, &CameraDock::activate);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        const CameraId camera{current.data(CameraTreeModel::CameraIdRole).toString()};
        if (!camera.isNull())
            Q_EMIT cameraSelected(camera);
    });
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] { m_tree->expandToDepth(0); updateCount(); });
    connect(m_nothing, &ui::EmptyState::actionTriggered, m_search, &QLineEdit::clear);
    updateCount();
}

void CameraDock::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void CameraDock::applySearch(const QString &typed)
{
    m_filter->setNeedle(typed);
    if (m_filter->isFiltering()) {
        m_tree->expandAll();
    } else {
        m_tree->collapseAll();
        m_tree->expandToDepth(0);
    }
    updateCount();
}

void CameraDock::updateCount()
{
    if (m_filter->rowCount() > 0) {
        m_stack->setCurrentWidget(m_tree);
        return;
    }
    if (m_filter->isFiltering())
        m_nothing->setContent(ui::IconId::Search, tr("No camera by that name"),
                              tr("Try part of a name, a commune or an INSEE code."), tr("Clear the search"));
    else
        m_nothing->setContent(ui::IconId::Camera, tr("The registry holds no camera"));
    m_stack->setCurrentWidget(m_nothing);
}

void CameraDock::activate(const QModelIndex &index)
{
    const CameraId camera{index.data(CameraTreeModel::CameraIdRole).toString()};
    if (!camera.isNull())
        Q_EMIT openRequested(camera);
}

void CameraDock::reveal(const CameraId &camera)
{
    const QModelIndex index = m_filter->mapFromSource(m_model.indexOf(camera));
    if (!index.isValid())
        return;
    const QSignalBlocker quiet(m_tree->selectionModel());
    m_tree->scrollTo(index);
    m_tree->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    m_tree->viewport()->update();
}

bool CameraDock::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (watched == m_search) {
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            // Into the first camera found: type, Enter, Enter opens it.
            QModelIndex index = m_filter->index(0, 0);
            while (m_filter->hasChildren(index))
                index = m_filter->index(0, 0, index);
            if (index.isValid()) {
                m_tree->setFocus(Qt::OtherFocusReason);
                m_tree->setCurrentIndex(index);
            }
            return true;
        }
        if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
    } else if (watched == m_tree && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
        for (const QModelIndex &index : m_tree->selectionModel()->selectedRows())
            activate(index);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace vigie::shell
