// SPDX-License-Identifier: GPL-3.0-or-later
#include <journal/file_journal.h>

#include <QtCore/QFile>
#include <QtCore/QLoggingCategory>
#include <QtCore/QPointer>

#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace vigie::journal {
namespace {

Q_LOGGING_CATEGORY(lcJournal, "vigie.journal", QtInfoMsg)

constexpr auto kRetryEvery = std::chrono::seconds(2);
constexpr mode_t kOwnerOnly = 0600;
constexpr qsizetype kHeadBytes = 20 + 1 + 64 + 1 + 64 + 1; ///< see headLine()

tl::unexpected<Error> systemFailure(const QString &what)
{
    const int number = errno;
    const ErrorCode code = number == ENOSPC || number == EDQUOT || number == EFBIG
        ? ErrorCode::DiskFull
        : number == ENOENT ? ErrorCode::NotFound
                           : ErrorCode::Io;
    return fail(code,
                QStringLiteral("%1: %2").arg(what, QString::fromLocal8Bit(std::strerror(number))));
}

QString headPath(const QString &path)
{
    return path + QStringLiteral(".head");
}

/// "<sequence, 20 digits> <hash> <tag or 64 dashes>\n": always the same length, so that one write
/// replaces it whole.
QByteArray headLine(const ChainHead &head, const secrets::Sealer *sealer)
{
    const QByteArray body =
        QByteArray::number(head.sequence).rightJustified(20, '0') + ' ' + head.hash;
    QByteArray tag(64, '-');
    if (sealer) {
        if (const auto authenticated = sealer->authenticate(body))
            tag = authenticated->toHex();
    }
    return body + ' ' + tag + '\n';
}

/// What FILE.head says. \return NotFound, Corrupt
Result<ChainHead> readHead(const QString &path, const secrets::Sealer *sealer)
{
    QFile file(headPath(path));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, headPath(path));
    const QByteArray line = file.read(256);
    if (line.isEmpty()) // made, and no record yet
        return fail(ErrorCode::NotFound, headPath(path));
    ChainHead head;
    bool isNumber = false;
    head.sequence = line.left(20).toLongLong(&isNumber);
    head.hash = line.mid(21, 64);
    if (!isNumber || line.size() != kHeadBytes || line.at(20) != ' ' || line.at(85) != ' '
        || !line.endsWith('\n'))
        return fail(ErrorCode::Corrupt, QStringLiteral("the head file is damaged"));
    const QByteArray tag = line.mid(86, 64);
    if (sealer) {
        const auto expected = sealer->authenticate(line.left(85));
        if (!expected)
            return fail(expected);
        if (expected->toHex() != tag)
            return fail(ErrorCode::Corrupt,
                        QStringLiteral("the head file was not written by this station"));
    }
    return head;
}

/// A chain may be longer than its head says (the head is written after the record), never shorter,
/// and the record the head names must have the head's hash. \p named is the hash found at that
/// number.
Result<> checkAgainstHead(const Result<ChainHead> &kept, const ChainHead &chain,
                          const QByteArray &named)
{
    if (!kept) {
        if (kept.error().code == ErrorCode::NotFound && chain.sequence == 0)
            return {};
        return kept.error().code == ErrorCode::NotFound
            ? fail(ErrorCode::Corrupt, QStringLiteral("the head file is missing"))
            : fail(kept);
    }
    if (kept->sequence > chain.sequence)
        return fail(ErrorCode::Corrupt,
                    QStringLiteral("record %1: missing, the chain was cut after record %2")
                        .arg(chain.sequence + 1)
                        .arg(chain.sequence));
    if (kept->sequence > 0 && named != kept->hash)
        return fail(ErrorCode::Corrupt,
                    QStringLiteral("record %1: not the one the head names").arg(kept->sequence));
    return {};
}

} // namespace

Result<ChainReport> verifyJournal(const QString &path, const secrets::Sealer *sealer)
{
    QFile file(path);
    if (!file.exists())
        return fail(ErrorCode::NotFound, path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, QStringLiteral("%1: %2").arg(path, file.errorString()));
    const auto kept = readHead(path, sealer);
    QByteArray named;
    const auto report = checkChain(file, [&](const QJsonObject &record) {
        // prev_hash of record n + 1 is the hash of record n; the newest is taken from the head
        // below.
        if (kept && record.value(QLatin1String("seq")).toInteger() == kept->sequence + 1)
            named = record.value(QLatin1String("prev_hash")).toString().toLatin1();
    });
    if (!report)
        return report;
    if (kept && report->head.sequence == kept->sequence)
        named = report->head.hash;
    if (const auto agreed = checkAgainstHead(kept, report->head, named); !agreed)
        return fail(agreed);
    return report;
}

/// Owns the file and the thread. Everything marked m_mutex may be touched from both threads.
class FileJournal::Writer {
public:
    Writer(FileJournal *journal, QString path, const Clock &clock, const secrets::Sealer *sealer)
        : m_journal(journal), m_path(std::move(path)), m_clock(clock), m_sealer(sealer)
    {
    }
    ~Writer()
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

    Result<> open();
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

    void run(const std::stop_token &stop);
    Result<> write(const std::deque<Unit> &units);
    Result<> catchUp(ChainHead &head);
    Result<> writeLocked(const std::deque<Unit> &units, ChainHead &head);
    void answer(std::deque<Unit> &units, const Result<> &result);
    void setWritable(bool writable);

    FileJournal *m_journal;
    const QString m_path;
    const Clock &m_clock;
    const secrets::Sealer *m_sealer;
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
    Result<> m_state =
        fail(ErrorCode::Internal, QStringLiteral("the journal is not open")); ///< m_mutex
    std::jthread m_thread;
};

Result<> FileJournal::Writer::open()
{
    const auto attempt = [this]() -> Result<> {
        const QByteArray name = QFile::encodeName(m_path);
        m_fd = ::open(name.constData(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, kOwnerOnly);
        if (m_fd < 0)
            return systemFailure(m_path);
        if (::flock(m_fd, LOCK_EX) != 0)
            return systemFailure(m_path);
        const auto report = verifyJournal(m_path, m_sealer);
        if (!report) {
            ::flock(m_fd, LOCK_UN);
            return fail(report);
        }
        if (report->tornTail) {
            // Nobody was told that these bytes are durable: they belong to no record.
            qCWarning(lcJournal) << "cutting an unfinished line after record"
                                 << report->head.sequence;
            if (::ftruncate(m_fd, report->wholeBytes) != 0) {
                const auto failed = systemFailure(m_path);
                ::flock(m_fd, LOCK_UN);
                return failed;
            }
        }
        m_headFd = ::open(QFile::encodeName(headPath(m_path)).constData(),
                          O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly);
        ::flock(m_fd, LOCK_UN);
        if (m_headFd < 0)
            return systemFailure(headPath(m_path));
        m_size = report->wholeBytes;
        m_head = report->head;
        return {};
    };
    const auto opened = attempt();
    {
        const std::scoped_lock lock(m_mutex);
        m_state = opened;
    }
    if (opened)
        m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
    return opened;
}

void FileJournal::Writer::append(QList<Entry> entries, QObject *context, Done done)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_state) {
            m_queue.push_back({std::move(entries), context, std::move(done)});
            m_wake.notify_all();
            return;
        }
    }
    std::deque<Unit> refused;
    refused.push_back({std::move(entries), context, std::move(done)});
    answer(refused, Result<>(tl::unexpected<Error>(m_state.error())));
}

Result<> FileJournal::Writer::flush(std::chrono::milliseconds limit)
{
    std::unique_lock lock(m_mutex);
    if (!m_state)
        return m_state;
    if (!m_idle.wait_for(lock, limit, [this] { return m_queue.empty() && !m_busy; }))
        return fail(ErrorCode::TimedOut, QStringLiteral("journal still writing"));
    return m_state;
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
        const auto result = write(units);
        setWritable(result.has_value());
        answer(units, result);
        {
            const std::scoped_lock lock(m_mutex);
            m_busy = false;
        }
        m_idle.notify_all();
    }
}

Result<> FileJournal::Writer::write(const std::deque<Unit> &units)
{
    if (::flock(m_fd, LOCK_EX) != 0)
        return systemFailure(m_path);
    ChainHead next = head();
    auto result = catchUp(next);
    if (result)
        result = writeLocked(units, next);
    if (result) {
        const QByteArray line = headLine(next, m_sealer);
        // The head lags after a crash at worst, which verification allows; it is not worth a second
        // disk flush.
        if (::pwrite(m_headFd, line.constData(), static_cast<std::size_t>(line.size()), 0)
            != line.size())
            result = systemFailure(headPath(m_path));
        const std::scoped_lock lock(m_mutex);
        m_head = next;
    }
    ::flock(m_fd, LOCK_UN);
    return result;
}

/// Reads and checks what another process appended since we last looked.
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
    while (!file.atEnd()) {
        const QByteArray line = file.readLine(kMaximumLine + 2);
        if (!line.endsWith('\n')) {
            // Torn by a process that died while it held the lock.
            if (::ftruncate(m_fd, m_size) != 0)
                return systemFailure(m_path);
            return {};
        }
        if (const auto record = checkLine(line, head); !record)
            return fail(record);
        m_size += line.size();
    }
    return {};
}

Result<> FileJournal::Writer::writeLocked(const std::deque<Unit> &units, ChainHead &head)
{
    QByteArray bytes;
    const Instant now = m_clock.now();
    for (const Unit &unit : units) {
        for (const Entry &entry : unit.entries) {
            // Records never go back in time; a clock that does is caught by the guard, which shows
            // no image.
            const Instant at = head.at ? std::max(*head.at, now) : now;
            const QByteArray previous = head.sequence == 0 ? QByteArray(kGenesisHash) : head.hash;
            const auto line = toLine(toRecord(entry, head.sequence + 1, at, previous), head);
            if (!line)
                return fail(line);
            bytes += *line;
        }
    }
    qint64 written = 0;
    while (written < bytes.size()) {
        const ssize_t count = ::write(m_fd, bytes.constData() + written,
                                      static_cast<std::size_t>(bytes.size() - written));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0) {
            const auto failed = systemFailure(m_path);
            // Half a record must not stay: nobody was told it is durable.
            if (::ftruncate(m_fd, m_size) != 0)
                qCCritical(lcJournal) << "cannot cut an unfinished record";
            return failed;
        }
        written += count;
    }
    if (::fdatasync(m_fd) != 0) {
        const auto failed = systemFailure(m_path);
        (void)::ftruncate(m_fd, m_size);
        return failed;
    }
    m_size += bytes.size();
    return {};
}

void FileJournal::Writer::answer(std::deque<Unit> &units, const Result<> &result)
{
    for (Unit &unit : units) {
        if (!unit.done)
            continue;
        // The journal object forwards: the context may die in its own thread while we are in ours.
        QMetaObject::invokeMethod(
            m_journal,
            [context = unit.context, done = std::move(unit.done), result] {
                if (context)
                    done(result);
            },
            Qt::QueuedConnection);
    }
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
                         QObject *parent)
    : Journal(parent), m_writer(std::make_unique<Writer>(this, std::move(path), clock, sealer))
{
}

FileJournal::~FileJournal() = default;

Result<> FileJournal::open()
{
    return m_writer->open();
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
