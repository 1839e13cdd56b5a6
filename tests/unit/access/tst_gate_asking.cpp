// SPDX-License-Identifier: GPL-3.0-or-later
#include "gate_house.h"

#include <access/reasons.h>
#include <journal/timely_journal.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QSignalSpy>

using namespace vigie;
using namespace vigie::access;
using namespace vigie::test;
using namespace vigie::test::law;

namespace {

constexpr std::chrono::milliseconds kHangs{60};

} // namespace

/// From the request to the grant or the refusal.
class TstGateAsking : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void grantCarriesTheEndpoint();
    void refusalNeverAsksTheVault();
    void noGrantBeforeTheRecordIsDurable();
    void oneTurnIsOneRecordUnit();
    void nothingIsAnsweredFromInsideTheCall();
    void rightLostWhileTheRecordIsWritten();
    void sessionEndedWhileTheRecordIsWritten();
    void sessionEndedByTheFirstAnswerOfSeveral();
    void journalThatFailsRefusesEverything();
    void journalThatHangsRefusesInTime();
    void journalThatHangsEndsWhatIsOpen();
    void vaultThatFails_data();
    void vaultThatFails();
    void noRegistryAtAll();
    void unreachableRegistryRefusesAtOnce();
    void untrustedClockRefusesAtOnce();
    void somebodyElsesSession();
    void contextGoneBeforeTheTurnEnds();
    void contextGoneWhileTheRecordIsWritten();
    void answerNobodyKeepsIsGivenBack();
};

void TstGateAsking::grantCarriesTheEndpoint()
{
    House house;
    house.request(ask());
    QTRY_COMPARE(house.grants.size(), std::size_t(1));
    const Grant &grant = *house.grants.front();
    QVERIFY(grant.isLive());
    QVERIFY(grant.decision().allowed);
    QCOMPARE(grant.endpoint().camera, kCamera);
    QCOMPARE(grant.endpoint().streams.size(), 2);
    QCOMPARE(grant.decision().authority, QStringLiteral("Maire de Beauvais"));
    QCOMPARE(house.gate.liveGrants(), 1);
    QCOMPARE(house.journal.events(), QStringList{QStringLiteral("live-begin")});
    const journal::Entry &entry = house.journal.written.first();
    QCOMPARE(entry.decision, QStringLiteral("allow"));
    QCOMPARE(entry.matricule, QStringLiteral("M-operateur"));
    QCOMPARE(entry.camera, kCamera);
    QCOMPARE(entry.commune, kBeauvais);
    QCOMPARE(entry.post, kRoom);
    QCOMPARE(entry.session, kSession.session);
    QCOMPARE(entry.rows, QList<int>{1});
    QCOMPARE(entry.registryVersion, 1);
    QVERIFY(!entry.details.value(QStringLiteral("grant")).toString().isEmpty());
    // Who they are and what the camera is, as the law wants it in each record (law.md section 8).
    QCOMPARE(entry.context.value(QStringLiteral("category")).toString(), QStringLiteral("agent-territorial"));
    for (const char *field : {"room", "employer", "agrement_no", "habilitation_id", "regime", "autorisation_no", "purpose", "legal_basis"})
        QVERIFY2(entry.context.contains(QLatin1String(field)), field);
    QCOMPARE(entry.context.value(QStringLiteral("agrement_status")).toString(), QStringLiteral("en vigueur"));
    QCOMPARE(entry.context.value(QStringLiteral("clock")).toString(), QStringLiteral("trusted"));
    // Neither address nor password may stand in a record.
    const QByteArray text = QJsonDocument(entry.details).toJson();
    QVERIFY(!text.contains("rtsp") && !text.contains("password"));
}

void TstGateAsking::refusalNeverAsksTheVault()
{
    House house;
    house.request(ask(kCreilCamera));
    QTRY_COMPARE(house.refusals.size(), std::size_t(1));
    const Refusal &refusal = house.refusals.front();
    QCOMPARE(refusal.decision.rows, QList<int>{10});
    QVERIFY(!refusal.error);
    QVERIFY(house.vault.asked.isEmpty());
    QCOMPARE(house.journal.events(), QStringList{QStringLiteral("refusal")});
    QCOMPARE(house.journal.written.first().decision, QStringLiteral("refuse"));
    QCOMPARE(house.journal.written.first().rows, QList<int>{10});
    const auto reasons =
        house.journal.written.first().details.value(QStringLiteral("reasons")).toArray();
    QCOMPARE(reasons.at(0).toObject().value(QStringLiteral("text")).toString(),
             QStringLiteral("Commune de Creil hors habilitation"));
}

void TstGateAsking::noGrantBeforeTheRecordIsDurable()
{
    House house;
    house.journal.hold();
    house.request(ask());
    QTRY_COMPARE(house.journal.queued(), 1);
    QCoreApplication::processEvents();
    QCOMPARE(house.answers(), std::size_t(0));
    QVERIFY(house.vault.asked.isEmpty());
    house.journal.release();
    QCOMPARE(house.grants.size(), std::size_t(1));
    QCOMPARE(house.vault.asked, QList<CameraId>{kCamera});
}

void TstGateAsking::oneTurnIsOneRecordUnit()
{
    House house;
    for (int i = 0; i < 8; ++i) {
        house.request(ask(kCamera));
        house.request(ask(kCreilCamera));
    }
    QTRY_COMPARE(house.answers(), std::size_t(16));
    QCOMPARE(house.grants.size(), std::size_t(8));
    QCOMPARE(house.journal.units, QList<qsizetype>{16});
}

void TstGateAsking::nothingIsAnsweredFromInsideTheCall()
{
    House house;
    house.request(ask());
    house.request(ask(kCreilCamera));
    QCOMPARE(house.answers(), std::size_t(0));
    QCOMPARE(house.journal.queued(), 0);
    QTRY_COMPARE(house.answers(), std::size_t(2));
}

void TstGateAsking::rightLostWhileTheRecordIsWritten()
{
    House house;
    house.journal.hold();
    house.request(ask());
    QTRY_COMPARE(house.journal.queued(), 1);
    house.suspend(kOperator);
    house.journal.release();
    QTRY_COMPARE(house.refusals.size(), std::size_t(1));
    QVERIFY(house.grants.empty());
    QCOMPARE(house.refusals.front().decision.rows, QList<int>{4});
    QVERIFY(house.vault.asked.isEmpty());
    QTRY_COMPARE(house.journal.events(),
                 QStringList({QStringLiteral("live-begin"), QStringLiteral("refusal")}));
    QCOMPARE(house.journal.written.at(1).details.value(QStringLiteral("grant")),
             house.journal.written.at(0).details.value(QStringLiteral("grant")));
}

void TstGateAsking::sessionEndedWhileTheRecordIsWritten()
{
    House house;
    house.journal.hold();
    house.request(ask());
    QTRY_COMPARE(house.journal.queued(), 1);
    house.gate.endSession(kSession.session, EndCause::SignedOut);
    house.journal.release();
    QTRY_COMPARE(house.refusals.size(), std::size_t(1));
    QCOMPARE(house.refusals.front().error->code, ErrorCode::Cancelled);
    QVERIFY(!house.refusals.front().decision.allowed);
    QVERIFY(house.vault.asked.isEmpty());
    QTRY_COMPARE(house.journal.written.size(), 2);
}

void TstGateAsking::sessionEndedByTheFirstAnswerOfSeveral()
{
    House house;
    house.gate.request(kSession, ask(), &house.context, [&](Outcome outcome) {
        house.take(std::move(outcome));
        house.gate.endSession(kSession.session, EndCause::SignedOut);
    });
    house.request(ask(kAgnetzCamera));
    QTRY_COMPARE(house.answers(), std::size_t(2));
    QCOMPARE(house.grants.size(), std::size_t(1));
    QVERIFY(!house.grants.front()->isLive());
    QCOMPARE(house.refusals.front().error->code, ErrorCode::Cancelled);
    QCOMPARE(house.vault.asked, QList<CameraId>{kCamera});
    QCOMPARE(house.gate.liveGrants(), 0);
}

void TstGateAsking::journalThatFailsRefusesEverything()
{
    House house;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("did not take a record")));
    house.journal.error = Error{ErrorCode::DiskFull, QStringLiteral("no space")};
    house.request(ask());
    house.request(ask(kCreilCamera));
    QTRY_COMPARE(house.refusals.size(), std::size_t(2));
    for (const Refusal &refusal : house.refusals) {
        QCOMPARE(refusal.error->code, ErrorCode::DiskFull);
        QVERIFY(!refusal.decision.allowed);
        QCOMPARE(refusal.decision.rows.first(), 46);
    }
    QVERIFY(house.vault.asked.isEmpty());
    QVERIFY(!house.gate.preview(kSession, ask()).allowed);
}

void TstGateAsking::journalThatHangsRefusesInTime()
{
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("has not answered")));
    for (int i = 0; i < 2; ++i) // the request, and what follows its refusal
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("did not take a record: \"TimedOut")));
    House house;
    journal::TimelyJournal timely(house.journal, kHangs);
    Gate gate(house.feed, house.vault, timely, house.clock);
    house.journal.hold();
    gate.request(kSession, ask(), &house.context, [&](Outcome outcome) { house.take(std::move(outcome)); });
    QTRY_COMPARE(house.refusals.size(), std::size_t(1));
    const Refusal &refusal = house.refusals.front();
    QCOMPARE(refusal.error->code, ErrorCode::TimedOut);
    QCOMPARE(refusal.decision.reasons.first(), reason(Because::JournalUnavailable));
    QVERIFY(house.vault.asked.isEmpty());
    QVERIFY(!gate.preview(kSession, ask()).allowed);
    // The disk comes back: what was asked is durable after all, and that nothing was shown.
    QTRY_COMPARE(house.journal.queued(), qsizetype(2));
    house.journal.release();
    QCOMPARE(house.journal.events(), QStringList({QStringLiteral("live-begin"), QStringLiteral("refusal")}));
    QCOMPARE(house.journal.written.at(1).details.value(QStringLiteral("grant")), house.journal.written.at(0).details.value(QStringLiteral("grant")));
    QCOMPARE(house.journal.written.at(1).details.value(QStringLiteral("error")).toString(), QStringLiteral("TimedOut"));
    QVERIFY(house.vault.asked.isEmpty());
    QVERIFY(gate.preview(kSession, ask()).allowed);
    QCOMPARE(gate.liveGrants(), 0);
}

void TstGateAsking::journalThatHangsEndsWhatIsOpen()
{
    House house;
    journal::TimelyJournal timely(house.journal, kHangs);
    Gate gate(house.feed, house.vault, timely, house.clock);
    gate.request(kSession, ask(), &house.context, [&](Outcome outcome) { house.take(std::move(outcome)); });
    QTRY_COMPARE(house.grants.size(), std::size_t(1));
    const Watch watch(*house.grants.front());
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("has not answered")));
    for (int i = 0; i < 2; ++i) // the request, and the end of what was open
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("did not take a record: \"TimedOut")));
    house.journal.hold();
    gate.request(kSession, ask(kCreilCamera), &house.context, [&](Outcome outcome) { house.take(std::move(outcome)); });
    QTRY_COMPARE(watch.count, 1);
    QCOMPARE(watch.cause, EndCause::JournalFailed);
    QCOMPARE(gate.liveGrants(), 0);
    QTRY_COMPARE(house.refusals.size(), std::size_t(1));
    QTRY_COMPARE(house.journal.queued(), qsizetype(2)); // the refusal, the curtain
}

void TstGateAsking::vaultThatFails_data()
{
    QTest::addColumn<int>("code");
    for (const ErrorCode code :
         {ErrorCode::NotFound, ErrorCode::Corrupt, ErrorCode::KeychainLocked, ErrorCode::Io})
        QTest::newRow(errorCodeName(code).toLatin1().constData()) << static_cast<int>(code);
}

void TstGateAsking::vaultThatFails()
{
    QFETCH(int, code);
    House house;
    house.vault.error = Error{static_cast<ErrorCode>(code), QStringLiteral("sealed")};
    house.request(ask());
    QTRY_COMPARE(house.refusals.size(), std::size_t(1));
    QCOMPARE(static_cast<int>(house.refusals.front().error->code), code);
    QVERIFY(!house.refusals.front().decision.allowed);
    QCOMPARE(house.gate.liveGrants(), 0);
    QTRY_COMPARE(house.journal.events(),
                 QStringList({QStringLiteral("live-begin"), QStringLiteral("refusal")}));
    QCOMPARE(house.journal.written.at(1).details.value(QStringLiteral("error")).toString(),
             errorCodeName(static_cast<ErrorCode>(code)));
}

void TstGateAsking::noRegistryAtAll()
{
    House house;
    house.feed.forget();
    house.request(ask());
    QTRY_COMPARE(house.refusals.size(), std::size_t(1));
    QCOMPARE(house.refusals.front().decision.rows, QList<int>{46});
    QVERIFY(house.vault.asked.isEmpty());
}

void TstGateAsking::unreachableRegistryRefusesAtOnce()
{
    House house;
    house.feed.setUnreachableSince(house.clock.sinceBoot());
    QVERIFY(!house.gate.circumstances().registryReachable);
    house.request(ask());
    QTRY_COMPARE(house.refusals.size(), std::size_t(1));
    QCOMPARE(house.refusals.front().decision.rows, QList<int>{46});
    QVERIFY(house.journal.events().contains(QStringLiteral("registry-unreachable")));
}

void TstGateAsking::untrustedClockRefusesAtOnce()
{
    House house;
    house.clock.step(-std::chrono::hours(1));
    house.request(ask());
    QTRY_COMPARE(house.refusals.size(), std::size_t(1));
    QCOMPARE(house.refusals.front().decision.rows.first(), 46);
    QVERIFY(house.vault.asked.isEmpty());
    QVERIFY(house.journal.events().contains(QStringLiteral("clock-untrusted")));
}

void TstGateAsking::somebodyElsesSession()
{
    House house;
    SessionContext other = kSession;
    other.person = kMayor;
    house.request(ask(), other);
    QTRY_COMPARE(house.refusals.size(), std::size_t(1));
    QCOMPARE(house.refusals.front().decision.rows.first(), 32);
}

void TstGateAsking::contextGoneBeforeTheTurnEnds()
{
    House house;
    auto context = std::make_unique<QObject>();
    bool called = false;
    house.gate.request(kSession, ask(), context.get(), [&](Outcome) { called = true; });
    context.reset();
    house.request(ask()); // something to wait for
    QTRY_COMPARE(house.answers(), std::size_t(1));
    QVERIFY(!called);
    QCOMPARE(house.journal.written.size(), 1);
}

void TstGateAsking::contextGoneWhileTheRecordIsWritten()
{
    House house;
    auto context = std::make_unique<QObject>();
    bool called = false;
    house.journal.hold();
    house.gate.request(kSession, ask(), context.get(), [&](Outcome) { called = true; });
    QTRY_COMPARE(house.journal.queued(), 1);
    context.reset();
    house.journal.release();
    QTRY_COMPARE(house.journal.events(),
                 QStringList({QStringLiteral("live-begin"), QStringLiteral("live-end")}));
    QVERIFY(!called);
    QVERIFY(house.vault.asked.isEmpty());
    QCOMPARE(house.gate.liveGrants(), 0);
}

void TstGateAsking::answerNobodyKeepsIsGivenBack()
{
    House house;
    int answers = 0;
    house.gate.request(kSession, ask(), &house.context, [&](const Outcome &) { ++answers; });
    QTRY_COMPARE(house.journal.events(),
                 QStringList({QStringLiteral("live-begin"), QStringLiteral("live-end")}));
    QCOMPARE(answers, 1);
    QCOMPARE(house.gate.liveGrants(), 0);
}

VIGIE_TEST(TstGateAsking)
#include "tst_gate_asking.moc"
