// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry_way.h"

#include <registry/postgres_registry.h>
#include <registry/sqlite_registry.h>

#include <QtCore/QRegularExpression>

namespace vigie::app {
namespace {

using registry::Registry;
using registry::SqliteRegistry;

/// A whole registry is read and written at once.
constexpr std::chrono::minutes kAnswerLimit{2};

class OwnRegistry final : public RegistryWay {
public:
    OwnRegistry(QString file, const secrets::Sealer &sealer) : m_file(std::move(file)), m_sealer(sealer) { }

    [[nodiscard]] Result<std::unique_ptr<Registry>> open(Purpose purpose) const override
    {
        const bool reads = purpose == Purpose::Reading;
        auto registry = SqliteRegistry::open(m_file, reads ? SqliteRegistry::Mode::Reading : SqliteRegistry::Mode::Existing,
                                             reads ? nullptr : &m_sealer);
        return registry ? Result<std::unique_ptr<Registry>>(std::move(*registry)) : fail(registry);
    }
    [[nodiscard]] Result<PersonId> recognise(Registry &registry, const QString &matricule, const Secret &password,
                                             Instant now) const override
    {
        return registry.verifyPassword(matricule, password, now);
    }

private:
    const QString m_file;
    const secrets::Sealer &m_sealer;
};

class DepartmentRegistry final : public RegistryWay {
public:
    DepartmentRegistry(storage::PostgresOptions reached, const secrets::Sealer &sealer)
        : m_reached(std::move(reached)), m_sealer(sealer)
    {
    }

    [[nodiscard]] Result<std::unique_ptr<Registry>> open(Purpose) const override
    {
        auto options = m_reached.clone();
        options.answerLimit = kAnswerLimit;
        auto registry = registry::PostgresRegistry::open(options, &m_sealer);
        return registry ? Result<std::unique_ptr<Registry>>(std::move(*registry)) : fail(registry);
    }
    /// The server knows its people; no password of theirs is compared here.
    [[nodiscard]] Result<PersonId> recognise(Registry &, const QString &matricule, const Secret &password, Instant) const override
    {
        if (password.isEmpty() || !isDepartmentRole(matricule))
            return fail(ErrorCode::Refused, QStringLiteral("no role of the department's server"));
        auto options = m_reached.clone();
        options.user = matricule;
        options.password = password.clone();
        return personAt(options, m_sealer);
    }

private:
    const storage::PostgresOptions m_reached;
    const secrets::Sealer &m_sealer;
};

} // namespace

std::unique_ptr<RegistryWay> wayToOwnRegistry(const QString &file, const secrets::Sealer &sealer)
{
    return std::make_unique<OwnRegistry>(file, sealer);
}

std::unique_ptr<RegistryWay> wayToDepartment(const storage::PostgresOptions &reached, const secrets::Sealer &sealer)
{
    return std::make_unique<DepartmentRegistry>(reached.clone(), sealer);
}

bool isDepartmentRole(const QString &matricule)
{
    static const QRegularExpression kRole(QStringLiteral("\\A[A-Za-z0-9._-]{1,63}\\z"));
    return kRole.match(matricule).hasMatch() && !matricule.startsWith(QLatin1String("vigie_"));
}

Result<PersonId> personAt(const storage::PostgresOptions &options, const secrets::Sealer &sealer)
{
    auto registry = registry::PostgresRegistry::open(options, &sealer);
    if (!registry)
        return fail(registry);
    auto me = (*registry)->database().prepare("SELECT vigie.me()");
    if (!me)
        return fail(me);
    const auto row = me->step();
    if (!row)
        return fail(row);
    if (!*row || me->isNull(0))
        return fail(ErrorCode::Refused, QStringLiteral("nobody of the registry connects as this role"));
    return PersonId{me->text(0)};
}

} // namespace vigie::app
