// SPDX-License-Identifier: GPL-3.0-or-later
#include "lease_cases.h"

#include <QtCore/QStringList>

namespace vigie::test {

using namespace std::chrono_literals;
using ptz::LeaseVerb;

namespace {

constexpr auto kOperator = LeasePerson::Operator;
constexpr auto kCommunal = LeasePerson::Communal;
constexpr auto kPolice = LeasePerson::Police;
constexpr auto kChief = LeasePerson::Chief;

} // namespace

const QList<LeaseCase> &leaseCases()
{
    static const QList<LeaseCase> cases{
        {"a free camera is taken and given back",
         {{0ms, kOperator, LeaseVerb::Look, "free"},
          {0ms, kOperator, LeaseVerb::Take, "operator mine"},
          {0ms, kCommunal, LeaseVerb::Look, "operator"},
          {0ms, kOperator, LeaseVerb::Renew, "operator mine"},
          {0ms, kOperator, LeaseVerb::Release, "free"},
          {0ms, kCommunal, LeaseVerb::Take, "communal mine"}}},
        {"a held camera is refused to who only takes",
         {{0ms, kOperator, LeaseVerb::Take, "operator mine"},
          {0ms, kCommunal, LeaseVerb::Take, "operator refused=held"},
          {0ms, kPolice, LeaseVerb::Take, "operator may-preempt refused=held"},
          {0ms, kOperator, LeaseVerb::Look, "operator mine"}}},
        {"two consoles of one person are two hands",
         {{0ms, kOperator, LeaseVerb::Take, "operator mine"},
          {0ms, kOperator, LeaseVerb::Take, "operator refused=held", 0ms, "other"},
          {0ms, kOperator, LeaseVerb::Release, "operator", 0ms, "other"},
          {0ms, kOperator, LeaseVerb::Renew, "operator mine"}}},
        {"what is not renewed is over after three seconds",
         {{0ms, kOperator, LeaseVerb::Take, "operator mine"},
          {2000ms, kOperator, LeaseVerb::Renew, "operator mine"},
          {2000ms, kCommunal, LeaseVerb::Take, "operator refused=held"},
          {1500ms, kOperator, LeaseVerb::Renew, "free refused=not-holder"},
          {0ms, kCommunal, LeaseVerb::Take, "communal mine"},
          {0ms, kOperator, LeaseVerb::Renew, "communal refused=not-holder"}}},
        {"whoever asked has it next, in their order",
         {{0ms, kOperator, LeaseVerb::Take, "operator mine"},
          {0ms, kCommunal, LeaseVerb::Queue, "operator place=1 waiting=1"},
          {10ms, kChief, LeaseVerb::Queue, "operator place=2 waiting=2 may-break"},
          {0ms, kOperator, LeaseVerb::Look, "operator mine waiting=2"},
          {0ms, kOperator, LeaseVerb::Release, "communal waiting=1"},
          {0ms, kCommunal, LeaseVerb::Renew, "communal mine waiting=1"},
          {0ms, kChief, LeaseVerb::Release, "communal may-break"},
          {0ms, kCommunal, LeaseVerb::Release, "free"}}},
        {"the commune's police goes to the head of the queue",
         {{0ms, kOperator, LeaseVerb::Take, "operator mine"},
          {0ms, kCommunal, LeaseVerb::Queue, "operator place=1 waiting=1"},
          {10ms, kPolice, LeaseVerb::Queue, "operator place=1 waiting=2 may-preempt"},
          {0ms, kCommunal, LeaseVerb::Renew, "operator place=2 waiting=2"},
          {0ms, kOperator, LeaseVerb::Release, "police waiting=1"}}},
        {"who waits in vain and says no more waits no longer",
         {{0ms, kOperator, LeaseVerb::Take, "operator mine"},
          {0ms, kCommunal, LeaseVerb::Queue, "operator place=1 waiting=1"},
          {2000ms, kOperator, LeaseVerb::Renew, "operator mine waiting=1"},
          {1500ms, kOperator, LeaseVerb::Renew, "operator mine"},
          {0ms, kCommunal, LeaseVerb::Renew, "operator refused=not-holder"}}},
        {"a killed console's camera goes to who waits",
         {{0ms, kOperator, LeaseVerb::Take, "operator mine"},
          {1000ms, kCommunal, LeaseVerb::Queue, "operator place=1 waiting=1"},
          {1000ms, kCommunal, LeaseVerb::Renew, "operator place=1 waiting=1"},
          {1500ms, kCommunal, LeaseVerb::Renew, "communal mine"}}},
        {"the commune's police takes it after a warning",
         {{0ms, kOperator, LeaseVerb::Take, "operator mine"},
          {0ms, kPolice, LeaseVerb::Preempt, "operator ends=preempted/police place=1 waiting=1 may-preempt"},
          {0ms, kOperator, LeaseVerb::Renew, "operator mine ends=preempted/police waiting=1"},
          {1500ms, kOperator, LeaseVerb::Renew, "operator mine ends=preempted/police waiting=1"},
          {0ms, kPolice, LeaseVerb::Renew, "operator ends=preempted/police place=1 waiting=1 may-preempt"},
          {2000ms, kOperator, LeaseVerb::Renew, "police refused=not-holder"},
          {0ms, kPolice, LeaseVerb::Renew, "police mine"}}},
        {"or before, when it is given",
         {{0ms, kOperator, LeaseVerb::Take, "operator mine"},
          {0ms, kPolice, LeaseVerb::Preempt, "operator ends=preempted/police place=1 waiting=1 may-preempt"},
          {500ms, kOperator, LeaseVerb::Release, "police"}}},
        {"who changes their mind leaves it to its holder",
         {{0ms, kOperator, LeaseVerb::Take, "operator mine"},
          {0ms, kPolice, LeaseVerb::Preempt, "operator ends=preempted/police place=1 waiting=1 may-preempt"},
          {0ms, kPolice, LeaseVerb::Release, "operator may-preempt"},
          {0ms, kOperator, LeaseVerb::Renew, "operator mine"}}},
        {"equals do not pre-empt, nor does an operator the police",
         {{0ms, kOperator, LeaseVerb::Take, "operator mine"},
          {0ms, kCommunal, LeaseVerb::Preempt, "operator place=1 waiting=1"},
          {0ms, kOperator, LeaseVerb::Release, "communal"},
          {0ms, kCommunal, LeaseVerb::Release, "free"},
          {0ms, kPolice, LeaseVerb::Take, "police mine"},
          {0ms, kOperator, LeaseVerb::Preempt, "police place=1 waiting=1"}}},
        {"a lock has an end and no second beginning",
         {{0ms, kOperator, LeaseVerb::Lock, "free refused=not-holder", 60000ms},
          {0ms, kOperator, LeaseVerb::Take, "operator mine"},
          {0ms, kOperator, LeaseVerb::Lock, "operator mine lock", 60000ms},
          {0ms, kCommunal, LeaseVerb::Unlock, "operator lock refused=not-holder"},
          {0ms, kCommunal, LeaseVerb::Look, "operator lock"},
          {0ms, kOperator, LeaseVerb::Unlock, "operator mine"},
          {0ms, kOperator, LeaseVerb::Lock, "operator mine lock", 1500ms},
          {2000ms, kOperator, LeaseVerb::Renew, "operator mine"}}},
        {"a lock is no protection from the commune's police",
         {{0ms, kOperator, LeaseVerb::Take, "operator mine"},
          {0ms, kOperator, LeaseVerb::Lock, "operator mine lock", 600000ms},
          {0ms, kPolice, LeaseVerb::Preempt, "operator lock ends=preempted/police place=1 waiting=1 may-preempt"}}},
        {"the chief ends what others hold, locked or not",
         {{0ms, kPolice, LeaseVerb::Take, "police mine"},
          {0ms, kPolice, LeaseVerb::Lock, "police mine lock", 600000ms},
          {0ms, kCommunal, LeaseVerb::Break, "police lock refused=not-chief"},
          {0ms, kCommunal, LeaseVerb::Queue, "police lock place=1 waiting=1"},
          {0ms, kChief, LeaseVerb::Break, "police ends=by-chief/chief waiting=1 may-break"},
          // Until its console says that it stopped, or what it was promised is over.
          {0ms, kPolice, LeaseVerb::Renew, "police mine ends=by-chief/chief waiting=1"},
          {0ms, kPolice, LeaseVerb::Release, "communal may-preempt"}}},
        {"and a console that does not answer loses it within three seconds",
         {{0ms, kPolice, LeaseVerb::Take, "police mine"},
          {0ms, kCommunal, LeaseVerb::Queue, "police place=1 waiting=1"},
          {0ms, kChief, LeaseVerb::Break, "police ends=by-chief/chief waiting=1 may-break"},
          {1500ms, kPolice, LeaseVerb::Renew, "police mine ends=by-chief/chief waiting=1"},
          {0ms, kCommunal, LeaseVerb::Renew, "police ends=by-chief/chief place=1 waiting=1"},
          {2000ms, kPolice, LeaseVerb::Renew, "communal may-preempt refused=not-holder"}}},
    };
    return cases;
}

QString summary(const ptz::LeaseState &state)
{
    QStringList words{state.held ? state.holder : QStringLiteral("free")};
    if (state.mine)
        words.append(QStringLiteral("mine"));
    if (state.lockLeft)
        words.append(QStringLiteral("lock"));
    if (state.endsIn)
        words.append(QStringLiteral("ends=%1/%2").arg(ptz::leaseEndName(state.because), state.taker));
    if (state.place > 0)
        words.append(QStringLiteral("place=%1").arg(state.place));
    if (state.waiting > 0)
        words.append(QStringLiteral("waiting=%1").arg(state.waiting));
    if (state.mayPreempt)
        words.append(QStringLiteral("may-preempt"));
    if (state.mayBreak)
        words.append(QStringLiteral("may-break"));
    if (state.refused != ptz::LeaseRefusal::None)
        words.append(QStringLiteral("refused=") + ptz::leaseRefusalName(state.refused));
    return words.join(QLatin1Char(' '));
}

QString leasePersonName(LeasePerson person)
{
    switch (person) {
    case LeasePerson::Operator: return QStringLiteral("operator");
    case LeasePerson::Communal: return QStringLiteral("communal");
    case LeasePerson::Police: return QStringLiteral("police");
    case LeasePerson::Chief: return QStringLiteral("chief");
    }
    return {};
}

} // namespace vigie::test
