// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry_bench.h"

#include <support/test_main.h>

#include <QtCore/QJsonArray>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::registry;
using namespace vigie::test;

/// Slips that an import is refused for, though the registry could hold them.
class TstImportChecks final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void a_slip_is_named_data();
    void a_slip_is_named();
    void titles_that_overlap_are_named_data();
    void titles_that_overlap_are_named();
};

void TstImportChecks::a_slip_is_named_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const char *place, const QJsonValue &value, const char *problem) {
        QTest::newRow(name) << QString::fromUtf8(place) << value << QString::fromUtf8(problem);
    };
    row("a code of no commune", "communes.1.insee", QStringLiteral("00175"),
        "communes[00175].insee: no commune has such an INSEE code");
    row("letters in a code", "communes.1.insee", QStringLiteral("60X75"),
        "communes[60X75].insee: no commune has such an INSEE code");
    row("a code of another department", "communes.1.department", QStringLiteral("80"),
        "communes[60175].department: '80' is not the department of that INSEE code");
    row("a site in the Gulf of Guinea", "sites.0",
        QJsonObject{{QStringLiteral("id"), QStringLiteral("gare")},
                    {QStringLiteral("name"), QStringLiteral("Gare")},
                    {QStringLiteral("commune"), QStringLiteral("60057")},
                    {QStringLiteral("latitude"), 0},
                    {QStringLiteral("longitude"), 0}},
        "sites[gare].latitude: 0, 0 lies in the sea: the position is missing");
    row("a camera off Somalia", "cameras.0.latitude", 2.08, "");
}

void TstImportChecks::a_slip_is_named()
{
    QFETCH(QString, place);
    QFETCH(QJsonValue, value);
    QFETCH(QString, problem);
    QStringList problems;
    const auto content = contentFromJson(exampleWith(place, value), problems);
    QVERIFY2(problem.isEmpty() == content.has_value(), qPrintable(problems.join(QLatin1Char('\n'))));
    QVERIFY2(problem.isEmpty() || problems.contains(problem), qPrintable(problems.join(QLatin1Char('\n'))));
}

void TstImportChecks::titles_that_overlap_are_named_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("until");
    QTest::addColumn<QString>("commune");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("within the other") << "2026-01-01" << "2026-02-01" << "60057" << false;
    QTest::newRow("from its last day") << "2026-12-31" << "2027-12-31" << "60057" << false;
    QTest::newRow("from the day after") << "2027-01-01" << "2027-12-31" << "60057" << true;
    QTest::newRow("of another commune") << "2026-01-01" << "2026-02-01" << "60175" << true;
    QTest::newRow("without an end") << "2020-01-01" << "" << "60057" << false;
}

void TstImportChecks::titles_that_overlap_are_named()
{
    QFETCH(QString, from);
    QFETCH(QString, until);
    QFETCH(QString, commune);
    QFETCH(bool, accepted);
    const auto title = [](const char *id, const QString &first, const QString &last, const QString &place) {
        QJsonObject json{{QStringLiteral("id"), QString::fromLatin1(id)},
                         {QStringLiteral("person"), QStringLiteral("martin")},
                         {QStringLiteral("kind"), QStringLiteral("agent")},
                         {QStringLiteral("employer"), QStringLiteral("Syndicat")},
                         {QStringLiteral("communes"), QJsonArray{place}},
                         {QStringLiteral("from"), first}};
        if (!last.isEmpty())
            json.insert(QStringLiteral("until"), last);
        return json;
    };
    QJsonObject part{{QStringLiteral("format"), QStringLiteral("vigie-registry/1")}};
    part.insert(QStringLiteral("habilitations"),
                QJsonArray{title("hab-a", QStringLiteral("2026-01-01"), QStringLiteral("2026-12-31"), QStringLiteral("60057")),
                           title("hab-b", from, until, commune)});
    QStringList problems;
    Content base = contentOf(bytesOf(example()));
    base.facts.habilitations.clear();
    const auto content = mergedFromJson(bytesOf(part), base, problems);
    QVERIFY2(content.has_value() == accepted, qPrintable(problems.join(QLatin1Char('\n'))));
    if (!accepted)
        QCOMPARE(problems,
                 QStringList{QStringLiteral("habilitations[hab-b].from: overlaps 'hab-a', which says the same: end one of them")});
}

VIGIE_TEST(TstImportChecks)
#include "tst_import_checks.moc"
