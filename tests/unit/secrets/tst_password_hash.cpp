// SPDX-License-Identifier: GPL-3.0-or-later
#include <secrets/password_hash.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::secrets;

class TstPasswordHash final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void a_password_matches_its_own_hash_alone()
    {
        const QByteArray hash = hashPassword(Secret(QByteArray("mot de passe"))).value();
        QVERIFY2(hash.startsWith("$argon2id$v=19$"), hash.constData());
        QVERIFY(verifyPassword(hash, Secret(QByteArray("mot de passe"))));
        QVERIFY(!verifyPassword(hash, Secret(QByteArray("mot de passe "))));
        QVERIFY(!verifyPassword(hash, Secret(QByteArray("Mot de passe"))));
        QVERIFY(!verifyPassword(hash, Secret()));
        QVERIFY(!hash.contains("mot"));
    }
    void two_hashes_of_one_password_differ()
    {
        QVERIFY(hashPassword(Secret(QByteArray("x"))).value()
                != hashPassword(Secret(QByteArray("x"))).value());
    }
    void nonsense_matches_nothing_data()
    {
        QTest::addColumn<QByteArray>("hash");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("plain text") << QByteArray("mot de passe");
        QTest::newRow("another algorithm") << QByteArray("$2b$12$abcdefghijklmnopqrstuv");
        QTest::newRow("only the beginning") << QByteArray("$argon2id$");
        QTest::newRow("no cost") << QByteArray("$argon2id$v=19$m=,t=,p=$AAAA$AAAA");
        QTest::newRow("all memory there is")
            << QByteArray("$argon2id$v=19$m=4294967295,t=1,p=1$c29tZXNhbHRzb21lc2Fs$AAAA");
        QTest::newRow("too long") << "$argon2id$" + QByteArray(5000, 'A');
    }
    void nonsense_matches_nothing()
    {
        QFETCH(QByteArray, hash);
        QVERIFY(!verifyPassword(hash, Secret(QByteArray("mot de passe"))));
        QVERIFY(!verifyPassword(hash, Secret(QByteArray(hash))));
    }
    void a_weaker_hash_is_to_be_renewed()
    {
        QVERIFY(!needsRehash(hashPassword(Secret(QByteArray("x"))).value()));
        QVERIFY(needsRehash(QByteArray("$argon2id$v=19$m=8192,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$"
                                       "l1H5VKpYbxJX5OnbAZqAdFLDhkUfQAYsHcuTCnS+uGI")));
    }
    void an_unknown_person_costs_what_a_known_one_does()
    {
        const QByteArray hash = hashPassword(Secret(QByteArray("x"))).value();
        const auto costOf = [](const QByteArray &against) {
            QElapsedTimer timer;
            qint64 least = std::numeric_limits<qint64>::max();
            for (int i = 0; i < 3; ++i) {
                timer.start();
                (void)verifyPassword(against, Secret(QByteArray("y")));
                least = std::min(least, timer.nsecsElapsed());
            }
            return double(least);
        };
        const double known = costOf(hash);
        const double unknown = costOf({});
        QVERIFY2(unknown > known / 3 && unknown < known * 3,
                 qPrintable(QStringLiteral("%1 and %2").arg(known).arg(unknown)));
    }
};

VIGIE_TEST(TstPasswordHash)
#include "tst_password_hash.moc"
