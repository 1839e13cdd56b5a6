// SPDX-License-Identifier: GPL-3.0-or-later
#include "session_feed.h"

namespace vigie::app {

SessionFeed::SessionFeed(QObject *parent)
    : FactsFeed(parent)
    , m_nothing(std::make_shared<const registry::Facts>())
{
}

void SessionFeed::follow(registry::FactsFeed *source)
{
    if (m_source)
        m_source->disconnect(this);
    m_source = source;
    if (source) {
        connect(source, &FactsFeed::changed, this, &FactsFeed::changed);
        connect(source, &FactsFeed::reachabilityChanged, this, &FactsFeed::reachabilityChanged);
    }
    Q_EMIT changed();
}

} // namespace vigie::app
