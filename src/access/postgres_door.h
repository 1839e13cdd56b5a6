// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/department_door.h>
#include <secrets/sealer.h>
#include <storage/postgres.h>

#include <QtCore/QPointer>

#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>

namespace vigie::access {

/// The doors of packaging/postgres/functions/50_doors.sql, over one line on a thread of its own. The
/// same line hears of changes, so that what is asked after one finds it. A line that is cut fails
/// what was asked on it and is taken up again every half second. Thread: GUI.
class PostgresDoor final : public DepartmentDoor {
    Q_OBJECT
public:
    /// \p clock and \p sealer, which has the department's key, outlive this.
    PostgresDoor(storage::PostgresOptions options, const Clock &clock, const secrets::Sealer &sealer,
                 QObject *parent = nullptr);
    ~PostgresDoor() override; ///< tells the server of the ends it was given, where it answers; stops and joins

    /// On whichever thread, as long as nobody else uses this meanwhile.
    /// \return Refused, Unreachable, TimedOut, NotFound
    [[nodiscard]] Result<> start();

    void open(QList<Ask> asks, QObject *context, Answers answers) override;
    void decide(QList<Company> views, QObject *context, Answers answers) override;
    void close(QList<Ending> endings) override;
    [[nodiscard]] std::optional<std::chrono::milliseconds> unreachableSince() const override;

private:
    /// What the thread is to ask: one of the lists is filled.
    struct Job {
        QList<Ask> asks;
        QList<Company> views;
        QPointer<QObject> context;
        Answers answers;
    };
    class Line;

    void put(Job job);
    void wake() const;
    void run(const std::stop_token &stop, std::unique_ptr<Line> line);
    void work(Line &line, std::deque<Job> &jobs, QList<Ending> &endings);
    void reach(const Result<> &reached);
    void tellOfChange();
    void answer(Job &job, Result<std::vector<Verdict>> verdicts);

    storage::PostgresOptions m_options;
    const Clock &m_clock;
    const secrets::Sealer &m_sealer;
    int m_wake = -1; ///< eventfd: can be read from when there is something to do
    mutable std::mutex m_mutex;
    std::deque<Job> m_jobs; ///< m_mutex
    QList<Ending> m_endings; ///< m_mutex; those not yet recorded
    std::optional<std::chrono::milliseconds> m_unreachableSince; ///< m_mutex
    std::jthread m_thread;
};

} // namespace vigie::access
