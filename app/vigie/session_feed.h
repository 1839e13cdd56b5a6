// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/facts_feed.h>

#include <QtCore/QPointer>

namespace vigie::app {

/// What the person who is signed in may know of the department; nothing while nobody is. A window that outlives a session
/// looks at this instead of at the session's own feed. Thread: GUI.
class SessionFeed final : public registry::FactsFeed {
    Q_OBJECT
public:
    explicit SessionFeed(QObject *parent = nullptr);

    /// \p source outlives its session; null: nobody is signed in, and what was known is forgotten.
    void follow(registry::FactsFeed *source);

    [[nodiscard]] registry::FactsPtr facts() const override { return m_source ? m_source->facts() : m_nothing; }
    [[nodiscard]] std::optional<std::chrono::milliseconds> unreachableSince() const override
    {
        return m_source ? m_source->unreachableSince() : std::nullopt;
    }

private:
    QPointer<registry::FactsFeed> m_source;
    const registry::FactsPtr m_nothing;
};

} // namespace vigie::app
