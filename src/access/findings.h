// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/reasons.h>

#include <algorithm>

namespace vigie::access {

#ifdef VIGIE_MUTATED_RULE
/// Code of the check that is switched off; empty: none.
inline QString &mutation()
{
    static QString code;
    return code;
}
#endif

/// What a check, or one of several titles that would do, found: why it fails, or until when it
/// holds and on what.
struct Findings {
    QList<Reason> reasons;
    QList<Reason> alerts;
    std::optional<Instant>
        until; ///< first instant at which it may cease to hold; empty = no known end
    QList<TitleId> titles;
    /// False when the title is for another place altogether: nobody would mend that one.
    bool concerned = true;

    [[nodiscard]] bool holds() const { return reasons.isEmpty(); }
    /// Every reason of the rule comes in here.
    void add(Reason because)
    {
#ifdef VIGIE_MUTATED_RULE // tests switch each check off in turn, to see that a named one misses it
        if (because.code == mutation())
            return;
#endif
        reasons.append(std::move(because));
    }
    void fail(Because because, const QString &first = {}, const QString &second = {})
    {
        add(reason(because, first, second));
    }
    /// The title is for another place.
    void failElsewhere(Because because, const QString &where)
    {
        fail(because, where);
        concerned = false;
    }
    void endsAt(const std::optional<Instant> &instant)
    {
        if (instant && (!until || *instant < *until))
            until = instant;
    }
    /// Both must hold.
    void join(Findings &&other)
    {
        reasons.append(std::move(other.reasons));
        alerts.append(std::move(other.alerts));
        titles.append(std::move(other.titles));
        endsAt(other.until);
    }
};

/// Of several titles any one of which would do, the one to rest on: one that holds longest. When
/// none holds, one that is for this place at all, and of these the one that comes furthest through
/// the checks: that one somebody would mend.
template <typename Candidate = Findings> class BestOf {
public:
    void offer(Candidate &&candidate)
    {
        if (!m_best || isBetter(candidate, *m_best))
            m_best = std::move(candidate);
    }
    [[nodiscard]] bool isEmpty() const { return !m_best; }
    [[nodiscard]] bool holds() const { return m_best && m_best->holds(); }
    [[nodiscard]] Candidate take() { return std::move(*m_best); }

private:
    static bool isBetter(const Findings &a, const Findings &b)
    {
        if (a.holds() != b.holds())
            return a.holds();
        if (a.holds())
            return b.until && (!a.until || *a.until > *b.until);
        if (a.concerned != b.concerned)
            return a.concerned;
        const Check firstA = firstFailed(a);
        const Check firstB = firstFailed(b);
        return firstA != firstB ? firstA > firstB : a.reasons.size() < b.reasons.size();
    }
    static Check firstFailed(const Findings &findings)
    {
        Check first = Check::Retention;
        for (const Reason &reason : findings.reasons)
            first = std::min(first, reason.check);
        return first;
    }
    std::optional<Candidate> m_best;
};

} // namespace vigie::access
