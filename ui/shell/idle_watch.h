// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <chrono>

namespace vigie::shell {

/// Whether somebody is at work: a key, a mouse that moves or a touch in any window of the program, and what touch() says of
/// joysticks. Says so a while before the limit is over, and when it is. Thread: GUI.
class IdleWatch final : public QObject {
    Q_OBJECT
public:
    explicit IdleWatch(QObject *parent = nullptr);

    /// From now on. \param limit  zero: nobody is ever idle \param warning  how long before the limit soon() comes; at most
    /// half of it
    void start(std::chrono::milliseconds limit, std::chrono::milliseconds warning);
    void stop();
    /// Somebody did something that is no event of a window.
    void touch();

Q_SIGNALS:
    void soon(std::chrono::seconds left);
    void awake(); ///< after soon(): somebody is here after all
    void idle();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void look();

    std::chrono::milliseconds m_limit{0};
    std::chrono::milliseconds m_warning{0};
    QElapsedTimer m_since; ///< the last sign of somebody
    QTimer m_timer;
    bool m_warned = false;
};

} // namespace vigie::shell
