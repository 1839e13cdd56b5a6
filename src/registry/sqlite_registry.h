// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/registry.h>

namespace vigie::registry {

/// The embedded registry: one SQLite file, opened anew where another one takes its place.
class SqliteRegistry final : public Registry {
public:
    /// Reading: nothing is written and nobody waited for longer than a fifth of a second.
    enum class Mode { Existing, Create, Reading };
    /// \param sealer  opens and seals camera passwords; null: endpoints cannot be read and imports
    /// with passwords are refused with KeychainUnavailable. Outlives this. \return NotFound,
    /// Corrupt, NewerSchema, DiskFull, Io
    [[nodiscard]] static Result<std::unique_ptr<SqliteRegistry>>
    open(const QString &path, Mode mode, const secrets::Sealer *sealer);

    /// Facts, and which change of sites, authorisations and cameras they hold.
    struct Reading {
        Facts facts;
        qint64 places = 0;
    };
    /// As facts(). Of what \p before holds, sites, authorisations and cameras are taken as they are where nobody changed
    /// them since: they are most of a registry. \p before  an earlier reading of this very file, or null
    [[nodiscard]] Result<Reading> read(const Reading *before);

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
    [[nodiscard]] Result<> follow() override;
    [[nodiscard]] Result<storage::Transaction> beginChange() override;
    [[nodiscard]] Result<> raiseVersion() override;
    [[nodiscard]] Result<> sweep() override;

    QString m_path;
    storage::OpenOptions m_options;
    std::optional<FileIdentity> m_file; ///< that m_database has open
};

} // namespace vigie::registry
