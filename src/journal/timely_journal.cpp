// SPDX-License-Identifier: GPL-3.0-or-later
#include <journal/timely_journal.h>

#include <QtCore/QLoggingCategory>

namespace vigie::journal {
namespace {

Q_LOGGING_CATEGORY(lcTimely, "vigie.journal.timely", QtInfoMsg)

} // namespace

TimelyJournal::TimelyJournal(Journal &behind, std::chrono::milliseconds limit, QObject *parent)
    : Journal(parent), m_behind(behind), m_limit(limit)
{
    m_timer.setSingleShot(true);
    // After a stall of this thread, answers may be waiting in its queue: they come first.
    connect(&m_timer, &QTimer::timeout, this, &TimelyJournal::giveUp, Qt::QueuedConnection);
    connect(&m_behind, &Journal::writableChanged, this, [this](bool writable) {
        m_behindWritable = writable;
        updateWritable();
    });
}

void TimelyJournal::append(QList<Entry> entries, QObject *context, Done done)
{
    const qint64 number = ++m_newest;
    m_waiting.emplace(number, Waiting{context, std::move(done), QDeadlineTimer(m_limit), false});
    if (m_late > 0) // never from inside this call
        QMetaObject::invokeMethod(this, [this, number] { tell(number); }, Qt::QueuedConnection);
    m_behind.append(std::move(entries), this, [this, number](const Result<> &result) { answered(number, result); });
    look();
}

void TimelyJournal::answered(qint64 number, const Result<> &result)
{
    const auto found = m_waiting.find(number);
    if (found == m_waiting.end())
        return;
    const Waiting waiting = std::move(found->second);
    m_waiting.erase(found);
    if (waiting.told)
        --m_late;
    look();
    updateWritable(); // before whoever asked: what they see of the journal is how it is
    if (!waiting.told && waiting.context && waiting.done)
        waiting.done(result);
}

/// Sets the alarm for the oldest.
void TimelyJournal::look()
{
    m_timer.stop();
    if (m_late == 0 && !m_waiting.empty())
        m_timer.start(static_cast<int>(std::max<qint64>(0, m_waiting.cbegin()->second.until.remainingTime())));
}

/// Records are written in their order: who came after the oldest waits for the same thing.
void TimelyJournal::giveUp()
{
    if (m_waiting.empty() || !m_waiting.cbegin()->second.until.hasExpired()) {
        look(); // answered while this call was on its way
        return;
    }
    QList<qint64> numbers;
    for (const auto &[number, waiting] : m_waiting)
        numbers.append(number);
    for (const qint64 number : std::as_const(numbers))
        tell(number);
}

void TimelyJournal::tell(qint64 number)
{
    const auto found = m_waiting.find(number);
    if (found == m_waiting.end() || std::exchange(found->second.told, true))
        return;
    if (++m_late == 1)
        qCCritical(lcTimely) << "the journal has not answered for" << m_limit.count() << "ms";
    const QPointer<QObject> context = found->second.context;
    const Done done = std::exchange(found->second.done, {});
    updateWritable();
    if (context && done)
        done(fail(ErrorCode::TimedOut, QStringLiteral("the journal does not answer")));
}

void TimelyJournal::updateWritable()
{
    const bool writable = m_behindWritable && m_late == 0;
    if (std::exchange(m_writable, writable) != writable)
        Q_EMIT writableChanged(writable);
}

} // namespace vigie::journal
