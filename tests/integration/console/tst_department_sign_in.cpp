// SPDX-License-Identifier: GPL-3.0-or-later
#include "department.h"
#include "postgres_test.h"

#include <department_sign_in.h>
#include <session_feed.h>
#include <settings/keys.h>
#include <support/fake_journal.h>

#include <QtCore/QTemporaryDir>
#include <QtNetwork/QTcpServer>
#include <QtTest/QSignalSpy>

using namespace vigie;
using namespace vigie::test;
using namespace vigie::test::law;

namespace {

const QString kAddress = QStringLiteral("127.0.87.2");
constexpr int kPort = 54388;
const QString kPassword = QStringLiteral("quatre mots bien choisis");
constexpr int kLong = 30000; ///< ms

using SignedIn = Result<access::SessionContext>;

} // namespace

/// Who the department's server takes in, at a workstation: by their own role and password, and only with the department's
/// key here.
class TstDepartmentSignIn final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_door.reset(); }
    void a_person_is_recognised_and_knows_what_is_theirs();
    void whoever_must_not_be_alone_brings_somebody();
    void nobody_else_is_data();
    void nobody_else_is();
    void a_server_that_is_not_there_is_said();
    void another_departments_key_opens_nothing();
    void one_at_a_time();
    void what_the_journal_does_not_take_is_no_session();
    void leaving_does_not_wait_for_a_server_that_hangs();
    void nothing_is_known_after_a_session();

private:
    [[nodiscard]] QString server() const
    {
        return QStringLiteral("host=%1 port=%2 dbname=%3 sslmode=disable").arg(kAddress).arg(kPort).arg(m_department.name());
    }
    void makeDoor(const QString &server, const secrets::Sealer &sealer)
    {
        m_door = std::make_unique<app::DepartmentSignIn>(
            app::DepartmentSignIn::Parts{server, *m_settings, sealer, *m_journal, m_clock});
    }
    void ask(const QString &matricule, const QString &password)
    {
        m_answer.reset();
        m_door->signIn({{matricule, Secret::fromUtf8(password)}, {}, kRoom}, this, [this](SignedIn answer) { m_answer = std::move(answer); });
    }
    [[nodiscard]] static QString role() { return Department::roleOf(kOperator); }

    Department m_department;
    SystemClock m_clock;
    QTemporaryDir m_folder;
    std::unique_ptr<settings::Settings> m_settings;
    std::unique_ptr<FakeJournal> m_journal;
    std::unique_ptr<app::DepartmentSignIn> m_door;
    std::optional<SignedIn> m_answer;
};

void TstDepartmentSignIn::initTestCase()
{
    VIGIE_NEED_POSTGRES();
    auto *cluster = PostgresCluster::shared();
    VERIFY_RESULT(cluster->restartWith({QStringLiteral("listen_addresses=") + kAddress},
                                       "host all all 127.0.0.0/8 scram-sha-256\n", kPort));
    VERIFY_RESULT(m_department.make(QStringLiteral("vigie_sign_in")));
    const QString passwords = QStringLiteral("ALTER ROLE \"%1\" PASSWORD '%2'; CREATE ROLE nobody LOGIN PASSWORD '%2'; "
                                             "GRANT vigie_person TO nobody;");
    VERIFY_RESULT(m_department.root().execute(passwords.arg(role(), kPassword).toUtf8().constData()));
}

void TstDepartmentSignIn::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_settings = std::make_unique<settings::Settings>(m_folder.filePath(QStringLiteral("settings.ini")));
    m_settings->set(settings::keys::kDepartmentPost, kRoom.value);
    m_settings->set(settings::keys::kDepartmentPostName, QString());
    m_journal = std::make_unique<FakeJournal>();
    makeDoor(server(), m_department.sealer());
}

void TstDepartmentSignIn::a_person_is_recognised_and_knows_what_is_theirs()
{
    QCOMPARE(m_door->posts(), (QList<shell::PostChoice>{{kRoom, kRoom.value, true}}));
    ask(role(), kPassword);
    QTRY_VERIFY_WITH_TIMEOUT(m_answer.has_value(), kLong);
    VERIFY_RESULT(*m_answer);
    QCOMPARE((*m_answer)->person, kOperator);
    QCOMPARE((*m_answer)->matricule, role());
    QCOMPARE((*m_answer)->post, kRoom);
    QCOMPARE(m_journal->events(), QStringList{QStringLiteral("session-begin")});
    QCOMPARE(m_journal->written.constFirst().session, (*m_answer)->session);
    QVERIFY(m_journal->written.constFirst().registryVersion > 0);

    const auto line = m_door->takeLine();
    QVERIFY(line && !m_door->takeLine());
    const auto facts = line->feed.facts();
    QCOMPARE(facts->persons.keys(), QList<PersonId>{kOperator});
    QVERIFY(facts->cameras.contains(kCamera));
    // The next person reads the name of the post before anybody asked the server.
    QCOMPARE(m_door->posts().constFirst().name,
             QStringLiteral("%1 — %2").arg(facts->posts.value(kRoom).name, facts->posts.value(kRoom).room));
    // What changes there is told to whoever looks here.
    QSignalSpy news(&line->feed, &registry::FactsFeed::changed);
    VERIFY_RESULT(m_department.registry().suspendAgrement(kOperator, m_clock.now()));
    QTRY_VERIFY_WITH_TIMEOUT(!news.isEmpty(), kLong);
    QVERIFY(line->feed.facts()->agrements.value(kOperator).constFirst().suspendedFrom.has_value());
    VERIFY_RESULT(m_department.registry().suspendAgrement(kOperator, std::nullopt));
}

void TstDepartmentSignIn::whoever_must_not_be_alone_brings_somebody()
{
    const QString police = Department::roleOf(kPolice);
    const QString prepared = QStringLiteral("ALTER ROLE \"%1\" PASSWORD '%2'; UPDATE vigie.person SET supervised = true WHERE id = '%3';");
    VERIFY_RESULT(m_department.root().execute(prepared.arg(police, kPassword, kPolice.value).toUtf8().constData()));
    const auto askWith = [&](const std::optional<QString> &beside, const QString &password) {
        m_answer.reset();
        shell::SignInRequest request{{police, Secret::fromUtf8(kPassword)}, {}, kRoom};
        if (beside)
            request.beside = shell::Credentials{*beside, Secret::fromUtf8(password)};
        m_door->signIn(std::move(request), this, [this](SignedIn answer) { m_answer = std::move(answer); });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(m_answer.has_value(), kLong); }();
    };
    askWith({}, {});
    QVERIFY(!*m_answer);
    QCOMPARE(m_answer->error().code, ErrorCode::SecondPersonNeeded);
    QVERIFY(!m_door->takeLine()); // nobody's line stays open meanwhile
    QVERIFY(m_journal->written.isEmpty());
    for (const auto &[beside, password] : {std::pair(police, kPassword), std::pair(role(), QStringLiteral("vigie"))}) {
        askWith(beside, password);
        QVERIFY(!*m_answer);
        QCOMPARE(m_answer->error().code, ErrorCode::Refused);
    }
    askWith(role(), kPassword);
    VERIFY_RESULT(*m_answer);
    QCOMPARE((*m_answer)->person, kPolice);
    QCOMPARE((*m_answer)->beside, kOperator);
    QCOMPARE(m_journal->written.constLast().details.value(QLatin1String("beside")).toString(), kOperator.value);
    VERIFY_RESULT(m_department.root().execute("UPDATE vigie.person SET supervised = false"));
}

void TstDepartmentSignIn::nobody_else_is_data()
{
    QTest::addColumn<QString>("matricule");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("error");
    const QString refused = QStringLiteral("Refused");
    QTest::newRow("another password") << role() << QStringLiteral("vigie") << refused;
    QTest::newRow("no password") << role() << QString() << QStringLiteral("InvalidArgument");
    QTest::newRow("a role that there is not") << QStringLiteral("A999") << kPassword << refused;
    QTest::newRow("a role of nobody's") << QStringLiteral("nobody") << kPassword << refused;
    QTest::newRow("no number") << QString() << kPassword << refused;
    QTest::newRow("the owner of everything") << QStringLiteral("vigie_owner") << kPassword << refused;
    QTest::newRow("a way to another server") << role() + QStringLiteral(" host=127.0.0.9") << kPassword << refused;
    QTest::newRow("a quote") << QStringLiteral("p.operateur'") << kPassword << refused;
    QTest::newRow("a line") << role() + QLatin1Char('\n') << kPassword << refused;
    QTest::newRow("a very long one") << QString(100'000, QLatin1Char('A')) << kPassword << refused;
}

void TstDepartmentSignIn::nobody_else_is()
{
    QFETCH(const QString, matricule);
    QFETCH(const QString, password);
    QFETCH(const QString, error);
    ask(matricule, password);
    QTRY_VERIFY_WITH_TIMEOUT(m_answer.has_value(), kLong);
    QVERIFY(!*m_answer);
    QCOMPARE(errorCodeName(m_answer->error().code), error);
    QVERIFY(!m_door->takeLine());
    const bool recorded = error == QLatin1String("Refused");
    QTRY_COMPARE_WITH_TIMEOUT(m_journal->written.size(), qsizetype(recorded), kLong);
    if (recorded) {
        QCOMPARE(m_journal->events(), QStringList{QStringLiteral("sign-in-refused")});
        // Which numbers exist is not written where anybody may have typed anything.
        QCOMPARE(m_journal->written.constFirst().matricule, QStringLiteral("(inconnu)"));
    }
}

void TstDepartmentSignIn::a_server_that_is_not_there_is_said()
{
    makeDoor(QStringLiteral("host=127.0.87.3 port=1 dbname=vigie"), m_department.sealer());
    ask(role(), kPassword);
    QTRY_VERIFY_WITH_TIMEOUT(m_answer.has_value(), kLong);
    QCOMPARE(m_answer->error().code, ErrorCode::Unreachable);
    QVERIFY(m_journal->written.isEmpty());
}

void TstDepartmentSignIn::another_departments_key_opens_nothing()
{
    const secrets::Sealer other(secrets::generateStationKey().value());
    makeDoor(server(), other);
    ask(role(), kPassword);
    QTRY_VERIFY_WITH_TIMEOUT(m_answer.has_value(), kLong);
    QCOMPARE(m_answer->error().code, ErrorCode::Corrupt);
    QVERIFY(!m_door->takeLine());
}

void TstDepartmentSignIn::one_at_a_time()
{
    ask(role(), kPassword);
    std::optional<SignedIn> second;
    m_door->signIn({{role(), Secret::fromUtf8(kPassword)}, {}, kRoom}, this, [&second](SignedIn answer) { second = std::move(answer); });
    QTRY_VERIFY_WITH_TIMEOUT(m_answer.has_value() && second.has_value(), kLong);
    VERIFY_RESULT(*m_answer);
    QCOMPARE(second->error().code, ErrorCode::Busy);
}

void TstDepartmentSignIn::what_the_journal_does_not_take_is_no_session()
{
    m_journal->error = Error{ErrorCode::DiskFull, {}};
    ask(role(), kPassword);
    QTRY_VERIFY_WITH_TIMEOUT(m_answer.has_value(), kLong);
    QCOMPARE(m_answer->error().code, ErrorCode::DiskFull);
    QVERIFY(!m_door->takeLine());
}

void TstDepartmentSignIn::leaving_does_not_wait_for_a_server_that_hangs()
{
    QTcpServer hangs; // takes the connection and says nothing
    QVERIFY(hangs.listen(QHostAddress(QStringLiteral("127.0.87.4"))));
    makeDoor(QStringLiteral("host=127.0.87.4 port=%1 dbname=vigie").arg(hangs.serverPort()), m_department.sealer());
    ask(role(), kPassword);
    QTRY_VERIFY_WITH_TIMEOUT(hangs.hasPendingConnections(), kLong);
    QElapsedTimer left;
    left.start();
    m_door.reset();
    QVERIFY2(left.elapsed() < 2'000, qPrintable(QString::number(left.elapsed()))); // it would be given up after 5 s
}

void TstDepartmentSignIn::nothing_is_known_after_a_session()
{
    app::SessionFeed feed;
    QSignalSpy changed(&feed, &registry::FactsFeed::changed);
    QVERIFY(feed.facts() && feed.facts()->cameras.isEmpty());
    ask(role(), kPassword);
    QTRY_VERIFY_WITH_TIMEOUT(m_answer.has_value(), kLong);
    auto line = m_door->takeLine();
    QVERIFY(line);
    feed.follow(&line->feed);
    QCOMPARE(changed.size(), qsizetype(1));
    QVERIFY(!feed.facts()->cameras.isEmpty());
    feed.follow(nullptr);
    QCOMPARE(changed.size(), qsizetype(2));
    QVERIFY(feed.facts()->cameras.isEmpty() && feed.facts()->persons.isEmpty());
    // A session that ends without a word leaves nothing behind either.
    feed.follow(&line->feed);
    line.reset();
    QVERIFY(feed.facts()->cameras.isEmpty());
}

VIGIE_TEST(TstDepartmentSignIn)
#include "tst_department_sign_in.moc"
