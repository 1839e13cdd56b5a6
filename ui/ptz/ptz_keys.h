// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/ptz/steerer.h>

#include <QtCore/QHash>

class QKeyEvent;
class QWidget;

namespace vigie::ptzui {

/// Arrow keys pan and tilt, Page Up, Page Down, + and - zoom, while \p surface has the keyboard and the selected camera
/// may be steered. Holding a key holds the movement; key repeat is not a new press. Every way of letting go releases:
/// key up, focus out, window deactivated, hidden, a drag begun (it keeps every key to itself). Shift moves slowly. Ctrl
/// leaves the arrows to the mosaic.
class PtzKeys final : public QObject {
    Q_OBJECT
public:
    /// Filters the events of \p surface; both outlive this object.
    PtzKeys(QWidget &surface, Steerer &steerer, QObject *parent = nullptr);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] bool press(const QKeyEvent &event);
    [[nodiscard]] bool lift(const QKeyEvent &event);
    void letGo();
    void apply();

    Steerer &m_steerer;
    QHash<quint64, int> m_down; ///< what each physical key meant when it went down
    bool m_slow = false;
};

} // namespace vigie::ptzui
