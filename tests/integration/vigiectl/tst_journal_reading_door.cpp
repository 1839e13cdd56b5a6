// SPDX-License-Identifier: GPL-3.0-or-later
#include "vigiectl_run.h"

#include <support/test_main.h>

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtTest/QTest>

using namespace vigie::test;

/// `vigiectl journal show | export | verify-export`: by whom, for what, and recorded first.
class TstJournalReadingDoor final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(!qEnvironmentVariableIsEmpty("VIGIECTL"));
        QVERIFY(QDir().mkpath(m_station.path()));
        QCOMPARE(m_station.makeDemo().status, 0);
        for (const char *person : {"martin", "dubois", "lambert"})
            QCOMPARE(m_station.run({QStringLiteral("registry"), QStringLiteral("suspend-agrement"), QLatin1String(person)}).status, 0);
    }
    void what_is_shown_was_recorded_first();
    void pages_and_filters();
    void nobody_else_reads_data();
    void nobody_else_reads();
    void without_a_motive_nothing_is_read_data();
    void without_a_motive_nothing_is_read();
    void an_export_is_whole_and_says_by_whom();
    void a_changed_export_is_named();
    void wrong_use_is_told();

private:
    [[nodiscard]] Run journal(const QStringList &arguments, const QByteArray &password = "vigie-demo") const
    {
        return m_station.run(QStringList{QStringLiteral("journal")} + arguments, password + '\n');
    }
    [[nodiscard]] static QStringList as(const char *matricule)
    {
        return {QStringLiteral("--as"),     QLatin1String(matricule), QStringLiteral("--purpose"), QStringLiteral("autocontrole"),
                QStringLiteral("--motive"), QStringLiteral("contrôle mensuel")};
    }
    [[nodiscard]] Run show(const QStringList &more = {}) const { return journal(QStringList{QStringLiteral("show")} + as("D601") + more); }
    [[nodiscard]] qsizetype records() const { return bytesOf(m_station.journal()).count('\n'); }
    static QStringList operations(const Run &run)
    {
        QStringList all;
        for (const QJsonObject &record : run.json())
            all.append(record.value(QLatin1String("operation")).toString());
        return all;
    }

    StationFolder m_station;
};

void TstJournalReadingDoor::what_is_shown_was_recorded_first()
{
    const qsizetype before = records();
    const Run run = show();
    QVERIFY2(run.status == 0, qPrintable(run.text()));
    // What was there when it was read; the reading itself comes after.
    QCOMPARE(run.json().size(), before);
    QCOMPARE(run.json().constFirst().value(QLatin1String("seq")).toInt(), before);
    QCOMPARE(records(), before + 1);
    const Run again = show({QStringLiteral("--limit"), QStringLiteral("1")});
    const QJsonObject reading = again.json().constFirst();
    QCOMPARE(reading.value(QLatin1String("operation")).toString(), QStringLiteral("journal-read"));
    QCOMPARE(reading.value(QLatin1String("matricule")).toString(), QStringLiteral("D601"));
    QCOMPARE(reading.value(QLatin1String("motif_code")).toString(), QStringLiteral("autocontrole"));
    QCOMPARE(reading.value(QLatin1String("category")).toString(), QStringLiteral("administrateur"));
    QCOMPARE(m_station.run({QStringLiteral("journal"), QStringLiteral("verify")}).status, 0);
}

void TstJournalReadingDoor::pages_and_filters()
{
    const QStringList changes{QStringLiteral("--event"), QStringLiteral("registry-change")};
    const Run first = show(changes + QStringList{QStringLiteral("--limit"), QStringLiteral("2")});
    QVERIFY2(first.status == 0, qPrintable(first.text()));
    QCOMPARE(operations(first), QStringList(2, QStringLiteral("registry-change")));
    QVERIFY2(first.err.contains("older ones: --before 2"), first.err.constData());
    const Run next = show(changes + QStringList{QStringLiteral("--before"), QStringLiteral("2")});
    QCOMPARE(operations(next), QStringList(1, QStringLiteral("registry-change")));
    QVERIFY(!next.err.contains("older"));
    QCOMPARE(show({QStringLiteral("--matricule"), QStringLiteral("A101")}).json().size(), qsizetype(0));
    QCOMPARE(show({QStringLiteral("--until"), QStringLiteral("2020-01-01T00:00:00Z")}).json().size(), qsizetype(0));
    QCOMPARE(show({QStringLiteral("--refusals"), QStringLiteral("--camera"), QStringLiteral("none")}).json().size(), qsizetype(0));
}

void TstJournalReadingDoor::nobody_else_reads_data()
{
    QTest::addColumn<QByteArray>("matricule");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QString>("recorded");
    QTest::newRow("an operator") << QByteArray("A101") << QByteArray("vigie-demo") << "journal-read";
    QTest::newRow("the shift chief") << QByteArray("A100") << QByteArray("vigie-demo") << "journal-read";
    QTest::newRow("a mayor") << QByteArray("M301") << QByteArray("vigie-demo") << "journal-read";
    QTest::newRow("an administrator with a wrong password") << QByteArray("D601") << QByteArray("vigie") << "sign-in-refused";
    QTest::newRow("nobody") << QByteArray("X1") << QByteArray("vigie-demo") << "sign-in-refused";
}

void TstJournalReadingDoor::nobody_else_reads()
{
    QFETCH(QByteArray, matricule);
    QFETCH(QByteArray, password);
    QFETCH(QString, recorded);
    const qsizetype before = records();
    const Run run = journal(QStringList{QStringLiteral("show")} + as(matricule.constData()), password);
    QVERIFY2(run.status == 1 && run.out.isEmpty() && run.err.contains("Refused"), qPrintable(run.text()));
    QCOMPARE(records(), before + 1);
    const QByteArray last = bytesOf(m_station.journal()).trimmed().split('\n').constLast();
    QVERIFY2(last.contains(QByteArray("\"operation\":\"" + recorded.toLatin1() + '"')) && last.contains("\"decision\":\"refuse\""), last.constData());
    QVERIFY2(last.contains(QByteArray('"' + matricule + '"')) == (matricule != "X1"), last.constData());
    const QString folder = m_station.beside(QStringLiteral("refused"));
    QCOMPARE(journal(QStringList{QStringLiteral("export"), folder} + as(matricule.constData()), password).status, 1);
    QVERIFY(!QDir(folder).exists());
}

void TstJournalReadingDoor::without_a_motive_nothing_is_read_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing said") << QStringList{};
    QTest::newRow("no purpose") << QStringList{QStringLiteral("--as"), QStringLiteral("D601"), QStringLiteral("--motive"), QStringLiteral("contrôle")};
    QTest::newRow("appraisal of the staff") << QStringList{QStringLiteral("--as"), QStringLiteral("D601"), QStringLiteral("--purpose"), QStringLiteral("evaluation"),
                                                           QStringLiteral("--motive"), QStringLiteral("entretien annuel")};
    QTest::newRow("no words") << QStringList{QStringLiteral("--as"), QStringLiteral("D601"), QStringLiteral("--purpose"), QStringLiteral("autocontrole")};
    QTest::newRow("an unknown event") << as("D601") + QStringList{QStringLiteral("--event"), QStringLiteral("view")};
    QTest::newRow("a page that is no number") << as("D601") + QStringList{QStringLiteral("--limit"), QStringLiteral("all")};
    QTest::newRow("a page without end") << as("D601") + QStringList{QStringLiteral("--limit"), QStringLiteral("100000")};
}

void TstJournalReadingDoor::without_a_motive_nothing_is_read()
{
    QFETCH(QStringList, arguments);
    const qsizetype before = records();
    const Run run = journal(QStringList{QStringLiteral("show")} + arguments);
    QVERIFY2(run.status == 1 && run.out.isEmpty() && run.err.contains("InvalidArgument"), qPrintable(run.text()));
    QCOMPARE(records(), before);
}

void TstJournalReadingDoor::an_export_is_whole_and_says_by_whom()
{
    const QString folder = m_station.beside(QStringLiteral("remise"));
    const Run run = journal(QStringList{QStringLiteral("export"), folder} + as("D601") + QStringList{QStringLiteral("--event"), QStringLiteral("registry-change")});
    QVERIFY2(run.status == 0, qPrintable(run.text()));
    QCOMPARE(bytesOf(folder + QStringLiteral("/journal.jsonl")).count('\n'), qsizetype(3));
    QVERIFY(bytesOf(folder + QStringLiteral("/journal.csv")).startsWith("\xef\xbb\xbfseq;"));
    // The station's folder is not needed to check it: only the key that was kept.
    const Run checked = vigiectl({QStringLiteral("journal"), QStringLiteral("verify-export"), folder});
    QVERIFY2(checked.status == 0, qPrintable(checked.text()));
    const QJsonObject answer = checked.json().constFirst();
    QVERIFY(answer.value(QLatin1String("whole")).toBool() && !answer.value(QLatin1String("key_known")).toBool(true));
    QCOMPARE(answer.value(QLatin1String("manifest")).toObject().value(QLatin1String("reader")).toObject().value(QLatin1String("matricule")).toString(),
             QStringLiteral("D601"));
    QVERIFY(checked.err.contains("--key"));
    const QString key = m_station.put(QStringLiteral("kept.pub"), "vigie-journal-key/1 " + answer.value(QLatin1String("chain")).toString().toLatin1() + ' '
                                                                      + answer.value(QLatin1String("key")).toString().toLatin1());
    const Run known = vigiectl({QStringLiteral("journal"), QStringLiteral("verify-export"), folder, QStringLiteral("--key"), key});
    QVERIFY2(known.status == 0 && known.err.isEmpty(), qPrintable(known.text()));
    QVERIFY(known.json().constFirst().value(QLatin1String("key_known")).toBool());
    QCOMPARE(journal(QStringList{QStringLiteral("export"), folder} + as("D601")).status, 1);
}

void TstJournalReadingDoor::a_changed_export_is_named()
{
    const QString folder = m_station.beside(QStringLiteral("changed"));
    QCOMPARE(journal(QStringList{QStringLiteral("export"), folder} + as("D601")).status, 0);
    QFile table(folder + QStringLiteral("/journal.csv"));
    QVERIFY(table.open(QIODevice::Append));
    QCOMPARE(table.write("x"), qint64(1));
    table.close();
    const Run run = vigiectl({QStringLiteral("journal"), QStringLiteral("verify-export"), folder});
    QVERIFY2(run.status == 1 && run.err.contains("journal.csv"), qPrintable(run.text()));
    QVERIFY(!run.json().constFirst().value(QLatin1String("whole")).toBool(true));
    const QString other = m_station.put(QStringLiteral("other.pub"), "vigie-journal-key/1 " + QByteArray(64, 'a') + ' ' + QByteArray(32, 'k').toBase64());
    QCOMPARE(vigiectl({QStringLiteral("journal"), QStringLiteral("verify-export"), folder, QStringLiteral("--key"), other}).status, 1);
}

void TstJournalReadingDoor::wrong_use_is_told()
{
    for (const QStringList &arguments : {QStringList{QStringLiteral("verify-export")}, QStringList{QStringLiteral("show"), QStringLiteral("more")} + as("D601"),
                                         QStringList{QStringLiteral("export")} + as("D601")}) {
        const Run run = journal(arguments);
        QVERIFY2(run.status == 2 && run.out.isEmpty() && run.err.contains("usage"), qPrintable(run.text()));
    }
}

VIGIE_TEST(TstJournalReadingDoor)
#include "tst_journal_reading_door.moc"
