// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal_bench.h"

#include <support/test_main.h>

#include <QtCore/QFileInfo>
#include <QtCore/QProcess>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::journal;
using namespace vigie::test;
using namespace std::chrono_literals;

namespace {

constexpr int kEach = 60;

class Appender {
public:
    Appender(const QString &path, const QString &name, int count)
    {
        m_process.start(qEnvironmentVariable("JOURNAL_APPENDER"),
                        {path, name, QString::number(count)});
    }
    ~Appender()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Appender(const Appender &) = delete;
    Appender &operator=(const Appender &) = delete;
    /// \return empty when it has written everything
    [[nodiscard]] QString finish()
    {
        if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(30'000))
            return QStringLiteral("does not end: ") + m_process.errorString();
        return m_process.exitCode() == 0 ? QString()
                                         : QString::fromUtf8(m_process.readAllStandardError())
                + QStringLiteral("status %1").arg(m_process.exitCode());
    }
    void kill()
    {
        m_process.kill();
        QVERIFY(m_process.waitForFinished(5000));
    }

private:
    QProcess m_process;
};

} // namespace

/// Several programs write into one journal: the console, a vigiectl beside it, a second console.
class TstJournalProcesses final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(!qEnvironmentVariableIsEmpty("JOURNAL_APPENDER")); }
    void what_several_write_is_one_chain();
    void several_may_begin_a_journal_together();
    void a_killed_writer_leaves_a_chain_to_go_on_with();
};

void TstJournalProcesses::what_several_write_is_one_chain()
{
    JournalBench bench;
    FileJournal own(bench.path(), bench.clock, nullptr);
    QVERIFY(own.open().has_value());
    Appender first(bench.path(), QStringLiteral("first"), kEach);
    Appender second(bench.path(), QStringLiteral("second"), kEach);
    for (int n = 0; n < kEach; ++n) {
        QVERIFY(appended(own, {entryNumber(n)}).has_value());
        // Whoever verifies meanwhile never sees damage.
        const auto meanwhile = verifyJournal(bench.path(), nullptr);
        QVERIFY2(meanwhile.has_value(),
                 qPrintable(meanwhile ? QString() : toLogText(meanwhile.error())));
    }
    QCOMPARE(first.finish(), QString());
    QCOMPARE(second.finish(), QString());
    QVERIFY(appended(own, {entryNumber(kEach)}).has_value());

    const auto report = verifyJournal(bench.path(), nullptr);
    QVERIFY2(report.has_value(), qPrintable(report ? QString() : toLogText(report.error())));
    QCOMPARE(report->head.sequence, qint64(3 * kEach + 1));
    QVERIFY(!report->tornTail);
    // Each in its own order, none lost.
    QHash<QString, int> next;
    for (const QJsonObject &record : recordsOf(bench.path())) {
        const QString who = record.value(QLatin1String("matricule")).toString();
        const int n =
            record.value(QLatin1String("details")).toObject().value(QLatin1String("n")).toInt();
        QCOMPARE(n, next.value(who));
        ++next[who];
    }
    QCOMPARE(next.size(), qsizetype(3));
}

void TstJournalProcesses::several_may_begin_a_journal_together()
{
    // Whoever reads while another writes the very first record must not take it for damage.
    for (int round = 0; round < 20; ++round) {
        JournalBench bench;
        Appender first(bench.path(), QStringLiteral("first"), 2);
        Appender second(bench.path(), QStringLiteral("second"), 2);
        Appender third(bench.path(), QStringLiteral("third"), 2);
        QCOMPARE(first.finish(), QString());
        QCOMPARE(second.finish(), QString());
        QCOMPARE(third.finish(), QString());
        QCOMPARE(verifyJournal(bench.path(), nullptr)->head.sequence, qint64(6));
    }
}

void TstJournalProcesses::a_killed_writer_leaves_a_chain_to_go_on_with()
{
    JournalBench bench;
    qint64 known = 0;
    for (int round = 0; round < 5; ++round) {
        Appender appender(bench.path(), QStringLiteral("killed"), 1'000'000);
        const qint64 size = QFileInfo(bench.path()).size();
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(bench.path()).size() > size + 2000, 10'000);
        appender.kill();
        FileJournal own(bench.path(), bench.clock, nullptr);
        const auto opened = own.open();
        QVERIFY2(opened.has_value(), qPrintable(opened ? QString() : toLogText(opened.error())));
        QVERIFY(own.head().sequence > known);
        QVERIFY(appended(own, {entryNumber(round)}).has_value());
        known = own.head().sequence;
    }
    QCOMPARE(verifyJournal(bench.path(), nullptr)->head.sequence, known);
}

VIGIE_TEST(TstJournalProcesses)
#include "tst_journal_processes.moc"
