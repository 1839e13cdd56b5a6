// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ptz/controller.h>
#include <support/fake_clock.h>

#include <QtCore/QHash>

#include <deque>

namespace vigie::test {

/// A camera's head on paper: it moves and stops as told, each request lands and is answered after
/// the delay the test set, or fails as the test said. Nothing happens but in deliver().
class FakeController : public ptz::Controller {
public:
    enum Kind { Move, Zero, Stop, Status, Presets, Goto };
    struct Sent {
        Kind kind;
        ptz::Vector velocity;
        std::chrono::milliseconds at;
    };

    explicit FakeController(const FakeClock &clock) : m_clock(clock) { }

    QList<Sent> sent;
    QHash<Kind, std::chrono::milliseconds> delays;
    QHash<Kind, QList<Error>>
        failures; ///< taken from the front, one a request; a failed one has no effect
    bool ignoresStop = false; ///< says yes and goes on
    bool saysStatus = true; ///< false: MoveStatus::Unknown
    bool moving = false;
    QList<ptz::Preset> list;

    [[nodiscard]] QList<Kind> kinds() const
    {
        QList<Kind> all;
        for (const Sent &each : sent)
            all.append(each.kind);
        return all;
    }
    [[nodiscard]] qsizetype count(Kind kind) const { return kinds().count(kind); }

    /// Carries out and answers what is due.
    void deliver()
    {
        for (;;) {
            auto due = m_pending.end();
            for (auto it = m_pending.begin(); it != m_pending.end(); ++it) {
                if (it->at <= m_clock.sinceBoot() && (due == m_pending.end() || it->at < due->at))
                    due = it;
            }
            if (due == m_pending.end())
                return;
            const auto act = std::move(due->act);
            m_pending.erase(due);
            act();
        }
    }

    void continuousMove(const ptz::Vector &speed, std::chrono::milliseconds, Done done) override
    {
        take(speed.isZero() ? Zero : Move, speed, [this, speed, done](const Result<> &outcome) {
            if (outcome && !(ignoresStop && speed.isZero()))
                moving = !speed.isZero();
            done(outcome);
        });
    }
    void stop(Done done) override
    {
        take(Stop, {}, [this, done](const Result<> &outcome) {
            if (outcome && !ignoresStop)
                moving = false;
            done(outcome);
        });
    }
    void status(std::function<void(Result<ptz::MoveStatus>)> done) override
    {
        take(Status, {}, [this, done](const Result<> &outcome) {
            if (!outcome)
                done(fail(outcome));
            else
                done(!saysStatus  ? ptz::MoveStatus::Unknown
                         : moving ? ptz::MoveStatus::Moving
                                  : ptz::MoveStatus::Idle);
        });
    }
    void presets(std::function<void(Result<QList<ptz::Preset>>)> done) override
    {
        take(Presets, {}, [this, done](const Result<> &outcome) {
            if (outcome)
                done(list);
            else
                done(fail(outcome));
        });
    }
    void gotoPreset(const QString &, Done done) override { take(Goto, {}, std::move(done)); }

private:
    struct Pending {
        std::chrono::milliseconds at;
        std::function<void()> act;
    };
    void take(Kind kind, const ptz::Vector &velocity, Done done)
    {
        sent.append({kind, velocity, m_clock.sinceBoot()});
        Result<> outcome;
        if (auto &scripted = failures[kind]; !scripted.isEmpty())
            outcome = tl::unexpected<Error>(scripted.takeFirst());
        m_pending.push_back({m_clock.sinceBoot() + delays.value(kind),
                             [done = std::move(done), outcome] { done(outcome); }});
    }
    const FakeClock &m_clock;
    std::deque<Pending> m_pending;
};

} // namespace vigie::test
