// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/time.h>

namespace vigie::paris {

/// All of these read Europe/Paris through QTimeZone, DST included; they need the system's tzdata (checked at start by
/// isAvailable()). Pure; any thread. Source: decision 0004.

/// False when the machine has no Europe/Paris zone data: nothing may then be decided.
[[nodiscard]] bool isAvailable();
/// The calendar day it is in Paris at \p instant.
[[nodiscard]] Date dateAt(Instant instant);
/// 00:00 in Paris at the start of \p date.
[[nodiscard]] Instant startOf(Date date);
/// The instant at which "valid until \p date" ends: 00:00 in Paris of the following day.
[[nodiscard]] Instant endOf(Date date);
/// [startOf(from), endOf(until)); open where the range is open.
[[nodiscard]] Interval interval(const DateRange &range);
/// Offset from UTC in seconds at \p instant: 3600 or 7200.
[[nodiscard]] int offsetSeconds(Instant instant);
/// Minutes since midnight that a clock on a wall in Paris shows at \p instant: 0 to 1439.
[[nodiscard]] int minuteAt(Instant instant);
/// "24/11/2026", "24/11/2026 22:59", "22:59:07": what French screens show.
[[nodiscard]] QString dayText(Date date);
[[nodiscard]] QString dateTimeText(Instant instant);
[[nodiscard]] QString timeText(Instant instant);
/// "2026-11-24T22:59:59.000+01:00", for the journal's local time.
[[nodiscard]] QString isoLocal(Instant instant);

} // namespace vigie::paris
