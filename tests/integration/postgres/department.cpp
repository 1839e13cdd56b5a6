// SPDX-License-Identifier: GPL-3.0-or-later
#include "department.h"

#include <support/law_chaos.h>
#include <support/postgres_cluster.h>

#include <QtCore/QJsonDocument>

namespace vigie::test {

Department::Department() : m_sealer(secrets::generateStationKey().value()) { }

Result<> Department::make(const QString &name)
{
    registry::Content content;
    content.facts = law::world();
    // On duty now, whenever that is, and nothing ends meanwhile.
    const Instant now = SystemClock().now();
    for (auto &duties : content.facts.duties) {
        for (registry::Duty &duty : duties)
            duty.during = {now - std::chrono::hours(4), now + std::chrono::hours(4)};
    }
    LawChaos::settle(content.facts);
    for (auto it = content.facts.cameras.cbegin(); it != content.facts.cameras.cend(); ++it) {
        auto endpoint = std::make_shared<CameraEndpoint>();
        endpoint->camera = it.key();
        endpoint->user = QStringLiteral("vigie");
        endpoint->password = Secret(password());
        StreamEndpoint stream;
        stream.name = QStringLiteral("sub");
        stream.url = QUrl(QStringLiteral("rtsp://%1/%2").arg(QString::fromLatin1(host()), it.key().value));
        stream.size = QSize(640, 360);
        endpoint->streams = {stream};
        content.endpoints.insert(it.key(), endpoint);
    }
    return make(name, content);
}

Result<> Department::make(const QString &name, const registry::Content &content)
{
    m_name = name;
    auto *cluster = PostgresCluster::shared();
    if (const auto made = cluster->makeRegistry(name); !made)
        return made;
    if (const auto added = cluster->addPerson(name, keeper(), keeper(), QStringLiteral("vigie_admin")); !added)
        return added;
    auto opened = registry::PostgresRegistry::open(reaching(keeper()), &m_sealer);
    if (!opened)
        return fail(opened);
    m_registry = std::move(*opened);
    if (const auto stored = m_registry->replaceAll(content); !stored)
        return stored;
    for (const PersonId &person : content.facts.persons.keys()) {
        if (const auto added = cluster->addPerson(name, roleOf(person), person.value); !added)
            return added;
    }
    return {};
}

storage::PostgresOptions Department::reaching(const QString &role) const
{
    storage::PostgresOptions options;
    options.where = PostgresCluster::shared()->where(role, m_name);
    options.connectLimit = std::chrono::minutes(1);
    options.answerLimit = std::chrono::minutes(1);
    return options;
}

storage::Database Department::as(const PersonId &person) const
{
    return storage::Database::connect(reaching(roleOf(person))).value();
}

storage::Database Department::root() const
{
    return storage::Database::connect(reaching(PostgresCluster::superuser())).value();
}

QJsonObject requestFor(const CameraId &camera, const QString &act)
{
    return {{QStringLiteral("id"), camera.value},
            {QStringLiteral("session"), QStringLiteral("session-1")},
            {QStringLiteral("act"), act},
            {QStringLiteral("camera"), camera.value},
            {QStringLiteral("post"), law::kRoom.value},
            {QStringLiteral("motive"), QStringLiteral("L251-2-5")}};
}

Result<QJsonArray> askServer(storage::Database &database, const char *sql, const QJsonArray &argument)
{
    auto statement = database.prepare(sql);
    if (!statement)
        return fail(statement);
    statement->bind(1, QString::fromUtf8(QJsonDocument(argument).toJson(QJsonDocument::Compact)));
    const auto row = statement->step();
    if (!row)
        return fail(row);
    if (!*row)
        return fail(ErrorCode::NotFound, QString::fromLatin1(sql));
    return QJsonDocument::fromJson(statement->text(0).toUtf8()).array();
}

} // namespace vigie::test
