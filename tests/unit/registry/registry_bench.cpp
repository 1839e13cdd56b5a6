// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry_bench.h"

#include <support/postgres_cluster.h>

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

namespace vigie::test {
namespace {

const QString kKeeper = QStringLiteral("bench-keeper");

/// Making a database takes ten times as long as emptying one.
constexpr char kWipe[] =
    "DO $$ DECLARE t text; BEGIN FOR t IN SELECT relname FROM pg_class WHERE relnamespace = 'vigie'::regnamespace "
    "AND relkind = 'r' AND relname NOT IN ('schema_version', 'because', 'account', 'meta') LOOP "
    "EXECUTE format('DELETE FROM vigie.%I', t); END LOOP; DELETE FROM vigie.meta WHERE key <> 'version'; "
    "UPDATE vigie.meta SET value = '1' WHERE key = 'version'; END $$";

QStringList &freeDatabases()
{
    static QStringList names;
    return names;
}

QJsonValue with(const QJsonValue &whole, QStringList path, const QJsonValue &value)
{
    if (path.isEmpty())
        return value;
    const QString key = path.takeFirst();
    if (whole.isArray()) {
        QJsonArray array = whole.toArray();
        const int index = key.toInt();
        while (array.size() <= index)
            array.append(QJsonObject());
        array.replace(index, with(array.at(index), path, value));
        return array;
    }
    QJsonObject object = whole.toObject();
    const QJsonValue changed = with(object.value(key), path, value);
    if (changed.isUndefined())
        object.remove(key);
    else
        object.insert(key, changed);
    return object;
}

} // namespace

QString formatPage()
{
    QFile page(QStringLiteral(VIGIE_FORMAT_PAGE));
    if (!page.open(QIODevice::ReadOnly))
        qFatal("no FORMAT.md");
    return QString::fromUtf8(page.readAll());
}

QJsonObject example()
{
    const QString page = formatPage();
    const auto from = page.indexOf(QLatin1String("```json\n")) + 8;
    const QString text = page.mid(from, page.indexOf(QLatin1String("\n```"), from) - from);
    QJsonParseError parse;
    const auto document = QJsonDocument::fromJson(text.toUtf8(), &parse);
    if (parse.error != QJsonParseError::NoError)
        qFatal("the example of FORMAT.md is no JSON: %s", qPrintable(parse.errorString()));
    return document.object();
}

QByteArray exampleWith(const QString &path, const QJsonValue &value)
{
    return bytesOf(with(example(), path.split(QLatin1Char('.')), value).toObject());
}

QByteArray bytesOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson();
}

registry::Content contentOf(const QByteArray &json)
{
    QStringList problems;
    auto content = registry::contentFromJson(json, problems);
    if (!content)
        QTest::qFail(qPrintable(problems.join(QLatin1Char('\n'))), __FILE__, __LINE__);
    return content ? std::move(*content) : registry::Content();
}

QByteArray textOf(const registry::Content &content)
{
    return bytesOf(registry::toJson(content));
}

QByteArray textOf(const registry::Facts &facts)
{
    registry::Content content;
    content.facts = facts;
    return textOf(content);
}

Secret secret(const char *text)
{
    return Secret(QByteArray(text));
}

void addBackEnds()
{
    QTest::addColumn<BackEnd>("backEnd");
    QTest::newRow("embedded") << BackEnd::Embedded;
    QTest::newRow("server") << BackEnd::Server;
}

QString RegistryBench::missing(BackEnd backEnd)
{
    return backEnd == BackEnd::Embedded || PostgresCluster::shared() ? QString()
                                                                    : PostgresCluster::reason();
}

RegistryBench::RegistryBench(BackEnd backEnd)
    : m_backEnd(backEnd), m_sealer(secrets::generateStationKey().value())
{
    if (backEnd == BackEnd::Embedded)
        return;
    if (!freeDatabases().isEmpty()) {
        m_database = freeDatabases().takeLast();
        return;
    }
    static int made = 0;
    const QString name = QStringLiteral("bench_%1").arg(++made);
    auto *cluster = PostgresCluster::shared();
    auto done = cluster->makeRegistry(name);
    if (done && made == 1)
        done = cluster->addPerson(name, kKeeper, kKeeper, QStringLiteral("vigie_admin"));
    m_database = done ? Result<QString>(name) : fail(done);
}

RegistryBench::~RegistryBench()
{
    if (m_backEnd == BackEnd::Server && m_database && spoil(kWipe))
        freeDatabases().append(*m_database);
}

storage::PostgresOptions RegistryBench::server() const
{
    storage::PostgresOptions options;
    options.where = PostgresCluster::shared()->where(kKeeper, databaseName());
    options.connectLimit = std::chrono::minutes(1);
    options.answerLimit = std::chrono::minutes(1);
    options.lockLimit = std::chrono::milliseconds(500);
    return options;
}

RegistryBench::Opened RegistryBench::create() const
{
    if (m_backEnd == BackEnd::Server)
        return open();
    auto made = registry::SqliteRegistry::open(path(), registry::SqliteRegistry::Mode::Create,
                                               &m_sealer);
    return made ? Opened(std::move(*made)) : fail(made);
}

RegistryBench::Opened RegistryBench::openWith(const secrets::Sealer *sealer) const
{
    if (m_backEnd == BackEnd::Server) {
        auto opened = registry::PostgresRegistry::open(server(), sealer);
        return opened ? Opened(std::move(*opened)) : fail(opened);
    }
    auto opened =
        registry::SqliteRegistry::open(path(), registry::SqliteRegistry::Mode::Existing, sealer);
    return opened ? Opened(std::move(*opened)) : fail(opened);
}

Result<> RegistryBench::spoil(const char *sql) const
{
    const bool server = m_backEnd == BackEnd::Server;
    auto database = server
        ? PostgresCluster::shared()->connect(PostgresCluster::superuser(), databaseName())
        : storage::Database::open(path(), {});
    if (!database)
        return fail(database);
    const char *unchecked =
        server ? "SET session_replication_role = replica" : "PRAGMA foreign_keys = OFF";
    if (const auto set = database->execute(unchecked); !set)
        return set;
    return database->execute(sql);
}

std::unique_ptr<registry::Registry> RegistryBench::filled() const
{
    auto created = create();
    const Result<> stored =
        created ? (*created)->replaceAll(contentOf(bytesOf(example()))) : Result<>(fail(created));
    if (!stored) {
        QTest::qFail(qPrintable(toLogText(stored.error())), __FILE__, __LINE__);
        return nullptr;
    }
    return std::move(*created);
}

} // namespace vigie::test
