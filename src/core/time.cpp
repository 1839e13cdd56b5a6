// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/time.h>

#include <QtCore/QDateTime>
#include <QtCore/QRegularExpression>

namespace vigie {

QString toIso(Instant instant)
{
    const auto millis = instant.time_since_epoch().count();
    const auto dateTime = QDateTime::fromMSecsSinceEpoch(millis, Qt::UTC);
    return dateTime.toString(millis % 1000 == 0 ? Qt::ISODate : Qt::ISODateWithMs);
}

Result<Instant> instantFromIso(const QString &text)
{
    static const QRegularExpression shape(
        QStringLiteral("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:?\\d{2})$"));
    if (!shape.match(text).hasMatch())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("not an instant with a zone: '%1'").arg(text.left(40)));
    const auto dateTime = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!dateTime.isValid())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("not a real instant: '%1'").arg(text.left(40)));
    return Instant(std::chrono::milliseconds(dateTime.toMSecsSinceEpoch()));
}

QString toIso(Date date)
{
    return QStringLiteral("%1-%2-%3")
        .arg(static_cast<int>(date.year()), 4, 10, QLatin1Char('0'))
        .arg(static_cast<unsigned>(date.month()), 2, 10, QLatin1Char('0'))
        .arg(static_cast<unsigned>(date.day()), 2, 10, QLatin1Char('0'));
}

Result<Date> dateFromIso(const QString &text)
{
    static const QRegularExpression shape(QStringLiteral("^(\\d{4})-(\\d{2})-(\\d{2})$"));
    const auto match = shape.match(text);
    if (match.hasMatch()) {
        const Date date(std::chrono::year(match.captured(1).toInt()), std::chrono::month(match.captured(2).toUInt()),
                        std::chrono::day(match.captured(3).toUInt()));
        if (date.ok())
            return date;
    }
    return fail(ErrorCode::InvalidArgument, QStringLiteral("not a day YYYY-MM-DD: '%1'").arg(text.left(40)));
}

} // namespace vigie
