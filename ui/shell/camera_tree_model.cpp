// SPDX-License-Identifier: GPL-3.0-or-later
#include "camera_tree_model.h"

#include <registry/camera_index.h>
#include <ui/common/camera_drag.h>

#include <QtCore/QCollator>
#include <QtCore/QLocale>
#include <QtCore/QMimeData>

#include <algorithm>

namespace vigie::shell {

struct CameraTreeModel::Node {
    enum class Kind { Root, Commune, Site, Camera };
    Kind kind = Kind::Root;
    QString id;
    QString name;
    QString search;
    registry::CameraKind cameraKind = registry::CameraKind::Fixed;
    Node *parent = nullptr;
    int row = 0;
    std::vector<std::unique_ptr<Node>> children;

    Node &add(Kind childKind, const QString &childId, const QString &childName, const QString &searched)
    {
        auto child = std::make_unique<Node>();
        child->kind = childKind;
        child->id = childId;
        child->name = childName;
        child->search = search + QLatin1Char(' ') + searched;
        child->parent = this;
        children.push_back(std::move(child));
        return *children.back();
    }

    void sort(const QCollator &collator)
    {
        std::sort(children.begin(), children.end(), [&collator](const auto &a, const auto &b) {
            const int order = collator.compare(a->name, b->name);
            return order != 0 ? order < 0 : a->id < b->id;
        });
        for (std::size_t at = 0; at < children.size(); ++at) {
            children[at]->row = static_cast<int>(at);
            children[at]->sort(collator);
        }
    }

    /// Same ids in the same places.
    [[nodiscard]] bool hasShapeOf(const Node &other) const
    {
        if (id != other.id || kind != other.kind || children.size() != other.children.size())
            return false;
        for (std::size_t at = 0; at < children.size(); ++at) {
            if (!children[at]->hasShapeOf(*other.children[at]))
                return false;
        }
        return true;
    }

    void takeTextsOf(const Node &other)
    {
        name = other.name;
        search = other.search;
        cameraKind = other.cameraKind;
        for (std::size_t at = 0; at < children.size(); ++at)
            children[at]->takeTextsOf(*other.children[at]);
    }

    void collectCameras(QList<CameraId> &into) const
    {
        if (kind == Kind::Camera)
            into.append(CameraId{id});
        for (const auto &child : children)
            child->collectCameras(into);
    }

    void indexCameras(QHash<CameraId, Node *> &into)
    {
        if (kind == Kind::Camera)
            into.insert(CameraId{id}, this);
        for (const auto &child : children)
            child->indexCameras(into);
    }
};

CameraTreeModel::CameraTreeModel(const registry::FactsFeed &registry, Preview preview, QObject *parent)
    : QAbstractItemModel(parent)
    , m_registry(registry)
    , m_preview(std::move(preview))
    , m_root(build())
{
    m_root->indexCameras(m_cameras);
    connect(&m_registry, &registry::FactsFeed::changed, this, &CameraTreeModel::reload);
}

CameraTreeModel::~CameraTreeModel() = default;

std::unique_ptr<CameraTreeModel::Node> CameraTreeModel::build() const
{
    auto root = std::make_unique<Node>();
    const registry::FactsPtr facts = m_registry.facts();
    if (!facts)
        return root;
    QHash<Insee, Node *> communes;
    QHash<SiteId, Node *> sites;
    for (const registry::Camera &camera : facts->cameras) {
        Node *above = sites.value(camera.site);
        if (above == nullptr) {
            const registry::Site site = facts->sites.value(camera.site);
            Node *commune = communes.value(site.commune);
            if (commune == nullptr) {
                const QString name = facts->communes.value(site.commune).name;
                commune = &root->add(Node::Kind::Commune, site.commune.value,
                                     name.isEmpty() ? tr("Commune unknown") : name,
                                     registry::searchText(name) + QLatin1Char(' ') + site.commune.value);
                communes.insert(site.commune, commune);
            }
            above = &commune->add(Node::Kind::Site, camera.site.value,
                                  site.name.isEmpty() ? tr("Site unknown") : site.name, registry::searchText(site.name));
            sites.insert(camera.site, above);
        }
        // The number that calls it, as on its tile.
        const QString number = camera.number > 0 ? QString::number(camera.number) : QString();
        Node &node = above->add(Node::Kind::Camera, camera.id.value,
                                number.isEmpty() ? camera.name : number + QStringLiteral(" · ") + camera.name,
                                registry::searchText(camera.name) + QLatin1Char(' ') + number);
        node.cameraKind = camera.kind;
    }
    QCollator collator(QLocale(QLocale::French, QLocale::France));
    collator.setNumericMode(true);
    root->sort(collator);
    return root;
}

void CameraTreeModel::reload()
{
    auto fresh = build();
    m_decisions.clear();
    if (m_root->hasShapeOf(*fresh)) {
        m_root->takeTextsOf(*fresh);
        changedEverywhere({});
        return;
    }
    beginResetModel();
    m_root = std::move(fresh);
    m_cameras.clear();
    m_root->indexCameras(m_cameras);
    endResetModel();
}

void CameraTreeModel::forgetRights()
{
    m_decisions.clear();
    changedEverywhere({AllowedRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
}

void CameraTreeModel::setWallMarks(const QHash<CameraId, WallMark> &marks)
{
    if (marks == m_marks)
        return;
    QSet<CameraId> touched(m_marks.keyBegin(), m_marks.keyEnd());
    touched.unite(QSet<CameraId>(marks.keyBegin(), marks.keyEnd()));
    m_marks = marks;
    for (const CameraId &camera : std::as_const(touched)) {
        const QModelIndex at = indexOf(camera);
        if (at.isValid())
            Q_EMIT dataChanged(at, at, {WallMarkRole, Qt::AccessibleTextRole});
    }
}

void CameraTreeModel::changedEverywhere(const QList<int> &roles)
{
    const auto announce = [this, &roles](const auto &self, const QModelIndex &above) -> void {
        const int rows = rowCount(above);
        if (rows == 0)
            return;
        Q_EMIT dataChanged(index(0, 0, above), index(rows - 1, 0, above), roles);
        for (int row = 0; row < rows; ++row)
            self(self, index(row, 0, above));
    };
    announce(announce, QModelIndex());
}

QList<CameraId> CameraTreeModel::camerasAt(const QModelIndex &index) const
{
    QList<CameraId> cameras;
    if (index.isValid())
        nodeOf(index)->collectCameras(cameras);
    return cameras;
}

QModelIndex CameraTreeModel::indexOf(const CameraId &camera) const
{
    Node *node = m_cameras.value(camera);
    return node != nullptr ? createIndex(node->row, 0, node) : QModelIndex();
}

CameraTreeModel::Node *CameraTreeModel::nodeOf(const QModelIndex &index)
{
    return static_cast<Node *>(index.internalPointer());
}

QModelIndex CameraTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Node *above = parent.isValid() ? nodeOf(parent) : m_root.get();
    return createIndex(row, column, above->children.at(static_cast<std::size_t>(row)).get());
}

QModelIndex CameraTreeModel::parent(const QModelIndex &child) const
{
    if (!child.isValid())
        return {};
    Node *above = nodeOf(child)->parent;
    return above == nullptr || above == m_root.get() ? QModelIndex() : createIndex(above->row, 0, above);
}

int CameraTreeModel::rowCount(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return 0;
    const Node *node = parent.isValid() ? nodeOf(parent) : m_root.get();
    return static_cast<int>(node->children.size());
}

int CameraTreeModel::columnCount(const QModelIndex &) const { return 1; }

const access::Decision &CameraTreeModel::decisionFor(const CameraId &camera) const
{
    auto found = m_decisions.find(camera);
    if (found == m_decisions.end())
        found = m_decisions.insert(camera, m_preview ? m_preview(camera) : access::Decision{});
    return *found;
}

QString CameraTreeModel::tooltip(const Node &node) const
{
    if (node.kind == Node::Kind::Commune)
        return tr("%1 (INSEE %2)").arg(node.name, node.id);
    if (node.kind == Node::Kind::Site)
        return node.name;
    const access::Decision &decision = decisionFor(CameraId{node.id});
    if (decision.allowed)
        return decision.statement.isEmpty() ? node.name : node.name % QLatin1Char('\n') % decision.statement;
    QStringList lines{tr("%1: not allowed").arg(node.name)};
    for (const access::Reason &reason : decision.reasons)
        lines.append(QStringLiteral("• ") % reason.text
                     % (reason.basis.isEmpty() ? QString() : QStringLiteral(" (") % reason.basis % QLatin1Char(')')));
    return lines.join(QLatin1Char('\n'));
}

QVariant CameraTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = *nodeOf(index);
    const bool camera = node.kind == Node::Kind::Camera;
    switch (role) {
    case Qt::DisplayRole: return node.name;
    case Qt::ToolTipRole: return tooltip(node);
    case CameraIdRole: return camera ? node.id : QString();
    case AllowedRole: return camera && decisionFor(CameraId{node.id}).allowed;
    case WallMarkRole: return camera ? static_cast<int>(m_marks.value(CameraId{node.id}, WallMark::None)) : 0;
    case SearchRole: return node.search;
    case KindRole: return static_cast<int>(node.cameraKind);
    case CountRole: return static_cast<int>(camerasAt(index).size());
    case Qt::AccessibleTextRole:
        return camera && !decisionFor(CameraId{node.id}).allowed ? tr("%1: not allowed").arg(node.name) : node.name;
    default: return {};
    }
}

Qt::ItemFlags CameraTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled;
    if (nodeOf(index)->kind == Node::Kind::Camera)
        flags |= Qt::ItemNeverHasChildren;
    return flags;
}

QStringList CameraTreeModel::mimeTypes() const { return {ui::cameraMimeType()}; }

QMimeData *CameraTreeModel::mimeData(const QModelIndexList &indexes) const
{
    QList<CameraId> cameras;
    for (const QModelIndex &index : indexes) {
        for (const CameraId &camera : camerasAt(index)) {
            if (!cameras.contains(camera))
                cameras.append(camera);
        }
    }
    return cameras.isEmpty() ? nullptr : ui::cameraMimeData(cameras).release();
}

CameraTreeFilter::CameraTreeFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
}

void CameraTreeFilter::setNeedle(const QString &typed)
{
    const QStringList words = registry::searchText(typed).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    m_words = words;
    invalidateFilter();
}

bool CameraTreeFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_words.isEmpty())
        return true;
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    // Only cameras answer; communes and sites stay where one below them does.
    if (index.data(CameraTreeModel::CameraIdRole).toString().isEmpty())
        return false;
    const QString text = index.data(CameraTreeModel::SearchRole).toString();
    return std::all_of(m_words.cbegin(), m_words.cend(), [&text](const QString &word) { return text.contains(word); });
}

} // namespace vigie::shell
