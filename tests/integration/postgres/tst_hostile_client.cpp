// SPDX-License-Identifier: GPL-3.0-or-later
#include "attacks.h"
#include "department.h"
#include "postgres_test.h"

#include <core/paris_time.h>
#include <registry/demo.h>

#include <QtCore/QFile>

using namespace vigie;
using namespace vigie::test;

namespace {

/// Everything that a person must not change, as one number; their own chain of the journal grows.
constexpr char kFingerprint[] =
    "SELECT (SELECT sum(hashtext(query_to_xml(format('SELECT * FROM vigie.%I ORDER BY 1, 2', c.relname), true, true, '')::text)"
    "::bigint) FROM pg_class c WHERE c.relnamespace = 'vigie'::regnamespace AND c.relkind = 'r' AND c.relnatts > 1 AND c.relname "
    "NOT IN ('journal', 'journal_chain', 'open_view')) + (SELECT sum(hashtext(j::text)::bigint) FROM vigie.journal j WHERE "
    "chain NOT LIKE 'p.%') + (SELECT sum(hashtext(a::text)::bigint) FROM pg_authid a) + (SELECT count(*) * 7 FROM pg_class) + "
    "(SELECT count(*) * 11 FROM pg_proc) + (SELECT count(*) * 13 FROM pg_policies) + (SELECT count(*) FROM pg_largeobject_metadata) "
    "+ (SELECT sum(hashtext(coalesce(relacl::text, ''))::bigint) FROM pg_class)";

QByteArray filled(QByteArray text, const QByteArray &person, const QByteArray &role)
{
    return text.replace("@me", person).replace("@role", role);
}

} // namespace

/// Each person of the demonstration, with plain psql and their own role, tries what one tries: not
/// one row, address or password beyond their scope, and the journal stays as it is.
class TstHostileClient final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        VIGIE_NEED_POSTGRES();
        QFile plan(QStringLiteral(VIGIE_DEMO_PLAN));
        QVERIFY(plan.open(QIODevice::ReadOnly));
        auto content = registry::demo::build(paris::dateAt(SystemClock().now()), plan.readAll());
        VERIFY_RESULT(content);
        for (const auto &endpoint : std::as_const(content->endpoints)) {
            for (const StreamEndpoint &stream : endpoint->streams)
                m_secrets.insert(stream.url.toString(QUrl::RemovePath).toUtf8());
            if (!endpoint->password.isEmpty())
                m_secrets.insert(endpoint->password.revealBytes());
        }
        m_secrets.remove({});
        QVERIFY(m_secrets.size() > 5);
        m_facts = content->facts;
        VERIFY_RESULT(m_department.make(QStringLiteral("vigie_hostile"), *content));
        VERIFY_RESULT(m_department.root().execute("ANALYZE"));
    }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void whoever_tries_gets_nothing_data();
    void whoever_tries_gets_nothing();
    void the_same_tries_succeed_for_who_may();

private:
    registry::Facts m_facts;
    QSet<QByteArray> m_secrets;
    Department m_department;
};

void TstHostileClient::whoever_tries_gets_nothing_data()
{
    QTest::addColumn<QString>("person");
    for (const auto &one : registry::demo::people())
        QTest::newRow(qUtf8Printable(one.name)) << one.person.value;
}

void TstHostileClient::whoever_tries_gets_nothing()
{
    QFETCH(QString, person);
    const QByteArray me = person.toUtf8();
    const QByteArray role = Department::roleOf({person}).toUtf8();
    auto root = m_department.root();
    const qint64 before = root.queryNumber(kFingerprint).value();
    QByteArray script = "\\set ON_ERROR_STOP off\nSET client_min_messages = error;\n";
    for (const Attack &attack : attacks())
        script += filled(attack.sql, me, role)
            + ";\nROLLBACK;\nRESET SESSION AUTHORIZATION;\nRESET ALL;\nSET client_min_messages = error;\n\\echo @@@\n";
    const QString output =
        PostgresCluster::shared()->psql(QString::fromUtf8(role), m_department.name(), QString::fromUtf8(script));
    const QStringList printed = output.split(QStringLiteral("@@@\n"));
    QCOMPARE(printed.size(), attacks().size() + 1);
    QStringList yielded;
    for (qsizetype i = 0; i < attacks().size(); ++i) {
        const Attack &attack = attacks().at(i);
        QString said = printed.at(i);
        said.remove(QRegularExpression(QStringLiteral("psql:<stdin>:\\d+: ")));
        const QString expected = QString::fromUtf8(filled(attack.prints, me, role));
        const QRegularExpression whole(QStringLiteral("^(?:%1)\\s*$").arg(expected));
        if (!whole.match(said).hasMatch())
            yielded.append(QString::fromUtf8(attack.name) + QStringLiteral(" -> ") + said.left(300));
    }
    QVERIFY2(yielded.isEmpty(), qUtf8Printable(yielded.join(QLatin1Char('\n'))));
    // Whatever was printed, nothing of it was secret.
    for (const QByteArray &secret : std::as_const(m_secrets))
        QVERIFY2(!output.contains(QString::fromUtf8(secret)), secret.constData());
    QVERIFY(!output.contains(QLatin1String("rtsp://")));
    for (const registry::Person &other : std::as_const(m_facts.persons)) {
        if (other.id.value != person && !other.name.isEmpty())
            QVERIFY2(!output.contains(other.name), qPrintable(other.name));
    }
    QCOMPARE(root.queryNumber(kFingerprint).value(), before);
    QCOMPARE(root.queryNumber("SELECT count(*) FROM vigie.journal_problems()").value(), qint64(0));
}

/// Tries that fail for everybody would prove nothing.
void TstHostileClient::the_same_tries_succeed_for_who_may()
{
    auto root = m_department.root();
    QVERIFY(root.queryNumber("SELECT count(*) FROM vigie.person").value() > 5);
    QVERIFY(root.queryNumber("SELECT count(*) FROM vigie.endpoint").value() > 20);
    QVERIFY(root.queryNumber("SELECT count(*) FROM vigie.journal").value() > 0);
    QVERIFY(root.queryNumber("SELECT count(*) FROM pg_stats WHERE schemaname = 'vigie' AND tablename = 'person'").value() > 0);
    auto martin = m_department.as({QStringLiteral("martin")});
    QCOMPARE(martin.queryNumber("SELECT count(*) FROM vigie.person WHERE id = 'martin'").value(), qint64(1));
    QVERIFY(martin.queryNumber("SELECT count(*) FROM vigie.habilitation").value() > 0);
    QVERIFY(martin.queryNumber("SELECT count(*) FROM vigie.camera").value() > 10);
    int opened = 0;
    int refused = 0;
    for (const CameraId &camera : m_facts.cameras.keys()) {
        QJsonObject request = requestFor(camera);
        request.insert(QStringLiteral("post"), registry::demo::people().constFirst().post.value);
        const auto answers = askServer(martin, "CALL vigie.open_views(?::jsonb, NULL)", {request});
        VERIFY_RESULT(answers);
        const QJsonObject answer = answers->at(0).toObject();
        QCOMPARE(answer.contains(QLatin1String("endpoint")), answer.value(QLatin1String("allow")).toBool());
        ++(answer.value(QLatin1String("allow")).toBool() ? opened : refused);
    }
    // As the demonstration counts them.
    QCOMPARE(opened, 21);
    QCOMPARE(refused, 7);
}

VIGIE_TEST(TstHostileClient)
#include "tst_hostile_client.moc"
