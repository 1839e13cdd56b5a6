// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin_room.h"

#include <core/paris_time.h>
#include <support/test_main.h>
#include <ui/admin/entity_model.h>
#include <ui/admin/expiry_model.h>

#include <QtTest/QAbstractItemModelTester>

using namespace vigie;
using namespace vigie::admin;

/// Records and the calendar, as tables.
class TstAdminModels final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void every_kind_is_a_sound_model_data();
    void every_kind_is_a_sound_model();
    void what_is_referred_to_is_shown_by_its_name();
    void a_search_finds_with_and_without_accents();
    void days_are_sorted_as_days();
    void the_calendar_is_a_sound_model();
    void the_calendar_marks_what_ends_soon();
    void marks_have_their_limits_data();
    void marks_have_their_limits();
};

void TstAdminModels::every_kind_is_a_sound_model_data()
{
    QTest::addColumn<QString>("list");
    for (const Kind &kind : kinds())
        QTest::newRow(qPrintable(kind.list)) << kind.list;
}

void TstAdminModels::every_kind_is_a_sound_model()
{
    QFETCH(QString, list);
    const auto all = kinds();
    const Kind kind = *std::find_if(all.cbegin(), all.cend(), [&](const Kind &each) { return each.list == list; });
    Draft draft(test::adminContent());
    EntityModel model(draft, kind);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    EntityFilter filter;
    filter.setSourceModel(&model);
    const QAbstractItemModelTester filterTester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const int before = model.rowCount();
    QVERIFY(model.columnCount() > 0);
    const int row = draft.add(list, {{QStringLiteral("id"), QStringLiteral("neuf")}});
    QCOMPARE(model.rowCount(), before + 1);
    draft.change(list, row, QStringLiteral("name"), {{QStringLiteral("id"), QStringLiteral("neuf")}, {QStringLiteral("name"), QStringLiteral("Neuf")}});
    filter.setNeedle(QStringLiteral("neuf"));
    filter.sort(0, Qt::DescendingOrder);
    draft.remove(list, row);
    draft.undo().undo();
    draft.restart(test::adminContent());
    QCOMPARE(model.rowCount(), before);
}

void TstAdminModels::what_is_referred_to_is_shown_by_its_name()
{
    Draft draft(test::adminContent());
    const auto all = kinds();
    const auto textIn = [&](const char *list, int column) {
        const Kind kind = *std::find_if(all.cbegin(), all.cend(), [&](const Kind &each) { return each.list == QLatin1String(list); });
        EntityModel model(draft, kind);
        return model.index(0, column).data().toString();
    };
    QCOMPARE(textIn("habilitations", 0), QStringLiteral("Claire Martin"));
    QCOMPARE(textIn("habilitations", 2), QStringLiteral("Beauvais, Creil"));
    QCOMPARE(textIn("agrements", 4), QStringLiteral("20/11/2026 09:00"));
}

void TstAdminModels::a_search_finds_with_and_without_accents()
{
    Draft draft(test::adminContent());
    EntityModel model(draft, kinds().constFirst());
    EntityFilter filter;
    filter.setSourceModel(&model);
    filter.setNeedle(QStringLiteral("MARTIN oise"));
    QCOMPARE(filter.rowCount(), 1);
    filter.setNeedle(QStringLiteral("martin durand"));
    QCOMPARE(filter.rowCount(), 0);
    filter.setNeedle({});
    QCOMPARE(filter.rowCount(), 2);
}

void TstAdminModels::days_are_sorted_as_days()
{
    Draft draft(test::adminContent());
    const auto all = kinds();
    const Kind kind = *std::find_if(all.cbegin(), all.cend(), [](const Kind &each) { return each.list == QLatin1String("formations"); });
    draft.add(kind.list, {{QStringLiteral("person"), QStringLiteral("durand")}, {QStringLiteral("until"), QStringLiteral("2027-03-02")}});
    draft.add(kind.list, {{QStringLiteral("person"), QStringLiteral("durand")}, {QStringLiteral("until"), QStringLiteral("2026-12-31")}});
    EntityModel model(draft, kind);
    EntityFilter filter;
    filter.setSourceModel(&model);
    filter.sort(2);
    QStringList days;
    for (int row = 0; row < filter.rowCount(); ++row)
        days.append(filter.index(row, 2).data().toString());
    QCOMPARE(days, (QStringList{QStringLiteral("01/11/2026"), QStringLiteral("31/12/2026"), QStringLiteral("02/03/2027")}));
}

void TstAdminModels::the_calendar_is_a_sound_model()
{
    Draft draft(test::adminContent());
    ExpiryModel model(draft, paris::dateAt(test::FakeClock().now()));
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const int before = model.rowCount();
    draft.add(QStringLiteral("formations"),
              {{QStringLiteral("person"), QStringLiteral("durand")}, {QStringLiteral("until"), QStringLiteral("2026-12-01")}});
    QCOMPARE(model.rowCount(), before + 1);
    draft.undo().undo();
    QCOMPARE(model.rowCount(), before);
}

void TstAdminModels::the_calendar_marks_what_ends_soon()
{
    Draft draft(test::adminContent());
    const ExpiryModel model(draft, paris::dateAt(test::FakeClock().now())); // 24 November 2026
    QStringList said;
    for (int row = 0; row < model.rowCount(); ++row)
        said.append(QStringLiteral("%1 %2 %3")
                        .arg(model.index(row, ExpiryModel::When).data().toString())
                        .arg(model.index(row, ExpiryModel::When).data(ExpiryModel::MarkRole).toInt())
                        .arg(model.index(row, ExpiryModel::Whose).data().toString()));
    QCOMPARE(said, (QStringList{QStringLiteral("01/11/2026 0 Claire Martin"), QStringLiteral("10/12/2026 1 Beauvais"),
                                QStringLiteral("15/02/2027 2 Claire Martin")}));
}

void TstAdminModels::marks_have_their_limits_data()
{
    QTest::addColumn<int>("left");
    QTest::addColumn<int>("mark");
    const auto row = [](const char *name, int left, ExpiryModel::Mark mark) { QTest::newRow(name) << left << static_cast<int>(mark); };
    row("yesterday", -1, ExpiryModel::Mark::Over);
    row("today is still valid", 0, ExpiryModel::Mark::Within30Days);
    row("thirty days", 30, ExpiryModel::Mark::Within30Days);
    row("thirty-one days", 31, ExpiryModel::Mark::Within90Days);
    row("ninety days", 90, ExpiryModel::Mark::Within90Days);
    row("ninety-one days", 91, ExpiryModel::Mark::Later);
}

void TstAdminModels::marks_have_their_limits()
{
    QFETCH(int, left);
    QFETCH(int, mark);
    QCOMPARE(static_cast<int>(ExpiryModel::markOf(left)), mark);
}

VIGIE_TEST(TstAdminModels)
#include "tst_admin_models.moc"
