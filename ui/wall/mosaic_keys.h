// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/Qt>

#include <optional>

namespace vigie::wall {

/// What a key asks of the mosaic.
struct KeyCommand {
    enum class What { MoveLeft, MoveRight, MoveUp, MoveDown, CarryLeft, CarryRight, CarryUp, CarryDown, Enlarge, Back, Clear,
                      AskAgain, FullScreen, Truth, Help, HotSpot, Undo, TourPause, TourNext, TourPrevious };
    What what = What::Help;
    bool operator==(const KeyCommand &) const = default;
};

/// The keys of the mosaic, but for numbers, which NumberPad takes. \return nothing for a key that is not the mosaic's
[[nodiscard]] std::optional<KeyCommand> keyCommand(int key, Qt::KeyboardModifiers modifiers);

/// Shift, Control, the locks …: pressed alone they ask for nothing.
[[nodiscard]] bool isModifierKey(int key);

/// One line of the help: keys and what they do.
struct KeyHelpLine {
    QString keys;
    QString meaning;
};
struct KeyHelpGroup {
    QString title;
    QList<KeyHelpLine> lines;
};
/// Every key of the console, for the help overlay.
[[nodiscard]] QList<KeyHelpGroup> keyHelp();

} // namespace vigie::wall
