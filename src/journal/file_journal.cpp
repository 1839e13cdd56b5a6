// SPDX-License-Identifier: GPL-3.0-or-later
#include <journal/file_journal.h>

#include "journal_writer.h"
#include "segments.h"

#include <QtCore/QFile>
#include <QtCore/QLoggingCategory>
#include <QtCore/QPointer>
#include <QtCore/QSaveFile>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace vigie::journal {
namespace {

using detail::FileLock;
using detail::headPath;
using detail::systemFailure;

Q_LOGGING_CATEGORY(lcJournal, "vigie.journal", QtInfoMsg)

constexpr auto kRetryEvery = std::chrono::seconds(2);
constexpr auto kLockWaitAtExit = std::chrono::milliseconds(150);
constexpr mode_t kOwnerOnly = 0600;

/// The chain that \p lines begin: the hash of its first record.
QByteArray chainOf(const QByteArray &lines)
{
    ChainHead head;
    const auto record = checkLine(lines.left(lines.indexOf('\n') + 1), head);
    return record ? head.hash : QByteArray();
}

} // namespace

FileJournal::Writer::~Writer()
{
    m_thread.request_stop();
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
    if (m_fd >= 0)
        ::close(m_fd);
    if (m_headFd >= 0)
        ::close(m_headFd);
}

Result<> FileJournal::Writer::open(const ChainHead &known)
{
    const auto opened = openFile(known);
    {
        const std::scoped_lock lock(m_mutex);
        m_state = opened;
    }
    if (opened)
        m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
    return opened;
}

Result<> FileJournal::Writer::openFile(const ChainHead &known)
{
    const auto fd = detail::openToAppend(m_path);
    if (!fd)
        return fail(fd);
    m_fd = *fd;
    bool isKnown = known.sequence == 0;
    const auto report = verifyCurrent(m_path, m_sealer, [&](const QJsonObject &record, const ChainHead &at) {
        if (!m_firstAt) {
            m_first = at.sequence;
            m_firstAt = at.at;
        }
        // The newest of the part before this one is known here by the record after it only.
        isKnown = isKnown
            || (at.sequence == known.sequence + 1
                && record.value(QLatin1String("prev_hash")).toString().toLatin1() == known.hash);
    });
    if (!report)
        return fail(report);
    if (!m_firstAt) // nothing stands in this part yet
        m_first = report->head.sequence + 1;
    isKnown = isKnown || (report->head.sequence == known.sequence && report->head.hash == known.hash);
    // What stands in a part that was closed since is read when the whole is verified.
    if (!isKnown && known.sequence >= m_first - 1)
        return fail(ErrorCode::Corrupt,
                    QStringLiteral("record %1: the journal that was here before is not this one").arg(known.sequence));
    m_size = report->wholeBytes;
    m_checkpoints = report->checkpoints;
    ChainHead head = report->head;
    const auto lock = lockInPlace(head, detail::shortPause);
    if (!lock)
        return fail(lock);
    // What others appended since, and a line that nobody ended.
    if (const auto whole = catchUp(head); !whole)
        return whole;
    m_headFd = ::open(QFile::encodeName(headPath(m_path)).constData(), O_RDWR | O_CREAT | O_CLOEXEC,
                      kOwnerOnly);
    if (m_headFd < 0)
        return systemFailure(headPath(m_path));
    m_head = head;
    return {};
}

void FileJournal::Writer::append(QList<Entry> entries, QObject *context, Done done)
{
    Unit unit{std::move(entries), context, std::move(done)};
    Result<> state;
    {
        const std::scoped_lock lock(m_mutex);
        state = m_state;
        if (state) {
            m_queue.push_back(std::move(unit));
            m_wake.notify_all();
            return;
        }
    }
    answer(unit, state);
}

Result<> FileJournal::Writer::flush(std::chrono::milliseconds limit)
{
    std::unique_lock lock(m_mutex);
    if (!m_state)
        return m_state;
    if (!m_idle.wait_for(lock, limit, [this] { return m_queue.empty() && !m_busy; }))
        return fail(ErrorCode::TimedOut, QStringLiteral("journal still writing"));
    return m_firstFailure;
}

void FileJournal::Writer::run(const std::stop_token &stop)
{
    for (;;) {
        std::deque<Unit> units;
        {
            std::unique_lock lock(m_mutex);
            const auto ready = [this] { return !m_queue.empty(); };
            if (m_writable)
                m_wake.wait(lock, stop, ready);
            else
                m_wake.wait_for(lock, stop, kRetryEvery, ready);
            if (m_queue.empty() && stop.stop_requested())
                return;
            units.swap(m_queue);
            m_busy = true;
        }
        // With nothing queued we are here to try whether the disk takes records again.
        if (units.empty())
            units.push_back({{Entry{.event = Event::JournalVerified,
                                    .details = {{QStringLiteral("resumed"), true}}}},
                             nullptr,
                             {}});
        const auto result = write(units, stop);
        setWritable(result.has_value());
        for (Unit &unit : units)
            answer(unit, result);
        {
            const std::scoped_lock lock(m_mutex);
            m_busy = false;
            if (!result && m_firstFailure)
                m_firstFailure = result;
        }
        m_idle.notify_all();
    }
}

/// All of \p units or none; those that cannot be records at all are answered and taken out first.
Result<> FileJournal::Writer::write(std::deque<Unit> &units, const std::stop_token &stop)
{
    std::optional<std::chrono::steady_clock::time_point> stopping;
    ChainHead next = head();
    auto taken = lockInPlace(next, [&stop, &stopping] {
        detail::shortPause();
        if (!stop.stop_requested())
            return true;
        const auto now = std::chrono::steady_clock::now();
        stopping = stopping.value_or(now);
        return now - *stopping < kLockWaitAtExit;
    });
    if (!taken)
        return fail(taken);
    std::optional<FileLock> lock(std::move(*taken));
    if (const auto caughtUp = catchUp(next); !caughtUp)
        return caughtUp;
    if (isFull()) {
        if (const auto closed = closeSegment(next, lock); !closed)
            return closed;
    }
    const bool first = next.sequence == 0;
    const Checkpoints before = m_checkpoints;
    const QByteArray bytes = toLines(units, next);
    if (const auto written = writeLines(bytes); !written) {
        m_checkpoints = before;
        return written;
    }
    if (!m_firstAt && !bytes.isEmpty())
        m_firstAt = next.at;
    {
        const std::scoped_lock guard(m_mutex);
        m_head = next;
    }
    const auto headed = writeHead(next);
    if (first && headed && ::fdatasync(m_headFd) != 0)
        return systemFailure(headPath(m_path));
    if (m_checkpoints.newest != before.newest)
        keepKey();
    return headed;
}

/// Reads and checks what another process appended since we last looked; cuts a line nobody ended.
Result<> FileJournal::Writer::catchUp(ChainHead &head)
{
    const off_t end = ::lseek(m_fd, 0, SEEK_END);
    if (end < 0)
        return systemFailure(m_path);
    if (end == m_size)
        return {};
    if (end < m_size)
        return fail(ErrorCode::Corrupt,
                    QStringLiteral("record %1: missing, the file was cut").arg(head.sequence));
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly) || !file.seek(m_size))
        return fail(ErrorCode::Io, QStringLiteral("%1: %2").arg(m_path, file.errorString()));
    const auto report = checkChain(file, ChainReport{head, m_size, false, {}, m_checkpoints});
    if (!report)
        return fail(report);
    head = report->head;
    m_size = report->wholeBytes;
    m_checkpoints = report->checkpoints;
    if (!m_firstAt)
        m_firstAt = head.at; // a little later than it is; it only closes a part
    if (report->tornTail) {
        // Of a process that died while it wrote: nobody was told that these bytes are durable.
        qCWarning(lcJournal) << "cutting an unfinished line after record" << head.sequence;
        if (::ftruncate(m_fd, m_size) != 0)
            return systemFailure(m_path);
    }
    return {};
}

QByteArray FileJournal::Writer::toLines(std::deque<Unit> &units, ChainHead &head)
{
    QByteArray bytes;
    bool endsSession = false;
    const Instant now = m_clock.now();
    for (auto unit = units.begin(); unit != units.end();) {
        ChainHead next = head;
        QByteArray own;
        Result<> sound;
        for (const Entry &entry : unit->entries) {
            // Records never go back in time; a clock that does is caught by the guard, which shows
            // no image.
            const Instant at = next.at ? std::max(*next.at, now) : now;
            const QByteArray previous = next.sequence == 0 ? QByteArray(kGenesisHash) : next.hash;
            const auto line = toLine(toRecord(entry, next.sequence + 1, at, previous), next);
            if (!line) {
                sound = fail(line);
                break;
            }
            own += *line;
        }
        if (!sound) {
            // Its own mistake: the others are written, and the journal is as good as before.
            answer(*unit, sound);
            unit = units.erase(unit);
            continue;
        }
        bytes += own;
        head = next;
        if (m_checkpoints.chain.isEmpty() && head.sequence >= 1)
            m_checkpoints.chain = chainOf(own);
        endsSession = endsSession
            || std::any_of(unit->entries.cbegin(), unit->entries.cend(), [](const Entry &e) {
                   return e.event == Event::SessionEnd || e.event == Event::JournalPurged;
               });
        ++unit;
    }
    if (!bytes.isEmpty() && (endsSession || head.sequence - m_checkpoints.newest >= kCheckpointEvery))
        bytes += checkpointLine(head, {});
    return bytes;
}

/// Empty where nothing can be signed: the records stand all the same, and the head is authenticated.
QByteArray FileJournal::Writer::checkpointLine(ChainHead &head, const QString &why)
{
    if (!m_sealer || m_checkpoints.chain.isEmpty())
        return {};
    const auto signer = checkpointSigner(*m_sealer, m_checkpoints.chain);
    if (!signer)
        return {};
    const Instant at = head.at ? std::max(*head.at, m_clock.now()) : m_clock.now();
    QJsonObject record = toRecord(Entry{.event = Event::Checkpoint}, head.sequence + 1, at, head.hash);
    ChainHead next = head;
    if (const auto made = signCheckpoint(record, *signer, m_checkpoints.chain, why); !made)
        return {};
    const auto line = toLine(record, next);
    Checkpoints seen = m_checkpoints;
    if (!line || !journal::follow(seen, record, next.hash)) {
        qCCritical(lcJournal) << "a checkpoint of this journal cannot be made: its key is another";
        return {};
    }
    m_checkpoints = seen;
    head = next;
    return *line;
}

/// For whoever has no key of the station. Made again when it was removed; it is not what is trusted.
void FileJournal::Writer::keepKey() const
{
    if (QFile::exists(keyPath(m_path)))
        return;
    QSaveFile file(keyPath(m_path));
    const QByteArray line = keyLine(m_checkpoints.chain, m_checkpoints.key);
    if (!file.open(QIODevice::WriteOnly) || file.write(line) != line.size() || !file.commit())
        qCWarning(lcJournal) << "the public key of the journal cannot be written beside it";
}

Result<> FileJournal::Writer::writeLines(const QByteArray &bytes)
{
    const auto undo = [this](const tl::unexpected<Error> &failed) -> Result<> {
        // Half a record must not stay: nobody was told it is durable.
        if (::ftruncate(m_fd, m_size) != 0)
            qCCritical(lcJournal) << "cannot cut an unfinished record";
        return failed;
    };
    qint64 written = 0;
    while (written < bytes.size()) {
        const ssize_t count = ::write(m_fd, bytes.constData() + written,
                                      static_cast<std::size_t>(bytes.size() - written));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return undo(systemFailure(m_path));
        written += count;
    }
    if (!bytes.isEmpty() && ::fdatasync(m_fd) != 0)
        return undo(systemFailure(m_path));
    m_size += bytes.size();
    return {};
}

/// The head lags after a power cut at worst, which verification allows; it is worth a flush of its
/// own only when the file gets its length, with the first record.
Result<> FileJournal::Writer::writeHead(const ChainHead &head)
{
    const QByteArray line = detail::headLine(head, m_sealer);
    const auto size = static_cast<std::size_t>(line.size());
    if (::pwrite(m_headFd, line.constData(), size, 0) != line.size())
        return systemFailure(headPath(m_path));
    return {};
}

void FileJournal::Writer::answer(Unit &unit, const Result<> &result)
{
    if (!unit.done)
        return;
    // The journal object forwards: the context may die in its own thread while we are in ours.
    QMetaObject::invokeMethod(
        m_journal,
        [context = unit.context, done = std::move(unit.done), result] {
            if (context)
                done(result);
        },
        Qt::QueuedConnection);
}

void FileJournal::Writer::setWritable(bool writable)
{
    if (m_writable == writable)
        return;
    m_writable = writable;
    if (!writable)
        qCCritical(lcJournal) << "the journal cannot be written: no image will be shown";
    QMetaObject::invokeMethod(
        m_journal, [journal = m_journal, writable] { Q_EMIT journal->writableChanged(writable); },
        Qt::QueuedConnection);
}

FileJournal::FileJournal(QString path, const Clock &clock, const secrets::Sealer *sealer,
                         QObject *parent, SegmentLimits limits)
    : Journal(parent), m_writer(std::make_unique<Writer>(this, std::move(path), clock, sealer, limits))
{
}

FileJournal::~FileJournal() = default;

Result<> FileJournal::open(const ChainHead &known)
{
    return m_writer->open(known);
}

void FileJournal::append(QList<Entry> entries, QObject *context, Done done)
{
    m_writer->append(std::move(entries), context, std::move(done));
}

Result<> FileJournal::flush(std::chrono::milliseconds limit)
{
    return m_writer->flush(limit);
}

std::optional<Instant> FileJournal::newest() const
{
    return m_writer->head().at;
}

ChainHead FileJournal::head() const
{
    return m_writer->head();
}

} // namespace vigie::journal
