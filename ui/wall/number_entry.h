// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <ui/wall/tile_face.h>

#include <QtCore/QList>

namespace vigie::wall {

/// A number being typed as on the keypad of a CCTV desk: of a camera, of a tile, or of a kept layout. No widget; time is the
/// clock's.
class NumberEntry {
public:
    enum class What { Camera, Tile, Layout };
    static constexpr std::chrono::milliseconds kTileTimeOut{1500};

    explicit NumberEntry(const Clock &clock) : m_clock(clock) { }

    [[nodiscard]] bool isActive() const { return m_active; }
    [[nodiscard]] What what() const { return m_what; }
    [[nodiscard]] QString typed() const { return m_typed; }
    [[nodiscard]] int number() const { return m_typed.toInt(); }
    /// Which of the candidates is chosen, from 0.
    [[nodiscard]] int choice() const { return m_choice; }

    void begin(What what);
    /// Starts a camera's number when nothing is being typed. More digits than the highest number has are not taken.
    void digit(int value);
    void backspace(); ///< over the last digit: cancels
    void choose(int step, int candidates);
    void cancel();
    /// True when a tile's number stands long enough to be meant.
    [[nodiscard]] bool isDue() const;

private:
    [[nodiscard]] int mostDigits() const;

    const Clock &m_clock;
    bool m_active = false;
    What m_what = What::Camera;
    QString m_typed;
    int m_choice = 0;
    std::chrono::milliseconds m_lastDigitAt{0};
};

/// Cameras whose number begins with \p typed, the number itself first, those of \p department before others; at most \p most.
[[nodiscard]] QList<CameraLabel> camerasNumbered(const registry::Facts &facts, const QString &typed, const QString &department,
                                                 int most);

} // namespace vigie::wall
