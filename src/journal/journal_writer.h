// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files.h"

#include <journal/file_journal.h>

#include <QtCore/QPointer>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>

namespace vigie::journal {

/// Owns the file and the thread. Everything marked m_mutex may be touched from both threads.
class FileJournal::Writer {
public:
    Writer(FileJournal *journal, QString path, const Clock &clock, const secrets::Sealer *sealer,
           SegmentLimits limits)
        : m_journal(journal), m_path(std::move(path)), m_clock(clock), m_sealer(sealer), m_limits(limits)
    {
    }
    ~Writer(); ///< waits for what is queued

    Result<> open(const ChainHead &known);
    void append(QList<Entry> entries, QObject *context, Done done);
    Result<> flush(std::chrono::milliseconds limit);
    ChainHead head() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_head;
    }

private:
    struct Unit {
        QList<Entry> entries;
        QPointer<QObject> context;
        Done done;
    };

    Result<> openFile(const ChainHead &known);
    void run(const std::stop_token &stop);
    Result<> write(std::deque<Unit> &units, const std::stop_token &stop);
    Result<> catchUp(ChainHead &head);
    Result<detail::FileLock> lockInPlace(ChainHead &head, const std::function<bool()> &pause);
    Result<> followRotation(ChainHead &head);
    void takeOver(int fd, const ChainHead &head);
    [[nodiscard]] bool isFull() const;
    Result<> closeSegment(ChainHead &head, std::optional<detail::FileLock> &lock);
    QByteArray toLines(std::deque<Unit> &units, ChainHead &head);
    QByteArray checkpointLine(ChainHead &head, const QString &why);
    void keepKey() const;
    Result<> writeLines(const QByteArray &bytes);
    Result<> writeHead(const ChainHead &head);
    void answer(Unit &unit, const Result<> &result);
    void setWritable(bool writable);

    FileJournal *m_journal;
    const QString m_path;
    const Clock &m_clock;
    const secrets::Sealer *m_sealer;
    const SegmentLimits m_limits;
    Checkpoints m_checkpoints; ///< writer thread, after open(): of the whole lines known to us
    qint64 m_first = 1; ///< writer thread, after open(): number of the first record of this part
    std::optional<Instant> m_firstAt; ///< likewise; empty while there is none
    int m_fd = -1; ///< writer thread, after open()
    int m_headFd = -1; ///< writer thread, after open()
    qint64 m_size = 0; ///< writer thread: bytes of whole lines known to us
    bool m_writable = true; ///< writer thread

    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake; ///< with m_mutex
    std::condition_variable m_idle; ///< with m_mutex
    std::deque<Unit> m_queue; ///< m_mutex
    bool m_busy = false; ///< m_mutex
    ChainHead m_head; ///< m_mutex
    Result<> m_firstFailure; ///< m_mutex
    Result<> m_state =
        fail(ErrorCode::Internal, QStringLiteral("the journal is not open")); ///< m_mutex
    std::jthread m_thread;
};

} // namespace vigie::journal
