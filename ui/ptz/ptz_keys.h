// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/ptz/steerer.h>

#include <QtCore/QSet>

class QWidget;

namespace vigie::ptzui {

/// Arrow keys pan and tilt, Page Up, Page Down, + and - zoom, while \p surface has the keyboard and the selected camera
/// may be steered. Holding a key holds the movement; key repeat is not a new press. Every way of letting go releases:
/// key up, focus out, window deactivated, hidden. Shift moves slowly. Ctrl leaves the arrows to the mosaic.
class PtzKeys final : public QObject {
    Q_OBJECT
public:
    /// Filters the events of \p surface; both outlive this object.
    PtzKeys(QWidget &surface, Steerer &steerer, QObject *parent = nullptr);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] bool press(int key, Qt::KeyboardModifiers modifiers, bool repeat);
    [[nodiscard]] bool lift(int key, bool repeat);
    void letGo();
    void apply();

    Steerer &m_steerer;
    QSet<int> m_down;
    bool m_slow = false;
};

} // namespace vigie::ptzui
