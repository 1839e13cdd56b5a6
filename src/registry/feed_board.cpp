// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/feed_board.h>

#include <QtCore/QLoggingCategory>

namespace vigie::registry {
namespace {

Q_LOGGING_CATEGORY(lcFeed, "vigie.registry.feed", QtInfoMsg)

} // namespace

FactsPtr FeedBoard::facts() const
{
    const std::scoped_lock lock(m_mutex);
    return m_facts;
}

std::optional<std::chrono::milliseconds> FeedBoard::unreachableSince() const
{
    const std::scoped_lock lock(m_mutex);
    return m_unreachableSince;
}

void FeedBoard::begin(Facts facts)
{
    const std::scoped_lock lock(m_mutex);
    m_facts = std::make_shared<const Facts>(std::move(facts));
}

void FeedBoard::publish(Result<Facts> read)
{
    bool reachability = false;
    bool news = false;
    {
        const std::scoped_lock lock(m_mutex);
        reachability = m_unreachableSince.has_value() == read.has_value();
        if (read) {
            m_unreachableSince.reset();
            // The whole is taken even when the number is the same: it may be another registry.
            news = true;
            m_facts = std::make_shared<const Facts>(std::move(*read));
        } else if (!m_unreachableSince) {
            qCWarning(lcFeed) << "registry unreachable:" << toLogText(read.error());
            m_unreachableSince = m_clock.sinceBoot();
        }
    }
    // Queued: the receivers live in the GUI thread.
    if (reachability)
        QMetaObject::invokeMethod(&m_feed, &FactsFeed::reachabilityChanged, Qt::QueuedConnection);
    if (news)
        QMetaObject::invokeMethod(&m_feed, &FactsFeed::changed, Qt::QueuedConnection);
}

} // namespace vigie::registry
