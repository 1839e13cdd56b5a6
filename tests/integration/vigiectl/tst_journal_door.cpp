// SPDX-License-Identifier: GPL-3.0-or-later
#include "vigiectl_run.h"

#include <support/test_main.h>

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtTest/QTest>

using namespace vigie::test;

/// `vigiectl journal verify`: 0 only when the journal is whole.
class TstJournalDoor final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(!qEnvironmentVariableIsEmpty("VIGIECTL"));
        QVERIFY(QDir().mkpath(m_station.path()));
        QCOMPARE(m_station.makeDemo().status, 0);
        for (const char *person : {"martin", "dubois", "lambert"})
            QCOMPARE(m_station
                         .run({QStringLiteral("registry"), QStringLiteral("suspend-agrement"),
                               QLatin1String(person)})
                         .status,
                     0);
        m_whole = bytesOf(m_station.journal());
        m_head = bytesOf(m_station.journal() + QStringLiteral(".head"));
    }
    void init() { put(m_whole); }
    void a_whole_journal();
    void one_changed_byte_is_named_data();
    void one_changed_byte_is_named();
    void a_missing_tail_is_named();
    void an_unfinished_record_is_named();
    void a_journal_elsewhere_can_be_named();
    void the_head_is_held_against_the_key();
    void no_journal_is_no_whole_one();
    void a_hold_is_recorded_and_nothing_young_is_purged();
    void the_key_that_was_kept_elsewhere_is_held_against();
    void two_copies_are_compared();

private:
    [[nodiscard]] Run verify(const QStringList &more = {}) const
    {
        return m_station.run(QStringList{QStringLiteral("journal"), QStringLiteral("verify")}
                             + more);
    }
    void put(const QByteArray &bytes) const
    {
        QFile file(m_station.journal());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    void overwriteHead() const
    {
        QFile file(m_station.journal() + QStringLiteral(".head"));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(m_head), m_head.size());
    }
    static void expectBroken(const Run &run, const char *where)
    {
        QVERIFY2(run.status == 1, qPrintable(run.text()));
        const auto answer = run.json().constFirst();
        QCOMPARE(answer.value(QLatin1String("whole")).toBool(true), false);
        const QString error = answer.value(QLatin1String("error")).toString();
        QVERIFY2(error.startsWith(QLatin1String(where)), qPrintable(error));
        QVERIFY2(run.err.contains(where), qPrintable(run.text()));
    }

    StationFolder m_station;
    QByteArray m_whole;
    QByteArray m_head;
};

void TstJournalDoor::a_whole_journal()
{
    const Run run = verify();
    QVERIFY2(run.status == 0, qPrintable(run.text()));
    const auto answer = run.json().constFirst();
    QCOMPARE(answer.value(QLatin1String("whole")).toBool(), true);
    QCOMPARE(answer.value(QLatin1String("records")).toInt(), 3);
    QCOMPARE(answer.value(QLatin1String("head")).toString().size(), qsizetype(64));
    QCOMPARE(answer.value(QLatin1String("authenticated")).toBool(true), false);
    QCOMPARE(run.err, QByteArray());
}

void TstJournalDoor::one_changed_byte_is_named_data()
{
    QTest::addColumn<int>("record");
    QTest::addColumn<QByteArray>("place");
    for (int record = 1; record <= 3; ++record) {
        for (const char *place :
             {"\"hash\"", "ts_utc", "matricule", "registry_version", "prev_hash"})
            QTest::addRow("%s of record %d", place, record) << record << QByteArray(place);
    }
}

void TstJournalDoor::one_changed_byte_is_named()
{
    QFETCH(int, record);
    QFETCH(QByteArray, place);
    qsizetype line = 0;
    for (int n = 1; n < record; ++n)
        line = m_whole.indexOf('\n', line) + 1;
    const auto at = m_whole.indexOf(place, line) + place.size() + 4;
    QByteArray bytes = m_whole;
    bytes[at] = static_cast<char>(bytes.at(at) ^ 1);
    put(bytes);
    expectBroken(verify(), qPrintable(QStringLiteral("record %1: ").arg(record)));
}

void TstJournalDoor::a_missing_tail_is_named()
{
    put(m_whole.left(m_whole.lastIndexOf('\n', -2) + 1));
    expectBroken(verify(), "record 3: missing");
}

void TstJournalDoor::an_unfinished_record_is_named()
{
    put(m_whole + m_whole.left(80));
    expectBroken(verify(), "record 4: unfinished");
    // Nothing was cut by looking.
    QCOMPARE(bytesOf(m_station.journal()), QByteArray(m_whole + m_whole.left(80)));
}

void TstJournalDoor::a_journal_elsewhere_can_be_named()
{
    const QString copy = m_station.put(QStringLiteral("copy.jsonl"), m_whole);
    (void)m_station.put(QStringLiteral("copy.jsonl.head"), m_head);
    put({});
    const Run run = verify({copy});
    QVERIFY2(run.status == 0, qPrintable(run.text()));
    QCOMPARE(run.json().constFirst().value(QLatin1String("file")).toString(), copy);
    // A copy without its head cannot show that nothing is missing.
    const QString alone = m_station.put(QStringLiteral("alone.jsonl"), m_whole);
    expectBroken(verify({alone}), "the head file is missing");
}

void TstJournalDoor::the_head_is_held_against_the_key()
{
    const Run run = verify({QStringLiteral("--authenticate")});
    QVERIFY2(run.status == 0, qPrintable(run.text()));
    QCOMPARE(run.json().constFirst().value(QLatin1String("authenticated")).toBool(), true);
    QByteArray forged = m_head;
    forged[forged.size() - 3] = forged.at(forged.size() - 3) == '0' ? '1' : '0';
    const QString copy = m_station.put(QStringLiteral("forged.jsonl"), m_whole);
    (void)m_station.put(QStringLiteral("forged.jsonl.head"), forged);
    QCOMPARE(verify({copy}).status, 0);
    expectBroken(verify({copy, QStringLiteral("--authenticate")}),
                 "the head file was not written by this station");
    const Run wrong =
        vigiectl({QStringLiteral("journal"), QStringLiteral("verify"),
                  QStringLiteral("--authenticate"), QStringLiteral("--data"), m_station.path()},
                 "une autre phrase bien longue\n");
    QCOMPARE(wrong.status, 1);
    QVERIFY(wrong.err.contains("WrongPassphrase"));
}

void TstJournalDoor::no_journal_is_no_whole_one()
{
    const Run run = verify({m_station.beside(QStringLiteral("nowhere.jsonl"))});
    QCOMPARE(run.status, 1);
    QVERIFY(run.err.contains("NotFound"));
}

void TstJournalDoor::a_hold_is_recorded_and_nothing_young_is_purged()
{
    overwriteHead();
    const auto journal = [this](QStringList arguments) { return m_station.run(QStringList{QStringLiteral("journal")} + arguments); };
    const Run held = journal({QStringLiteral("hold"), QStringLiteral("PV-12"), QStringLiteral("--from"), QStringLiteral("2026-01-01T00:00:00Z"),
                              QStringLiteral("--until"), QStringLiteral("2026-02-01T00:00:00Z"), QStringLiteral("--reason"), QStringLiteral("réquisition")});
    QVERIFY2(held.status == 0, qPrintable(held.text()));
    QVERIFY(bytesOf(m_station.journal()).contains("legal-hold"));
    const Run inside = journal({QStringLiteral("hold"), QStringLiteral("PV-13"), QStringLiteral("--from"), QStringLiteral("2026-03-01T00:00:00Z"),
                                QStringLiteral("--until"), QStringLiteral("2026-02-01T00:00:00Z"), QStringLiteral("--reason"), QStringLiteral("x")});
    QVERIFY2(inside.status == 1, qPrintable(inside.text()));
    const Run lifted = journal({QStringLiteral("lift-hold"), QStringLiteral("PV-12")});
    QVERIFY2(lifted.status == 0, qPrintable(lifted.text()));
    const Run purged = journal({QStringLiteral("purge"), QStringLiteral("--dry-run")});
    QVERIFY2(purged.status == 0, qPrintable(purged.text()));
    QCOMPARE(purged.json().constFirst().value(QLatin1String("records")).toInt(-1), 0);
    QVERIFY2(verify().status == 0, qPrintable(verify().text()));
    const QString policy = m_station.put(QStringLiteral("policy.json"), "{\"months\": 1}");
    QCOMPARE(journal({QStringLiteral("purge"), QStringLiteral("--policy"), policy}).status, 1);
}

void TstJournalDoor::the_key_that_was_kept_elsewhere_is_held_against()
{
    const QString key = m_station.put(QStringLiteral("key.pub"), "vigie-journal-key/1 " + QByteArray(64, 'a') + ' ' + QByteArray(32, 'k').toBase64());
    const Run other = verify({QStringLiteral("--key"), key});
    // Nothing is signed yet: what is there is of another chain all the same.
    QVERIFY2(other.status == 1, qPrintable(other.text()));
    const QString none = m_station.put(QStringLiteral("none.pub"), "nothing");
    QCOMPARE(verify({QStringLiteral("--key"), none}).status, 1);
    QCOMPARE(m_station.run({QStringLiteral("journal"), QStringLiteral("key")}).status, 1);
}

void TstJournalDoor::two_copies_are_compared()
{
    const QString copy = m_station.put(QStringLiteral("copy.jsonl"), m_whole.left(m_whole.indexOf('\n') + 1));
    const Run older = m_station.run({QStringLiteral("journal"), QStringLiteral("compare"), m_station.journal(), copy});
    QVERIFY2(older.status == 0, qPrintable(older.text()));
    QCOMPARE(older.json().constFirst().value(QLatin1String("agree_through")).toInt(), 1);
    QVERIFY(older.json().constFirst().value(QLatin1String("same_journal")).toBool());
    const Run nothing = m_station.run({QStringLiteral("journal"), QStringLiteral("compare"), m_station.journal(), QStringLiteral("/nowhere")});
    QCOMPARE(nothing.status, 1);
}

VIGIE_TEST(TstJournalDoor)
#include "tst_journal_door.moc"
