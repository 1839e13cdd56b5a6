// SPDX-License-Identifier: GPL-3.0-or-later
#include "vigiectl_run.h"

#include <support/postgres_cluster.h>
#include <support/test_main.h>

#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::test;

namespace {

const QString kDatabase = QStringLiteral("vigiectl");
const QString kKeeper = QStringLiteral("keeper");

} // namespace

/// vigiectl registry … --server: the same commands on a department's registry, by its administrator.
class TstServerDoor final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        auto *cluster = PostgresCluster::shared();
        if (!cluster)
            QSKIP(qPrintable(PostgresCluster::reason()));
        const auto made = cluster->makeRegistry(kDatabase);
        QVERIFY2(made, made ? "" : qPrintable(toLogText(made.error())));
        QVERIFY(cluster->addPerson(kDatabase, kKeeper, kKeeper, QStringLiteral("vigie_admin")));
        QVERIFY(cluster->addPerson(kDatabase, QStringLiteral("A101"), QStringLiteral("martin")));
    }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void an_import_comes_back_as_an_export();
    void a_suspension_takes_effect_there();
    void a_person_may_not_change_it();
    void nobody_there_is_said();

private:
    static QStringList with(QStringList arguments, const QString &role)
    {
        return arguments << QStringLiteral("--server") << PostgresCluster::shared()->where(role, kDatabase);
    }
    Run run(const QStringList &arguments, const QString &role = kKeeper) const
    {
        return m_station.run(with(arguments, role));
    }
    StationFolder m_station;
};

void TstServerDoor::an_import_comes_back_as_an_export()
{
    const QString given = m_station.put(QStringLiteral("given.json"), exampleRegistry());
    const Run import = run({QStringLiteral("registry"), QStringLiteral("import"), given});
    QVERIFY2(import.status == 0, qPrintable(import.text()));
    QVERIFY(!QFile::exists(m_station.file(QStringLiteral("registry.sqlite"))));
    const QString taken = m_station.beside(QStringLiteral("taken.json"));
    const Run exported = run({QStringLiteral("registry"), QStringLiteral("export"), taken});
    QVERIFY2(exported.status == 0, qPrintable(exported.text()));
    const auto persons = [](const QByteArray &json) {
        return QJsonDocument::fromJson(json).object().value(QLatin1String("persons")).toArray().size();
    };
    QVERIFY(persons(bytesOf(taken)) > 0);
    QCOMPARE(persons(bytesOf(taken)), persons(exampleRegistry()));
    QVERIFY(!bytesOf(taken).contains("Exemple-1234"));
    // The key is the station's, the record stands in both journals.
    QVERIFY(bytesOf(m_station.journal()).contains("registry-change"));
    auto root = PostgresCluster::shared()->connect(PostgresCluster::superuser(), kDatabase).value();
    QVERIFY(root.queryNumber("SELECT count(*) FROM journal WHERE chain = 'keeper'").value() > 0);
    // Another station's key is found at once.
    StationFolder other;
    const Run wrong = other.run(with({QStringLiteral("registry"), QStringLiteral("import"), given}, kKeeper));
    QVERIFY(wrong.status > 0);
    QVERIFY2(wrong.text().contains(QLatin1String("Corrupt")), qPrintable(wrong.text()));
}

void TstServerDoor::a_suspension_takes_effect_there()
{
    auto root = PostgresCluster::shared()->connect(PostgresCluster::superuser(), kDatabase).value();
    const char *suspended = "SELECT count(*) FROM agrement WHERE person = 'martin' AND suspended_until IS NULL AND suspended_from IS NOT NULL";
    QCOMPARE(run({QStringLiteral("registry"), QStringLiteral("suspend-agrement"), QStringLiteral("martin")}).status, 0);
    QCOMPARE(root.queryNumber(suspended).value(), qint64(1));
    QCOMPARE(run({QStringLiteral("registry"), QStringLiteral("lift-agrement"), QStringLiteral("martin")}).status, 0);
    QCOMPARE(root.queryNumber(suspended).value(), qint64(0));
    QVERIFY(run({QStringLiteral("registry"), QStringLiteral("suspend-agrement"), QStringLiteral("nobody")}).status > 0);
}

void TstServerDoor::a_person_may_not_change_it()
{
    auto root = PostgresCluster::shared()->connect(PostgresCluster::superuser(), kDatabase).value();
    const char *version = "SELECT value FROM meta WHERE key = 'version'";
    const qint64 before = root.queryNumber(version).value();
    const Run tried = run({QStringLiteral("registry"), QStringLiteral("lift-agrement"), QStringLiteral("martin")}, QStringLiteral("A101"));
    QVERIFY(tried.status > 0);
    QVERIFY2(tried.text().contains(QLatin1String("Refused")), qPrintable(tried.text()));
    QCOMPARE(root.queryNumber(version).value(), before);
}

void TstServerDoor::nobody_there_is_said()
{
    const Run tried = m_station.run({QStringLiteral("registry"), QStringLiteral("end-duty"), QStringLiteral("martin"),
                                     QStringLiteral("--server"), QStringLiteral("host=/nowhere dbname=vigie user=x")});
    QVERIFY(tried.status > 0);
    QVERIFY2(tried.text().contains(QLatin1String("Unreachable")), qPrintable(tried.text()));
}

VIGIE_TEST(TstServerDoor)
#include "tst_server_door.moc"
