// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry_bench.h"

#include <support/test_main.h>

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::registry;
using namespace vigie::test;

namespace {

/// In lines of its own, so that a place can be counted.
const QByteArray kFile = QByteArrayList{
    "{",
    "  \"communes\": [",
    "    {\"insee\": \"60057\", \"name\": \"Saint-Élie\"}",
    "  ],",
    "  \"cameras\": [",
    "    {\"id\": \"a\", \"na\\\"me\": \"x}\", \"endpoint\": {\"streams\": [{\"name\": \"sub\"}, {\"name\": 7}]}},",
    "    {\"site\": \"port\", \"id\": \"b\", \"masks\": [",
    "      {\"corners\": [1, 2, -3]}]}",
    "  ]",
    "}"}.join('\n');

} // namespace

/// A problem of a file says in which line and column it stands.
class TstJsonPlaces final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void a_problem_has_its_line_and_column_data();
    void a_problem_has_its_line_and_column();
    void a_long_line_is_counted_in_bytes();
    void every_problem_of_a_broken_file_has_a_place();
};

void TstJsonPlaces::a_problem_has_its_line_and_column_data()
{
    QTest::addColumn<QString>("problem");
    QTest::addColumn<QString>("place");
    const auto row = [](const char *name, const char *problem, const char *place) {
        QTest::newRow(name) << QString::fromUtf8(problem) << QString::fromUtf8(place);
    };
    row("a text", "$.communes[0].name: is wrong", "line 3, column 32: ");
    row("a number in a list in a list", "$.cameras[1].masks[0].corners[2]: is wrong", "line 8, column 26: ");
    row("the second stream", "$.cameras[0].endpoint.streams[1].name: is wrong", "line 6, column 84: ");
    row("a whole object", "$.cameras[1]: is wrong", "line 7, column 5: ");
    row("a list", "$.cameras: is wrong", "line 5, column 14: ");
    row("what is missing stands where it should", "$.cameras[1].kind: is missing", "line 7, column 5: ");
    row("by its id, which comes after", "cameras[b].site: no site 'port'", "line 7, column 14: ");
    row("by its code", "communes[60057].name: is wrong", "line 3, column 32: ");
    row("what is not in this file", "sites[gare].commune: no commune 'x'", "");
    row("an id of another list", "systems[a].until: ends before", "");
    row("no place at all", "line 3: the key 'x' appears twice", "");
}

void TstJsonPlaces::a_problem_has_its_line_and_column()
{
    QFETCH(QString, problem);
    QFETCH(QString, place);
    QCOMPARE(withPlaces(kFile, {problem}), QStringList{place + problem});
}

void TstJsonPlaces::a_long_line_is_counted_in_bytes()
{
    const QByteArray json = "{\"note\": \"" + QByteArray("é").repeated(40'000) + "\", \"cameras\": 7}";
    const QString problem = QStringLiteral("$.cameras: is not a list");
    QCOMPARE(withPlaces(json, {problem}),
             QStringList{QStringLiteral("line 1, column %1: ").arg(json.lastIndexOf('7') + 1) + problem});
}

void TstJsonPlaces::every_problem_of_a_broken_file_has_a_place()
{
    const QByteArray json = exampleWith(QStringLiteral("sites.0.commune"), QStringLiteral("60999"));
    QStringList problems;
    QVERIFY(!contentFromJson(json, problems));
    QVERIFY(!problems.isEmpty());
    for (const QString &placed : withPlaces(json, problems))
        QVERIFY2(placed.startsWith(QLatin1String("line ")), qPrintable(placed));
}

VIGIE_TEST(TstJsonPlaces)
#include "tst_json_places.moc"
