// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal_bench.h"

#include <support/test_main.h>

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <csignal>
#include <sys/resource.h>

using namespace vigie;
using namespace vigie::journal;
using namespace vigie::test;
using namespace std::chrono_literals;

namespace {

/// Lets no file of this process grow beyond \p bytes, as a full disk would; lifted with this.
class FullDisk {
public:
    explicit FullDisk(qint64 bytes)
    {
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit limit = m_before;
        limit.rlim_cur = static_cast<rlim_t>(bytes);
        m_set = ::setrlimit(RLIMIT_FSIZE, &limit) == 0;
    }
    ~FullDisk()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    FullDisk(const FullDisk &) = delete;
    FullDisk &operator=(const FullDisk &) = delete;
    [[nodiscard]] bool isSet() const { return m_set; }

private:
    rlimit m_before{};
    sighandler_t m_handler = SIG_DFL;
    bool m_set = false;
};

} // namespace

/// A journal that cannot be written says so at once, loses nothing that was acknowledged, and says
/// when it can be written again.
class TstJournalWritable final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_bench = std::make_unique<JournalBench>();
        m_journal = m_bench->opened();
        QVERIFY(m_journal);
        m_writable = std::make_unique<QSignalSpy>(m_journal.get(), &Journal::writableChanged);
        QVERIFY(appended(*m_journal, {entryNumber(1)}).has_value());
    }
    void cleanup()
    {
        m_writable.reset();
        m_journal.reset();
    }
    void a_full_disk_refuses_and_keeps_what_there_is();
    void a_disk_with_room_again_takes_records_again();
    void a_file_that_was_changed_meanwhile_takes_nothing_data();
    void a_file_that_was_changed_meanwhile_takes_nothing();
    void an_unfinished_line_of_another_is_cut();
    void a_line_cut_by_a_power_failure_is_cut_at_start();

private:
    static void expectAlarm()
    {
        QTest::ignoreMessage(QtCriticalMsg,
                             QRegularExpression(QStringLiteral("cannot be written")));
    }
    static void expectCut()
    {
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(QStringLiteral("cutting an unfinished line")));
    }
    std::unique_ptr<JournalBench> m_bench;
    std::unique_ptr<FileJournal> m_journal;
    std::unique_ptr<QSignalSpy> m_writable;
};

void TstJournalWritable::a_full_disk_refuses_and_keeps_what_there_is()
{
    const QByteArray before = bytesOf(m_bench->path());
    expectAlarm();
    {
        // Room for half a record: a write that succeeds in part.
        const FullDisk full(before.size() + 200);
        QVERIFY(full.isSet());
        QCOMPARE(appended(*m_journal, {entryNumber(2)}).error().code, ErrorCode::DiskFull);
        QTRY_COMPARE(m_writable->size(), qsizetype(1));
        QCOMPARE(m_writable->at(0).at(0).toBool(), false);
        // Half of it must not stay.
        QCOMPARE(bytesOf(m_bench->path()), before);
        QCOMPARE(m_journal->head().sequence, qint64(1));
        // A second failure is no second alarm.
        QCOMPARE(appended(*m_journal, {entryNumber(3)}).error().code, ErrorCode::DiskFull);
        QCOMPARE(m_writable->size(), qsizetype(1));
    }
    QVERIFY(verifyJournal(m_bench->path(), &m_bench->sealer).has_value());
    QCOMPARE(m_journal->flush(5s).error().code, ErrorCode::DiskFull);
}

void TstJournalWritable::a_disk_with_room_again_takes_records_again()
{
    expectAlarm();
    {
        const FullDisk full(bytesOf(m_bench->path()).size());
        QVERIFY(full.isSet());
        QVERIFY(!appended(*m_journal, {entryNumber(2)}));
    }
    // Without anybody asking for a record.
    QTRY_COMPARE_WITH_TIMEOUT(m_writable->size(), qsizetype(2), 10'000);
    QCOMPARE(m_writable->at(1).at(0).toBool(), true);
    QVERIFY(appended(*m_journal, {entryNumber(3)}).has_value());
    const auto records = recordsOf(m_bench->path());
    QCOMPARE(records.size(), qsizetype(3));
    QCOMPARE(records.at(1).value(QLatin1String("operation")).toString(),
             QStringLiteral("journal-verified"));
    QVERIFY(verifyJournal(m_bench->path(), &m_bench->sealer).has_value());
    // The first failure since the start is remembered.
    QCOMPARE(m_journal->flush(5s).error().code, ErrorCode::DiskFull);
}

void TstJournalWritable::a_file_that_was_changed_meanwhile_takes_nothing_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("said");
    QTest::newRow("removed") << "removed"
                             << "removed or replaced";
    QTest::newRow("replaced by a copy of itself") << "replaced"
                                                  << "removed or replaced";
    QTest::newRow("cut") << "cut"
                         << "record 1: missing, the file was cut";
    QTest::newRow("emptied") << "emptied"
                             << "record 1: missing, the file was cut";
    QTest::newRow("something appended") << "appended"
                                        << "record 2: not a journal line";
}

void TstJournalWritable::a_file_that_was_changed_meanwhile_takes_nothing()
{
    QFETCH(QString, what);
    QFETCH(QString, said);
    const QString path = m_bench->path();
    const QByteArray whole = bytesOf(path);
    if (what == QLatin1String("removed") || what == QLatin1String("replaced"))
        QVERIFY(QFile::remove(path));
    if (what == QLatin1String("replaced") || what == QLatin1String("cut"))
        overwrite(path, what == QLatin1String("cut") ? whole.chopped(40) : whole);
    if (what == QLatin1String("emptied"))
        overwrite(path, {});
    if (what == QLatin1String("appended"))
        overwrite(path, whole + "{\"hash\":\"forged\"}\n");
    const QByteArray after = bytesOf(path);
    expectAlarm();
    const auto refused = appended(*m_journal, {entryNumber(2)});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Corrupt);
    QVERIFY2(refused.error().detail.contains(said), qPrintable(refused.error().detail));
    QTRY_COMPARE(m_writable->size(), qsizetype(1));
    QCOMPARE(m_writable->at(0).at(0).toBool(), false);
    // What somebody did is left for whoever looks into it.
    QCOMPARE(bytesOf(path), after);
}

void TstJournalWritable::an_unfinished_line_of_another_is_cut()
{
    const QByteArray whole = bytesOf(m_bench->path());
    overwrite(m_bench->path(), whole + whole.left(100));
    expectCut();
    QVERIFY(appended(*m_journal, {entryNumber(2)}).has_value());
    QVERIFY(bytesOf(m_bench->path()).startsWith(whole));
    QCOMPARE(verifyJournal(m_bench->path(), &m_bench->sealer)->head.sequence, qint64(2));
    QCOMPARE(m_writable->size(), qsizetype(0));
}

void TstJournalWritable::a_line_cut_by_a_power_failure_is_cut_at_start()
{
    m_journal.reset();
    const QByteArray whole = bytesOf(m_bench->path());
    overwrite(m_bench->path(), whole + whole.left(100));
    // Verification says so and changes nothing.
    const auto report = verifyJournal(m_bench->path(), &m_bench->sealer);
    QVERIFY(report.has_value());
    QVERIFY(report->tornTail);
    QCOMPARE(report->wholeBytes, whole.size());
    QCOMPARE(bytesOf(m_bench->path()).size(), whole.size() + 100);
    expectCut();
    m_journal = m_bench->opened();
    QVERIFY(m_journal);
    QCOMPARE(bytesOf(m_bench->path()), whole);
    QVERIFY(appended(*m_journal, {entryNumber(2)}).has_value());
    QVERIFY(!verifyJournal(m_bench->path(), &m_bench->sealer)->tornTail);
}

VIGIE_TEST(TstJournalWritable)
#include "tst_journal_writable.moc"
