// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/decide.h>
#include <core/clock.h>
#include <core/endpoint.h>
#include <journal/journal.h>
#include <registry/endpoint_vault.h>
#include <registry/facts_feed.h>

#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <functional>
#include <memory>
#include <variant>

namespace vigie::access {

class DepartmentDoor;

/// Why a grant ended. Written to the journal and shown on the curtained tile.
enum class EndCause { ByUser, Expired, RightLost, RegistryUnreachable, ClockUntrusted, JournalFailed, SignedOut };
[[nodiscard]] QString endCauseName(EndCause cause);

/// Identifies the console session in the journal.
struct SessionContext {
    SessionId session;
    PersonId person;
    QString matricule;
    PostId post;
    PersonId beside; ///< who vouched for it at the sign-in, and stays (registry::Person::supervised); null: nobody had to
};

/// A right in use: move-only by being held in a unique_ptr, valid until ended() is emitted. Destroying it gives it back
/// (journal: end, cause ByUser). Thread: GUI.
class Grant final : public QObject {
    Q_OBJECT
public:
    ~Grant() override;
    [[nodiscard]] const Request &request() const { return m_request; }
    [[nodiscard]] const Decision &decision() const { return m_decision; } ///< kept current on every re-decision
    [[nodiscard]] bool isLive() const { return m_live; }
    /// Address and credentials of the camera: use, do not keep beyond ended().
    [[nodiscard]] const CameraEndpoint &endpoint() const { return m_endpoint; }
    /// The camera as the registry has it; kept current. Its masks come with the right: whoever shows a picture applies
    /// them before the first one.
    [[nodiscard]] const registry::Camera &camera() const { return m_camera; }

Q_SIGNALS:
    /// Emitted once. isLive() is already false: curtain first, then close the connection.
    /// \p decision holds the reasons when the right was lost.
    void ended(vigie::access::EndCause cause, const vigie::access::Decision &decision);
    /// The decision changed but still allows (new end, new alert).
    void decisionChanged();
    /// camera() changed: other masks apply from this turn of the event loop on.
    void cameraChanged();

private:
    friend class Gate;
    Grant() = default;
    Request m_request;
    Decision m_decision;
    CameraEndpoint m_endpoint;
    registry::Camera m_camera;
    SessionContext m_session;
    QString m_number; ///< uuid of the grant in the journal
    std::chrono::milliseconds m_since{0}; ///< boot clock
    std::optional<Instant> m_serverUntil; ///< until when the department's server said yes
    QList<PersonId> m_company; ///< with whom at the post it did
    bool m_live = false;
    QPointer<class Gate> m_gate;
};

/// A refusal: the decision with all failed checks (journaled), or the technical error that made the gate fail closed.
struct Refusal {
    Decision decision;
    std::optional<Error> error;
};
using Outcome = std::variant<std::unique_ptr<Grant>, Refusal>;

/// The gate: the only holder of the EndpointVault. Each request is decided on the newest Facts, journaled durably, and
/// only then answered with a Grant that carries the endpoint. Re-decides every live grant on each registry change, each
/// title boundary, each change of circumstances, and at least once a second. Fails closed: journal cannot write,
/// registry unreachable, clock untrusted -> new requests refused at once, open grants end (unreachable registry: after
/// the grace period of LegalParameters, at most 60 s). Thread: GUI; journal writes happen on the journal's thread.
class Gate final : public QObject {
    Q_OBJECT
public:
    Gate(registry::FactsFeed &feed, registry::EndpointVault &vault, journal::Journal &journal, const Clock &clock,
         QObject *parent = nullptr);
    /// With a department's server: what is allowed here is decided and recorded there too, and only
    /// from there come addresses. Who else is at the post is for the server to judge: their titles
    /// are not known here. \p journal stays the station's own.
    Gate(registry::FactsFeed &feed, DepartmentDoor &door, journal::Journal &journal, const Clock &clock,
         QObject *parent = nullptr);
    ~Gate() override;

    using Callback = std::function<void(Outcome)>;
    /// Asks for a right. \p context bounds the life of the callback: when it is gone, a grant is given back at once.
    /// The callback comes through the event loop, never from inside this call. Requests made in one turn of the event
    /// loop share one durable journal write.
    void request(const SessionContext &session, const Request &request, QObject *context, Callback callback);

    /// Ends every grant of \p session (sign-out, lock of the seat); what it still waits for is refused (Cancelled).
    void endSession(const SessionId &session, EndCause cause);

    /// People declared present at the post, visitor mode: changes re-decide at once. They count in addition to those a
    /// request names.
    void setPresence(const SessionId &session, const QList<PersonId> &present, bool visitorMode);

    /// What may this person see now, without asking for it and without a record: for map and tree colours only; it
    /// yields no endpoint.
    [[nodiscard]] Decision preview(const SessionContext &session, const Request &request) const;

    /// As of the last recheck(), at most a second ago.
    [[nodiscard]] Circumstances circumstances() const;
    /// Somebody looked at the clock and says it is right, after a step forward. \return whether it is now trusted
    bool trustClock();
    [[nodiscard]] int liveGrants() const;
    /// The clock that everything decided here is dated by.
    [[nodiscard]] const Clock &clock() const;

public Q_SLOTS:
    /// Decides every live grant again, now. Called by the gate itself on every change, at every boundary and at least
    /// once a second.
    void recheck();

Q_SIGNALS:
    void circumstancesChanged();
    /// Facts, boundaries or presence changed: previews may differ.
    void rightsMayHaveChanged();

private:
    friend class Grant;
    struct Private;
    Gate(std::unique_ptr<Private> made, QObject *parent);
    std::unique_ptr<Private> d;
};

} // namespace vigie::access
