// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/findings.h>
#include <core/paris_time.h>
#include <registry/measures.h>

namespace vigie::access {

/// The words for a title outside its days: each is given the day as %1, or as %2 after a name.
struct ValidityWords {
    Because expired;
    Because notBegun;
};

/// Fails \p findings outside \p range; within it, notes the end: 00:00 in Paris after the last day.
inline void checkValidity(Findings &findings, const DateRange &range, Instant now,
                          ValidityWords words, const QString &name = {})
{
    const auto fail = [&](Because because, Date day) {
        if (name.isNull())
            findings.fail(because, paris::dayText(day));
        else
            findings.fail(because, name, paris::dayText(day));
    };
    if (range.until) {
        const Instant end = paris::endOf(*range.until);
        if (now >= end) {
            fail(words.expired, *range.until);
            return;
        }
        findings.endsAt(end);
    }
    if (range.from && now < paris::startOf(*range.from))
        fail(words.notBegun, *range.from);
}

/// The next instant after \p now at which a clock on a wall in Paris shows \p minute of the day. Exact but for a minute that
/// the night of a change of the hour has twice or not at all: then within the hour, and never before the next minute.
[[nodiscard]] inline Instant nextTimeOfDay(Instant now, int minute)
{
    constexpr int kDay = 24 * 60;
    const Instant thisMinute = std::chrono::floor<std::chrono::minutes>(now);
    int left = (minute - paris::minuteAt(now) + kDay) % kDay;
    if (left == 0)
        left = kDay;
    const Instant plain = thisMinute + std::chrono::minutes(left);
    const Instant shifted =
        plain - std::chrono::seconds(paris::offsetSeconds(plain) - paris::offsetSeconds(now));
    return std::max(shifted, thisMinute + std::chrono::minutes(1));
}

/// Fails \p findings outside \p hours of the day; within them, notes when they end. The hours are the last thing in the
/// text: %1, or %2 after a name.
inline void checkHours(Findings &findings, const std::optional<registry::DailyWindow> &hours,
                       Instant now, Because because, const QString &name = {})
{
    if (!hours || hours->fromMinute == hours->untilMinute)
        return;
    if (hours->contains(paris::minuteAt(now))) {
        findings.endsAt(nextTimeOfDay(now, hours->untilMinute));
        return;
    }
    if (name.isNull())
        findings.fail(because, toText(*hours));
    else
        findings.fail(because, name, toText(*hours));
}

/// Fails \p findings outside \p span, with \p name as %1; within it, notes the end.
inline void checkSpan(Findings &findings, const Interval &span, Instant now, Because because, const QString &name)
{
    if (span.contains(now))
        findings.endsAt(span.until);
    else
        findings.fail(because, name);
}

/// Fails \p findings during [from, until); before it, notes its start. A suspension without a start
/// has always been.
inline void checkSuspension(Findings &findings, const std::optional<Instant> &from,
                            const std::optional<Instant> &until, Instant now, Because because)
{
    if (!from && !until)
        return;
    const Interval suspended{from, until};
    if (suspended.isEmpty())
        return;
    if (suspended.contains(now))
        findings.fail(because);
    else if (from && now < *from)
        findings.endsAt(from);
}

/// Fails \p findings from \p instant on; before it, notes it.
template <typename MakeReason>
void checkStop(Findings &findings, const std::optional<Instant> &instant, Instant now,
               MakeReason makeReason)
{
    if (!instant)
        return;
    if (now >= *instant)
        findings.add(makeReason());
    else
        findings.endsAt(instant);
}

} // namespace vigie::access
