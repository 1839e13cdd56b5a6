// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/effort_policy.h>

#include <algorithm>
#include <tuple>

namespace vigie::media {
namespace {

using namespace std::chrono_literals;
using Millis = EffortPolicy::Millis;

/// Until a step shows: another stream has to be connected and decoded first.
Millis settling(Effort taken)
{
    switch (taken) {
    case Effort::LowerStream:
        return 3'000ms;
    case Effort::KeyFramesOnly:
        return 1'000ms;
    case Effort::Full:
    case Effort::SkipNonReference:
        break;
    }
    return 500ms;
}

std::chrono::microseconds limitOf(const DecodeLoad &load)
{
    const std::chrono::microseconds interval = std::min<std::chrono::microseconds>(load.interval, 100ms);
    return std::max<std::chrono::microseconds>(EffortPolicy::kShortestLag, interval * 3 / 2);
}

Effort shifted(Effort effort, int by)
{
    return static_cast<Effort>(static_cast<int>(effort) + by);
}

/// Smallest: first to be degraded; largest: first to be given back.
auto rank(const EffortPolicy::Member &member, bool degrade)
{
    const Effort affected = degrade ? shifted(member.effort, 1) : member.effort;
    return std::tuple(member.importance == Importance::Selected, affected, member.importance);
}

} // namespace

bool late(const DecodeLoad &load)
{
    return load.decodes && load.lag > limitOf(load);
}

int EffortPolicy::add(Importance importance)
{
    std::optional<Effort> least;
    for (const auto &[id, member] : m_members) {
        if (member.importance == importance)
            least = std::min(least.value_or(member.effort), member.effort);
    }
    m_members[++m_lastId] = {importance, least.value_or(Effort::Full), {}, {}};
    return m_lastId;
}

void EffortPolicy::remove(int id)
{
    m_members.erase(id);
}

void EffortPolicy::update(int id, const DecodeLoad &load, Importance importance, TimePoint now)
{
    Member &member = m_members.at(id);
    member.load = load;
    member.importance = importance;
    member.updated = now;
}

Effort EffortPolicy::effort(int id) const
{
    return m_members.at(id).effort;
}

bool EffortPolicy::evaluate(TimePoint now)
{
    const auto every = [&](auto predicate) {
        return std::all_of(m_members.cbegin(), m_members.cend(),
                           [&](const auto &entry) { return predicate(entry.second); });
    };
    const auto keep = [&](std::optional<TimePoint> &since, bool holds) {
        if (!holds)
            since.reset();
        else if (!since)
            since = now;
    };
    const auto measured = [&](const Member &m) {
        return m.load.decodes && now - m.updated <= kStale;
    };
    keep(m_lateSince, !every([&](const Member &m) { return !measured(m) || !late(m.load); }));
    keep(m_calmSince, every([&](const Member &m) {
             return !measured(m) || m.load.lag <= limitOf(m.load) / 2;
         }));
    keep(m_fullSince, every([](const Member &m) { return m.effort == Effort::Full; }));
    if (m_fullSince && now - *m_fullSince >= kForgets)
        m_steps = {};
    if (now < m_settled)
        return false;
    if (m_lateSince && now - *m_lateSince >= kSustained)
        return degrade(now);
    return m_calmSince && giveBack(now);
}

/// Those whose turn it is together, largest picture first.
std::vector<EffortPolicy::Member *> EffortPolicy::next(bool degrade)
{
    std::vector<Member *> turn;
    for (auto &[id, member] : m_members) {
        if (degrade ? member.effort == Effort::KeyFramesOnly || !member.load.decodes
                    : member.effort == Effort::Full)
            continue;
        if (!turn.empty()) {
            const auto mine = rank(member, degrade);
            const auto theirs = rank(*turn.front(), degrade);
            if (degrade ? theirs < mine : mine < theirs)
                continue;
            if (mine != theirs)
                turn.clear();
        }
        turn.push_back(&member);
    }
    std::stable_sort(turn.begin(), turn.end(), [](const Member *a, const Member *b) {
        return a->load.pixelsPerSecond > b->load.pixelsPerSecond;
    });
    return turn;
}

bool EffortPolicy::degrade(TimePoint now)
{
    const std::vector<Member *> turn = next(true);
    if (turn.empty())
        return false;
    const Effort taken = shifted(turn.front()->effort, 1);
    Step &retaken = step(taken);
    if (retaken.givenBack && now - *retaken.givenBack <= kRetaken)
        retaken.wait = std::min(retaken.wait * 2, kLongestWait);
    retaken.givenBack.reset();
    const std::size_t count =
        turn.front()->importance == Importance::Selected ? 1 : (turn.size() + 3) / 4;
    for (std::size_t i = 0; i < count; ++i)
        turn[i]->effort = taken;
    m_settled = now + settling(taken);
    m_calmSince.reset();
    return true;
}

bool EffortPolicy::giveBack(TimePoint now)
{
    const std::vector<Member *> turn = next(false);
    if (turn.empty())
        return false;
    const Effort taken = turn.front()->effort;
    if (now - *m_calmSince < step(taken).wait)
        return false;
    const std::size_t count = (turn.size() + 3) / 4; // the smallest
    for (std::size_t i = turn.size() - count; i < turn.size(); ++i)
        turn[i]->effort = shifted(taken, -1);
    step(taken).givenBack = now;
    m_calmSince = now; // the next one has to wait as well
    m_settled = now + settling(taken);
    return true;
}

} // namespace vigie::media
