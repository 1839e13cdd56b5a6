// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/common/theme.h>

#include <QtCore/QSize>
#include <QtGui/QIcon>
#include <QtGui/QPixmap>

class QPainter;
class QRectF;

namespace vigie::ui {

/// Our own symbols (resources/icons, 24x24 line drawings). State is told by shape as well as by
/// colour.
enum class IconId {
    ArrowDown,
    ArrowDownLeft,
    ArrowDownRight,
    ArrowLeft,
    ArrowRight,
    ArrowUp,
    ArrowUpLeft,
    ArrowUpRight,
    Camera,
    CameraDome,
    CameraPanoramic,
    CameraPtz,
    Check,
    ChevronDown,
    ChevronLeft,
    ChevronRight,
    ChevronUp,
    Clock,
    Close,
    Commune,
    Enlarge,
    Error,
    Eye,
    Fit,
    Home,
    HotSpot,
    Idle,
    Info,
    Journal,
    Joystick,
    Key,
    Layout1,
    Layout16,
    Layout1p12,
    Layout1p5,
    Layout1p7,
    Layout25,
    Layout2p8,
    Layout36,
    Layout4,
    Layout49,
    Layout4x2,
    Layout64,
    Layout6x3,
    Layout9,
    Live,
    Lock,
    LostLink,
    Map,
    Minus,
    NoRight,
    Pause,
    Play,
    Plus,
    Preset,
    Reduce,
    Refresh,
    Save,
    Search,
    Shift,
    SignOut,
    Site,
    Stop,
    Tour,
    Tree,
    User,
    Wall,
    Warning,
    ZoomIn,
    ZoomOut,
};
inline constexpr int kIconCount = static_cast<int>(IconId::ZoomOut) + 1;

/// "camera-ptz": the file under resources/icons.
[[nodiscard]] QString iconName(IconId id);

/// The symbol in one colour, sharp at any size and device pixel ratio; disabled states are drawn
/// fainter.
[[nodiscard]] QIcon icon(IconId id, const QColor &colour = colours::kText);

/// \p size in logical pixels. Pictures are kept in Qt's pixmap cache. GUI thread.
[[nodiscard]] QPixmap iconPixmap(IconId id, QSize size, const QColor &colour,
                                 double devicePixelRatio);

/// Draws the symbol into \p box (logical pixels, kept square and centred). GUI thread.
void drawIcon(QPainter &painter, const QRectF &box, IconId id, const QColor &colour);

} // namespace vigie::ui
