// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite_driver.h"

#include <QtCore/QFile>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace vigie::storage {
namespace {

constexpr mode_t kOwnerOnly = 0600;
constexpr int kLargestValue = 16 * 1024 * 1024; ///< bytes of one value in a row

ErrorCode codeOf(int sqlite)
{
    switch (sqlite & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorCode::Corrupt;
    case SQLITE_FULL:
        return ErrorCode::DiskFull;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::Busy;
    case SQLITE_CONSTRAINT:
        return ErrorCode::AlreadyExists;
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
        return ErrorCode::Internal;
    default:
        return ErrorCode::Io;
    }
}

tl::unexpected<Error> failure(sqlite3 *handle, int code)
{
    const QString text = handle ? QString::fromUtf8(sqlite3_errmsg(handle))
                                : QString::fromUtf8(sqlite3_errstr(code));
    return fail(codeOf(code), text);
}

/// SQLite creates files by the umask; the file is made first, so that it never was readable by
/// others, and -wal and -shm then take its mode.
Result<> createOwnerOnly(const QString &path)
{
    const int fd = ::open(QFile::encodeName(path).constData(),
                          O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, kOwnerOnly);
    if (fd < 0)
        return fail(
            errno == ENOSPC ? ErrorCode::DiskFull : ErrorCode::Io,
            QStringLiteral("%1: %2").arg(path, QString::fromLocal8Bit(std::strerror(errno))));
    ::close(fd);
    return {};
}

} // namespace

SqliteStatement::~SqliteStatement()
{
    sqlite3_finalize(m_statement);
}

void SqliteStatement::bind(int position, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    sqlite3_bind_text(m_statement, position, utf8.constData(), static_cast<int>(utf8.size()),
                      SQLITE_TRANSIENT);
}

void SqliteStatement::bind(int position, const QByteArray &blob)
{
    sqlite3_bind_blob(m_statement, position, blob.constData(), static_cast<int>(blob.size()),
                      SQLITE_TRANSIENT);
}

void SqliteStatement::bind(int position, qint64 number)
{
    sqlite3_bind_int64(m_statement, position, number);
}

void SqliteStatement::bind(int position, double number)
{
    sqlite3_bind_double(m_statement, position, number);
}

void SqliteStatement::bindNull(int position)
{
    sqlite3_bind_null(m_statement, position);
}

Result<bool> SqliteStatement::step()
{
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    return failure(m_database, code);
}

void SqliteStatement::reset()
{
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
}

QString SqliteStatement::text(int column) const
{
    const auto *bytes = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    if (!bytes)
        return {};
    const QString text = QString::fromUtf8(bytes, sqlite3_column_bytes(m_statement, column));
    return text.isNull() ? QStringLiteral("") : text;
}

QByteArray SqliteStatement::blob(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return bytes ? QByteArray(bytes, sqlite3_column_bytes(m_statement, column)) : QByteArray();
}

qint64 SqliteStatement::changedRows() const
{
    return sqlite3_changes64(m_database);
}

qint64 SqliteStatement::number(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}
double SqliteStatement::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}
bool SqliteStatement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const QString &path,
                                                                 const OpenOptions &options)
{
    if (!QFile::exists(path)) {
        if (!options.create || options.readOnly)
            return fail(ErrorCode::NotFound, path);
        if (const auto created = createOwnerOnly(path); !created)
            return fail(created);
    }
    std::unique_ptr<SqliteConnection> database(new SqliteConnection);
    database->m_path = path;
    const int flags =
        (options.readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX;
    const int code =
        sqlite3_open_v2(path.toUtf8().constData(), &database->m_handle, flags, nullptr);
    if (code != SQLITE_OK)
        return failure(database->m_handle, code);
    sqlite3_extended_result_codes(database->m_handle, 1);
    sqlite3_busy_timeout(database->m_handle, static_cast<int>(options.busyTimeout.count()));
    // Hostile schema in a foreign file must not run code of its own, nor ask for all the memory.
    sqlite3_db_config(database->m_handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(database->m_handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_limit(database->m_handle, SQLITE_LIMIT_LENGTH, kLargestValue);
    // First everything that only reads: a file that is refused stays as it is, to the byte.
    if (const auto whole = database->quickCheck(); !whole)
        return fail(whole);
    const auto level = database->schemaLevel(options);
    if (!level)
        return fail(level);
    if (const auto ready = database->prepareConnection(options); !ready)
        return fail(ready);
    if (*level != Level::Current) {
        if (const auto upgraded = database->upgrade(options); !upgraded)
            return fail(upgraded);
    }
    return database;
}

Result<> SqliteConnection::quickCheck()
{
    auto check = prepare("PRAGMA quick_check(1)");
    if (!check)
        return fail(check);
    const auto row = (*check)->step();
    if (!row)
        return fail(row);
    if ((*check)->text(0) != QLatin1String("ok"))
        return fail(ErrorCode::Corrupt, QStringLiteral("%1: %2").arg(m_path, (*check)->text(0)));
    return {};
}

Result<SqliteConnection::Level> SqliteConnection::schemaLevel(const OpenOptions &options)
{
    if (options.schema.empty())
        return Level::Current;
    const auto version = queryNumber("PRAGMA user_version");
    if (!version)
        return fail(version);
    const auto kind = queryNumber("PRAGMA application_id");
    if (!kind)
        return fail(kind);
    if (*version == 0 && *kind == 0) {
        const auto tables = queryNumber("SELECT count(*) FROM sqlite_schema");
        if (!tables)
            return fail(tables);
        // An emptied file must not pass for a registry in which nobody has any right yet.
        if (*tables != 0 || !options.create)
            return fail(ErrorCode::Corrupt, QStringLiteral("%1: not a file of ours").arg(m_path));
        return Level::Older;
    }
    if (*kind != options.applicationId)
        return fail(ErrorCode::Corrupt,
                    QStringLiteral("%1: a file of another kind (application id %2)")
                        .arg(m_path)
                        .arg(*kind));
    const int newest = options.schema.back().version;
    if (*version > newest)
        return fail(ErrorCode::NewerSchema,
                    QStringLiteral("%1: schema %2, this program knows %3")
                        .arg(m_path)
                        .arg(*version)
                        .arg(newest));
    if (*version == newest)
        return Level::Current;
    if (options.readOnly)
        return fail(
            ErrorCode::NotSupported,
            QStringLiteral("%1: schema %2 must be upgraded first").arg(m_path).arg(*version));
    return Level::Older;
}

Result<> SqliteConnection::prepareConnection(const OpenOptions &options)
{
    if (const auto on = execute("PRAGMA foreign_keys=ON"); !on)
        return on;
    if (options.readOnly)
        return {};
    // A restored or copied file may have come with wider rights.
    ::chmod(QFile::encodeName(m_path).constData(), kOwnerOnly);
    if (const auto wal = execute("PRAGMA journal_mode=WAL"); !wal)
        return wal;
    return execute(options.fullSync ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
}

Result<> SqliteConnection::upgrade(const OpenOptions &options)
{
    if (const auto begun = execute("BEGIN IMMEDIATE"); !begun)
        return begun;
    const auto done = upgradeLocked(options);
    const auto ended = execute(done ? "COMMIT" : "ROLLBACK");
    return done ? ended : done;
}

Result<> SqliteConnection::upgradeLocked(const OpenOptions &options)
{
    // Read again under the lock: another process may have upgraded while we waited for it.
    const auto version = queryNumber("PRAGMA user_version");
    if (!version)
        return fail(version);
    for (const Migration &step : options.schema) {
        if (step.version <= *version)
            continue;
        if (const auto done = execute(step.sql); !done)
            return done;
    }
    const QByteArray mark = QStringLiteral("PRAGMA application_id=%1; PRAGMA user_version=%2")
                                .arg(options.applicationId)
                                .arg(options.schema.back().version)
                                .toLatin1();
    return execute(mark.constData());
}

SqliteConnection::~SqliteConnection()
{
    sqlite3_close_v2(m_handle);
}

Result<std::unique_ptr<StatementDriver>> SqliteConnection::prepare(const char *sql)
{
    auto statement = std::make_unique<SqliteStatement>(m_handle);
    const int code = sqlite3_prepare_v2(m_handle, sql, -1, &statement->m_statement, nullptr);
    if (code != SQLITE_OK)
        return failure(m_handle, code);
    return std::unique_ptr<StatementDriver>(std::move(statement));
}

Result<> SqliteConnection::execute(const char *sql)
{
    const int code = sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return failure(m_handle, code);
    return {};
}

Result<qint64> SqliteConnection::dataVersion()
{
    return queryNumber("PRAGMA data_version");
}

Result<QList<QByteArray>> SqliteConnection::waitForNotices(std::chrono::milliseconds, int)
{
    return fail(ErrorCode::NotSupported, QStringLiteral("a file tells nothing"));
}

Result<> SqliteConnection::integrityCheck()
{
    auto statement = prepare("PRAGMA integrity_check(1)");
    if (!statement)
        return fail(statement);
    const auto row = (*statement)->step();
    if (!row)
        return fail(row);
    if ((*statement)->text(0) != QLatin1String("ok"))
        return fail(ErrorCode::Corrupt, QStringLiteral("%1: %2").arg(m_path, (*statement)->text(0)));
    return {};
}

} // namespace vigie::storage
