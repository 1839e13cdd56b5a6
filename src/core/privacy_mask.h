// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtCore/QPointF>

namespace vigie {

/// A part of a camera's picture that nobody may see: windows of a dwelling, an entrance (L251-3). Static: it covers the
/// same part of every picture, of every stream of the camera.
struct PrivacyMask {
    enum class Style {
        Filled, ///< one grey
        Blurred, ///< coarse blocks of few shades: what moves there is seen, not who
    };
    static constexpr qsizetype kMostOfACamera = 32;
    static constexpr qsizetype kMostCorners = 64; ///< and at least three

    Style style = Style::Filled;
    QList<QPointF> corners; ///< fractions of the picture's width and height, from its top left; the polygon closes itself
    bool operator==(const PrivacyMask &) const = default;
};

} // namespace vigie
