// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres_test.h"

#include <journal/chain.h>

#include <QtCore/QBuffer>

using namespace vigie;
using namespace vigie::test;

namespace {

const QString kDatabase = QStringLiteral("vigie_provision");
const QString kOperator = QStringLiteral("A101");
const QString kKeeper = QStringLiteral("K1");

} // namespace

/// packaging/postgres/provision: a department's database from nothing, again without harm, its
/// number, its record and its news with every change.
class TstProvision final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        VIGIE_NEED_POSTGRES();
        auto *cluster = PostgresCluster::shared();
        VERIFY_RESULT(cluster->makeRegistry(kDatabase));
        VERIFY_RESULT(cluster->addPerson(kDatabase, kOperator, QStringLiteral("martin")));
        VERIFY_RESULT(cluster->addPerson(kDatabase, kKeeper, QStringLiteral("keeper"),
                                         QStringLiteral("vigie_admin")));
    }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void again_changes_nothing();
    void every_table_has_its_policies_forced();
    void every_function_that_acts_for_somebody_is_closed();
    void nobody_else_may_connect_or_leave_anything();
    void a_change_raises_the_number_once_and_is_told();
    void a_change_undone_was_none();
    void the_chain_is_that_of_the_stations();
    void a_record_is_kept_even_from_its_owner();
    void a_broken_chain_is_named();
    void a_newer_schema_is_refused();

private:
    static storage::Database as(const QString &role)
    {
        return PostgresCluster::shared()->connect(role, kDatabase).value();
    }
    static storage::Database root() { return as(PostgresCluster::superuser()); }
};

void TstProvision::again_changes_nothing()
{
    auto database = root();
    const char *shape = "SELECT sum(hashtext(c.relname || a.attname || format_type(a.atttypid, a.atttypmod))::bigint) "
                        "FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relnamespace = "
                        "'vigie'::regnamespace AND a.attnum > 0";
    const qint64 before = database.queryNumber(shape).value();
    const qint64 policies = database.queryNumber("SELECT count(*) FROM pg_policies").value();
    VERIFY_RESULT(PostgresCluster::shared()->provisionAgain(kDatabase));
    QCOMPARE(database.queryNumber(shape).value(), before);
    QCOMPARE(database.queryNumber("SELECT count(*) FROM pg_policies").value(), policies);
    QCOMPARE(database.queryNumber("SELECT max(version) FROM schema_version").value(),
             database.queryNumber("SELECT count(*) FROM schema_version").value());
}

void TstProvision::every_table_has_its_policies_forced()
{
    QCOMPARE(root()
                 .queryNumber("SELECT count(*) FROM pg_class WHERE relnamespace = 'vigie'::regnamespace AND relkind = 'r' "
                              "AND NOT (relrowsecurity AND relforcerowsecurity)")
                 .value(),
             qint64(0));
    // To the rest of the world nothing is granted, and what nobody may read no group may either.
    QCOMPARE(root()
                 .queryNumber("SELECT count(*) FROM pg_class c, aclexplode(c.relacl) a WHERE c.relnamespace = "
                              "'vigie'::regnamespace AND (a.grantee = 0 OR (a.grantee = 'vigie_person'::regrole AND "
                              "(a.privilege_type <> 'SELECT' OR c.relname IN ('endpoint', 'stream', 'credential', "
                              "'account', 'journal', 'journal_chain', 'open_view', 'change'))))")
                 .value(),
             qint64(0));
}

void TstProvision::every_function_that_acts_for_somebody_is_closed()
{
    // EXECUTE for everybody is PostgreSQL's default: none may have kept it.
    QCOMPARE(root()
                 .queryNumber("SELECT count(*) FROM pg_proc p WHERE p.pronamespace = 'vigie'::regnamespace AND "
                              "(p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) a WHERE a.grantee = 0))")
                 .value(),
             qint64(0));
    QCOMPARE(root()
                 .queryNumber("SELECT count(*) FROM pg_proc p WHERE p.pronamespace = 'vigie'::regnamespace AND p.prosecdef "
                              "AND NOT coalesce('search_path=pg_catalog, vigie, pg_temp' = ANY (p.proconfig), false)")
                 .value(),
             qint64(0));
}

void TstProvision::nobody_else_may_connect_or_leave_anything()
{
    QCOMPARE(root()
                 .queryNumber("SELECT count(*) FROM pg_database d, aclexplode(d.datacl) a WHERE d.datname = "
                              "current_database() AND a.grantee = 0")
                 .value(),
             qint64(0));
    auto person = as(kOperator);
    for (const char *sql : {"CREATE TABLE public.x (a int)", "CREATE TEMPORARY TABLE x (a int)", "CREATE SCHEMA x",
                            "SELECT lo_create(0)", "CREATE FUNCTION vigie.x() RETURNS int LANGUAGE sql AS 'SELECT 1'"})
        QCOMPARE(errorCodeName(person.execute(sql).error().code), errorCodeName(ErrorCode::Refused));
}

void TstProvision::a_change_raises_the_number_once_and_is_told()
{
    auto hearing = as(kOperator);
    QVERIFY(hearing.execute("LISTEN vigie_registry").has_value());
    const qint64 before = hearing.queryNumber("SELECT value FROM meta WHERE key = 'version'").value();
    VERIFY_RESULT(as(kKeeper).execute(
        "BEGIN; INSERT INTO commune VALUES ('60057', 'Beauvais', '60', 49.4, 2.1, 'Maire de Beauvais', 0); "
        "INSERT INTO post VALUES ('p1', 'P', '1', 'centre-room', true, true); UPDATE post SET name = 'Q'; COMMIT"));
    QCOMPARE(hearing.waitForNotices(std::chrono::seconds(60), -1).value(), QList<QByteArray>{"vigie_registry"});
    QCOMPARE(hearing.queryNumber("SELECT value FROM meta WHERE key = 'version'").value(), before + 1);
    QCOMPARE(root().queryNumber("SELECT count(*) FROM journal WHERE chain = 'K1'").value(), qint64(1));
    // Forging the number is no change.
    QCOMPARE(as(kKeeper).execute("INSERT INTO meta VALUES ('version', '1') ON CONFLICT (key) DO UPDATE SET value = 1").error().code,
             ErrorCode::Refused);
}

void TstProvision::a_change_undone_was_none()
{
    auto database = root();
    const char *count = "SELECT count(*) + (SELECT value::bigint FROM meta WHERE key = 'version') FROM journal";
    const qint64 before = database.queryNumber(count).value();
    VERIFY_RESULT(as(kKeeper).execute("BEGIN; DELETE FROM post; ROLLBACK"));
    QCOMPARE(database.queryNumber(count).value(), before);
}

void TstProvision::the_chain_is_that_of_the_stations()
{
    auto keeper = as(kKeeper);
    for (const char *name : {"Salle A", "Salle « B »", "Salle \\\"C\\\""}) {
        const QByteArray sql = QByteArray("UPDATE post SET name = '") + name + "'";
        VERIFY_RESULT(keeper.execute(sql.constData()));
    }
    auto database = root();
    auto read = database.prepare("SELECT '{\"hash\":\"' || hash || '\",\"record\":' || record || '}' FROM journal "
                                 "WHERE chain = 'K1' ORDER BY seq")
                    .value();
    QBuffer lines;
    lines.open(QIODevice::ReadWrite);
    int count = 0;
    while (read.step().value()) {
        lines.write(read.text(0).toUtf8() + '\n');
        ++count;
    }
    lines.seek(0);
    const auto checked = journal::checkChain(lines);
    VERIFY_RESULT(checked);
    QVERIFY(count >= 4);
    QCOMPARE(checked->head.sequence, qint64(count));
    QCOMPARE(QString::fromLatin1(checked->head.hash),
             [&] {
                 auto head = database.prepare("SELECT hash FROM journal_chain WHERE chain = 'K1'").value();
                 (void)head.step();
                 return head.text(0);
             }());
}

void TstProvision::a_record_is_kept_even_from_its_owner()
{
    auto database = root();
    const qint64 before = database.queryNumber("SELECT count(*) FROM journal").value();
    QVERIFY(before > 0);
    for (const char *sql : {"DELETE FROM journal", "UPDATE journal SET record = '{}'", "TRUNCATE journal CASCADE"}) {
        for (const char *role : {"vigie_root", "vigie_owner"}) {
            const QByteArray both = QByteArray("SET ROLE ") + role + "; " + sql;
            (void)database.execute(both.constData());
            QVERIFY(database.execute("RESET ROLE").has_value());
            QCOMPARE(database.queryNumber("SELECT count(*) FROM journal WHERE record <> '{}'").value(), before);
        }
    }
}

void TstProvision::a_broken_chain_is_named()
{
    const QString copy = QStringLiteral("vigie_broken");
    auto *cluster = PostgresCluster::shared();
    VERIFY_RESULT(cluster->makeRegistry(copy));
    auto database = cluster->connect(PostgresCluster::superuser(), copy).value();
    for (int i = 0; i < 4; ++i)
        VERIFY_RESULT(database.execute("INSERT INTO meta VALUES ('x', '1') ON CONFLICT (key) DO UPDATE SET value = '2'"));
    const char *problems = "SELECT count(*) FROM journal_problems()";
    QCOMPARE(database.queryNumber(problems).value(), qint64(0));
    for (const char *damage :
         {"UPDATE journal SET record = replace(record, 'meta', 'post') WHERE seq = 2", "DELETE FROM journal WHERE seq = 3",
          "DELETE FROM journal WHERE seq = 4", "UPDATE journal SET hash = repeat('a', 64) WHERE seq = 4"}) {
        VERIFY_RESULT(database.execute("BEGIN; ALTER TABLE journal DISABLE TRIGGER USER"));
        VERIFY_RESULT(database.execute(damage));
        QVERIFY2(database.queryNumber(problems).value() > 0, damage);
        VERIFY_RESULT(database.execute("ROLLBACK"));
    }
    QCOMPARE(database.queryNumber(problems).value(), qint64(0));
}

void TstProvision::a_newer_schema_is_refused()
{
    const QString newer = QStringLiteral("vigie_newer");
    auto *cluster = PostgresCluster::shared();
    VERIFY_RESULT(cluster->makeRegistry(newer));
    VERIFY_RESULT(cluster->connect(PostgresCluster::superuser(), newer)
                      .value()
                      .execute("INSERT INTO schema_version VALUES (99)"));
    const auto again = cluster->provisionAgain(newer);
    QVERIFY(!again);
    QVERIFY2(again.error().detail.contains(QLatin1String("the schema is at 99")), qPrintable(again.error().detail));
}

VIGIE_TEST(TstProvision)
#include "tst_provision.moc"
