// SPDX-License-Identifier: GPL-3.0-or-later
#include "tile_style.h"

#include <QtGui/QGuiApplication>

#include <algorithm>

namespace vigie::wall {

Detail detailFor(QSize size)
{
    if (size.width() < 210 || size.height() < 118)
        return Detail::Tiny;
    if (size.width() < 330 || size.height() < 180)
        return Detail::Small;
    if (size.width() < 560 || size.height() < 300)
        return Detail::Medium;
    return Detail::Large;
}

int textHeight(QSize size)
{
    // An enlarged tile is read from a step further back.
    const int largest = size.height() >= 800 ? 22 : 18;
    return std::clamp(size.height() * 42 / 1000, 11, largest);
}

QFont tileFont(int pixelSize, QFont::Weight weight)
{
    QFont font = QGuiApplication::font();
    font.setPixelSize(std::max(1, pixelSize));
    font.setWeight(weight);
    return font;
}

QColor toneColour(Tone tone)
{
    switch (tone) {
    case Tone::Quiet: return ui::colours::kIdle;
    case Tone::Good: return ui::colours::kLive;
    case Tone::Busy: return ui::colours::kAccent;
    case Tone::Warning: return ui::colours::kWarning;
    case Tone::Bad: return ui::colours::kLost;
    case Tone::Denied: return ui::colours::kRefused;
    }
    return ui::colours::kText;
}

ui::IconId iconOf(StateIcon icon)
{
    switch (icon) {
    case StateIcon::Asking: return ui::IconId::Clock;
    case StateIcon::Connecting: return ui::IconId::Refresh;
    case StateIcon::Live: return ui::IconId::Live;
    case StateIcon::Lost: return ui::IconId::LostLink;
    case StateIcon::Refused: return ui::IconId::Lock;
    case StateIcon::Cut: return ui::IconId::NoRight;
    case StateIcon::None: break;
    }
    return ui::IconId::Idle;
}

} // namespace vigie::wall
