// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <journal/journal.h>

#include <QtCore/QPointer>

namespace vigie::test {

/// A journal in memory. Records become durable at the next turn of the event loop, or, while held,
/// only when the test says so; with an error set, they fail.
class FakeJournal final : public journal::Journal {
public:
    void append(QList<journal::Entry> entries, QObject *context, Done done) override
    {
        m_queue.append({std::move(entries), context, std::move(done)});
        if (!m_held)
            QMetaObject::invokeMethod(
                this, [this] { writeAll(); }, Qt::QueuedConnection);
    }
    [[nodiscard]] Result<> flush(std::chrono::milliseconds) override
    {
        writeAll();
        return {};
    }
    [[nodiscard]] std::optional<Instant> newest() const override { return newestRecord; }

    void hold() { m_held = true; }
    void release()
    {
        m_held = false;
        writeAll();
    }
    [[nodiscard]] qsizetype queued() const { return m_queue.size(); }
    /// Names of what was recorded, in order.
    [[nodiscard]] QStringList events() const
    {
        QStringList names;
        for (const journal::Entry &entry : written)
            names.append(journal::eventName(entry.event));
        return names;
    }

    QList<journal::Entry> written;
    QList<qsizetype> units; ///< size of each append that was written
    std::optional<Error> error;
    std::optional<Instant> newestRecord;

private:
    struct Unit {
        QList<journal::Entry> entries;
        QPointer<QObject> context;
        Done done;
    };
    void writeAll()
    {
        while (!m_queue.isEmpty()) {
            const Unit unit = m_queue.takeFirst();
            Result<> result;
            if (error) {
                result = fail(error->code, error->detail);
            } else {
                written.append(unit.entries);
                units.append(unit.entries.size());
            }
            if (unit.context && unit.done)
                unit.done(result);
        }
    }
    QList<Unit> m_queue;
    bool m_held = false;
};

} // namespace vigie::test
