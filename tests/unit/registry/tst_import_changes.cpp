// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/import_changes.h>
#include <registry/json.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::registry;

namespace {

/// One commune, one site, one camera with an endpoint, one person.
const QByteArray kHere =
    "{\"format\": \"vigie-registry/1\","
    "\"communes\": [{\"insee\": \"60057\", \"name\": \"Beauvais\", \"department\": \"60\", \"latitude\": 49.43, \"longitude\": 2.08}],"
    "\"sites\": [{\"id\": \"gare\", \"name\": \"Gare\", \"commune\": \"60057\"}],"
    "\"cameras\": [{\"id\": \"cam-01\", \"name\": \"Parvis\", \"site\": \"gare\", \"kind\": \"fixed\","
    " \"endpoint\": {\"user\": \"vigie\", \"streams\": [{\"name\": \"sub\", \"url\": \"rtsp://192.0.2.1/sub\"}]}}],"
    "\"persons\": [{\"id\": \"durand\", \"matricule\": \"ADM1\", \"name\": \"Durand\", \"category\": \"administrateur\"}]}";

Content here()
{
    QStringList problems;
    auto content = contentFromJson(kHere, problems);
    if (!content)
        qFatal("%s", qPrintable(problems.join(QLatin1Char('\n'))));
    return *content;
}

QByteArray part(const QByteArray &lists)
{
    return "{\"format\": \"vigie-registry/1\", " + lists + "}";
}

} // namespace

/// What a file would change, before anybody agrees to it.
class TstImportChanges final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void what_is_already_there_changes_nothing()
    {
        QStringList problems;
        const auto changes = changesFromFile(here(), kHere, problems);
        QVERIFY2(changes, qPrintable(problems.join(QLatin1Char('\n'))));
        QVERIFY(changes->isEmpty());
    }
    void each_thing_comes_with_what_it_was()
    {
        QStringList problems;
        const auto changes = changesFromFile(
            here(),
            part("\"sites\": [{\"id\": \"gare\", \"name\": \"Gare SNCF\", \"commune\": \"60057\"}, {\"id\": \"halle\", \"name\": \"Halle\", \"commune\": \"60057\"}]"),
            problems);
        QVERIFY2(changes, qPrintable(problems.join(QLatin1Char('\n'))));
        QCOMPARE(changes->size(), 2);
        QCOMPARE(changes->at(0).list, QStringLiteral("sites"));
        QCOMPARE(changes->at(0).before.value(QLatin1String("name")).toString(), QStringLiteral("Gare"));
        QCOMPARE(changes->at(0).after.value(QLatin1String("name")).toString(), QStringLiteral("Gare SNCF"));
        QVERIFY(changes->at(1).before.isEmpty());
        QCOMPARE(changes->at(1).after.value(QLatin1String("id")).toString(), QStringLiteral("halle"));
    }
    void passwords_of_a_file_come_along()
    {
        QStringList problems;
        const auto people = changesFromFile(
            here(), part("\"persons\": [{\"id\": \"durand\", \"matricule\": \"ADM1\", \"name\": \"Durand\", \"category\": \"administrateur\", \"password\": \"Mot-de-passe-1\"}]"),
            problems);
        QVERIFY2(people && people->size() == 1, qPrintable(problems.join(QLatin1Char('\n'))));
        QCOMPARE(people->at(0).after.value(QLatin1String("password")).toString(), QStringLiteral("Mot-de-passe-1"));
        const auto cameras = changesFromFile(here(), "id;name;site;kind;user;password\ncam-01;Parvis;gare;fixed;vigie;Secret-1\n", problems);
        QVERIFY2(cameras && cameras->size() == 1, qPrintable(problems.join(QLatin1Char('\n'))));
        QCOMPARE(cameras->at(0).after.value(QLatin1String("endpoint")).toObject().value(QLatin1String("password")).toString(), QStringLiteral("Secret-1"));
    }
    void what_stands_against_it_is_named_and_nothing_is_given()
    {
        QStringList problems;
        QVERIFY(!changesFromFile(here(), part("\"cameras\": [{\"id\": \"cam-02\", \"name\": \"x\", \"site\": \"nowhere\", \"kind\": \"fixed\"}]"), problems));
        QVERIFY2(problems.join(QLatin1Char('\n')).contains(QLatin1String("nowhere")), qPrintable(problems.join(QLatin1Char('\n'))));
        QVERIFY(problems.constFirst().startsWith(QLatin1String("line 1")));
    }
    void what_is_no_registry_is_said_so_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("a letter") << QByteArray("Madame, Monsieur,\n");
        QTest::newRow("another table") << QByteArray("a;b;c\n1;2;3\n");
        QTest::newRow("broken JSON") << QByteArray("{\"format\": ");
        QTest::newRow("another JSON") << QByteArray("[1, 2, 3]");
        QTest::newRow("zeros") << QByteArray(4096, '\0');
    }
    void what_is_no_registry_is_said_so()
    {
        QFETCH(const QByteArray, file);
        QStringList problems;
        const auto changes = changesFromFile(here(), file, problems);
        QVERIFY(!changes);
        QVERIFY(!problems.isEmpty());
    }
};

VIGIE_TEST(TstImportChanges)
#include "tst_import_changes.moc"
