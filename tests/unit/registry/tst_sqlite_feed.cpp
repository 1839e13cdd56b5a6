// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry_bench.h"

#include <registry/sqlite_feed.h>
#include <support/fake_clock.h>
#include <support/test_main.h>

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::registry;
using namespace vigie::test;
using namespace std::chrono_literals;

namespace {

const PersonId kMartin{QStringLiteral("martin")};

bool isSuspended(const SqliteFactsFeed &feed)
{
    const auto agrements = feed.facts()->agrements.value(kMartin);
    return !agrements.isEmpty() && agrements.constFirst().suspendedFrom == FakeClock().now();
}

} // namespace

/// Whoever changes the registry, the console knows within a moment; a registry that cannot be read
/// is said to be unreachable since when, and nothing wrong is ever believed.
class TstSqliteFeed final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_bench = std::make_unique<RegistryBench>();
        m_registry = m_bench->filled();
        QVERIFY(m_registry);
        m_feed = std::make_unique<SqliteFactsFeed>(m_bench->path(), m_clock);
    }
    void cleanup()
    {
        m_feed.reset();
        m_registry.reset();
    }
    void it_starts_with_what_there_is();
    void it_does_not_start_without_a_registry();
    void it_does_not_start_with_a_newer_one();
    void a_commit_of_another_connection_is_news();
    void a_rolled_back_change_is_no_news();
    void a_change_of_titles_leaves_the_cameras_as_they_were_read();
    void a_change_past_vigie_is_news_data();
    void a_change_past_vigie_is_news();
    void snapshots_that_are_held_do_not_change();
    void many_changes_end_with_the_last();
    void a_removed_registry_is_unreachable_until_it_is_back();
    void damage_is_unreachable_and_never_believed();
    void another_registry_in_its_place_is_read();
    void it_ends_while_it_reads();

private:
    void expectUnreachable()
    {
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(QStringLiteral("registry unreachable")));
    }
    void removeFiles()
    {
        for (const char *suffix : {"", "-wal", "-shm"})
            QFile::remove(m_bench->path() + QLatin1String(suffix));
    }

    FakeClock m_clock;
    std::unique_ptr<RegistryBench> m_bench;
    std::unique_ptr<Registry> m_registry;
    std::unique_ptr<SqliteFactsFeed> m_feed;
};

void TstSqliteFeed::it_starts_with_what_there_is()
{
    QVERIFY(m_feed->start().has_value());
    QVERIFY(m_feed->facts());
    QCOMPARE(textOf(*m_feed->facts()), textOf(m_registry->facts().value()));
    QCOMPARE(m_feed->facts()->version, m_registry->facts()->version);
    QVERIFY(!m_feed->unreachableSince());
}

void TstSqliteFeed::it_does_not_start_without_a_registry()
{
    SqliteFactsFeed feed(m_bench->path() + QLatin1String(".nowhere"), m_clock);
    QCOMPARE(feed.start().error().code, ErrorCode::NotFound);
}

void TstSqliteFeed::it_does_not_start_with_a_newer_one()
{
    QVERIFY(m_registry->database().execute("PRAGMA user_version = 99").has_value());
    QCOMPARE(m_feed->start().error().code, ErrorCode::NewerSchema);
}

void TstSqliteFeed::a_commit_of_another_connection_is_news()
{
    QVERIFY(m_feed->start().has_value());
    QSignalSpy changed(m_feed.get(), &FactsFeed::changed);
    const qint64 before = m_feed->facts()->version;
    QVERIFY(!isSuspended(*m_feed));
    QVERIFY(m_registry->suspendAgrement(kMartin, m_clock.now()).has_value());
    // The law table asks for a second at most.
    QVERIFY(changed.wait(1000));
    QVERIFY(isSuspended(*m_feed));
    QCOMPARE(m_feed->facts()->version, before + 1);
    QVERIFY(!m_feed->unreachableSince());
}

void TstSqliteFeed::a_change_of_titles_leaves_the_cameras_as_they_were_read()
{
    QVERIFY(m_feed->start().has_value());
    const auto before = m_feed->facts();
    QVERIFY(m_registry->suspendAgrement(kMartin, m_clock.now()).has_value());
    QTRY_VERIFY(isSuspended(*m_feed));
    // Shared, not read again: so many are they.
    QVERIFY(m_feed->facts()->cameras.isSharedWith(before->cameras));
    const auto edited = m_registry->edit([](Content content) -> Result<Content> {
        content.facts.agrements[kMartin].first().number = QStringLiteral("2026-7");
        return content;
    });
    QVERIFY(edited.has_value());
    QTRY_COMPARE(m_feed->facts()->agrements.value(kMartin).constFirst().number, QStringLiteral("2026-7"));
    QVERIFY(m_feed->facts()->cameras.isSharedWith(before->cameras));
}

void TstSqliteFeed::a_change_past_vigie_is_news_data()
{
    QTest::addColumn<QByteArray>("sql");
    for (const char *sql : {"UPDATE camera SET name = 'x' WHERE id = 'cam-01'", "UPDATE site SET name = 'x'",
                            "UPDATE system SET authorisation_number = 'x'", "DELETE FROM system_purpose",
                            "DELETE FROM system_camera", "DELETE FROM camera_mask WHERE position = 1",
                            "UPDATE mask_corner SET x = 0.5 WHERE position = 0", "DELETE FROM camera_panorama",
                            "DELETE FROM camera_sees",
                            "UPDATE commune SET authority = 'x'", "UPDATE post SET secured = 0",
                            "UPDATE meta SET value = 1 WHERE key = 'graceSeconds'"})
        QTest::newRow(sql) << QByteArray(sql);
}

void TstSqliteFeed::a_change_past_vigie_is_news()
{
    QFETCH(QByteArray, sql);
    QVERIFY(m_feed->start().has_value());
    const QByteArray before = textOf(*m_feed->facts());
    QVERIFY(m_registry->database().execute(sql.constData()).has_value());
    QTRY_VERIFY(textOf(*m_feed->facts()) != before);
    const auto whole = m_registry->facts();
    QVERIFY(whole.has_value());
    QTRY_COMPARE(textOf(*m_feed->facts()), textOf(*whole));
}

void TstSqliteFeed::a_rolled_back_change_is_no_news()
{
    QVERIFY(m_feed->start().has_value());
    QSignalSpy changed(m_feed.get(), &FactsFeed::changed);
    const auto refused = m_registry->suspendAgrement(
        kMartin, m_clock.now(), [](qint64) -> Result<> { return fail(ErrorCode::DiskFull); });
    QVERIFY(!refused);
    // The change after it is the first news.
    QVERIFY(m_registry->endDuty(kMartin, m_clock.now()).has_value());
    QVERIFY(changed.wait(1000));
    QCOMPARE(changed.size(), qsizetype(1));
    QVERIFY(!isSuspended(*m_feed));
}

void TstSqliteFeed::snapshots_that_are_held_do_not_change()
{
    QVERIFY(m_feed->start().has_value());
    const FactsPtr held = m_feed->facts();
    const QByteArray before = textOf(*held);
    QSignalSpy changed(m_feed.get(), &FactsFeed::changed);
    QVERIFY(m_registry->replaceAll(Content()).has_value());
    QVERIFY(changed.wait(1000));
    QVERIFY(m_feed->facts()->persons.isEmpty());
    QCOMPARE(textOf(*held), before);
}

void TstSqliteFeed::many_changes_end_with_the_last()
{
    QVERIFY(m_feed->start().has_value());
    for (int i = 0; i < 20; ++i)
        QVERIFY(m_registry->suspendAgrement(kMartin, m_clock.now() - 1s * i).has_value());
    const qint64 last = m_registry->facts()->version;
    QTRY_COMPARE_WITH_TIMEOUT(m_feed->facts()->version, last, 2000);
}

void TstSqliteFeed::a_removed_registry_is_unreachable_until_it_is_back()
{
    QVERIFY(m_feed->start().has_value());
    QSignalSpy reachability(m_feed.get(), &FactsFeed::reachabilityChanged);
    const QByteArray before = textOf(*m_feed->facts());
    const QString aside = m_bench->path() + QLatin1String(".aside");
    expectUnreachable();
    QVERIFY(QFile::rename(m_bench->path(), aside));
    QVERIFY(reachability.wait(2000));
    QCOMPARE(m_feed->unreachableSince(), std::optional(m_clock.sinceBoot()));
    // What was known last stays known: the gate decides for how long.
    QCOMPARE(textOf(*m_feed->facts()), before);
    QVERIFY(QFile::rename(aside, m_bench->path()));
    QVERIFY(reachability.wait(5000));
    QVERIFY(!m_feed->unreachableSince());
    QCOMPARE(reachability.size(), qsizetype(2));
    QCOMPARE(textOf(*m_feed->facts()), before);
}

void TstSqliteFeed::damage_is_unreachable_and_never_believed()
{
    m_registry.reset();
    QVERIFY(m_feed->start().has_value());
    QSignalSpy reachability(m_feed.get(), &FactsFeed::reachabilityChanged);
    const QByteArray before = textOf(*m_feed->facts());
    expectUnreachable();
    QFile file(m_bench->path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(2 * 4096));
    QCOMPARE(file.write(QByteArray(4 * 4096, '\x55')), qint64(4 * 4096));
    file.close();
    QVERIFY(reachability.wait(2000));
    QVERIFY(m_feed->unreachableSince());
    QCOMPARE(textOf(*m_feed->facts()), before);
}

void TstSqliteFeed::another_registry_in_its_place_is_read()
{
    m_registry.reset();
    RegistryBench other;
    {
        const auto registry = other.filled();
        QVERIFY(registry->suspendAgrement(kMartin, m_clock.now()).has_value());
        // With the number of the one it replaces, so that the number alone would not tell.
        QVERIFY(registry->database()
                    .execute("UPDATE meta SET value = 2 WHERE key = 'version'")
                    .has_value());
    }
    QVERIFY(m_feed->start().has_value());
    QCOMPARE(m_feed->facts()->version, qint64(2));
    QVERIFY(!isSuspended(*m_feed));
    QVERIFY(::rename(QFile::encodeName(other.path()).constData(),
                     QFile::encodeName(m_bench->path()).constData())
            == 0);
    QTRY_VERIFY_WITH_TIMEOUT(isSuspended(*m_feed), 3000);
    QCOMPARE(m_feed->facts()->version, qint64(2));
}

void TstSqliteFeed::it_ends_while_it_reads()
{
    QVERIFY(m_feed->start().has_value());
    for (int i = 0; i < 10; ++i) {
        QVERIFY(m_registry->suspendAgrement(kMartin, m_clock.now() - 1s * i).has_value());
        SqliteFactsFeed feed(m_bench->path(), m_clock);
        QVERIFY(feed.start().has_value());
    }
}

VIGIE_TEST(TstSqliteFeed)
#include "tst_sqlite_feed.moc"
