// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/postgres_door.h>
#include <core/clock.h>
#include <journal/journal.h>
#include <registry/postgres_feed.h>
#include <secrets/sealer.h>
#include <settings/settings.h>
#include <ui/shell/console.h>

#include <QtCore/QThreadPool>

namespace vigie::app {

/// The lines of one signed-in person to the department's server, under a role of their own. Made in the GUI thread.
struct DepartmentLine {
    DepartmentLine(const storage::PostgresOptions &options, const Clock &clock, const secrets::Sealer &sealer);

    registry::PostgresFactsFeed feed; ///< what they may know
    access::PostgresDoor door; ///< what they may see
};

/// Recognises people by the department's server: a person's number is the role they connect as. Away from the GUI thread;
/// answered with yes only once the session's record is durable on this workstation. Thread: GUI.
class DepartmentSignIn final : public QObject, public shell::SignInDoor {
    Q_OBJECT
public:
    /// Everything outlives the door.
    struct Parts {
        QString server; ///< as libpq takes it, without user and password
        settings::Settings &settings;
        const secrets::Sealer &sealer; ///< has the department's key
        journal::Journal &journal;
        const Clock &clock;
    };
    explicit DepartmentSignIn(Parts parts, QObject *parent = nullptr);
    ~DepartmentSignIn() override; ///< gives up a sign-in under way, and waits for that

    /// The one post that this workstation is: which one stands in its settings, not in the hands of whoever signs in.
    [[nodiscard]] QList<shell::PostChoice> posts() const override;
    /// Busy while another is under way; Corrupt: this workstation has not the department's key.
    void signIn(shell::SignInRequest request, QObject *context, Done done) override;
    /// The lines of whoever was recognised last; null when they were taken already.
    [[nodiscard]] std::unique_ptr<DepartmentLine> takeLine() { return std::move(m_line); }
    /// How that person reaches the server, for what needs a line of its own.
    [[nodiscard]] const storage::PostgresOptions &reached() const { return m_reached; }

private:
    struct Answer {
        QString matricule;
        PostId post;
        Result<PersonId> person = fail(ErrorCode::Internal);
        std::optional<Result<PersonId>> beside; ///< who vouches, where somebody was named
    };
    [[nodiscard]] storage::PostgresOptions optionsOf(shell::Credentials credentials) const;
    void recognised(const Answer &answer, const QPointer<QObject> &context, const Done &done);
    [[nodiscard]] Result<access::SessionContext> sessionOf(const Answer &answer) const;

    const Parts m_parts;
    QThreadPool m_pool;
    std::unique_ptr<DepartmentLine> m_line; ///< the worker's while m_busy
    storage::PostgresOptions m_reached;
    int m_wake = -1; ///< eventfd: can be read from once this is to end
    bool m_busy = false;
};

} // namespace vigie::app
