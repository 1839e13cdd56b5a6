// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/common/screen_lock.h>

#include <QtCore/QPointer>

class QWidget;

namespace vigie::ui {

/// Whether anybody can see a widget: it is shown, its window is not minimised, the screen is not locked. What lies under
/// another window counts as seen: nothing tells. Thread: GUI.
class Attention final : public QObject {
    Q_OBJECT
public:
    /// \p watched outlives this, as its child or member.
    explicit Attention(QWidget &watched);

    [[nodiscard]] bool isSeen() const { return m_seen; }
    [[nodiscard]] ScreenLock &screenLock() { return m_lock; }
    bool eventFilter(QObject *object, QEvent *event) override;

Q_SIGNALS:
    void changed(bool seen);

private:
    void look();

    QWidget &m_watched;
    QPointer<QWidget> m_window; ///< whose state is followed
    ScreenLock m_lock;
    bool m_seen = false;
};

} // namespace vigie::ui
