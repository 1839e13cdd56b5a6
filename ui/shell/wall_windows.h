// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/shell/wall_memory.h>
#include <ui/wall/wall_window.h>
#include <ui/wall/walls.h>

namespace vigie::shell {

/// Opens, closes and finds again the windows of pictures of one desk. A monitor that is unplugged leaves its windows to those
/// that remain. Thread: GUI.
class WallWindows final : public QObject {
    Q_OBJECT
public:
    /// Called with each new window, before it is shown: gives it what is the shell's.
    using Dress = std::function<void(wall::WallWindow &)>;
    /// \p walls outlives it.
    WallWindows(const wall::WallWindow::Parts &parts, wall::Walls &walls, Dress dress, QObject *parent = nullptr);
    ~WallWindows() override; ///< closes them all: every grant is given back

    /// \return null when kMostWalls are open
    wall::WallWindow *open(const std::optional<WallMemory> &memory = std::nullopt);
    void close(wall::WallWindow &window);
    [[nodiscard]] QList<wall::WallWindow *> windows() const;
    /// Whether one of them has the keyboard.
    [[nodiscard]] bool isActive() const;
    [[nodiscard]] QList<WallMemory> memory() const;
    void restore(const QList<WallMemory> &memory);
    /// Puts every window back onto a monitor that is there.
    void rescue();

Q_SIGNALS:
    void changed(); ///< something to keep
    void activationChanged();

private:
    [[nodiscard]] static WallMemory memoryOf(const wall::WallWindow &window);
    static void place(wall::WallWindow &window, const WallMemory &memory);

    const wall::WallWindow::Parts m_parts;
    wall::Walls &m_walls;
    Dress m_dress;
    std::vector<std::unique_ptr<wall::WallWindow>> m_windows;
    bool m_leaving = false;
};

} // namespace vigie::shell
