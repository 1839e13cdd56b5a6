// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stream_list.h>

#include <QtCore/QJsonObject>

#include <optional>

namespace vigie::bench {

struct WallOptions {
    std::vector<BenchStream> streams;
    int tiles = 16; ///< tile i shows stream i modulo their number
    QSize size{1920, 1080};
    int seconds = 15;
    QString render; ///< "cpu", "gpu", "none"
    RtpTransport transport = RtpTransport::Auto;
};

/// Opens a wall through the product's own sessions, feeds and surface for the time given. Blocks in
/// an event loop. \return the door's JSON; "steady_cores" is measured over the second half
[[nodiscard]] QJsonObject runWall(const WallOptions &options);

/// Decodes the same tiles with `ffmpeg -threads 1`, all inputs in one process. \return cores over
/// the second half, empty when ffmpeg ended by itself.
[[nodiscard]] std::optional<double> runFfdec(const WallOptions &options);

} // namespace vigie::bench
