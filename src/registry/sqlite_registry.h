// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <registry/content.h>
#include <registry/endpoint_vault.h>
#include <secrets/sealer.h>
#include <storage/database.h>

#include <functional>

namespace vigie::registry {

/// The embedded registry: one SQLite file. Each operation is one transaction; each change raises
/// Facts::version, which other processes notice. One thread at a time; open one object per thread.
class SqliteRegistry final : public EndpointVault {
public:
    /// Reading: nothing is written and nobody waited for longer than a fifth of a second.
    enum class Mode { Existing, Create, Reading };
    /// \param sealer  opens and seals camera passwords; null: endpoints cannot be read and imports
    /// with passwords are refused with KeychainUnavailable. Outlives this. \return NotFound,
    /// Corrupt, NewerSchema, DiskFull, Io
    [[nodiscard]] static Result<std::unique_ptr<SqliteRegistry>>
    open(const QString &path, Mode mode, const secrets::Sealer *sealer);

    /// Everything the rule may know, in one consistent reading.
    [[nodiscard]] Result<Facts> facts();
    /// Facts and endpoints without passwords: what an export holds.
    [[nodiscard]] Result<Content> content();

    /// Called inside the transaction of a change, just before it is committed, with the number the
    /// registry will have: the place for the journal. When it fails, nothing is changed.
    using Record = std::function<Result<>(qint64 version)>;

    /// Gives \p edit what there is and stores what it returns, in one transaction. Passwords given
    /// are hashed and sealed here (tens of milliseconds each); those not given stay.
    /// \return InvalidArgument when problemsOf() the new content is not empty, what \p edit or
    /// \p record said, DiskFull, Busy, Io
    using Edit = std::function<Result<Content>(Content before)>;
    [[nodiscard]] Result<> edit(const Edit &edit, const Record &record = {});
    /// Takes the place of everything there is.
    [[nodiscard]] Result<> replaceAll(const Content &content, const Record &record = {});

    /// Of the file that stands under the path now: one that took its place is opened first.
    [[nodiscard]] Result<CameraEndpoint> endpoint(const CameraId &camera) override;

    /// Who \p matricule is, if \p password is theirs. Takes as long for an unknown matricule as for
    /// a wrong password. \return Refused; Busy after five failures in a row, for 30 s (detail:
    /// seconds left); Io
    [[nodiscard]] Result<PersonId> verifyPassword(const QString &matricule, const Secret &password,
                                                  Instant now);
    /// \return InvalidArgument (shorter than kMinimumPassword), NotFound
    [[nodiscard]] Result<> setPassword(const PersonId &person, const Secret &password,
                                       const Record &record = {});

    /// Urgent suspension of every agrement of \p person from \p from on; nullopt lifts it.
    /// \return NotFound
    [[nodiscard]] Result<> suspendAgrement(const PersonId &person, std::optional<Instant> from,
                                           const Record &record = {});
    [[nodiscard]] Result<> suspendHabilitation(const TitleId &habilitation,
                                               std::optional<Instant> from,
                                               const Record &record = {});
    [[nodiscard]] Result<> denounceConvention(const TitleId &convention, std::optional<Instant> at,
                                              const Record &record = {});
    /// Ends the duty that covers \p at. \return NotFound when there is none
    [[nodiscard]] Result<> endDuty(const PersonId &person, Instant at, const Record &record = {});

    [[nodiscard]] storage::Database &database() { return m_database; }

private:
    /// Which file it is, whatever its name.
    struct FileIdentity {
        quint64 device = 0;
        quint64 number = 0;
        bool operator==(const FileIdentity &) const = default;
    };
    SqliteRegistry(QString path, storage::OpenOptions options, storage::Database database,
                   const secrets::Sealer *sealer);
    [[nodiscard]] static Result<FileIdentity> identityOf(const QString &path);
    [[nodiscard]] Result<> followFile();
    [[nodiscard]] Result<> checkKey();
    [[nodiscard]] Result<> store(storage::Transaction &transaction, const Content &content,
                                 const Record &record);
    [[nodiscard]] Result<> finish(storage::Transaction &transaction, const Record &record);
    [[nodiscard]] Result<> change(const char *sql, const QString &key, std::optional<Instant> at,
                                  const Record &record);

    QString m_path;
    storage::OpenOptions m_options;
    std::optional<FileIdentity> m_file; ///< that m_database has open
    storage::Database m_database;
    const secrets::Sealer *m_sealer;
};

/// Shortest password of a person, in characters.
inline constexpr int kMinimumPassword = 8;

/// Context under which a camera's password is sealed.
[[nodiscard]] QByteArray sealContext(const CameraId &camera);

} // namespace vigie::registry
