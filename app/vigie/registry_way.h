// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <registry/registry.h>
#include <secrets/sealer.h>
#include <storage/postgres.h>

#include <memory>

namespace vigie::app {

/// The way of one administrator to the registry, for as long as they are signed in. Thread: any, one at a time.
class RegistryWay {
public:
    virtual ~RegistryWay() = default;
    enum class Purpose { Reading, Changing };
    /// \return as SqliteRegistry::open() or PostgresRegistry::open()
    [[nodiscard]] virtual Result<std::unique_ptr<registry::Registry>> open(Purpose purpose) const = 0;
    /// Who that is, by the registry that open() gave. \return Refused, Busy (too many attempts), Unreachable …
    [[nodiscard]] virtual Result<PersonId> recognise(registry::Registry &registry, const QString &matricule, const Secret &password,
                                                     Instant now) const = 0;
};

/// To this workstation's own. \p sealer outlives it.
[[nodiscard]] std::unique_ptr<RegistryWay> wayToOwnRegistry(const QString &file, const secrets::Sealer &sealer);
/// To the department's, under the administrator's role: it decides what they may. \p sealer outlives it.
[[nodiscard]] std::unique_ptr<RegistryWay> wayToDepartment(const storage::PostgresOptions &reached, const secrets::Sealer &sealer);

/// Whether \p matricule can be a role of the department's server: what packaging/postgres/provision makes roles of.
[[nodiscard]] bool isDepartmentRole(const QString &matricule);
/// Whose role \p options connect as, once the department's key was found to be that of \p sealer.
/// \return Refused, Unreachable, TimedOut, Corrupt (another key), NewerSchema …
[[nodiscard]] Result<PersonId> personAt(const storage::PostgresOptions &options, const secrets::Sealer &sealer);

} // namespace vigie::app
