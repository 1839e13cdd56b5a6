// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry_bench.h"

#include <core/paris_time.h>
#include <support/test_main.h>

#include <QtCore/QJsonArray>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::registry;
using namespace vigie::test;

namespace {

Date day(int y, unsigned m, unsigned d)
{
    return Date(std::chrono::year(y), std::chrono::month(m), std::chrono::day(d));
}

} // namespace

/// What is decided about access beside titles, and the hours of a title.
class TstMeasures final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_suspension_without_a_beginning_has_always_been()
    {
        const Instant now(std::chrono::hours(500'000));
        Agrement agrement;
        QVERIFY(!agrement.isSuspendedAt(now));
        agrement.suspendedUntil = now + std::chrono::hours(1);
        QVERIFY(agrement.isSuspendedAt(now));
        QVERIFY(!agrement.isSuspendedAt(now + std::chrono::hours(1)));
        agrement.suspendedFrom = now;
        QVERIFY(agrement.isSuspendedAt(now));
        QVERIFY(!agrement.isSuspendedAt(now - std::chrono::milliseconds(1)));
        agrement.suspendedFrom = agrement.suspendedUntil; // it ends as it begins
        QVERIFY(!agrement.isSuspendedAt(now + std::chrono::hours(1)));
    }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void a_window_of_the_day_data();
    void a_window_of_the_day();
    void what_is_no_window_is_refused_data();
    void what_is_no_window_is_refused();
    void parameters_hold_from_their_day_on();
    void blocks_of_a_camera_come_from_near_to_far();
    void a_problem_is_named_data();
    void a_problem_is_named();
    void the_employer_names_its_commune_data();
    void the_employer_names_its_commune();
};

void TstMeasures::a_window_of_the_day_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("minute");
    QTest::addColumn<bool>("inside");
    const QString night = QStringLiteral("20:00-06:00");
    const QString office = QStringLiteral("08:00-18:30");
    QTest::newRow("night relay: its first minute") << night << 20 * 60 << true;
    QTest::newRow("night relay: midnight") << night << 0 << true;
    QTest::newRow("night relay: its last minute") << night << 6 * 60 - 1 << true;
    QTest::newRow("night relay: over at six") << night << 6 * 60 << false;
    QTest::newRow("night relay: the minute before") << night << 20 * 60 - 1 << false;
    QTest::newRow("office hours: begin") << office << 8 * 60 << true;
    QTest::newRow("office hours: over") << office << 18 * 60 + 30 << false;
    QTest::newRow("office hours: at night") << office << 0 << false;
    QTest::newRow("the same time twice is the whole day") << QStringLiteral("07:00-07:00") << 3 * 60 << true;
}

void TstMeasures::a_window_of_the_day()
{
    QFETCH(QString, text);
    QFETCH(int, minute);
    const auto window = dailyWindowFromText(text);
    QVERIFY(window.has_value());
    QCOMPARE(toText(*window), text);
    QTEST(window->contains(minute), "inside");
}

void TstMeasures::what_is_no_window_is_refused_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "20:00", "24:00-06:00", "20:60-06:00", "8:00-18:00", "20:00-06:00 ", "20.00-06.00",
                             "aa:bb-cc:dd", "20:00 06:00", "-1:00-06:00", "２0:00-06:00"})
        QTest::newRow(*text ? text : "nothing") << QString::fromUtf8(text);
}

void TstMeasures::what_is_no_window_is_refused()
{
    QFETCH(QString, text);
    QVERIFY(!dailyWindowFromText(text));
}

void TstMeasures::parameters_hold_from_their_day_on()
{
    Facts facts;
    facts.parameters.graceSeconds = 60;
    LegalParameters later;
    later.effective = day(2027, 6, 1);
    later.graceSeconds = 10;
    LegalParameters sooner;
    sooner.effective = day(2027, 1, 1);
    sooner.graceSeconds = 30;
    facts.laterParameters = {later, sooner};
    facts.index();
    const Instant midnight = paris::startOf(sooner.effective);
    QCOMPARE(facts.parametersAt(Instant()).graceSeconds, 60); // before any: the first
    QCOMPARE(facts.parametersAt(midnight - std::chrono::milliseconds(1)).graceSeconds, 60);
    QCOMPARE(facts.parametersAt(midnight).graceSeconds, 30);
    QCOMPARE(facts.parametersAt(paris::startOf(later.effective)).graceSeconds, 10);
}

void TstMeasures::blocks_of_a_camera_come_from_near_to_far()
{
    Content content = contentOf(bytesOf(example()));
    Facts &facts = content.facts;
    const auto block = [](const char *id, BlockScope scope, const char *target) {
        return Block{{QLatin1String(id)}, scope, QLatin1String(target), QStringLiteral("essai"), {}, {}};
    };
    facts.blocks = {block("dep", BlockScope::Department, "60"), block("com", BlockScope::Commune, "60057"),
                    block("site", BlockScope::Site, "gare"),    block("cam", BlockScope::Camera, "cam-01"),
                    block("far", BlockScope::Commune, "60175"), block("odd", BlockScope::Department, "60057")};
    facts.index();
    QStringList ids;
    for (const Block &found : facts.blocksOn({QStringLiteral("cam-01")}))
        ids.append(found.id.value);
    QCOMPARE(ids, (QStringList{QStringLiteral("cam"), QStringLiteral("site"), QStringLiteral("com"), QStringLiteral("dep")}));
    QVERIFY(facts.blocksOn({QStringLiteral("cam-unknown")}).isEmpty());
}

void TstMeasures::a_problem_is_named_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const char *path, const QJsonValue &value, const char *problem) {
        QTest::newRow(name) << QString::fromLatin1(path) << value << QString::fromUtf8(problem);
    };
    row("a block of a site that is none", "blocks.0.target", QStringLiteral("ailleurs"), "no site 'ailleurs'");
    row("a block of nobody knows what", "blocks.0.scope", QStringLiteral("rue"), "unknown value 'rue'");
    row("a block without a reason", "blocks.0.reason", QString(), "$.blocks[0].reason");
    row("a block that ends before it begins", "blocks.0.until", QStringLiteral("2026-11-23T00:00:00Z"), "ends before it begins");
    row("the extractor validates alone", "requisitions.0.validator", QStringLiteral("martin"), "a second person validates");
    row("a requisition of no article", "requisitions.0.legalBasis", QStringLiteral("12"), "unknown value '12'");
    row("images kept for no requisition", "gels.0.requisition", QStringLiteral("req-9"), "no requisition 'req-9'");
    row("a person seconds themself", "derogations.0.second", QStringLiteral("martin"), "is the person themself");
    row("a controller supervises themself", "controles.0.supervisor", QStringLiteral("durand"), "is the person themself");
    row("an event with a blank", "traitements.0.events", QJsonArray{QStringLiteral("a b")}, "is not an id");
    row("a day of parameters twice", "laterParameters.0.effective", QStringLiteral("2023-11-30"), "the day appears twice");
    row("parameters without a day", "laterParameters.0.effective", QJsonValue(QJsonValue::Undefined), "is missing");
    row("a grace of two minutes", "laterParameters.0.graceSeconds", 120, "from 0 to 60");
    row("a warning a week before", "parameters.warningMinutes", QJsonArray{10080}, "warningMinutes");
    row("hours that are none", "habilitations.0.hours", QStringLiteral("20h-6h"), "is not a span of the day");
    row("a relay that is none", "conventions.0.parties.0.relay", QStringLiteral("25:00-06:00"), "is not a span of the day");
    row("employed by a commune that is none", "persons.0.employerCommune", QStringLiteral("99999"), "no commune '99999'");
    row("a camera that sees a commune that is none", "cameras.0.seesInto", QJsonArray{QStringLiteral("99999")}, "no commune '99999'");
    row("a regime that is none", "systems.0.regime", QStringLiteral("secret"), "unknown value 'secret'");
}

void TstMeasures::a_problem_is_named()
{
    QFETCH(QString, path);
    QFETCH(QJsonValue, value);
    QFETCH(QString, problem);
    QStringList problems;
    QVERIFY(!contentFromJson(exampleWith(path, value), problems).has_value());
    const QString all = problems.join(QLatin1Char('\n'));
    QVERIFY2(all.contains(problem), qPrintable(all));
}

void TstMeasures::the_employer_names_its_commune_data()
{
    QTest::addColumn<QString>("commune");
    QTest::addColumn<QString>("employer");
    QTest::addColumn<bool>("named");
    const auto row = [](const char *name, const char *commune, const char *employer, bool named) {
        QTest::newRow(name) << QString::fromUtf8(commune) << QString::fromUtf8(employer) << named;
    };
    row("the town", "Creil", "Ville de Creil", true);
    row("in capitals", "Creil", "VILLE DE CREIL", true);
    row("its bare name", "Creil", "Creil", true);
    row("elided, a typographer's apostrophe", "Agnetz", "Commune d’Agnetz", true);
    row("elided, a typist's apostrophe", "Agnetz", "Commune d'Agnetz", true);
    row("with an article", "Le Plessis-Belleville", "Mairie du Plessis-Belleville", true);
    row("with an article of many", "Les Ageux", "Commune des Ageux", true);
    row("accents", "Égreville", "Commune d’ÉGREVILLE", true);
    row("a name that only begins alike", "Creil", "Ville de Creil-sur-Oise", false);
    row("another", "Creil", "Ville de Senlis", false);
    row("nobody", "Creil", "", false);
}

void TstMeasures::the_employer_names_its_commune()
{
    QFETCH(QString, commune);
    QFETCH(QString, employer);
    QFETCH(bool, named);
    QJsonObject file = example();
    QJsonArray persons = file.value(QStringLiteral("persons")).toArray();
    QJsonObject person = persons.at(0).toObject();
    person.remove(QStringLiteral("employerCommune"));
    person.insert(QStringLiteral("employer"), employer);
    persons.replace(0, person);
    file.insert(QStringLiteral("persons"), persons);
    QJsonArray communes = file.value(QStringLiteral("communes")).toArray();
    QJsonObject place = communes.at(1).toObject();
    place.insert(QStringLiteral("name"), commune);
    communes.replace(1, place);
    file.insert(QStringLiteral("communes"), communes);
    const Facts facts = contentOf(bytesOf(file)).facts;
    const Insee found = facts.persons.value({person.value(QStringLiteral("id")).toString()}).employerCommune;
    QCOMPARE(found.value, named ? place.value(QStringLiteral("insee")).toString() : QString());
}

VIGIE_TEST(TstMeasures)
#include "tst_measures.moc"
