// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres_test.h"

#include <QtTest/QTest>

#include <unistd.h>

using namespace vigie;
using namespace vigie::test;
using namespace std::chrono_literals;

namespace {

const QString kDatabase = QStringLiteral("postgres");

} // namespace

/// The line to a server: values as they are bound, failures by their kind, nothing waited for longer
/// than its limit.
class TstServerLine final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { VIGIE_NEED_POSTGRES(); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void values_come_back_as_they_were_bound();
    void a_zero_in_a_text_is_refused_and_cuts_nothing_off();
    void a_statement_is_used_again();
    void failures_are_told_apart_data();
    void failures_are_told_apart();
    void a_transaction_not_committed_is_undone();
    void a_reading_sees_one_moment();
    void a_lock_is_waited_for_and_then_not();
    void a_server_that_is_silent_is_given_up();
    void a_line_that_was_cut_says_so();
    void what_the_server_tells_is_heard();
    void whoever_waits_can_be_woken();
    void nobody_there_data();
    void nobody_there();

private:
    static storage::Database line(std::chrono::milliseconds answerLimit = 120s)
    {
        storage::PostgresOptions options;
        options.where = PostgresCluster::shared()->where(PostgresCluster::superuser(), kDatabase);
        options.connectLimit = 60s;
        options.answerLimit = answerLimit;
        options.lockLimit = 200ms;
        return storage::Database::connect(options).value();
    }
};

void TstServerLine::values_come_back_as_they_were_bound()
{
    auto database = line();
    auto statement = database.prepare(
        "SELECT ?1::text, ?2::bytea, ?3::bigint, ?4::float8, ?5::boolean, ?6::text, ?7::text");
    QVERIFY(statement.has_value());
    const QString text = QStringLiteral("L’Haÿ 'les' \\Roses; DROP TABLE x --");
    const QByteArray blob("\0\x01\xff\\x41", 7);
    statement->bind(1, text).bind(2, blob).bind(3, std::numeric_limits<qint64>::min());
    statement->bind(4, 0.1 + 0.2).bind(5, qint64{1}).bind(6, QString()).bind(7, QStringLiteral(""));
    const auto row = statement->step();
    VERIFY_RESULT(row);
    QVERIFY(*row);
    QCOMPARE(statement->text(0), text);
    QCOMPARE(statement->blob(1), blob);
    QCOMPARE(statement->number(2), std::numeric_limits<qint64>::min());
    QVERIFY(statement->real(3) == 0.1 + 0.2);
    QCOMPARE(statement->number(4), qint64(1));
    QVERIFY(statement->isNull(5) && statement->text(5).isNull());
    QVERIFY(!statement->isNull(6) && !statement->text(6).isNull() && statement->text(6).isEmpty());
    QVERIFY(!statement->step().value());
}

void TstServerLine::a_zero_in_a_text_is_refused_and_cuts_nothing_off()
{
    auto database = line();
    auto statement = database.prepare("SELECT ?1::text").value();
    statement.bind(1, QStringLiteral("before") + QChar(0) + QStringLiteral("after"));
    QCOMPARE(statement.step().error().code, ErrorCode::InvalidArgument);
    statement.reset();
    statement.bind(1, QStringLiteral("whole"));
    QVERIFY(statement.step().value());
    QCOMPARE(statement.text(0), QStringLiteral("whole"));
}

void TstServerLine::a_statement_is_used_again()
{
    auto database = line();
    QVERIFY(database.execute("CREATE TEMPORARY TABLE t (n bigint)").has_value());
    auto insert = database.prepare("INSERT INTO t SELECT ? + g FROM generate_series(1, ?::int) g").value();
    for (int i = 1; i <= 5; ++i) {
        insert.bind(1, qint64{i} * 100).bind(2, qint64{i});
        QVERIFY(insert.run().has_value());
        QCOMPARE(insert.changedRows(), qint64(i));
    }
    QCOMPARE(database.queryNumber("SELECT count(*) FROM t").value(), qint64(15));
    QCOMPARE(database.queryNumber("SELECT max(n) FROM t").value(), qint64(505));
    QCOMPARE(database.queryNumber("SELECT n FROM t WHERE n < 0").error().code, ErrorCode::NotFound);
}

void TstServerLine::failures_are_told_apart_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const char *sql, ErrorCode code) {
        QTest::newRow(name) << QByteArray(sql) << static_cast<int>(code);
    };
    row("a word that is none", "SELEKT 1", ErrorCode::Internal);
    row("a table that is none", "SELECT * FROM nowhere", ErrorCode::Internal);
    row("a key twice", "CREATE TEMPORARY TABLE k (a int PRIMARY KEY); INSERT INTO k VALUES (1), (1)",
        ErrorCode::AlreadyExists);
    row("a day that is none", "SELECT '2026-02-30'::date", ErrorCode::InvalidArgument);
    row("no right", "SET ROLE pg_monitor; SELECT * FROM pg_authid", ErrorCode::Refused);
    row("to write where one may only read", "BEGIN READ ONLY; CREATE TABLE x (a int)", ErrorCode::Refused);
    row("too long", "SET statement_timeout = 10; SELECT pg_sleep(60)", ErrorCode::TimedOut);
    row("COPY", "COPY (SELECT 1) TO STDOUT", ErrorCode::Internal);
}

void TstServerLine::failures_are_told_apart()
{
    QFETCH(QByteArray, sql);
    QFETCH(int, code);
    auto database = line();
    const auto done = database.execute(sql.constData());
    QVERIFY(!done);
    QCOMPARE(errorCodeName(done.error().code), errorCodeName(static_cast<ErrorCode>(code)));
    QVERIFY(!done.error().detail.isEmpty());
}

void TstServerLine::a_transaction_not_committed_is_undone()
{
    auto database = line();
    QVERIFY(database.execute("CREATE TEMPORARY TABLE t (n int)").has_value());
    {
        auto transaction = storage::Transaction::begin(database);
        QVERIFY(transaction.has_value());
        QVERIFY(database.execute("INSERT INTO t VALUES (1)").has_value());
    }
    QCOMPARE(database.queryNumber("SELECT count(*) FROM t").value(), qint64(0));
    auto transaction = storage::Transaction::begin(database);
    QVERIFY(database.execute("INSERT INTO t VALUES (1)").has_value());
    QVERIFY(transaction->commit().has_value());
    QCOMPARE(database.queryNumber("SELECT count(*) FROM t").value(), qint64(1));
}

void TstServerLine::a_reading_sees_one_moment()
{
    auto writer = line();
    auto reader = line();
    QVERIFY(writer.execute("DROP TABLE IF EXISTS moment; CREATE TABLE moment (n int)").has_value());
    const auto reading = storage::Transaction::beginReading(reader);
    QCOMPARE(reader.queryNumber("SELECT count(*) FROM moment").value(), qint64(0));
    QVERIFY(writer.execute("INSERT INTO moment VALUES (1)").has_value());
    QCOMPARE(reader.queryNumber("SELECT count(*) FROM moment").value(), qint64(0));
    QCOMPARE(reader.execute("INSERT INTO moment VALUES (2)").error().code, ErrorCode::Refused);
}

void TstServerLine::a_lock_is_waited_for_and_then_not()
{
    auto first = line();
    auto second = line();
    QVERIFY(first.execute("CREATE TABLE IF NOT EXISTS locked (n int)").has_value());
    QVERIFY(first.execute("BEGIN; LOCK TABLE locked").has_value());
    QCOMPARE(second.execute("INSERT INTO locked VALUES (1)").error().code, ErrorCode::Busy);
    QVERIFY(first.execute("COMMIT").has_value());
    QVERIFY(second.execute("INSERT INTO locked VALUES (1)").has_value());
}

void TstServerLine::a_server_that_is_silent_is_given_up()
{
    auto database = line(100ms);
    QCOMPARE(database.execute("SELECT pg_sleep(60)").error().code, ErrorCode::TimedOut);
    // The answer that may still come is not taken for another one.
    QCOMPARE(database.queryNumber("SELECT 1").error().code, ErrorCode::Unreachable);
    QCOMPARE(database.waitForNotices(1s, -1).error().code, ErrorCode::Unreachable);
}

void TstServerLine::a_line_that_was_cut_says_so()
{
    auto database = line();
    const qint64 pid = database.queryNumber("SELECT pg_backend_pid()").value();
    auto statement = database.prepare("SELECT 1").value();
    auto other = line();
    const QByteArray cut = "SELECT pg_terminate_backend(" + QByteArray::number(pid) + ", 60000)";
    QVERIFY(other.execute(cut.constData()).has_value());
    QCOMPARE(statement.step().error().code, ErrorCode::Unreachable);
    QCOMPARE(database.execute("SELECT 1").error().code, ErrorCode::Unreachable);
    QCOMPARE(database.waitForNotices(60s, -1).error().code, ErrorCode::Unreachable);
}

void TstServerLine::what_the_server_tells_is_heard()
{
    auto hearing = line();
    auto telling = line();
    QVERIFY(hearing.execute("LISTEN vigie_test").has_value());
    QCOMPARE(hearing.waitForNotices(0ms, -1).value(), QList<QByteArray>());
    QVERIFY(telling.execute("NOTIFY vigie_other; NOTIFY vigie_test, 'x'").has_value());
    QCOMPARE(hearing.waitForNotices(60s, -1).value(), QList<QByteArray>{"vigie_test"});
    // What came while something else was asked is not lost.
    QVERIFY(telling.execute("NOTIFY vigie_test").has_value());
    QCOMPARE(hearing.queryNumber("SELECT 7").value(), qint64(7));
    QCOMPARE(hearing.waitForNotices(60s, -1).value(), QList<QByteArray>{"vigie_test"});
}

void TstServerLine::whoever_waits_can_be_woken()
{
    int ends[2];
    QCOMPARE(::pipe(ends), 0);
    QCOMPARE(::write(ends[1], "x", 1), ssize_t(1));
    auto database = line();
    QCOMPARE(database.waitForNotices(60s, ends[0]).value(), QList<QByteArray>());
    // Whoever waits for an answer, or to be taken in, as well.
    storage::PostgresOptions options;
    options.where = PostgresCluster::shared()->where(PostgresCluster::superuser(), kDatabase);
    options.wake = ends[0];
    QCOMPARE(storage::Database::connect(options).error().code, ErrorCode::Cancelled);
    char byte = 0;
    QCOMPARE(::read(ends[0], &byte, 1), ssize_t(1));
    auto asking = storage::Database::connect(options).value();
    QCOMPARE(::write(ends[1], "x", 1), ssize_t(1));
    QCOMPARE(asking.execute("SELECT pg_sleep(60)").error().code, ErrorCode::Cancelled);
    ::close(ends[0]);
    ::close(ends[1]);
}

void TstServerLine::nobody_there_data()
{
    QTest::addColumn<QString>("where");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const QString &where, ErrorCode code) {
        QTest::newRow(name) << where << static_cast<int>(code);
    };
    const auto *cluster = PostgresCluster::shared();
    row("no server under this address", QStringLiteral("host=127.0.87.1 port=9 dbname=x user=y"),
        ErrorCode::Unreachable);
    row("no socket in this folder", QStringLiteral("host=/nowhere dbname=x user=y"), ErrorCode::Unreachable);
    row("no such database",
        cluster->where(PostgresCluster::superuser(), QStringLiteral("nothing")), ErrorCode::NotFound);
    row("no such role", cluster->where(QStringLiteral("nobody"), kDatabase), ErrorCode::Refused);
    row("a password in the open", QStringLiteral("host=/nowhere dbname=x password=secret"), ErrorCode::InvalidArgument);
    row("a password in an address", QStringLiteral("postgresql://x:secret@127.0.87.1/x"), ErrorCode::InvalidArgument);
    row("nonsense", QStringLiteral("colour=blue"), ErrorCode::InvalidArgument);
}

void TstServerLine::nobody_there()
{
    QFETCH(QString, where);
    QFETCH(int, code);
    storage::PostgresOptions options;
    options.where = where;
    const auto connected = storage::Database::connect(options);
    QVERIFY(!connected);
    QCOMPARE(errorCodeName(connected.error().code), errorCodeName(static_cast<ErrorCode>(code)));
    QVERIFY(!connected.error().detail.contains(QLatin1String("secret")));
}

VIGIE_TEST(TstServerLine)
#include "tst_server_line.moc"
