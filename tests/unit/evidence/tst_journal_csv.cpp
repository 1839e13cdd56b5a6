// SPDX-License-Identifier: GPL-3.0-or-later
#include <evidence/journal_csv.h>
#include <support/test_main.h>

#include <QtCore/QJsonArray>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::evidence;

/// The journal as a spreadsheet reads it.
class TstJournalCsv final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void every_line_has_as_many_cells_as_the_head();
    void a_cell_data();
    void a_cell();

private:
    /// Of a line without quotation marks.
    static qsizetype cells(const QByteArray &line) { return line.count(';') + 1; }
};

void TstJournalCsv::every_line_has_as_many_cells_as_the_head()
{
    QVERIFY(csvHead().startsWith("\xef\xbb\xbfseq;"));
    QVERIFY(csvHead().endsWith(";hash\r\n"));
    const QByteArray line = csvLine({{QStringLiteral("seq"), 7}}, "{\"hash\":\"abc\",\"record\":{}}\n");
    QCOMPARE(cells(line), cells(csvHead()));
    QVERIFY(line.startsWith("7;"));
    QVERIFY(line.endsWith(";abc\r\n"));
}

void TstJournalCsv::a_cell_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QByteArray>("cell");
    QTest::newRow("a word") << QJsonValue(QStringLiteral("salle")) << QByteArray(";salle;");
    QTest::newRow("a formula is disarmed") << QJsonValue(QStringLiteral("=1+1")) << QByteArray(";'=1+1;");
    QTest::newRow("a separator and quotation marks") << QJsonValue(QStringLiteral("a;\"b\"")) << QByteArray(";\"a;\"\"b\"\"\";");
    QTest::newRow("a line break stays in its cell") << QJsonValue(QStringLiteral("a\nb")) << QByteArray(";\"a\nb\";");
    QTest::newRow("several bases") << QJsonValue(QJsonArray{QStringLiteral("L252-1"), QStringLiteral("L252-4")}) << QByteArray(";\"L252-1 ; L252-4\";");
    QTest::newRow("several rows") << QJsonValue(QJsonArray{10, 23}) << QByteArray(";\"10 ; 23\";");
}

void TstJournalCsv::a_cell()
{
    QFETCH(QJsonValue, value);
    QFETCH(QByteArray, cell);
    const QByteArray line = csvLine({{QStringLiteral("legal_basis"), value}}, {});
    QVERIFY2(line.contains(cell), line.constData());
}

VIGIE_TEST(TstJournalCsv)
#include "tst_journal_csv.moc"
