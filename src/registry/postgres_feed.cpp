// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/postgres_feed.h>

#include <registry/postgres_registry.h>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace vigie::registry {
namespace {

using namespace std::chrono_literals;

constexpr auto kHeartbeat = 2s;
constexpr auto kRetry = 500ms;
/// A server that takes longer than this to say a number is gone.
constexpr auto kAnswer = 3s;
/// The facts of a hundred thousand cameras take a while.
constexpr auto kReading = 30s;

} // namespace

/// One line to the server, and what it takes to know that something changed. One thread at a time.
struct PostgresFactsFeed::Follower {
    std::unique_ptr<PostgresRegistry> registry;
    qint64 seen = -1;

    [[nodiscard]] Result<Facts> read()
    {
        auto facts = registry->facts();
        if (facts)
            seen = facts->version;
        return facts;
    }
    /// Opens the line, listens, and only then reads: what changes in between is told.
    [[nodiscard]] Result<Facts> open(const storage::PostgresOptions &options)
    {
        auto opened = PostgresRegistry::open(options, nullptr);
        if (!opened)
            return fail(opened);
        registry = std::move(*opened);
        const QByteArray listen = QByteArray("LISTEN ") + PostgresRegistry::kChannel;
        if (const auto listening = registry->database().execute(listen.constData()); !listening)
            return fail(listening);
        return read();
    }
    /// \return facts when they are new, an empty optional when nothing changed
    [[nodiscard]] Result<std::optional<Facts>> look(int wake)
    {
        storage::Database &database = registry->database();
        const auto told = database.waitForNotices(kHeartbeat, wake);
        if (!told)
            return fail(told);
        const auto number = database.queryNumber("SELECT value FROM meta WHERE key = 'version'");
        if (!number)
            return fail(number);
        if (*number == seen)
            return std::optional<Facts>();
        auto facts = read();
        return facts ? Result<std::optional<Facts>>(std::move(*facts)) : fail(facts);
    }
};

PostgresFactsFeed::PostgresFactsFeed(storage::PostgresOptions options, const Clock &clock,
                                     QObject *parent)
    : FactsFeed(parent), m_options(std::move(options)), m_board(*this, clock),
      m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    m_options.wake = m_wake;
    m_options.answerLimit = kReading;
    m_options.connectLimit = kAnswer;
}

PostgresFactsFeed::~PostgresFactsFeed()
{
    m_thread.request_stop();
    giveUp();
    if (m_thread.joinable())
        m_thread.join();
    if (m_wake >= 0)
        ::close(m_wake);
}

void PostgresFactsFeed::giveUp() const
{
    if (m_wake >= 0)
        ::eventfd_write(m_wake, 1);
}

Result<> PostgresFactsFeed::start()
{
    if (m_wake < 0)
        return fail(ErrorCode::Io, QStringLiteral("eventfd"));
    auto follower = std::make_unique<Follower>();
    auto facts = follower->open(m_options);
    if (!facts)
        return fail(facts);
    m_board.begin(std::move(*facts));
    m_thread = std::jthread([this, follower = std::move(follower)](const std::stop_token &stop) {
        run(stop, *follower);
    });
    return {};
}

void PostgresFactsFeed::run(const std::stop_token &stop, Follower &follower)
{
    while (!stop.stop_requested()) {
        if (follower.registry) {
            auto read = follower.look(m_wake);
            if (stop.stop_requested())
                return;
            if (read && *read)
                m_board.publish(std::move(**read));
            else if (!read) {
                follower.registry.reset();
                m_board.publish(fail(read));
            }
            continue;
        }
        auto read = follower.open(m_options);
        if (stop.stop_requested())
            return;
        const bool failed = !read;
        m_board.publish(std::move(read));
        if (failed) {
            follower.registry.reset();
            pollfd woken{m_wake, POLLIN, 0};
            ::poll(&woken, 1, static_cast<int>(std::chrono::milliseconds(kRetry).count()));
        }
    }
}

} // namespace vigie::registry
