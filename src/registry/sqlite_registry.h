// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <registry/content.h>
#include <registry/endpoint_vault.h>
#include <secrets/sealer.h>
#include <storage/database.h>

namespace vigie::registry {

/// The embedded registry: one SQLite file. Each operation is one transaction; each change raises
/// Facts::version, which other processes notice. One thread at a time; open one object per thread.
class SqliteRegistry final : public EndpointVault {
public:
    enum class Mode { Existing, Create };
    /// \param sealer  opens and seals camera passwords; null: endpoints cannot be read and imports
    /// with passwords are refused with KeychainUnavailable. Outlives this. \return NotFound,
    /// Corrupt, NewerSchema, DiskFull, Io
    [[nodiscard]] static Result<std::unique_ptr<SqliteRegistry>>
    open(const QString &path, Mode mode, const secrets::Sealer *sealer);

    /// Everything the rule may know, in one consistent reading.
    [[nodiscard]] Result<Facts> facts();
    /// Facts and endpoints without passwords: what an export holds.
    [[nodiscard]] Result<Content> content();
    /// Takes the place of everything there is. Passwords of \p content are hashed and sealed here
    /// (tens of milliseconds each). \return InvalidArgument when problemsOf(content) is not empty,
    /// DiskFull, Io
    [[nodiscard]] Result<> replaceAll(const Content &content);

    [[nodiscard]] Result<CameraEndpoint> endpoint(const CameraId &camera) override;

    /// Who \p matricule is, if \p password is theirs. Takes as long for an unknown matricule as for
    /// a wrong password. \return Refused; Busy after five failures in a row, for 30 s (detail:
    /// seconds left); Io
    [[nodiscard]] Result<PersonId> verifyPassword(const QString &matricule, const Secret &password,
                                                  Instant now);

    /// Urgent suspension of every agrement of \p person from \p from on; nullopt lifts it. \return
    /// NotFound
    [[nodiscard]] Result<> suspendAgrement(const PersonId &person, std::optional<Instant> from);
    [[nodiscard]] Result<> suspendHabilitation(const TitleId &habilitation,
                                               std::optional<Instant> from);
    [[nodiscard]] Result<> denounceConvention(const TitleId &convention, std::optional<Instant> at);
    /// Ends the duty that covers \p at. \return NotFound when there is none
    [[nodiscard]] Result<> endDuty(const PersonId &person, Instant at);

    [[nodiscard]] storage::Database &database() { return m_database; }

private:
    SqliteRegistry(storage::Database database, const secrets::Sealer *sealer)
        : m_database(std::move(database)), m_sealer(sealer)
    {
    }
    [[nodiscard]] Result<> checkKey();
    [[nodiscard]] Result<> change(const char *sql, const QString &key, std::optional<Instant> at);

    storage::Database m_database;
    const secrets::Sealer *m_sealer;
};

/// Context under which a camera's password is sealed.
[[nodiscard]] QByteArray sealContext(const CameraId &camera);

} // namespace vigie::registry
