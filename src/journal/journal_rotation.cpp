// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal_writer.h"
#include "segments.h"

#include <QtCore/QFile>

#include <unistd.h>

/// How a part of the journal is closed, and how a writer finds its way when another process closed it.
namespace vigie::journal {

using detail::FileLock;
using detail::headPath;
using detail::systemFailure;

/// The lock of the part that is being written. A file that was removed or replaced would take records that nobody finds
/// again; one that another process closed is left for the one after it.
Result<FileLock> FileJournal::Writer::lockInPlace(ChainHead &head, const std::function<bool()> &pause)
{
    for (;;) {
        auto lock = FileLock::take(m_fd, LOCK_EX, pause);
        if (!lock || detail::isSameFile(m_fd, m_path))
            return lock;
        if (const auto followed = followRotation(head); !followed)
            return fail(followed);
    }
}

/// Reads on where this file was closed, through whatever was closed after it.
Result<> FileJournal::Writer::followRotation(ChainHead &head)
{
    ChainReport report{head, m_size, false, {}, m_checkpoints};
    bool isOurs = false;
    for (const detail::Segment &segment : detail::closedSegments(m_path)) {
        QFile file(segment.path);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::Io, QStringLiteral("%1: %2").arg(segment.path, file.errorString()));
        if (!isOurs) {
            isOurs = detail::isSameFile(m_fd, segment.path);
            if (!isOurs || !file.seek(m_size))
                continue;
        }
        auto read = checkChain(file, report);
        if (!read)
            return fail(read);
        if (read->checkpoints.newest != read->head.sequence)
            return fail(ErrorCode::Corrupt,
                        QStringLiteral("record %1: a part of the journal ends without a checkpoint").arg(read->head.sequence));
        report = *read;
        report.wholeBytes = 0;
    }
    if (!isOurs)
        return fail(ErrorCode::Corrupt, QStringLiteral("the journal was removed or replaced"));
    const auto fd = detail::openToAppend(m_path);
    if (!fd)
        return fail(fd);
    m_checkpoints = report.checkpoints;
    head = report.head;
    takeOver(*fd, head);
    return {};
}

/// Writes into \p fd from now on, which goes on after \p head.
void FileJournal::Writer::takeOver(int fd, const ChainHead &head)
{
    ::close(m_fd);
    m_fd = fd;
    m_size = 0;
    m_first = head.sequence + 1;
    m_firstAt.reset();
    const std::scoped_lock guard(m_mutex);
    m_head = head;
}

bool FileJournal::Writer::isFull() const
{
    if (!m_sealer || m_size == 0)
        return false;
    return m_size >= m_limits.bytes || (m_firstAt && m_clock.now() - *m_firstAt >= m_limits.age);
}

/// Ends this part with a checkpoint and begins the next. Whatever happens in between is found again: a closed part says so
/// itself, and a missing file is the next one, empty.
Result<> FileJournal::Writer::closeSegment(ChainHead &head, std::optional<FileLock> &lock)
{
    ChainHead end = head;
    const QByteArray line = checkpointLine(end, detail::kSegmentEnd);
    if (line.isEmpty())
        return {}; // another time
    if (const auto written = writeLines(line); !written)
        return written;
    if (const auto headed = writeHead(end); !headed)
        return headed;
    if (::fdatasync(m_headFd) != 0)
        return systemFailure(headPath(m_path));
    const QString closed = detail::segmentPath(m_path, m_first);
    if (::rename(QFile::encodeName(m_path).constData(), QFile::encodeName(closed).constData()) != 0)
        return systemFailure(closed);
    const auto fd = detail::openToAppend(m_path);
    if (!fd)
        return fail(fd);
    auto next = FileLock::take(*fd, LOCK_EX);
    const auto kept = next ? detail::syncFolderOf(m_path) : fail(next);
    if (!kept) {
        ::close(*fd);
        return kept;
    }
    lock.reset(); // of the file that is closed now
    lock.emplace(std::move(*next));
    head = end;
    takeOver(*fd, head);
    return catchUp(head); // somebody may have been faster
}

} // namespace vigie::journal
