// SPDX-License-Identifier: GPL-3.0-or-later
#include "department.h"
#include "postgres_test.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonDocument>
#include <QtCore/QTextStream>

using namespace vigie;
using namespace vigie::test;
using namespace vigie::test::law;

namespace {

constexpr char kOpen[] = "CALL vigie.open_views(?::jsonb, NULL)";
constexpr char kAsk[] = "SELECT vigie.ask_views(?::jsonb)";
constexpr char kTake[] = "SELECT vigie.take_views(?::jsonb)";
constexpr char kPreview[] = "SELECT vigie.preview(?::jsonb)";
constexpr char kDecide[] = "SELECT vigie.decide_views(?::jsonb)";
constexpr char kClose[] = "SELECT vigie.close_views(?::jsonb)";

QStringList codesOf(const QJsonObject &answer)
{
    QStringList codes;
    for (const auto &code : answer.value(QLatin1String("codes")).toArray())
        codes.append(code.toString());
    return codes;
}

} // namespace

/// What a person may ask the server for: decided, recorded, and only then the address; refusals are
/// recorded as well.
class TstDoors final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        VIGIE_NEED_POSTGRES();
        VERIFY_RESULT(m_department.make(QStringLiteral("vigie_doors")));
    }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void a_view_comes_with_its_address_and_its_record();
    void a_refusal_is_recorded_and_has_no_address();
    void sixteen_views_are_one_round_trip();
    void no_address_before_the_record_is_committed();
    void a_record_rolled_back_takes_the_view_along();
    void a_commit_that_does_not_wait_gives_no_address_yet();
    void a_right_taken_in_between_gives_no_address();
    void a_view_is_its_askers_alone();
    void an_address_is_given_for_a_moment_only();
    void open_views_are_decided_again();
    void company_is_recorded();
    void an_end_is_recorded_once();
    void a_preview_leaves_no_record_and_has_no_address();
    void nonsense_is_refused_data();
    void nonsense_is_refused();
    void the_sealed_password_opens_with_the_departments_key();
    void whoever_is_nobody_of_the_registry_gets_nothing();

private:
    qint64 records(const QByteArray &where = "true")
    {
        const QByteArray sql = "SELECT count(*) FROM vigie.journal j, LATERAL (SELECT j.record::jsonb AS r) x WHERE " + where;
        return m_department.root().queryNumber(sql.constData()).value();
    }
    QJsonObject open(storage::Database &database, const QJsonObject &request)
    {
        const auto answers = askServer(database, kOpen, {request});
        return answers ? answers->at(0).toObject() : QJsonObject{{QStringLiteral("error"), toLogText(answers.error())}};
    }

    /// Asked, recorded, committed, and safe on the disk by now; not yet taken.
    QJsonArray ask(storage::Database &database)
    {
        const auto asked = askServer(database, kAsk, {requestFor(kCamera)});
        const bool aged = m_department.root().execute("UPDATE vigie.open_view SET asked_at = asked_at - 2000").has_value();
        return asked && aged ? *asked : QJsonArray();
    }

    Department m_department;
};

void TstDoors::a_view_comes_with_its_address_and_its_record()
{
    auto database = m_department.as(kOperator);
    const QJsonObject answer = open(database, requestFor(kCamera));
    QVERIFY2(answer.value(QLatin1String("allow")).toBool(), qPrintable(QString::fromUtf8(QJsonDocument(answer).toJson())));
    const QJsonObject endpoint = answer.value(QLatin1String("endpoint")).toObject();
    QCOMPARE(endpoint.value(QLatin1String("user")).toString(), QStringLiteral("vigie"));
    QCOMPARE(endpoint.value(QLatin1String("streams")).toArray().at(0).toObject().value(QLatin1String("url")).toString(),
             QStringLiteral("rtsp://192.0.2.77/cam-beauvais"));
    QCOMPARE(answer.value(QLatin1String("authority")).toString(), QStringLiteral("Maire de Beauvais"));
    const QByteArray view = answer.value(QLatin1String("view")).toString().toLatin1();
    QCOMPARE(records("r ->> 'operation' = 'live-begin' AND r ->> 'decision' = 'allow' AND r ->> 'matricule' = 'M-operateur' "
                     "AND r ->> 'camera_id' = 'cam-beauvais' AND r ->> 'commune' = '60057' AND r ->> 'post_id' = 'salle' "
                     "AND r ->> 'writer' = 'p.operateur' AND r ->> 'session_id' = 'session-1' AND r #>> '{details,grant}' = '"
                     + view + "'"),
             qint64(1));
    // Nothing of the address stands in it.
    QCOMPARE(records("record LIKE '%192.0.2%' OR record LIKE '%rtsp%'"), qint64(0));
    QCOMPARE(m_department.root().queryNumber("SELECT count(*) FROM vigie.journal_problems()").value(), qint64(0));
}

void TstDoors::a_refusal_is_recorded_and_has_no_address()
{
    auto database = m_department.as(kOperator);
    const qint64 before = records("r ->> 'operation' = 'refusal'");
    const QJsonObject answer = open(database, requestFor(kCreilCamera));
    QVERIFY(!answer.value(QLatin1String("allow")).toBool());
    QCOMPARE(codesOf(answer), QStringList{QStringLiteral("OutsideHabilitation")});
    QVERIFY(!answer.contains(QLatin1String("endpoint")) && !answer.contains(QLatin1String("view")));
    QCOMPARE(records("r ->> 'operation' = 'refusal'"), before + 1);
    QCOMPARE(records("r -> 'rows' = '[10]' AND r #> '{details,reasons}' = '[\"OutsideHabilitation\"]'"), qint64(1));
}

void TstDoors::sixteen_views_are_one_round_trip()
{
    auto database = m_department.as(kOperator);
    QJsonArray requests;
    for (int i = 0; i < 16; ++i)
        requests.append(requestFor(i % 2 ? kCamera : kAgnetzCamera));
    QList<double> took;
    for (int round = 0; round < 30; ++round) {
        QElapsedTimer timer;
        timer.start();
        const auto answers = askServer(database, kOpen, requests);
        took.append(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        VERIFY_RESULT(answers);
        QCOMPARE(answers->size(), qsizetype(16));
        for (const auto &answer : *answers)
            QVERIFY(answer.toObject().contains(QLatin1String("endpoint")));
    }
    std::sort(took.begin(), took.end());
    QTextStream(stdout) << "16 views: p50 " << took.at(15) << " ms, p99 " << took.constLast() << " ms\n";
}

void TstDoors::no_address_before_the_record_is_committed()
{
    auto database = m_department.as(kOperator);
    for (const char *begin : {"BEGIN", "BEGIN; SAVEPOINT s", "BEGIN ISOLATION LEVEL SERIALIZABLE"}) {
        VERIFY_RESULT(database.execute(begin));
        auto asked = askServer(database, kAsk, {requestFor(kCamera)});
        VERIFY_RESULT(asked);
        QVERIFY(asked->at(0).toObject().contains(QLatin1String("view")));
        const auto taken = askServer(database, kTake, *asked);
        QVERIFY(!taken);
        QCOMPARE(taken.error().code, ErrorCode::Refused);
        VERIFY_RESULT(database.execute("ROLLBACK"));
    }
    // Nor can the whole be put inside.
    VERIFY_RESULT(database.execute("BEGIN"));
    QVERIFY(!askServer(database, kOpen, {requestFor(kCamera)}));
    VERIFY_RESULT(database.execute("ROLLBACK"));
}

void TstDoors::a_record_rolled_back_takes_the_view_along()
{
    auto database = m_department.as(kOperator);
    VERIFY_RESULT(database.execute("BEGIN"));
    const auto asked = askServer(database, kAsk, {requestFor(kCamera)});
    VERIFY_RESULT(asked);
    VERIFY_RESULT(database.execute("ROLLBACK"));
    QCOMPARE(askServer(database, kTake, *asked).error().code, ErrorCode::Refused);
    // Committed, it is given.
    const auto again = ask(database);
    const auto taken = askServer(database, kTake, again);
    VERIFY_RESULT(taken);
    QVERIFY(taken->at(0).toObject().contains(QLatin1String("endpoint")));
}

void TstDoors::a_commit_that_does_not_wait_gives_no_address_yet()
{
    auto database = m_department.as(kOperator);
    VERIFY_RESULT(database.execute("SET synchronous_commit = off"));
    for (const char *wrapped :
         {kAsk, "SELECT vigie.ask_views(x) FROM (SELECT ?::jsonb AS x, 'vigie.open_views(jsonb,jsonb)' AS y) z",
          "SELECT vigie.ask_views(?::jsonb) /* \nPL/pgSQL function vigie.open_views(jsonb,jsonb) line 3 at assignment */"}) {
        const auto asked = askServer(database, wrapped, {requestFor(kCamera)});
        VERIFY_RESULT(asked);
        const auto taken = askServer(database, kTake, *asked);
        QVERIFY(!taken);
        QVERIFY2(taken.error().detail.contains(QLatin1String("not durable yet")), qPrintable(taken.error().detail));
    }
    // In a block, whatever it quotes.
    VERIFY_RESULT(database.execute(
        "DO $$ DECLARE a jsonb; BEGIN a := vigie.ask_views('[{\"act\":\"live\",\"camera\":\"cam-beauvais\",\"post\":\"salle\"}]'); "
        "/*\nPL/pgSQL function vigie.open_views(jsonb,jsonb) line 3 at assignment*/ END $$"));
    QCOMPARE(m_department.root().queryNumber("SELECT count(*) FROM vigie.open_view WHERE at_once AND role = 'p.operateur' AND "
                                             "asked_at > (SELECT max(asked_at) - 5 FROM vigie.open_view)").value(), qint64(0));
    // The whole at once waits by itself, whatever the session asked for.
    QVERIFY(open(database, requestFor(kCamera)).contains(QLatin1String("endpoint")));
}

void TstDoors::a_right_taken_in_between_gives_no_address()
{
    auto database = m_department.as(kOperator);
    const QJsonArray asked = ask(database);
    QCOMPARE(asked.size(), qsizetype(1));
    VERIFY_RESULT(m_department.registry().suspendAgrement(kOperator, SystemClock().now() - std::chrono::seconds(1)));
    const auto taken = askServer(database, kTake, asked);
    VERIFY_RESULT(m_department.registry().suspendAgrement(kOperator, std::nullopt));
    VERIFY_RESULT(taken);
    const QJsonObject answer = taken->at(0).toObject();
    QVERIFY(!answer.value(QLatin1String("allow")).toBool() && !answer.contains(QLatin1String("endpoint")));
    QCOMPARE(codesOf(answer), QStringList{QStringLiteral("AgrementSuspended")});
}

void TstDoors::a_view_is_its_askers_alone()
{
    auto mine = m_department.as(kOperator);
    auto other = m_department.as(kCommunal);
    const QJsonArray asked = ask(mine);
    QCOMPARE(asked.size(), qsizetype(1));
    QCOMPARE(askServer(other, kTake, asked).error().code, ErrorCode::Refused);
    QCOMPARE(codesOf(askServer(other, kDecide, asked)->at(0).toObject()), QStringList{QStringLiteral("SessionOver")});
    const QJsonObject view = asked.at(0).toObject();
    auto closing = other.prepare(kClose).value();
    const QJsonObject ending{{QStringLiteral("view"), view.value(QLatin1String("view"))},
                             {QStringLiteral("cause"), QStringLiteral("by-user")}};
    closing.bind(1, QString::fromUtf8(QJsonDocument(QJsonArray{ending}).toJson()));
    QVERIFY(closing.step().value());
    QCOMPARE(closing.number(0), qint64(0));
    VERIFY_RESULT(askServer(mine, kTake, asked));
}

void TstDoors::an_address_is_given_for_a_moment_only()
{
    auto database = m_department.as(kOperator);
    const auto asked = askServer(database, kAsk, {requestFor(kCamera)});
    VERIFY_RESULT(asked);
    VERIFY_RESULT(m_department.root().execute("UPDATE vigie.open_view SET asked_at = asked_at - 31000"));
    QCOMPARE(askServer(database, kTake, *asked).error().code, ErrorCode::Refused);
}

void TstDoors::open_views_are_decided_again()
{
    auto database = m_department.as(kOperator);
    const QJsonObject view = open(database, requestFor(kCamera));
    const auto decide = [&] { return askServer(database, kDecide, {QJsonObject{{QStringLiteral("view"), view.value(QLatin1String("view"))}}}); };
    auto first = decide();
    VERIFY_RESULT(first);
    QVERIFY(first->at(0).toObject().value(QLatin1String("allow")).toBool());
    VERIFY_RESULT(m_department.registry().denounceConvention({QStringLiteral("conv-csd")}, SystemClock().now() - std::chrono::seconds(1)));
    auto second = decide();
    VERIFY_RESULT(m_department.registry().denounceConvention({QStringLiteral("conv-csd")}, std::nullopt));
    VERIFY_RESULT(second);
    QCOMPARE(codesOf(second->at(0).toObject()), QStringList{QStringLiteral("ConventionDenounced")});
}

void TstDoors::company_is_recorded()
{
    auto database = m_department.as(kOperator);
    const QJsonValue view = open(database, requestFor(kCamera)).value(QLatin1String("view"));
    const auto with = [&](const QJsonArray &present, bool visitor) {
        return askServer(database, kDecide, {QJsonObject{{QStringLiteral("view"), view}, {QStringLiteral("present"), present},
                                                         {QStringLiteral("visitor"), visitor}}})
            ->at(0)
            .toObject();
    };
    const qint64 before = records("r ->> 'operation' = 'presence'");
    QVERIFY(with({}, false).value(QLatin1String("allow")).toBool());
    QCOMPARE(records("r ->> 'operation' = 'presence'"), before);
    QVERIFY(with({kCommunal.value}, false).value(QLatin1String("allow")).toBool());
    QCOMPARE(codesOf(with({kTechnician.value}, false)), QStringList{QStringLiteral("UnentitledPresent")});
    QCOMPARE(codesOf(with({}, true)), QStringList{QStringLiteral("VisitorPresent")});
    QCOMPARE(records("r ->> 'operation' = 'presence'"), before + 3);
    QCOMPARE(records("r ->> 'operation' = 'presence' AND r #> '{details,present}' = '[\"technicien\"]'"), qint64(1));
}

void TstDoors::an_end_is_recorded_once()
{
    auto database = m_department.as(kOperator);
    const QJsonValue view = open(database, requestFor(kCamera, QStringLiteral("ptz"))).value(QLatin1String("view"));
    const qint64 before = records("r ->> 'operation' = 'ptz-end'");
    for (int i = 0; i < 2; ++i) {
        auto closing = database.prepare(kClose).value();
        closing.bind(1, QString::fromUtf8(QJsonDocument(QJsonArray{QJsonObject{{QStringLiteral("view"), view},
                                                                               {QStringLiteral("cause"), QStringLiteral("by-user")},
                                                                               {QStringLiteral("duration_ms"), 1500}}}).toJson()));
        QVERIFY(closing.step().value());
        QCOMPARE(closing.number(0), qint64(i == 0));
    }
    QCOMPARE(records("r ->> 'operation' = 'ptz-end'"), before + 1);
    QCOMPARE(records("r #>> '{details,duration_ms}' = '1500' AND r #>> '{details,cause}' = 'by-user'"), qint64(1));
}

void TstDoors::a_preview_leaves_no_record_and_has_no_address()
{
    auto database = m_department.as(kOperator);
    const qint64 before = records();
    QJsonObject request = requestFor(kCamera);
    const auto answers = askServer(database, kPreview, {request, requestFor(kCreilCamera)});
    VERIFY_RESULT(answers);
    QVERIFY(answers->at(0).toObject().value(QLatin1String("allow")).toBool());
    QVERIFY(!answers->at(1).toObject().value(QLatin1String("allow")).toBool());
    QVERIFY(!answers->at(0).toObject().contains(QLatin1String("endpoint")));
    // It says nothing about anybody else.
    for (const PersonId &who : {kTechnician, kCommunal}) {
        request.insert(QStringLiteral("present"), QJsonArray{who.value});
        QVERIFY(askServer(database, kPreview, {request})->at(0).toObject().value(QLatin1String("allow")).toBool());
    }
    QCOMPARE(records(), before);
}

void TstDoors::nonsense_is_refused_data()
{
    QTest::addColumn<QByteArray>("argument");
    QTest::newRow("no array") << QByteArray("{}");
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("a number") << QByteArray("[7]");
    QTest::newRow("no act") << QByteArray(R"([{"camera":"cam-beauvais"}])");
    QTest::newRow("another act") << QByteArray(R"([{"act":"watch","camera":"cam-beauvais"}])");
    QTest::newRow("a camera that is a list") << QByteArray(R"([{"act":"live","camera":["cam-beauvais"]}])");
    QTest::newRow("a camera that never ends") << "[{\"act\":\"live\",\"camera\":\"" + QByteArray(10000, 'x') + "\"}]";
    QTest::newRow("a motive of a book") << "[{\"act\":\"live\",\"motive\":\"" + QByteArray(200, 'x') + "\"}]";
    QTest::newRow("a crowd") << QByteArray(R"([{"act":"live","present":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17]}])");
    QTest::newRow("a visitor that is a word") << QByteArray(R"([{"act":"live","visitor":"yes"}])");
    QTest::newRow("too many") << "[" + QByteArray(R"({"act":"live"},)").repeated(65).chopped(1) + "]";
}

void TstDoors::nonsense_is_refused()
{
    QFETCH(QByteArray, argument);
    auto database = m_department.as(kOperator);
    const qint64 before = records();
    for (const char *door : {kOpen, kAsk, kPreview}) {
        auto statement = database.prepare(door).value();
        statement.bind(1, QString::fromUtf8(argument));
        const auto row = statement.step();
        QVERIFY2(!row, door);
        QCOMPARE(errorCodeName(row.error().code), errorCodeName(ErrorCode::InvalidArgument));
    }
    QCOMPARE(records(), before);
}

void TstDoors::the_sealed_password_opens_with_the_departments_key()
{
    auto database = m_department.as(kOperator);
    const QJsonObject endpoint = open(database, requestFor(kCamera)).value(QLatin1String("endpoint")).toObject();
    const QByteArray sealed = QByteArray::fromBase64(endpoint.value(QLatin1String("password_sealed")).toString().toLatin1());
    QVERIFY(!sealed.isEmpty() && !sealed.contains(Department::password()));
    QCOMPARE(m_department.sealer().open(sealed, registry::sealContext(kCamera))->revealBytes(), Department::password());
    QVERIFY(!m_department.sealer().open(sealed, registry::sealContext(kAgnetzCamera)).has_value());
}

void TstDoors::whoever_is_nobody_of_the_registry_gets_nothing()
{
    VERIFY_RESULT(PostgresCluster::shared()->addPerson(m_department.name(), QStringLiteral("ghost"), QStringLiteral("ghost")));
    auto ghost = storage::Database::connect(m_department.reaching(QStringLiteral("ghost"))).value();
    // A person that the registry no longer has.
    QCOMPARE(codesOf(open(ghost, requestFor(kCamera))), QStringList{QStringLiteral("PersonUnknown")});
    VERIFY_RESULT(m_department.root().execute("DELETE FROM vigie.account WHERE role = 'ghost'"));
    QCOMPARE(askServer(ghost, kOpen, {requestFor(kCamera)}).error().code, ErrorCode::Refused);
    // The administrator has no view either.
    auto keeper = storage::Database::connect(m_department.reaching(Department::keeper())).value();
    QCOMPARE(askServer(keeper, kOpen, {requestFor(kCamera)}).error().code, ErrorCode::Refused);
}

VIGIE_TEST(TstDoors)
#include "tst_doors.moc"
