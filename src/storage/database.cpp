// SPDX-License-Identifier: GPL-3.0-or-later
#include <storage/database.h>

#include <storage/postgres.h>

#include "postgres_driver.h"
#include "sqlite_driver.h"

#include <utility>

namespace vigie::storage {

Statement::Statement() = default;
Statement::Statement(std::unique_ptr<StatementDriver> driver) : m_driver(std::move(driver)) { }
Statement::~Statement() = default;
Statement::Statement(Statement &&other) noexcept = default;
Statement &Statement::operator=(Statement &&other) noexcept = default;

Statement &Statement::bind(int position, const QString &text)
{
    if (text.isNull())
        m_driver->bindNull(position);
    else
        m_driver->bind(position, text);
    return *this;
}

Statement &Statement::bind(int position, const QByteArray &blob)
{
    m_driver->bind(position, blob);
    return *this;
}

Statement &Statement::bind(int position, qint64 number)
{
    m_driver->bind(position, number);
    return *this;
}

Statement &Statement::bind(int position, double number)
{
    m_driver->bind(position, number);
    return *this;
}

Statement &Statement::bindNull(int position)
{
    m_driver->bindNull(position);
    return *this;
}

Result<bool> Statement::step()
{
    return m_driver->step();
}

Result<> Statement::run()
{
    for (;;) {
        const auto row = step();
        if (!row) {
            const Error error = row.error();
            reset();
            return tl::unexpected<Error>(error);
        }
        if (!*row)
            break;
    }
    reset();
    return {};
}

void Statement::reset()
{
    m_driver->reset();
}

qint64 Statement::changedRows() const
{
    return m_driver->changedRows();
}

QString Statement::text(int column) const
{
    return m_driver->text(column);
}

QByteArray Statement::blob(int column) const
{
    return m_driver->blob(column);
}

qint64 Statement::number(int column) const
{
    return m_driver->number(column);
}

double Statement::real(int column) const
{
    return m_driver->real(column);
}

bool Statement::isNull(int column) const
{
    return m_driver->isNull(column);
}

Result<qint64> ConnectionDriver::queryNumber(const char *sql)
{
    auto statement = prepare(sql);
    if (!statement)
        return fail(statement);
    const auto row = (*statement)->step();
    if (!row)
        return fail(row);
    if (!*row)
        return fail(ErrorCode::NotFound, QString::fromLatin1(sql));
    return (*statement)->number(0);
}

Database::Database(std::unique_ptr<ConnectionDriver> driver, QString path)
    : m_driver(std::move(driver)), m_path(std::move(path))
{
}

Result<Database> Database::open(const QString &path, const OpenOptions &options)
{
    auto connection = SqliteConnection::open(path, options);
    if (!connection)
        return fail(connection);
    return Database(std::move(*connection), path);
}

Result<Database> Database::connect(const PostgresOptions &options)
{
    auto connection = PostgresConnection::connect(options);
    if (!connection)
        return fail(connection);
    return Database(std::move(*connection), options.where);
}

Database::~Database() = default;
Database::Database(Database &&other) noexcept = default;
Database &Database::operator=(Database &&other) noexcept = default;

Result<Statement> Database::prepare(const char *sql)
{
    auto driver = m_driver->prepare(sql);
    if (!driver)
        return fail(driver);
    return Statement(std::move(*driver));
}

Result<> Database::execute(const char *sql)
{
    return m_driver->execute(sql);
}

Result<qint64> Database::queryNumber(const char *sql)
{
    return m_driver->queryNumber(sql);
}

Result<qint64> Database::dataVersion()
{
    return m_driver->dataVersion();
}

Result<> Database::integrityCheck()
{
    return m_driver->integrityCheck();
}

Result<QList<QByteArray>> Database::waitForNotices(std::chrono::milliseconds limit, int wake)
{
    return m_driver->waitForNotices(limit, wake);
}

Result<Transaction> Transaction::begin(Database &database)
{
    if (const auto begun = database.execute(database.m_driver->beginWriting()); !begun)
        return fail(begun);
    return Transaction(database);
}

Result<Transaction> Transaction::beginReading(Database &database)
{
    if (const auto begun = database.execute(database.m_driver->beginReading()); !begun)
        return fail(begun);
    return Transaction(database);
}

Transaction::~Transaction()
{
    if (m_database)
        (void)m_database->execute("ROLLBACK");
}

Transaction::Transaction(Transaction &&other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
{
}

Result<> Transaction::commit()
{
    if (const auto done = m_database->execute("COMMIT"); !done)
        return done;
    m_database = nullptr;
    return {};
}

} // namespace vigie::storage
