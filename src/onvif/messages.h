// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <onvif/soap.h>

#include <QtCore/QSize>
#include <QtCore/QUrl>

/// Bodies of the requests we make, and what their answers mean. Pure; any thread.
/// Source: ONVIF Core, Media and PTZ Service Specifications.
namespace vigie::onvif {

struct Services {
    QUrl media; ///< ver10; empty = none
    QUrl ptz;
};
struct DeviceInformation {
    QString manufacturer;
    QString model;
    QString firmware;
    QString serial;
};
struct Profile {
    QString token;
    QString name;
    QString encoding; ///< "H264", "JPEG" …
    QSize size;
    double fps = 0.0; ///< limit; 0: not said
    int kbps = 0; ///< limit, kbit/s; 0: not said
    bool hasPtz = false;
};
struct PtzNode {
    QString token;
    QString name;
    bool continuousMove = false;
    bool home = false;
    int presets = 0;
};
struct PtzPreset {
    QString token;
    QString name;
};
struct PtzStatus {
    bool known = false; ///< the device says whether it moves
    bool moving = false;
    double pan = 0.0; ///< generic space, [-1, 1]; 0 where the device does not say
    double tilt = 0.0;
    double zoom = 0.0; ///< [0, 1]
};

// Requests.
[[nodiscard]] QString getSystemDateAndTime();
[[nodiscard]] QString getDeviceInformation();
[[nodiscard]] QString getServices();
[[nodiscard]] QString getCapabilities();
[[nodiscard]] QString getProfiles();
[[nodiscard]] QString getStreamUri(const QString &profile);
[[nodiscard]] QString setSynchronizationPoint(const QString &profile);
[[nodiscard]] QString getNodes();
/// Velocities in [-1, 1]; they are clamped. \p timeout rounded to 0.1 s; zero leaves it out.
[[nodiscard]] QString continuousMove(const QString &profile, double pan, double tilt, double zoom,
                                     std::chrono::milliseconds timeout);
[[nodiscard]] QString stop(const QString &profile);
[[nodiscard]] QString getStatus(const QString &profile);
[[nodiscard]] QString getPresets(const QString &profile);
[[nodiscard]] QString gotoPreset(const QString &profile, const QString &preset);

// Answers. \return Protocol when it answers something else, or what must be there is not. Numbers
// are finite.
[[nodiscard]] Result<Instant> readSystemDateAndTime(const Element &answer);
[[nodiscard]] Result<DeviceInformation> readDeviceInformation(const Element &answer);
/// Of GetServices or of GetCapabilities.
[[nodiscard]] Result<Services> readServices(const Element &answer);
[[nodiscard]] Result<QList<Profile>> readProfiles(const Element &answer);
[[nodiscard]] Result<QUrl> readStreamUri(const Element &answer);
[[nodiscard]] Result<QList<PtzNode>> readNodes(const Element &answer);
[[nodiscard]] Result<PtzStatus> readStatus(const Element &answer);
[[nodiscard]] Result<QList<PtzPreset>> readPresets(const Element &answer);

/// An address a device gave, as we can reach it: its path and query, our scheme, host and port
/// (NAT, wrong interface).
[[nodiscard]] QUrl reachable(const QUrl &given, const QUrl &device);

} // namespace vigie::onvif
