// SPDX-License-Identifier: GPL-3.0-or-later
#include <ptz/leases.h>
#include <ptz/sqlite_leases.h>
#include <support/test_main.h>

#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <atomic>

using namespace vigie;
using namespace vigie::ptz;
using namespace std::chrono_literals;

namespace {

const CameraId kDome{QStringLiteral("dome")};

Claimant person(const char *name, Standing standing = Standing::Operator, bool chief = false)
{
    return {{}, QStringLiteral("M-") + QString::fromLatin1(name), QString::fromLatin1(name), standing, chief};
}

/// A store whose line can be cut.
class CutStore final : public LeaseStore {
public:
    CutStore(const QString &path, const Clock &clock, const std::atomic<bool> &cut) : m_store(path, clock), m_cut(cut) { }
    [[nodiscard]] Result<> open() override { return m_cut ? fail(ErrorCode::Unreachable) : m_store.open(); }
    [[nodiscard]] bool isOpen() const override { return m_store.isOpen(); }
    void drop() override { m_store.drop(); }
    [[nodiscard]] Result<QList<LeaseState>> act(const QList<LeaseAsk> &asks) override
    {
        return m_cut ? fail(ErrorCode::Unreachable) : m_store.act(asks);
    }
    [[nodiscard]] Result<bool> waitForChange(std::chrono::milliseconds limit, int wake) override
    {
        return m_cut ? fail(ErrorCode::Unreachable) : m_store.waitForChange(limit, wake);
    }

private:
    SqliteLeases m_store;
    const std::atomic<bool> &m_cut;
};

struct Room {
    QTemporaryDir folder;
    SystemClock clock;
    std::atomic<bool> cut{false};
    Leases one{std::make_unique<CutStore>(path(), clock, cut), clock};
    Leases two{std::make_unique<SqliteLeases>(path(), clock), clock};
    QSignalSpy lost{&one, &Leases::lost};

    Room()
    {
        [this] { QTRY_VERIFY(one.isReachable() && two.isReachable()); }();
    }
    [[nodiscard]] QString path() const { return folder.filePath(QStringLiteral("leases")); }
};

} // namespace

/// The leases of two consoles of one machine, over the file that they share.
class TstLeases final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneDrivesAtATime()
    {
        Room room;
        QVERIFY(!room.one.mayDrive(kDome));
        room.one.ask(person("one"), kDome, LeaseVerb::Take);
        QTRY_VERIFY(room.one.mayDrive(kDome));
        room.two.ask(person("two"), kDome, LeaseVerb::Queue);
        QTRY_COMPARE(room.two.state(kDome).place, 1);
        QCOMPARE(room.two.state(kDome).holder, QStringLiteral("one"));
        QVERIFY(!room.two.mayDrive(kDome));
        QTRY_COMPARE(room.one.state(kDome).waiting, 1);
        room.one.giveUp(kDome);
        QVERIFY(!room.one.mayDrive(kDome));
        QTRY_VERIFY(room.two.mayDrive(kDome));
        QCOMPARE(room.two.state(kDome).from, QStringLiteral("M-one"));
    }
    void whatIsHeldIsRenewed()
    {
        Room room;
        room.one.ask(person("one"), kDome, LeaseVerb::Take);
        QTRY_VERIFY(room.one.mayDrive(kDome));
        const auto since = room.clock.sinceBoot();
        QTRY_VERIFY_WITH_TIMEOUT(room.clock.sinceBoot() - since > kLeaseLife + kLeaseRenewal, 8000);
        QVERIFY(room.one.mayDrive(kDome));
        QCOMPARE(room.lost.size(), 0);
    }
    void aHeldCameraIsRefusedWithItsHolder()
    {
        Room room;
        QSignalSpy answered(&room.two, &Leases::answered);
        room.one.ask(person("one"), kDome, LeaseVerb::Take);
        QTRY_VERIFY(room.one.mayDrive(kDome));
        room.two.ask(person("two"), kDome, LeaseVerb::Take);
        QTRY_COMPARE(answered.size(), 1);
        QCOMPARE(answered.constFirst().value(2).value<LeaseRefusal>(), LeaseRefusal::Held);
        QCOMPARE(room.two.state(kDome).holder, QStringLiteral("one"));
    }
    void thePoliceOfTheCommuneIsAnnouncedThenHasIt()
    {
        Room room;
        room.one.ask(person("one"), kDome, LeaseVerb::Take);
        QTRY_VERIFY(room.one.mayDrive(kDome));
        room.two.ask(person("police", Standing::CommunePolice), kDome, LeaseVerb::Preempt);
        QTRY_VERIFY(room.one.state(kDome).endsIn);
        QCOMPARE(room.one.state(kDome).taker, QStringLiteral("police"));
        QVERIFY(room.one.mayDrive(kDome));
        QVERIFY(!room.two.mayDrive(kDome));
        QTRY_COMPARE(room.lost.size(), 1);
        QCOMPARE(room.lost.constFirst().value(1).value<LeaseEnd>(), LeaseEnd::Preempted);
        QVERIFY(!room.one.mayDrive(kDome));
        QVERIFY(!room.two.mayDrive(kDome)); // not before the loser says that it stopped
        room.one.giveUp(kDome);
        QTRY_VERIFY(room.two.mayDrive(kDome));
    }
    void theChiefEndsIt()
    {
        Room room;
        room.one.ask(person("one"), kDome, LeaseVerb::Take);
        QTRY_VERIFY(room.one.mayDrive(kDome));
        room.one.lock(kDome, 5min);
        room.two.watch({kDome}, [](const CameraId &) { return person("chief", Standing::Operator, true); });
        QTRY_VERIFY(room.two.state(kDome).lockLeft);
        QVERIFY(room.two.state(kDome).mayBreak);
        room.two.breakOther(person("chief", Standing::Operator, true), kDome);
        QTRY_COMPARE(room.lost.size(), 1);
        QCOMPARE(room.lost.constFirst().value(1).value<LeaseEnd>(), LeaseEnd::ByChief);
        QVERIFY(!room.one.mayDrive(kDome));
        room.one.giveUp(kDome);
        QTRY_VERIFY(!room.two.state(kDome).held);
    }
    /// The holder has stopped driving before the registry can give the camera to another.
    void aCutLineEndsItInTime()
    {
        Room room;
        room.one.ask(person("one"), kDome, LeaseVerb::Take);
        QTRY_VERIFY(room.one.mayDrive(kDome));
        room.two.ask(person("two"), kDome, LeaseVerb::Queue);
        QTRY_COMPARE(room.two.state(kDome).place, 1);
        const auto since = room.clock.sinceBoot();
        room.cut = true;
        std::optional<std::chrono::milliseconds> over;
        connect(&room.one, &Leases::lost, this, [&] { over = room.clock.sinceBoot(); });
        std::optional<std::chrono::milliseconds> begun;
        connect(&room.two, &Leases::changed, this, [&] {
            if (room.two.mayDrive(kDome) && !begun)
                begun = room.clock.sinceBoot();
        });
        QTRY_VERIFY_WITH_TIMEOUT(over && begun, 8000);
        QVERIFY(*over < *begun);
        QVERIFY(*over - since <= kLeaseLife);
        QVERIFY(*begun - since <= kLeaseLife + 1500ms);
        QCOMPARE(room.lost.constFirst().value(1).value<LeaseEnd>(), LeaseEnd::Unreachable);
        QTRY_VERIFY(!room.one.isReachable());
        // Nothing new either.
        QSignalSpy answered(&room.one, &Leases::answered);
        room.one.ask(person("one"), {QStringLiteral("other")}, LeaseVerb::Take);
        QTRY_COMPARE(answered.size(), 1);
        QVERIFY(answered.constFirst().value(3).value<std::optional<Error>>());
        QVERIFY(!room.one.mayDrive({QStringLiteral("other")}));
    }
    void whoLeavesGivesBack()
    {
        Room room;
        auto third = std::make_unique<Leases>(std::make_unique<SqliteLeases>(room.path(), room.clock), room.clock);
        third->ask(person("third"), kDome, LeaseVerb::Take);
        QTRY_VERIFY(third->mayDrive(kDome));
        const auto since = room.clock.sinceBoot();
        third.reset();
        room.one.ask(person("one"), kDome, LeaseVerb::Queue);
        QTRY_VERIFY(room.one.mayDrive(kDome));
        QVERIFY(room.clock.sinceBoot() - since < kLeaseLife - kLeaseMargin);
    }
    /// Given up and asked for again at once: what was still on its way is no answer to the new question.
    void givenUpAndAskedAgainAtOnce()
    {
        Room room;
        for (int i = 0; i < 20; ++i) {
            room.one.ask(person("one"), kDome, LeaseVerb::Take);
            room.one.giveUp(kDome);
            QVERIFY(!room.one.mayDrive(kDome));
            room.one.ask(person("one"), kDome, LeaseVerb::Take);
            QTRY_VERIFY(room.one.mayDrive(kDome));
            room.one.giveUp(kDome);
        }
        room.two.ask(person("two"), kDome, LeaseVerb::Queue);
        QTRY_VERIFY(room.two.mayDrive(kDome));
    }
};

VIGIE_TEST(TstLeases)
#include "tst_leases.moc"
