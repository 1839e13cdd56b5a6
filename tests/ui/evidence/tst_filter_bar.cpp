// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal_room.h"

#include <core/paris_time.h>
#include <support/test_main.h>

#include <QtTest/QSignalSpy>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDateEdit>
#include <QtWidgets/QLineEdit>

using namespace vigie;
using namespace vigie::evidenceui;
using namespace vigie::test;

/// What is typed and chosen is what is looked for.
class TstFilterBar final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_bar = std::make_unique<FilterBar>(&m_facts, m_clock);
        m_bar->show();
    }
    void cleanup() { m_bar.reset(); }
    void today_is_asked_for_first();
    void periods_are_days_of_paris_data();
    void periods_are_days_of_paris();
    void a_period_that_ends_before_it_begins_is_marked();
    void cameras_by_name_and_by_identifier_data();
    void cameras_by_name_and_by_identifier();
    void everything_else();
    void return_searches();
    void without_a_registry_there_are_identifiers();

private:
    template <typename Widget> [[nodiscard]] Widget *field(const char *name) const { return m_bar->findChild<Widget *>(QLatin1String(name)); }
    void choose(FilterBar::Period period) const
    {
        auto *combo = field<QComboBox>("filterPeriod");
        combo->setCurrentIndex(combo->findData(static_cast<int>(period)));
    }

    FakeClock m_clock;
    const registry::Facts m_facts = oiseFacts();
    std::unique_ptr<FilterBar> m_bar;
};

void TstFilterBar::today_is_asked_for_first()
{
    journal::Filter expected;
    expected.during.from = paris::startOf(paris::dateAt(m_clock.now()));
    QCOMPARE(journal::toJson(*m_bar->filter()), journal::toJson(expected));
}

void TstFilterBar::periods_are_days_of_paris_data()
{
    QTest::addColumn<int>("period");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("until");
    const auto row = [](const char *name, FilterBar::Period period, const char *from, const char *until) {
        QTest::newRow(name) << static_cast<int>(period) << QString::fromLatin1(from) << QString::fromLatin1(until);
    };
    row("everything", FilterBar::Period::Everything, "", "");
    row("today", FilterBar::Period::Today, "2026-11-23T23:00:00Z", "");
    row("the last 7 days", FilterBar::Period::SevenDays, "2026-11-17T23:00:00Z", "");
    row("the last 31 days, into summer time", FilterBar::Period::ThirtyOneDays, "2026-10-24T22:00:00Z", "");
    row("from … to …, both days included", FilterBar::Period::Between, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
}

void TstFilterBar::periods_are_days_of_paris()
{
    QFETCH(int, period);
    QFETCH(QString, from);
    QFETCH(QString, until);
    choose(static_cast<FilterBar::Period>(period));
    const bool between = period == static_cast<int>(FilterBar::Period::Between);
    QCOMPARE(field<QDateEdit>("filterFrom")->isEnabled(), between);
    QCOMPARE(field<QDateEdit>("filterUntil")->isEnabled(), between);
    for (const char *day : {"filterFrom", "filterUntil"})
        field<QDateEdit>(day)->setDate(QDate(2026, 10, 25)); // of twenty-five hours
    const Interval during = m_bar->filter()->during;
    QCOMPARE(during.from ? toIso(*during.from) : QString(), from);
    QCOMPARE(during.until ? toIso(*during.until) : QString(), until);
}

void TstFilterBar::a_period_that_ends_before_it_begins_is_marked()
{
    choose(FilterBar::Period::Between);
    field<QDateEdit>("filterUntil")->setDate(QDate(2020, 1, 1));
    QVERIFY(!m_bar->filter());
    QVERIFY(field<QDateEdit>("filterUntil")->property("invalid").toBool());
    field<QDateEdit>("filterUntil")->setDate(QDate(2027, 1, 1));
    QVERIFY(m_bar->filter());
    QVERIFY(!field<QDateEdit>("filterUntil")->property("invalid").toBool());
}

void TstFilterBar::cameras_by_name_and_by_identifier_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("camera");
    QTest::addColumn<bool>("known");
    const QString name = oiseFacts().cameras.value({QStringLiteral("cam-02")}).name;
    QTest::newRow("nothing") << "" << "" << true;
    QTest::newRow("as the list completes it") << QStringLiteral("%1 (cam-02)").arg(name) << "cam-02" << true;
    QTest::newRow("whatever the case") << QStringLiteral("%1 (CAM-02)").arg(name.toUpper()) << "cam-02" << true;
    QTest::newRow("an identifier") << " cam-02 " << "cam-02" << true;
    QTest::newRow("one that is gone from the registry") << "cam-99" << "cam-99" << true;
    QTest::newRow("half a name") << "Place de" << "" << false;
}

void TstFilterBar::cameras_by_name_and_by_identifier()
{
    QFETCH(QString, typed);
    QFETCH(QString, camera);
    QFETCH(bool, known);
    auto *edit = field<QLineEdit>("filterCamera");
    edit->setText(typed);
    const auto filter = m_bar->filter();
    QCOMPARE(filter.has_value(), known);
    QCOMPARE(edit->property("invalid").toBool(), !known);
    if (filter)
        QCOMPARE(filter->camera.value, camera);
}

void TstFilterBar::everything_else()
{
    field<QLineEdit>("filterMatricule")->setText(QStringLiteral(" A101 "));
    auto *commune = field<QComboBox>("filterCommune");
    commune->setCurrentIndex(commune->findText(QStringLiteral("Creil")));
    auto *event = field<QComboBox>("filterEvent");
    event->setCurrentIndex(event->findData(QStringLiteral("curtain")));
    field<QCheckBox>("filterRefusals")->setChecked(true);
    choose(FilterBar::Period::Everything);
    const journal::Filter expected{QStringLiteral("A101"), {}, {QStringLiteral("60175")}, QStringLiteral("curtain"), {}, true};
    QCOMPARE(journal::toJson(*m_bar->filter()), journal::toJson(expected));
}

void TstFilterBar::return_searches()
{
    QSignalSpy asked(m_bar.get(), &FilterBar::searchAsked);
    QTest::keyClick(field<QLineEdit>("filterMatricule"), Qt::Key_Return);
    QTest::keyClick(field<QLineEdit>("filterCamera"), Qt::Key_Return);
    QCOMPARE(asked.size(), 2);
}

void TstFilterBar::without_a_registry_there_are_identifiers()
{
    FilterBar bar(nullptr, m_clock);
    bar.findChild<QLineEdit *>(QStringLiteral("filterCamera"))->setText(QStringLiteral("cam-02"));
    QCOMPARE(bar.filter()->camera.value, QStringLiteral("cam-02"));
}

VIGIE_TEST(TstFilterBar)
#include "tst_filter_bar.moc"
