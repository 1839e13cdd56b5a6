// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <geo/cluster.h>
#include <ui/map/map_model.h>
#include <ui/map/viewport.h>

#include <QtCore/QHash>
#include <QtCore/QMap>
#include <QtGui/QFont>
#include <QtGui/QPixmap>

#include <array>

class QPainter;

namespace vigie::map {

/// Sites, alone or in clusters; at high zoom the cameras themselves with what they see. GUI thread.
class MarkerLayer {
public:
    /// What stands under the mouse: a cluster of sites (one site most often), or one camera;
    /// nothing when both are -1.
    struct Hit {
        int cluster = -1; ///< index of the present clusters
        int site = -1; ///< the only site of that cluster, or the site of the camera
        int camera = -1; ///< index of a camera in that site
        [[nodiscard]] bool isNull() const { return cluster < 0 && camera < 0; }
        bool operator==(const Hit &) const = default;
    };

    void setSites(const QList<MapSite> &sites);
    /// \return whether that camera is known and its state another one
    bool setCameraState(const CameraId &camera, CameraState state);
    void setFont(const QFont &font);

    [[nodiscard]] const QList<MapSite> &sites() const { return m_sites; }
    [[nodiscard]] int indexOf(const SiteId &site) const { return m_siteIndex.value(site, -1); }
    /// (site, camera); (-1, -1) when unknown.
    [[nodiscard]] std::pair<int, int> indexOf(const CameraId &camera) const;
    [[nodiscard]] QPointF worldOf(int site) const { return m_world.value(site); }

    void paint(QPainter &painter, const Viewport &view, const Hit &hovered, int selectedSite);
    [[nodiscard]] Hit hit(QPointF screen, const Viewport &view);
    /// Sites drawn as that marker.
    [[nodiscard]] QList<int> sitesOf(const Hit &hit, double zoom);
    /// Where the marker that holds \p site stands.
    [[nodiscard]] QPointF markerPlace(int site, const Viewport &view);
    /// Boxes round all markers, world pixels at \p zoom: names keep clear of them.
    [[nodiscard]] QList<QRectF> boxes(double zoom);
    /// Radius of a marker, logical pixels.
    [[nodiscard]] double radius(const geo::Cluster &cluster) const;

private:
    /// Cameras by state, and sites: everything a marker's picture depends on.
    struct Face {
        std::array<int, 4> cameras{}; ///< by SiteState
        int sites = 0;
        int kind = 0;
        SiteState state = SiteState::Idle;
        bool hovered = false;
        bool operator<(const Face &other) const;
    };
    const QList<geo::Cluster> &clusters(double zoom);
    [[nodiscard]] Face faceOf(const geo::Cluster &cluster) const;
    const QPixmap &picture(const Face &face, double ratio);
    void drawSite(QPainter &painter, const Face &face, double r) const;
    void drawCluster(QPainter &painter, const Face &face, double r) const;
    void drawBadge(QPainter &painter, QPointF at, double r, SiteState state) const;
    void paintCameras(QPainter &painter, const Viewport &view, const Hit &hovered);
    void paintSiteNames(QPainter &painter, const Viewport &view,
                        const QList<const geo::Cluster *> &shown, QList<QRectF> &taken);
    void paintCameraNames(QPainter &painter, const Viewport &view, QList<QRectF> &taken);
    enum class Side { Right, Left, Below };
    using Anchor = std::pair<QPointF, Side>;
    /// At the first of \p places that is not taken; nowhere when all are.
    void drawName(QPainter &painter, const QString &text, int pixelSize, double ratio,
                  std::initializer_list<Anchor> places, QList<QRectF> &taken);
    [[nodiscard]] QPointF placeOf(const geo::Cluster &cluster, const Viewport &view) const;
    [[nodiscard]] bool drawsCameras(double zoom) const;

    QList<MapSite> m_sites;
    QList<QPointF> m_world;
    QHash<SiteId, int> m_siteIndex;
    QHash<CameraId, std::pair<int, int>> m_cameraIndex;
    QFont m_font;
    double m_scale = 1;
    int m_level = -1; ///< clusters are of this half zoom level
    QList<geo::Cluster> m_clusters; ///< centres in world coordinates
    QMap<Face, QPixmap> m_pictures;
    double m_pictureRatio = 0;
    QHash<std::pair<QString, int>, QPixmap> m_names;
    double m_nameRatio = 0;
};

} // namespace vigie::map
