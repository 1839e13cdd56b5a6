// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>

#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/Qt>

#include <optional>

namespace vigie::wall {

/// What a key asks of the mosaic.
struct KeyCommand {
    enum class What { SelectTile, MoveLeft, MoveRight, MoveUp, MoveDown, Enlarge, Back, Clear, AskAgain,
                      FullScreen, Truth, Help };
    What what = What::Help;
    int tile = 0; ///< of SelectTile, from 0
    bool operator==(const KeyCommand &) const = default;
};

/// The keys of the mosaic. Digits choose a tile; a second digit within 0.8 s makes a number of two ("1" "2" = tile 12).
class MosaicKeys {
public:
    explicit MosaicKeys(const Clock &clock);
    /// \param tiles  number of tiles now; \return nothing for a key that is not the mosaic's
    [[nodiscard]] std::optional<KeyCommand> command(int key, Qt::KeyboardModifiers modifiers, int tiles);

private:
    [[nodiscard]] std::optional<KeyCommand> digit(int value, int tiles);

    const Clock &m_clock;
    int m_lastDigit = 0;
    std::chrono::milliseconds m_lastDigitAt{0};
};

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
