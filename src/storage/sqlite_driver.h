// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "driver.h"

struct sqlite3;
struct sqlite3_stmt;

namespace vigie::storage {

class SqliteStatement final : public StatementDriver {
public:
    explicit SqliteStatement(sqlite3 *database) : m_database(database) { }
    ~SqliteStatement() override;

    void bind(int position, const QString &text) override;
    void bind(int position, const QByteArray &blob) override;
    void bind(int position, qint64 number) override;
    void bind(int position, double number) override;
    void bindNull(int position) override;
    [[nodiscard]] Result<bool> step() override;
    void reset() override;
    [[nodiscard]] qint64 changedRows() const override;
    [[nodiscard]] QString text(int column) const override;
    [[nodiscard]] QByteArray blob(int column) const override;
    [[nodiscard]] qint64 number(int column) const override;
    [[nodiscard]] double real(int column) const override;
    [[nodiscard]] bool isNull(int column) const override;

private:
    friend class SqliteConnection;
    sqlite3 *m_database;
    sqlite3_stmt *m_statement = nullptr;
};

/// A file, through SQLite's C API.
class SqliteConnection final : public ConnectionDriver {
public:
    [[nodiscard]] static Result<std::unique_ptr<SqliteConnection>> open(const QString &path,
                                                                        const OpenOptions &options);
    ~SqliteConnection() override;

    [[nodiscard]] Result<std::unique_ptr<StatementDriver>> prepare(const char *sql) override;
    [[nodiscard]] Result<> execute(const char *sql) override;
    [[nodiscard]] Result<qint64> dataVersion() override;
    [[nodiscard]] Result<> integrityCheck() override;
    [[nodiscard]] Result<QList<QByteArray>> waitForNotices(std::chrono::milliseconds limit,
                                                           int wake) override;
    [[nodiscard]] const char *beginWriting() const override { return "BEGIN IMMEDIATE"; }
    [[nodiscard]] const char *beginReading() const override { return "BEGIN"; }

private:
    enum class Level { Current, Older };
    SqliteConnection() = default;
    [[nodiscard]] Result<> quickCheck();
    [[nodiscard]] Result<Level> schemaLevel(const OpenOptions &options);
    [[nodiscard]] Result<> prepareConnection(const OpenOptions &options);
    [[nodiscard]] Result<> upgrade(const OpenOptions &options);
    [[nodiscard]] Result<> upgradeLocked(const OpenOptions &options);
    sqlite3 *m_handle = nullptr;
    QString m_path;
};

} // namespace vigie::storage
