// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal_bench.h"

#include <support/test_main.h>

#include <QtCore/QCryptographicHash>
#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::journal;
using namespace vigie::test;

namespace {

using Damage = void (*)(const JournalBench &bench);

/// The chain of \p bench with \p edit done to record \p number, and every hash after it made right
/// again: what somebody does who knows how the journal is made, and has not the station's key.
QByteArray rewritten(const JournalBench &bench, int number)
{
    QByteArray bytes;
    ChainHead head;
    for (QJsonObject record : recordsOf(bench.path())) {
        if (record.value(QLatin1String("seq")).toInt() == number)
            record.insert(QStringLiteral("matricule"), QStringLiteral("A999"));
        if (head.sequence > 0)
            record.insert(QStringLiteral("prev_hash"), QString::fromLatin1(head.hash));
        bytes += toLine(record, head).value();
    }
    return bytes;
}

} // namespace

Q_DECLARE_METATYPE(Damage)

/// Whatever is done to the two files while nobody runs, a start and `vigiectl journal verify` find
/// it and name the first broken record.
class TstJournalDamage final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_bench = std::make_unique<JournalBench>();
        m_bench->fill(4);
    }
    void damage_is_found_and_named_data();
    void damage_is_found_and_named();
    void every_byte_of_the_journal_counts();
    void every_byte_of_the_head_counts();
    void a_head_that_lags_is_no_damage();
    void without_the_key_a_rewritten_head_passes();

private:
    std::unique_ptr<JournalBench> m_bench;
};

void TstJournalDamage::damage_is_found_and_named_data()
{
    QTest::addColumn<Damage>("damage");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, Damage damage, const char *said) {
        QTest::newRow(name) << damage << QString::fromLatin1(said);
    };
    row(
        "another matricule in record 2",
        [](const JournalBench &b) {
            auto lines = linesOf(bytesOf(b.path()));
            lines[1].replace("A101", "A102");
            overwrite(b.path(), lines.join());
        },
        "record 2: content does not match its hash");
    row(
        "the last record removed",
        [](const JournalBench &b) {
            auto lines = linesOf(bytesOf(b.path()));
            lines.removeLast();
            overwrite(b.path(), lines.join());
        },
        "record 4: missing, the chain was cut after record 3");
    row(
        "three records removed",
        [](const JournalBench &b) { overwrite(b.path(), linesOf(bytesOf(b.path())).at(0)); },
        "record 2: missing, the chain was cut after record 1");
    row(
        "the last record cut in the middle",
        [](const JournalBench &b) { overwrite(b.path(), bytesOf(b.path()).chopped(30)); },
        "record 4: missing, the chain was cut after record 3");
    row(
        "emptied", [](const JournalBench &b) { overwrite(b.path(), {}); },
        "record 1: missing, the chain was cut after record 0");
    row(
        "the first record removed",
        [](const JournalBench &b) {
            auto lines = linesOf(bytesOf(b.path()));
            lines.removeFirst();
            overwrite(b.path(), lines.join());
        },
        "record 1: missing up to record 1, and no purge says so");
    row(
        "records in another order",
        [](const JournalBench &b) {
            auto lines = linesOf(bytesOf(b.path()));
            lines.swapItemsAt(1, 2);
            overwrite(b.path(), lines.join());
        },
        "record 2: numbered 3");
    row(
        "rewritten from record 2 on, every hash made right",
        [](const JournalBench &b) { overwrite(b.path(), rewritten(b, 2)); },
        "record 4: not the one the head names");
    row(
        "the last record rewritten, its hash made right",
        [](const JournalBench &b) { overwrite(b.path(), rewritten(b, 4)); },
        "record 4: not the one the head names");
    row(
        "the chain of another journal",
        [](const JournalBench &b) {
            JournalBench other;
            other.fill(4);
            overwrite(b.path(), bytesOf(other.path()));
        },
        "record 4: not the one the head names");
    row(
        "both files of another station",
        [](const JournalBench &b) {
            JournalBench other;
            other.fill(4);
            overwrite(b.path(), bytesOf(other.path()));
            overwrite(b.headPath(), bytesOf(other.headPath()));
        },
        "the head file was not written by this station");
    row(
        "the head removed", [](const JournalBench &b) { QVERIFY(QFile::remove(b.headPath())); },
        "the head file is missing");
    row(
        "the head emptied", [](const JournalBench &b) { overwrite(b.headPath(), {}); },
        "the head file is missing");
    row(
        "nonsense in the head",
        [](const JournalBench &b) { overwrite(b.headPath(), "0000000000000000000 4\n"); },
        "the head file is damaged");
    row(
        "the head and the chain cut back together",
        [](const JournalBench &b) {
            auto lines = linesOf(bytesOf(b.path()));
            lines.removeLast();
            overwrite(b.path(), lines.join());
            QByteArray head = bytesOf(b.headPath());
            head.replace(0, 20, "00000000000000000003");
            head.replace(21, 64, lines.constLast().mid(9, 64));
            overwrite(b.headPath(), head);
        },
        "the head file was not written by this station");
}

void TstJournalDamage::damage_is_found_and_named()
{
    QFETCH(Damage, damage);
    QFETCH(QString, said);
    damage(*m_bench);
    const QByteArray bytes = bytesOf(m_bench->path());
    const auto report = verifyJournal(m_bench->path(), &m_bench->sealer);
    QVERIFY2(!report, "whole");
    QCOMPARE(report.error().code, ErrorCode::Corrupt);
    QCOMPARE(report.error().detail, said);
    // A start finds the same, and changes nothing.
    const auto journal = m_bench->journal();
    QCOMPARE(journal->open().error(), report.error());
    QVERIFY(!appended(*journal, {entryNumber(5)}));
    QCOMPARE(bytesOf(m_bench->path()), bytes);
}

void TstJournalDamage::every_byte_of_the_journal_counts()
{
    const QByteArray whole = bytesOf(m_bench->path());
    const auto lines = linesOf(whole);
    qsizetype begin = 0;
    for (qsizetype line = 0; line < lines.size(); begin += lines.at(line++).size()) {
        for (qsizetype at = begin; at < begin + lines.at(line).size(); ++at) {
            QByteArray bytes = whole;
            bytes[at] = static_cast<char>(bytes.at(at) ^ 0x01);
            overwrite(m_bench->path(), bytes);
            const auto report = verifyJournal(m_bench->path(), nullptr);
            QVERIFY2(!report, qPrintable(QString::number(at)));
            QVERIFY2(report.error().detail.startsWith(QStringLiteral("record %1: ").arg(line + 1)),
                     qPrintable(report.error().detail));
        }
    }
}

void TstJournalDamage::every_byte_of_the_head_counts()
{
    const QByteArray whole = bytesOf(m_bench->headPath());
    for (qsizetype at = 0; at < whole.size(); ++at) {
        for (const int mask : {0x01, 0x10, 0x20}) {
            QByteArray bytes = whole;
            bytes[at] = static_cast<char>(bytes.at(at) ^ mask);
            overwrite(m_bench->headPath(), bytes);
            const auto report = verifyJournal(m_bench->path(), &m_bench->sealer);
            QVERIFY2(!report, qPrintable(QStringLiteral("byte %1, %2").arg(at).arg(mask)));
            QCOMPARE(report.error().code, ErrorCode::Corrupt);
        }
    }
    overwrite(m_bench->headPath(), whole + '\n');
    QVERIFY(!verifyJournal(m_bench->path(), &m_bench->sealer));
    overwrite(m_bench->headPath(), whole);
    QVERIFY(verifyJournal(m_bench->path(), &m_bench->sealer).has_value());
}

void TstJournalDamage::a_head_that_lags_is_no_damage()
{
    // The record was durable, the power went before the head was written.
    const QByteArray lagging = bytesOf(m_bench->headPath());
    m_bench->fill(1);
    QVERIFY(bytesOf(m_bench->headPath()) != lagging);
    overwrite(m_bench->headPath(), lagging);
    QCOMPARE(verifyJournal(m_bench->path(), &m_bench->sealer)->head.sequence, qint64(5));
    // What the head still names is still held against the chain.
    const QByteArray whole = bytesOf(m_bench->path());
    overwrite(m_bench->path(), rewritten(*m_bench, 3));
    QCOMPARE(verifyJournal(m_bench->path(), &m_bench->sealer).error().detail,
             QStringLiteral("record 4: not the one the head names"));
    overwrite(m_bench->path(), whole);
    m_bench->fill(1);
    QCOMPARE(verifyJournal(m_bench->path(), &m_bench->sealer)->head.sequence, qint64(6));
}

void TstJournalDamage::without_the_key_a_rewritten_head_passes()
{
    // Why verification with the key is worth its passphrase.
    const QByteArray forged = rewritten(*m_bench, 2);
    QByteArray head = bytesOf(m_bench->headPath());
    head.replace(21, 64, linesOf(forged).constLast().mid(9, 64));
    overwrite(m_bench->path(), forged);
    overwrite(m_bench->headPath(), head);
    QVERIFY(verifyJournal(m_bench->path(), nullptr).has_value());
    QCOMPARE(verifyJournal(m_bench->path(), &m_bench->sealer).error().code, ErrorCode::Corrupt);
}

VIGIE_TEST(TstJournalDamage)
#include "tst_journal_damage.moc"
