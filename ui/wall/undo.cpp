// SPDX-License-Identifier: GPL-3.0-or-later
#include "undo.h"

#include <utility>

namespace vigie::wall {

void Undo::push(const QString &what, std::function<bool()> back)
{
    if (m_running)
        return;
    m_steps.append({what, std::move(back)});
    if (m_steps.size() > kMost)
        m_steps.removeFirst();
    Q_EMIT changed();
}

QString Undo::undo()
{
    if (m_running)
        return {};
    QString done;
    m_running = true;
    while (!m_steps.isEmpty() && done.isEmpty()) {
        const Step step = m_steps.takeLast();
        if (step.back())
            done = step.what;
    }
    m_running = false;
    Q_EMIT changed();
    return done;
}

} // namespace vigie::wall
