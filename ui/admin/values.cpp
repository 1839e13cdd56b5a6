// SPDX-License-Identifier: GPL-3.0-or-later
#include "values.h"

#include <core/paris_time.h>

#include <QtCore/QJsonArray>
#include <QtCore/QRegularExpression>

namespace vigie::admin {
namespace {

QString dayText(const QString &iso)
{
    const auto date = dateFromIso(iso);
    return date ? paris::dayText(*date) : iso;
}

QString instantText(const QString &iso)
{
    const auto instant = instantFromIso(iso);
    return instant ? paris::dateTimeText(*instant) : iso;
}

/// "24/11/2026" or "2026-11-24"; what is neither stays as it is.
QString isoDay(const QString &text)
{
    static const QRegularExpression kFrench(QStringLiteral("\\A(\\d{1,2})[/.](\\d{1,2})[/.](\\d{4})\\z"));
    const auto match = kFrench.match(text);
    if (!match.hasMatch())
        return text;
    return QStringLiteral("%1-%2-%3").arg(match.captured(3), match.captured(2).rightJustified(2, u'0'),
                                          match.captured(1).rightJustified(2, u'0'));
}

QString listText(const QJsonValue &value)
{
    QStringList texts;
    for (const QJsonValue &each : value.toArray())
        texts.append(each.isDouble() ? QString::number(each.toDouble()) : each.toString());
    return texts.join(QLatin1Char(' '));
}

QStringList partsOf(const QString &text)
{
    static const QRegularExpression kBetween(QStringLiteral("[\\s,;]+"));
    return text.split(kBetween, Qt::SkipEmptyParts);
}

constexpr const char *kPartyKeys[] = {"commune", "accordCommune", "accordMembres", "relay"};

QString partiesText(const QJsonValue &value)
{
    QStringList lines;
    for (const QJsonValue &party : value.toArray()) {
        QStringList cells;
        for (const char *key : kPartyKeys)
            cells.append(dayText(party.toObject().value(QLatin1String(key)).toString()));
        while (cells.size() > 1 && cells.constLast().isEmpty())
            cells.removeLast();
        lines.append(cells.join(QStringLiteral("; ")));
    }
    return lines.join(QLatin1Char('\n'));
}

QJsonValue partiesValue(const QString &text)
{
    QJsonArray parties;
    for (const QString &line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const QStringList cells = line.split(QLatin1Char(';'));
        QJsonObject party;
        for (qsizetype i = 0; i < cells.size(); ++i) {
            const QString cell = isoDay(cells.at(i).trimmed());
            // A cell too many must not be lost without a word: the registry refuses the key.
            const QString key = i < 4 ? QString::fromLatin1(kPartyKeys[i]) : QStringLiteral("column %1").arg(i + 1);
            if (!cell.isEmpty())
                party.insert(key, cell);
        }
        if (!party.isEmpty())
            parties.append(party);
    }
    return parties;
}

QJsonObject streamNamed(const QJsonObject &record, const QString &name)
{
    for (const QJsonValue &stream : record.value(QLatin1String("endpoint")).toObject().value(QLatin1String("streams")).toArray()) {
        if (stream.toObject().value(QLatin1String("name")).toString() == name)
            return stream.toObject();
    }
    return {};
}

QJsonObject withStream(QJsonObject record, const QString &name, const QJsonValue &address)
{
    QJsonObject endpoint = record.value(QLatin1String("endpoint")).toObject();
    QJsonArray streams;
    bool there = false;
    for (const QJsonValue &value : endpoint.value(QLatin1String("streams")).toArray()) {
        QJsonObject stream = value.toObject();
        if (stream.value(QLatin1String("name")).toString() == name) {
            there = true;
            if (address.isUndefined())
                continue;
            stream.insert(QLatin1String("url"), address);
        }
        streams.append(stream);
    }
    if (!there && !address.isUndefined()) // from the smallest picture to the largest
        streams.insert(name == QLatin1String("sub") ? 0 : streams.size(),
                       QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("url"), address}});
    endpoint.insert(QLatin1String("streams"), streams);
    record.insert(QLatin1String("endpoint"), endpoint);
    return record;
}

} // namespace

QJsonValue valueIn(const QJsonObject &record, const Field &field)
{
    if (field.type == FieldType::Stream)
        return streamNamed(record, field.key).value(QLatin1String("url"));
    const auto dot = field.key.indexOf(QLatin1Char('.'));
    if (dot < 0)
        return record.value(field.key);
    return record.value(field.key.left(dot)).toObject().value(field.key.mid(dot + 1));
}

QJsonObject withValue(const QJsonObject &record, const Field &field, const QJsonValue &value)
{
    if (field.type == FieldType::Stream)
        return withStream(record, field.key, value);
    const auto dot = field.key.indexOf(QLatin1Char('.'));
    QJsonObject changed = record;
    const auto put = [&value](QJsonObject &object, const QString &key) {
        if (value.isUndefined())
            object.remove(key);
        else
            object.insert(key, value);
    };
    if (dot < 0) {
        put(changed, field.key);
        return changed;
    }
    QJsonObject within = record.value(field.key.left(dot)).toObject();
    put(within, field.key.mid(dot + 1));
    changed.insert(field.key.left(dot), within);
    return changed;
}

QString typedText(const Field &field, const QJsonValue &value)
{
    switch (field.type) {
    case FieldType::Secret: return {};
    case FieldType::Day: return dayText(value.toString());
    case FieldType::Instant: return instantText(value.toString());
    case FieldType::Parties: return partiesText(value);
    case FieldType::References:
    case FieldType::Texts:
    case FieldType::Numbers: return value.isArray() ? listText(value) : value.toString();
    case FieldType::Number: return value.isDouble() ? QString::number(value.toDouble(), 'g', 12) : value.toString();
    case FieldType::Flag: return value.toBool(field.otherwise) ? QStringLiteral("true") : QString();
    case FieldType::Text:
    case FieldType::Id:
    case FieldType::Choice:
    case FieldType::Reference:
    case FieldType::Stream: break;
    }
    return value.toString();
}

QJsonValue typedValue(const Field &field, const QString &text)
{
    const QString plain = field.type == FieldType::Secret ? text : text.trimmed();
    if (plain.isEmpty())
        return QJsonValue(QJsonValue::Undefined);
    switch (field.type) {
    case FieldType::Number: {
        bool isNumber = false;
        const double number = QString(plain).replace(QLatin1Char(','), QLatin1Char('.')).toDouble(&isNumber);
        return isNumber ? QJsonValue(number) : QJsonValue(plain);
    }
    case FieldType::Numbers: {
        QJsonArray numbers;
        for (const QString &part : partsOf(plain)) {
            bool isNumber = false;
            const double number = part.toDouble(&isNumber);
            numbers.append(isNumber ? QJsonValue(number) : QJsonValue(part));
        }
        return numbers;
    }
    case FieldType::References:
    case FieldType::Texts: return QJsonArray::fromStringList(partsOf(plain));
    case FieldType::Day: return isoDay(plain);
    case FieldType::Instant: {
        const auto instant = instantFromLocal(plain);
        return instant ? toIso(*instant) : plain;
    }
    case FieldType::Parties: return partiesValue(plain);
    case FieldType::Flag:
    case FieldType::Text:
    case FieldType::Id:
    case FieldType::Choice:
    case FieldType::Reference:
    case FieldType::Stream:
    case FieldType::Secret: break;
    }
    return plain;
}

std::optional<Instant> instantFromLocal(const QString &text)
{
    static const QRegularExpression kLocal(QStringLiteral("\\A(\\S+)\\s+([01]?\\d|2[0-3])[:h]([0-5]\\d)\\z"));
    const auto match = kLocal.match(text.trimmed());
    const auto day = match.hasMatch() ? dateFromIso(isoDay(match.captured(1))) : Result<Date>(fail(ErrorCode::InvalidArgument));
    if (!day)
        return std::nullopt;
    const auto clock = std::chrono::hours(match.captured(2).toInt()) + std::chrono::minutes(match.captured(3).toInt());
    const Instant midnight = paris::startOf(*day);
    // The clock may be set on that day: what its hands show counts, of two such instants the earlier.
    const Instant guess = midnight + clock;
    const auto hands = [](Instant at) { return at + std::chrono::seconds(paris::offsetSeconds(at)); };
    const auto shows = [&](Instant at) { return hands(at) == hands(midnight) + clock; };
    for (const Instant candidate : {guess - std::chrono::hours(1), guess, guess + std::chrono::hours(1)}) {
        if (shows(candidate))
            return candidate;
    }
    return std::nullopt; // an hour that the clock leaps over
}

} // namespace vigie::admin
