// SPDX-License-Identifier: GPL-3.0-or-later
#include "mosaic_keys.h"

#include <QtCore/QCoreApplication>

namespace vigie::wall {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(vigie::wall::MosaicKeys)
};

} // namespace

std::optional<KeyCommand> keyCommand(int key, Qt::KeyboardModifiers modifiers)
{
    using What = KeyCommand::What;
    if (modifiers.testFlag(Qt::AltModifier) || modifiers.testFlag(Qt::MetaModifier))
        return std::nullopt;
    const bool control = modifiers.testFlag(Qt::ControlModifier);
    if (control && modifiers.testFlag(Qt::ShiftModifier)) {
        switch (key) {
        case Qt::Key_Left: return KeyCommand{What::CarryLeft};
        case Qt::Key_Right: return KeyCommand{What::CarryRight};
        case Qt::Key_Up: return KeyCommand{What::CarryUp};
        case Qt::Key_Down: return KeyCommand{What::CarryDown};
        default: return std::nullopt;
        }
    }
    if (control && key == Qt::Key_Z)
        return KeyCommand{What::Undo};
    if (control && key == Qt::Key_PageDown)
        return KeyCommand{What::TourNext};
    if (control && key == Qt::Key_PageUp)
        return KeyCommand{What::TourPrevious};
    switch (key) {
    case Qt::Key_Left: return KeyCommand{What::MoveLeft};
    case Qt::Key_Right: return KeyCommand{What::MoveRight};
    case Qt::Key_Up: return KeyCommand{What::MoveUp};
    case Qt::Key_Down: return KeyCommand{What::MoveDown};
    case Qt::Key_Return:
    case Qt::Key_Enter: return KeyCommand{What::Enlarge};
    case Qt::Key_Escape: return KeyCommand{What::Back};
    case Qt::Key_Delete:
    case Qt::Key_Backspace: return KeyCommand{What::Clear};
    case Qt::Key_F5: return KeyCommand{What::AskAgain};
    case Qt::Key_F11: return KeyCommand{What::FullScreen};
    case Qt::Key_I: return control ? std::nullopt : std::optional(KeyCommand{What::Truth});
    case Qt::Key_H: return control ? std::nullopt : std::optional(KeyCommand{What::HotSpot});
    case Qt::Key_Space: return KeyCommand{What::TourPause};
    case Qt::Key_F1:
    case Qt::Key_Question: return KeyCommand{What::Help};
    default: return std::nullopt;
    }
}

bool isModifierKey(int key)
{
    switch (key) {
    case Qt::Key_Shift:
    case Qt::Key_Control:
    case Qt::Key_Alt:
    case Qt::Key_AltGr:
    case Qt::Key_Meta:
    case Qt::Key_CapsLock:
    case Qt::Key_NumLock:
    case Qt::Key_ScrollLock: return true;
    default: return false;
    }
}

QList<KeyHelpGroup> keyHelp()
{
    return {
        {Text::tr("Mosaic"),
         {{Text::tr("Digits, then Enter"), Text::tr("call a camera by its number into the tile")},
          {Text::tr("T, L, then digits"), Text::tr("select a tile, open a kept layout by its number")},
          {Text::tr("Arrows, Tab"), Text::tr("select the neighbouring tile")},
          {Text::tr("Ctrl + Shift + arrows, drag"), Text::tr("carry the tile, also to another window")},
          {Text::tr("Enter, double click"), Text::tr("enlarge the tile, with its main stream")},
          {Text::tr("Esc"), Text::tr("back to the mosaic")},
          {Text::tr("Del"), Text::tr("empty the tile")},
          {Text::tr("Ctrl + Z"), Text::tr("take back what was done to the mosaic")},
          {Text::tr("H"), Text::tr("the tile follows the selection, or no longer")},
          {Text::tr("Space, Ctrl + Page up, down"), Text::tr("pause a tour, previous step, next step")},
          {Text::tr("F5"), Text::tr("ask again for a refused or cut camera")},
          {Text::tr("Wheel, +, −, then Home"), Text::tr("zoom into the picture (P: the whole panorama), back to all of it")},
          {Text::tr("I"), Text::tr("what each picture is made of: stream, delay, losses")}}},
        {Text::tr("Steering (movable camera selected)"),
         {{Text::tr("Arrows"), Text::tr("pan and tilt while held (with Shift: slowly)")},
          {Text::tr("Page up, Page down, +, −"), Text::tr("zoom while held")},
          {Text::tr("Ctrl + arrows"), Text::tr("select the neighbouring tile")}}},
        {Text::tr("Window"),
         {{Text::tr("F2, F3, F4"), Text::tr("map only, map and mosaic, mosaic only")},
          {Text::tr("Ctrl + N, Ctrl + S"), Text::tr("new wall of pictures, keep the layout")},
          {Text::tr("F11"), Text::tr("full screen")},
          {Text::tr("Ctrl + F"), Text::tr("search a camera")},
          {Text::tr("F6"), Text::tr("who am I, what may I see")},
          {Text::tr("F7"), Text::tr("why I watch, who else is here")},
          {Text::tr("Ctrl + Shift + V"), Text::tr("a visitor comes in: cut every picture; and back")},
          {Text::tr("Ctrl + Shift + L"), Text::tr("lock the post")},
          {Text::tr("F1 or ?"), Text::tr("this help")}}},
    };
}

} // namespace vigie::wall
