// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <ptz/lease.h>

#include <QtCore/QByteArray>

namespace vigie::ptz {

/// Who holds one camera and who waits for it, as a registry keeps it. Instants are milliseconds of the one clock that every
/// console of the registry sees. What the department's server does with its tables (60_leases.sql) is the same, step for
/// step. Pure, any thread.
class LeaseBook {
public:
    /// Does what \p ask says, at \p now. First whatever is over is ended, and what is free goes to whoever waits for it.
    /// A lease ends in two ways only: its holder gives it back, or the time that was promised to its holder is over; so
    /// nobody ever gets it while another may believe to have it.
    [[nodiscard]] LeaseState apply(const LeaseAsk &ask, qint64 now);
    /// Since apply() was last called: something that others see.
    [[nodiscard]] bool hasChanged() const { return m_changed; }

    [[nodiscard]] QByteArray toJson() const;
    /// \return Corrupt; at most 64 KiB
    [[nodiscard]] static Result<LeaseBook> fromJson(const QByteArray &json);

private:
    struct Holder {
        Claimant who;
        qint64 until = 0; ///< what was promised
        std::optional<qint64> endsAt; ///< nothing is promised beyond
        LeaseEnd because = LeaseEnd::None;
        QString endedBy;
        std::optional<qint64> lockedSince; ///< the first time
        std::optional<qint64> lockedUntil;
        QString from;
    };
    struct Waiter {
        Claimant who;
        qint64 since = 0;
        qint64 heard = 0;
        bool preempts = false;
    };
    void settle(qint64 now);
    void give(const Claimant &who, qint64 now);
    void renew(qint64 now);
    [[nodiscard]] LeaseRefusal wait(const Claimant &who, bool preempts, qint64 now);
    void preempt(qint64 now);
    [[nodiscard]] LeaseRefusal act(const LeaseAsk &ask, qint64 now);
    [[nodiscard]] LeaseState stateFor(const Claimant &who, qint64 now) const;
    [[nodiscard]] bool isMine(const Claimant &who) const { return m_holder && m_holder->who.console == who.console; }

    std::optional<Holder> m_holder;
    QList<Waiter> m_waiting; ///< who goes first, first
    QString m_last; ///< matricule of who held it last
    bool m_changed = false;
};

} // namespace vigie::ptz
