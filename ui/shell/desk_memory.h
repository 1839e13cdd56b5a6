// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/shell/wall_memory.h>

#include <QtCore/QByteArray>

namespace vigie::shell {

/// How map and mosaic share the window.
enum class PaneMode { MapOnly, Split, MosaicOnly };

/// What the console remembers of a person's way of working. Nothing in it is a right.
struct DeskMemory {
    QByteArray geometry; ///< QWidget::saveGeometry()
    PaneMode mode = PaneMode::Split;
    double mosaicShare = 0.7; ///< of the width, 0.2 to 0.85
    int dockWidth = 300; ///< logical pixels, 200 to 600
    int steeringSpeed = 70; ///< per cent, 10 to 100
    wall::MosaicState mosaic;
    WallMemories walls; ///< windows beside the main one
    bool operator==(const DeskMemory &) const = default;
};

/// Where it is kept, per person. Thread: GUI.
class DeskMemoryStore {
public:
    virtual ~DeskMemoryStore() = default;
    [[nodiscard]] virtual DeskMemory load(const PersonId &person) const = 0;
    virtual void save(const PersonId &person, const DeskMemory &memory) = 0;
};

} // namespace vigie::shell
