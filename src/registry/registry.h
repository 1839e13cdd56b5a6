// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <registry/content.h>
#include <registry/endpoint_vault.h>
#include <secrets/sealer.h>
#include <storage/database.h>

#include <functional>

namespace vigie::registry {

/// A registry, wherever it rests: one SQL for all of them, what differs is said by those who derive
/// from it. Each operation is one transaction; each change raises Facts::version, which other
/// programs notice. One thread at a time; open one object per thread.
class Registry : public EndpointVault {
public:
    /// Everything the rule may know, in one consistent reading; of a server, as far as whoever
    /// connected may know it.
    [[nodiscard]] Result<Facts> facts();
    /// Facts and endpoints without passwords: what an export holds.
    [[nodiscard]] Result<Content> content();

    /// Called inside the transaction of a change, just before it is committed, with the number the
    /// registry will have: the place for the journal. When it fails, nothing is changed.
    using Record = std::function<Result<>(qint64 version)>;

    /// Gives \p edit what there is and stores what it returns, in one transaction. Passwords given
    /// are hashed and sealed here (tens of milliseconds each); those not given stay.
    /// \return InvalidArgument when problemsOf() the new content is not empty, what \p edit or
    /// \p record said, DiskFull, Busy, Io; of a server also Refused, Unreachable
    using Edit = std::function<Result<Content>(Content before)>;
    [[nodiscard]] Result<> edit(const Edit &edit, const Record &record = {});
    /// Takes the place of everything there is.
    [[nodiscard]] Result<> replaceAll(const Content &content, const Record &record = {});

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

protected:
    Registry(storage::Database database, const secrets::Sealer *sealer)
        : m_database(std::move(database)), m_sealer(sealer)
    {
    }
    /// The registry remembers which key it was sealed with: a wrong or lost key is found at start,
    /// not at the first camera.
    [[nodiscard]] Result<> checkKey();

    // What differs. Each is called by the operations above and by nothing else.
    /// The connection is to what the registry is now.
    [[nodiscard]] virtual Result<> follow() = 0;
    /// A transaction in which nobody else changes anything.
    [[nodiscard]] virtual Result<storage::Transaction> beginChange() = 0;
    /// Raises the number within a change, where that does not happen by itself.
    [[nodiscard]] virtual Result<> raiseVersion() = 0;
    /// After everything was stored, before it is committed.
    [[nodiscard]] virtual Result<> sweep() = 0;

    storage::Database m_database;
    const secrets::Sealer *m_sealer;

private:
    enum class Parts { People, All }; ///< what is written anew
    [[nodiscard]] Result<> store(storage::Transaction &transaction, const Content &content, Parts parts,
                                 const Record &record);
    [[nodiscard]] Result<> finish(storage::Transaction &transaction, const Record &record);
    [[nodiscard]] Result<> change(const char *sql, const QString &key, std::optional<Instant> at,
                                  const Record &record);
};

/// Shortest password of a person, in characters.
inline constexpr int kMinimumPassword = 8;

/// Context under which a camera's password is sealed.
[[nodiscard]] QByteArray sealContext(const CameraId &camera);

} // namespace vigie::registry
