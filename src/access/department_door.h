// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/gate.h>

namespace vigie::access {

/// The department's server as the gate sees it: decides by the same rule, keeps the record, and alone
/// has the addresses. What the console decided before stands beside it: both must allow.
/// Thread: GUI; implementations ask the server on a thread of their own.
class DepartmentDoor : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// One view asked for. \c number is the console's own; every later word about the view uses it.
    struct Ask {
        SessionContext session;
        Request request; ///< with everybody present
        QString number;
    };
    /// What the server says about a view.
    struct Verdict {
        bool allowed = false;
        std::optional<Instant> until;
        QStringList codes; ///< names of Because, in the order of the checks
        std::optional<CameraEndpoint> endpoint; ///< of a view just opened
    };
    using Answers = std::function<void(Result<std::vector<Verdict>>)>;

    /// Decided, recorded and durable on the server before \p answers runs; all in one round trip.
    virtual void open(QList<Ask> asks, QObject *context, Answers answers) = 0;

    struct Company {
        QString number;
        QList<PersonId> present;
        bool visitorMode = false;
    };
    /// Whether views that were opened may go on, with who is there now.
    virtual void decide(QList<Company> views, QObject *context, Answers answers) = 0;

    struct Ending {
        QString number;
        EndCause cause = EndCause::ByUser;
        std::chrono::milliseconds duration{0};
    };
    /// Recorded on the server; kept until it is, while the line is cut.
    virtual void close(QList<Ending> endings) = 0;

    /// Since when the server does not answer, on the boot clock.
    [[nodiscard]] virtual std::optional<std::chrono::milliseconds> unreachableSince() const = 0;

Q_SIGNALS:
    /// Something changed on the server: views are to be decided again.
    void changed();
    void reachabilityChanged();
};

} // namespace vigie::access
