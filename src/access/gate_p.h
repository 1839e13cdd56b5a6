// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/department_door.h>
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
    QList<PersonId> company; ///< that the department's server was told of
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
    Private(registry::FactsFeed &factsFeed, journal::Journal &theJournal, const Clock &theClock);

    // requests (gate_requests.cpp)
    void recordWaiting();
    void settle(const QList<AskedPtr> &batch, const Result<> &recorded);
    [[nodiscard]] std::optional<Decision> mayOpen(Asked &asked, QList<journal::Entry> &followUps);
    void refuseAfterAll(Asked &asked, const Decision &decision, const std::optional<Error> &error,
                        QList<journal::Entry> &followUps);
    void open(Asked &asked, Result<CameraEndpoint> endpoint, QList<journal::Entry> &followUps,
              std::optional<Instant> serverUntil = {});

    // the department's server (gate_department.cpp)
    void askServer(const QList<AskedPtr> &passed);
    void settleWithServer(const QList<AskedPtr> &passed, Result<std::vector<DepartmentDoor::Verdict>> verdicts);
    void askServerAgain();
    /// Once the server's own yes is over.
    void askServerAtItsEnd();
    void applyVerdicts(const QStringList &numbers, const QList<QList<PersonId>> &company,
                       const Result<std::vector<DepartmentDoor::Verdict>> &verdicts);
    void tellServerOfEnd(const QString &number, EndCause cause, std::chrono::milliseconds life) const;
    [[nodiscard]] std::optional<std::chrono::milliseconds> unreachableSince() const;
    void answer(Asked &asked, Outcome outcome) const;
    void refuse(Asked &asked, Decision decision, std::optional<Error> error) const;

    // decisions (gate.cpp)
    [[nodiscard]] Request effective(const SessionContext &session, Request request) const;
    /// What is decided here of it.
    [[nodiscard]] Request decidedHere(Request request) const;
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

    Gate *q = nullptr;
    registry::FactsFeed &feed;
    registry::EndpointVault *vault = nullptr; ///< where there is no door
    DepartmentDoor *door = nullptr;
    bool serverAsked = false; ///< whether live grants may go on: its answer is on the way
    bool serverToAsk = false; ///< once more after that
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
