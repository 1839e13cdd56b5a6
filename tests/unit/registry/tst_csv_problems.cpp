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

struct Read {
    bool accepted = false;
    QStringList problems;
};

Read read(const QByteArray &csv, CsvKind kind = CsvKind::Cameras)
{
    Read read;
    const auto content = mergedFromCsv(csv, kind, contentOf(bytesOf(example())), read.problems);
    read.accepted = content.has_value();
    if (!content && content.error().code != ErrorCode::InvalidArgument)
        QTest::qFail("another error", __FILE__, __LINE__);
    return read;
}

constexpr char kHead[] = "id;name;site;kind;latitude;longitude;number;listed;system;onvif;sub\n";

} // namespace

/// Every mistake of a table is named with its line and its column, and nothing is imported.
class TstCsvProblems final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void one_mistake_is_named_data();
    void one_mistake_is_named();
    void a_mistake_of_a_person_is_named();
    void every_mistake_is_listed();
    void a_wrong_encoding_says_what_to_do_data();
    void a_wrong_encoding_says_what_to_do();
    void a_hostile_table_cannot_fill_memory_data();
    void a_hostile_table_cannot_fill_memory();
    void what_is_wrong_in_the_registry_says_so();
};

void TstCsvProblems::one_mistake_is_named_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QString>("problem");
    const auto table = [](const char *name, const QByteArray &csv, const char *problem) {
        QTest::newRow(name) << csv << QString::fromUtf8(problem);
    };
    const auto row = [&](const char *name, const QByteArray &line, const char *problem) {
        table(name, kHead + ("cam-8;Halle;gare;fixed;;;;;;;\n" + line), problem);
    };
    row("an unknown site", "cam-9;Quai;port;fixed;;;;;;;", "line 3, column 3 (site): no site 'port'");
    row("an unknown kind", "cam-9;Quai;gare;dome;;;;;;;", "line 3, column 4 (kind): unknown value 'dome'");
    row("no name", "cam-9;;gare;fixed;;;;;;;", "line 3, column 2 (name): is missing");
    row("no id", ";Quai;gare;fixed;;;;;;;", "line 3, column 1 (id): is missing");
    row("an id with a blank", "cam 9;Quai;gare;fixed;;;;;;;",
        "line 3, column 1 (id): 'cam 9' is not an id (1 to 64 of A-Z a-z 0-9 . _ -)");
    row("the id of the line before", "cam-8;Quai;gare;fixed;;;;;;;", "line 3, column 1 (id): 'cam-8' appears twice");
    row("a latitude in words", "cam-9;Quai;gare;fixed;nord;2;;;;;",
        "line 3, column 5 (latitude): is not a number from -90 to 90");
    row("latitude and longitude swapped", "cam-9;Quai;gare;fixed;2,08;49,43;;;;;",
        "line 3, column 5 (latitude): latitude and longitude are swapped");
    row("nowhere", "cam-9;Quai;gare;fixed;0;0;;;;;",
        "line 3, column 5 (latitude): 0, 0 lies in the sea: the position is missing");
    row("half a number", "cam-9;Quai;gare;fixed;;;1,5;;;;", "line 3, column 7 (number): is not a whole number");
    row("the number of another camera", "cam-9;Quai;gare;fixed;;;101;;;;",
        "line 3, column 7 (number): 101 is the number of 'cam-01' too");
    row("neither yes nor no", "cam-9;Quai;gare;fixed;;;;peut-être;aut-60057;;",
        "line 3, column 8 (listed): is not true or false");
    row("an unknown authorisation", "cam-9;Quai;gare;fixed;;;;oui;aut-0;;", "line 3, column 9 (system): no system 'aut-0'");
    row("a list of no authorisation", "cam-9;Quai;gare;fixed;;;;oui;;;",
        "line 3, column 8 (listed): in the list of which authorisation? the system is missing");
    row("a page for a stream", "cam-9;Quai;gare;fixed;;;;;;;http://192.0.2.1/",
        "line 3, column 11 (sub): stream 'sub' has no rtsp:// or rtsps:// address");
    row("a file for a device", "cam-9;Quai;gare;fixed;;;;;;file:///etc/passwd;",
        "line 3, column 10 (onvif): onvif has no http:// or https:// address");
    row("a password in an address", "cam-9;Quai;gare;fixed;;;;;;;rtsp://u:p@192.0.2.1/",
        "line 3, column 11 (sub): stream 'sub' holds credentials in its address: use user and password");
    row("a line break in a name", "cam-9;\"Quai\nnord\";gare;fixed;;;;;;;", "line 3, column 2 (name): holds a control character");
    row("a cell too many", "cam-9;Quai;gare;fixed;;;;;;;;", "line 3: 12 cells where the first line has 11");
    row("a cell too few", "cam-9;Quai;gare;fixed;;;;;;", "line 3: 10 cells where the first line has 11");
    row("a quotation mark within", "cam-9;Quai \"nord\";gare;fixed;;;;;;;",
        "line 3, column 2: a quotation mark within a cell: put the cell in quotation marks and double those inside");
    row("text behind a quotation", "cam-9;\"Quai\" nord;gare;fixed;;;;;;;",
        "line 3, column 2: a quotation mark within a cell: put the cell in quotation marks and double those inside");
    row("a quotation that never ends", "cam-9;\"Quai;gare;fixed;;;;;;;\ncam-10;Pont;gare;fixed;;;;;;;",
        "line 3, column 2: a quotation mark that is never closed");
    table("an unknown column", "id;name;site;kind;colour\ncam-9;Quai;gare;fixed;red\n",
          "line 1, column 5: unknown column 'colour'");
    table("a column twice", "id;name;site;kind;nom\ncam-9;Quai;gare;fixed;Quai\n",
          "line 1, column 5 (name): the column stands twice");
    table("a column missing", "id;name;kind\ncam-9;Quai;fixed\n", "line 1: the column 'site' is missing");
    table("nothing at all", "", "line 1: the column 'id' is missing");
    table("seventy columns", "id;name;site;kind" + QByteArray(66, ';') + "\n", "line 1, column 65: more than 64 columns");
}

void TstCsvProblems::one_mistake_is_named()
{
    QFETCH(QByteArray, csv);
    QFETCH(QString, problem);
    const Read result = read(csv);
    QVERIFY(!result.accepted);
    QVERIFY2(result.problems.contains(problem), qPrintable(result.problems.join(QLatin1Char('\n'))));
}

void TstCsvProblems::a_mistake_of_a_person_is_named()
{
    const Read result = read("id;matricule;name;category;shiftChief\npetit;P201;Marc Petit;vigile;sometimes\n", CsvKind::People);
    QVERIFY(!result.accepted);
    const QStringList expected{QStringLiteral("line 2, column 4 (category): unknown value 'vigile'"),
                               QStringLiteral("line 2, column 5 (shiftChief): is not true or false")};
    for (const QString &problem : expected)
        QVERIFY2(result.problems.contains(problem), qPrintable(result.problems.join(QLatin1Char('\n'))));
    // One of the two is in the table; whose line is named depends on nothing but that.
    QVERIFY2(!result.problems.filter(QStringLiteral("matricule")).isEmpty(),
             qPrintable(result.problems.join(QLatin1Char('\n'))));
}

void TstCsvProblems::every_mistake_is_listed()
{
    const Read result = read("id;name;site;kind\na;A;port;fixed\nb;;gare;fixed\nc;C;gare;dome\nd;D;gare;fixed\n");
    QCOMPARE(result.problems,
             (QStringList{QStringLiteral("line 3, column 2 (name): is missing"),
                          QStringLiteral("line 4, column 4 (kind): unknown value 'dome'"),
                          QStringLiteral("line 2, column 3 (site): no site 'port'")}));
}

void TstCsvProblems::a_wrong_encoding_says_what_to_do_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QString>("beginning");
    QTest::addColumn<QString>("remedy");
    QTest::newRow("Windows-1252") << QByteArray("id;name;site;kind\ncam-9;March\xe9;gare;fixed\n")
                                  << QStringLiteral("line 2: not UTF-8 after 11 characters, probably Windows-1252")
                                  << QStringLiteral("iconv -f WINDOWS-1252 -t UTF-8");
    QTest::newRow("Windows-1252 after good accents")
        << QByteArray("id;name;site;kind\ncam-8;Marché;gare;fixed\ncam-9;éà\x92;gare;fixed\n")
        << QStringLiteral("line 3: not UTF-8 after 8 characters") << QStringLiteral("CSV UTF-8");
    QTest::newRow("cut within a character") << QByteArray("id;name;site;kind\ncam-9;March\xc3")
                                            << QStringLiteral("line 2: not UTF-8 after 11 characters")
                                            << QStringLiteral("CSV UTF-8");
    QTest::newRow("UTF-16") << QByteArray("\xff\xfei\0d\0", 6) << QStringLiteral("line 1: UTF-16")
                            << QStringLiteral("CSV UTF-8");
    QTest::newRow("a zero byte") << QByteArray("id;name\ncam\0-9;x\n", 17)
                                 << QStringLiteral("line 2: a zero byte after 3 characters") << QString();
}

void TstCsvProblems::a_wrong_encoding_says_what_to_do()
{
    QFETCH(QByteArray, csv);
    QFETCH(QString, beginning);
    QFETCH(QString, remedy);
    const Read result = read(csv);
    QVERIFY(!result.accepted);
    QCOMPARE(result.problems.size(), qsizetype(1));
    QVERIFY2(result.problems.constFirst().startsWith(beginning), qPrintable(result.problems.constFirst()));
    QVERIFY(result.problems.constFirst().contains(remedy));
}

void TstCsvProblems::a_hostile_table_cannot_fill_memory_data()
{
    QTest::addColumn<QByteArray>("csv");
    const QByteArray head = "id;name;site;kind\n";
    QTest::newRow("ten million characters in a cell") << head + "cam-9;" + QByteArray(10'000'000, 'x') + ";gare;fixed\n";
    QTest::newRow("ten million characters in quotes")
        << head + "cam-9;\"" + QByteArray("é\"\"").repeated(2'500'000) + "\";gare;fixed\n";
    QTest::newRow("a quotation of ten million lines") << head + "cam-9;\"" + QByteArray(10'000'000, '\n');
    QTest::newRow("a million cells") << head + QByteArray(1'000'000, ';') + "x\n";
    QTest::newRow("a million cells with a quotation mark") << head + QByteArray("a\";").repeated(1'000'000) + "\n";
    QTest::newRow("a million columns") << QByteArray("x;").repeated(1'000'000) + "\n";
    QTest::newRow("a hundred thousand wrong lines") << head + QByteArray("x;\n").repeated(100'000);
}

void TstCsvProblems::a_hostile_table_cannot_fill_memory()
{
    QFETCH(QByteArray, csv);
    const Read result = read(csv);
    QVERIFY(!result.accepted);
    QVERIFY(result.problems.size() <= 1001);
    for (const QString &problem : result.problems)
        QVERIFY2(problem.size() < 400, qPrintable(problem.left(100)));
}

void TstCsvProblems::what_is_wrong_in_the_registry_says_so()
{
    Content base = contentOf(bytesOf(example()));
    base.facts.cameras[{QStringLiteral("cam-01")}].site = {QStringLiteral("port")};
    QStringList problems;
    QVERIFY(!mergedFromCsv("id;name;site;kind\ncam-9;Quai;gare;fixed\n", CsvKind::Cameras, base, problems));
    QCOMPARE(problems, QStringList{QStringLiteral("in the registry: cameras[cam-01].site: no site 'port'")});
}

VIGIE_TEST(TstCsvProblems)
#include "tst_csv_problems.moc"
