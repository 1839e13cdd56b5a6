// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "driver.h"

#include <storage/postgres.h>

struct pg_conn;
struct pg_result;

namespace vigie::storage {

/// The line to a server, shared by the connection and its statements.
class PostgresLine;

/// A server, through libpq. Nothing waits longer than the limits of the options.
class PostgresConnection final : public ConnectionDriver {
public:
    [[nodiscard]] static Result<std::unique_ptr<PostgresConnection>>
    connect(const PostgresOptions &options);

    [[nodiscard]] Result<std::unique_ptr<StatementDriver>> prepare(const char *sql) override;
    [[nodiscard]] Result<> execute(const char *sql) override;
    [[nodiscard]] Result<qint64> dataVersion() override;
    [[nodiscard]] Result<> integrityCheck() override;
    [[nodiscard]] Result<QList<QByteArray>> waitForNotices(std::chrono::milliseconds limit,
                                                           int wake) override;
    [[nodiscard]] const char *beginWriting() const override { return "BEGIN"; }
    [[nodiscard]] const char *beginReading() const override
    {
        return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    }

private:
    explicit PostgresConnection(std::shared_ptr<PostgresLine> line) : m_line(std::move(line)) { }
    std::shared_ptr<PostgresLine> m_line;
};

} // namespace vigie::storage
