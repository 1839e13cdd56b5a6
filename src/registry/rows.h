// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/time.h>
#include <registry/measures.h>
#include <storage/database.h>

/// How the model's values stand in columns: days as ISO text, instants as milliseconds, absent as
/// NULL.
namespace vigie::registry::detail {

/// Binds one value after the other.
class Binder {
public:
    explicit Binder(storage::Statement &statement) : m_statement(statement) { }
    Binder &operator<<(const QString &text)
    {
        m_statement.bind(++m_position, text);
        return *this;
    }
    Binder &operator<<(const QByteArray &blob)
    {
        m_statement.bind(++m_position, blob);
        return *this;
    }
    template <typename Tag> Binder &operator<<(const Id<Tag> &id)
    {
        return *this << (id.isNull() ? QString() : id.value);
    }
    Binder &operator<<(bool flag) { return *this << (flag ? qint64{1} : qint64{0}); }
    Binder &operator<<(int number) { return *this << qint64{number}; }
    Binder &operator<<(qint64 number)
    {
        m_statement.bind(++m_position, number);
        return *this;
    }
    Binder &operator<<(double number)
    {
        m_statement.bind(++m_position, number);
        return *this;
    }
    Binder &operator<<(const std::optional<Date> &date)
    {
        return *this << (date ? toIso(*date) : QString());
    }
    Binder &operator<<(const std::optional<Instant> &instant)
    {
        ++m_position;
        if (instant)
            m_statement.bind(m_position, static_cast<qint64>(instant->time_since_epoch().count()));
        else
            m_statement.bindNull(m_position);
        return *this;
    }
    Binder &operator<<(const std::optional<DailyWindow> &window)
    {
        return *this << (window ? toText(*window) : QString());
    }
    Binder &operator<<(const Interval &span) { return *this << span.from << span.until; }
    Binder &operator<<(const DateRange &range) { return *this << range.from << range.until; }

private:
    storage::Statement &m_statement;
    int m_position = 0;
};

/// Reads one column after the other.
class Row {
public:
    explicit Row(const storage::Statement &statement) : m_statement(statement) { }
    [[nodiscard]] QString text() { return m_statement.text(m_column++); }
    template <typename Id> [[nodiscard]] Id id() { return Id{text()}; }
    [[nodiscard]] QByteArray blob() { return m_statement.blob(m_column++); }
    [[nodiscard]] bool flag() { return m_statement.number(m_column++) != 0; }
    [[nodiscard]] int number() { return static_cast<int>(m_statement.number(m_column++)); }
    [[nodiscard]] qint64 wide() { return m_statement.number(m_column++); }
    [[nodiscard]] double real() { return m_statement.real(m_column++); }
    [[nodiscard]] std::optional<Date> date()
    {
        const QString value = text();
        if (value.isEmpty())
            return std::nullopt;
        const auto date = dateFromIso(value);
        m_sound = m_sound && date.has_value();
        return date ? std::optional<Date>(*date) : std::nullopt;
    }
    [[nodiscard]] std::optional<Instant> instant()
    {
        const int column = m_column++;
        if (m_statement.isNull(column))
            return std::nullopt;
        return Instant(std::chrono::milliseconds(m_statement.number(column)));
    }
    [[nodiscard]] DateRange range()
    {
        const auto from = date();
        return {from, date()};
    }
    [[nodiscard]] Interval interval()
    {
        const auto from = instant();
        return {from, instant()};
    }
    [[nodiscard]] std::optional<DailyWindow> window()
    {
        const QString value = text();
        if (value.isEmpty())
            return std::nullopt;
        const auto window = dailyWindowFromText(value);
        m_sound = m_sound && window.has_value();
        return window;
    }
    /// Words between blanks.
    [[nodiscard]] QStringList words() { return text().split(QLatin1Char(' '), Qt::SkipEmptyParts); }
    /// The row contradicts another one.
    void reject() { m_sound = false; }
    /// The value of a name; an unknown one makes the row unsound.
    template <typename Enum>
    [[nodiscard]] Enum choice(std::optional<Enum> (*fromName)(const QString &), Enum otherwise)
    {
        const auto value = fromName(text());
        m_sound = m_sound && value.has_value();
        return value.value_or(otherwise);
    }
    /// False once a column held something that is none of ours: the registry must then not be
    /// believed.
    [[nodiscard]] bool isSound() const { return m_sound; }

private:
    const storage::Statement &m_statement;
    int m_column = 0;
    bool m_sound = true;
};

} // namespace vigie::registry::detail
