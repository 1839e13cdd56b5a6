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
    void what_is_stored_comes_back();
    void what_is_left_out_stays_left_out();
    void the_file_is_its_owners_alone();
    void commits_are_durable_and_references_hold();
    void the_vault_gives_address_and_password();
    void the_vault_follows_the_file_that_is_there_now();
    void no_secret_stands_in_the_file();
    void a_password_does_not_fit_another_camera();
    void secrets_that_are_not_given_are_kept();
    void a_removed_camera_takes_its_password_along();
    void a_wrong_key_is_found_at_once();
    void without_a_key_facts_can_be_read_and_nothing_sealed();
    void what_is_not_there();
    void a_reader_changes_nothing();
    void a_registry_from_before_the_masks_is_brought_up();
    void a_mask_that_lost_a_row_is_no_registry();
    void a_newer_schema_is_refused_and_left();
    void an_older_schema_is_brought_up();
    void a_damaged_file_is_refused_and_left_data();
    void a_damaged_file_is_refused_and_left();
    void a_value_that_is_none_of_ours_is_not_believed_data();
    void a_value_that_is_none_of_ours_is_not_believed();
    void a_full_disk_loses_nothing();

private:
    std::unique_ptr<RegistryBench> m_bench;
};

void TstSqliteRegistry::an_older_schema_is_brought_up()
{
    const QString path = m_bench->path() + QStringLiteral(".old");
    {
        storage::OpenOptions first;
        first.create = true;
        first.schema = detail::schema().first(1);
        first.applicationId = detail::kApplicationId;
        auto database = storage::Database::open(path, first);
        QVERIFY(database.has_value());
        QVERIFY(database
                    ->execute("INSERT INTO commune VALUES ('60057', 'Beauvais', '60', 49.4, 2.1, 'Maire');"
                              "INSERT INTO site VALUES ('gare', 'Gare', '60057', 49.4, 2.1);"
                              "INSERT INTO camera VALUES ('c1', 'C', 'gare', NULL, 'fixed', 49.4, 2.1, 0, 70);"
                              "INSERT INTO endpoint VALUES ('c1', 'vigie', NULL, NULL);"
                              "INSERT INTO stream VALUES ('c1', 0, 'sub', 'rtsp://192.0.2.1/', 1, 640, 360, 15, 0)")
                    .has_value());
    }
    auto registry = SqliteRegistry::open(path, Mode::Existing, nullptr);
    QVERIFY(registry.has_value());
    QCOMPARE((*registry)->facts()->communes.value({QStringLiteral("60057")}).linkMbps, 0.0);
    QCOMPARE((*registry)->facts()->cameras.value({QStringLiteral("c1")}).number, 0);
    const auto endpoint = (*registry)->endpoint({QStringLiteral("c1")});
    QVERIFY(endpoint.has_value());
    QCOMPARE(endpoint->streams.first().kbps, 0);
    QCOMPARE(endpoint->link, (Link{QStringLiteral("Beauvais"), 0.0}));
}

void TstSqliteRegistry::what_is_stored_comes_back()
{
    const auto given = contentOf(bytesOf(example()));
    const auto registry = m_bench->filled();
    QVERIFY(registry);
    QCOMPARE(textOf(registry->content().value()), textOf(given));
    QCOMPARE(textOf(registry->facts().value()), textOf(given.facts));
    QCOMPARE(registry->facts()->parameters.graceSeconds, 45);
    // What was derived is derived again.
    QCOMPARE(registry->facts()->conventionsByCommune.value({QStringLiteral("60175")}).size(),
             qsizetype(1));
    // And from another connection.
    QCOMPARE(textOf(m_bench->open().value()->content().value()), textOf(given));
}

void TstSqliteRegistry::what_is_left_out_stays_left_out()
{
    // No end is not an end; no suspension is not one of long ago.
    const QByteArray bare = R"({"format": "vigie-registry/1",
        "persons": [{"id": "m", "matricule": "1", "name": "M", "category": "maire"}],
        "posts": [{"id": "p", "name": "P", "kind": "centre-room"}],
        "duties": [{"id": "d", "person": "m", "post": "p"}],
        "agrements": [{"id": "a", "person": "m"}],
        "habilitations": [{"id": "h", "person": "m", "kind": "mandat"}],
        "formations": [{"person": "m"}]})";
    const auto registry = m_bench->create().value();
    QVERIFY(registry->replaceAll(contentOf(bare)).has_value());
    const Facts facts = registry->facts().value();
    const PersonId mayor{QStringLiteral("m")};
    QCOMPARE(facts.duties.value(mayor).constFirst().during, Interval());
    const Agrement agrement = facts.agrements.value(mayor).constFirst();
    QCOMPARE(agrement.validity, DateRange());
    QVERIFY(!agrement.withdrawnOn && !agrement.suspendedFrom && !agrement.suspendedUntil
            && !agrement.lastEnquiry && agrement.number.isEmpty());
    QVERIFY(facts.habilitations.value(mayor).constFirst().convention.isNull());
    QCOMPARE(facts.formations.value(mayor).constFirst().validity, DateRange());
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

void TstSqliteRegistry::the_vault_gives_address_and_password()
{
    const auto registry = m_bench->filled();
    EndpointVault &vault = *registry;
    const auto endpoint = vault.endpoint(kCamera);
    QVERIFY2(endpoint.has_value(), qPrintable(endpoint ? QString() : toLogText(endpoint.error())));
    QCOMPARE(endpoint->camera, kCamera);
    QCOMPARE(endpoint->user, QStringLiteral("vigie"));
    QCOMPARE(endpoint->password.revealBytes(), QByteArray("Exemple-1234"));
    QCOMPARE(endpoint->onvifUrl.toString(),
             QStringLiteral("http://192.0.2.11/onvif/device_service"));
    // From the smallest to the largest, as they were given.
    QCOMPARE(endpoint->streams.at(0).name, QStringLiteral("sub"));
    QCOMPARE(endpoint->streams.at(0).kbps, 600);
    QCOMPARE(endpoint->streams.at(1).kbps, 0);
    QCOMPARE(endpoint->link, (Link{QStringLiteral("Beauvais"), 0.0}));
    QCOMPARE(endpoint->streams.at(1).url.toString(), QStringLiteral("rtsp://192.0.2.11/main"));
    QCOMPARE(vault.endpoint({QStringLiteral("cam-99")}).error().code, ErrorCode::NotFound);
    QCOMPARE(vault.endpoint({}).error().code, ErrorCode::NotFound);
    // A text that would mean something to SQL means nothing.
    QCOMPARE(vault.endpoint({QStringLiteral("' OR 1=1 --")}).error().code, ErrorCode::NotFound);
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

void TstSqliteRegistry::a_password_does_not_fit_another_camera()
{
    const auto registry = m_bench->create().value();
    auto json = example();
    auto cameras = json.value(QLatin1String("cameras")).toArray();
    auto second = cameras.at(0).toObject();
    second.insert(QStringLiteral("id"), QStringLiteral("cam-02"));
    second.insert(QStringLiteral("number"), 102);
    cameras.append(second);
    json.insert(QStringLiteral("cameras"), cameras);
    QVERIFY(registry->replaceAll(contentOf(bytesOf(json))).has_value());
    QVERIFY(registry->database()
                .execute("UPDATE endpoint SET password_sealed = (SELECT password_sealed FROM "
                         "endpoint WHERE camera = 'cam-02') WHERE camera = 'cam-01'")
                .has_value());
    QCOMPARE(registry->endpoint(kCamera).error().code, ErrorCode::Corrupt);
    QVERIFY(registry->endpoint({QStringLiteral("cam-02")}).has_value());
}

void TstSqliteRegistry::secrets_that_are_not_given_are_kept()
{
    const auto registry = m_bench->filled();
    const Instant now{};
    // An export, edited by hand and read again.
    QVERIFY(registry->replaceAll(contentOf(textOf(registry->content().value()))).has_value());
    QCOMPARE(registry->endpoint(kCamera)->password.revealBytes(), QByteArray("Exemple-1234"));
    QVERIFY(registry->verifyPassword(QStringLiteral("A101"), secret("exemple de phrase"), now)
                .has_value());
    // A part with a new password for one of them.
    QVERIFY(registry
                ->edit([](Content before) -> Result<Content> {
                    before.endpoints.value(kCamera)->password = secret("Nouveau-5678");
                    return before;
                })
                .has_value());
    QCOMPARE(registry->endpoint(kCamera)->password.revealBytes(), QByteArray("Nouveau-5678"));
    QVERIFY(registry->verifyPassword(QStringLiteral("A101"), secret("exemple de phrase"), now)
                .has_value());
}

void TstSqliteRegistry::a_removed_camera_takes_its_password_along()
{
    const auto registry = m_bench->filled();
    const QByteArray whole = textOf(registry->content().value());
    Content without = contentOf(whole);
    without.facts.cameras.clear();
    without.facts.systems.begin()->cameras.clear();
    without.endpoints.clear();
    QVERIFY(registry->replaceAll(without).has_value());
    QVERIFY(registry->replaceAll(contentOf(whole)).has_value());
    QVERIFY(registry->endpoint(kCamera)->password.isEmpty());
}

void TstSqliteRegistry::a_wrong_key_is_found_at_once()
{
    QVERIFY(m_bench->filled());
    const secrets::Sealer other(secrets::generateStationKey().value());
    QCOMPARE(SqliteRegistry::open(m_bench->path(), Mode::Existing, &other).error().code,
             ErrorCode::Corrupt);
    QCOMPARE(SqliteRegistry::open(m_bench->path(), Mode::Create, &other).error().code,
             ErrorCode::Corrupt);
    QVERIFY(m_bench->open().has_value());
}

void TstSqliteRegistry::without_a_key_facts_can_be_read_and_nothing_sealed()
{
    const QByteArray before = textOf(m_bench->filled()->content().value());
    const auto registry = SqliteRegistry::open(m_bench->path(), Mode::Existing, nullptr).value();
    QCOMPARE(textOf(registry->content().value()), before);
    QCOMPARE(registry->endpoint(kCamera).error().code, ErrorCode::KeychainUnavailable);
    QCOMPARE(registry->replaceAll(contentOf(bytesOf(example()))).error().code,
             ErrorCode::KeychainUnavailable);
    QCOMPARE(textOf(registry->content().value()), before);
    QCOMPARE(m_bench->open().value()->endpoint(kCamera)->password.revealBytes(),
             QByteArray("Exemple-1234"));
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
    const Facts before = m_bench->filled()->facts().value();
    QVERIFY(before.cameras.value({QStringLiteral("cam-hall")}).panorama);
    QVERIFY(m_bench->open().value()->database()
                .execute("DROP TABLE mask_corner; DROP TABLE camera_mask; DROP TABLE "
                         "camera_panorama; DROP TABLE wall_item; ALTER TABLE camera DROP COLUMN "
                         "number; PRAGMA user_version = 2")
                .has_value());
    const auto registry = m_bench->open();
    QVERIFY(registry.has_value());
    const auto facts = (*registry)->facts();
    QVERIFY(facts.has_value());
    const Camera camera = facts->cameras.value({QStringLiteral("cam-hall")});
    QVERIFY(camera.masks.isEmpty() && !camera.panorama);
    QCOMPARE(facts->cameras.size(), before.cameras.size());
    QVERIFY((*registry)->replaceAll(contentOf(bytesOf(example()))).has_value());
    QCOMPARE((*registry)->facts()->cameras, before.cameras);
}

void TstSqliteRegistry::a_mask_that_lost_a_row_is_no_registry()
{
    const auto registry = m_bench->filled();
    QVERIFY(registry->database()
                .execute("PRAGMA foreign_keys = OFF; DELETE FROM camera_mask WHERE position = 1; "
                         "PRAGMA foreign_keys = ON")
                .has_value());
    QCOMPARE(registry->facts().error().code, ErrorCode::Corrupt);
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

void TstSqliteRegistry::a_value_that_is_none_of_ours_is_not_believed_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("a category") << QByteArray("UPDATE person SET category = 'roi'");
    QTest::newRow("an end of an agrement")
        << QByteArray("UPDATE agrement SET valid_until = '31/12/2099'");
    QTest::newRow("a withdrawal") << QByteArray("UPDATE agrement SET withdrawn_on = 'never'");
    QTest::newRow("a kind of habilitation") << QByteArray("UPDATE habilitation SET kind = 'all'");
    QTest::newRow("a kind of camera") << QByteArray("UPDATE camera SET kind = ''");
    QTest::newRow("a kind of post") << QByteArray("UPDATE post SET kind = 'x'");
    QTest::newRow("a kind of convention") << QByteArray("UPDATE convention SET kind = 'x'");
    QTest::newRow("a service") << QByteArray("UPDATE arrete SET service = 'x'");
}

void TstSqliteRegistry::a_value_that_is_none_of_ours_is_not_believed()
{
    QFETCH(QByteArray, sql);
    const auto registry = m_bench->filled();
    QVERIFY(registry->database().execute(sql.constData()).has_value());
    QCOMPARE(registry->facts().error().code, ErrorCode::Corrupt);
    QCOMPARE(registry->content().error().code, ErrorCode::Corrupt);
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
