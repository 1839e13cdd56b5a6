// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/paris_time.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using std::chrono::hours;
using std::chrono::milliseconds;

namespace {

Instant at(const char *iso)
{
    return instantFromIso(QString::fromLatin1(iso)).value();
}
Date day(const char *iso)
{
    return dateFromIso(QString::fromLatin1(iso)).value();
}

} // namespace

class TstParisTime final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void the_zone_is_there() { QVERIFY(paris::isAvailable()); }
    void a_day_begins_and_ends_data();
    void a_day_begins_and_ends();
    void the_day_of_an_instant_data();
    void the_day_of_an_instant();
    void days_follow_one_another_without_gap();
    void a_range_includes_both_its_days();
    void screens_show_paris_data();
    void screens_show_paris();
};

void TstParisTime::a_day_begins_and_ends_data()
{
    QTest::addColumn<QString>("date");
    QTest::addColumn<QString>("start");
    QTest::addColumn<QString>("end");
    QTest::addColumn<int>("length");
    const auto row = [](const char *name, const char *date, const char *start, const char *end,
                        int length) {
        QTest::newRow(name) << QString::fromLatin1(date) << QString::fromLatin1(start)
                            << QString::fromLatin1(end) << length;
    };
    row("winter", "2026-11-24", "2026-11-23T23:00:00Z", "2026-11-24T23:00:00Z", 24);
    row("summer", "2026-07-14", "2026-07-13T22:00:00Z", "2026-07-14T22:00:00Z", 24);
    row("the night an hour is lost", "2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z",
        23);
    row("the night an hour comes twice", "2026-10-25", "2026-10-24T22:00:00Z",
        "2026-10-25T23:00:00Z", 25);
    row("the day before the lost hour", "2026-03-28", "2026-03-27T23:00:00Z",
        "2026-03-28T23:00:00Z", 24);
    row("the day after the doubled hour", "2026-10-26", "2026-10-25T23:00:00Z",
        "2026-10-26T23:00:00Z", 24);
    row("new year", "2027-01-01", "2026-12-31T23:00:00Z", "2027-01-01T23:00:00Z", 24);
    row("leap day", "2028-02-29", "2028-02-28T23:00:00Z", "2028-02-29T23:00:00Z", 24);
}

void TstParisTime::a_day_begins_and_ends()
{
    QFETCH(QString, date);
    QFETCH(QString, start);
    QFETCH(QString, end);
    QFETCH(int, length);
    const Date d = dateFromIso(date).value();
    for (int again = 0; again < 2; ++again) { // the second answer comes from memory
        QCOMPARE(toIso(paris::startOf(d)), start);
        QCOMPARE(toIso(paris::endOf(d)), end);
    }
    QCOMPARE(paris::endOf(d) - paris::startOf(d), milliseconds(hours(length)));
}

void TstParisTime::the_day_of_an_instant_data()
{
    QTest::addColumn<QString>("instant");
    QTest::addColumn<QString>("date");
    QTest::addColumn<int>("offset");
    const auto row = [](const char *name, const char *instant, const char *date, int offset) {
        QTest::newRow(name) << QString::fromLatin1(instant) << QString::fromLatin1(date) << offset;
    };
    row("a millisecond before midnight", "2026-11-24T22:59:59.999Z", "2026-11-24", 3600);
    row("midnight", "2026-11-24T23:00:00Z", "2026-11-25", 3600);
    row("23:30 UTC in summer is tomorrow", "2026-07-14T22:30:00Z", "2026-07-15", 7200);
    row("just before the hour is lost", "2026-03-29T00:59:59Z", "2026-03-29", 3600);
    row("as the hour is lost", "2026-03-29T01:00:00Z", "2026-03-29", 7200);
    row("02:30, the first time", "2026-10-25T00:30:00Z", "2026-10-25", 7200);
    row("02:30, the second time", "2026-10-25T01:30:00Z", "2026-10-25", 3600);
}

void TstParisTime::the_day_of_an_instant()
{
    QFETCH(QString, instant);
    QFETCH(QString, date);
    QFETCH(int, offset);
    const Instant i = instantFromIso(instant).value();
    QCOMPARE(toIso(paris::dateAt(i)), date);
    QCOMPARE(paris::offsetSeconds(i), offset);
}

void TstParisTime::days_follow_one_another_without_gap()
{
    std::chrono::sys_days d = std::chrono::sys_days(day("2024-01-01"));
    for (int i = 0; i < 6000; ++i, d += std::chrono::days(1)) {
        const Date date(d);
        QCOMPARE(paris::endOf(date), paris::startOf(Date(d + std::chrono::days(1))));
        QCOMPARE(paris::dateAt(paris::startOf(date)), date);
        QCOMPARE(paris::dateAt(paris::endOf(date) - milliseconds(1)), date);
    }
}

void TstParisTime::a_range_includes_both_its_days()
{
    const Interval both = paris::interval({day("2026-03-28"), day("2026-03-29")});
    QVERIFY(both.contains(at("2026-03-27T23:00:00Z")));
    QVERIFY(both.contains(at("2026-03-29T21:59:59.999Z")));
    QVERIFY(!both.contains(at("2026-03-29T22:00:00Z")));
    const Interval open = paris::interval({});
    QVERIFY(!open.from && !open.until);
}

void TstParisTime::screens_show_paris_data()
{
    QTest::addColumn<QString>("instant");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("journal");
    QTest::newRow("winter") << QStringLiteral("2026-11-24T21:59:07Z")
                            << QStringLiteral("24/11/2026 22:59 22:59:07")
                            << QStringLiteral("2026-11-24T22:59:07.000+01:00");
    QTest::newRow("02:30, the first time")
        << QStringLiteral("2026-10-25T00:30:00.5Z") << QStringLiteral("25/10/2026 02:30 02:30:00")
        << QStringLiteral("2026-10-25T02:30:00.500+02:00");
    QTest::newRow("02:30, the second time")
        << QStringLiteral("2026-10-25T01:30:00Z") << QStringLiteral("25/10/2026 02:30 02:30:00")
        << QStringLiteral("2026-10-25T02:30:00.000+01:00");
}

void TstParisTime::screens_show_paris()
{
    QFETCH(QString, instant);
    QFETCH(QString, shown);
    QFETCH(QString, journal);
    const Instant i = instantFromIso(instant).value();
    QCOMPARE(QString(paris::dateTimeText(i) + QLatin1Char(' ') + paris::timeText(i)), shown);
    QCOMPARE(paris::dayText(paris::dateAt(i)), shown.left(10));
    QCOMPARE(paris::isoLocal(i), journal);
    QCOMPARE(instantFromIso(journal).value(), i);
}

VIGIE_TEST(TstParisTime)
#include "tst_paris_time.moc"
