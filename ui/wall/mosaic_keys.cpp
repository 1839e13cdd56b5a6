// SPDX-License-Identifier: GPL-3.0-or-later
#include "mosaic_keys.h"

#include <QtCore/QCoreApplication>

namespace vigie::wall {
namespace {

constexpr std::chrono::milliseconds kSecondDigit{800};

struct Text {
    Q_DECLARE_TR_FUNCTIONS(vigie::wall::MosaicKeys)
};

} // namespace

MosaicKeys::MosaicKeys(const Clock &clock)
    : m_clock(clock)
{
}

std::optional<KeyCommand> MosaicKeys::digit(int value, int tiles)
{
    const auto now = m_clock.sinceBoot();
    const int number = m_lastDigit * 10 + value;
    if (m_lastDigit > 0 && now - m_lastDigitAt <= kSecondDigit && number <= tiles) {
        m_lastDigit = 0;
        return KeyCommand{KeyCommand::What::SelectTile, number - 1};
    }
    m_lastDigit = value;
    m_lastDigitAt = now;
    if (value == 0 || value > tiles)
        return std::nullopt;
    return KeyCommand{KeyCommand::What::SelectTile, value - 1};
}

std::optional<KeyCommand> MosaicKeys::command(int key, Qt::KeyboardModifiers modifiers, int tiles)
{
    using What = KeyCommand::What;
    if (modifiers.testFlag(Qt::AltModifier) || modifiers.testFlag(Qt::MetaModifier))
        return std::nullopt;
    // On a French keyboard the digits of the upper row come with Shift: the key says which one.
    if (key >= Qt::Key_0 && key <= Qt::Key_9 && !modifiers.testFlag(Qt::ControlModifier))
        return digit(key - Qt::Key_0, tiles);
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
    case Qt::Key_I: return KeyCommand{What::Truth};
    case Qt::Key_F1:
    case Qt::Key_Question: return KeyCommand{What::Help};
    default: return std::nullopt;
    }
}

QList<KeyHelpGroup> keyHelp()
{
    return {
        {Text::tr("Mosaic"),
         {{Text::tr("1 … 9, then a second digit"), Text::tr("select a tile by its number")},
          {Text::tr("Arrows, Tab"), Text::tr("select the neighbouring tile")},
          {Text::tr("Enter, double click"), Text::tr("enlarge the tile, with its main stream")},
          {Text::tr("Esc"), Text::tr("back to the mosaic")},
          {Text::tr("Del"), Text::tr("empty the tile")},
          {Text::tr("F5"), Text::tr("ask again for a refused or cut camera")},
          {Text::tr("I"), Text::tr("what each picture is made of: stream, delay, losses")},
          {Text::tr("Drag a tile"), Text::tr("swap two tiles")}}},
        {Text::tr("Steering (movable camera selected)"),
         {{Text::tr("Arrows"), Text::tr("pan and tilt while held (with Shift: slowly)")},
          {Text::tr("Page up, Page down, +, −"), Text::tr("zoom while held")},
          {Text::tr("Ctrl + arrows"), Text::tr("select the neighbouring tile")}}},
        {Text::tr("Window"),
         {{Text::tr("F2, F3, F4"), Text::tr("map only, map and mosaic, mosaic only")},
          {Text::tr("F11"), Text::tr("full screen")},
          {Text::tr("Ctrl + F"), Text::tr("search a camera")},
          {Text::tr("F1 or ?"), Text::tr("this help")}}},
    };
}

} // namespace vigie::wall
