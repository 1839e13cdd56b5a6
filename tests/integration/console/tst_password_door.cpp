// SPDX-License-Identifier: GPL-3.0-or-later
#include <password_door.h>
#include <registry/json.h>
#include <registry/sqlite_registry.h>
#include <secrets/station_key.h>
#include <support/fake_clock.h>
#include <support/fake_feed.h>
#include <support/fake_journal.h>
#include <support/test_main.h>

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::test;

namespace {

const QString kRight = QStringLiteral("quatre mots bien choisis");
const PostId kPost{QStringLiteral("poste-1")};

QByteArray person(const char *id, const char *matricule, const char *category, bool supervised = false)
{
    return QStringLiteral("{\"id\": \"%1\", \"matricule\": \"%2\", \"name\": \"%1\", \"category\": \"%3\", \"supervised\": %4, \"password\": \"%5\"}")
        .arg(QLatin1String(id), QLatin1String(matricule), QLatin1String(category), supervised ? QStringLiteral("true") : QStringLiteral("false"), kRight)
        .toUtf8();
}

registry::Content people()
{
    QStringList problems;
    auto content = registry::contentFromJson("{\"format\": \"vigie-registry/1\","
                                             "\"posts\": [{\"id\": \"poste-1\", \"name\": \"Poste 1\", \"kind\": \"centre-room\", \"secured\": true}],"
                                             "\"persons\": ["
                                                 + person("stagiaire", "S1", "police-municipale", true) + "," + person("collegue", "S2", "police-municipale", true)
                                                 + "," + person("martin", "A1", "police-municipale") + "," + person("tech", "T1", "technicien") + "]}",
                                             problems);
    if (!content)
        qFatal("%s", qPrintable(problems.join(QLatin1Char('\n'))));
    return *content;
}

} // namespace

/// Who is taken in at a station with a registry of its own, and who must bring somebody.
class TstPasswordDoor final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void whoMayBeAloneIsTakenInAlone();
    void whoMustNotBeAloneIsAskedForSomebody();
    void whoeverVouchesIsInTheSessionAndInItsRecord();
    void whoMayNotVouch_data();
    void whoMayNotVouch();

private:
    using SignedIn = Result<access::SessionContext>;
    [[nodiscard]] SignedIn ask(const QString &matricule, const std::optional<QString> &beside = {}, const QString &besidePassword = kRight)
    {
        shell::SignInRequest request{{matricule, Secret::fromUtf8(kRight)}, {}, kPost};
        if (beside)
            request.beside = shell::Credentials{*beside, Secret::fromUtf8(besidePassword)};
        std::optional<SignedIn> answer;
        m_door->signIn(std::move(request), this, [&answer](SignedIn signedIn) { answer = std::move(signedIn); });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), 30'000); }();
        (void)m_journal.flush({});
        return answer.value_or(fail(ErrorCode::TimedOut));
    }
    [[nodiscard]] QString file() const { return m_folder.filePath(QStringLiteral("r.sqlite")); }

    QTemporaryDir m_folder;
    FakeClock m_clock;
    FakeJournal m_journal;
    std::unique_ptr<FakeFeed> m_feed;
    std::unique_ptr<settings::Settings> m_settings;
    std::unique_ptr<app::PasswordDoor> m_door;
};

void TstPasswordDoor::initTestCase()
{
    auto key = secrets::generateStationKey();
    QVERIFY(key);
    const secrets::Sealer sealer(std::move(*key));
    const registry::Content content = people();
    auto registry = registry::SqliteRegistry::open(file(), registry::SqliteRegistry::Mode::Create, &sealer);
    QVERIFY(registry);
    QVERIFY((*registry)->replaceAll(content));
    m_feed = std::make_unique<FakeFeed>(content.facts);
    m_settings = std::make_unique<settings::Settings>(m_folder.filePath(QStringLiteral("settings.ini")));
    m_door = std::make_unique<app::PasswordDoor>(app::PasswordDoor::Parts{file(), *m_feed, m_journal, *m_settings, m_clock});
}

void TstPasswordDoor::cleanup()
{
    m_journal.written.clear();
}

void TstPasswordDoor::whoMayBeAloneIsTakenInAlone()
{
    const SignedIn answer = ask(QStringLiteral("A1"));
    QVERIFY(answer);
    QVERIFY(answer->beside.isNull());
    QCOMPARE(m_journal.events(), QStringList{QStringLiteral("session-begin")});
}

void TstPasswordDoor::whoMustNotBeAloneIsAskedForSomebody()
{
    const SignedIn answer = ask(QStringLiteral("S1"));
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::SecondPersonNeeded);
    QVERIFY(m_journal.written.isEmpty()); // no session, and no refusal yet
}

void TstPasswordDoor::whoeverVouchesIsInTheSessionAndInItsRecord()
{
    const SignedIn answer = ask(QStringLiteral("S1"), QStringLiteral("A1"));
    QVERIFY(answer);
    QCOMPARE(answer->person, PersonId{QStringLiteral("stagiaire")});
    QCOMPARE(answer->beside, PersonId{QStringLiteral("martin")});
    QCOMPARE(m_journal.written.size(), 1);
    QCOMPARE(m_journal.written.constFirst().details.value(QLatin1String("beside")).toString(), QStringLiteral("martin"));
}

void TstPasswordDoor::whoMayNotVouch_data()
{
    QTest::addColumn<QString>("beside");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("recorded");
    QTest::newRow("a wrong password") << QStringLiteral("A1") << QStringLiteral("autre chose entierement") << QStringLiteral("A1");
    QTest::newRow("themselves") << QStringLiteral("S1") << kRight << QStringLiteral("S1");
    QTest::newRow("somebody who must not be alone either") << QStringLiteral("S2") << kRight << QStringLiteral("S2");
    QTest::newRow("a technician") << QStringLiteral("T1") << kRight << QStringLiteral("T1");
    QTest::newRow("nobody: what was typed may be a password") << QStringLiteral("motdepasse") << kRight << QString();
}

void TstPasswordDoor::whoMayNotVouch()
{
    QFETCH(const QString, beside);
    QFETCH(const QString, password);
    QFETCH(const QString, recorded);
    const SignedIn answer = ask(QStringLiteral("S1"), beside, password);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Refused);
    QCOMPARE(m_journal.events(), QStringList{QStringLiteral("sign-in-refused")});
    QCOMPARE(m_journal.written.constFirst().matricule, QStringLiteral("S1"));
    QCOMPARE(m_journal.written.constFirst().details.value(QLatin1String("beside")).toString(), recorded);
}

VIGIE_TEST(TstPasswordDoor)
#include "tst_password_door.moc"
