// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <journal/journal.h>

#include <QtCore/QDeadlineTimer>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <map>

namespace vigie::journal {

/// A journal that answers in time: a disk that neither writes nor fails keeps nobody waiting. Whoever waits longer than the
/// limit is told TimedOut, and writableChanged(false) is emitted; from then on everybody is told at once, until the
/// journal behind has answered all of it. What it was given it keeps: a record whose append timed out may become durable
/// later, so whoever asked for it records as well that nothing came of it. Thread: GUI.
class TimelyJournal final : public Journal {
    Q_OBJECT
public:
    /// Longer than the wait for the file's lock while another process writes (two seconds).
    static constexpr std::chrono::milliseconds kLimit{3000};

    /// \p behind outlives this.
    explicit TimelyJournal(Journal &behind, std::chrono::milliseconds limit = kLimit, QObject *parent = nullptr);

    void append(QList<Entry> entries, QObject *context, Done done) override;
    [[nodiscard]] Result<> flush(std::chrono::milliseconds limit) override { return m_behind.flush(limit); }
    [[nodiscard]] std::optional<Instant> newest() const override { return m_behind.newest(); }

private:
    struct Waiting {
        QPointer<QObject> context;
        Done done;
        QDeadlineTimer until;
        bool told = false; ///< that it took too long; the journal behind has it still
    };

    void answered(qint64 number, const Result<> &result);
    void look();
    void giveUp();
    void tell(qint64 number);
    void updateWritable();

    Journal &m_behind;
    const std::chrono::milliseconds m_limit;
    std::map<qint64, Waiting> m_waiting; ///< oldest first
    qint64 m_newest = 0;
    qint64 m_late = 0; ///< of m_waiting: those that were told
    bool m_behindWritable = true;
    bool m_writable = true; ///< as last emitted
    QTimer m_timer; ///< for the oldest that was not told yet
};

} // namespace vigie::journal
