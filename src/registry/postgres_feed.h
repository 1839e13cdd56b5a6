// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/feed_board.h>
#include <storage/postgres.h>

#include <memory>
#include <stop_token>
#include <thread>

namespace vigie::registry {

/// Follows a department's registry on a thread of its own, over a line of its own: the server tells
/// of each change (NOTIFY) and the facts are read anew. Nothing rests on being told: every two
/// seconds the number is asked for as well, which also finds a line that is dead without a word. A
/// server that cannot be reached is asked again every half second; what was missed is read then.
/// Thread: GUI.
class PostgresFactsFeed final : public FactsFeed {
    Q_OBJECT
public:
    /// \p clock outlives this.
    PostgresFactsFeed(storage::PostgresOptions options, const Clock &clock, QObject *parent = nullptr);
    ~PostgresFactsFeed() override; ///< stops and joins, whatever it waits for

    /// Reads once, then follows; on whichever thread, as long as nobody else uses this meanwhile.
    /// \return as PostgresRegistry::open(); Cancelled after giveUp()
    [[nodiscard]] Result<> start();
    /// Ends a start() under way on another thread; there is no other after it. Thread: any.
    void giveUp() const;

    [[nodiscard]] FactsPtr facts() const override { return m_board.facts(); }
    [[nodiscard]] std::optional<std::chrono::milliseconds> unreachableSince() const override
    {
        return m_board.unreachableSince();
    }

private:
    struct Follower;
    void run(const std::stop_token &stop, Follower &follower);

    storage::PostgresOptions m_options;
    FeedBoard m_board;
    const int m_wake; ///< eventfd: can be read from once this is to stop
    std::jthread m_thread;
};

} // namespace vigie::registry
