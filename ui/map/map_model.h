// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/ids.h>
#include <core/lat_lon.h>
#include <geo/outline.h>

#include <QtCore/QList>
#include <QtCore/QString>

/// What the map shows: plain values the shell fills from the registry and from what the gate
/// foretells. The map decides nothing and knows no gate; it repeats the reasons it is given.
namespace vigie::map {

/// What the signed-in person may see now on that ground.
enum class Right {
    None, ///< no camera there
    Allowed,
    Refused,
    Mixed, ///< some cameras, not others
};

enum class CameraKind { Fixed, Ptz, Panoramic };

/// What is known of a camera at this station; whether it may be seen is MapCamera::allowed.
enum class CameraState {
    Idle, ///< not opened here
    Live, ///< a picture of it is on the wall
    Lost, ///< opened, and no picture comes
};

struct MapCamera {
    CameraId id;
    QString name;
    CameraKind kind = CameraKind::Fixed;
    LatLon position;
    double heading = 0.0; ///< degrees clockwise from north, middle of the picture
    double fieldOfView = 70.0; ///< degrees; 300 or more is drawn as a full circle
    CameraState state = CameraState::Idle;
    bool allowed = false;
    QString reason; ///< why not, in French, when not allowed
    bool operator==(const MapCamera &) const = default;
};

struct MapSite {
    SiteId id;
    QString name;
    Insee commune;
    LatLon position;
    QList<MapCamera> cameras;
    bool operator==(const MapSite &) const = default;
};

struct MapCommune {
    Insee insee;
    QString name;
    LatLon centre;
    Right right = Right::None;
    QString reason; ///< why not all of it, in French; empty when allowed
    bool operator==(const MapCommune &) const = default;
};

struct MapModel {
    QList<MapCommune> communes; ///< those of the registry
    QList<MapSite> sites;
    QList<geo::Outline> outlines; ///< imported, any number, registry or not; implicitly shared
    QString attribution; ///< source of the outlines, as its licence asks
};

/// One word for a site: refused when nothing on it may be seen, lost when a camera of it is lost,
/// live when one is shown, idle otherwise.
enum class SiteState { Idle, Live, Lost, Refused };
[[nodiscard]] SiteState siteState(const MapSite &site);

} // namespace vigie::map
