// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry_bench.h"

#include <registry/schema.h>
#include <support/test_main.h>

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <sys/stat.h>

using namespace vigie;
using namespace vigie::registry;
using namespace vigie::test;

namespace {

using Mode = SqliteRegistry::Mode;

const CameraId kCamera{QStringLiteral("cam-01")};

QByteArray fileBytes(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// A file as a Vigie of schema \p version left it, with the rows of \p sql in it.
bool makeOldRegistry(const QString &path, std::size_t version, const char *sql)
{
    storage::OpenOptions options;
    options.create = true;
    options.schema = detail::schema().first(version);
    options.applicationId = detail::kApplicationId;
    auto database = storage::Database::open(path, options);
    return database && database->execute(sql).has_value();
}

} // namespace

class TstSqliteRegistry final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_bench = std::make_unique<RegistryBench>();
        QVERIFY(m_bench->isValid());
    }
    void the_file_is_its_owners_alone();
    void commits_are_durable_and_references_hold();
    void the_vault_follows_the_file_that_is_there_now();
    void no_secret_stands_in_the_file();
    void what_is_not_there();
    void a_reader_changes_nothing();
    void a_registry_from_before_the_masks_is_brought_up();
    void a_newer_schema_is_refused_and_left();
    void an_older_schema_is_brought_up();
    void a_damaged_file_is_refused_and_left_data();
    void a_damaged_file_is_refused_and_left();
    void a_full_disk_loses_nothing();

private:
    std::unique_ptr<RegistryBench> m_bench;
};

void TstSqliteRegistry::an_older_schema_is_brought_up()
{
    const QString path = m_bench->path() + QStringLiteral(".old");
    QVERIFY(makeOldRegistry(
        path, 1,
        "INSERT INTO commune VALUES ('60057', 'Beauvais', '60', 49.4, 2.1, 'Maire');"
        "INSERT INTO site VALUES ('gare', 'Gare', '60057', 49.4, 2.1);"
        "INSERT INTO camera VALUES ('c1', 'C', 'gare', NULL, 'fixed', 49.4, 2.1, 0, 70);"
        "INSERT INTO endpoint VALUES ('c1', 'vigie', NULL, NULL);"
        "INSERT INTO stream VALUES ('c1', 0, 'sub', 'rtsp://192.0.2.1/', 1, 640, 360, 15, 0);"
        "INSERT INTO commune VALUES ('60003', 'Agnetz', '60', 49.4, 2.4, 'Maire');"
        "INSERT INTO person VALUES ('p1', 'A1', 'A', 'agent-territorial', 'VILLE DE BEAUVAIS', 'commune', 0, 0, 0);"
        "INSERT INTO person VALUES ('p2', 'A2', 'B', 'agent-territorial', 'Commune d’Agnetz', 'commune', 0, 0, 0);"
        "INSERT INTO person VALUES ('p3', 'A3', 'C', 'agent-territorial', 'Beauvais', 'syndicat-mixte', 0, 0, 0);"
        "INSERT INTO person VALUES ('p4', 'A4', 'D', 'agent-territorial', 'Beauvaisis', 'commune', 0, 0, 0)"));
    auto registry = SqliteRegistry::open(path, Mode::Existing, nullptr);
    QVERIFY(registry.has_value());
    QCOMPARE((*registry)->facts()->communes.value({QStringLiteral("60057")}).linkMbps, 0.0);
    QCOMPARE((*registry)->facts()->cameras.value({QStringLiteral("c1")}).number, 0);
    // Who is employed by which commune was a matter of the employer's name.
    const auto persons = (*registry)->facts()->persons;
    QCOMPARE(persons.value({QStringLiteral("p1")}).employerCommune.value, QStringLiteral("60057"));
    QCOMPARE(persons.value({QStringLiteral("p2")}).employerCommune.value, QStringLiteral("60003"));
    QVERIFY(persons.value({QStringLiteral("p3")}).employerCommune.isNull());
    QVERIFY(persons.value({QStringLiteral("p4")}).employerCommune.isNull());
    const auto endpoint = (*registry)->endpoint({QStringLiteral("c1")});
    QVERIFY(endpoint.has_value());
    QCOMPARE(endpoint->streams.first().kbps, 0);
    QCOMPARE(endpoint->link, (Link{QStringLiteral("Beauvais"), 0.0}));
}

void TstSqliteRegistry::the_file_is_its_owners_alone()
{
    const mode_t before = ::umask(0);
    const auto registry = m_bench->filled();
    ::umask(before);
    for (const char *suffix : {"", "-wal", "-shm"}) {
        struct stat status { };
        const QString file = m_bench->path() + QLatin1String(suffix);
        QCOMPARE(::stat(QFile::encodeName(file).constData(), &status), 0);
        QCOMPARE(status.st_mode & 07777, mode_t(0600));
    }
}

void TstSqliteRegistry::commits_are_durable_and_references_hold()
{
    const auto registry = m_bench->filled();
    auto &database = registry->database();
    QCOMPARE(database.queryNumber("PRAGMA foreign_keys").value(), qint64(1));
    QCOMPARE(database.queryNumber("PRAGMA synchronous").value(), qint64(2)); // FULL
    auto mode = database.prepare("PRAGMA journal_mode");
    QVERIFY(mode->step().value());
    QCOMPARE(mode->text(0), QStringLiteral("wal"));
    QCOMPARE(database.queryNumber("SELECT count(*) FROM pragma_foreign_key_check").value(),
             qint64(0));
    // A reference to nothing cannot come in past the checks either.
    const auto broken = database.execute("INSERT INTO site VALUES ('x', 'X', '99999', 0, 0)");
    QCOMPARE(broken.error().code, ErrorCode::AlreadyExists);
    QVERIFY(!database.execute("DELETE FROM commune WHERE insee = '60057'").has_value());
    QCOMPARE(database.queryNumber("SELECT count(*) FROM commune").value(), qint64(2));
}

void TstSqliteRegistry::the_vault_follows_the_file_that_is_there_now()
{
    m_bench->filled().reset();
    auto vault = m_bench->open();
    QVERIFY(vault.has_value());
    QVERIFY((*vault)->endpoint(kCamera).has_value());
    // Another registry, of the same station, takes its place.
    QTemporaryDir folder;
    const QString other = folder.filePath(QStringLiteral("other.sqlite"));
    {
        auto registry = SqliteRegistry::open(other, Mode::Create, &m_bench->sealer());
        QVERIFY(registry.has_value());
        auto content = contentOf(
            exampleWith(QStringLiteral("cameras.0.endpoint.user"), QStringLiteral("new-user")));
        QVERIFY((*registry)->replaceAll(content).has_value());
    }
    QVERIFY(QFile::exists(other));
    QCOMPARE(std::rename(QFile::encodeName(other).constData(),
                         QFile::encodeName(m_bench->path()).constData()),
             0);
    const auto endpoint = (*vault)->endpoint(kCamera);
    QVERIFY2(endpoint.has_value(), qPrintable(endpoint ? QString() : toLogText(endpoint.error())));
    QCOMPARE(endpoint->user, QStringLiteral("new-user"));
    QVERIFY(QFile::remove(m_bench->path()));
    QCOMPARE((*vault)->endpoint(kCamera).error().code, ErrorCode::NotFound);
}

void TstSqliteRegistry::no_secret_stands_in_the_file()
{
    const auto registry = m_bench->filled();
    const QByteArray bytes =
        fileBytes(m_bench->path()) + fileBytes(m_bench->path() + QLatin1String("-wal"));
    QVERIFY(bytes.contains("192.0.2.11"));
    QVERIFY(!bytes.contains("Exemple-1234"));
    QVERIFY(!bytes.contains("exemple de phrase"));
    // Nor in what reads everything.
    const auto content = registry->content().value();
    QVERIFY(content.endpoints.value(kCamera)->password.isEmpty());
    QVERIFY(content.credentials.isEmpty());
}

void TstSqliteRegistry::what_is_not_there()
{
    QCOMPARE(m_bench->open().error().code, ErrorCode::NotFound);
    QCOMPARE(SqliteRegistry::open(m_bench->path(), Mode::Reading, nullptr).error().code,
             ErrorCode::NotFound);
    QVERIFY(!QFile::exists(m_bench->path()));
    // A registry just made has nobody in it, and is one.
    QVERIFY(m_bench->create().has_value());
    const auto facts = m_bench->open().value()->facts();
    QVERIFY(facts.has_value());
    QVERIFY(facts->persons.isEmpty() && facts->cameras.isEmpty());
    QCOMPARE(facts->version, qint64(1));
}

void TstSqliteRegistry::a_reader_changes_nothing()
{
    const auto writer = m_bench->filled();
    const auto reader =
        SqliteRegistry::open(m_bench->path(), Mode::Reading, &m_bench->sealer()).value();
    QCOMPARE(textOf(reader->facts().value()), textOf(writer->facts().value()));
    QVERIFY(!reader->replaceAll(Content()).has_value());
    QVERIFY(!reader->suspendAgrement({QStringLiteral("martin")}, Instant()).has_value());
    QVERIFY(reader->endpoint(kCamera).has_value());
    // A long reading keeps no writer waiting.
    const auto reading = storage::Transaction::beginReading(reader->database());
    QVERIFY(reader->database().queryNumber("SELECT count(*) FROM person").has_value());
    QVERIFY(writer->suspendAgrement({QStringLiteral("martin")}, Instant()).has_value());
}

void TstSqliteRegistry::a_registry_from_before_the_masks_is_brought_up()
{
    const QString path = m_bench->path() + QStringLiteral(".v2");
    QVERIFY(makeOldRegistry(path, 2, "INSERT INTO commune VALUES ('60057', 'Beauvais', '60', 49.4, 2.1, 'Maire', 20);"
                                     "INSERT INTO site VALUES ('gare', 'Gare', '60057', 49.4, 2.1);"
                                     "INSERT INTO camera VALUES ('cam-hall', 'Hall', 'gare', NULL, 'panoramic', 49.4, 2.1, 0, 70)"));
    auto registry = SqliteRegistry::open(path, Mode::Existing, &m_bench->sealer());
    QVERIFY(registry.has_value());
    const auto facts = (*registry)->facts();
    QVERIFY(facts.has_value());
    QCOMPARE(facts->communes.value({QStringLiteral("60057")}).linkMbps, 20.0);
    const Camera camera = facts->cameras.value({QStringLiteral("cam-hall")});
    QCOMPARE(camera.kind, CameraKind::Panoramic);
    QVERIFY(camera.masks.isEmpty() && !camera.panorama && !camera.facesDwelling && camera.seesInto.isEmpty());
    const Content whole = contentOf(bytesOf(example()));
    QVERIFY((*registry)->replaceAll(whole).has_value());
    QCOMPARE((*registry)->facts()->cameras, whole.facts.cameras);
}

void TstSqliteRegistry::a_newer_schema_is_refused_and_left()
{
    {
        const auto registry = m_bench->filled();
        QVERIFY(registry->database()
                    .execute("PRAGMA user_version = 99; CREATE TABLE of_a_later_vigie (x)")
                    .has_value());
    }
    const QByteArray before = fileBytes(m_bench->path());
    for (const Mode mode : {Mode::Existing, Mode::Create, Mode::Reading})
        QCOMPARE(SqliteRegistry::open(m_bench->path(), mode, &m_bench->sealer()).error().code,
                 ErrorCode::NewerSchema);
    QCOMPARE(fileBytes(m_bench->path()), before);
}

void TstSqliteRegistry::a_damaged_file_is_refused_and_left_data()
{
    QTest::addColumn<QString>("damage");
    for (const char *damage : {"emptied", "cut in the middle", "a page of zeros", "not a database",
                               "a database of another program"})
        QTest::newRow(damage) << QString::fromLatin1(damage);
}

void TstSqliteRegistry::a_damaged_file_is_refused_and_left()
{
    QFETCH(QString, damage);
    {
        const auto registry = m_bench->filled();
        if (damage == QLatin1String("a database of another program"))
            QVERIFY(registry->database().execute("PRAGMA application_id = 1").has_value());
    }
    QByteArray bytes = fileBytes(m_bench->path());
    QVERIFY(bytes.size() > 16 * 4096);
    if (damage == QLatin1String("emptied"))
        bytes.clear();
    else if (damage == QLatin1String("cut in the middle"))
        bytes.truncate(bytes.size() / 2);
    else if (damage == QLatin1String("a page of zeros"))
        bytes.replace(4096 * 3, 4096, QByteArray(4096, '\0'));
    else if (damage == QLatin1String("not a database"))
        bytes = "<html>Session expirée</html>";
    overwrite(m_bench->path(), bytes);
    for (const Mode mode : {Mode::Existing, Mode::Reading})
        QCOMPARE(SqliteRegistry::open(m_bench->path(), mode, &m_bench->sealer()).error().code,
                 ErrorCode::Corrupt);
    QCOMPARE(fileBytes(m_bench->path()), bytes);
}

void TstSqliteRegistry::a_full_disk_loses_nothing()
{
    const auto registry = m_bench->filled();
    const QByteArray before = textOf(registry->content().value());
    const qint64 pages = registry->database().queryNumber("PRAGMA page_count").value();
    const QByteArray limit = "PRAGMA max_page_count=" + QByteArray::number(pages + 2);
    QVERIFY(registry->database().execute(limit.constData()).has_value());
    Content large = contentOf(before);
    for (int i = 0; i < 2000; ++i) {
        const PersonId id{QStringLiteral("agent-%1").arg(i)};
        large.facts.persons.insert(
            id, {id, id.value, QString(200, u'x'), Category::AgentTerritorial, {}, {}});
    }
    QCOMPARE(registry->replaceAll(large).error().code, ErrorCode::DiskFull);
    QCOMPARE(textOf(registry->content().value()), before);
    QVERIFY(registry->endpoint(kCamera).has_value());
}

VIGIE_TEST(TstSqliteRegistry)
#include "tst_sqlite_registry.moc"
