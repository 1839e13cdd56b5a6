// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/sqlite_feed.h>

#include <registry/sqlite_registry.h>

#include <QtCore/QFile>

#include <sys/stat.h>

namespace vigie::registry {
namespace {

constexpr auto kPoll = std::chrono::milliseconds(40);
constexpr auto kRetry = std::chrono::milliseconds(500);

/// Which file stands under a path, and whether somebody wrote into it past SQLite: commits go to
/// the write-ahead log and leave the file itself alone until a rare checkpoint.
struct FileStamp {
    dev_t device = 0;
    ino_t inode = 0;
    off_t size = 0;
    timespec changed{};
    bool operator==(const FileStamp &other) const
    {
        return device == other.device && inode == other.inode && size == other.size
            && changed.tv_sec == other.changed.tv_sec && changed.tv_nsec == other.changed.tv_nsec;
    }
};

std::optional<FileStamp> stampOf(const QString &path)
{
    struct stat status { };
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return std::nullopt;
    return FileStamp{status.st_dev, status.st_ino, status.st_size, status.st_mtim};
}

} // namespace

/// One open registry, and what it takes to know that something changed. One thread at a time.
struct SqliteFactsFeed::Follower {
    std::unique_ptr<SqliteRegistry> registry;
    FileStamp stamp;
    qint64 seen = -1;
    std::optional<SqliteRegistry::Reading> last; ///< of the file that is open

    /// \return facts when they are new, an empty optional when nothing changed
    Result<std::optional<Facts>> look(const QString &path)
    {
        const auto now = stampOf(path);
        if (!now)
            return fail(ErrorCode::NotFound, path);
        if (!registry || !(*now == stamp)) {
            // Opening checks the file: another one, or one that was written over, is not believed.
            auto opened = SqliteRegistry::open(path, SqliteRegistry::Mode::Reading, nullptr);
            if (!opened)
                return fail(opened);
            registry = std::move(*opened);
            stamp = *now;
            seen = -1;
            last.reset();
        }
        const auto version = registry->database().dataVersion();
        if (!version)
            return fail(version);
        if (*version == seen)
            return std::optional<Facts>();
        auto reading = registry->read(last ? &*last : nullptr);
        if (!reading)
            return fail(reading);
        last = std::move(*reading);
        // A commit between the two readings shows as another version at the next look.
        seen = *version;
        return std::optional<Facts>(last->facts);
    }
};

SqliteFactsFeed::SqliteFactsFeed(QString path, const Clock &clock, QObject *parent)
    : FactsFeed(parent), m_path(std::move(path)), m_board(*this, clock)
{
}

SqliteFactsFeed::~SqliteFactsFeed()
{
    m_thread.request_stop();
    m_wake.notify_all();
}

Result<> SqliteFactsFeed::start()
{
    auto follower = std::make_unique<Follower>();
    auto facts = follower->look(m_path);
    if (!facts)
        return fail(facts);
    m_board.begin(std::move(**facts));
    m_thread = std::jthread([this, follower = std::move(follower)](const std::stop_token &stop) {
        run(stop, *follower);
    });
    return {};
}

void SqliteFactsFeed::run(const std::stop_token &stop, Follower &follower)
{
    while (!stop.stop_requested()) {
        auto read = follower.look(m_path);
        const bool failed = !read;
        if (failed) {
            follower = {};
            m_board.publish(fail(read));
        } else if (*read) {
            m_board.publish(std::move(**read));
        }
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, stop, failed ? kRetry : kPoll, [] { return false; });
    }
}

} // namespace vigie::registry
