// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/feed_board.h>

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

namespace vigie::registry {

/// Follows the embedded registry on a thread of its own: asks SQLite every 40 ms whether anybody
/// committed (a read of one counter) and reads the facts anew when so. A file that is gone,
/// replaced, locked for long or damaged is unreachable until it can be read again. Thread: GUI.
class SqliteFactsFeed final : public FactsFeed {
    Q_OBJECT
public:
    /// \p clock outlives this.
    SqliteFactsFeed(QString path, const Clock &clock, QObject *parent = nullptr);
    ~SqliteFactsFeed() override; ///< stops and joins

    /// Reads once, then follows. \return as SqliteRegistry::open()
    [[nodiscard]] Result<> start();

    [[nodiscard]] FactsPtr facts() const override { return m_board.facts(); }
    [[nodiscard]] std::optional<std::chrono::milliseconds> unreachableSince() const override
    {
        return m_board.unreachableSince();
    }

private:
    struct Follower;
    void run(const std::stop_token &stop, Follower &follower);

    const QString m_path;
    FeedBoard m_board;
    std::mutex m_mutex; ///< only to wait with
    std::condition_variable_any m_wake; ///< with m_mutex
    std::jthread m_thread;
};

} // namespace vigie::registry
