// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/paris_time.h>

#include <QtCore/QDateTime>
#include <QtCore/QHash>
#include <QtCore/QTimeZone>

namespace vigie::paris {
namespace {

constexpr int kRememberedDays = 4096;

const QTimeZone &zone()
{
    static const QTimeZone paris("Europe/Paris");
    return paris;
}

QDateTime local(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count(), zone());
}

QDate toQDate(Date date)
{
    return QDate(static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
                 static_cast<int>(static_cast<unsigned>(date.day())));
}

} // namespace

bool isAvailable() { return zone().isValid(); }

Date dateAt(Instant instant)
{
    const QDate date = local(instant).date();
    return Date(std::chrono::year(date.year()), std::chrono::month(static_cast<unsigned>(date.month())),
                std::chrono::day(static_cast<unsigned>(date.day())));
}

Instant startOf(Date date)
{
    // QTimeZone takes microseconds and the access rule asks for the same few days over and over: each thread remembers.
    thread_local QHash<qint64, Instant> known;
    const qint64 day = std::chrono::sys_days(date).time_since_epoch().count();
    if (const auto it = known.constFind(day); it != known.constEnd())
        return *it;
    if (known.size() >= kRememberedDays)
        known.clear();
    const Instant start(std::chrono::milliseconds(toQDate(date).startOfDay(zone()).toMSecsSinceEpoch()));
    known.insert(day, start);
    return start;
}

Instant endOf(Date date)
{
    return startOf(Date(std::chrono::sys_days(date) + std::chrono::days(1)));
}

Interval interval(const DateRange &range)
{
    Interval result;
    if (range.from)
        result.from = startOf(*range.from);
    if (range.until)
        result.until = endOf(*range.until);
    return result;
}

int offsetSeconds(Instant instant) { return local(instant).offsetFromUtc(); }

int minuteAt(Instant instant)
{
    constexpr qint64 kDay = 24 * 60;
    const auto shifted = std::chrono::floor<std::chrono::minutes>(instant + std::chrono::seconds(offsetSeconds(instant)));
    const qint64 minutes = shifted.time_since_epoch().count() % kDay;
    return static_cast<int>(minutes < 0 ? minutes + kDay : minutes);
}

QString dayText(Date date) { return toQDate(date).toString(QStringLiteral("dd/MM/yyyy")); }

QString dateTimeText(Instant instant) { return local(instant).toString(QStringLiteral("dd/MM/yyyy HH:mm")); }

QString timeText(Instant instant) { return local(instant).toString(QStringLiteral("HH:mm:ss")); }

QString isoLocal(Instant instant)
{
    // Qt writes no offset for a time-zone spec; an offset spec does.
    return QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count(), Qt::OffsetFromUTC, offsetSeconds(instant))
        .toString(Qt::ISODateWithMs);
}

} // namespace vigie::paris
