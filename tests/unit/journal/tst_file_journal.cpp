// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal_bench.h"

#include <support/test_main.h>

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtCore/QThread>
#include <QtTest/QTest>

#include <sys/stat.h>

using namespace vigie;
using namespace vigie::journal;
using namespace vigie::test;
using namespace std::chrono_literals;

namespace {

mode_t modeOf(const QString &path)
{
    struct stat status { };
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_mode & 07777 : 0;
}

int numberIn(const QJsonObject &record)
{
    return record.value(QLatin1String("details")).toObject().value(QLatin1String("n")).toInt();
}

Entry tooLong()
{
    Entry entry = entryNumber(0);
    entry.details.insert(QStringLiteral("text"), QString(int(kMaximumLine), u'x'));
    return entry;
}

} // namespace

class TstFileJournal final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_bench = std::make_unique<JournalBench>();
    }
    void what_is_acknowledged_is_in_the_file();
    void the_files_are_their_owners_alone();
    void what_waits_together_is_written_in_order();
    void a_unit_is_written_whole();
    void a_unit_with_one_impossible_record_is_not_written();
    void answers_come_in_the_thread_of_the_context();
    void nobody_is_answered_who_is_gone();
    void nothing_is_taken_before_it_is_open();
    void nothing_is_taken_after_it_could_not_be_opened();
    void the_chain_goes_on_after_a_restart();
    void what_is_queued_is_written_at_the_end();
    void flush_waits_for_what_is_queued();
    void a_clock_set_back_does_not_turn_the_records();
    void two_journals_of_one_file_take_turns();
    void the_head_is_authenticated_with_the_stations_key();
    void a_folder_that_is_not_there();

private:
    std::unique_ptr<JournalBench> m_bench;
};

void TstFileJournal::what_is_acknowledged_is_in_the_file()
{
    const auto journal = m_bench->opened();
    QVERIFY(appended(*journal, {entryNumber(1)}).has_value());
    // Read while the journal is still open: nothing waits for a close.
    const auto records = recordsOf(m_bench->path());
    QCOMPARE(records.size(), qsizetype(1));
    QCOMPARE(numberIn(records.constFirst()), 1);
    QCOMPARE(journal->head().sequence, qint64(1));
    QCOMPARE(journal->newest(), std::optional(m_bench->clock.now()));
    QVERIFY(verifyJournal(m_bench->path(), &m_bench->sealer).has_value());
}

void TstFileJournal::the_files_are_their_owners_alone()
{
    const mode_t before = ::umask(0);
    m_bench->fill(1);
    ::umask(before);
    QCOMPARE(modeOf(m_bench->path()), mode_t(0600));
    QCOMPARE(modeOf(m_bench->headPath()), mode_t(0600));
}

void TstFileJournal::what_waits_together_is_written_in_order()
{
    const auto journal = m_bench->opened();
    QObject context;
    QList<int> answered;
    for (int n = 0; n < 200; ++n)
        journal->append({entryNumber(n)}, &context, [&answered, n](const Result<> &done) {
            QVERIFY(done.has_value());
            answered.append(n);
        });
    QTRY_COMPARE(answered.size(), qsizetype(200));
    const auto records = recordsOf(m_bench->path());
    QCOMPARE(records.size(), qsizetype(201)); // and a checkpoint
    for (int n = 0; n < 200; ++n) {
        QCOMPARE(answered.at(n), n);
        QCOMPARE(numberIn(records.at(n)), n);
    }
    QVERIFY(verifyJournal(m_bench->path(), &m_bench->sealer).has_value());
}

void TstFileJournal::a_unit_is_written_whole()
{
    const auto journal = m_bench->opened();
    QVERIFY(appended(*journal, {entryNumber(1), entryNumber(2), entryNumber(3)}).has_value());
    QCOMPARE(recordsOf(m_bench->path()).size(), qsizetype(3));
    // A unit of nothing is done at once.
    QVERIFY(appended(*journal, {}).has_value());
    QCOMPARE(journal->head().sequence, qint64(3));
}

void TstFileJournal::a_unit_with_one_impossible_record_is_not_written()
{
    const auto journal = m_bench->opened();
    QObject context;
    QMap<int, ErrorCode> failed;
    int answered = 0;
    const auto take = [&](int unit, QList<Entry> entries) {
        journal->append(std::move(entries), &context, [&, unit](const Result<> &done) {
            ++answered;
            if (!done)
                failed.insert(unit, done.error().code);
        });
    };
    take(1, {entryNumber(1)});
    take(2, {entryNumber(2), tooLong()});
    take(3, {entryNumber(3)});
    QTRY_COMPARE(answered, 3);
    QCOMPARE(failed, (QMap<int, ErrorCode>{{2, ErrorCode::InvalidArgument}}));
    const auto records = recordsOf(m_bench->path());
    QCOMPARE(records.size(), qsizetype(2));
    QCOMPARE(numberIn(records.at(1)), 3);
    // It was its own mistake: the journal is as good as before.
    QVERIFY(journal->flush(5s).has_value());
    QVERIFY(appended(*journal, {entryNumber(4)}).has_value());
    QVERIFY(verifyJournal(m_bench->path(), &m_bench->sealer).has_value());
}

void TstFileJournal::answers_come_in_the_thread_of_the_context()
{
    const auto journal = m_bench->opened();
    QObject context;
    QThread *answeredIn = nullptr;
    bool insideAppend = true;
    bool early = false;
    journal->append({entryNumber(1)}, &context, [&](const Result<> &) {
        answeredIn = QThread::currentThread();
        early = insideAppend;
    });
    insideAppend = false;
    QTRY_VERIFY(answeredIn != nullptr);
    QCOMPARE(answeredIn, context.thread());
    QVERIFY(!early);
}

void TstFileJournal::nobody_is_answered_who_is_gone()
{
    const auto journal = m_bench->opened();
    bool answered = false;
    {
        QObject gone;
        journal->append({entryNumber(1)}, &gone, [&](const Result<> &) { answered = true; });
    }
    QVERIFY(appended(*journal, {entryNumber(2)}).has_value());
    QVERIFY(!answered);
    QCOMPARE(journal->head().sequence, qint64(2));
}

void TstFileJournal::nothing_is_taken_before_it_is_open()
{
    const auto journal = m_bench->journal();
    QCOMPARE(appended(*journal, {entryNumber(1)}).error().code, ErrorCode::Internal);
    QVERIFY(!journal->flush(1s));
    QVERIFY(!journal->newest());
    QVERIFY(!QFile::exists(m_bench->path()));
}

void TstFileJournal::nothing_is_taken_after_it_could_not_be_opened()
{
    m_bench->fill(2);
    QByteArray bytes = bytesOf(m_bench->path());
    bytes[20] = static_cast<char>(bytes.at(20) ^ 1);
    overwrite(m_bench->path(), bytes);
    const auto journal = m_bench->journal();
    const auto opened = journal->open();
    QCOMPARE(opened.error().code, ErrorCode::Corrupt);
    QVERIFY(opened.error().detail.startsWith(QLatin1String("record 1: ")));
    QCOMPARE(appended(*journal, {entryNumber(3)}).error(), opened.error());
    QCOMPARE(journal->flush(1s).error(), opened.error());
    QCOMPARE(bytesOf(m_bench->path()), bytes);
}

void TstFileJournal::the_chain_goes_on_after_a_restart()
{
    m_bench->fill(3);
    m_bench->clock.advance(1h);
    const auto journal = m_bench->opened();
    QCOMPARE(journal->head().sequence, qint64(3));
    QCOMPARE(journal->newest(), std::optional(m_bench->clock.now() - 1h));
    QVERIFY(appended(*journal, {entryNumber(4)}).has_value());
    const auto report = verifyJournal(m_bench->path(), &m_bench->sealer);
    QVERIFY(report.has_value());
    QCOMPARE(report->head, journal->head());
    QCOMPARE(report->head.sequence, qint64(4));
}

void TstFileJournal::what_is_queued_is_written_at_the_end()
{
    {
        const auto journal = m_bench->opened();
        for (int n = 0; n < 50; ++n)
            journal->append({entryNumber(n)}, this, {});
    }
    QCOMPARE(verifyJournal(m_bench->path(), &m_bench->sealer)->head.sequence, qint64(50));
}

void TstFileJournal::flush_waits_for_what_is_queued()
{
    const auto journal = m_bench->opened();
    QVERIFY(journal->flush(1s).has_value());
    for (int n = 0; n < 50; ++n)
        journal->append({entryNumber(n)}, this, {});
    QVERIFY(journal->flush(5s).has_value());
    QCOMPARE(recordsOf(m_bench->path()).size(), qsizetype(50));
    QCOMPARE(journal->head().sequence, qint64(50));
}

void TstFileJournal::a_clock_set_back_does_not_turn_the_records()
{
    const Instant first = m_bench->clock.now();
    m_bench->fill(1);
    m_bench->clock.step(-2h);
    const auto journal = m_bench->opened();
    QVERIFY(appended(*journal, {entryNumber(2)}).has_value());
    QCOMPARE(journal->newest(), std::optional(first));
    m_bench->clock.step(3h);
    QVERIFY(appended(*journal, {entryNumber(3)}).has_value());
    QCOMPARE(journal->newest(), std::optional(first + 1h));
    QVERIFY(verifyJournal(m_bench->path(), &m_bench->sealer).has_value());
}

void TstFileJournal::two_journals_of_one_file_take_turns()
{
    const auto one = m_bench->opened();
    const auto other = m_bench->opened();
    for (int n = 0; n < 10; ++n) {
        QVERIFY(appended(*one, {entryNumber(n)}).has_value());
        QVERIFY(appended(*other, {entryNumber(n)}).has_value());
    }
    QCOMPARE(other->head().sequence, qint64(20));
    QCOMPARE(verifyJournal(m_bench->path(), &m_bench->sealer)->head, other->head());
}

void TstFileJournal::the_head_is_authenticated_with_the_stations_key()
{
    m_bench->fill(2);
    const secrets::Sealer stranger(secrets::generateStationKey().value());
    QVERIFY(verifyJournal(m_bench->path(), nullptr).has_value());
    const auto foreign = verifyJournal(m_bench->path(), &stranger);
    QCOMPARE(foreign.error().code, ErrorCode::Corrupt);
    QVERIFY(foreign.error().detail.contains(QLatin1String("not written by this station")));
    FileJournal journal(m_bench->path(), m_bench->clock, &stranger);
    QCOMPARE(journal.open().error().code, ErrorCode::Corrupt);
}

void TstFileJournal::a_folder_that_is_not_there()
{
    FileJournal journal(QStringLiteral("/nowhere/at/all/j.jsonl"), m_bench->clock, nullptr);
    QCOMPARE(journal.open().error().code, ErrorCode::NotFound);
    QCOMPARE(verifyJournal(QStringLiteral("/nowhere/at/all/j.jsonl"), nullptr).error().code,
             ErrorCode::NotFound);
}

VIGIE_TEST(TstFileJournal)
#include "tst_file_journal.moc"
