// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <registry/facts_feed.h>

#include <mutex>

namespace vigie::registry {

/// What a feed that reads on a thread of its own has found: put there by that thread, looked at by
/// the GUI's, which hears of news through the feed's signals. Thread: any.
class FeedBoard {
public:
    /// Both outlive this.
    FeedBoard(FactsFeed &feed, const Clock &clock) : m_feed(feed), m_clock(clock) { }

    [[nodiscard]] FactsPtr facts() const;
    [[nodiscard]] std::optional<std::chrono::milliseconds> unreachableSince() const;
    /// The first reading, which nobody waits for a signal of.
    void begin(Facts facts);
    /// What was just read, or why it could not be: what was known stays known then.
    void publish(Result<Facts> read);

private:
    FactsFeed &m_feed;
    const Clock &m_clock;
    mutable std::mutex m_mutex;
    FactsPtr m_facts; ///< m_mutex
    std::optional<std::chrono::milliseconds> m_unreachableSince; ///< m_mutex
};

} // namespace vigie::registry
