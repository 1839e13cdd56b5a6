// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <storage/database.h>

/// What a kind of database does for Database and Statement. Values come bound to 1-based positions
/// and are read from 0-based columns; a text bound is never null.
namespace vigie::storage {

class StatementDriver {
public:
    StatementDriver() = default;
    virtual ~StatementDriver() = default;
    StatementDriver(const StatementDriver &) = delete;
    StatementDriver &operator=(const StatementDriver &) = delete;

    virtual void bind(int position, const QString &text) = 0;
    virtual void bind(int position, const QByteArray &blob) = 0;
    virtual void bind(int position, qint64 number) = 0;
    virtual void bind(int position, double number) = 0;
    virtual void bindNull(int position) = 0;
    [[nodiscard]] virtual Result<bool> step() = 0;
    virtual void reset() = 0;
    [[nodiscard]] virtual qint64 changedRows() const = 0;
    [[nodiscard]] virtual QString text(int column) const = 0;
    [[nodiscard]] virtual QByteArray blob(int column) const = 0;
    [[nodiscard]] virtual qint64 number(int column) const = 0;
    [[nodiscard]] virtual double real(int column) const = 0;
    [[nodiscard]] virtual bool isNull(int column) const = 0;
};

class ConnectionDriver {
public:
    ConnectionDriver() = default;
    virtual ~ConnectionDriver() = default;
    ConnectionDriver(const ConnectionDriver &) = delete;
    ConnectionDriver &operator=(const ConnectionDriver &) = delete;

    [[nodiscard]] virtual Result<std::unique_ptr<StatementDriver>> prepare(const char *sql) = 0;
    [[nodiscard]] virtual Result<> execute(const char *sql) = 0;
    [[nodiscard]] virtual Result<qint64> dataVersion() = 0;
    [[nodiscard]] virtual Result<> integrityCheck() = 0;
    [[nodiscard]] virtual Result<QList<QByteArray>>
    waitForNotices(std::chrono::milliseconds limit, int wake) = 0;
    /// What begins a transaction that writes, and one that only reads, seeing one moment.
    [[nodiscard]] virtual const char *beginWriting() const = 0;
    [[nodiscard]] virtual const char *beginReading() const = 0;

    [[nodiscard]] Result<qint64> queryNumber(const char *sql);
};

} // namespace vigie::storage
