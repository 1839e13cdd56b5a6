// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <settings/data_paths.h>

#include <QtCore/QJsonObject>
#include <QtCore/QList>

/// What `vigiectl doctor` looks at. Nothing here changes anything on the machine.
namespace vigie::ctl::doctor {

enum class State {
    Good,
    Notice, ///< the console works, though not as well as it could
    Blocking, ///< no console, or no image, before this is mended
};

/// One thing looked at, in words for a technician.
struct Finding {
    const char *part; ///< key in the JSON: "registry"
    QString title; ///< French: "Registre"
    State state = State::Good;
    QString text; ///< French, one line: how it is
    QString advice; ///< French, one line: what to do; empty where there is nothing to do
    QJsonObject facts; ///< for scripts
};

/// Decoding, drawing and steering. Each is tried in a process of its own, so that a driver or a
/// display that brings its process down is a finding. Takes about a second, at most twenty.
[[nodiscard]] QList<Finding> lookAtMachine();

/// Folder, key, registry, journal, clock and time zone of the station.
[[nodiscard]] QList<Finding> lookAtStation(const settings::DataPaths &paths);

} // namespace vigie::ctl::doctor
