// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry_bench.h"

#include <support/fake_clock.h>
#include <support/test_main.h>

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <algorithm>
#include <ctime>

using namespace vigie;
using namespace vigie::registry;
using namespace vigie::test;
using namespace std::chrono_literals;

namespace {

const Instant kNow = FakeClock().now();
const QString kMatricule = QStringLiteral("A101");
const PersonId kMartin{QStringLiteral("martin")};
constexpr char kRight[] = "exemple de phrase";
/// Of "ancien mot de passe", as a Vigie of long ago would have made it: one pass over 8 KiB.
constexpr char kWeakHash[] =
    "$argon2id$v=19$m=8,t=1,p=1$IrqVvbiWkweLbewFcujjOw$xNDuyWmwnO7BrhpQTV74iMcCOAN7/jMBXCzvIWw+hsg";

} // namespace

class TstSignIn final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { addBackEnds(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        VIGIE_BENCH_OF_THIS_ROW(m_bench);
        m_registry = m_bench->filled();
        QVERIFY(m_registry);
    }
    void cleanup() { m_registry.reset(); }
    void the_right_password_says_who_it_is();
    void everything_else_is_refused_data();
    void everything_else_is_refused();
    void a_disabled_account_is_refused();
    void somebody_without_a_password_is_refused();
    void unknown_takes_as_long_as_wrong();
    void five_failures_make_everybody_wait();
    void four_failures_and_a_success_start_anew();
    void after_the_wait_one_more_failure_waits_again();
    void each_further_wait_is_twice_as_long_up_to_a_quarter_of_an_hour();
    void a_clock_set_back_locks_nobody_out();
    void the_wait_outlives_the_program();
    void the_wait_outlives_an_import();
    void waiting_is_for_one_person_alone();
    void a_new_password_takes_the_place_of_the_old();
    void a_password_is_long_enough_data();
    void a_password_is_long_enough();
    void a_weak_hash_is_renewed_by_a_sign_in();

private:
    Result<PersonId> attempt(const char *password, Instant at = kNow) const
    {
        return m_registry->verifyPassword(kMatricule, secret(password), at);
    }
    void failTimes(int times, Instant at = kNow) const
    {
        for (int i = 0; i < times; ++i)
            QCOMPARE(attempt("mauvais mot", at).error().code, ErrorCode::Refused);
    }

    std::unique_ptr<RegistryBench> m_bench;
    std::unique_ptr<Registry> m_registry;
};

void TstSignIn::the_right_password_says_who_it_is()
{
    const auto who = attempt(kRight);
    QVERIFY2(who.has_value(), qPrintable(who ? QString() : toLogText(who.error())));
    QCOMPARE(*who, kMartin);
}

void TstSignIn::everything_else_is_refused_data()
{
    QTest::addColumn<QString>("matricule");
    QTest::addColumn<QString>("password");
    const QString right = QString::fromLatin1(kRight);
    QTest::newRow("another password") << kMatricule << QStringLiteral("exemple de phrasE");
    QTest::newRow("nothing") << kMatricule << QString();
    QTest::newRow("the beginning of it") << kMatricule << right.left(8);
    QTest::newRow("more than it") << kMatricule << right + QLatin1Char(' ');
    QTest::newRow("an unknown matricule") << QStringLiteral("A999") << right;
    QTest::newRow("no matricule") << QString() << right;
    QTest::newRow("the id for the matricule") << kMartin.value << right;
    QTest::newRow("the matricule in small letters") << QStringLiteral("a101") << right;
    QTest::newRow("a pattern") << QStringLiteral("A10%") << right;
    QTest::newRow("SQL") << QStringLiteral("' OR '1'='1") << right;
}

void TstSignIn::everything_else_is_refused()
{
    QFETCH(QString, matricule);
    QFETCH(QString, password);
    const auto who = m_registry->verifyPassword(matricule, Secret::fromUtf8(password), kNow);
    QVERIFY(!who);
    QCOMPARE(who.error().code, ErrorCode::Refused);
    // Which of the two was wrong is not said, and neither is repeated.
    QCOMPARE(who.error().detail, QStringLiteral("unknown matricule or wrong password"));
}

void TstSignIn::a_disabled_account_is_refused()
{
    QVERIFY(m_registry
                ->edit([](Content content) -> Result<Content> {
                    content.facts.persons[kMartin].disabled = true;
                    return content;
                })
                .has_value());
    QCOMPARE(attempt(kRight).error().code, ErrorCode::Refused);
}

void TstSignIn::somebody_without_a_password_is_refused()
{
    QVERIFY(m_registry->database()
                .execute("DELETE FROM credential WHERE person = 'martin'")
                .has_value());
    for (const char *password : {kRight, ""})
        QCOMPARE(attempt(password).error().code, ErrorCode::Refused);
}

void TstSignIn::unknown_takes_as_long_as_wrong()
{
    // Time of this process, so that a busy machine does not matter.
    const auto cost = [this](const QString &matricule) {
        QList<std::clock_t> costs;
        for (int i = 0; i < 3; ++i) {
            const std::clock_t begun = std::clock();
            (void)m_registry->verifyPassword(matricule, secret("mauvais mot"), kNow);
            costs.append(std::clock() - begun);
        }
        std::sort(costs.begin(), costs.end());
        return double(costs.at(1));
    };
    const double wrong = cost(kMatricule);
    const double unknown = cost(QStringLiteral("A999"));
    QVERIFY2(unknown > wrong / 2 && unknown < wrong * 2,
             qPrintable(QStringLiteral("%1 against %2").arg(unknown).arg(wrong)));
}

void TstSignIn::five_failures_make_everybody_wait()
{
    failTimes(5);
    const auto at = [](std::chrono::milliseconds later) { return kNow + later; };
    // Also the right password, and without a word about it.
    const auto early = attempt(kRight, at(1ms));
    QCOMPARE(early.error(), (Error{ErrorCode::Busy, QStringLiteral("30")}));
    QCOMPARE(attempt(kRight, at(10s)).error().detail, QStringLiteral("20"));
    QCOMPARE(attempt(kRight, at(29'999ms)).error().detail, QStringLiteral("1"));
    QVERIFY(attempt(kRight, at(30s)).has_value());
}

void TstSignIn::four_failures_and_a_success_start_anew()
{
    failTimes(4);
    QVERIFY(attempt(kRight).has_value());
    failTimes(4);
    QVERIFY(attempt(kRight).has_value());
}

void TstSignIn::after_the_wait_one_more_failure_waits_again()
{
    failTimes(5);
    failTimes(1, kNow + 30s);
    QCOMPARE(attempt(kRight, kNow + 31s).error(), (Error{ErrorCode::Busy, QStringLiteral("59")}));
    QVERIFY(attempt(kRight, kNow + 90s).has_value());
    failTimes(4, kNow + 91s);
    QVERIFY(attempt(kRight, kNow + 91s).has_value());
}

void TstSignIn::each_further_wait_is_twice_as_long_up_to_a_quarter_of_an_hour()
{
    failTimes(5);
    Instant at = kNow;
    for (const auto wait : {30s, 60s, 120s, 240s, 480s, 900s, 900s, 900s}) {
        QCOMPARE(attempt(kRight, at + 1ms).error(),
                 (Error{ErrorCode::Busy, QString::number(std::chrono::seconds(wait).count())}));
        at += wait;
        failTimes(1, at);
    }
    QVERIFY(attempt(kRight, at + 15min).has_value());
    failTimes(5, at + 16min);
    QCOMPARE(attempt(kRight, at + 16min).error().detail, QStringLiteral("30"));
}

void TstSignIn::a_clock_set_back_locks_nobody_out()
{
    failTimes(5);
    QVERIFY(attempt(kRight, kNow - 24h).has_value());
}

void TstSignIn::the_wait_outlives_the_program()
{
    failTimes(5);
    m_registry = m_bench->open().value();
    QCOMPARE(attempt(kRight, kNow + 5s).error(), (Error{ErrorCode::Busy, QStringLiteral("25")}));
}

void TstSignIn::the_wait_outlives_an_import()
{
    failTimes(5);
    // Somebody saves the registry meanwhile: no way around the wait.
    QVERIFY(
        m_registry->edit([](Content content) -> Result<Content> { return content; }).has_value());
    QCOMPARE(attempt(kRight, kNow + 5s).error().code, ErrorCode::Busy);
    // A password that is given anew ends it.
    QVERIFY(m_registry->replaceAll(contentOf(bytesOf(example()))).has_value());
    QVERIFY(attempt(kRight, kNow + 5s).has_value());
}

void TstSignIn::waiting_is_for_one_person_alone()
{
    QVERIFY(m_registry->setPassword({QStringLiteral("durand")}, secret("une autre phrase"))
                .has_value());
    failTimes(5);
    QVERIFY(m_registry->verifyPassword(QStringLiteral("P201"), secret("une autre phrase"), kNow)
                .has_value());
    QCOMPARE(attempt(kRight).error().code, ErrorCode::Busy);
}

void TstSignIn::a_new_password_takes_the_place_of_the_old()
{
    failTimes(5);
    QVERIFY(m_registry->setPassword(kMartin, secret("tout nouveau")).has_value());
    QCOMPARE(attempt("tout nouveau").value(), kMartin);
    QCOMPARE(attempt(kRight).error().code, ErrorCode::Refused);
    QCOMPARE(
        m_registry->setPassword({QStringLiteral("nobody")}, secret("tout nouveau")).error().code,
        ErrorCode::NotFound);
}

void TstSignIn::a_password_is_long_enough_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<bool>("taken");
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("seven letters") << QStringLiteral("abcdefg") << false;
    QTest::newRow("seven letters with accents") << QString(7, u'é') << false;
    QTest::newRow("eight letters") << QStringLiteral("abcdefgh") << true;
    QTest::newRow("eight letters with accents") << QString(8, u'é') << true;
}

void TstSignIn::a_password_is_long_enough()
{
    QFETCH(QString, password);
    QFETCH(bool, taken);
    const auto set = m_registry->setPassword(kMartin, Secret::fromUtf8(password));
    QCOMPARE(set.has_value(), taken);
    if (!taken)
        QCOMPARE(set.error().code, ErrorCode::InvalidArgument);
    const auto who = m_registry->verifyPassword(kMatricule, Secret::fromUtf8(password), kNow);
    QCOMPARE(who.has_value(), taken);
    QCOMPARE(attempt(kRight).has_value(), !taken);
}

void TstSignIn::a_weak_hash_is_renewed_by_a_sign_in()
{
    const auto isWeak = [this] {
        return m_registry->database()
                   .queryNumber("SELECT count(*) FROM credential WHERE hash LIKE '%m=8,t=1,%'")
                   .value()
            == 1;
    };
    QVERIFY(m_registry
                ->replaceAll(contentOf(exampleWith(QStringLiteral("persons.0.passwordHash"),
                                                   QString::fromLatin1(kWeakHash))))
                .has_value());
    QVERIFY(isWeak());
    const QString matricule = QStringLiteral("P201");
    QVERIFY(!m_registry->verifyPassword(matricule, secret("mauvais mot"), kNow));
    QVERIFY(isWeak());
    QVERIFY(m_registry->verifyPassword(matricule, secret("ancien mot de passe"), kNow).has_value());
    QVERIFY(!isWeak());
    QVERIFY(m_registry->verifyPassword(matricule, secret("ancien mot de passe"), kNow).has_value());
}

VIGIE_TEST(TstSignIn)
#include "tst_sign_in.moc"
