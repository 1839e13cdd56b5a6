// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/facts_feed.h>

namespace vigie::test {

/// A registry that is what the test says, when it says so.
class FakeFeed final : public registry::FactsFeed {
public:
    explicit FakeFeed(registry::Facts facts) { put(std::move(facts)); }
    [[nodiscard]] registry::FactsPtr facts() const override { return m_facts; }
    [[nodiscard]] std::optional<std::chrono::milliseconds> unreachableSince() const override
    {
        return m_since;
    }

    /// A copy to change and give back to publish().
    [[nodiscard]] registry::Facts copy() const { return *m_facts; }
    void publish(registry::Facts facts)
    {
        put(std::move(facts));
        Q_EMIT changed();
    }
    /// New facts that nobody is told about.
    void put(registry::Facts facts)
    {
        facts.version = m_facts ? m_facts->version + 1 : 1;
        facts.index();
        m_facts = std::make_shared<const registry::Facts>(std::move(facts));
    }
    void setUnreachableSince(std::optional<std::chrono::milliseconds> since)
    {
        m_since = since;
        Q_EMIT reachabilityChanged();
    }
    /// As before the first reading.
    void forget() { m_facts.reset(); }

private:
    registry::FactsPtr m_facts;
    std::optional<std::chrono::milliseconds> m_since;
};

} // namespace vigie::test
