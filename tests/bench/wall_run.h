// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "picture_probe.h"
#include "stream_list.h"

#include <render/tile_feed.h>
#include <ui/surface/video_surface.h>

#include <QtCore/QCommandLineParser>
#include <QtCore/QJsonObject>

#include <optional>

namespace vigie::bench {

enum class Opening { AtOnce, Staggered };

struct WallOptions {
    std::vector<BenchStream> streams;
    int tiles = 16; ///< tile i shows stream i modulo their number
    QSize size{1920, 1080};
    int seconds = 15;
    QString render; ///< "cpu", "gpu", "none"
    RtpTransport transport = RtpTransport::Auto;
    Opening opening = Opening::AtOnce;
    int further = 0; ///< tiles opened after the measurement, for the memory of each
};

/// --urls, --tiles, --size, --seconds, --opening, and the common ones.
void addWallOptions(QCommandLineParser &parser, const QString &seconds);
/// \return empty: no readable --urls, or a number out of range
[[nodiscard]] std::optional<WallOptions> readWallOptions(const QCommandLineParser &parser);

/// A wall of tiles through the product's own sessions, feeds and surface. Thread: GUI.
class Wall {
public:
    /// The surface and the feeds of options.tiles tiles; nothing is opened.
    explicit Wall(const WallOptions &options);
    ~Wall(); ///< stops

    /// Opens every tile that is not open; staggered ones 25 ms after each other.
    void open();
    /// Adds \p count closed tiles to the grid.
    void extend(int count);
    /// All are asked first, then joined. \return milliseconds
    double stop();
    /// From here on counts() counts.
    void beginSteady();

    struct Counts { ///< of one tile, since beginSteady()
        std::int64_t pictures = 0;
        std::int64_t shown = 0;
        std::int64_t late = 0;
        std::int64_t dropped = 0; ///< not decoded, or replaced before they were shown
        double fps = 0.0; ///< shown a second
    };
    [[nodiscard]] int tiles() const { return static_cast<int>(m_tiles.size()); }
    [[nodiscard]] Counts counts(int tile) const;
    [[nodiscard]] media::SessionStats stats(int tile) const;
    [[nodiscard]] const BenchStream &stream(int tile) const;
    /// The door's object of one stream.
    [[nodiscard]] QJsonObject report(int tile) const;
    /// Milliseconds from open() to the last tile's first picture; empty while one has none.
    [[nodiscard]] std::optional<double> firstPictures() const;

private:
    struct Tile;
    void addTile();
    void arrange();

    const WallOptions m_options;
    const render::Backend m_backend;
    std::unique_ptr<ui::VideoSurface> m_surface; ///< null: "none"
    std::vector<std::unique_ptr<Tile>> m_tiles;
    double m_steadyFrom = 0.0;
};

/// A grid as near to a square as the tiles fill.
[[nodiscard]] QRect cell(int index, int count, QSize size);

/// Opens a wall for the time given. Blocks in an event loop. \return the door's JSON; "steady_cores" and everything
/// called steady is measured over the second half
[[nodiscard]] QJsonObject runWall(const WallOptions &options);

/// Decodes the same tiles with `ffmpeg -threads 1`, all inputs in one process. \return cores over
/// the second half, empty when ffmpeg ended by itself.
[[nodiscard]] std::optional<double> runFfdec(const WallOptions &options);

/// Why this machine draws no wall on its GPU; empty when it does.
[[nodiscard]] QString gpuRefusal();

} // namespace vigie::bench
