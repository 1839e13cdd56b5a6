// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/model.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>

#include <algorithm>

/// How vigie-registry/1 is written.
namespace vigie::registry::detail {

/// An object to which only what says something is added.
class Out {
public:
    template <typename Tag> Out &add(const char *key, const Id<Tag> &id)
    {
        return add(key, id.value);
    }
    Out &add(const char *key, const QString &text)
    {
        if (!text.isEmpty())
            m_object.insert(QLatin1String(key), text);
        return *this;
    }
    Out &flag(const char *key, bool value, bool otherwise = false)
    {
        if (value != otherwise)
            m_object.insert(QLatin1String(key), value);
        return *this;
    }
    Out &number(const char *key, double value)
    {
        m_object.insert(QLatin1String(key), value);
        return *this;
    }
    Out &add(const char *key, const std::optional<Date> &date)
    {
        return date ? add(key, toIso(*date)) : *this;
    }
    Out &add(const char *key, const std::optional<Instant> &instant)
    {
        return instant ? add(key, toIso(*instant)) : *this;
    }
    Out &add(const char *key, const std::optional<DailyWindow> &window)
    {
        return window ? add(key, toText(*window)) : *this;
    }
    Out &span(const Interval &span) { return add("from", span.from).add("until", span.until); }
    Out &range(const DateRange &range) { return add("from", range.from).add("until", range.until); }
    Out &position(const LatLon &where)
    {
        return number("latitude", where.latitude).number("longitude", where.longitude);
    }
    Out &list(const char *key, const QJsonArray &array)
    {
        m_object.insert(QLatin1String(key), array);
        return *this;
    }
    template <typename Ids> Out &ids(const char *key, const Ids &ids)
    {
        QStringList texts;
        for (const auto &id : ids)
            texts.append(id.value);
        if constexpr (std::is_same_v<Ids, QSet<CameraId>>)
            texts.sort();
        return list(key, QJsonArray::fromStringList(texts));
    }
    operator QJsonValue() const { return m_object; }

private:
    QJsonObject m_object;
};

/// Values of a hash in the order of their keys, so that two exports of one registry are the same
/// bytes.
template <typename Map, typename Make> QJsonArray sorted(const Map &map, Make make)
{
    auto keys = map.keys();
    std::sort(keys.begin(), keys.end());
    QJsonArray array;
    for (const auto &key : keys)
        array.append(make(map[key]));
    return array;
}

template <typename Map, typename Make> QJsonArray flattened(const Map &map, Make make)
{
    auto keys = map.keys();
    std::sort(keys.begin(), keys.end());
    QJsonArray array;
    for (const auto &key : keys) {
        for (const auto &item : map[key])
            array.append(make(item));
    }
    return array;
}

} // namespace vigie::registry::detail
