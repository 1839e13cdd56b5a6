// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres_driver.h"

#include <QtCore/QHash>

#include <libpq-fe.h>
#include <poll.h>

#include <cerrno>
#include <charconv>
#include <cstring>

namespace vigie::storage {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

struct ResultDeleter {
    void operator()(PGresult *result) const noexcept { PQclear(result); }
};
using ResultPtr = std::unique_ptr<PGresult, ResultDeleter>;

/// Of a SQLSTATE; the first two characters are its class.
ErrorCode codeOf(const QByteArray &state)
{
    static const QHash<QByteArray, ErrorCode> kStates{
        {"40001", ErrorCode::Busy}, // serialization failure
        {"40P01", ErrorCode::Busy}, // deadlock
        {"55P03", ErrorCode::Busy}, // lock not available
        {"57014", ErrorCode::TimedOut}, // query cancelled
        {"42501", ErrorCode::Refused}, // insufficient privilege
        {"25006", ErrorCode::Refused}, // read only
        {"53100", ErrorCode::DiskFull},
        {"3D000", ErrorCode::NotFound}, // no such database
        {"P0002", ErrorCode::NotFound}, // no data found
    };
    static const QHash<QByteArray, ErrorCode> kClasses{
        {"08", ErrorCode::Unreachable}, // connection exception
        {"57", ErrorCode::Unreachable}, // operator intervention: shut down, terminated
        {"53", ErrorCode::Unreachable}, // insufficient resources
        {"28", ErrorCode::Refused}, // authentication
        {"22", ErrorCode::InvalidArgument}, // data exception
        {"23", ErrorCode::AlreadyExists}, // constraint
        {"42", ErrorCode::Internal}, // syntax, unknown names
        {"XX", ErrorCode::Corrupt},
    };
    if (const auto found = kStates.constFind(state); found != kStates.cend())
        return *found;
    return kClasses.value(state.left(2), ErrorCode::Io);
}

/// The last word of libpq about a connection, one line.
QString saidBy(PGconn *connection)
{
    return QString::fromUtf8(PQerrorMessage(connection)).simplified();
}

/// With PQERRORS_VERBOSE the server's words begin "FATAL:  28P01: …".
ErrorCode codeOfRefusal(const QString &words)
{
    const auto at = words.indexOf(QLatin1String("FATAL: "));
    if (at < 0) {
        const bool ours = words.contains(QLatin1String("certificate"))
            || words.contains(QLatin1String("no password supplied"));
        return ours ? ErrorCode::Refused : ErrorCode::Unreachable;
    }
    return codeOf(words.mid(at + 7, 5).toLatin1());
}

/// Waits until \p socket is ready, \p wake can be read from, or \p until. \return false when neither
bool waitFor(int socket, short events, int wake, SteadyClock::time_point until, bool &woken)
{
    pollfd descriptors[2] = {{socket, events, 0}, {wake, POLLIN, 0}};
    for (;;) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(until - SteadyClock::now()).count();
        const int ready = ::poll(descriptors, wake >= 0 ? 2 : 1, static_cast<int>(qMax<qint64>(0, left)));
        if (ready < 0 && errno == EINTR)
            continue;
        woken = ready > 0 && wake >= 0 && descriptors[1].revents != 0;
        return ready > 0;
    }
}

/// `?` and `?2` become `$1` and `$2`; what stands in quotes stays.
QByteArray withDollars(const char *sql)
{
    QByteArray out;
    int last = 0;
    bool quoted = false;
    for (const char *at = sql; *at; ++at) {
        if (*at == '\'')
            quoted = !quoted;
        if (*at != '?' || quoted) {
            out.append(*at);
            continue;
        }
        int number = 0;
        while (at[1] >= '0' && at[1] <= '9')
            number = number * 10 + (*++at - '0');
        last = number ? number : last + 1;
        out.append('$').append(QByteArray::number(last));
    }
    return out;
}

} // namespace

class PostgresLine {
public:
    PostgresLine(PGconn *connection, std::chrono::milliseconds answerLimit, int wake)
        : m_connection(connection), m_answerLimit(answerLimit), m_wake(wake)
    {
    }
    ~PostgresLine() { PQfinish(m_connection); }
    PostgresLine(const PostgresLine &) = delete;
    PostgresLine &operator=(const PostgresLine &) = delete;

    [[nodiscard]] PGconn *get() const { return m_connection; }
    [[nodiscard]] QByteArray nextName() { return "s" + QByteArray::number(++m_names); }

    /// What the server answers to what was just sent; the last of several results, or the first
    /// failure. \param sent  of the PQsend… function
    [[nodiscard]] Result<ResultPtr> answer(int sent)
    {
        if (m_lost)
            return fail(ErrorCode::Unreachable, QStringLiteral("the line to the server was given up"));
        if (!sent)
            return lost();
        ResultPtr last;
        ResultPtr failed;
        const auto until = SteadyClock::now() + m_answerLimit;
        for (;;) {
            if (const auto arrived = waitForResult(until); !arrived)
                return fail(arrived);
            ResultPtr one(PQgetResult(m_connection));
            if (!one)
                break;
            const ExecStatusType status = PQresultStatus(one.get());
            if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) {
                m_lost = true;
                return fail(ErrorCode::Internal, QStringLiteral("COPY is not spoken here"));
            }
            const bool bad = status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK
                && status != PGRES_EMPTY_QUERY;
            ResultPtr &place = bad && !failed ? failed : last;
            place = std::move(one);
        }
        if (PQstatus(m_connection) != CONNECTION_OK)
            return lost();
        if (failed) {
            const char *state = PQresultErrorField(failed.get(), PG_DIAG_SQLSTATE);
            const char *words = PQresultErrorField(failed.get(), PG_DIAG_MESSAGE_PRIMARY);
            return fail(codeOf(state), QString::fromUtf8(words ? words : "").simplified());
        }
        return last;
    }

    [[nodiscard]] Result<QList<QByteArray>> notices(std::chrono::milliseconds limit, int wake)
    {
        const auto until = SteadyClock::now() + limit;
        QList<QByteArray> channels;
        for (;;) {
            if (m_lost || !PQconsumeInput(m_connection) || PQstatus(m_connection) != CONNECTION_OK)
                return lost();
            while (PGnotify *notice = PQnotifies(m_connection)) {
                channels.append(notice->relname);
                PQfreemem(notice);
            }
            bool woken = false;
            if (!channels.isEmpty()
                || !waitFor(PQsocket(m_connection), POLLIN, wake, until, woken) || woken)
                return channels;
        }
    }

private:
    [[nodiscard]] tl::unexpected<Error> lost()
    {
        m_lost = true;
        return fail(ErrorCode::Unreachable, saidBy(m_connection));
    }
    [[nodiscard]] Result<> waitForResult(SteadyClock::time_point until)
    {
        for (;;) {
            const int unsent = PQflush(m_connection);
            if (unsent < 0)
                return lost();
            if (!unsent && !PQisBusy(m_connection))
                return {};
            bool woken = false;
            const short events = unsent ? POLLIN | POLLOUT : POLLIN;
            // Given up either way: the answer to this would be taken for that to the next.
            if (!waitFor(PQsocket(m_connection), events, m_wake, until, woken)) {
                m_lost = true;
                return fail(ErrorCode::TimedOut, QStringLiteral("the server does not answer"));
            }
            if (woken) {
                m_lost = true;
                return fail(ErrorCode::Cancelled);
            }
            if (!PQconsumeInput(m_connection))
                return lost();
        }
    }

    PGconn *m_connection;
    const std::chrono::milliseconds m_answerLimit;
    const int m_wake;
    int m_names = 0;
    bool m_lost = false;
};

namespace {

/// Sent as a whole at the first step; asked again, it is prepared first.
class PostgresStatement final : public StatementDriver {
public:
    PostgresStatement(std::shared_ptr<PostgresLine> line, const char *sql)
        : m_line(std::move(line)), m_sql(withDollars(sql))
    {
    }
    ~PostgresStatement() override
    {
        if (m_name.isEmpty())
            return;
        const QByteArray sql = "DEALLOCATE " + m_name;
        (void)m_line->answer(PQsendQuery(m_line->get(), sql.constData()));
    }

    void bind(int position, const QString &text) override
    {
        const QByteArray utf8 = text.toUtf8();
        if (utf8.contains('\0'))
            m_unsound = true; // would be cut off there
        put(position, utf8, 0);
    }
    void bind(int position, const QByteArray &blob) override
    {
        if (blob.isNull())
            bindNull(position);
        else
            put(position, blob, 1);
    }
    void bind(int position, qint64 number) override
    {
        put(position, QByteArray::number(number), 0);
    }
    void bind(int position, double number) override
    {
        put(position, QByteArray::number(number, 'g', 17), 0);
    }
    void bindNull(int position) override { slot(position) = {}; }

    [[nodiscard]] Result<bool> step() override
    {
        if (!m_result) {
            auto result = run();
            if (!result)
                return fail(result);
            m_result = std::move(*result);
            m_row = -1;
            m_changed = QByteArray(PQcmdTuples(m_result.get())).toLongLong();
        }
        return ++m_row < PQntuples(m_result.get());
    }
    void reset() override
    {
        m_result.reset();
        m_values.clear();
        m_unsound = false;
    }
    [[nodiscard]] qint64 changedRows() const override { return m_changed; }

    [[nodiscard]] QString text(int column) const override
    {
        if (isNull(column))
            return {};
        const QString text = QString::fromUtf8(raw(column));
        return text.isNull() ? QStringLiteral("") : text;
    }
    [[nodiscard]] QByteArray blob(int column) const override
    {
        if (isNull(column))
            return {};
        const QByteArray text = raw(column);
        return text.startsWith("\\x") ? QByteArray::fromHex(text.mid(2)) : text;
    }
    [[nodiscard]] qint64 number(int column) const override
    {
        const QByteArray text = raw(column);
        return text == "t" ? 1 : text.toLongLong();
    }
    [[nodiscard]] double real(int column) const override { return raw(column).toDouble(); }
    [[nodiscard]] bool isNull(int column) const override
    {
        return PQgetisnull(m_result.get(), m_row, column);
    }

private:
    struct Value {
        QByteArray bytes;
        bool given = false;
        int format = 0; ///< 1: binary
    };

    [[nodiscard]] QByteArray raw(int column) const
    {
        return QByteArray(PQgetvalue(m_result.get(), m_row, column),
                          PQgetlength(m_result.get(), m_row, column));
    }
    Value &slot(int position)
    {
        while (static_cast<int>(m_values.size()) < position)
            m_values.emplace_back();
        return m_values[static_cast<std::size_t>(position - 1)];
    }
    void put(int position, const QByteArray &bytes, int format)
    {
        slot(position) = {bytes, true, format};
    }

    [[nodiscard]] Result<ResultPtr> run()
    {
        if (m_unsound)
            return fail(ErrorCode::InvalidArgument, QStringLiteral("a text with a zero in it"));
        std::vector<const char *> values;
        std::vector<int> lengths;
        std::vector<int> formats;
        for (const Value &value : m_values) {
            values.push_back(value.given ? value.bytes.constData() : nullptr);
            lengths.push_back(static_cast<int>(value.bytes.size()));
            formats.push_back(value.format);
        }
        const int count = static_cast<int>(values.size());
        if (!std::exchange(m_used, true))
            return m_line->answer(PQsendQueryParams(m_line->get(), m_sql.constData(), count, nullptr,
                                                    values.data(), lengths.data(), formats.data(),
                                                    0));
        if (m_name.isEmpty()) {
            const QByteArray name = m_line->nextName();
            const auto prepared = m_line->answer(
                PQsendPrepare(m_line->get(), name.constData(), m_sql.constData(), 0, nullptr));
            if (!prepared)
                return fail(prepared);
            m_name = name;
        }
        return m_line->answer(PQsendQueryPrepared(m_line->get(), m_name.constData(), count,
                                                  values.data(), lengths.data(), formats.data(), 0));
    }

    const std::shared_ptr<PostgresLine> m_line;
    const QByteArray m_sql;
    QByteArray m_name; ///< of the prepared statement, once there is one
    std::vector<Value> m_values;
    ResultPtr m_result;
    int m_row = -1;
    qint64 m_changed = 0;
    bool m_used = false;
    bool m_unsound = false;
};

/// Until the server took us in, or said why not.
Result<> finishConnecting(PGconn *connection, const PostgresOptions &options)
{
    const auto until = SteadyClock::now() + options.connectLimit;
    PostgresPollingStatusType next = PGRES_POLLING_WRITING;
    for (;;) {
        bool woken = false;
        const short events = next == PGRES_POLLING_READING ? POLLIN : POLLOUT;
        if (!waitFor(PQsocket(connection), events, options.wake, until, woken))
            return fail(ErrorCode::TimedOut, QStringLiteral("the server does not answer"));
        if (woken)
            return fail(ErrorCode::Cancelled);
        next = PQconnectPoll(connection);
        if (next == PGRES_POLLING_OK)
            return {};
        if (next == PGRES_POLLING_FAILED) {
            const QString words = saidBy(connection);
            return fail(codeOfRefusal(words), words);
        }
    }
}

} // namespace

Result<> checkWhere(const QString &where)
{
    struct Free {
        void operator()(PQconninfoOption *options) const noexcept { PQconninfoFree(options); }
        void operator()(char *words) const noexcept { PQfreemem(words); }
    };
    char *said = nullptr;
    const std::unique_ptr<PQconninfoOption, Free> options(PQconninfoParse(where.toUtf8().constData(), &said));
    const std::unique_ptr<char, Free> words(said);
    if (!options)
        return fail(ErrorCode::InvalidArgument, QString::fromUtf8(words ? words.get() : "").simplified());
    for (const PQconninfoOption *option = options.get(); option->keyword; ++option) {
        if (option->val && std::strcmp(option->keyword, "password") == 0)
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("a password does not belong where it says how the server is reached"));
    }
    return {};
}

Result<std::unique_ptr<PostgresConnection>>
PostgresConnection::connect(const PostgresOptions &options)
{
    if (const auto readable = checkWhere(options.where); !readable)
        return fail(readable);
    const QByteArray where = options.where.toUtf8();
    const QByteArray session = "-c lock_timeout="
        + QByteArray::number(static_cast<qint64>(options.lockLimit.count()))
        + " -c client_min_messages=error -c DateStyle=ISO -c bytea_output=hex"
          " -c standard_conforming_strings=on -c extra_float_digits=1";
    // Of what comes twice the last counts: a server is who it says unless \c where says otherwise.
    std::vector<const char *> keys{"sslmode", "dbname", "options", "client_encoding", "fallback_application_name"};
    std::vector<const char *> values{"verify-full", where.constData(), session.constData(), "UTF8", "vigie"};
    // A value of its own, however it reads: what somebody typed cannot name another server.
    const QByteArray user = options.user.toUtf8();
    if (!user.isEmpty()) {
        keys.push_back("user");
        values.push_back(user.constData());
    }
    if (!options.password.isEmpty()) {
        keys.push_back("password");
        values.push_back(options.password.revealBytes().constData());
    }
    keys.push_back(nullptr);
    values.push_back(nullptr);
    PGconn *connection = PQconnectStartParams(keys.data(), values.data(), 1);
    if (!connection)
        return fail(ErrorCode::Internal, QStringLiteral("libpq has no memory"));
    auto line = std::make_shared<PostgresLine>(connection, options.answerLimit, options.wake);
    if (PQstatus(connection) == CONNECTION_BAD) {
        const QString words = saidBy(connection);
        const bool socket = PQsocket(connection) < 0 && words.contains(QLatin1String("connection to server"));
        return fail(socket ? ErrorCode::Unreachable : ErrorCode::InvalidArgument, words);
    }
    PQsetNoticeProcessor(connection, [](void *, const char *) {}, nullptr);
    PQsetErrorVerbosity(connection, PQERRORS_VERBOSE);
    if (const auto connected = finishConnecting(connection, options); !connected)
        return fail(connected);
    PQsetErrorVerbosity(connection, PQERRORS_DEFAULT);
    PQsetnonblocking(connection, 1);
    return std::unique_ptr<PostgresConnection>(new PostgresConnection(std::move(line)));
}

Result<std::unique_ptr<StatementDriver>> PostgresConnection::prepare(const char *sql)
{
    return std::make_unique<PostgresStatement>(m_line, sql);
}

Result<> PostgresConnection::execute(const char *sql)
{
    const auto done = m_line->answer(PQsendQuery(m_line->get(), sql));
    return done ? Result<>() : fail(done);
}

Result<qint64> PostgresConnection::dataVersion()
{
    return fail(ErrorCode::NotSupported, QStringLiteral("a server tells by itself"));
}

Result<> PostgresConnection::integrityCheck()
{
    return fail(ErrorCode::NotSupported, QStringLiteral("a server checks its own files"));
}

Result<QList<QByteArray>> PostgresConnection::waitForNotices(std::chrono::milliseconds limit,
                                                             int wake)
{
    return m_line->notices(limit, wake);
}

} // namespace vigie::storage
