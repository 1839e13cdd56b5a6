// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QtCore/QString>

namespace vigie::settings {

/// Where this station's files rest: one folder, readable by its owner alone.
struct DataPaths {
    QString folder;
    [[nodiscard]] QString registry() const { return folder + QStringLiteral("/registry.sqlite"); }
    /// What this workstation keeps for itself when its registry is the department's: arrangements of walls.
    [[nodiscard]] QString walls() const { return folder + QStringLiteral("/walls.sqlite"); }
    [[nodiscard]] QString journal() const { return folder + QStringLiteral("/journal.jsonl"); }
    [[nodiscard]] QString keyFile() const { return folder + QStringLiteral("/station.key"); }
    [[nodiscard]] QString settings() const { return folder + QStringLiteral("/settings.ini"); }
    [[nodiscard]] QString outlines() const { return folder + QStringLiteral("/communes.geojson"); }
};

/// The folder a person's Vigie uses when none is named ($XDG_DATA_HOME/vigie).
[[nodiscard]] DataPaths standardDataPaths();
/// Makes the folder (0700) when missing. \return DiskFull, Io
[[nodiscard]] Result<> ensureFolder(const DataPaths &paths);

} // namespace vigie::settings
