// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/decide.h>
#include <registry/facts_feed.h>

#include <QtCore/QAbstractItemModel>
#include <QtCore/QSortFilterProxyModel>

#include <functional>
#include <vector>

namespace vigie::shell {

/// What a camera is doing on this console, for the tree.
enum class WallMark { None, Shown, Trouble };

/// Commune → site → camera, sorted by name as French people sort. A camera's right is asked of \p preview when its row
/// is first looked at, and kept until forgetRights(). Thread: GUI.
class CameraTreeModel final : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Role {
        CameraIdRole = Qt::UserRole, ///< QString, empty for communes and sites
        AllowedRole, ///< bool, cameras only
        WallMarkRole, ///< int of WallMark
        SearchRole, ///< searchText() of the row and everything above it
        KindRole, ///< int of registry::CameraKind
        CountRole, ///< number of cameras below
    };
    using Preview = std::function<access::Decision(const CameraId &)>;

    CameraTreeModel(const registry::FactsFeed &registry, Preview preview, QObject *parent = nullptr);
    ~CameraTreeModel() override;

    /// Rights may differ from now on: asks again for the rows in view.
    void forgetRights();
    void setWallMarks(const QHash<CameraId, WallMark> &marks);
    /// Cameras of a row: itself, or every one below it.
    [[nodiscard]] QList<CameraId> camerasAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const CameraId &camera) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }

private:
    struct Node;
    [[nodiscard]] std::unique_ptr<Node> build() const;
    void reload();
    [[nodiscard]] static Node *nodeOf(const QModelIndex &index);
    [[nodiscard]] const access::Decision &decisionFor(const CameraId &camera) const;
    [[nodiscard]] QString tooltip(const Node &node) const;
    void changedEverywhere(const QList<int> &roles);

    const registry::FactsFeed &m_registry;
    Preview m_preview;
    std::unique_ptr<Node> m_root;
    QHash<CameraId, Node *> m_cameras;
    QHash<CameraId, WallMark> m_marks;
    mutable QHash<CameraId, access::Decision> m_decisions;
};

/// Keeps the cameras whose name, site, commune or INSEE code hold every word typed, and the rows above them.
class CameraTreeFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit CameraTreeFilter(QObject *parent = nullptr);
    void setNeedle(const QString &typed);
    [[nodiscard]] bool isFiltering() const { return !m_words.isEmpty(); }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList m_words;
};

} // namespace vigie::shell
