// SPDX-License-Identifier: GPL-3.0-or-later
#include "department.h"
#include "lease_cases.h"
#include "postgres_test.h"

#include <ptz/leases.h>
#include <ptz/postgres_leases.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonDocument>
#include <QtCore/QTextStream>
#include <QtTest/QSignalSpy>

using namespace vigie;
using namespace vigie::ptz;
using namespace vigie::test;
using namespace vigie::test::law;
using namespace std::chrono_literals;

namespace {

const PersonId kChief{QStringLiteral("adjoint-chef")};

PersonId personOf(LeasePerson person)
{
    switch (person) {
    case LeasePerson::Operator: return kOperator;
    case LeasePerson::Communal: return kCommunal;
    case LeasePerson::Police: return kPolice;
    case LeasePerson::Chief: return kChief;
    }
    return {};
}

constexpr char kOpen[] = "CALL vigie.open_views(?::jsonb, NULL)";
constexpr char kLease[] = "SELECT vigie.lease(?::jsonb)";

} // namespace

/// Leases on a department's server: the same answers as at a post of its own, only to who may steer, and soon.
class TstLeaseServer final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        VIGIE_NEED_POSTGRES();
        VERIFY_RESULT(m_department.make(QStringLiteral("vigie_leases")));
        VERIFY_RESULT(m_department.registry().edit([](registry::Content content) -> Result<registry::Content> {
            Facts &facts = content.facts;
            Person &chief = addPerson(facts, kChief, facts.persons.value(kOperator).category, u"", u"");
            chief = facts.persons.value(kOperator);
            chief.id = kChief;
            chief.matricule = QStringLiteral("M-chef");
            chief.shiftChief = true;
            const auto asTheirs = [&](auto &titles) {
                for (auto title : titles.value(kOperator)) {
                    title.person = kChief;
                    title.id.value += QStringLiteral("-chef");
                    titles[kChief].append(title);
                }
            };
            asTheirs(facts.habilitations);
            asTheirs(facts.agrements);
            asTheirs(facts.misesADisposition);
            facts.duties.remove(kChief);
            for (auto duty : facts.duties.value(kOperator)) {
                duty.person = kChief;
                duty.id += QStringLiteral("-chef");
                facts.duties[kChief].append(duty);
            }
            for (auto formation : facts.formations.value(kOperator)) {
                formation.person = kChief;
                facts.formations[kChief].append(formation);
            }
            for (const auto person : {LeasePerson::Operator, LeasePerson::Communal, LeasePerson::Police, LeasePerson::Chief})
                facts.persons[personOf(person)].name = leasePersonName(person);
            return content;
        }));
        VERIFY_RESULT(PostgresCluster::shared()->addPerson(m_department.name(), Department::roleOf(kChief), kChief.value));
    }
    void init()
    {
        VERIFY_RESULT(m_department.root().execute("DELETE FROM vigie.ptz_lease; DELETE FROM vigie.ptz_wait; DELETE FROM vigie.ptz_last; "
                                                  "UPDATE vigie.open_view SET closed_at = vigie.now_ms()"));
    }
    void everybodyLearnsWhatTheyDoAtAPostOfItsOwn_data()
    {
        QTest::addColumn<int>("number");
        for (int i = 0; i < leaseCases().size(); ++i)
            QTest::newRow(leaseCases().at(i).name) << i;
    }
    void everybodyLearnsWhatTheyDoAtAPostOfItsOwn();
    void standingsAreThoseOfTheConsole();
    void withoutAViewThereIsNoLease();
    void aRightThatEndsEndsTheLease();
    void whatHappenedIsRecorded();
    void aHostileClientGetsNothing();
    void changesAreToldSoon();

private:
    void view(storage::Database &line, const QString &act = QStringLiteral("ptz"), const CameraId &camera = kCamera)
    {
        const auto opened = askServer(line, kOpen, {requestFor(camera, act)});
        VERIFY_RESULT(opened);
        QVERIFY2(opened->at(0).toObject().value(QLatin1String("allow")).toBool(),
                 QJsonDocument(*opened).toJson(QJsonDocument::Compact).constData());
    }
    static QJsonObject lease(storage::Database &line, const char *verb, const CameraId &camera = kCamera,
                             const QString &console = QStringLiteral("console"))
    {
        const auto answers = askServer(line, kLease,
                                       {QJsonObject{{QStringLiteral("verb"), QString::fromLatin1(verb)},
                                                    {QStringLiteral("camera"), camera.value},
                                                    {QStringLiteral("console"), console},
                                                    {QStringLiteral("lock_ms"), 60000}}});
        return answers ? answers->at(0).toObject() : QJsonObject{{QStringLiteral("error"), toLogText(answers.error())}};
    }
    [[nodiscard]] QStringList recorded(const PersonId &person)
    {
        auto root = m_department.root();
        auto rows = root.prepare("SELECT record::jsonb -> 'details' ->> 'change' FROM vigie.journal WHERE chain = ? AND "
                                 "record::jsonb ->> 'operation' = 'ptz-lease' ORDER BY seq").value();
        rows.bind(1, Department::roleOf(person));
        QStringList all;
        while (rows.step().value())
            all.append(rows.text(0));
        return all;
    }
    Department m_department;
};

void TstLeaseServer::everybodyLearnsWhatTheyDoAtAPostOfItsOwn()
{
    QFETCH(int, number);
    QHash<LeasePerson, std::shared_ptr<PostgresLeases>> lines;
    for (const LeaseStep &step : leaseCases().at(number).steps) {
        auto &line = lines[step.person];
        if (!line) {
            line = std::make_shared<PostgresLeases>(m_department.reaching(Department::roleOf(personOf(step.person))));
            VERIFY_RESULT(line->open());
            auto database = m_department.as(personOf(step.person));
            view(database);
        }
        // Time goes by: everything that is kept becomes older.
        const QByteArray ms = QByteArray::number(static_cast<qint64>(step.after.count()));
        const QByteArray sql = "UPDATE vigie.ptz_lease SET until_at = until_at - " + ms + ", ends_at = ends_at - " + ms
            + ", locked_since = locked_since - " + ms + ", locked_until = locked_until - " + ms
            + "; UPDATE vigie.ptz_wait SET since = since - " + ms + ", heard_at = heard_at - " + ms;
        VERIFY_RESULT(m_department.root().execute(sql.constData()));
        Claimant who;
        who.console = QStringLiteral("console") + QString::fromLatin1(step.console);
        const auto answers = line->act({{step.verb, kCamera, who, step.lock, 0}});
        VERIFY_RESULT(answers);
        QCOMPARE(summary(answers->constFirst()), QString::fromUtf8(step.learns));
    }
}

void TstLeaseServer::standingsAreThoseOfTheConsole()
{
    auto root = m_department.root();
    const auto facts = m_department.registry().facts();
    VERIFY_RESULT(facts);
    const Instant now = SystemClock().now();
    int police = 0;
    for (const PersonId &person : facts->persons.keys()) {
        for (const CameraId &camera : facts->cameras.keys()) {
            auto asked = root.prepare("SELECT vigie.lease_standing(?, ?, vigie.now_ms())").value();
            QVERIFY(asked.bind(1, person.value).bind(2, camera.value).step().value());
            QCOMPARE(static_cast<Standing>(asked.number(0)), standingOf(*facts, person, camera, now));
            police += static_cast<int>(asked.number(0));
        }
    }
    QVERIFY(police > 0);
    for (const Standing asker : {Standing::Operator, Standing::CommunePolice}) {
        for (const Standing holder : {Standing::Operator, Standing::CommunePolice}) {
            auto asked = root.prepare("SELECT vigie.lease_preempts(?1::integer, ?2::integer)::integer").value();
            QVERIFY(asked.bind(1, static_cast<qint64>(asker)).bind(2, static_cast<qint64>(holder)).step().value());
            QCOMPARE(asked.number(0) == 1, mayPreempt(asker, holder));
        }
    }
}

void TstLeaseServer::withoutAViewThereIsNoLease()
{
    auto line = m_department.as(kOperator);
    const QJsonObject refused{{QStringLiteral("camera"), kCamera.value}, {QStringLiteral("refused"), QStringLiteral("no-view")}};
    for (const char *verb : {"look", "take", "queue", "preempt", "renew", "lock", "release", "unlock"})
        QCOMPARE(lease(line, verb), refused);
    // To watch is not to steer; who watches learns who steers.
    view(line, QStringLiteral("live"));
    QCOMPARE(lease(line, "take"), refused);
    auto police = m_department.as(kPolice);
    view(police);
    QVERIFY(lease(police, "take").value(QLatin1String("mine")).toBool());
    QCOMPARE(lease(line, "look").value(QLatin1String("holder")).toString(), QStringLiteral("police"));
    QCOMPARE(lease(line, "look", kAgnetzCamera).value(QLatin1String("refused")).toString(), QStringLiteral("no-view"));
    QCOMPARE(lease(line, "preempt"), refused);
    // Nor does a view of another camera.
    view(line, QStringLiteral("ptz"), kAgnetzCamera);
    QCOMPARE(lease(line, "take"), refused);
    QVERIFY(lease(line, "take", kAgnetzCamera).value(QLatin1String("mine")).toBool());
}

void TstLeaseServer::aRightThatEndsEndsTheLease()
{
    auto line = m_department.as(kOperator);
    view(line);
    QVERIFY(lease(line, "take").value(QLatin1String("mine")).toBool());
    VERIFY_RESULT(m_department.registry().suspendAgrement(kOperator, SystemClock().now() - 1s));
    QCOMPARE(lease(line, "renew").value(QLatin1String("refused")).toString(), QStringLiteral("no-view"));
    VERIFY_RESULT(m_department.registry().suspendAgrement(kOperator, std::nullopt));
    // What was promised holds, and not one moment longer.
    QVERIFY(lease(line, "renew").value(QLatin1String("mine")).toBool());
    QCOMPARE(lease(line, "renew").value(QLatin1String("because")).toString(), QStringLiteral("no-right"));
    auto communal = m_department.as(kCommunal);
    view(communal);
    QTRY_VERIFY(lease(communal, "take").value(QLatin1String("mine")).toBool());
}

void TstLeaseServer::whatHappenedIsRecorded()
{
    constexpr char kFromTo[] = "SELECT count(*) FROM vigie.journal WHERE chain = 'p.police' AND record::jsonb ->> 'operation' = "
                               "'ptz-lease' AND record::jsonb -> 'details' ->> 'from' = 'M-operateur' AND record::jsonb ->> "
                               "'matricule' = 'M-police' AND record::jsonb -> 'details' ->> 'change' = 'taken'";
    auto root = m_department.root();
    const qint64 fromTo = root.queryNumber(kFromTo).value();
    const auto before = recorded(kOperator).size();
    const auto beforePolice = recorded(kPolice).size();
    auto line = m_department.as(kOperator);
    auto police = m_department.as(kPolice);
    view(line);
    view(police);
    (void)lease(line, "take");
    (void)lease(line, "renew");
    (void)lease(line, "lock");
    (void)lease(police, "take");
    (void)lease(police, "preempt");
    (void)lease(line, "renew");
    (void)lease(line, "release");
    (void)lease(police, "renew");
    (void)lease(police, "renew");
    QCOMPARE(recorded(kOperator).mid(before), (QStringList{QStringLiteral("taken"), QStringLiteral("locked"), QStringLiteral("released")}));
    QCOMPARE(recorded(kPolice).mid(beforePolice), (QStringList{QStringLiteral("refused"), QStringLiteral("preempted"), QStringLiteral("taken")}));
    QCOMPARE(root.queryNumber(kFromTo).value(), fromTo + 1);
    QCOMPARE(root.queryNumber("SELECT count(*) FROM vigie.journal_problems()").value(), qint64(0));
}

void TstLeaseServer::aHostileClientGetsNothing()
{
    auto police = m_department.as(kPolice);
    view(police);
    QVERIFY(lease(police, "take").value(QLatin1String("mine")).toBool());
    auto line = m_department.as(kOperator);
    view(line);
    auto root = m_department.root();
    const auto held = [&] { return root.queryNumber("SELECT count(*) FROM vigie.ptz_lease WHERE role = 'p.police' AND ends_at IS NULL").value(); };
    QCOMPARE(held(), qint64(1));
    // Another's lease, by their console's own name.
    (void)lease(line, "release");
    (void)lease(line, "unlock");
    QCOMPARE(lease(line, "lock").value(QLatin1String("refused")).toString(), QStringLiteral("not-holder"));
    QCOMPARE(lease(line, "break").value(QLatin1String("refused")).toString(), QStringLiteral("not-chief"));
    QCOMPARE(held(), qint64(1));
    for (const char *sql :
         {"SELECT * FROM vigie.ptz_lease", "SELECT * FROM vigie.ptz_wait", "SELECT * FROM vigie.ptz_last", "DELETE FROM vigie.ptz_lease",
          "UPDATE vigie.ptz_lease SET role = 'p.operateur'", "SELECT vigie.lease_settle('cam-beauvais', 9000000000000)",
          "SELECT vigie.lease_give('cam-beauvais', 'p.operateur', 'operateur', 'x', 1, vigie.now_ms())",
          "SELECT vigie.lease_act('police', 'release', 'cam-beauvais', 'console', 0, '{}', 0)",
          "SELECT vigie.lease_state('police', 'cam-beauvais', 'console', 0)",
          "SELECT vigie.lease_standing('police', 'cam-beauvais', 0)", "SELECT vigie.lease_record('police', '{}', 'taken', '{}')",
          "SELECT vigie.lease('{}')", "SELECT vigie.lease('[{\"verb\":\"take\"}]')",
          "SELECT vigie.lease('[{\"verb\":\"steal\",\"camera\":\"cam-beauvais\",\"console\":\"c\"}]')",
          "SELECT vigie.lease('[{\"verb\":\"lock\",\"camera\":\"cam-beauvais\",\"console\":\"c\",\"lock_ms\":-1}]')",
          "SELECT vigie.lease(jsonb_build_array(jsonb_build_object('verb','take','console','c','camera',repeat('x', 200))))",
          "SELECT vigie.lease((SELECT jsonb_agg(jsonb_build_object('verb','look','console','c','camera','c' || i)) FROM "
          "generate_series(1, 65) AS i))"}) {
        const auto tried = line.execute(sql);
        QVERIFY2(!tried, sql);
    }
    QCOMPARE(held(), qint64(1));
    // For ever, by asking again and again: all locks of one holding are a quarter of an hour.
    for (int i = 0; i < 3; ++i) {
        const auto answers = askServer(police, kLease, {QJsonObject{{QStringLiteral("verb"), QStringLiteral("lock")},
            {QStringLiteral("camera"), kCamera.value}, {QStringLiteral("console"), QStringLiteral("console")}, {QStringLiteral("lock_ms"), 999999999999.0}}});
        VERIFY_RESULT(answers);
        const auto left = answers->at(0).toObject().value(QLatin1String("lock_ms")).toInteger();
        QVERIFY(left > 0 && left <= 900000 - i * 300000);
        VERIFY_RESULT(root.execute("UPDATE vigie.ptz_lease SET locked_since = locked_since - 300000, locked_until = locked_until - 300000"));
    }
    // Nor does somebody without a view keep others waiting, in a transaction that never ends.
    auto firefighter = m_department.as(kFirefighter);
    VERIFY_RESULT(firefighter.execute("BEGIN"));
    (void)lease(firefighter, "take");
    (void)lease(firefighter, "release");
    QVERIFY(lease(police, "renew").value(QLatin1String("mine")).toBool());
}

void TstLeaseServer::changesAreToldSoon()
{
    SystemClock clock;
    const auto console = [&](const PersonId &person) {
        return std::make_unique<Leases>(std::make_unique<PostgresLeases>(m_department.reaching(Department::roleOf(person))), clock);
    };
    auto holder = console(kOperator);
    auto taker = console(kPolice);
    auto line = m_department.as(kOperator);
    auto police = m_department.as(kPolice);
    view(line);
    view(police);
    QTRY_VERIFY(holder->isReachable() && taker->isReachable());
    QList<double> told;
    QElapsedTimer lap;
    connect(holder.get(), &Leases::changed, this, [&] {
        if (holder->state(kCamera).endsIn && lap.isValid()) {
            told.append(static_cast<double>(lap.nsecsElapsed()) / 1e6);
            lap.invalidate();
        }
    });
    constexpr int kRounds = 40;
    for (int round = 0; round < kRounds; ++round) {
        holder->ask({}, kCamera, LeaseVerb::Take);
        QTRY_VERIFY(holder->mayDrive(kCamera));
        lap.start();
        taker->ask({}, kCamera, LeaseVerb::Preempt);
        QTRY_COMPARE(told.size(), qsizetype(round + 1));
        holder->giveUp(kCamera);
        QTRY_VERIFY(taker->mayDrive(kCamera));
        taker->giveUp(kCamera);
        QTRY_VERIFY(!taker->state(kCamera).held);
    }
    std::sort(told.begin(), told.end());
    QTextStream(stdout) << "pre-emption asked to holder told, " << kRounds << " times: p50 " << told.at(kRounds / 2) << " ms, p95 "
                        << told.at(kRounds * 95 / 100) << " ms\n";
    QVERIFY(told.at(kRounds * 95 / 100) <= 100.0);
}

VIGIE_TEST(TstLeaseServer)
#include "tst_lease_server.moc"
