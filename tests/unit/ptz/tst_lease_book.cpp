// SPDX-License-Identifier: GPL-3.0-or-later
#include "lease_cases.h"

#include <ptz/lease_book.h>
#include <ptz/sqlite_leases.h>
#include <support/law_world.h>
#include <support/test_main.h>

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::ptz;
using namespace vigie::test;
using namespace std::chrono_literals;

namespace {

const CameraId kDome{QStringLiteral("dome")};

Claimant claimant(const LeaseStep &step)
{
    Claimant who;
    who.name = leasePersonName(step.person);
    who.matricule = QStringLiteral("M-") + who.name;
    who.console = who.name + QString::fromLatin1(step.console);
    who.standing = step.person == LeasePerson::Police ? Standing::CommunePolice : Standing::Operator;
    who.chief = step.person == LeasePerson::Chief;
    return who;
}

} // namespace

/// Who has a camera, who waits, who goes before whom: as an embedded registry keeps it.
class TstLeaseBook final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everybodyLearnsWhatIsSo_data()
    {
        QTest::addColumn<int>("number");
        for (int i = 0; i < leaseCases().size(); ++i)
            QTest::newRow(leaseCases().at(i).name) << i;
    }
    /// Over the file, so that what is written is what is read.
    void everybodyLearnsWhatIsSo()
    {
        QFETCH(int, number);
        QTemporaryDir folder;
        FakeClock clock;
        SqliteLeases store(folder.filePath(QStringLiteral("leases")), clock);
        QVERIFY(store.open());
        for (const LeaseStep &step : leaseCases().at(number).steps) {
            clock.advance(step.after);
            const auto answers = store.act({{step.verb, kDome, claimant(step), step.lock, 0}});
            QVERIFY2(answers, answers ? "" : qPrintable(toLogText(answers.error())));
            QCOMPARE(summary(answers->constFirst()), QString::fromUtf8(step.learns));
        }
    }
    void whoGoesBeforeWhom_data()
    {
        QTest::addColumn<int>("asker");
        QTest::addColumn<int>("holder");
        QTest::addColumn<bool>("goesBefore");
        QTest::newRow("operator, operator") << 0 << 0 << false;
        QTest::newRow("operator, police") << 0 << 1 << false;
        QTest::newRow("police, operator") << 1 << 0 << true;
        QTest::newRow("police, police") << 1 << 1 << false;
    }
    void whoGoesBeforeWhom()
    {
        QFETCH(int, asker);
        QFETCH(int, holder);
        QFETCH(bool, goesBefore);
        QCOMPARE(mayPreempt(static_cast<Standing>(asker), static_cast<Standing>(holder)), goesBefore);
    }
    void theCommunesOwnPolice()
    {
        auto facts = law::world();
        QCOMPARE(standingOf(facts, law::kPolice, law::kCamera, law::kNow), Standing::CommunePolice);
        QCOMPARE(standingOf(facts, law::kPolice, law::kAgnetzCamera, law::kNow), Standing::Operator);
        QCOMPARE(standingOf(facts, law::kOperator, law::kCamera, law::kNow), Standing::Operator);
        QCOMPARE(standingOf(facts, {QStringLiteral("nobody")}, law::kCamera, law::kNow), Standing::Operator);
        QCOMPARE(standingOf(facts, law::kPolice, {QStringLiteral("nothing")}, law::kNow), Standing::Operator);
        facts.habilitations[law::kPolice].first().validity.until = law::day(2026, 11, 23);
        QCOMPARE(standingOf(facts, law::kPolice, law::kCamera, law::kNow), Standing::Operator);
        facts.habilitations[law::kPolice].first().validity = {law::day(2026, 11, 24), law::day(2026, 11, 24)};
        QCOMPARE(standingOf(facts, law::kPolice, law::kCamera, law::kNow), Standing::CommunePolice);
    }
    /// Again and again, all of it together is no longer than the longest lock.
    void nobodyLocksForEver()
    {
        LeaseBook book;
        Claimant who;
        who.console = QStringLiteral("a");
        qint64 now = 5'000'000;
        (void)book.apply({LeaseVerb::Take, kDome, who, {}, 0}, now);
        qint64 locked = 0;
        for (int i = 0; i < 3000; ++i) {
            now += 1000;
            const auto state = book.apply({LeaseVerb::Lock, kDome, who, 24h, 0}, now);
            QVERIFY(state.mine);
            locked += state.lockLeft ? 1000 : 0;
            (void)book.apply({LeaseVerb::Renew, kDome, who, {}, 0}, now);
        }
        QVERIFY(locked <= std::chrono::milliseconds(kLongestLock).count());
        QVERIFY(locked >= std::chrono::milliseconds(kLongestLock).count() - 2000);
    }
    void aRestartedMachineForgets()
    {
        LeaseBook book;
        Claimant who;
        who.console = QStringLiteral("a");
        (void)book.apply({LeaseVerb::Take, kDome, who, {}, 0}, 900'000'000);
        const auto kept = LeaseBook::fromJson(book.toJson());
        QVERIFY(kept);
        book = *kept;
        who.console = QStringLiteral("b");
        QVERIFY(book.apply({LeaseVerb::Take, kDome, who, {}, 0}, 5000).mine);
    }
    void aQueueHasAnEnd()
    {
        LeaseBook book;
        LeaseState state;
        for (int i = 0; i <= kMostWaiting + 1; ++i) {
            Claimant who;
            who.console = QString::number(i);
            state = book.apply({LeaseVerb::Queue, kDome, who, {}, 0}, 1'000'000 + i);
        }
        QCOMPARE(state.refused, LeaseRefusal::QueueFull);
        QCOMPARE(state.waiting, kMostWaiting);
    }
    void whatCannotBeReadIsRefused()
    {
        QVERIFY(LeaseBook::fromJson({}));
        for (const QByteArray &bytes : {QByteArray("["), QByteArray("[]"), QByteArray("nothing"), QByteArray(70'000, ' ')})
            QVERIFY(!LeaseBook::fromJson(bytes));
        // Whatever stands in it, the next one who asks can have the camera once it is over.
        auto book = LeaseBook::fromJson(R"({"holder":{"until":1e300,"console":7},"waiting":[1,{"heard":-1},{"since":"x"}]})");
        QVERIFY(book);
        Claimant who;
        who.console = QStringLiteral("b");
        QVERIFY(book->apply({LeaseVerb::Take, kDome, who, {}, 0}, 1'000'000).mine);
    }
};

VIGIE_TEST(TstLeaseBook)
#include "tst_lease_book.moc"
