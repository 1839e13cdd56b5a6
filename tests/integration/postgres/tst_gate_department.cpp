// SPDX-License-Identifier: GPL-3.0-or-later
#include "department.h"
#include "postgres_test.h"

#include <access/gate.h>
#include <access/postgres_door.h>
#include <registry/postgres_feed.h>
#include <support/fake_journal.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QTextStream>
#include <QtTest/QSignalSpy>

using namespace vigie;
using namespace vigie::access;
using namespace vigie::test;
using namespace vigie::test::law;

namespace {

constexpr int kLong = 30000; ///< ms; what is measured takes a tenth of a second
constexpr int kTiles = 16;

/// A console at the department: the gate, the feed and the door, each over a line of its own.
struct Console {
    explicit Console(const Department &department, const PersonId &who = kOperator)
        : person(who), feed(department.reaching(Department::roleOf(who)), clock),
          door(department.reaching(Department::roleOf(who)), clock, department.sealer())
    {
    }
    [[nodiscard]] Result<> start()
    {
        if (const auto following = feed.start(); !following)
            return following;
        if (const auto asking = door.start(); !asking)
            return asking;
        gate = std::make_unique<Gate>(feed, door, journal, clock);
        return {};
    }
    [[nodiscard]] SessionContext session() const
    {
        return {{QStringLiteral("session-") + person.value}, person, QStringLiteral("M-") + person.value, kRoom};
    }
    void ask(const CameraId &camera, QList<PersonId> present = {})
    {
        const Request request{person, Act::Live, camera, kRoom, QStringLiteral("L251-2-5"), std::move(present), false};
        gate->request(session(), request, &context, [this](Outcome outcome) {
            if (auto *grant = std::get_if<std::unique_ptr<Grant>>(&outcome)) {
                QObject::connect(grant->get(), &Grant::ended, &context, [this](EndCause cause, const Decision &decision) {
                    ended.append(lap.nsecsElapsed());
                    causes.append(cause);
                    last = decision;
                });
                grants.push_back(std::move(*grant));
            } else {
                refusals.push_back(std::get<Refusal>(std::move(outcome)));
            }
        });
    }
    /// Sixteen live tiles.
    void fillWall()
    {
        grants.clear();
        ended.clear();
        causes.clear();
        for (int i = 0; i < kTiles; ++i)
            ask(i % 2 ? kCamera : kAgnetzCamera);
        QTRY_COMPARE_WITH_TIMEOUT(grants.size() + refusals.size(), std::size_t(kTiles), kLong);
        QVERIFY2(refusals.empty(), refusals.empty() ? "" : qPrintable(refusals.front().decision.reasons.value(0).text));
    }

    PersonId person;
    SystemClock clock;
    registry::PostgresFactsFeed feed;
    PostgresDoor door;
    FakeJournal journal; ///< of the station
    std::unique_ptr<Gate> gate;
    QObject context;
    std::vector<std::unique_ptr<Grant>> grants;
    std::vector<Refusal> refusals;
    QElapsedTimer lap;
    QList<qint64> ended; ///< ns since lap began
    QList<EndCause> causes;
    Decision last;
};

} // namespace

/// The gate with a department's server: an address only from there, a right that ends there curtains
/// here, a server that is gone curtains after the grace period and comes back by itself.
class TstGateDepartment final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        VIGIE_NEED_POSTGRES();
        VERIFY_RESULT(m_department.make(QStringLiteral("vigie_gate")));
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_console = std::make_unique<Console>(m_department);
        VERIFY_RESULT(m_console->start());
    }
    void cleanup() { m_console.reset(); }
    void a_grant_comes_from_the_server_with_its_record();
    void what_is_refused_here_is_not_asked_there();
    void what_the_server_refuses_is_refused();
    void company_is_judged_by_the_server();
    void a_revocation_curtains_sixteen_tiles();
    void every_change_that_ends_a_right_curtains_data();
    void every_change_that_ends_a_right_curtains();
    void an_account_taken_away_curtains();
    void an_end_stands_on_the_server();
    void lines_that_are_cut_curtain_nothing_and_come_back();
    void a_server_that_is_gone_curtains_after_the_grace_period();
    void company_that_nobody_can_judge_curtains_at_once();
    void a_wall_of_more_tiles_than_a_door_takes_at_once();

private:
    qint64 records(const char *where)
    {
        const QByteArray sql = QByteArray("SELECT count(*) FROM vigie.journal j, LATERAL (SELECT j.record::jsonb AS r) x WHERE ") + where;
        return m_department.root().queryNumber(sql.constData()).value();
    }
    void expectUnreachable()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("registry unreachable")));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("server unreachable")));
    }
    static Instant aMomentAgo() { return SystemClock().now() - std::chrono::seconds(1); }

    Department m_department;
    std::unique_ptr<Console> m_console;
};

void TstGateDepartment::a_grant_comes_from_the_server_with_its_record()
{
    const qint64 before = records("r ->> 'operation' = 'live-begin'");
    QElapsedTimer timer;
    timer.start();
    m_console->fillWall();
    QTextStream(stdout) << "16 grants at once: " << timer.elapsed() << " ms\n";
    QCOMPARE(records("r ->> 'operation' = 'live-begin'"), before + kTiles);
    const Grant &grant = *m_console->grants.front();
    QCOMPARE(grant.endpoint().password.revealBytes(), Department::password());
    QVERIFY(grant.endpoint().streams.constFirst().url.toString().contains(QString::fromLatin1(Department::host())));
    QVERIFY(grant.isLive() && grant.decision().allowed);
    QCOMPARE(grant.decision().authority, QStringLiteral("Maire de Agnetz"));
    QCOMPARE(m_console->journal.events().count(QStringLiteral("live-begin")), qsizetype(kTiles));
}

void TstGateDepartment::what_is_refused_here_is_not_asked_there()
{
    const qint64 before = records("true");
    m_console->ask(kCreilCamera);
    QTRY_COMPARE_WITH_TIMEOUT(m_console->refusals.size(), std::size_t(1), kLong);
    QVERIFY(!m_console->refusals.front().decision.reasons.isEmpty());
    QCOMPARE(records("true"), before);
    QCOMPARE(m_console->journal.events(), QStringList{QStringLiteral("refusal")});
}

void TstGateDepartment::what_the_server_refuses_is_refused()
{
    // Somebody whom only the server knows is disabled past every notice: the console has not read it.
    VERIFY_RESULT(m_department.root().execute("SET session_replication_role = replica; UPDATE vigie.agrement SET refused = true "
                                              "WHERE person = 'operateur'"));
    m_console->ask(kCamera);
    QTRY_COMPARE_WITH_TIMEOUT(m_console->refusals.size(), std::size_t(1), kLong);
    VERIFY_RESULT(m_department.root().execute("SET session_replication_role = replica; UPDATE vigie.agrement SET refused = false "
                                              "WHERE person = 'operateur'"));
    const Decision &decision = m_console->refusals.front().decision;
    QCOMPARE(decision.reasons.size(), qsizetype(1));
    QCOMPARE(decision.reasons.constFirst().code, QStringLiteral("AgrementRefused"));
    QCOMPARE(decision.rows, QList<int>{3});
    QVERIFY(m_console->grants.empty());
    QCOMPARE(m_console->journal.events(), (QStringList{QStringLiteral("live-begin"), QStringLiteral("refusal")}));
}

void TstGateDepartment::company_is_judged_by_the_server()
{
    m_console->ask(kCamera, {kCommunal});
    QTRY_COMPARE_WITH_TIMEOUT(m_console->grants.size(), std::size_t(1), kLong);
    // The console knows nothing of the titles of others.
    QVERIFY(!m_console->feed.facts()->persons.contains(kCommunal));
    m_console->gate->setPresence(m_console->session().session, {kTechnician}, false);
    QTRY_COMPARE_WITH_TIMEOUT(m_console->causes.size(), qsizetype(1), kLong);
    QCOMPARE(m_console->last.reasons.value(0).code, QStringLiteral("UnentitledPresent"));
    QVERIFY(!m_console->last.reasons.value(0).text.contains(QLatin1Char('%')));
    m_console->ask(kCamera);
    QTRY_COMPARE_WITH_TIMEOUT(m_console->refusals.size(), std::size_t(1), kLong);
    m_console->gate->setPresence(m_console->session().session, {}, false);
    m_console->ask(kCamera);
    QTRY_COMPARE_WITH_TIMEOUT(m_console->grants.size(), std::size_t(2), kLong);
}

void TstGateDepartment::a_revocation_curtains_sixteen_tiles()
{
    bool given = false;
    const int asked = qEnvironmentVariableIntValue("VIGIE_REVOCATIONS", &given);
    QList<double> took;
    for (int round = 0; round < (given ? asked : 12); ++round) {
        m_console->fillWall();
        m_console->lap.start();
        VERIFY_RESULT(m_department.registry().suspendAgrement(kOperator, aMomentAgo()));
        QTRY_COMPARE_WITH_TIMEOUT(m_console->ended.size(), qsizetype(kTiles), kLong);
        took.append(static_cast<double>(m_console->ended.constLast()) / 1e6);
        for (const EndCause cause : std::as_const(m_console->causes))
            QCOMPARE(cause, EndCause::RightLost);
        QCOMPARE(m_console->last.reasons.value(0).code, QStringLiteral("AgrementSuspended"));
        QVERIFY(m_console->grants.front()->endpoint().streams.isEmpty());
        VERIFY_RESULT(m_department.registry().suspendAgrement(kOperator, std::nullopt));
        QTRY_VERIFY_WITH_TIMEOUT(!m_console->feed.facts()->agrements.value(kOperator).constFirst().suspendedFrom, kLong);
    }
    std::sort(took.begin(), took.end());
    QTextStream(stdout) << "change to curtain, 16 tiles, " << took.size() << " revocations: p50 "
                        << took.at(took.size() / 2) << " ms, p95 " << took.at(took.size() * 95 / 100) << " ms\n";
}

void TstGateDepartment::every_change_that_ends_a_right_curtains_data()
{
    QTest::addColumn<QByteArray>("ends");
    QTest::addColumn<QByteArray>("mends");
    QTest::newRow("a suspended title") << QByteArray("UPDATE habilitation SET suspended_from = 0 WHERE person = 'operateur'")
                                       << QByteArray("UPDATE habilitation SET suspended_from = NULL WHERE person = 'operateur'");
    QTest::newRow("a convention that ends") << QByteArray("UPDATE convention SET denounced_at = 1 WHERE id = 'conv-csd'")
                                            << QByteArray("UPDATE convention SET denounced_at = NULL WHERE id = 'conv-csd'");
    QTest::newRow("a duty that ends") << QByteArray("UPDATE duty SET locked = true WHERE person = 'operateur'")
                                      << QByteArray("UPDATE duty SET locked = false WHERE person = 'operateur'");
    QTest::newRow("a disabled account") << QByteArray("UPDATE person SET disabled = true WHERE id = 'operateur'")
                                        << QByteArray("UPDATE person SET disabled = false WHERE id = 'operateur'");
    QTest::newRow("an authorisation that ended") << QByteArray("UPDATE system SET valid_until = '2020-01-01'")
                                                 << QByteArray("UPDATE system SET valid_until = '2040-01-01'");
}

void TstGateDepartment::every_change_that_ends_a_right_curtains()
{
    QFETCH(QByteArray, ends);
    QFETCH(QByteArray, mends);
    m_console->ask(kCamera);
    QTRY_COMPARE_WITH_TIMEOUT(m_console->grants.size(), std::size_t(1), kLong);
    auto keeper = storage::Database::connect(m_department.reaching(Department::keeper())).value();
    VERIFY_RESULT(keeper.execute(ends.constData()));
    QTRY_COMPARE_WITH_TIMEOUT(m_console->causes.size(), qsizetype(1), kLong);
    VERIFY_RESULT(keeper.execute(mends.constData()));
    QVERIFY(!m_console->last.reasons.isEmpty());
}

void TstGateDepartment::an_account_taken_away_curtains()
{
    m_console->fillWall();
    // The line stays: whoever is on it is nobody any more.
    VERIFY_RESULT(m_department.root().execute("DELETE FROM vigie.account WHERE role = 'p.operateur'; NOTIFY vigie_registry"));
    QTRY_COMPARE_WITH_TIMEOUT(m_console->ended.size(), qsizetype(kTiles), kLong);
    QCOMPARE(m_console->last.reasons.value(0).code, QStringLiteral("RegistryUnreachable"));
    VERIFY_RESULT(m_department.root().execute("INSERT INTO vigie.account VALUES ('p.operateur', 'operateur')"));
}

void TstGateDepartment::an_end_stands_on_the_server()
{
    const qint64 before = records("r ->> 'operation' = 'live-end' AND r #>> '{details,cause}' = 'by-user'");
    m_console->ask(kCamera);
    QTRY_COMPARE_WITH_TIMEOUT(m_console->grants.size(), std::size_t(1), kLong);
    m_console->grants.clear();
    QTRY_COMPARE_WITH_TIMEOUT(records("r ->> 'operation' = 'live-end' AND r #>> '{details,cause}' = 'by-user'"), before + 1, kLong);
    // Also that of a console that is closed with a wall of tiles.
    m_console->fillWall();
    m_console.reset();
    QCOMPARE(m_department.root().queryNumber("SELECT count(*) FROM (SELECT closed_at FROM vigie.open_view ORDER BY asked_at DESC "
                                             "LIMIT 16) v WHERE closed_at IS NULL").value(), qint64(0));
}

void TstGateDepartment::lines_that_are_cut_curtain_nothing_and_come_back()
{
    m_console->fillWall();
    expectUnreachable();
    QSignalSpy reachability(&m_console->door, &DepartmentDoor::reachabilityChanged);
    VERIFY_RESULT(m_department.root().execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'p.operateur'"));
    QTRY_COMPARE_WITH_TIMEOUT(reachability.size(), qsizetype(2), kLong);
    QTRY_VERIFY_WITH_TIMEOUT(!m_console->feed.unreachableSince(), kLong);
    QCOMPARE(m_console->gate->liveGrants(), kTiles);
    // What changed behind the back of cut lines is found.
    VERIFY_RESULT(m_department.registry().suspendAgrement(kOperator, aMomentAgo()));
    QTRY_COMPARE_WITH_TIMEOUT(m_console->gate->liveGrants(), 0, kLong);
    VERIFY_RESULT(m_department.registry().suspendAgrement(kOperator, std::nullopt));
}

void TstGateDepartment::a_server_that_is_gone_curtains_after_the_grace_period()
{
    VERIFY_RESULT(m_department.registry().edit([](registry::Content content) -> Result<registry::Content> {
        content.facts.parameters.graceSeconds = 1;
        return content;
    }));
    QTRY_COMPARE_WITH_TIMEOUT(m_console->feed.facts()->parameters.graceSeconds, 1, kLong);
    m_console->fillWall();
    expectUnreachable();
    VERIFY_RESULT(PostgresCluster::shared()->kill());
    QTRY_VERIFY_WITH_TIMEOUT(m_console->door.unreachableSince() || m_console->feed.unreachableSince(), kLong);
    QTRY_COMPARE_WITH_TIMEOUT(m_console->ended.size(), qsizetype(kTiles), kLong);
    for (const EndCause cause : std::as_const(m_console->causes))
        QCOMPARE(cause, EndCause::RegistryUnreachable);
    // Nothing is opened meanwhile.
    m_console->ask(kCamera);
    QTRY_COMPARE_WITH_TIMEOUT(m_console->refusals.size(), std::size_t(1), kLong);
    VERIFY_RESULT(PostgresCluster::shared()->startAgain());
    QTRY_VERIFY_WITH_TIMEOUT(m_console->gate->circumstances().registryReachable, kLong);
    m_console->refusals.clear();
    m_console->fillWall();
    QCOMPARE(m_console->gate->liveGrants(), kTiles);
    QCOMPARE(m_department.root().queryNumber("SELECT count(*) FROM vigie.journal_problems()").value(), qint64(0));
}

void TstGateDepartment::company_that_nobody_can_judge_curtains_at_once()
{
    VERIFY_RESULT(m_department.registry().edit([](registry::Content content) -> Result<registry::Content> {
        content.facts.parameters.graceSeconds = 60;
        return content;
    }));
    QTRY_COMPARE_WITH_TIMEOUT(m_console->feed.facts()->parameters.graceSeconds, 60, kLong);
    m_console->fillWall();
    expectUnreachable();
    VERIFY_RESULT(PostgresCluster::shared()->kill());
    QTRY_VERIFY_WITH_TIMEOUT(!m_console->gate->circumstances().registryReachable, kLong);
    QCOMPARE(m_console->gate->liveGrants(), kTiles);
    m_console->gate->setPresence(m_console->session().session, {kCommunal}, false);
    QCOMPARE(m_console->gate->liveGrants(), 0);
    VERIFY_RESULT(PostgresCluster::shared()->startAgain());
    QTRY_VERIFY_WITH_TIMEOUT(m_console->gate->circumstances().registryReachable, kLong);
}

void TstGateDepartment::a_wall_of_more_tiles_than_a_door_takes_at_once()
{
    for (int i = 0; i < 70; ++i)
        m_console->ask(kCamera);
    QTRY_COMPARE_WITH_TIMEOUT(m_console->grants.size() + m_console->refusals.size(), std::size_t(70), kLong);
    QCOMPARE(m_console->grants.size(), std::size_t(70));
}

VIGIE_TEST(TstGateDepartment)
#include "tst_gate_department.moc"
