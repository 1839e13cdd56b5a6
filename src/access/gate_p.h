// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/gate.h>
#include <access/gate_records.h>

#include <QtCore/QTimer>

namespace vigie::access {

/// A request on its way: waiting for its turn's record, or for that record to be durable.
struct Asked {
    SessionContext session;
    Request request;
    QPointer<QObject> context;
    Gate::Callback callback;
    Decision decision;
    QString number; ///< of the grant it may become
    bool cancelled = false; ///< the session ended meanwhile
};
using AskedPtr = std::shared_ptr<Asked>;

struct Presence {
    QList<PersonId> present;
    bool visitorMode = false;
};

/// A grant about to be told that it ended.
struct Ending {
    QPointer<Grant> grant;
    EndCause cause = EndCause::ByUser;
    Decision decision;
};

struct Gate::Private {
    Private(Gate *gate, registry::FactsFeed &factsFeed, registry::EndpointVault &endpointVault,
            journal::Journal &theJournal, const Clock &theClock);

    // requests (gate_requests.cpp)
    void recordWaiting();
    void settle(const QList<AskedPtr> &batch, const Result<> &recorded);
    void open(Asked &asked, QList<journal::Entry> &followUps);
    void answer(Asked &asked, Outcome outcome) const;
    void refuse(Asked &asked, Decision decision, std::optional<Error> error) const;

    // decisions (gate.cpp)
    [[nodiscard]] Request effective(const SessionContext &session, Request request) const;
    [[nodiscard]] Decision decideNow(const SessionContext &session, const Request &request,
                                     const Circumstances &circumstances) const;
    void followCamera(Grant &grant) const;
    [[nodiscard]] std::optional<Ending> redecide(Grant &grant);
    void end(QList<Ending> endings);
    void giveBack(Grant &grant);
    void append(QList<journal::Entry> entries);
    void noteJournal(const Result<> &recorded);
    void journalFailed();
    void follow(const SessionContext &session);
    void updateCircumstances();
    [[nodiscard]] bool graceIsOver() const;
    [[nodiscard]] std::chrono::milliseconds grace() const;
    /// \return whether a boundary of anybody signed in has passed
    bool passBoundaries();
    void schedule();
    [[nodiscard]] std::chrono::milliseconds lifeOf(const Grant &grant) const;

    Gate *q;
    registry::FactsFeed &feed;
    registry::EndpointVault &vault;
    journal::Journal &journal;
    const Clock &clock;
    ClockGuard guard;
    QTimer timer;
    Circumstances known;
    bool journalWritable = true;
    QList<AskedPtr> waiting; ///< asked in this turn of the event loop
    QList<AskedPtr> recording; ///< their record is being written
    QList<Grant *> grants; ///< live ones; owned by whoever asked
    QHash<SessionId, Presence> presence;
    QHash<SessionId, PersonId> persons; ///< of sessions that asked or declared something
    QHash<PersonId, std::optional<Instant>>
        boundaries; ///< next of each person, on the present facts
};

} // namespace vigie::access
