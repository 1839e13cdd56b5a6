// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/wall/tile_face.h>

#include <QtCore/QList>

/// What a tile knows about its picture, line by line, and in one word when something is left out. Pure, any thread.
namespace vigie::wall {

struct TruthLine {
    QString label;
    QString value;
    Tone tone = Tone::Quiet; ///< Warning: worth a look
    bool operator==(const TruthLine &) const = default;
};

/// Every line, what matters most first; empty where there is no picture to speak of.
[[nodiscard]] QList<TruthLine> truthOf(const TileFacts &facts, render::Backend backend);

/// Why this stream.
[[nodiscard]] QString reasonText(live::Reason reason);

/// What the picture does without, short enough for the smallest tile; empty when it is whole.
[[nodiscard]] QString degradedText(const TileFacts &facts);

} // namespace vigie::wall
