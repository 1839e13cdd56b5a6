// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide_cases.h"

#include <access/checks.h>
#include <access/validity.h>
#include <core/paris_time.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::access;
using namespace vigie::test;
using namespace vigie::test::law;

/// The edges of time: midnights in Paris, both nights on which the clocks change, suspensions and
/// duties to the millisecond, 29 February.
class TstDecideTime : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void edge_data();
    void edge();
    void untilIsTheEarliestEnd_data();
    void untilIsTheEarliestEnd();
    void alertOfTheEnquiry_data();
    void alertOfTheEnquiry();
    void nextBoundarySeesEveryKindOfTitle();
    void statementNamesTheMayor_data();
    void statementNamesTheMayor();
    void a_month_is_the_most_that_images_are_kept_data();
    void a_month_is_the_most_that_images_are_kept();
    void hours_end_when_the_clock_on_the_wall_says_so_data();
    void hours_end_when_the_clock_on_the_wall_says_so();
};

namespace {

Instant at(const char *iso)
{
    return *instantFromIso(QString::fromLatin1(iso));
}

using Arrange = std::function<void(Situation &)>;

/// On duty always: only the title under test ends.
void alwaysOnDuty(Situation &s)
{
    for (Duty &duty : s.facts.duties[s.request.person])
        duty.during = {};
}

} // namespace

Q_DECLARE_METATYPE(Arrange)

void TstDecideTime::edge_data()
{
    QTest::addColumn<Arrange>("arrange");
    QTest::addColumn<QString>("now");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char *name, const Arrange &arrange, const char *now, bool allowed) {
        QTest::newRow(name) << arrange << QString::fromLatin1(now) << allowed;
    };
    const Arrange today = [](Situation &s) {
        alwaysOnDuty(s);
        s.facts.agrements[kOperator].first().validity.until = day(2026, 11, 24);
    };
    row("agrément until the 24th: last millisecond of the day", today, "2026-11-24T22:59:59.999Z",
        true);
    row("agrément until the 24th: midnight in Paris", today, "2026-11-24T23:00:00Z", false);
    const Arrange tomorrow = [](Situation &s) {
        alwaysOnDuty(s);
        s.facts.habilitations[kOperator].first().validity.from = day(2026, 11, 25);
    };
    row("habilitation from the 25th: last millisecond before", tomorrow, "2026-11-24T22:59:59.999Z",
        false);
    row("habilitation from the 25th: midnight in Paris", tomorrow, "2026-11-24T23:00:00Z", true);
    const Arrange spring = [](Situation &s) {
        alwaysOnDuty(s);
        s.facts.conventions.begin()->validity.until = day(2026, 3, 28);
    };
    row("night of 29 March, convention until the 28th: before midnight", spring,
        "2026-03-28T22:59:59.999Z", true);
    row("night of 29 March, convention until the 28th: midnight", spring, "2026-03-28T23:00:00Z",
        false);
    const Arrange springDay = [](Situation &s) {
        alwaysOnDuty(s);
        s.facts.conventions.begin()->validity.until = day(2026, 3, 29);
    };
    row("29 March lasts 23 hours: before its end", springDay, "2026-03-29T21:59:59.999Z", true);
    row("29 March lasts 23 hours: its end", springDay, "2026-03-29T22:00:00Z", false);
    const Arrange autumn = [](Situation &s) {
        alwaysOnDuty(s);
        s.facts.systems[s.facts.cameras.value(kCamera).system].validity.until = day(2026, 10, 24);
    };
    row("night of 25 October, authorisation until the 24th: before midnight", autumn,
        "2026-10-24T21:59:59.999Z", true);
    row("night of 25 October, authorisation until the 24th: midnight", autumn,
        "2026-10-24T22:00:00Z", false);
    const Arrange autumnDay = [](Situation &s) {
        alwaysOnDuty(s);
        s.facts.systems[s.facts.cameras.value(kCamera).system].validity.until = day(2026, 10, 25);
    };
    row("25 October lasts 25 hours: before its end", autumnDay, "2026-10-25T22:59:59.999Z", true);
    row("25 October lasts 25 hours: its end", autumnDay, "2026-10-25T23:00:00Z", false);
    const Arrange duty = [](Situation &s) {
        for (Duty &d : s.facts.duties[kOperator])
            d.during = {at("2026-10-25T00:30:00Z"), at("2026-10-25T01:30:00Z")};
    };
    row("duty from the first 02:30 of 25 October to the second: just before", duty,
        "2026-10-25T00:29:59.999Z", false);
    row("duty from the first 02:30 of 25 October to the second: its start", duty,
        "2026-10-25T00:30:00Z", true);
    row("duty from the first 02:30 of 25 October to the second: its last millisecond", duty,
        "2026-10-25T01:29:59.999Z", true);
    row("duty from the first 02:30 of 25 October to the second: its end", duty,
        "2026-10-25T01:30:00Z", false);
    const Arrange suspended = [](Situation &s) {
        alwaysOnDuty(s);
        s.facts.agrements[kOperator].first().suspendedFrom = at("2026-11-24T10:15:30.250Z");
        s.facts.agrements[kOperator].first().suspendedUntil = at("2026-11-24T12:00:00Z");
    };
    row("suspension: the millisecond before", suspended, "2026-11-24T10:15:30.249Z", true);
    row("suspension: its instant", suspended, "2026-11-24T10:15:30.250Z", false);
    row("suspension: its last millisecond", suspended, "2026-11-24T11:59:59.999Z", false);
    row("suspension: lifted", suspended, "2026-11-24T12:00:00Z", true);
    const auto besideAnother = [](const char *department, const Arrange &more) {
        return [department = QString::fromLatin1(department), more](Situation &s) {
            alwaysOnDuty(s);
            Agrement other = s.facts.agrements[kOperator].first();
            other.id = {QStringLiteral("agr-other")};
            other.departments = {department};
            other.suspendedFrom = at("2026-11-24T10:15:30Z");
            s.facts.agrements[kOperator].append(other);
            if (more)
                more(s);
        };
    };
    row("another agrément of the département is suspended: the millisecond before",
        besideAnother("60", {}), "2026-11-24T10:15:29.999Z", true);
    row("another agrément of the département is suspended: its instant", besideAnother("60", {}),
        "2026-11-24T10:15:30Z", false);
    row("an agrément of another département is suspended", besideAnother("80", {}),
        "2026-11-24T10:15:30Z", true);
    row("the suspended one was withdrawn long ago, and a new one stands",
        besideAnother("60",
                      [](Situation &s) {
                          s.facts.agrements[kOperator].last().withdrawnOn = day(2026, 11, 1);
                      }),
        "2026-11-24T10:15:30Z", true);
    row("the suspended one ended, and a new one stands",
        besideAnother("60",
                      [](Situation &s) {
                          s.facts.agrements[kOperator].last().validity.until = day(2026, 11, 23);
                      }),
        "2026-11-24T10:15:30Z", true);
    const Arrange lockedTwice = [](Situation &s) {
        alwaysOnDuty(s);
        s.facts.duties[kOperator].append({QStringLiteral("pause"),
                                          kOperator,
                                          kRoom,
                                          {at("2026-11-24T10:30:00Z"), at("2026-11-24T10:45:00Z")},
                                          true});
    };
    row("two duties at the seat, one of them locks it: the millisecond before", lockedTwice,
        "2026-11-24T10:29:59.999Z", true);
    row("two duties at the seat, one of them locks it: its start", lockedTwice,
        "2026-11-24T10:30:00Z", false);
    row("two duties at the seat, one of them locks it: its end", lockedTwice,
        "2026-11-24T10:45:00Z", true);
    const Arrange leap = [](Situation &s) {
        alwaysOnDuty(s);
        s.facts.agrements[kOperator].first().validity.until = day(2028, 2, 29);
        s.facts.habilitations[kOperator].first().validity = {};
        s.facts.conventions.begin()->validity = {};
        s.facts.agrements[kOperator].first().lastEnquiry = day(2026, 1, 1);
    };
    row("agrément until 29 February 2028: that day", leap, "2028-02-29T22:59:59.999Z", true);
    row("agrément until 29 February 2028: 1 March", leap, "2028-02-29T23:00:00Z", false);
    const Arrange withdrawn = [](Situation &s) {
        alwaysOnDuty(s);
        s.facts.agrements[kOperator].first().withdrawnOn = day(2026, 11, 25);
    };
    row("withdrawn on the 25th: last millisecond before", withdrawn, "2026-11-24T22:59:59.999Z",
        true);
    row("withdrawn on the 25th: midnight", withdrawn, "2026-11-24T23:00:00Z", false);
    const Arrange denounced = [](Situation &s) {
        alwaysOnDuty(s);
        s.facts.conventions.begin()->denouncedAt = at("2026-11-24T10:30:00Z");
    };
    row("convention denounced: the millisecond before", denounced, "2026-11-24T10:29:59.999Z",
        true);
    row("convention denounced: its instant", denounced, "2026-11-24T10:30:00Z", false);
    const Arrange company = [](Situation &s) {
        alwaysOnDuty(s);
        s.request.present = {kPolice};
        s.facts.formations[kPolice].first().validity.until = day(2026, 11, 24);
    };
    row("training of somebody present until the 24th: last millisecond", company,
        "2026-11-24T22:59:59.999Z", true);
    row("training of somebody present until the 24th: midnight", company, "2026-11-24T23:00:00Z",
        false);
}

void TstDecideTime::edge()
{
    QFETCH(Arrange, arrange);
    QFETCH(QString, now);
    QFETCH(bool, allowed);
    Situation s;
    arrange(s);
    s.facts.index();
    const Decision decision = decide(s.facts, s.request, *instantFromIso(now));
    QVERIFY2(decision.allowed == allowed, qUtf8Printable(decision.reasons.value(0).text));
}

void TstDecideTime::untilIsTheEarliestEnd_data()
{
    QTest::addColumn<Arrange>("arrange");
    QTest::addColumn<QString>("until");
    const auto row = [](const char *name, const Arrange &arrange, const char *until) {
        QTest::newRow(name) << arrange << QString::fromLatin1(until);
    };
    row(
        "the duty ends first", [](Situation &) {}, "2026-11-24T14:00:00Z");
    row(
        "a suspension is already ordered",
        [](Situation &s) {
            s.facts.agrements[kOperator].first().suspendedFrom = at("2026-11-24T12:34:56.789Z");
        },
        "2026-11-24T12:34:56.789Z");
    row(
        "the suspension of another agrément is already ordered",
        [](Situation &s) {
            Agrement other = s.facts.agrements[kOperator].first();
            other.id = {QStringLiteral("agr-2")};
            other.suspendedFrom = at("2026-11-24T12:34:56.789Z");
            s.facts.agrements[kOperator].prepend(other);
        },
        "2026-11-24T12:34:56.789Z");
    row(
        "the seat will be locked",
        [](Situation &s) {
            s.facts.duties[kOperator].append({QStringLiteral("pause"),
                                              kOperator,
                                              kRoom,
                                              {at("2026-11-24T12:30:00Z"), {}},
                                              true});
        },
        "2026-11-24T12:30:00Z");
    row("the convention is the first title to end", alwaysOnDuty, "2027-12-31T23:00:00Z");
    row(
        "two agréments, the longer one counts",
        [](Situation &s) {
            alwaysOnDuty(s);
            Agrement other = s.facts.agrements[kOperator].first();
            other.id = {QStringLiteral("agr-2")};
            other.validity.until = day(2026, 11, 24);
            s.facts.agrements[kOperator].prepend(other);
        },
        "2027-12-31T23:00:00Z");
    row(
        "somebody present loses their right first",
        [](Situation &s) {
            alwaysOnDuty(s);
            s.request.present = {kPolice};
        },
        "2027-06-30T22:00:00Z");
    row(
        "the authorisation of the system ends first",
        [](Situation &s) {
            alwaysOnDuty(s);
            s.facts.systems[s.facts.cameras.value(kCamera).system].validity.until =
                day(2026, 12, 24);
        },
        "2026-12-24T23:00:00Z");
}

void TstDecideTime::untilIsTheEarliestEnd()
{
    QFETCH(Arrange, arrange);
    QFETCH(QString, until);
    Situation s;
    arrange(s);
    s.facts.index();
    const Decision decision = decide(s.facts, s.request, s.now);
    QVERIFY(decision.allowed);
    QVERIFY(decision.until);
    QCOMPARE(toIso(*decision.until), until);
    const auto boundary = nextBoundary(s.facts, kOperator, s.now);
    QVERIFY(boundary);
    QVERIFY(!s.request.present.isEmpty() || *boundary <= *decision.until);
}

void TstDecideTime::alertOfTheEnquiry_data()
{
    QTest::addColumn<int>("year");
    QTest::addColumn<QString>("now");
    QTest::addColumn<bool>("alert");
    QTest::newRow("24/11/2021: still five years to the day")
        << 2021 << QStringLiteral("2026-11-24T22:59:59.999Z") << false;
    QTest::newRow("24/11/2021: a day more than five years")
        << 2021 << QStringLiteral("2026-11-24T23:00:00Z") << true;
    QTest::newRow("29/02/2020: 28/02/2025")
        << 2020 << QStringLiteral("2025-02-28T22:59:59.999Z") << false;
    QTest::newRow("29/02/2020: 01/03/2025")
        << 2020 << QStringLiteral("2025-02-28T23:00:00Z") << true;
}

void TstDecideTime::alertOfTheEnquiry()
{
    QFETCH(int, year);
    QFETCH(QString, now);
    QFETCH(bool, alert);
    Situation s;
    alwaysOnDuty(s);
    s.facts.agrements[kOperator].first().lastEnquiry =
        year == 2020 ? day(2020, 2, 29) : day(2021, 11, 24);
    s.facts.index();
    const Decision decision = decide(s.facts, s.request, *instantFromIso(now));
    QVERIFY(decision.allowed);
    QCOMPARE(decision.alerts.size(), alert ? 1 : 0);
    QCOMPARE(decision.rows.contains(6), alert);
    if (alert)
        QVERIFY(decision.alerts.first().text.startsWith(
            QStringLiteral("Enquête quinquennale à solliciter")));
}

void TstDecideTime::nextBoundarySeesEveryKindOfTitle()
{
    const Facts base = world();
    // Far from every boundary of the base: each title added must be the next one.
    const Instant now = at("2026-06-01T00:00:00Z");
    const Instant soon = at("2026-06-01T12:00:00Z");
    const Instant midnight = at("2026-06-01T22:00:00Z");
    const auto next = [&](const std::function<void(Facts &)> &change) {
        Facts facts = base;
        change(facts);
        facts.index();
        return nextBoundary(facts, kOperator, now);
    };
    QVERIFY(*next([](Facts &) {}) > midnight);
    const Date first = day(2026, 6, 1);
    QCOMPARE(*next([&](Facts &f) { f.agrements[kOperator][0].validity.until = first; }), midnight);
    QCOMPARE(*next([&](Facts &f) { f.agrements[kOperator][0].withdrawnOn = day(2026, 6, 2); }),
             midnight);
    QCOMPARE(*next([&](Facts &f) { f.agrements[kOperator][0].suspendedFrom = soon; }), soon);
    QCOMPARE(*next([&](Facts &f) { f.agrements[kOperator][0].suspendedUntil = soon; }), soon);
    QCOMPARE(*next([&](Facts &f) { f.agrements[kOperator][0].lastEnquiry = day(2021, 6, 1); }),
             midnight);
    QCOMPARE(*next([&](Facts &f) { f.habilitations[kOperator][0].validity.until = first; }),
             midnight);
    QCOMPARE(*next([&](Facts &f) { f.habilitations[kOperator][0].suspendedFrom = soon; }), soon);
    QCOMPARE(*next([&](Facts &f) { f.duties[kOperator][0].during.from = soon; }), soon);
    QCOMPARE(*next([&](Facts &f) { f.conventions.begin()->validity.until = first; }), midnight);
    QCOMPARE(*next([&](Facts &f) { f.conventions.begin()->denouncedAt = soon; }), soon);
    QCOMPARE(
        *next([&](Facts &f) { f.conventions.begin()->parties[0].accordCommune = day(2026, 6, 2); }),
        midnight);
    QCOMPARE(*next([&](Facts &f) { f.systems.begin()->validity.until = first; }), midnight);
    QCOMPARE(*next([&](Facts &f) { f.arretes[0].validity.until = first; }), midnight);
    QCOMPARE(*next([&](Facts &f) {
        f.misesADisposition[kOperator].append(
            {{QStringLiteral("m")}, kOperator, kCreil, {first, first}, true, soon});
    }),
             soon);
    QCOMPARE(*next([&](Facts &f) {
        f.formations[kOperator].append({kOperator, {{}, first}});
    }),
             midnight);
}

void TstDecideTime::statementNamesTheMayor_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("authority");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("statement");
    const QString under = QStringLiteral("Visionnage sous l’autorité exclusive ");
    QTest::newRow("as the registry says")
        << QStringLiteral("Agnetz") << QStringLiteral("Maire d’Agnetz")
        << QStringLiteral("Maire d’Agnetz") << under + QStringLiteral("du maire d’Agnetz");
    QTest::newRow("from the name")
        << QStringLiteral("Beauvais") << QString() << QStringLiteral("Maire de Beauvais")
        << under + QStringLiteral("du maire de Beauvais");
    QTest::newRow("vowel") << QStringLiteral("Airion") << QString()
                           << QStringLiteral("Maire d’Airion")
                           << under + QStringLiteral("du maire d’Airion");
    QTest::newRow("accented vowel")
        << QStringLiteral("Étouy") << QString() << QStringLiteral("Maire d’Étouy")
        << under + QStringLiteral("du maire d’Étouy");
    QTest::newRow("le") << QStringLiteral("Le Plessis-Belleville") << QString()
                        << QStringLiteral("Maire du Plessis-Belleville")
                        << under + QStringLiteral("du maire du Plessis-Belleville");
    QTest::newRow("les") << QStringLiteral("Les Ageux") << QString()
                         << QStringLiteral("Maire des Ageux")
                         << under + QStringLiteral("du maire des Ageux");
}

void TstDecideTime::statementNamesTheMayor()
{
    QFETCH(QString, name);
    QFETCH(QString, authority);
    QFETCH(QString, shown);
    QFETCH(QString, statement);
    Situation s;
    s.facts.communes[kBeauvais].name = name;
    s.facts.communes[kBeauvais].authority = authority;
    const Decision decision = decide(s.facts, s.request, s.now);
    QVERIFY(decision.allowed);
    QCOMPARE(decision.authority, shown);
    QCOMPARE(decision.statement, statement);
}

void TstDecideTime::a_month_is_the_most_that_images_are_kept_data()
{
    QTest::addColumn<QString>("taken");
    QTest::addColumn<int>("days");
    QTest::addColumn<QString>("end");
    const auto row = [](const char *name, const char *taken, int days, const char *end) {
        QTest::newRow(name) << QString::fromLatin1(taken) << days << QString::fromLatin1(end);
    };
    row("fifteen days", "2026-11-01T10:00:00Z", 15, "2026-11-16T10:00:00Z");
    row("thirty days of November are a month", "2026-11-10T10:00:00Z", 30, "2026-12-10T10:00:00Z");
    row("thirty days of January are more than a month in February", "2026-01-31T10:00:00Z", 30,
        "2026-02-28T10:00:00Z");
    row("thirty days from 30 January too", "2026-01-30T10:00:00Z", 31, "2026-02-28T10:00:00Z");
    row("in a leap year", "2028-01-31T10:00:00Z", 30, "2028-02-29T10:00:00Z");
    row("thirty-one days of July", "2026-07-05T10:00:00Z", 31, "2026-08-05T10:00:00Z");
    row("the day is the one in Paris", "2026-01-31T23:30:00Z", 31, "2026-02-28T23:30:00Z");
    row("a month over the change to summer", "2026-03-10T10:00:00Z", 31, "2026-04-10T09:00:00Z");
    row("nothing may be kept", "2026-11-01T10:00:00Z", 0, "2026-11-01T10:00:00Z");
}

void TstDecideTime::a_month_is_the_most_that_images_are_kept()
{
    QFETCH(QString, taken);
    QFETCH(int, days);
    QFETCH(QString, end);
    QCOMPARE(toIso(retentionEnd(instantFromIso(taken).value(), days)), end);
}

void TstDecideTime::hours_end_when_the_clock_on_the_wall_says_so_data()
{
    QTest::addColumn<QString>("now");
    QTest::addColumn<int>("minute");
    QTest::addColumn<QString>("next");
    const auto row = [](const char *name, const char *now, int minute, const char *next) {
        QTest::newRow(name) << QString::fromLatin1(now) << minute << QString::fromLatin1(next);
    };
    row("this evening", "2026-11-24T10:00:00Z", 20 * 60, "2026-11-24T19:00:00Z");
    row("tomorrow morning", "2026-11-24T20:30:00Z", 6 * 60, "2026-11-25T05:00:00Z");
    row("the minute it is: tomorrow", "2026-11-24T19:00:30Z", 20 * 60, "2026-11-25T19:00:00Z");
    row("six after the night that lost an hour", "2026-03-28T21:00:00Z", 6 * 60,
        "2026-03-29T04:00:00Z");
    row("six after the night that won an hour", "2026-10-24T20:00:00Z", 6 * 60,
        "2026-10-25T05:00:00Z");
    row("seconds do not matter", "2026-11-24T10:00:59Z", 11 * 60 + 1, "2026-11-24T10:01:00Z");
}

void TstDecideTime::hours_end_when_the_clock_on_the_wall_says_so()
{
    QFETCH(QString, now);
    QFETCH(int, minute);
    QFETCH(QString, next);
    QCOMPARE(toIso(nextTimeOfDay(instantFromIso(now).value(), minute)), next);
}

VIGIE_TEST(TstDecideTime)
#include "tst_decide_time.moc"
