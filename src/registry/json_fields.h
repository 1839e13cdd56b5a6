// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/ids.h>
#include <core/time.h>
#include <registry/measures.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QSet>
#include <QtCore/QStringList>

#include <functional>

namespace vigie::registry::detail {

/// What is wrong with a file; the first thousand are kept, so that a hostile one cannot fill
/// memory.
class Problems {
public:
    explicit Problems(QStringList &list) : m_list(list) { }
    void note(const QString &text)
    {
        if (m_list.size() < kMost)
            m_list.append(text);
        else if (m_list.size() == kMost)
            m_list.append(QStringLiteral("… and more"));
    }

private:
    static constexpr qsizetype kMost = 1000;
    QStringList &m_list;
};

/// Longest text anywhere in a registry file, in characters.
inline constexpr qsizetype kLongestText = 1000;

/// Reads one JSON object strictly: every problem is noted with its path, every key must be asked
/// for.
class Fields {
public:
    Fields(QJsonObject object, QString path, Problems &problems)
        : m_object(std::move(object)), m_path(std::move(path)), m_problems(problems)
    {
    }
    ~Fields(); ///< notes the keys nobody asked for
    Fields(const Fields &) = delete;
    Fields &operator=(const Fields &) = delete;

    [[nodiscard]] QString text(const char *key, bool required = false);
    template <typename Id> [[nodiscard]] Id id(const char *key, bool required = false)
    {
        return Id{text(key, required)};
    }
    [[nodiscard]] bool flag(const char *key, bool otherwise = false);
    [[nodiscard]] double number(const char *key, double otherwise, double least, double most);
    /// A whole number.
    [[nodiscard]] int whole(const char *key, int otherwise, int least, int most);
    [[nodiscard]] bool has(const char *key) const { return m_object.contains(QLatin1String(key)); }
    [[nodiscard]] std::optional<Date> date(const char *key);
    [[nodiscard]] std::optional<Instant> instant(const char *key);
    [[nodiscard]] Interval span() { return {instant("from"), instant("until")}; }
    /// "20:00-06:00"
    [[nodiscard]] std::optional<DailyWindow> window(const char *key);
    [[nodiscard]] DateRange range() { return {date("from"), date("until")}; }
    [[nodiscard]] QStringList texts(const char *key);
    template <typename Id> [[nodiscard]] QList<Id> ids(const char *key)
    {
        QList<Id> list;
        for (const QString &value : texts(key))
            list.append(Id{value});
        return list;
    }
    [[nodiscard]] QSet<int> numbers(const char *key);
    /// \p fromName gives nothing for a name it does not know.
    template <typename Enum>
    [[nodiscard]] Enum choice(const char *key, Enum otherwise,
                              const std::function<std::optional<Enum>(const QString &)> &fromName)
    {
        const QString name = text(key, true);
        if (const auto value = fromName(name))
            return *value;
        if (!name.isEmpty())
            problem(key, QStringLiteral("unknown value '%1'").arg(name.left(60)));
        return otherwise;
    }
    /// Calls \p each for every object of the array under \p key.
    void objects(const char *key, const std::function<void(Fields &)> &each);
    /// Calls \p read when there is an object under \p key.
    void object(const char *key, const std::function<void(Fields &)> &read);
    void problem(const char *key, const QString &what);

private:
    [[nodiscard]] QJsonValue take(const char *key);
    QJsonObject m_object;
    QString m_path;
    Problems &m_problems;
    QSet<QString> m_asked;
};

} // namespace vigie::registry::detail
