// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry_bench.h"

#include <registry/postgres_feed.h>
#include <support/fake_clock.h>
#include <support/postgres_cluster.h>
#include <support/test_main.h>

#include <QtCore/QRegularExpression>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::registry;
using namespace vigie::test;
using namespace std::chrono_literals;

namespace {

const PersonId kMartin{QStringLiteral("martin")};
constexpr int kLong = 30000; ///< ms; a second would do on a machine of one's own

bool isSuspended(const FactsFeed &feed)
{
    const auto agrements = feed.facts()->agrements.value(kMartin);
    return !agrements.isEmpty() && agrements.constFirst().suspendedFrom == FakeClock().now();
}

} // namespace

/// The server tells of each change; a server that is gone is unreachable until it is back, and what
/// was missed meanwhile is read then.
class TstPostgresFeed final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        if (const QString missing = RegistryBench::missing(BackEnd::Server); !missing.isEmpty())
            QSKIP(qPrintable(missing));
        m_bench = std::make_unique<RegistryBench>(BackEnd::Server);
        QVERIFY(m_bench->isValid());
        m_registry = m_bench->filled();
        QVERIFY(m_registry);
        m_feed = std::make_unique<PostgresFactsFeed>(m_bench->server(), m_clock);
    }
    void cleanup()
    {
        m_feed.reset();
        m_registry.reset();
    }
    void it_starts_with_what_there_is();
    void it_does_not_start_without_a_registry();
    void a_change_is_told();
    void a_change_nobody_told_of_is_found();
    void a_change_undone_is_no_news();
    void a_line_that_is_cut_is_taken_up_again();
    void a_server_that_is_gone_is_unreachable_until_it_is_back();
    void news_that_are_forged_change_nothing();
    void it_ends_at_once_whatever_it_waits_for();

private:
    void expectUnreachable()
    {
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(QStringLiteral("registry unreachable")));
    }
    storage::Database root() const
    {
        return PostgresCluster::shared()->connect(PostgresCluster::superuser(), m_bench->databaseName()).value();
    }

    FakeClock m_clock;
    std::unique_ptr<RegistryBench> m_bench;
    std::unique_ptr<Registry> m_registry;
    std::unique_ptr<PostgresFactsFeed> m_feed;
};

void TstPostgresFeed::it_starts_with_what_there_is()
{
    QVERIFY(m_feed->start().has_value());
    QCOMPARE(textOf(*m_feed->facts()), textOf(m_registry->facts().value()));
    QVERIFY(!m_feed->unreachableSince());
}

void TstPostgresFeed::it_does_not_start_without_a_registry()
{
    auto options = m_bench->server();
    options.where.replace(m_bench->databaseName(), QStringLiteral("postgres"));
    PostgresFactsFeed feed(std::move(options), m_clock);
    QCOMPARE(feed.start().error().code, ErrorCode::Corrupt);
}

void TstPostgresFeed::a_change_is_told()
{
    QVERIFY(m_feed->start().has_value());
    QSignalSpy changed(m_feed.get(), &FactsFeed::changed);
    const qint64 before = m_feed->facts()->version;
    QVERIFY(m_registry->suspendAgrement(kMartin, m_clock.now()).has_value());
    QVERIFY(changed.wait(kLong));
    QVERIFY(isSuspended(*m_feed));
    QCOMPARE(m_feed->facts()->version, before + 1);
}

void TstPostgresFeed::a_change_nobody_told_of_is_found()
{
    QVERIFY(m_feed->start().has_value());
    QSignalSpy changed(m_feed.get(), &FactsFeed::changed);
    // Past the trigger that tells: only the number says it.
    QVERIFY(m_bench->spoil("UPDATE agrement SET suspended_from = 1795514400000; "
                           "UPDATE meta SET value = (value::bigint + 1)::text WHERE key = 'version'").has_value());
    QVERIFY(changed.wait(kLong));
    QVERIFY(isSuspended(*m_feed));
}

void TstPostgresFeed::a_change_undone_is_no_news()
{
    QVERIFY(m_feed->start().has_value());
    QSignalSpy changed(m_feed.get(), &FactsFeed::changed);
    QVERIFY(!m_registry->suspendAgrement(kMartin, m_clock.now(), [](qint64) -> Result<> {
        return fail(ErrorCode::DiskFull);
    }));
    QVERIFY(m_registry->endDuty(kMartin, m_clock.now()).has_value());
    QVERIFY(changed.wait(kLong));
    QCOMPARE(changed.size(), qsizetype(1));
    QVERIFY(!isSuspended(*m_feed));
}

void TstPostgresFeed::a_line_that_is_cut_is_taken_up_again()
{
    QVERIFY(m_feed->start().has_value());
    QSignalSpy reachability(m_feed.get(), &FactsFeed::reachabilityChanged);
    expectUnreachable();
    auto database = root();
    QVERIFY(database.execute("BEGIN").has_value());
    // While nobody listens, something changes: it is read when the line is there again.
    QVERIFY(database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'bench-keeper' AND "
                             "datname = current_database(); "
                             "UPDATE agrement SET suspended_from = 1795514400000; COMMIT").has_value());
    QTRY_COMPARE_WITH_TIMEOUT(reachability.size(), qsizetype(2), kLong);
    QTRY_VERIFY_WITH_TIMEOUT(isSuspended(*m_feed), kLong);
    QVERIFY(!m_feed->unreachableSince());
}

void TstPostgresFeed::a_server_that_is_gone_is_unreachable_until_it_is_back()
{
    QVERIFY(m_feed->start().has_value());
    QSignalSpy reachability(m_feed.get(), &FactsFeed::reachabilityChanged);
    const QByteArray before = textOf(*m_feed->facts());
    expectUnreachable();
    QVERIFY(PostgresCluster::shared()->kill().has_value());
    QVERIFY(reachability.wait(kLong));
    QCOMPARE(m_feed->unreachableSince(), std::optional(m_clock.sinceBoot()));
    QCOMPARE(textOf(*m_feed->facts()), before);
    QVERIFY(PostgresCluster::shared()->startAgain().has_value());
    QVERIFY(reachability.wait(kLong));
    QVERIFY(!m_feed->unreachableSince());
    QCOMPARE(textOf(*m_feed->facts()), before);
    // The administrator's line takes up again by itself as well.
    QVERIFY(m_registry->suspendAgrement(kMartin, m_clock.now()).has_value());
    QTRY_VERIFY_WITH_TIMEOUT(isSuspended(*m_feed), kLong);
}

void TstPostgresFeed::news_that_are_forged_change_nothing()
{
    QVERIFY(m_feed->start().has_value());
    QSignalSpy changed(m_feed.get(), &FactsFeed::changed);
    const qint64 before = m_feed->facts()->version;
    QVERIFY(root().execute("NOTIFY vigie_registry, '99999'; NOTIFY vigie_registry, 'x'").has_value());
    QVERIFY(m_registry->endDuty(kMartin, m_clock.now()).has_value());
    QVERIFY(changed.wait(kLong));
    QCOMPARE(changed.size(), qsizetype(1));
    QCOMPARE(m_feed->facts()->version, before + 1);
}

void TstPostgresFeed::it_ends_at_once_whatever_it_waits_for()
{
    QVERIFY(m_feed->start().has_value());
    QElapsedTimer timer;
    timer.start();
    m_feed.reset(); // listening
    QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
    // And one whose server does not come back.
    PostgresFactsFeed lonely(m_bench->server(), m_clock);
    QVERIFY(lonely.start().has_value());
    QSignalSpy reachability(&lonely, &FactsFeed::reachabilityChanged);
    expectUnreachable();
    QVERIFY(PostgresCluster::shared()->kill().has_value());
    QVERIFY(reachability.wait(kLong));
    QVERIFY(PostgresCluster::shared()->startAgain().has_value());
}

VIGIE_TEST(TstPostgresFeed)
#include "tst_postgres_feed.moc"
