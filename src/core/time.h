// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QtCore/QMetaType>
#include <QtCore/QString>

#include <chrono>
#include <compare>
#include <optional>

namespace vigie {

/// A point in time, UTC, millisecond resolution. Inside Vigie all time is this (decision 0004).
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
/// A calendar day of the law texts, read in Europe/Paris (core/paris_time.h).
using Date = std::chrono::year_month_day;

/// "2026-11-24T21:59:59.123Z"; without the fraction where it is zero.
[[nodiscard]] QString toIso(Instant instant);
/// Reads ISO 8601 with Z or an offset; a text without either is refused. \return InvalidArgument
[[nodiscard]] Result<Instant> instantFromIso(const QString &text);

/// "2026-11-24"
[[nodiscard]] QString toIso(Date date);
/// \return InvalidArgument for anything that is not a real calendar day YYYY-MM-DD
[[nodiscard]] Result<Date> dateFromIso(const QString &text);

/// Half-open span of instants [from, until); a missing end is open.
struct Interval {
    std::optional<Instant> from;
    std::optional<Instant> until;
    [[nodiscard]] bool contains(Instant at) const { return (!from || at >= *from) && (!until || at < *until); }
    [[nodiscard]] bool isEmpty() const { return from && until && *from >= *until; }
    bool operator==(const Interval &) const = default;
};

/// Validity in days, both ends included, as titles state it ("du … au …"). A missing end is open.
struct DateRange {
    std::optional<Date> from;
    std::optional<Date> until;
    bool operator==(const DateRange &) const = default;
};

} // namespace vigie

Q_DECLARE_METATYPE(vigie::Instant)
