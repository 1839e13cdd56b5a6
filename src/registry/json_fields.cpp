// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_fields.h"

#include <algorithm>
#include <cmath>

namespace vigie::registry::detail {

Fields::~Fields()
{
    for (auto it = m_object.constBegin(); it != m_object.constEnd(); ++it) {
        if (!m_asked.contains(it.key()))
            m_problems.note(QStringLiteral("%1.%2: unknown key").arg(m_path, it.key().left(60)));
    }
}

QJsonValue Fields::take(const char *key)
{
    const QString name = QString::fromLatin1(key);
    m_asked.insert(name);
    const QJsonValue value = m_object.value(name);
    return value.isUndefined() ? QJsonValue(QJsonValue::Null) : value;
}

void Fields::problem(const char *key, const QString &what)
{
    m_problems.note(QStringLiteral("%1.%2: %3").arg(m_path, QLatin1String(key), what));
}

QString Fields::text(const char *key, bool required)
{
    const QJsonValue value = take(key);
    if (value.isNull()) {
        if (required)
            problem(key, QStringLiteral("is missing"));
        return {};
    }
    if (!value.isString()) {
        problem(key, QStringLiteral("is not a text"));
        return {};
    }
    QString text = value.toString();
    if (required && text.isEmpty())
        problem(key, QStringLiteral("is empty"));
    if (text.size() > kLongestText) {
        problem(key, QStringLiteral("is longer than %1 characters").arg(kLongestText));
        text.truncate(kLongestText); // other problems may name it
    }
    const bool printable = std::all_of(text.cbegin(), text.cend(), [](QChar c) {
        return c.unicode() >= 0x20 && c.unicode() != 0x7f;
    });
    if (!printable)
        problem(key, QStringLiteral("holds a control character"));
    return text.isNull() ? QStringLiteral("") : text; // there, though empty
}

bool Fields::flag(const char *key, bool otherwise)
{
    const QJsonValue value = take(key);
    if (!value.isNull() && !value.isBool())
        problem(key, QStringLiteral("is not true or false"));
    return value.toBool(otherwise);
}

double Fields::number(const char *key, double otherwise, double least, double most)
{
    const QJsonValue value = take(key);
    if (value.isNull())
        return otherwise;
    if (!value.isDouble() || value.toDouble() < least || value.toDouble() > most) {
        problem(key, QStringLiteral("is not a number from %1 to %2").arg(least).arg(most));
        return otherwise;
    }
    return value.toDouble();
}

int Fields::whole(const char *key, int otherwise, int least, int most)
{
    const double value = number(key, otherwise, least, most);
    if (value == std::floor(value))
        return static_cast<int>(value);
    problem(key, QStringLiteral("is not a whole number"));
    return otherwise;
}

std::optional<Date> Fields::date(const char *key)
{
    const QString value = text(key);
    if (value.isNull())
        return std::nullopt;
    const auto date = dateFromIso(value);
    if (date)
        return *date;
    // An empty text is no open end: leave the key out.
    problem(key, date.error().detail);
    return std::nullopt;
}

std::optional<Instant> Fields::instant(const char *key)
{
    const QString value = text(key);
    if (value.isNull())
        return std::nullopt;
    const auto instant = instantFromIso(value);
    if (instant)
        return *instant;
    problem(key, instant.error().detail);
    return std::nullopt;
}

std::optional<DailyWindow> Fields::window(const char *key)
{
    const QString value = text(key);
    if (value.isNull())
        return std::nullopt;
    const auto window = dailyWindowFromText(value);
    if (!window)
        problem(key, QStringLiteral("is not a span of the day as \"20:00-06:00\""));
    return window;
}

QStringList Fields::texts(const char *key)
{
    const QJsonValue value = take(key);
    if (!value.isNull() && !value.isArray())
        problem(key, QStringLiteral("is not a list"));
    QStringList list;
    for (const QJsonValue &item : value.toArray()) {
        if (item.isString() && item.toString().size() <= kLongestText)
            list.append(item.toString());
        else if (item.isString())
            problem(key, QStringLiteral("holds a text too long"));
        else
            problem(key, QStringLiteral("holds something that is not a text"));
    }
    return list;
}

QSet<int> Fields::numbers(const char *key)
{
    const QJsonValue value = take(key);
    if (!value.isNull() && !value.isArray())
        problem(key, QStringLiteral("is not a list"));
    QSet<int> set;
    for (const QJsonValue &item : value.toArray()) {
        if (item.isDouble() && item.toDouble() == item.toInt())
            set.insert(item.toInt());
        else
            problem(key, QStringLiteral("holds something that is not a whole number"));
    }
    return set;
}

void Fields::objects(const char *key, const std::function<void(Fields &)> &each)
{
    const QJsonValue value = take(key);
    if (!value.isNull() && !value.isArray())
        problem(key, QStringLiteral("is not a list"));
    const QJsonArray array = value.toArray();
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QString path = QStringLiteral("%1.%2[%3]").arg(m_path, QLatin1String(key)).arg(i);
        if (!array.at(i).isObject()) {
            m_problems.note(path + QStringLiteral(": is not an object"));
            continue;
        }
        Fields fields(array.at(i).toObject(), path, m_problems);
        each(fields);
    }
}

void Fields::object(const char *key, const std::function<void(Fields &)> &read)
{
    const QJsonValue value = take(key);
    if (value.isNull())
        return;
    if (!value.isObject()) {
        problem(key, QStringLiteral("is not an object"));
        return;
    }
    Fields fields(value.toObject(), QStringLiteral("%1.%2").arg(m_path, QLatin1String(key)),
                  m_problems);
    read(fields);
}

} // namespace vigie::registry::detail
