// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal_room.h"

#include <support/test_main.h>

#include <QtTest/QAbstractItemModelTester>

using namespace vigie;
using namespace vigie::evidenceui;
using namespace vigie::test;

/// One page as a table.
class TstJournalModel final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_page_in_its_order();
    void it_cannot_be_sorted();
    void a_long_reason_is_no_markup();
};

void TstJournalModel::a_page_in_its_order()
{
    JournalModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QList<QJsonObject> records = journalRecords();
    model.show({records.at(3), records.at(2)}, std::make_shared<const registry::Facts>(oiseFacts()));
    QCOMPARE(model.rowCount(), 2);
    const auto cell = [&](int row, JournalModel::Column column) { return model.index(row, column).data().toString(); };
    QCOMPARE(cell(0, JournalModel::Number), QStringLiteral("4"));
    QCOMPARE(cell(0, JournalModel::When), QStringLiteral("24/11/2026 08:02:51"));
    QCOMPARE(cell(0, JournalModel::What), QStringLiteral("Picture cut"));
    QCOMPARE(cell(0, JournalModel::Decision), QStringLiteral("Refused"));
    QCOMPARE(cell(1, JournalModel::Matricule), QStringLiteral("A103"));
    QCOMPARE(cell(1, JournalModel::Commune), QStringLiteral("Beauvais"));
    QCOMPARE(cell(1, JournalModel::Why), QStringLiteral("Agrément suspendu (urgence)"));
    for (int column = 0; column < JournalModel::ColumnCount; ++column)
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
    model.clear();
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(model.record(0).isEmpty());
}

void TstJournalModel::it_cannot_be_sorted()
{
    JournalModel model;
    model.show(journalRecords(), {});
    const QString first = model.index(0, JournalModel::Number).data().toString();
    model.sort(JournalModel::Matricule, Qt::DescendingOrder);
    QCOMPARE(model.index(0, JournalModel::Number).data().toString(), first);
}

void TstJournalModel::a_long_reason_is_no_markup()
{
    JournalModel model;
    model.show({{{QStringLiteral("motif_code"), QStringLiteral("<img src=x>")}}}, {});
    QCOMPARE(model.index(0, JournalModel::Why).data(Qt::ToolTipRole).toString(), QStringLiteral("&lt;img src=x&gt;"));
}

VIGIE_TEST(TstJournalModel)
#include "tst_journal_model.moc"
