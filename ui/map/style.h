// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/common/icon.h>
#include <ui/common/theme.h>
#include <ui/map/map_model.h>

#include <QtGui/QBrush>
#include <QtGui/QPen>

class QPainter;

namespace vigie::map {

/// How each right and each state looks; map, legend and card draw from here. \p unit: pixels of the
/// painter per logical pixel of the default font.
namespace style {

inline constexpr QColor kSea{11, 14, 18}; ///< where no outline is known
inline constexpr QColor kLand{17, 22, 28};
inline constexpr QColor kLandEdge{44, 54, 66};
inline constexpr QColor kGraticule{30, 37, 45};

/// Fill of a commune: plain when allowed, diagonal lines when refused, dots when mixed. Tiles of a
/// whole number of pixels that divides 256 x \p ratio.
/// \param strength  0 to 1, of the plain fill
[[nodiscard]] QBrush areaBrush(Right right, double ratio, double strength);
[[nodiscard]] QPen areaPen(Right right, bool approximate, double unit);

[[nodiscard]] QColor stateColour(SiteState state);
[[nodiscard]] QString stateName(SiteState state); ///< "Live", translated
[[nodiscard]] QString rightName(Right right); ///< "Images allowed", translated
[[nodiscard]] ui::IconId stateIcon(SiteState state);
[[nodiscard]] ui::IconId kindIcon(CameraKind kind);
[[nodiscard]] SiteState cameraState(const MapCamera &camera); ///< refused goes before live

/// "3 cameras", translated.
[[nodiscard]] QString cameraCount(int count);
[[nodiscard]] QString approximateText();

/// Text with a dark edge that reads on any ground; baseline at \p at.
void drawHaloText(QPainter &painter, QPointF at, const QString &text, const QColor &colour);
/// The same as a picture to keep: five times the text is a lot to draw in every frame. One pixel of
/// edge all round.
[[nodiscard]] QPixmap haloText(const QString &text, const QFont &font, const QColor &colour,
                               double ratio);

} // namespace style
} // namespace vigie::map
