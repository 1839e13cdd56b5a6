// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/common/attention.h>

#include <QtCore/QEvent>
#include <QtWidgets/QWidget>

#include <utility>

namespace vigie::ui {

Attention::Attention(QWidget &watched)
    : m_watched(watched)
{
    watched.installEventFilter(this);
    connect(&m_lock, &ScreenLock::changed, this, &Attention::look);
    look();
}

bool Attention::eventFilter(QObject *object, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::WindowStateChange:
    case QEvent::ParentChange: look(); break;
    default: break;
    }
    return QObject::eventFilter(object, event);
}

void Attention::look()
{
    QWidget *window = m_watched.window();
    if (m_window != window) {
        if (m_window && m_window != &m_watched)
            m_window->removeEventFilter(this);
        m_window = window;
        if (window != &m_watched)
            window->installEventFilter(this);
    }
    const bool seen = m_watched.isVisible() && !window->isMinimized() && !m_lock.isLocked();
    if (std::exchange(m_seen, seen) != seen)
        Q_EMIT changed(seen);
}

} // namespace vigie::ui
