// SPDX-License-Identifier: GPL-3.0-or-later
#include <journal/timely_journal.h>

#include <support/fake_journal.h>
#include <support/test_main.h>

#include <QtCore/QRegularExpression>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::journal;
using namespace vigie::test;
using namespace std::chrono_literals;

/// A disk that neither writes nor fails.
class TstTimelyJournal final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_behind = std::make_unique<FakeJournal>();
        m_journal = std::make_unique<TimelyJournal>(*m_behind, kShort);
        m_writable = std::make_unique<QSignalSpy>(m_journal.get(), &Journal::writableChanged);
        m_answers.clear();
    }
    void cleanup()
    {
        m_writable.reset();
        m_journal.reset();
        m_behind.reset();
    }
    void an_answer_in_time_is_passed_on();
    void a_failure_in_time_is_passed_on();
    void a_journal_that_hangs_is_said_after_the_limit();
    void while_it_hangs_nobody_waits();
    void what_was_given_is_written_later_and_said_once();
    void each_has_the_whole_limit();
    void an_answer_that_waited_with_us_counts();
    void somebody_gone_is_not_called();
    void both_must_be_able_to_write();

private:
    static constexpr auto kShort = 60ms;
    static void expectAlarm() { QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("has not answered for 60 ms"))); }
    void append(Event event)
    {
        m_journal->append({Entry{.event = event}}, &m_context, [this](const Result<> &result) {
            m_answers.append(result ? QStringLiteral("durable") : errorCodeName(result.error().code));
        });
    }
    [[nodiscard]] QList<bool> told() const
    {
        QList<bool> all;
        for (const auto &call : *m_writable)
            all.append(call.at(0).toBool());
        return all;
    }

    QObject m_context;
    std::unique_ptr<FakeJournal> m_behind;
    std::unique_ptr<TimelyJournal> m_journal;
    std::unique_ptr<QSignalSpy> m_writable;
    QStringList m_answers;
};

void TstTimelyJournal::an_answer_in_time_is_passed_on()
{
    append(Event::LiveBegin);
    QVERIFY(m_answers.isEmpty()); // never from inside the call
    QTRY_COMPARE(m_answers, QStringList{QStringLiteral("durable")});
    QCOMPARE(m_behind->events(), QStringList{QStringLiteral("live-begin")});
    QCOMPARE(told(), QList<bool>{});
}

void TstTimelyJournal::a_failure_in_time_is_passed_on()
{
    m_behind->error = Error{ErrorCode::DiskFull, {}};
    append(Event::LiveBegin);
    QTRY_COMPARE(m_answers, QStringList{QStringLiteral("DiskFull")});
    QCOMPARE(told(), QList<bool>{}); // that is for the journal behind to say
}

void TstTimelyJournal::a_journal_that_hangs_is_said_after_the_limit()
{
    m_behind->hold();
    const QDeadlineTimer limit(kShort);
    append(Event::LiveBegin);
    expectAlarm();
    QTRY_COMPARE(m_answers, QStringList{QStringLiteral("TimedOut")});
    QVERIFY(limit.hasExpired());
    QCOMPARE(told(), QList<bool>{false});
}

void TstTimelyJournal::while_it_hangs_nobody_waits()
{
    m_behind->hold();
    append(Event::LiveBegin);
    expectAlarm();
    QTRY_COMPARE(m_answers.size(), 1);
    append(Event::PtzBegin);
    QCOMPARE(m_answers.size(), 1);
    QCoreApplication::processEvents(); // one turn, not a limit
    QCOMPARE(m_answers, QStringList({QStringLiteral("TimedOut"), QStringLiteral("TimedOut")}));
    QCOMPARE(m_behind->queued(), qsizetype(2)); // given all the same
}

void TstTimelyJournal::what_was_given_is_written_later_and_said_once()
{
    m_behind->hold();
    append(Event::LiveBegin);
    append(Event::LiveEnd);
    expectAlarm();
    QTRY_COMPARE(m_answers.size(), 2);
    m_behind->release();
    QCOMPARE(m_behind->events(), QStringList({QStringLiteral("live-begin"), QStringLiteral("live-end")}));
    QCOMPARE(told(), QList<bool>({false, true}));
    QCOMPARE(m_answers, QStringList({QStringLiteral("TimedOut"), QStringLiteral("TimedOut")}));
    append(Event::PtzBegin);
    QTRY_COMPARE(m_answers.size(), 3);
    QCOMPARE(m_answers.constLast(), QStringLiteral("durable"));
}

void TstTimelyJournal::each_has_the_whole_limit()
{
    // The first was answered in time: the second's limit begins with itself.
    append(Event::LiveBegin);
    QTRY_COMPARE(m_answers.size(), 1);
    m_behind->hold();
    const QDeadlineTimer limit(kShort);
    append(Event::LiveEnd);
    expectAlarm();
    QTRY_COMPARE(m_answers.size(), 2);
    QVERIFY(limit.hasExpired());
}

void TstTimelyJournal::an_answer_that_waited_with_us_counts()
{
    append(Event::LiveBegin); // its answer is in the queue of this thread
    const QDeadlineTimer stall(kShort * 2);
    while (!stall.hasExpired()) { } // this thread was busy beyond the limit
    QTRY_COMPARE(m_answers, QStringList{QStringLiteral("durable")});
    QCOMPARE(told(), QList<bool>{});
}

void TstTimelyJournal::somebody_gone_is_not_called()
{
    m_behind->hold();
    auto context = std::make_unique<QObject>();
    bool called = false;
    m_journal->append({Entry{}}, context.get(), [&](const Result<> &) { called = true; });
    append(Event::LiveEnd);
    context.reset();
    expectAlarm();
    QTRY_COMPARE(m_answers.size(), 1);
    m_behind->release();
    QVERIFY(!called);
    QCOMPARE(m_behind->written.size(), qsizetype(2));
}

void TstTimelyJournal::both_must_be_able_to_write()
{
    Q_EMIT m_behind->writableChanged(false);
    QCOMPARE(told(), QList<bool>{false});
    m_behind->hold();
    append(Event::LiveBegin);
    expectAlarm();
    QTRY_COMPARE(m_answers.size(), 1);
    Q_EMIT m_behind->writableChanged(true);
    QCOMPARE(told(), QList<bool>{false}); // it hangs still
    m_behind->release();
    QCOMPARE(told(), QList<bool>({false, true}));
}

VIGIE_TEST(TstTimelyJournal)
#include "tst_timely_journal.moc"
