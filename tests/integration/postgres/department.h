// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/postgres_registry.h>
#include <secrets/sealer.h>
#include <support/law_world.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>

namespace vigie::test {

/// A department on a server: the people and places of the law table (support/law_world.h), on duty
/// now, each person under a role of their own, every camera with an address and a sealed password.
class Department {
public:
    Department();

    /// Provisions and fills it; each department of a program has a \p name of its own.
    [[nodiscard]] Result<> make(const QString &name);
    /// The same with other people and places.
    [[nodiscard]] Result<> make(const QString &name, const registry::Content &content);

    /// The role of a person: a letter before their id.
    [[nodiscard]] static QString roleOf(const PersonId &person) { return QStringLiteral("p.") + person.value; }
    [[nodiscard]] static QString keeper() { return QStringLiteral("the.keeper"); }
    [[nodiscard]] storage::PostgresOptions reaching(const QString &role) const;
    [[nodiscard]] storage::Database as(const PersonId &person) const;
    [[nodiscard]] storage::Database root() const;
    /// The administrator's registry.
    [[nodiscard]] registry::Registry &registry() { return *m_registry; }
    [[nodiscard]] const secrets::Sealer &sealer() const { return m_sealer; }
    [[nodiscard]] const QString &name() const { return m_name; }
    /// The password of every camera, as no server has it.
    [[nodiscard]] static QByteArray password() { return "Mot-De-Passe-De-Camera"; }
    /// In the address of every camera.
    [[nodiscard]] static QByteArray host() { return "192.0.2.77"; }

private:
    QString m_name;
    secrets::Sealer m_sealer;
    std::unique_ptr<registry::Registry> m_registry;
};

/// A request as the doors of the server take it.
[[nodiscard]] QJsonObject requestFor(const CameraId &camera, const QString &act = QStringLiteral("live"));
/// The JSON that one statement with one JSON parameter answers.
[[nodiscard]] Result<QJsonArray> askServer(storage::Database &database, const char *sql, const QJsonArray &argument);

} // namespace vigie::test
