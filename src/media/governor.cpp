// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/governor.h>

#include <media/governor_seat.h>

#include <algorithm>
#include <cmath>
#include <mutex>

namespace vigie::media {
namespace {

using namespace std::chrono_literals;

/// More often, a session would learn nothing new.
constexpr auto kReportEvery = 100ms;
/// A difference nobody reads in a status bar.
constexpr double kSameLagMs = 20.0;

bool alike(const Governor::Report &a, const Governor::Report &b)
{
    return a.sessions == b.sessions && a.degraded == b.degraded && a.worst == b.worst
        && a.starved == b.starved && std::abs(a.lagMs - b.lagMs) < kSameLagMs;
}

} // namespace

struct Governor::Private {
    mutable std::mutex mutex;
    EffortPolicy policy; // mutex
    Report told; // mutex; what changed() was last emitted for

    [[nodiscard]] Report reportLocked() const
    {
        Report report;
        for (const auto &[id, member] : policy.members()) {
            ++report.sessions;
            report.degraded += member.effort != Effort::Full ? 1 : 0;
            report.worst = std::max(report.worst, member.effort);
            report.starved += member.load.starved ? 1 : 0;
            if (member.load.decodes)
                report.lagMs = std::max(
                    report.lagMs,
                    std::chrono::duration<double, std::milli>(member.load.lag).count());
        }
        return report;
    }
    /// Does \p change and says whether the report became another.
    template <typename Change> bool apply(Change change)
    {
        const std::scoped_lock lock(mutex);
        change(policy);
        const Report now = reportLocked();
        if (alike(now, told))
            return false;
        told = now;
        return true;
    }
};

Governor::Governor(QObject *parent) : QObject(parent), d(std::make_unique<Private>()) { }
Governor::~Governor() = default;

Governor::Report Governor::report() const
{
    const std::scoped_lock lock(d->mutex);
    return d->reportLocked();
}

GovernorSeat::GovernorSeat(std::shared_ptr<Governor> governor, Importance importance)
    : m_governor(std::move(governor)), m_importance(importance)
{
    if (m_governor && m_governor->d->apply([&](EffortPolicy &policy) {
            m_id = policy.add(importance);
            m_effort = policy.effort(m_id);
        }))
        Q_EMIT m_governor->changed();
}

GovernorSeat::~GovernorSeat()
{
    if (m_governor && m_governor->d->apply([&](EffortPolicy &policy) { policy.remove(m_id); }))
        Q_EMIT m_governor->changed();
}

Effort GovernorSeat::report(const DecodeLoad &load, Importance importance, TimePoint now)
{
    const bool soon = m_reported && now - *m_reported < kReportEvery;
    if (!m_governor || (soon && load.decodes == m_decoded && importance == m_importance))
        return m_effort;
    m_reported = now;
    m_importance = importance;
    m_decoded = load.decodes;
    if (m_governor->d->apply([&](EffortPolicy &policy) {
            policy.update(m_id, load, importance, now);
            policy.evaluate(now);
            m_effort = policy.effort(m_id);
        }))
        Q_EMIT m_governor->changed();
    return m_effort;
}

} // namespace vigie::media
