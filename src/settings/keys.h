// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <settings/key.h>

#include <tuple>

/// Every setting of Vigie.
namespace vigie::settings::keys {

inline const Key<QString> kLastPost{"sign-in/post", Scope::Station, QString()};
inline const Key<QString> kRenderBackend{"render/backend", Scope::Station, QStringLiteral("auto")}; ///< auto, cpu, gpu
inline const Key<bool> kHardwareDecode{"media/hardware", Scope::Station, true, false, true};
/// Pictures decoded by the graphics card are shown where they lie, where a test picture proved that this works.
inline const Key<bool> kZeroCopy{"render/zero-copy", Scope::Station, true, false, true};
/// rtsps:// although nothing vouches for the camera's certificate; see media::SessionOptions.
inline const Key<bool> kUnverifiedTls{"media/unverified-tls", Scope::Station, false, false, true};
/// A picture that nobody can see keeps its connection for so long.
inline const Key<int> kHiddenSeconds{"media/hidden-seconds", Scope::Station, 10, 0, 600};
inline const Key<double> kPtzDeadZone{"ptz/dead-zone", Scope::Station, 0.10, 0.0, 0.5}; ///< share of the stick's travel
inline const Key<bool> kPtzInvertTilt{"ptz/invert-tilt", Scope::Station, false, false, true};
inline const Key<QByteArray> kWindowGeometry{"window/geometry", Scope::Person, QByteArray()};
inline const Key<QString> kMosaic{"mosaic/state", Scope::Person, QString()}; ///< JSON of the wall's MosaicState
inline const Key<QString> kWalls{"mosaic/walls", Scope::Person, QString()}; ///< JSON of the shell's WallMemories
inline const Key<QString> kPane{"window/pane", Scope::Person, QStringLiteral("split")}; ///< map, split, mosaic
inline const Key<int> kMosaicShare{"window/mosaic-share", Scope::Person, 70, 20, 85}; ///< percent of the width
inline const Key<int> kDockWidth{"window/dock-width", Scope::Person, 300, 200, 600}; ///< logical pixels
inline const Key<int> kSteeringSpeed{"ptz/speed", Scope::Person, 70, 10, 100}; ///< percent

/// The department's server as libpq takes it, without user and password; empty: this workstation has a registry of its own.
inline const Key<QString> kDepartmentServer{"department/server", Scope::Station, QString()};
/// Which post this workstation is there, and what it was called when it was last heard of.
inline const Key<QString> kDepartmentPost{"department/post", Scope::Station, QString()};
inline const Key<QString> kDepartmentPostName{"department/post-name", Scope::Station, QString()};

/// After so many minutes without anybody at keyboard, mouse or joystick a post is locked; 0: never. Long enough for somebody
/// who only watches; who leaves locks by hand (Ctrl + Shift + L).
inline const Key<int> kIdleMinutes{"sign-in/idle-minutes", Scope::Station, 30, 0, 240};

/// Number and hash of the newest record of the journal when this workstation last looked: one that is removed whole, its head
/// too, does not begin anew unnoticed.
inline const Key<QString> kJournalKnown{"journal/known", Scope::Station, QString()};

/// For what must hold for each of them.
inline const auto kAll = std::tie(kLastPost, kRenderBackend, kHardwareDecode, kUnverifiedTls, kHiddenSeconds, kPtzDeadZone,
                                  kPtzInvertTilt, kWindowGeometry, kMosaic, kWalls, kPane, kMosaicShare, kDockWidth, kSteeringSpeed,
                                  kDepartmentServer, kDepartmentPost, kDepartmentPostName, kJournalKnown, kIdleMinutes);

} // namespace vigie::settings::keys
