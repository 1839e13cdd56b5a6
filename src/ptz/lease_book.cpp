// SPDX-License-Identifier: GPL-3.0-or-later
#include <ptz/lease_book.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <algorithm>

namespace vigie::ptz {
namespace {

constexpr qsizetype kLargest = 64 * 1024;

QString text(const QJsonObject &json, const char *key)
{
    return json.value(QLatin1String(key)).toString().left(128);
}

QJsonObject toJson(const Claimant &who)
{
    return {{QStringLiteral("console"), who.console},
            {QStringLiteral("id"), who.matricule},
            {QStringLiteral("name"), who.name},
            {QStringLiteral("standing"), static_cast<int>(who.standing)}};
}

Claimant claimantFrom(const QJsonObject &json)
{
    return {text(json, "console"), text(json, "id"), text(json, "name"),
            json.value(QLatin1String("standing")).toInt() == 1 ? Standing::CommunePolice : Standing::Operator, false};
}

std::optional<qint64> instant(const QJsonObject &json, const char *key)
{
    const QJsonValue value = json.value(QLatin1String(key));
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

void put(QJsonObject &json, const char *key, const std::optional<qint64> &value)
{
    if (value)
        json.insert(QLatin1String(key), *value);
}

std::chrono::milliseconds until(qint64 at, qint64 now)
{
    return std::chrono::milliseconds(std::max<qint64>(0, at - now));
}

} // namespace

LeaseState LeaseBook::apply(const LeaseAsk &ask, qint64 now)
{
    m_changed = false;
    settle(now);
    const LeaseRefusal refused = act(ask, now);
    settle(now);
    LeaseState state = stateFor(ask.who, now);
    state.camera = ask.camera;
    state.refused = refused;
    return state;
}

void LeaseBook::settle(qint64 now)
{
    // An instant beyond what could have been promised was written before the machine was last started.
    const auto dead = [now](const Waiter &each) { return each.heard > now || each.heard + kLeaseLife.count() < now; };
    m_changed = m_waiting.removeIf(dead) > 0 || m_changed;
    if (m_holder && (m_holder->until <= now || m_holder->until > now + kLeaseLife.count())) {
        m_last = m_holder->who.matricule;
        m_holder.reset();
        m_changed = true;
    }
    if (!m_holder && !m_waiting.isEmpty())
        give(m_waiting.takeFirst().who, now);
    if (!m_holder)
        return;
    if (m_holder->lockedUntil && (*m_holder->lockedUntil <= now || *m_holder->lockedUntil > now + kLongestLock.count())) {
        m_holder->lockedUntil.reset();
        m_changed = true;
    }
    const bool stillWanted = std::any_of(m_waiting.cbegin(), m_waiting.cend(), [this](const Waiter &each) {
        return each.preempts && mayPreempt(each.who.standing, m_holder->who.standing);
    });
    if (m_holder->because == LeaseEnd::Preempted && !stillWanted) {
        m_holder->endsAt.reset();
        m_holder->because = LeaseEnd::None;
        m_changed = true;
    }
}

void LeaseBook::give(const Claimant &who, qint64 now)
{
    m_holder = Holder();
    m_holder->who = who;
    m_holder->until = now + kLeaseLife.count();
    m_holder->from = std::exchange(m_last, who.matricule);
    m_waiting.removeIf([&who](const Waiter &each) { return each.who.console == who.console; });
    m_changed = true;
    preempt(now);
}

void LeaseBook::renew(qint64 now)
{
    qint64 promised = now + kLeaseLife.count();
    if (m_holder->endsAt)
        promised = std::min(promised, *m_holder->endsAt);
    m_holder->until = std::max(m_holder->until, promised);
}

LeaseRefusal LeaseBook::wait(const Claimant &who, bool preempts, qint64 now)
{
    const auto same = [&who](const Waiter &each) { return each.who.console == who.console; };
    if (const auto at = std::find_if(m_waiting.begin(), m_waiting.end(), same); at != m_waiting.end()) {
        at->heard = now;
        at->preempts = at->preempts || preempts;
    } else {
        if (m_waiting.size() >= kMostWaiting)
            return LeaseRefusal::QueueFull;
        const auto after = std::find_if(m_waiting.begin(), m_waiting.end(),
                                        [&who](const Waiter &each) { return each.who.standing < who.standing; });
        m_waiting.insert(after, {who, now, now, preempts});
        m_changed = true;
    }
    preempt(now);
    return LeaseRefusal::None;
}

void LeaseBook::preempt(qint64 now)
{
    if (m_holder->endsAt)
        return;
    const bool wanted = std::any_of(m_waiting.cbegin(), m_waiting.cend(), [this](const Waiter &each) {
        return each.preempts && mayPreempt(each.who.standing, m_holder->who.standing);
    });
    if (!wanted)
        return;
    m_holder->endsAt = now + kLeaseWarning.count();
    m_holder->because = LeaseEnd::Preempted;
    m_changed = true;
}

LeaseRefusal LeaseBook::act(const LeaseAsk &ask, qint64 now)
{
    const bool mine = isMine(ask.who);
    switch (ask.verb) {
    case LeaseVerb::Look: break;
    case LeaseVerb::Take:
    case LeaseVerb::Queue:
    case LeaseVerb::Preempt:
        if (mine)
            renew(now);
        else if (!m_holder)
            give(ask.who, now);
        else if (ask.verb == LeaseVerb::Take)
            return LeaseRefusal::Held;
        else
            return wait(ask.who, ask.verb == LeaseVerb::Preempt, now);
        break;
    case LeaseVerb::Renew: {
        if (mine) {
            renew(now);
            break;
        }
        const auto at = std::find_if(m_waiting.begin(), m_waiting.end(),
                                     [&](const Waiter &each) { return each.who.console == ask.who.console; });
        if (at == m_waiting.end())
            return LeaseRefusal::NotHolder;
        at->heard = now;
        break;
    }
    case LeaseVerb::Release:
        if (mine) {
            m_last = m_holder->who.matricule;
            m_holder.reset();
            m_changed = true;
        } else if (m_waiting.removeIf([&](const Waiter &each) { return each.who.console == ask.who.console; }) > 0) {
            m_changed = true;
        }
        break;
    case LeaseVerb::Lock:
        if (!mine)
            return LeaseRefusal::NotHolder;
        if (!m_holder->lockedSince)
            m_holder->lockedSince = now;
        m_holder->lockedUntil = std::min(now + std::clamp(ask.lock, std::chrono::milliseconds(0), kLongestLock).count(),
                                         *m_holder->lockedSince + kLongestLock.count());
        m_changed = true;
        break;
    case LeaseVerb::Unlock:
        if (!mine)
            return LeaseRefusal::NotHolder;
        m_holder->lockedUntil.reset();
        m_changed = true;
        break;
    case LeaseVerb::Break:
        if (!mayBreak(ask.who))
            return LeaseRefusal::NotChief;
        if (!m_holder)
            break;
        m_holder->endsAt = now;
        m_holder->because = LeaseEnd::ByChief;
        m_holder->endedBy = ask.who.name;
        m_holder->lockedUntil.reset();
        m_changed = true;
        break;
    }
    return LeaseRefusal::None;
}

LeaseState LeaseBook::stateFor(const Claimant &who, qint64 now) const
{
    LeaseState state;
    state.mayBreak = mayBreak(who);
    state.waiting = static_cast<int>(m_waiting.size());
    for (qsizetype i = 0; i < m_waiting.size(); ++i) {
        if (m_waiting.at(i).who.console == who.console)
            state.place = static_cast<int>(i) + 1;
    }
    if (!m_holder)
        return state;
    state.held = true;
    state.mine = isMine(who);
    state.holder = m_holder->who.name;
    state.holderId = m_holder->who.matricule;
    state.standing = m_holder->who.standing;
    state.left = until(m_holder->until, now);
    if (m_holder->lockedUntil)
        state.lockLeft = until(*m_holder->lockedUntil, now);
    if (m_holder->endsAt) {
        state.endsIn = until(*m_holder->endsAt, now);
        state.because = m_holder->because;
        state.taker = m_holder->because == LeaseEnd::ByChief ? m_holder->endedBy
            : m_waiting.isEmpty()                            ? QString()
                                                             : m_waiting.constFirst().who.name;
    }
    if (state.mine)
        state.from = m_holder->from;
    state.mayPreempt = !state.mine && mayPreempt(who.standing, m_holder->who.standing);
    return state;
}

QByteArray LeaseBook::toJson() const
{
    QJsonObject json{{QStringLiteral("last"), m_last}};
    if (m_holder) {
        QJsonObject holder = ptz::toJson(m_holder->who);
        holder.insert(QStringLiteral("until"), m_holder->until);
        holder.insert(QStringLiteral("because"), leaseEndName(m_holder->because));
        holder.insert(QStringLiteral("ended_by"), m_holder->endedBy);
        holder.insert(QStringLiteral("from"), m_holder->from);
        put(holder, "ends_at", m_holder->endsAt);
        put(holder, "locked_since", m_holder->lockedSince);
        put(holder, "locked_until", m_holder->lockedUntil);
        json.insert(QStringLiteral("holder"), holder);
    }
    QJsonArray waiting;
    for (const Waiter &each : m_waiting) {
        QJsonObject waiter = ptz::toJson(each.who);
        waiter.insert(QStringLiteral("since"), each.since);
        waiter.insert(QStringLiteral("heard"), each.heard);
        waiter.insert(QStringLiteral("preempts"), each.preempts);
        waiting.append(waiter);
    }
    json.insert(QStringLiteral("waiting"), waiting);
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Result<LeaseBook> LeaseBook::fromJson(const QByteArray &bytes)
{
    LeaseBook book;
    if (bytes.isEmpty())
        return book;
    const QJsonDocument document = bytes.size() > kLargest ? QJsonDocument() : QJsonDocument::fromJson(bytes);
    if (!document.isObject())
        return fail(ErrorCode::Corrupt, QStringLiteral("a lease that cannot be read"));
    const QJsonObject json = document.object();
    book.m_last = text(json, "last");
    if (const QJsonObject from = json.value(QLatin1String("holder")).toObject(); !from.isEmpty()) {
        Holder holder;
        holder.who = claimantFrom(from);
        holder.until = instant(from, "until").value_or(0);
        holder.because = leaseEndFromName(text(from, "because"));
        holder.endedBy = text(from, "ended_by");
        holder.from = text(from, "from");
        holder.endsAt = instant(from, "ends_at");
        holder.lockedSince = instant(from, "locked_since");
        holder.lockedUntil = instant(from, "locked_until");
        book.m_holder = std::move(holder);
    }
    for (const auto &each : json.value(QLatin1String("waiting")).toArray()) {
        const QJsonObject from = each.toObject();
        if (book.m_waiting.size() < kMostWaiting)
            book.m_waiting.append({claimantFrom(from), instant(from, "since").value_or(0), instant(from, "heard").value_or(0),
                                   from.value(QLatin1String("preempts")).toBool()});
    }
    return book;
}

} // namespace vigie::ptz
