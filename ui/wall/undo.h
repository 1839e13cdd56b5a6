// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtCore/QObject>

#include <functional>

namespace vigie::wall {

/// What was done to the walls of one desk, newest last; the oldest is forgotten after kMost. Thread: GUI.
class Undo final : public QObject {
    Q_OBJECT
public:
    static constexpr int kMost = 50;
    using QObject::QObject;
    /// \p back takes the change back; false when there is nothing left to take it back from (its window is closed): the one
    /// before is tried then. Ignored while undo() runs.
    void push(const QString &what, std::function<bool()> back);
    /// \return what was taken back; empty when nothing was
    QString undo();
    /// What undo() would take back next; empty when nothing.
    [[nodiscard]] QString next() const { return m_steps.isEmpty() ? QString() : m_steps.constLast().what; }
    [[nodiscard]] int count() const { return static_cast<int>(m_steps.size()); }

Q_SIGNALS:
    void changed();

private:
    struct Step {
        QString what;
        std::function<bool()> back;
    };
    QList<Step> m_steps;
    bool m_running = false;
};

} // namespace vigie::wall
