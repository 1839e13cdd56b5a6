// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <core/result.h>
#include <ptz/lease_store.h>

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <deque>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

namespace vigie::ptz {

/// The leases of this console: asks the store on a thread of its own, renews every second what is held or waited for, and
/// says by the machine's own clock until when this console may drive. A lease counts from the moment before it was asked
/// for and ends kLeaseMargin early, so that this console has stopped before the store could give it to another, whatever
/// becomes of the line. Thread: GUI.
class Leases final : public QObject {
    Q_OBJECT
public:
    /// \p clock outlives this. Begins to reach the store at once.
    Leases(std::unique_ptr<LeaseStore> store, const Clock &clock, QObject *parent = nullptr);
    ~Leases() override; ///< gives back what it has, where the store answers; stops and joins

    /// Asks for \p camera: \p how is Take, Queue or Preempt. answered() says what became of it.
    void ask(const Claimant &who, const CameraId &camera, LeaseVerb how);
    /// Holds or waits no longer. To be called when the camera stands still, or nothing more can be done about it.
    void giveUp(const CameraId &camera);
    /// Of what is held: nobody has it for being idle, at most kLongestLock.
    void lock(const CameraId &camera, std::chrono::milliseconds time);
    void unlock(const CameraId &camera);
    /// As a shift chief. answered() says what became of it.
    void breakOther(const Claimant &who, const CameraId &camera);
    /// Whose state is to be known besides: the cameras on the screen. \p who as for ask(), standing by camera aside.
    void watch(const QList<CameraId> &cameras, std::function<Claimant(const CameraId &)> who);

    /// As last heard, times as of now.
    [[nodiscard]] LeaseState state(const CameraId &camera) const;
    /// Whether a movement may be sent now. Looks at the clock at every call: a program that slept finds it over.
    [[nodiscard]] bool mayDrive(const CameraId &camera) const;
    /// The store answers: leases can be had.
    [[nodiscard]] bool isReachable() const { return m_reachable; }
    /// This console, to the store.
    [[nodiscard]] const QString &console() const { return m_console; }

Q_SIGNALS:
    void changed(const vigie::CameraId &camera);
    /// To ask() or breakOther(). \p refused: what there is against it. \p error: the store was not reached, and nothing is held.
    void answered(const vigie::CameraId &camera, vigie::ptz::LeaseVerb verb, vigie::ptz::LeaseRefusal refused,
                  const std::optional<vigie::Error> &error);
    /// What was held is over: the camera is to be stopped now, then given up. mayDrive() is already false.
    void lost(const vigie::CameraId &camera, vigie::ptz::LeaseEnd because);
    void reachabilityChanged();

private:
    struct Job {
        QList<LeaseAsk> asks;
        bool isRefresh = false;
    };
    /// What was answered, and the boot clock before it was asked.
    struct Heard {
        QList<LeaseAsk> asks;
        Result<QList<LeaseState>> states;
        std::chrono::milliseconds asked{0};
    };
    struct Known {
        LeaseState state;
        std::chrono::milliseconds at{0};
    };
    /// Held or waited for.
    struct Claim {
        quint64 number = 0; ///< an answer to another one is none to this
        Claimant who;
        bool held = false;
        std::chrono::milliseconds deadline{0}; ///< boot clock
    };

    void put(Job job);
    void wake() const;
    void run(const std::stop_token &stop);
    void work(const Job &job);
    void reach(bool reached);
    void refresh();
    void hear(const Heard &heard);
    void hear(const LeaseAsk &ask, const LeaseState &state, std::chrono::milliseconds asked);
    void follow(const CameraId &camera, Claim &claim, const LeaseState &state, std::chrono::milliseconds asked);
    void lose(const CameraId &camera, LeaseEnd because);
    void checkDeadlines();
    void scheduleDeadline();

    const Clock &m_clock;
    const QString m_console;
    QHash<CameraId, Claim> m_claims;
    QHash<CameraId, Known> m_known;
    QList<CameraId> m_watched;
    std::function<Claimant(const CameraId &)> m_whoWatches;
    quint64 m_claimsMade = 0;
    QTimer m_renew;
    QTimer m_deadline;
    bool m_reachable = false;
    bool m_refreshing = false; ///< one is on its way
    bool m_refreshAgain = false;

    // The thread's own.
    std::unique_ptr<LeaseStore> m_store;
    bool m_toldReachable = false;

    int m_wake = -1; ///< eventfd
    std::mutex m_mutex;
    std::deque<Job> m_jobs; ///< m_mutex
    std::jthread m_thread;
};

} // namespace vigie::ptz
