// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/panorama.h>
#include <core/privacy_mask.h>

#include <QtCore/QRect>
#include <QtCore/QSize>

#include <memory>
#include <optional>

namespace vigie::render {

class Watermark;

/// Where a straight view into a panorama looks: world directions as a camera on a pole has them.
struct LensView {
    double pan = 0.0; ///< degrees, clockwise seen from above; zero is the panorama's
    double tilt = 0.0; ///< degrees above the horizon
    double fieldOfView = 70.0; ///< degrees, across the view
    bool operator==(const LensView &) const = default;
};

/// A panorama made straight.
struct Dewarp {
    enum class Mode {
        View, ///< as a camera without distortion sees it: LensView
        Strip, ///< all round (180 degrees on a wall): pan across, height above the horizon down, both linear
    };
    Panorama lens;
    Mode mode = Mode::View;
    LensView view;
    bool operator==(const Dewarp &) const = default;
};

/// How somebody looks at a picture: nothing of it changes what may be seen.
struct PictureLook {
    /// Digital zoom: the part shown, in fractions of the picture (of the strip; views have a field of view instead).
    QRectF crop{0.0, 0.0, 1.0, 1.0};
    std::optional<Dewarp> dewarp;

    [[nodiscard]] bool isPlain() const { return !dewarp && crop == QRectF(0.0, 0.0, 1.0, 1.0); }
    bool operator==(const PictureLook &) const = default;
};

/// Everything that is done to each picture of a tile, in this order: masks, look, scaling and colours, watermark.
struct PicturePlan {
    QList<PrivacyMask> masks;
    PictureLook look;
    std::shared_ptr<const Watermark> watermark; ///< null: none
};

/// Where a picture of \p frame's shape stands inside \p target: centred, aspect kept (pixel aspect
/// included). A difference of shape under 1 % is stretched away rather than shown as a hair line.
/// Empty when either is.
[[nodiscard]] QRect letterbox(QSize frame, double pixelAspect, QSize target);
/// The same for a picture looked at so: a view fills the target, a strip has a shape of its own.
[[nodiscard]] QRect letterbox(QSize frame, double pixelAspect, const PictureLook &look, QSize target);

/// How many pixels the whole picture must have so that the part looked at fills \p tile (device pixels) one for one; the
/// stream is chosen by it. \p pictureAspect: width by height of the picture. Empty for an empty tile.
[[nodiscard]] QSize neededSize(const PictureLook &look, QSize tile, double pictureAspect = 16.0 / 9.0);

/// Digital zoom of one picture: how much, and where. A value; the crop never leaves the picture.
class DigitalZoom {
public:
    static constexpr double kMost = 16.0;

    [[nodiscard]] double factor() const { return m_factor; }
    [[nodiscard]] bool isZoomed() const { return m_factor > 1.0; }
    /// Part of the picture shown, in its fractions; of the picture's own shape.
    [[nodiscard]] QRectF crop() const;
    /// Magnifies by \p times (below 1: less) around \p at, a point of what is shown now in fractions of it: what is
    /// there stays there, as far as the limits (1 to 16) and the picture's edges allow.
    void zoom(double times, QPointF at = {0.5, 0.5});
    /// Moves what is shown by \p by, in fractions of what is shown; +x looks further to the right.
    void pan(QPointF by);
    void reset() { *this = {}; }
    bool operator==(const DigitalZoom &) const = default;

private:
    void keepInside();
    double m_factor = 1.0;
    QPointF m_centre{0.5, 0.5};
};

} // namespace vigie::render
