// SPDX-License-Identifier: GPL-3.0-or-later
#include "idle_watch.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>

#include <algorithm>

namespace vigie::shell {

IdleWatch::IdleWatch(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &IdleWatch::look);
}

void IdleWatch::start(std::chrono::milliseconds limit, std::chrono::milliseconds warning)
{
    stop();
    if (limit.count() <= 0)
        return;
    m_limit = limit;
    m_warning = std::min(warning, limit / 2);
    m_since.start();
    QCoreApplication::instance()->installEventFilter(this);
    m_timer.start(m_limit - m_warning);
}

void IdleWatch::stop()
{
    QCoreApplication::instance()->removeEventFilter(this);
    m_timer.stop();
    m_warned = false;
}

void IdleWatch::touch()
{
    if (!m_timer.isActive())
        return;
    // The timer is left to run: a mouse tells of itself a thousand times a second.
    m_since.restart();
    if (std::exchange(m_warned, false)) {
        m_timer.start(m_limit - m_warning);
        Q_EMIT awake();
    }
}

void IdleWatch::look()
{
    const std::chrono::milliseconds passed(m_since.elapsed());
    const auto left = m_limit - passed;
    if (left.count() <= 0) {
        stop();
        Q_EMIT idle();
    } else if (left > m_warning) {
        m_timer.start(left - m_warning);
    } else {
        m_timer.start(left);
        if (!std::exchange(m_warned, true))
            Q_EMIT soon(std::chrono::ceil<std::chrono::seconds>(left));
    }
}

bool IdleWatch::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TabletMove:
        touch();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace vigie::shell
