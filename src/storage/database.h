// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QString>

#include <chrono>
#include <memory>
#include <optional>
#include <span>

namespace vigie::storage {

class ConnectionDriver;
class StatementDriver;
struct PostgresOptions;

/// A prepared statement. Binds by 1-based position; reset by run(), reset() and destruction. Same
/// thread as its Database.
class Statement {
public:
    Statement();
    explicit Statement(std::unique_ptr<StatementDriver> driver);
    ~Statement();
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&other) noexcept;
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    Statement &bind(int position, const QString &text); ///< a null QString binds NULL
    Statement &bind(int position, const QByteArray &blob);
    Statement &bind(int position, qint64 number);
    Statement &bind(int position, double number);
    Statement &bindNull(int position);

    /// Steps once. \return true while there is a row; Corrupt, DiskFull, Busy, AlreadyExists
    /// (constraint), Io; of a server also Refused (no right), Unreachable, TimedOut
    [[nodiscard]] Result<bool> step();
    /// Steps to the end of a statement that gives no rows, and resets it for the next use.
    [[nodiscard]] Result<> run();
    void reset();
    /// Rows that the last run() added, changed or removed.
    [[nodiscard]] qint64 changedRows() const;

    [[nodiscard]] QString text(int column) const; ///< 0-based; null for NULL
    [[nodiscard]] QByteArray blob(int column) const;
    [[nodiscard]] qint64 number(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] bool isNull(int column) const;

private:
    std::unique_ptr<StatementDriver> m_driver;
};

/// One step of a schema: applied in order, each in the transaction of the whole upgrade.
struct Migration {
    int version = 0; ///< the schema's version after it; 1, 2, 3 … without a gap
    const char *sql = nullptr; ///< one or more statements
};

struct OpenOptions {
    bool create = false; ///< make the file (0600) when it is missing
    bool readOnly = false;
    bool fullSync = false; ///< every commit survives a power cut (journal); otherwise the last
                           ///< commits may be lost, whole
    std::chrono::milliseconds busyTimeout{2000};
    std::span<const Migration> schema; ///< empty: any schema is accepted
    int applicationId = 0; ///< PRAGMA application_id: a file of another kind is refused as Corrupt
};

/// One connection: to a SQLite file, or to a PostgreSQL server. One thread at a time.
class Database {
public:
    /// A SQLite file: WAL, foreign keys on, 0600, checked when opened. A damaged file and one of a
    /// newer schema are refused and left as they are.
    /// \return NotFound, Corrupt, NewerSchema, DiskFull, Busy, Io
    [[nodiscard]] static Result<Database> open(const QString &path, const OpenOptions &options);
    /// A server, within the limit of \p options. \return Unreachable, TimedOut, Refused (password,
    /// certificate, no right), NotFound (no such database), InvalidArgument (connection string)
    [[nodiscard]] static Result<Database> connect(const PostgresOptions &options);
    ~Database();
    Database(Database &&other) noexcept;
    Database &operator=(Database &&other) noexcept;
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Parameters are `?` (each one further) or `?1`, `?2` …, whichever the database is.
    [[nodiscard]] Result<Statement> prepare(const char *sql);
    /// Runs one or more statements without parameters.
    [[nodiscard]] Result<> execute(const char *sql);
    /// One number from one row; NotFound when there is no row.
    [[nodiscard]] Result<qint64> queryNumber(const char *sql);
    /// Changes whenever another connection committed. Cheap: meant for polling.
    /// \return NotSupported by a server: it tells by itself
    [[nodiscard]] Result<qint64> dataVersion();
    /// The whole file read and checked. \return Corrupt with SQLite's first words
    [[nodiscard]] Result<> integrityCheck();
    /// Waits for what a server tells of its own (LISTEN), until \p limit is over or \p wake can be
    /// read from. \return the channels heard, none after the limit; Unreachable when the line is
    /// gone, NotSupported by a file
    [[nodiscard]] Result<QList<QByteArray>> waitForNotices(std::chrono::milliseconds limit,
                                                           int wake);
    /// Of a file; of a server, how it is reached, without the password.
    [[nodiscard]] const QString &path() const { return m_path; }

private:
    friend class Transaction;
    explicit Database(std::unique_ptr<ConnectionDriver> driver, QString path);
    std::unique_ptr<ConnectionDriver> m_driver;
    QString m_path;
};

/// Rolls back unless committed. On a file, IMMEDIATE: the write lock is taken at once, so that nothing
/// fails half-way for being late.
class Transaction {
public:
    [[nodiscard]] static Result<Transaction> begin(Database &database);
    /// Several readings that belong together; takes no lock that would keep a writer waiting.
    [[nodiscard]] static Result<Transaction> beginReading(Database &database);
    ~Transaction();
    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(Transaction &&) = delete;
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;
    [[nodiscard]] Result<> commit();

private:
    explicit Transaction(Database &database) : m_database(&database) { }
    Database *m_database;
};

} // namespace vigie::storage
