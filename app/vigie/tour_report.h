// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/ids.h>
#include <core/result.h>
#include <core/time.h>

#include <QtCore/QHash>
#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QSet>

namespace vigie::app {

/// One tile that showed pictures. fps is counted over the watching time, expectedFps is the camera plan's.
struct ShownTile {
    CameraId camera;
    double fps = 0.0;
    double expectedFps = 0.0;
    QString stream;
    QString decoder;
    QString codec;
};

struct RefusedTile {
    CameraId camera;
    QStringList reasons;
    QList<int> rows;
};

/// What one demo person saw, and what the cameras saw of them.
struct PersonReport {
    QString person;
    QList<ShownTile> shown;
    QList<RefusedTile> refused;
    QStringList failed; ///< cameras granted that gave no picture, with the reason
    int connectionsToRefused = 0;
};

/// TCP connections each camera accepted in [from, until), read from the JSON lines of vigie-camsim.
/// \return Io, Corrupt (a line that is not JSON)
[[nodiscard]] Result<QHash<CameraId, int>> connectionsSeen(const QString &cameraLog, Instant from, Instant until);

/// Pictures a second of each camera's sub stream, by the plan of the simulated cameras; empty when it cannot be read.
[[nodiscard]] QHash<CameraId, double> plannedRates(const QString &cameraPlan);

/// The report.json of the demo (keys are a door: added to, never renamed).
[[nodiscard]] QJsonObject toJson(const QList<PersonReport> &persons, int seconds);

/// Everything in \p persons that must not be: a tile under 95 % of its rate, a camera without a picture, a connection to
/// a refused camera. One sentence each; empty when all is well.
[[nodiscard]] QStringList defects(const QList<PersonReport> &persons);

} // namespace vigie::app
