// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry_bench.h"

#include <registry/csv.h>
#include <support/test_main.h>

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::registry;
using namespace vigie::test;

namespace {

Content exampleContent()
{
    return contentOf(bytesOf(example()));
}

/// Merged without a problem, or an empty content and a failed test.
Content merged(const QByteArray &csv, CsvKind kind, Content base = exampleContent())
{
    QStringList problems;
    auto content = mergedFromCsv(csv, kind, std::move(base), problems);
    if (!content)
        QTest::qFail(qPrintable(problems.join(QLatin1Char('\n'))), __FILE__, __LINE__);
    return content ? std::move(*content) : Content();
}

Camera camera(const Content &content, const char *id)
{
    return content.facts.cameras.value({QString::fromLatin1(id)});
}

} // namespace

/// Cameras and people as tables.
class TstCsv final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void a_table_is_read_however_it_was_saved_data();
    void a_table_is_read_however_it_was_saved();
    void every_column_of_a_camera();
    void every_column_of_a_person();
    void a_known_camera_keeps_what_the_table_does_not_say();
    void an_empty_cell_is_no_value();
    void what_is_written_is_read_again();
    void secrets_are_never_written();
    void a_formula_is_disarmed_and_comes_back_data();
    void a_formula_is_disarmed_and_comes_back();
    void the_first_line_says_what_it_is_data();
    void the_first_line_says_what_it_is();
    void the_list_of_an_authorisation_follows_its_column();
};

void TstCsv::a_table_is_read_however_it_was_saved_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::newRow("semicolons") << QByteArray("id;name;site;kind;latitude\ncam-9;Place \"du\" Marché;gare;fixed;49.5\n")
                                       .replace("Place \"du\" Marché", "\"Place \"\"du\"\" Marché\"");
    QTest::newRow("commas") << QByteArray("id,name,site,kind,latitude\ncam-9,\"Place \"\"du\"\" Marché\",gare,fixed,49.5\n");
    QTest::newRow("tabulations") << QByteArray("id\tname\tsite\tkind\tlatitude\ncam-9\t\"Place \"\"du\"\" Marché\"\tgare\tfixed\t49.5");
    QTest::newRow("Windows, with a byte order mark")
        << QByteArray("\xef\xbb\xbfid;name;site;kind;latitude\r\ncam-9;\"Place \"\"du\"\" Marché\";gare;fixed;49,5\r\n");
    QTest::newRow("old Macintosh")
        << QByteArray("id;name;site;kind;latitude\rcam-9;\"Place \"\"du\"\" Marché\";gare;fixed;49,5\r");
    QTest::newRow("French heads, in capitals")
        << QByteArray("IDENTIFIANT;Nom;Site;Type;Latitude\ncam-9;\"Place \"\"du\"\" Marché\";gare;fixed;49,5\n");
    QTest::newRow("blanks around, empty lines, columns in another order")
        << QByteArray("\n;;;;\nkind ; id;latitude; name ;site\n fixed;cam-9 ;49,5;\"Place \"\"du\"\" Marché\"; gare\n;;;;\n\n");
}

void TstCsv::a_table_is_read_however_it_was_saved()
{
    QFETCH(QByteArray, csv);
    const Content content = merged(csv, CsvKind::Cameras);
    const Camera added = camera(content, "cam-9");
    QCOMPARE(added.name, QStringLiteral("Place \"du\" Marché"));
    QCOMPARE(added.position.latitude, 49.5);
    QCOMPARE(added.position.longitude, 2.0886); // of its site
    QCOMPARE(content.facts.cameras.size(), exampleContent().facts.cameras.size() + 1);
}

void TstCsv::every_column_of_a_camera()
{
    const Content content =
        merged("id;name;site;system;listed;kind;number;latitude;longitude;heading;fieldOfView;user;password;onvif;sub;main\n"
               "cam-9;Quai;gare;aut-60057;oui;ptz;77;49,43;2,08;310,5;60;vigie;Exemple-99;http://192.0.2.9/onvif;"
               "rtsp://192.0.2.9/sub;rtsp://192.0.2.9/main\n",
               CsvKind::Cameras);
    const Camera added = camera(content, "cam-9");
    const Camera expected{added.id,
                          QStringLiteral("Quai"),
                          {QStringLiteral("gare")},
                          {QStringLiteral("aut-60057")},
                          CameraKind::Ptz,
                          {49.43, 2.08},
                          310.5,
                          60,
                          77,
                          {},
                          {}};
    QCOMPARE(added, expected);
    QVERIFY(content.facts.systems.value(added.system).cameras.contains(added.id));
    const auto endpoint = content.endpoints.value(added.id);
    QVERIFY(endpoint);
    QCOMPARE(endpoint->user, QStringLiteral("vigie"));
    QCOMPARE(endpoint->password.revealBytes(), QByteArray("Exemple-99"));
    QCOMPARE(endpoint->onvifUrl.toString(), QStringLiteral("http://192.0.2.9/onvif"));
    QCOMPARE(endpoint->streams.size(), 2);
    QCOMPARE(endpoint->streams.at(0).name, QStringLiteral("sub"));
    QCOMPARE(endpoint->streams.at(1).url.toString(), QStringLiteral("rtsp://192.0.2.9/main"));
}

void TstCsv::every_column_of_a_person()
{
    const Content content =
        merged("id;matricule;name;category;employer;employerKind;sharedAccount;shiftChief;disabled;password\n"
               "petit;A103;Marc Petit;agent-territorial;Syndicat mixte;syndicat-mixte;non;oui;FAUX;une phrase de passe\n",
               CsvKind::People);
    const Person added = content.facts.persons.value({QStringLiteral("petit")});
    QCOMPARE(added.matricule, QStringLiteral("A103"));
    QCOMPARE(added.name, QStringLiteral("Marc Petit"));
    QCOMPARE(added.category, Category::AgentTerritorial);
    QCOMPARE(added.employer, QStringLiteral("Syndicat mixte"));
    QCOMPARE(added.employerKind, QStringLiteral("syndicat-mixte"));
    QVERIFY(!added.sharedAccount && added.shiftChief && !added.disabled);
    QCOMPARE(content.credentials.value(added.id)->password.revealBytes(), QByteArray("une phrase de passe"));
}

void TstCsv::a_known_camera_keeps_what_the_table_does_not_say()
{
    const Content before = exampleContent();
    const Content after = merged("id;name;site;kind\ncam-hall;Grand hall;gare;panoramic\ncam-01;Parvis;gare;ptz\n", CsvKind::Cameras);
    Camera hall = camera(before, "cam-hall");
    QVERIFY(!hall.masks.isEmpty() && hall.panorama);
    hall.name = QStringLiteral("Grand hall");
    QCOMPARE(camera(after, "cam-hall"), hall);
    const auto endpoint = after.endpoints.value({QStringLiteral("cam-01")});
    QCOMPARE(endpoint->streams, before.endpoints.value({QStringLiteral("cam-01")})->streams);
    QVERIFY2(endpoint->password.isEmpty(), "the one that is sealed stays");
}

void TstCsv::an_empty_cell_is_no_value()
{
    const Content after = merged("id;name;site;kind;system;number;sub\ncam-01;Parvis;gare;ptz;;;\n", CsvKind::Cameras);
    const Camera changed = camera(after, "cam-01");
    QVERIFY(changed.system.isNull());
    QCOMPARE(changed.number, 0);
    const auto endpoint = after.endpoints.value(changed.id);
    QCOMPARE(endpoint->streams.size(), 1);
    QCOMPARE(endpoint->streams.at(0).name, QStringLiteral("main"));
}

void TstCsv::what_is_written_is_read_again()
{
    const Content before = exampleContent();
    for (const CsvKind kind : {CsvKind::Cameras, CsvKind::People}) {
        const QByteArray csv = toCsv(before, kind);
        QVERIFY(csv.startsWith("\xef\xbb\xbf"));
        QCOMPARE(csvKindOf(csv), std::optional(kind));
        QCOMPARE(textOf(merged(csv, kind)), textOf(before));
    }
}

void TstCsv::secrets_are_never_written()
{
    const Content content = exampleContent();
    for (const CsvKind kind : {CsvKind::Cameras, CsvKind::People}) {
        const QByteArray csv = toCsv(content, kind);
        for (const char *secret : {"Exemple-1234", "exemple de phrase", "$argon2id$", "password"})
            QVERIFY2(!csv.contains(secret), secret);
    }
}

void TstCsv::a_formula_is_disarmed_and_comes_back_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("cell");
    QTest::newRow("a formula") << QStringLiteral("=HYPERLINK(\"x\")") << QByteArray("\"'=HYPERLINK(\"\"x\"\")\"");
    QTest::newRow("a plus") << QStringLiteral("+33") << QByteArray("'+33");
    QTest::newRow("an apostrophe before a formula") << QStringLiteral("'=1") << QByteArray("''=1");
    QTest::newRow("an apostrophe before a word") << QStringLiteral("'t Hof") << QByteArray("'t Hof");
    QTest::newRow("a semicolon") << QStringLiteral("a;b") << QByteArray("\"a;b\"");
}

void TstCsv::a_formula_is_disarmed_and_comes_back()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, cell);
    Content content = exampleContent();
    content.facts.cameras[{QStringLiteral("cam-01")}].name = name;
    const QByteArray csv = toCsv(content, CsvKind::Cameras);
    QVERIFY2(csv.contains(QByteArray("cam-01;" + cell + ";gare")), csv.constData());
    QCOMPARE(camera(merged(csv, CsvKind::Cameras), "cam-01").name, name);
}

void TstCsv::the_first_line_says_what_it_is_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<int>("kind");
    QTest::newRow("cameras") << QByteArray("id;name;site;kind") << int(CsvKind::Cameras);
    QTest::newRow("people") << QByteArray("id,matricule,name,category\n") << int(CsvKind::People);
    QTest::newRow("nothing") << QByteArray() << -1;
    QTest::newRow("a list of streets") << QByteArray("rue;ville\n") << -1;
    QTest::newRow("both at once") << QByteArray("id;name;site;kind;matricule;category\n") << -1;
}

void TstCsv::the_first_line_says_what_it_is()
{
    QFETCH(QByteArray, csv);
    QFETCH(int, kind);
    const auto found = csvKindOf(csv);
    QCOMPARE(found ? int(*found) : -1, kind);
}

void TstCsv::the_list_of_an_authorisation_follows_its_column()
{
    const SystemId system{QStringLiteral("aut-60057")};
    const CameraId id{QStringLiteral("cam-01")};
    QVERIFY(exampleContent().facts.systems.value(system).cameras.contains(id));
    const auto listedAfter = [&](const QByteArray &cell) {
        return merged("id;name;site;system;kind;listed\ncam-01;Parvis;gare;aut-60057;ptz;" + cell + "\n", CsvKind::Cameras)
            .facts.systems.value(system)
            .cameras.contains(id);
    };
    QVERIFY(listedAfter("oui"));
    QVERIFY(!listedAfter("non"));
    QVERIFY2(listedAfter(""), "an empty cell changes no list");
}

VIGIE_TEST(TstCsv)
#include "tst_csv.moc"
