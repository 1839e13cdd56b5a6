// SPDX-License-Identifier: GPL-3.0-or-later
#include <ptz/leases.h>

#include <QtCore/QLoggingCategory>
#include <QtCore/QPointer>
#include <QtCore/QUuid>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>

namespace vigie::ptz {
namespace {

using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcLeases, "vigie.ptz.leases", QtWarningMsg)

constexpr auto kRetry = 300ms;
constexpr auto kHeartbeat = 2000ms;

} // namespace

Leases::Leases(std::unique_ptr<LeaseStore> store, const Clock &clock, QObject *parent)
    : QObject(parent), m_clock(clock), m_console(QUuid::createUuid().toString(QUuid::WithoutBraces)),
      m_store(std::move(store)), m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    m_renew.setTimerType(Qt::PreciseTimer);
    m_renew.setInterval(kLeaseRenewal);
    connect(&m_renew, &QTimer::timeout, this, &Leases::refresh);
    m_deadline.setTimerType(Qt::PreciseTimer);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &Leases::checkDeadlines);
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

Leases::~Leases()
{
    Job leaving;
    for (auto it = m_claims.cbegin(); it != m_claims.cend(); ++it)
        leaving.asks.append({LeaseVerb::Release, it.key(), it->who, {}, it->number});
    put(std::move(leaving));
    m_thread.request_stop();
    wake();
    if (m_thread.joinable())
        m_thread.join();
    if (m_wake >= 0)
        ::close(m_wake);
}

void Leases::ask(const Claimant &who, const CameraId &camera, LeaseVerb how)
{
    Claim &claim = m_claims[camera];
    if (claim.number == 0)
        claim.number = ++m_claimsMade;
    claim.who = who;
    claim.who.console = m_console;
    put({{{how, camera, claim.who, {}, claim.number}}, false});
    if (!m_renew.isActive())
        m_renew.start();
}

void Leases::giveUp(const CameraId &camera)
{
    const auto claim = m_claims.constFind(camera);
    Claimant who;
    who.console = m_console;
    if (claim != m_claims.cend())
        m_claims.erase(claim);
    put({{{LeaseVerb::Release, camera, who, {}, 0}}, false});
    scheduleDeadline();
}

void Leases::lock(const CameraId &camera, std::chrono::milliseconds time)
{
    if (const auto claim = m_claims.constFind(camera); claim != m_claims.cend())
        put({{{LeaseVerb::Lock, camera, claim->who, time, claim->number}}, false});
}

void Leases::unlock(const CameraId &camera)
{
    if (const auto claim = m_claims.constFind(camera); claim != m_claims.cend())
        put({{{LeaseVerb::Unlock, camera, claim->who, {}, claim->number}}, false});
}

void Leases::breakOther(const Claimant &who, const CameraId &camera)
{
    Claimant chief = who;
    chief.console = m_console;
    put({{{LeaseVerb::Break, camera, chief, {}, 0}}, false});
}

void Leases::watch(const QList<CameraId> &cameras, std::function<Claimant(const CameraId &)> who)
{
    m_whoWatches = std::move(who);
    if (cameras == m_watched)
        return;
    m_watched = cameras;
    m_known.removeIf([this](const auto &each) { return !m_watched.contains(each.key()) && !m_claims.contains(each.key()); });
    refresh();
}

LeaseState Leases::state(const CameraId &camera) const
{
    const auto known = m_known.constFind(camera);
    if (known == m_known.cend()) {
        LeaseState none;
        none.camera = camera;
        return none;
    }
    LeaseState state = known->state;
    const auto gone = m_clock.sinceBoot() - known->at;
    const auto less = [gone](std::chrono::milliseconds &time) { time = std::max(time - gone, std::chrono::milliseconds(0)); };
    less(state.left);
    if (state.lockLeft)
        less(*state.lockLeft);
    if (state.endsIn)
        less(*state.endsIn);
    const auto claim = m_claims.constFind(camera);
    state.mine = state.mine && claim != m_claims.cend() && claim->held;
    return state;
}

bool Leases::mayDrive(const CameraId &camera) const
{
    const auto claim = m_claims.constFind(camera);
    return claim != m_claims.cend() && claim->held && m_clock.sinceBoot() < claim->deadline;
}

/// One at a time: a store that is slow is not asked faster than it answers.
void Leases::refresh()
{
    if (m_refreshing) {
        m_refreshAgain = true;
        return;
    }
    Job job;
    job.isRefresh = true;
    for (auto it = m_claims.cbegin(); it != m_claims.cend(); ++it)
        job.asks.append({LeaseVerb::Renew, it.key(), it->who, {}, it->number});
    for (const CameraId &camera : std::as_const(m_watched)) {
        if (m_claims.contains(camera))
            continue;
        Claimant who = m_whoWatches ? m_whoWatches(camera) : Claimant();
        who.console = m_console;
        job.asks.append({LeaseVerb::Look, camera, who, {}, 0});
    }
    if (job.asks.isEmpty()) {
        m_renew.stop();
        return;
    }
    m_refreshing = true;
    put(std::move(job));
    if (!m_renew.isActive())
        m_renew.start();
}

void Leases::hear(const Heard &heard)
{
    const QPointer<Leases> alive(this);
    for (qsizetype i = 0; i < heard.asks.size() && alive; ++i) {
        const LeaseAsk &ask = heard.asks.at(i);
        const bool wasAsked = ask.verb == LeaseVerb::Take || ask.verb == LeaseVerb::Queue || ask.verb == LeaseVerb::Preempt
            || ask.verb == LeaseVerb::Break;
        if (heard.states) {
            hear(ask, heard.states->at(i), heard.asked);
            if (alive && wasAsked)
                Q_EMIT answered(ask.camera, ask.verb, heard.states->at(i).refused, std::nullopt);
        } else if (wasAsked) {
            // Whether it was done nobody knows: undone, once the store is reached.
            if (const auto claim = m_claims.constFind(ask.camera);
                claim != m_claims.cend() && !claim->held && claim->number == ask.claim)
                giveUp(ask.camera);
            Q_EMIT answered(ask.camera, ask.verb, LeaseRefusal::None, heard.states.error());
        }
    }
}

void Leases::hear(const LeaseAsk &ask, const LeaseState &state, std::chrono::milliseconds asked)
{
    const auto current = m_claims.constFind(ask.camera);
    if (ask.claim != 0 && ask.verb == LeaseVerb::Renew && (current == m_claims.cend() || current->number != ask.claim))
        return; // of a claim that is over
    const bool before = m_known.contains(ask.camera);
    const LeaseState old = this->state(ask.camera);
    if (ask.verb != LeaseVerb::Release || m_watched.contains(ask.camera))
        m_known.insert(ask.camera, {state, asked});
    else
        m_known.remove(ask.camera);
    const QPointer<Leases> alive(this);
    if (const auto claim = m_claims.find(ask.camera); claim != m_claims.end() && claim->number == ask.claim)
        follow(ask.camera, *claim, state, asked);
    if (!alive)
        return;
    LeaseState now = this->state(ask.camera);
    // The time that is left runs by itself.
    now.left = old.left;
    const auto same = [](auto &ours, const auto &theirs) {
        if (ours && theirs)
            ours = theirs;
    };
    same(now.lockLeft, old.lockLeft);
    same(now.endsIn, old.endsIn);
    if (!before || now != old)
        Q_EMIT changed(ask.camera);
}

/// What the store says of a camera that this console holds, waits for or asked for.
void Leases::follow(const CameraId &camera, Claim &claim, const LeaseState &state, std::chrono::milliseconds asked)
{
    if (!state.mine) {
        const bool held = std::exchange(claim.held, false);
        if (state.place == 0)
            m_claims.remove(camera);
        if (held)
            lose(camera, state.refused == LeaseRefusal::NoView ? LeaseEnd::NoRight : LeaseEnd::Unreachable);
        return;
    }
    claim.held = true;
    // Never less than before: what was promised holds.
    claim.deadline = std::max(claim.deadline, asked + state.left - kLeaseMargin);
    if (state.endsIn && state.because != LeaseEnd::Preempted)
        claim.deadline = m_clock.sinceBoot();
    checkDeadlines();
}

void Leases::lose(const CameraId &camera, LeaseEnd because)
{
    if (const auto claim = m_claims.find(camera); claim != m_claims.end()) {
        claim->held = false;
        m_claims.erase(claim);
    }
    Q_EMIT lost(camera, because);
}

void Leases::checkDeadlines()
{
    const auto now = m_clock.sinceBoot();
    QList<std::pair<CameraId, LeaseEnd>> over;
    for (auto it = m_claims.cbegin(); it != m_claims.cend(); ++it) {
        if (!it->held || now < it->deadline)
            continue;
        const LeaseState last = m_known.value(it.key()).state;
        over.append({it.key(), last.endsIn ? last.because : LeaseEnd::Unreachable});
    }
    const QPointer<Leases> alive(this);
    for (const auto &[camera, because] : std::as_const(over)) {
        if (alive)
            lose(camera, because);
    }
    if (alive)
        scheduleDeadline();
}

void Leases::scheduleDeadline()
{
    std::optional<std::chrono::milliseconds> next;
    for (const Claim &claim : std::as_const(m_claims)) {
        if (claim.held && (!next || claim.deadline < *next))
            next = claim.deadline;
    }
    if (next)
        m_deadline.start(std::max(*next - m_clock.sinceBoot(), 0ms));
    else
        m_deadline.stop();
}

void Leases::put(Job job)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    wake();
}

void Leases::wake() const
{
    if (m_wake >= 0)
        ::eventfd_write(m_wake, 1);
}

void Leases::run(const std::stop_token &stop)
{
    for (;;) {
        std::deque<Job> jobs;
        {
            const std::scoped_lock lock(m_mutex);
            jobs.swap(m_jobs);
        }
        if (!m_store->isOpen() && (!stop.stop_requested() || !jobs.empty())) {
            if (const auto open = m_store->open(); !open)
                qCInfo(lcLeases) << "leases cannot be had:" << toLogText(open.error());
        }
        reach(m_store->isOpen());
        for (const Job &job : jobs)
            work(job);
        if (stop.stop_requested()) {
            const std::scoped_lock lock(m_mutex);
            if (m_jobs.empty())
                return;
            continue;
        }
        eventfd_t told = 0;
        if (!m_store->isOpen()) {
            pollfd woken{m_wake, POLLIN, 0};
            ::poll(&woken, 1, static_cast<int>(std::chrono::milliseconds(kRetry).count()));
            (void)::eventfd_read(m_wake, &told);
            continue;
        }
        const auto news = m_store->waitForChange(kHeartbeat, m_wake);
        (void)::eventfd_read(m_wake, &told);
        if (!news) {
            m_store->drop();
            reach(false);
        } else if (*news) {
            QMetaObject::invokeMethod(this, &Leases::refresh, Qt::QueuedConnection);
        }
    }
}

void Leases::work(const Job &job)
{
    Heard heard{job.asks, fail(ErrorCode::Unreachable, QStringLiteral("the leases' registry is not reached")), m_clock.sinceBoot()};
    if (m_store->isOpen() && !job.asks.isEmpty()) {
        heard.states = m_store->act(job.asks);
        if (!heard.states) {
            qCWarning(lcLeases) << "leases:" << toLogText(heard.states.error());
            m_store->drop();
            reach(false);
        }
    }
    QMetaObject::invokeMethod(
        this,
        [this, heard = std::move(heard), isRefresh = job.isRefresh] {
            if (isRefresh)
                m_refreshing = false;
            const QPointer<Leases> alive(this);
            hear(heard);
            if (alive && isRefresh && std::exchange(m_refreshAgain, false))
                refresh();
        },
        Qt::QueuedConnection);
}

void Leases::reach(bool reached)
{
    if (std::exchange(m_toldReachable, reached) == reached)
        return;
    QMetaObject::invokeMethod(
        this,
        [this, reached] {
            m_reachable = reached;
            if (reached)
                refresh(); // what was told meanwhile was missed
            Q_EMIT reachabilityChanged();
        },
        Qt::QueuedConnection);
}

} // namespace vigie::ptz
