// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/endpoint.h>
#include <media/session.h>

#include <QtCore/QStringList>

/// Which of a camera's streams a tile takes, and why. Pure, any thread.
namespace vigie::live {

/// Why a tile shows the stream it shows.
enum class Reason {
    None, ///< no stream yet
    OnlyOne, ///< the camera offers no other
    FillsTile, ///< the smallest that fills the tile
    Enlarged, ///< the tile is enlarged, and is given the next larger one rather than magnified
    Selected, ///< the same, because the tile is the selected one
    Zoomed, ///< the digital zoom asks for more than the tile has pixels
    MachineShort, ///< smaller than the tile: the machine cannot decode more
    LinkBudget, ///< smaller than the tile: the commune's link carries no more
    OtherFailed, ///< the one that would fit cannot be decoded here
};

/// How a tile shows a camera.
struct Showing {
    QSize size; ///< device pixels of the tile; empty: not known yet, the smallest stream does
    double zoom = 1.0; ///< digital: the part that is shown is 1/zoom of the picture in each direction
    bool enlarged = false;
    media::Importance importance = media::Importance::Visible;
    bool operator==(const Showing &) const = default;
};

/// What the choice depends on besides the tile.
struct Circumstance {
    QString current; ///< name of the stream that is shown now; empty: none
    bool machineShort = false; ///< media::Effort::LowerStream is asked for
    /// How many of the streams, counted from the smallest, the link has room for; -1: all
    int affordable = -1;
    QStringList failed; ///< names of streams that cannot be decoded here
};

struct Choice {
    int index = -1; ///< into the list given; -1: none, or none that the link has room for
    Reason reason = Reason::None;
    bool operator==(const Choice &) const = default;
};

/// A tile may show a stream magnified by so much before a larger one is taken. Fifteen per cent of
/// 640x360 is invisible at an arm's length, and keeps a wall of 4 by 4 on a screen a little larger
/// than four small pictures on its small streams.
inline constexpr double kMagnifiedAtMost = 1.15;
/// And a smaller stream is taken again only where it would be magnified by no more than this: a
/// window that is dragged across the border does not go to and fro. It must be above one, for tiles
/// are often exactly as large as the small stream.
inline constexpr double kMagnifiedWhenBack = 1.05;
/// The selected and the enlarged tile are not magnified at all where a larger stream is there …
inline constexpr double kSharpAtMost = 1.0;
/// … and go back at this.
inline constexpr double kSharpWhenBack = 0.95;

/// The sizes to reckon with: the registry's, else guessed from the names ("sub": 640x360, "main":
/// 1920x1080), else from the order, in which larger pictures come later.
[[nodiscard]] QList<QSize> sizesOf(const QList<StreamEndpoint> &streams);
/// Indices of \p streams from the smallest picture to the largest.
[[nodiscard]] QList<int> bySize(const QList<StreamEndpoint> &streams);
/// Kilobits a second: the registry's, else what such a picture usually takes (0.1 bit a pixel in
/// H.264, 0.06 in H.265, 1.2 in MJPEG).
[[nodiscard]] double nominalKbps(const StreamEndpoint &stream, QSize size);

[[nodiscard]] Choice chooseStream(const QList<StreamEndpoint> &streams, const Showing &showing,
                                  const Circumstance &circumstance);

} // namespace vigie::live
