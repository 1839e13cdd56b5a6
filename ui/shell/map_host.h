// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/facts_feed.h>
#include <ui/map/map_widget.h>
#include <ui/shell/camera_tree_model.h>

namespace vigie::shell {

/// What an earlier import left of the ground of the communes; read once by the program.
struct MapGround {
    QList<geo::Outline> outlines;
    QString attribution;
};

/// Pure: the registry and what the gate foretells, as the map shows them.
[[nodiscard]] map::MapModel mapModelOf(const registry::Facts &facts, const CameraTreeModel::Preview &preview,
                                       const QHash<CameraId, WallMark> &marks, const MapGround &ground);

/// Feeds the map from the registry and the rights, and turns what is asked on it into cameras. Thread: GUI.
class MapHost final : public QObject {
    Q_OBJECT
public:
    /// The widget becomes a child of \p parent, as this object does. \p registry outlives it.
    MapHost(const registry::FactsFeed &registry, CameraTreeModel::Preview preview, MapGround ground, QWidget *parent);

    [[nodiscard]] map::MapWidget *widget() const { return m_widget; }
    void forgetRights();
    void setWallMarks(const QHash<CameraId, WallMark> &marks);
    void showCamera(const CameraId &camera);

Q_SIGNALS:
    void openRequested(const QList<vigie::CameraId> &cameras);
    /// A site was chosen: its first camera.
    void cameraSelected(const vigie::CameraId &camera);

private:
    void rebuild();
    [[nodiscard]] QList<CameraId> camerasOf(const SiteId &site) const;

    const registry::FactsFeed &m_registry;
    CameraTreeModel::Preview m_preview;
    MapGround m_ground;
    QHash<CameraId, WallMark> m_marks;
    map::MapWidget *m_widget;
    QTimer m_soon; ///< changes that come together are shown together
};

} // namespace vigie::shell
