// SPDX-License-Identifier: GPL-3.0-or-later
#include "vigiectl_run.h"

#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie::test;

/// vigiectl department: a workstation is joined to a server, says to which, and leaves it.
class TstDepartmentDoor final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void it_is_joined_shown_and_left();
    void what_cannot_be_a_server_changes_nothing_data();
    void what_cannot_be_a_server_changes_nothing();

private:
    [[nodiscard]] QJsonObject shown() const
    {
        const Run run = m_station.run({QStringLiteral("department"), QStringLiteral("show")});
        return run.status == 0 && run.json().size() == 1 ? run.json().constFirst() : QJsonObject();
    }
    [[nodiscard]] Run join(const QString &server, const QString &post) const
    {
        return m_station.run({QStringLiteral("department"), QStringLiteral("join"), server, QStringLiteral("--post"), post});
    }
    StationFolder m_station;
};

void TstDepartmentDoor::it_is_joined_shown_and_left()
{
    QCOMPARE(shown().value(QLatin1String("server")).toString(QStringLiteral("?")), QString());
    const QString server = QStringLiteral("host=registre.example dbname=vigie sslrootcert='/etc/vigie/ca du centre.crt'");
    const Run joined = join(server, QStringLiteral("poste-1"));
    QVERIFY2(joined.status == 0, qPrintable(joined.text()));
    QVERIFY(joined.err.contains("station.key")); // it is not there yet
    QCOMPARE(shown().value(QLatin1String("server")).toString(), server);
    QCOMPARE(shown().value(QLatin1String("post")).toString(), QStringLiteral("poste-1"));
    QCOMPARE(shown().value(QLatin1String("key")).toBool(true), false);
    const Run left = m_station.run({QStringLiteral("department"), QStringLiteral("leave")});
    QVERIFY2(left.status == 0, qPrintable(left.text()));
    QCOMPARE(shown().value(QLatin1String("server")).toString(QStringLiteral("?")), QString());
    QCOMPARE(shown().value(QLatin1String("post")).toString(QStringLiteral("?")), QString());
}

void TstDepartmentDoor::what_cannot_be_a_server_changes_nothing_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("post");
    const QString post = QStringLiteral("poste-1");
    QTest::newRow("a password in it") << QStringLiteral("host=a dbname=vigie password=secret-secret") << post;
    QTest::newRow("a password in an address") << QStringLiteral("postgresql://a:secret-secret@b/vigie") << post;
    QTest::newRow("a word that libpq does not know") << QStringLiteral("hots=a") << post;
    QTest::newRow("no value") << QStringLiteral("host") << post;
    QTest::newRow("nothing") << QString() << post;
    QTest::newRow("blanks") << QStringLiteral("  ") << post;
    QTest::newRow("a post that cannot be") << QStringLiteral("host=a") << QStringLiteral("poste 1");
    QTest::newRow("no post") << QStringLiteral("host=a") << QString();
}

void TstDepartmentDoor::what_cannot_be_a_server_changes_nothing()
{
    QFETCH(const QString, server);
    QFETCH(const QString, post);
    const Run run = join(server, post);
    QCOMPARE(run.status, 1);
    QVERIFY(!run.err.isEmpty());
    QVERIFY2(!run.err.contains("secret-secret"), run.err.constData());
    QCOMPARE(shown().value(QLatin1String("server")).toString(QStringLiteral("?")), QString());
}

VIGIE_TEST(TstDepartmentDoor)
#include "tst_department_door.moc"
