// SPDX-License-Identifier: GPL-3.0-or-later
#include "vigiectl_run.h"

#include <core/clock.h>
#include <registry/sqlite_feed.h>
#include <support/test_main.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <sys/stat.h>

using namespace vigie;
using namespace vigie::test;

namespace {

QStringList registryLine(const char *line)
{
    return QStringList{QStringLiteral("registry")}
    + QString::fromLatin1(line).split(QLatin1Char(' '));
}

QList<QJsonObject> recordsOf(const QString &path)
{
    QList<QJsonObject> records;
    for (const QByteArray &line : bytesOf(path).split('\n')) {
        if (!line.isEmpty())
            records.append(
                QJsonDocument::fromJson(line).object().value(QLatin1String("record")).toObject());
    }
    return records;
}

QJsonObject detailsOf(const QJsonObject &record)
{
    return record.value(QLatin1String("details")).toObject();
}

/// The passwords of the demo's cameras.
QList<QByteArray> demoPasswords()
{
    QList<QByteArray> passwords;
    const auto plan = QJsonDocument::fromJson(bytesOf(demoPlan())).object();
    for (const QJsonValue &camera : plan.value(QLatin1String("cameras")).toArray())
        passwords.append(camera.toObject().value(QLatin1String("password")).toString().toUtf8());
    return passwords;
}

} // namespace

class TstRegistryDoor final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(!qEnvironmentVariableIsEmpty("VIGIECTL")); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_station = std::make_unique<StationFolder>();
    }
    void the_demo_is_made_and_says_who_may_sign_in();
    void a_file_is_checked_without_being_imported();
    void every_problem_is_listed_and_nothing_changes();
    void the_first_import_makes_the_key();
    void a_wrong_passphrase_changes_nothing();
    void what_is_exported_can_be_imported();
    void a_part_is_merged();
    void a_table_of_cameras_is_merged();
    void a_table_with_mistakes_changes_nothing();
    void a_table_that_is_none_is_refused();
    void a_change_is_in_the_journal();
    void a_change_without_a_journal_is_none();
    void a_running_console_notices();
    void no_secret_leaves();
    void a_file_that_is_not_there_data();
    void a_file_that_is_not_there();

private:
    [[nodiscard]] QString example() const
    {
        return m_station->put(QStringLiteral("example.json"), exampleRegistry());
    }
    void importExample() const
    {
        const Run run = m_station->run(registryLine("import") + QStringList{example()});
        QVERIFY2(run.status == 0, qPrintable(run.text()));
    }
    [[nodiscard]] QByteArray exported() const
    {
        const QString file = m_station->beside(QStringLiteral("out.json"));
        const Run run = m_station->run(registryLine("export") + QStringList{file});
        return run.status == 0 ? bytesOf(file) : QByteArray("not exported: ") + run.err;
    }

    std::unique_ptr<StationFolder> m_station;
};

void TstRegistryDoor::the_demo_is_made_and_says_who_may_sign_in()
{
    QVERIFY(QDir().mkpath(m_station->path()));
    const Run run = m_station->makeDemo();
    QVERIFY2(run.status == 0, qPrintable(run.text()));
    QCOMPARE(run.out.count('\n'), qsizetype(11));
    QVERIFY(run.out.contains("A101"));
    QVERIFY(run.out.contains("Claire Martin"));
    // Never over a station that is there.
    const Run again = m_station->makeDemo();
    QVERIFY2(again.status == 1, qPrintable(again.text()));
    QVERIFY(again.err.contains("AlreadyExists"));
}

void TstRegistryDoor::a_file_is_checked_without_being_imported()
{
    const Run check = m_station->run(registryLine("check") + QStringList{example()});
    QVERIFY2(check.status == 0, qPrintable(check.text()));
    QCOMPARE(check.out, QByteArray("sound: 2 communes, 2 cameras, 2 persons\n"));
    const Run dry = m_station->run(registryLine("import")
                                   + QStringList{example(), QStringLiteral("--dry-run")});
    QCOMPARE(dry.status, 0);
    QVERIFY(!QFile::exists(m_station->path()));
}

void TstRegistryDoor::every_problem_is_listed_and_nothing_changes()
{
    importExample();
    const QByteArray before = exported();
    QByteArray wrong = exampleRegistry();
    wrong.replace("\"kind\": \"ptz\"", "\"kind\": \"dome\"")
        .replace("\"site\": \"gare\"", "\"site\": \"port\"");
    const QString file = m_station->put(QStringLiteral("wrong.json"), wrong);
    for (const char *command : {"check", "import"}) {
        const Run run = m_station->run(registryLine(command) + QStringList{file});
        QVERIFY2(run.status == 1, qPrintable(run.text()));
        const QByteArrayList said = run.out.trimmed().split('\n');
        QCOMPARE(said.size(), qsizetype(3));
        const auto placed = [&](const QByteArray &token, qsizetype from, const QByteArray &what) -> QByteArray {
            const qsizetype at = wrong.indexOf(token, from) + token.indexOf(' ') + 1;
            const qsizetype line = wrong.left(at).count('\n') + 1;
            return "line " + QByteArray::number(line) + ", column "
                + QByteArray::number(at - wrong.lastIndexOf('\n', at)) + ": " + what;
        };
        QCOMPARE(said.at(0), placed("\"kind\": \"dome\"", 0, "$.cameras[0].kind: unknown value 'dome'"));
        QCOMPARE(said.at(1), placed("\"site\": \"port\"", 0, "cameras[cam-01].site: no site 'port'"));
        QCOMPARE(said.at(2),
                 placed("\"site\": \"port\"", wrong.indexOf("cam-hall\", \"name"), "cameras[cam-hall].site: no site 'port'"));
        QVERIFY(run.err.contains("InvalidArgument: 3 problems"));
    }
    QCOMPARE(exported(), before);
}

void TstRegistryDoor::the_first_import_makes_the_key()
{
    const Run run = m_station->run(registryLine("import") + QStringList{example()});
    QVERIFY2(run.status == 0, qPrintable(run.text()));
    QCOMPARE(run.out, QByteArray("imported: 2 communes, 2 cameras, 2 persons\n"));
    for (const char *name :
         {"", "station.key", "registry.sqlite", "journal.jsonl", "journal.jsonl.head"}) {
        struct stat status { };
        const QString path = m_station->file(QLatin1String(name));
        QVERIFY2(::stat(QFile::encodeName(path).constData(), &status) == 0, name);
        QVERIFY2((status.st_mode & 0077) == 0, name);
    }
}

void TstRegistryDoor::a_wrong_passphrase_changes_nothing()
{
    importExample();
    const QByteArray before = exported();
    const QByteArray journal = bytesOf(m_station->journal());
    const Run run =
        vigiectl(registryLine("suspend-agrement martin --data") + QStringList{m_station->path()},
                 "une autre phrase bien longue\n");
    QVERIFY2(run.status == 1, qPrintable(run.text()));
    QVERIFY(run.err.contains("WrongPassphrase"));
    QVERIFY(!run.err.contains("autre phrase"));
    QCOMPARE(exported(), before);
    QCOMPARE(bytesOf(m_station->journal()), journal);
}

void TstRegistryDoor::what_is_exported_can_be_imported()
{
    importExample();
    const QByteArray first = exported();
    QVERIFY2(QJsonDocument::fromJson(first).isObject(), first.constData());
    const QString file = m_station->put(QStringLiteral("again.json"), first);
    const Run run = m_station->run(registryLine("import") + QStringList{file});
    QVERIFY2(run.status == 0, qPrintable(run.text()));
    QCOMPARE(exported(), first);
}

void TstRegistryDoor::a_part_is_merged()
{
    importExample();
    const QString part = m_station->put(QStringLiteral("part.json"),
                                        R"({"format": "vigie-registry/1", "persons": [
            {"id": "petit", "matricule": "A103", "name": "Marc Petit", "category": "agent-territorial"}],
            "duties": [{"id": "service-2", "person": "petit", "post": "poste-1"}]})");
    // Alone it refers to a post that is not there.
    QCOMPARE(m_station->run(registryLine("check") + QStringList{part}).status, 1);
    for (const char *command : {"check", "import"}) {
        const Run run =
            m_station->run(registryLine(command) + QStringList{part, QStringLiteral("--merge")});
        QVERIFY2(run.status == 0, qPrintable(run.text()));
        QVERIFY(run.out.contains("2 communes, 2 cameras, 3 persons"));
    }
    QVERIFY(exported().contains("Marc Petit"));
}

void TstRegistryDoor::a_table_of_cameras_is_merged()
{
    importExample();
    const QString table = m_station->beside(QStringLiteral("out.csv"));
    const Run out = m_station->run(registryLine("export --kind cameras") + QStringList{table});
    QVERIFY2(out.status == 0, qPrintable(out.text()));
    QByteArray csv = bytesOf(table);
    QVERIFY(csv.contains("Parvis de la gare"));
    QVERIFY2(!csv.contains("Exemple-1234"), "a password in a table");
    csv.replace("Parvis de la gare", "Parvis nord");
    const QString changed = m_station->put(QStringLiteral("changed.csv"), csv);
    const QByteArray before = exported();
    const Run dry = m_station->run(registryLine("check") + QStringList{changed});
    QVERIFY2(dry.status == 0, qPrintable(dry.text()));
    QCOMPARE(exported(), before);
    const Run run = m_station->run(registryLine("import") + QStringList{changed});
    QVERIFY2(run.status == 0, qPrintable(run.text()));
    QCOMPARE(exported(), QByteArray(before).replace("Parvis de la gare", "Parvis nord"));
}

void TstRegistryDoor::a_table_with_mistakes_changes_nothing()
{
    importExample();
    const QByteArray before = exported();
    const QByteArray journal = bytesOf(m_station->journal());
    const QString table = m_station->put(
        QStringLiteral("wrong.csv"), "id;name;site;kind\ncam-09;Halle;port;fixed\ncam-10;Quai;gare;dome\n");
    for (const char *command : {"check", "import"}) {
        const Run run = m_station->run(registryLine(command) + QStringList{table});
        QVERIFY2(run.status == 1, qPrintable(run.text()));
        QCOMPARE(run.out,
                 QByteArray("line 3, column 4 (kind): unknown value 'dome'\n"
                            "line 2, column 3 (site): no site 'port'\n"));
    }
    QCOMPARE(exported(), before);
    QCOMPARE(bytesOf(m_station->journal()), journal);
}

void TstRegistryDoor::a_table_that_is_none_is_refused()
{
    importExample();
    const QString table = m_station->put(QStringLiteral("list.csv"), "rue;ville\nde la Gare;Beauvais\n");
    const Run run = m_station->run(registryLine("import") + QStringList{table});
    QCOMPARE(run.status, 1);
    QVERIFY2(run.err.contains("--kind cameras"), qPrintable(run.text()));
    QCOMPARE(m_station->run(registryLine("import --kind trees") + QStringList{table}).status, 1);
    QCOMPARE(m_station->run(registryLine("export") + QStringList{table}).status, 1);
}

void TstRegistryDoor::a_change_is_in_the_journal()
{
    importExample();
    for (const char *line :
         {"suspend-agrement martin", "lift-agrement martin", "suspend-habilitation hab-martin",
          "lift-habilitation hab-martin", "denounce-convention conv-csd"}) {
        const Run run = m_station->run(registryLine(line));
        QVERIFY2(run.status == 0, qPrintable(run.text()));
        QCOMPARE(run.json().constFirst().value(QLatin1String("change")).toString(),
                 QString::fromLatin1(line).section(QLatin1Char(' '), 0, 0));
    }
    const Run password =
        m_station->run(registryLine("set-password martin"), "une nouvelle phrase\n");
    QVERIFY2(password.status == 0, qPrintable(password.text()));
    // What is not there is not changed, and not recorded.
    QCOMPARE(m_station->run(registryLine("suspend-agrement nobody")).status, 1);
    QCOMPARE(m_station->run(registryLine("end-duty durand")).status, 1);

    QStringList changes;
    qint64 version = 1;
    for (const QJsonObject &record : recordsOf(m_station->journal())) {
        QCOMPARE(record.value(QLatin1String("operation")).toString(),
                 QStringLiteral("registry-change"));
        QVERIFY(record.value(QLatin1String("matricule"))
                    .toString()
                    .startsWith(QLatin1String("vigiectl/")));
        QCOMPARE(record.value(QLatin1String("registry_version")).toInteger(), ++version);
        changes.append(detailsOf(record).value(QLatin1String("change")).toString());
    }
    QCOMPARE(changes.join(QLatin1Char(' ')),
             QStringLiteral("import suspend-agrement lift-agrement suspend-habilitation "
                            "lift-habilitation denounce-convention set-password"));
    QCOMPARE(m_station
                 ->run({QStringLiteral("journal"), QStringLiteral("verify"),
                        QStringLiteral("--authenticate")})
                 .status,
             0);
}

void TstRegistryDoor::a_change_without_a_journal_is_none()
{
    importExample();
    const QByteArray before = exported();
    QByteArray journal = bytesOf(m_station->journal());
    journal[journal.size() / 2] = static_cast<char>(journal.at(journal.size() / 2) ^ 1);
    QFile file(m_station->journal());
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(journal);
    file.close();
    const Run run = m_station->run(registryLine("denounce-convention conv-police"));
    QVERIFY2(run.status == 1, qPrintable(run.text()));
    QVERIFY(run.err.contains("record 1: "));
    QCOMPARE(exported(), before);
}

void TstRegistryDoor::a_running_console_notices()
{
    importExample();
    const SystemClock clock;
    registry::SqliteFactsFeed feed(m_station->file(QStringLiteral("registry.sqlite")), clock);
    QVERIFY(feed.start().has_value());
    QSignalSpy changed(&feed, &registry::FactsFeed::changed);
    const TitleId convention{QStringLiteral("conv-police")};
    QVERIFY(!feed.facts()->conventions.value(convention).denouncedAt);
    QCOMPARE(m_station->run(registryLine("denounce-convention conv-police")).status, 0);
    // The command has ended: a second at most from there.
    QVERIFY(!changed.isEmpty() || changed.wait(1000));
    QVERIFY(feed.facts()->conventions.value(convention).denouncedAt);
}

void TstRegistryDoor::no_secret_leaves()
{
    QVERIFY(QDir().mkpath(m_station->path()));
    const Run demo = m_station->makeDemo();
    QCOMPARE(demo.status, 0);
    QVERIFY(exported().contains("127.0.1.1"));
    const Run suspended = m_station->run(registryLine("suspend-agrement martin"));
    QCOMPARE(suspended.status, 0);
    QByteArray everything = demo.out + demo.err + suspended.out + suspended.err + exported();
    for (const char *name : {"registry.sqlite", "registry.sqlite-wal", "journal.jsonl",
                             "journal.jsonl.head", "station.key"})
        everything += bytesOf(m_station->file(QLatin1String(name)));
    QVERIFY(everything.size() > 50'000);
    QVERIFY(!everything.contains(kPassphrase));
    const auto passwords = demoPasswords();
    QCOMPARE(passwords.size(), qsizetype(28));
    for (const QByteArray &password : passwords)
        QVERIFY2(password.size() > 8 && !everything.contains(password), password.constData());
    // Of an export, also nothing that was made of them.
    QVERIFY(!exported().contains("argon2"));
}

void TstRegistryDoor::a_file_that_is_not_there_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line : {"check /nowhere.json", "import /nowhere.json", "export /tmp/x.json",
                             "demo --plan /nowhere.json", "suspend-agrement martin"})
        QTest::newRow(line) << QString::fromLatin1(line);
}

void TstRegistryDoor::a_file_that_is_not_there()
{
    QFETCH(QString, line);
    const Run run = m_station->run(registryLine(line.toLatin1().constData()));
    QVERIFY2(run.status == 1, qPrintable(run.text()));
    QVERIFY2(run.err.startsWith("vigiectl: "), qPrintable(run.text()));
    QVERIFY(!QFile::exists(m_station->path()));
}

VIGIE_TEST(TstRegistryDoor)
#include "tst_registry_door.moc"
