// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <net/interrupt.h>

#include <QtCore/QByteArray>
#include <QtCore/QStringList>

#include <functional>
#include <memory>

namespace vigie::net {

/// Names to addresses. getaddrinfo cannot be interrupted, so it runs on threads that are left to end by themselves; as
/// many as \c mostThreads, however many cameras a dead name server keeps waiting: the others wait in line, still
/// interruptible, and who asks for a name that is being looked up shares the answer. Any thread.
class NameLookups {
public:
    struct Answer {
        QStringList addresses; ///< numeric, IPv4 first
        QString reason; ///< why there are none
    };
    /// Blocks as long as it likes. Called on a thread of its own, also after this object is gone.
    using Ask = std::function<Answer(const QByteArray &host)>;

    explicit NameLookups(Ask ask, int mostThreads = 16);

    /// \p host as numeric addresses, all of them, IPv4 first; never empty.
    /// \return InvalidArgument (no host), Unreachable (no such name), Cancelled at once when \p interrupt is woken
    [[nodiscard]] Result<QStringList> resolve(const QString &host, Interrupt &interrupt);

private:
    struct Lookup;
    struct Line;
    static void work(const std::shared_ptr<Line> &line);
    static void leave(Line &line, const std::shared_ptr<Lookup> &lookup, const std::shared_ptr<const Waker> &who);

    std::shared_ptr<Line> m_line;
};

/// By the system's resolver, in one line for the whole program: see NameLookups::resolve().
[[nodiscard]] Result<QStringList> resolveHost(const QString &host, Interrupt &interrupt);

} // namespace vigie::net
