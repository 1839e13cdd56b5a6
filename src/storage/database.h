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

struct sqlite3;
struct sqlite3_stmt;

namespace vigie::storage {

class Database;

/// A prepared statement. Binds by 1-based position; reset by run(), reset() and destruction. Same
/// thread as its Database.
class Statement {
public:
    Statement() = default;
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
    /// (constraint), Io
    [[nodiscard]] Result<bool> step();
    /// Steps to the end of a statement that gives no rows, and resets it for the next use.
    [[nodiscard]] Result<> run();
    void reset();

    [[nodiscard]] QString text(int column) const; ///< 0-based; null for NULL
    [[nodiscard]] QByteArray blob(int column) const;
    [[nodiscard]] qint64 number(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] bool isNull(int column) const;

private:
    friend class Database;
    sqlite3 *m_database = nullptr;
    sqlite3_stmt *m_statement = nullptr;
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

/// A SQLite file: WAL, foreign keys on, 0600, checked when opened. A damaged file and one of a
/// newer schema are refused and left as they are. One thread at a time.
class Database {
public:
    /// \return NotFound, Corrupt, NewerSchema, DiskFull, Busy, Io
    [[nodiscard]] static Result<Database> open(const QString &path, const OpenOptions &options);
    ~Database();
    Database(Database &&other) noexcept;
    Database &operator=(Database &&other) noexcept;
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    [[nodiscard]] Result<Statement> prepare(const char *sql);
    /// Runs one or more statements without parameters.
    [[nodiscard]] Result<> execute(const char *sql);
    /// One number from one row; NotFound when there is no row.
    [[nodiscard]] Result<qint64> queryNumber(const char *sql);
    /// Changes whenever another connection committed. Cheap: meant for polling.
    [[nodiscard]] Result<qint64> dataVersion();
    /// The whole file read and checked. \return Corrupt with SQLite's first words
    [[nodiscard]] Result<> integrityCheck();
    [[nodiscard]] const QString &path() const { return m_path; }

private:
    enum class Level { Current, Older };
    Database() = default;
    [[nodiscard]] Result<> quickCheck();
    [[nodiscard]] Result<Level> schemaLevel(const OpenOptions &options);
    [[nodiscard]] Result<> prepareConnection(const OpenOptions &options);
    [[nodiscard]] Result<> upgrade(const OpenOptions &options);
    sqlite3 *m_handle = nullptr;
    QString m_path;
};

/// Rolls back unless committed. IMMEDIATE: the write lock is taken at once, so that nothing fails
/// half-way for being late.
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
