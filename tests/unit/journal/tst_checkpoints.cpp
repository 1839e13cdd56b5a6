// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal_bench.h"

#include <support/test_main.h>

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::journal;
using namespace vigie::test;

/// With the public key alone, kept elsewhere, anybody can tell whether a chain is the writer's.
class TstCheckpoints final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_bench = std::make_unique<JournalBench>();
    }
    void one_ends_each_session();
    void one_stands_at_least_every_two_hundred_records();
    void none_is_written_without_a_key();
    void the_public_key_is_kept_beside();
    void a_chain_written_anew_is_not_the_one_whose_key_is_known();
    void a_signature_does_not_fit_another_record_data();
    void a_signature_does_not_fit_another_record();
    void what_is_no_key_is_refused_data();
    void what_is_no_key_is_refused();
    void a_chain_that_is_signed_no_more_is_found();
    void the_journal_that_was_known_goes_on();

private:
    static Entry sessionEnd()
    {
        Entry entry;
        entry.event = Event::SessionEnd;
        return entry;
    }
    /// Two records, the end of a session, and its checkpoint.
    void fillSigned(const JournalBench &bench) const
    {
        const auto journal = bench.opened();
        QVERIFY(journal && appended(*journal, {entryNumber(1), entryNumber(2), sessionEnd()}));
    }
    [[nodiscard]] Checkpoints keyBeside() const { return fromKeyLine(bytesOf(keyPath(m_bench->path()))).value(); }
    /// The chain again, with \p change made to each record and every hash made to fit.
    void writeAnew(const std::function<void(QJsonObject &)> &change) const
    {
        ChainHead head;
        QByteArray bytes;
        for (QJsonObject record : recordsOf(m_bench->path())) {
            record.insert(QStringLiteral("prev_hash"), QString::fromLatin1(head.sequence ? head.hash : QByteArray(kGenesisHash)));
            change(record);
            bytes += toLine(record, head).value();
        }
        overwrite(m_bench->path(), bytes);
        overwrite(m_bench->headPath(), QByteArray::number(head.sequence).rightJustified(20, '0') + ' ' + head.hash + ' '
                                           + QByteArray(64, '-') + '\n');
    }
    std::unique_ptr<JournalBench> m_bench;
};

void TstCheckpoints::one_ends_each_session()
{
    fillSigned(*m_bench);
    const auto records = recordsOf(m_bench->path());
    QCOMPARE(records.size(), qsizetype(4));
    QCOMPARE(records.constLast().value(QLatin1String("operation")).toString(), QStringLiteral("checkpoint"));
    const auto report = verifyJournal(m_bench->path(), &m_bench->sealer);
    QVERIFY2(report, report ? "" : qPrintable(toLogText(report.error())));
    QCOMPARE(report->checkpoints.newest, qint64(4));
    QCOMPARE(report->checkpoints.count, qint64(1));
}

void TstCheckpoints::one_stands_at_least_every_two_hundred_records()
{
    const auto journal = m_bench->opened();
    for (int unit = 0; unit < 9; ++unit) {
        QList<Entry> entries;
        for (int n = 0; n < 50; ++n)
            entries.append(entryNumber(n));
        QVERIFY(appended(*journal, entries));
    }
    const auto report = verifyJournal(m_bench->path(), &m_bench->sealer);
    QVERIFY(report.has_value());
    QCOMPARE(report->checkpoints.count, qint64(2));
    QVERIFY(report->head.sequence - report->checkpoints.newest < kCheckpointEvery);
}

void TstCheckpoints::none_is_written_without_a_key()
{
    FileJournal journal(m_bench->path(), m_bench->clock, nullptr);
    QVERIFY(journal.open().has_value());
    QVERIFY(appended(journal, {entryNumber(1), sessionEnd()}));
    QCOMPARE(recordsOf(m_bench->path()).size(), qsizetype(2));
    QVERIFY(!QFile::exists(keyPath(m_bench->path())));
}

void TstCheckpoints::the_public_key_is_kept_beside()
{
    fillSigned(*m_bench);
    const Checkpoints known = keyBeside();
    const auto report = verifyJournal(m_bench->path(), nullptr, known);
    QVERIFY(report.has_value());
    QCOMPARE(report->checkpoints.chain, known.chain);
    QCOMPARE(report->checkpoints.key, known.key);
    QVERIFY(!bytesOf(keyPath(m_bench->path())).contains(checkpointSigner(m_bench->sealer, known.chain)->sign("x")->toBase64()));
    // Each chain has a key of its own, though the station's is the same.
    QVERIFY(checkpointSigner(m_bench->sealer, QByteArray(64, '0'))->publicKey() != known.key);
}

void TstCheckpoints::a_chain_written_anew_is_not_the_one_whose_key_is_known()
{
    fillSigned(*m_bench);
    const Checkpoints known = keyBeside();
    // Somebody without the station's key, who makes every hash and the head fit.
    writeAnew([](QJsonObject &record) {
        if (record.value(QLatin1String("seq")).toInteger() == 2)
            record.insert(QStringLiteral("matricule"), QStringLiteral("A999"));
    });
    const auto report = verifyJournal(m_bench->path(), nullptr, known);
    QVERIFY(!report);
    QCOMPARE(report.error().detail, QStringLiteral("record 4: a checkpoint whose signature is not right"));
    // And signs it, as well as can be without that key.
    const JournalBench stranger;
    QFile::remove(m_bench->path());
    QFile::remove(m_bench->headPath());
    QFile::remove(keyPath(m_bench->path()));
    {
        FileJournal journal(m_bench->path(), m_bench->clock, &stranger.sealer);
        QVERIFY(journal.open().has_value());
        QVERIFY(appended(journal, {entryNumber(1), sessionEnd()}));
    }
    QVERIFY(verifyJournal(m_bench->path(), nullptr).has_value());
    QVERIFY(!verifyJournal(m_bench->path(), nullptr, known));
    QVERIFY(!verifyJournal(m_bench->path(), &m_bench->sealer));
}

void TstCheckpoints::a_signature_does_not_fit_another_record_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("another time") << QStringLiteral("ts_utc") << QJsonValue(QStringLiteral("2999-01-01T00:00:00.000Z"));
    QTest::newRow("another reason") << QStringLiteral("why") << QJsonValue(QStringLiteral("segment-end"));
    QTest::newRow("another chain") << QStringLiteral("chain") << QJsonValue(QString(64, QLatin1Char('a')));
    QTest::newRow("no chain") << QStringLiteral("chain") << QJsonValue(QStringLiteral("abc"));
    QTest::newRow("another key") << QStringLiteral("key") << QJsonValue(QString::fromLatin1(QByteArray(32, 'k').toBase64()));
    QTest::newRow("no key") << QStringLiteral("key") << QJsonValue();
    QTest::newRow("half a signature") << QStringLiteral("signature") << QJsonValue(QStringLiteral("AAAA"));
    QTest::newRow("no signature") << QStringLiteral("signature") << QJsonValue(5);
}

void TstCheckpoints::a_signature_does_not_fit_another_record()
{
    QFETCH(const QString, key);
    QFETCH(const QJsonValue, value);
    fillSigned(*m_bench);
    writeAnew([&](QJsonObject &record) {
        if (record.value(QLatin1String("operation")) != QLatin1String("checkpoint"))
            return;
        QJsonObject details = record.value(QLatin1String("details")).toObject();
        if (key == QLatin1String("ts_utc"))
            record.insert(key, value);
        else
            details.insert(key, value);
        record.insert(QStringLiteral("details"), details);
    });
    const auto report = verifyJournal(m_bench->path(), nullptr);
    QVERIFY(!report);
    QVERIFY2(report.error().detail.startsWith(QLatin1String("record 4: a checkpoint ")), qPrintable(report.error().detail));
}

void TstCheckpoints::what_is_no_key_is_refused_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("another format") << QByteArray("vigie-journal-key/2 ") + QByteArray(64, 'a') + ' ' + QByteArray(32, 'k').toBase64();
    QTest::newRow("a short chain") << QByteArray("vigie-journal-key/1 aa ") + QByteArray(32, 'k').toBase64();
    QTest::newRow("a short key") << QByteArray("vigie-journal-key/1 ") + QByteArray(64, 'a') + " AAAA";
}

void TstCheckpoints::what_is_no_key_is_refused()
{
    QFETCH(const QByteArray, line);
    QCOMPARE(fromKeyLine(line).error().code, ErrorCode::InvalidArgument);
    fillSigned(*m_bench);
    overwrite(keyPath(m_bench->path()), line);
    QCOMPARE(verifyJournal(m_bench->path(), nullptr).error().code, ErrorCode::Corrupt);
}

void TstCheckpoints::a_chain_that_is_signed_no_more_is_found()
{
    fillSigned(*m_bench);
    const Checkpoints known = keyBeside();
    {
        FileJournal unsigning(m_bench->path(), m_bench->clock, nullptr);
        QVERIFY(unsigning.open().has_value());
        for (int unit = 0; unit < 17; ++unit) {
            QList<Entry> entries;
            for (int n = 0; n < 50; ++n)
                entries.append(entryNumber(n));
            QVERIFY(appended(unsigning, entries));
        }
    }
    QCOMPARE(verifyJournal(m_bench->path(), nullptr, known).error().detail, QStringLiteral("record 4: nothing is signed after it"));
}

void TstCheckpoints::the_journal_that_was_known_goes_on()
{
    fillSigned(*m_bench);
    ChainHead known;
    {
        const auto journal = m_bench->opened();
        known = journal->head();
        QVERIFY(appended(*journal, {entryNumber(5)}));
    }
    QVERIFY(m_bench->journal()->open(known).has_value());
    // Journal, head and key removed together: a new one does not begin unnoticed.
    for (const QString &file : {m_bench->path(), m_bench->headPath(), keyPath(m_bench->path())})
        QVERIFY(QFile::remove(file));
    QCOMPARE(m_bench->journal()->open(known).error().detail,
             QStringLiteral("record 4: the journal that was here before is not this one"));
    m_bench->fill(6); // as many records, of another chain
    QCOMPARE(m_bench->journal()->open(known).error().code, ErrorCode::Corrupt);
    QVERIFY(m_bench->journal()->open().has_value());
}

VIGIE_TEST(TstCheckpoints)
#include "tst_checkpoints.moc"
