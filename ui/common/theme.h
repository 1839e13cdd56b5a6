// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtCore/QPair>
#include <QtCore/QString>
#include <QtGui/QColor>
#include <QtGui/QFont>

class QApplication;
class QFontMetricsF;
class QScreen;

/// The look of every screen, made for a dim room: dark layers, text that is never pure white, and a
/// colour for each state that is always joined by a shape (icon.h). This file is the only place
/// where colours are chosen.
namespace vigie::ui {

namespace colours {

// Layers, from the back to the front.
inline constexpr QColor kBackdrop{9, 11, 14}; ///< behind pictures, inside fields
inline constexpr QColor kWindow{14, 18, 24};
inline constexpr QColor kPanel{21, 26, 33};
inline constexpr QColor kRaised{30, 37, 46}; ///< buttons, cards, menus
inline constexpr QColor kHover{39, 48, 59};
inline constexpr QColor kSelection{24, 58, 96}; ///< selected row, checked button
inline constexpr QColor kCurtain{35, 27, 46}; ///< card over a picture nobody may see
inline constexpr QColor kLine{46, 56, 68}; ///< quiet separations
inline constexpr QColor kLineStrong{82, 95, 111}; ///< edges of fields

// Text. Each reads at 4.5:1 or more on every layer above, lines excepted.
inline constexpr QColor kText{232, 236, 241};
inline constexpr QColor kTextSecondary{182, 191, 202};
inline constexpr QColor kTextFaint{158, 169, 182}; ///< hints, disabled
inline constexpr QColor kAccent{111, 181, 255}; ///< links, chosen things
inline constexpr QColor kAccentHover{143, 199, 255};
inline constexpr QColor kLive{84, 208, 158};
inline constexpr QColor kLost{255, 148, 112}; ///< link or picture lost
inline constexpr QColor kWarning{245, 200, 92};
inline constexpr QColor kError{255, 138, 138};
inline constexpr QColor kRefused{207, 173, 238}; ///< no right, curtain
inline constexpr QColor kIdle{158, 169, 182};
inline constexpr QColor kFocus{198, 226, 255}; ///< ring of the keyboard focus
/// Text on a fill of any of the colours above.
inline constexpr QColor kOnAccent{7, 16, 26};

} // namespace colours

/// A colour and its name in resources/style/vigie.qss (without the @).
struct NamedColour {
    QString name;
    QColor colour;
};
[[nodiscard]] const QList<NamedColour> &backgroundColours(); ///< what text may stand on
[[nodiscard]] const QList<NamedColour> &textColours(); ///< what text may be written in
/// WCAG 2 contrast of two opaque colours: 1 to 21.
[[nodiscard]] double contrastRatio(const QColor &a, const QColor &b);

/// Distances in logical pixels at the font of \p metrics: one unit is a quarter of an em at least 3
/// px.
struct Spacing {
    int tiny = 3;
    int small = 6;
    int medium = 12;
    int large = 20;
};
[[nodiscard]] Spacing spacing(const QFontMetricsF &metrics);
/// Ratio of \p font to the 13 px the drawings were made at; multiply painted sizes with it. 1 for
/// the default font.
[[nodiscard]] double fontScale(const QFont &font);

/// Inter where it is installed, DejaVu Sans otherwise. \param pointSize  6 to 48
[[nodiscard]] QFont uiFont(double pointSize);
/// \p base with digits of equal width, so that clocks and counters do not dance.
[[nodiscard]] QFont tabularFont(const QFont &base);

inline constexpr double kDefaultPointSize = 10.0;
/// Point size for a screen that does not scale by itself: kDefaultPointSize, larger where the
/// pixels are small (a 27-inch 4K screen at scale 1). \param physicalDpi  as the screen reports;
/// implausible values (< 60, > 400) count as 96
[[nodiscard]] double pointSizeFor(double logicalDpi, double physicalDpi, double devicePixelRatio);
[[nodiscard]] double pointSizeFor(const QScreen &screen);

/// Fusion, the palette, the font and the style sheet. Call once, before the first window. GUI
/// thread. \param pointSize  0 = chosen for the primary screen
void applyTheme(QApplication &application, double pointSize = 0.0);

/// The style sheet with its colours filled in; empty names are a defect a test finds.
[[nodiscard]] QString styleSheet();

} // namespace vigie::ui
